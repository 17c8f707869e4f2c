// Whether a pull request can be merged, and what GitHub does about it: test merge, auto-merge, merge queue.
import { mergeState } from '../../domain/merge-requirements.ts'
import { readMergeability } from '../../domain/mergeability.ts'
import type { PullRequest, Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { rulesFor } from '../../domain/protection.ts'
import { branchRef, branchTip } from '../../domain/revisions.ts'
import { fullName } from '../../domain/model.ts'
import { rebaseCommits } from '../../git/merge.ts'
import { queueOf } from '../../domain/merge-queue.ts'
import { connection, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { commitOf } from '../git-objects.ts'
import { may, type Session } from '../session.ts'
import { asActor, asPull, asRepository, type PullSource, type RepositorySource } from '../sources.ts'

const seen = new WeakMap<Session, Map<PullRequest, Promise<PullRequest['mergeability']>>>()

/** Reads mergeability once per request, so that the fields of one answer agree; the reading itself starts the test merge. */
function mergeabilityIn(
  session: Session,
  { repository, pull }: PullSource,
): Promise<PullRequest['mergeability']> {
  const known = seen.get(session) ?? new Map<PullRequest, Promise<PullRequest['mergeability']>>()
  seen.set(session, known)
  const found = known.get(pull) ?? readMergeability(session.world, repository, pull)
  known.set(pull, found)
  return found
}

async function mergeStateStatus(source: PullSource, _: unknown, session: Session): Promise<string> {
  const { repository, pull } = source
  const mergeability = await mergeabilityIn(session, source)
  return (await mergeState(session.world, repository, { pull, seen: mergeability })).toUpperCase()
}

async function potentialMergeCommit(source: PullSource, _: unknown, session: Session) {
  const { testMerge } = await mergeabilityIn(session, source)
  return testMerge === null ? null : commitOf(session, source.repository, testMerge)
}

async function canBeRebased(
  { repository, pull }: PullSource,
  _: unknown,
  { world }: Session,
): Promise<boolean> {
  const base = branchTip(repository, pull.base)
  if (!base || pull.state === 'closed') return false
  const committer = { name: 'GitHub', email: 'noreply@github.com', date: 0 }
  return (await rebaseCommits(world.store, { base, head: pull.headSha, committer })).head !== null
}

const wrapped = <T extends string>(type: T, { repository, pull }: PullSource) => ({ type, repository, pull })

export const mergeStatusFields: FieldTable<PullSource> = {
  mergeable: async (source, _, session) => (await mergeabilityIn(session, source)).state.toUpperCase(),
  mergeStateStatus,
  potentialMergeCommit,
  canBeRebased,
  autoMergeRequest: (source) => (source.pull.autoMerge ? wrapped('AutoMergeRequest', source) : null),
  isInMergeQueue: ({ pull }) => pull.queueEntry !== null,
  isMergeQueueEnabled: ({ repository, pull }) => rulesFor(repository, pull.base).mergeQueue,
  mergeQueue: ({ repository, pull }) => asQueue(repository, pull.base),
  mergeQueueEntry: (source) => (source.pull.queueEntry ? wrapped('MergeQueueEntry', source) : null),
  viewerCanEnableAutoMerge: ({ repository, pull }, _, session) =>
    repository.allowAutoMerge &&
    pull.state === 'open' &&
    pull.autoMerge === null &&
    may(session, repository, 'contents', 'write'),
  viewerCanDisableAutoMerge: ({ repository, pull }, _, session) =>
    pull.autoMerge !== null && may(session, repository, 'contents', 'write'),
  viewerCanUpdateBranch: ({ pull }, _, session) =>
    pull.headRepository !== null &&
    pull.state === 'open' &&
    may(session, pull.headRepository, 'contents', 'write'),
  viewerCanMergeAsAdmin: () => false,
}

export const autoMergeFields: FieldTable<PullSource> = {
  enabledAt: ({ pull }) => pull.autoMerge?.enabledAt ?? null,
  enabledBy: ({ pull }) => (pull.autoMerge ? asActor(pull.autoMerge.enabledBy) : null),
  mergeMethod: ({ pull }) => (pull.autoMerge?.method ?? 'merge').toUpperCase(),
  commitHeadline: ({ pull }) => pull.autoMerge?.commitTitle ?? null,
  commitBody: ({ pull }) => pull.autoMerge?.commitMessage ?? null,
  authorEmail: () => null,
  pullRequest: ({ repository, pull }) => asPull(repository, pull),
}

interface QueueSource {
  type: 'MergeQueue'
  repository: Repository
  branch: string
}

/** The queue of a branch, or null when the branch has none. */
export function asQueue(repository: Repository, branch: string): QueueSource | null {
  return rulesFor(repository, branch).mergeQueue ? { type: 'MergeQueue', repository, branch } : null
}

/** Tells when a pull request at this place of the queue may be merged: five minutes for each, as an estimate. */
const estimated = (position: number) => position * 300

export const queueFields: FieldTable<QueueSource> = {
  id: ({ repository, branch }) => nodeId('MergeQueue', branchRef(branch), repository.id),
  repository: ({ repository }) => asRepository(repository),
  entries: ({ repository, branch }, args: PageArgs, _, info) =>
    connection(queueOf(repository, branch), {
      args,
      info,
      key: (pull) => pull.queueEntry?.id ?? 0,
      wrap: (pull) => ({ type: 'MergeQueueEntry', repository, pull }),
    }),
  nextEntryEstimatedTimeToMerge: ({ repository, branch }) =>
    estimated(queueOf(repository, branch).length + 1),
  resourcePath: ({ repository, branch }) => `/${fullName(repository)}/queue/${branch}`,
  url: ({ repository, branch }, _, { world }) => `${world.url}/${fullName(repository)}/queue/${branch}`,
}

const positionOf = ({ repository, pull }: PullSource) => queueOf(repository, pull.base).indexOf(pull) + 1

export const queueEntryFields: FieldTable<PullSource> = {
  id: ({ repository, pull }) => nodeId('MergeQueueEntry', pull.queueEntry?.id ?? 0, repository.id),
  position: positionOf,
  state: ({ repository, pull }) =>
    positionOf({ type: 'PullRequest', repository, pull }) === 1 ? 'AWAITING_CHECKS' : 'QUEUED',
  enqueuedAt: ({ pull }) => pull.queueEntry?.enqueuedAt ?? 0,
  enqueuer: ({ pull }) => (pull.queueEntry ? asActor(pull.queueEntry.enqueuer) : null),
  estimatedTimeToMerge: (source) => estimated(positionOf(source)),
  jump: () => false,
  solo: () => false,
  headCommit: ({ repository, pull }, _, session) =>
    pull.queueEntry ? commitOf(session, repository, pull.queueEntry.headOid) : null,
  baseCommit: ({ repository, pull }, _, session) => {
    const tip = branchTip(repository, pull.base)
    return tip ? commitOf(session, repository, tip) : null
  },
  mergeQueue: ({ repository, pull }) => asQueue(repository, pull.base),
  pullRequest: ({ repository, pull }) => asPull(repository, pull),
}

/** The queue of a branch by name; of the default branch without one. */
export const repositoryQueue = ({ repository }: RepositorySource, { branch }: { branch?: string }) =>
  asQueue(repository, branch ?? repository.defaultBranch)
