// Commits, trees, blobs and tags.
import type { GraphQLResolveInfo } from 'graphql'
import { isSignedByGitHub, userOfSignature } from '../../domain/authorship.ts'
import { fullName, type Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl } from '../../domain/world.ts'
import { diffTrees, type FileChange } from '../../git/diff.ts'
import { history as historyOf } from '../../git/graph.ts'
import type { Commit, Signature } from '../../git/objects.ts'
import { entryAt } from '../../git/trees.ts'
import { connection, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { selectPulls, type PullArgs } from '../filters.ts'
import { readable, type Session } from '../session.ts'
import { asCommit, asPull, asRepository, type CommitSource, type GitActorSource } from '../sources.ts'

export function gitActor(session: Session, signature: Signature): GitActorSource {
  return { type: 'GitActor', signature, user: userOfSignature(session.world, signature) }
}

const messageOf = ({ commit }: CommitSource) => commit.message.replace(/\n+$/, '')
const headlineOf = (source: CommitSource) => messageOf(source).split('\n', 1)[0] ?? ''
const bodyOf = (source: CommitSource) => messageOf(source).split('\n').slice(1).join('\n').replace(/^\n+/, '')
const pathOf = ({ repository, commit }: CommitSource) => `/${fullName(repository)}/commit/${commit.oid}`
const urlOf = (source: CommitSource, _: unknown, { world }: Session) => `${world.url}${pathOf(source)}`

async function changes({ commit }: CommitSource, { world }: Session): Promise<FileChange[]> {
  return diffTrees(world.store, commit.parents[0] ?? null, commit.oid)
}

interface HistoryArgs extends PageArgs {
  since?: string | undefined
  until?: string | undefined
  path?: string | undefined
  author?: { emails?: string[] | undefined; id?: string | undefined } | null
}

async function history(source: CommitSource, args: HistoryArgs, session: Session, info: GraphQLResolveInfo) {
  const { repository, commit } = source
  const { store } = session.world
  const [since, until] = [args.since, args.until].map((time) =>
    time === undefined ? undefined : Date.parse(time),
  )
  const found: Commit[] = []
  for await (const one of historyOf(store, commit.oid)) {
    if (since !== undefined && one.committer.date < since) continue
    if (until !== undefined && one.committer.date > until) continue
    if (args.author && !wroteIt(session, one, args.author)) continue
    if (args.path !== undefined && !(await touches(session, one, args.path))) continue
    found.push(one)
  }
  return connection(found, { args, info, key: ({ oid }) => oid, wrap: (one) => asCommit(repository, one) })
}

function wroteIt(session: Session, commit: Commit, author: NonNullable<HistoryArgs['author']>): boolean {
  if (author.emails)
    return author.emails.some((email) => email.toLowerCase() === commit.author.email.toLowerCase())
  const user = userOfSignature(session.world, commit.author)
  return author.id === undefined || (user !== null && nodeId(user.type, user.id) === author.id)
}

async function touches({ world }: Session, commit: Commit, path: string): Promise<boolean> {
  const at = async (oid: string | undefined) => {
    const tree = oid === undefined ? undefined : (await world.store.commit(oid))?.tree
    return tree === undefined ? undefined : (await entryAt(world.store, tree, path))?.oid
  }
  return (await at(commit.oid)) !== (await at(commit.parents[0]))
}

function associatedPullRequests(
  source: CommitSource,
  args: PullArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  const { repository, commit } = source
  readable(session, repository, 'pull_requests')
  const { oid } = commit
  const own = [...repository.pulls.values()].filter(
    (pull) => pull.headSha === oid || pull.mergeCommitSha === oid,
  )
  return connection(selectPulls(own, args), {
    args,
    info,
    key: ({ id }) => id,
    wrap: (pull) => asPull(repository, pull),
  })
}

async function parents(source: CommitSource, args: PageArgs, { world }: Session, info: GraphQLResolveInfo) {
  const { repository, commit } = source
  const loaded = commit.parents.map((oid) => world.store.loaded(oid))
  return connection(loaded, { args, info, key: ({ oid }) => oid, wrap: (one) => asCommit(repository, one) })
}

export const commonObjectFields = {
  repository: ({ repository }: { repository: Repository }) => asRepository(repository),
}

export const commitFields: FieldTable<CommitSource> = {
  ...commonObjectFields,
  id: ({ repository, commit }) => nodeId('Commit', commit.oid, repository.id),
  oid: ({ commit }) => commit.oid,
  abbreviatedOid: ({ commit }) => commit.oid.slice(0, 7),
  message: messageOf,
  messageHeadline: headlineOf,
  messageBody: bodyOf,
  author: ({ commit }, _, session) => gitActor(session, commit.author),
  committer: ({ commit }, _, session) => gitActor(session, commit.committer),
  authoredDate: ({ commit }) => commit.author.date,
  committedDate: ({ commit }) => commit.committer.date,
  pushedDate: () => null,
  authoredByCommitter: ({ commit }) => commit.author.email === commit.committer.email,
  committedViaWeb: ({ commit }) => commit.committer.email === 'noreply@github.com',
  parents,
  history,
  tree: ({ repository, commit }) => ({ type: 'Tree', repository, oid: commit.tree, path: '' }),
  additions: async (source, _, session) => sum(await changes(source, session), 'additions'),
  deletions: async (source, _, session) => sum(await changes(source, session), 'deletions'),
  changedFiles: async (source, _, session) => (await changes(source, session)).length,
  changedFilesIfAvailable: async (source, _, session) => (await changes(source, session)).length,
  signature: ({ commit }, _, session) =>
    commit.signature === null
      ? null
      : { type: 'GpgSignature', commit, signer: userOfSignature(session.world, commit.committer) },
  associatedPullRequests,
  url: urlOf,
  commitUrl: urlOf,
  resourcePath: pathOf,
  commitResourcePath: pathOf,
  treeUrl: ({ repository, commit }, _, { world }) => `${htmlUrl(world, repository)}/tree/${commit.oid}`,
}

export function sum(changed: readonly FileChange[], field: 'additions' | 'deletions'): number {
  return changed.reduce((total, change) => total + change[field], 0)
}

interface SignatureSource {
  type: 'GpgSignature'
  commit: Commit
  signer: GitActorSource['user']
}

export const signatureFields: FieldTable<SignatureSource> = {
  isValid: () => true,
  state: () => 'VALID',
  wasSignedByGitHub: ({ commit }) => isSignedByGitHub(commit),
  email: ({ commit }) => commit.committer.email,
  signature: ({ commit }) => commit.signature,
  signer: ({ signer }) => (signer?.type === 'User' ? { type: 'User', user: signer } : null),
  verifiedAt: ({ commit }) => commit.committer.date,
}
