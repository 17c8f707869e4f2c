// A pull request: its branches, its state, its commits and files. Rules, reviews and checks are in files of their own.
import type { GraphQLResolveInfo } from 'graphql'
import { fullName } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { changedFiles, pullComparison } from '../../domain/pull-files.ts'
import { branchRef, branchTip } from '../../domain/revisions.ts'
import type { FileChange } from '../../git/diff.ts'
import { connection, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { pullState } from '../filters.ts'
import { commitOf } from '../git-objects.ts'
import { refOid, visible, type Session } from '../session.ts'
import {
  asActor,
  asActorOrNull,
  asCommit,
  asRef,
  asRepository,
  type PullCommitSource,
  type PullSource,
} from '../sources.ts'
import { sum } from './commit.ts'
import { pathOf } from './subject.ts'

function headRef({ pull }: PullSource, _: unknown, session: Session) {
  const { headRepository, head } = pull
  if (!headRepository || !visible(session, headRepository)) return null
  return refOid(session, headRepository, branchRef(head)) === undefined
    ? null
    : asRef(headRepository, branchRef(head))
}

function baseRef({ repository, pull }: PullSource, _: unknown, session: Session) {
  return refOid(session, repository, branchRef(pull.base)) === undefined
    ? null
    : asRef(repository, branchRef(pull.base))
}

/** While open the base branch's tip as of the last push to the head; GitHub shows that one, not the live tip. */
const baseRefOid = ({ repository, pull }: PullSource) => pull.baseSha || branchTip(repository, pull.base)

/** A stale read shows the head as it was before the last push. */
const headRefOid = ({ pull }: PullSource, _: unknown, session: Session) =>
  (session.staleRefs && pull.headRepository && refOid(session, pull.headRepository, branchRef(pull.head))) ||
  pull.headSha

async function commits(source: PullSource, args: PageArgs, { world }: Session, info: GraphQLResolveInfo) {
  const { repository, pull } = source
  const comparison = await pullComparison(world, repository, pull)
  // GitHub lists at most 250 commits of a pull request, and counts them all.
  const listed = comparison.commits.slice(0, 250)
  return connection(listed, {
    args,
    info,
    totalCount: comparison.ahead,
    key: ({ oid }) => oid,
    wrap: (commit): PullCommitSource => ({ type: 'PullRequestCommit', repository, pull, commit }),
  })
}

interface FileSource {
  type: 'PullRequestChangedFile'
  change: FileChange
}

async function files(
  { repository, pull }: PullSource,
  args: PageArgs,
  { world }: Session,
  info: GraphQLResolveInfo,
) {
  const changed = await changedFiles(world, repository, pull)
  const wrap = (change: FileChange): FileSource => ({ type: 'PullRequestChangedFile', change })
  return connection(changed, { args, info, key: ({ filename }) => filename, wrap })
}

const changes = ({ repository, pull }: PullSource, { world }: Session) =>
  changedFiles(world, repository, pull)

const branches: FieldTable<PullSource> = {
  baseRef,
  baseRefName: ({ pull }) => pull.base,
  baseRefOid,
  baseRepository: ({ repository }) => asRepository(repository),
  headRef,
  headRefName: ({ pull }) => pull.head,
  headRefOid,
  headRepository: ({ pull }, _, session) =>
    pull.headRepository && visible(session, pull.headRepository) ? asRepository(pull.headRepository) : null,
  headRepositoryOwner: ({ pull }) => (pull.headRepository ? asActor(pull.headRepository.owner) : null),
  isCrossRepository: ({ repository, pull }) => pull.headRepository !== repository,
}

export const pullRequestFields: FieldTable<PullSource> = {
  ...branches,
  state: ({ pull }) => pullState(pull),
  isDraft: ({ pull }) => pull.draft,
  merged: ({ pull }) => pull.merged,
  mergedAt: ({ pull }) => pull.mergedAt,
  mergedBy: ({ pull }) => asActorOrNull(pull.mergedBy),
  mergeCommit: ({ repository, pull }, _, session) =>
    pull.merged && pull.mergeCommitSha ? commitOf(session, repository, pull.mergeCommitSha) : null,
  maintainerCanModify: ({ repository, pull }) =>
    pull.headRepository !== repository && pull.maintainerCanModify,
  totalCommentsCount: ({ pull }) =>
    pull.comments.length + pull.threads.reduce((count, thread) => count + thread.comments.length, 0),
  commits,
  files,
  additions: async (source, _, session) => sum(await changes(source, session), 'additions'),
  deletions: async (source, _, session) => sum(await changes(source, session), 'deletions'),
  changedFiles: async (source, _, session) => (await changes(source, session)).length,
  permalink: ({ repository, pull }, _, { world }) => `${world.url}${pathOf(repository, pull)}`,
  checksResourcePath: ({ repository, pull }) => `${pathOf(repository, pull)}/checks`,
  checksUrl: ({ repository, pull }, _, { world }) => `${world.url}${pathOf(repository, pull)}/checks`,
  revertResourcePath: ({ repository, pull }) => `${pathOf(repository, pull)}/revert`,
  revertUrl: ({ repository, pull }, _, { world }) => `${world.url}${pathOf(repository, pull)}/revert`,
}

const commitPath = ({ repository, pull, commit }: PullCommitSource) =>
  `/${fullName(repository)}/pull/${pull.number}/commits/${commit.oid}`

export const pullCommitFields: FieldTable<PullCommitSource> = {
  id: ({ repository, pull, commit }) =>
    nodeId('PullRequestCommit', `${pull.id}:${commit.oid}`, repository.id),
  commit: ({ repository, commit }) => asCommit(repository, commit),
  pullRequest: ({ repository, pull }) => ({ type: 'PullRequest', repository, pull }),
  resourcePath: commitPath,
  url: (source, _, { world }) => `${world.url}${commitPath(source)}`,
}

const changeTypes: Record<FileChange['status'], string> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  copied: 'COPIED',
  changed: 'CHANGED',
}

export const changedFileFields: FieldTable<FileSource> = {
  path: ({ change }) => change.filename,
  additions: ({ change }) => change.additions,
  deletions: ({ change }) => change.deletions,
  changeType: ({ change }) => changeTypes[change.status],
  viewerViewedState: () => 'UNVIEWED',
}
