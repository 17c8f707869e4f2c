// Git objects as GraphQL sources.
import type { Repository } from '../domain/model.ts'
import { resolveRevision } from '../domain/revisions.ts'
import { entryAt, type PathEntry } from '../git/trees.ts'
import { refOid, type Session } from './session.ts'
import { asCommit, type CommitSource, type ObjectSource } from './sources.ts'

export type GitObjectSource = CommitSource | ObjectSource

/** The object of that id, or undefined. Commits must be part of the repository's own network. */
export async function gitObject(
  session: Session,
  repository: Repository,
  oid: string,
): Promise<GitObjectSource | undefined> {
  const { store } = session.world
  const commit = await store.commit(oid)
  if (commit) return repository.network.commits.has(oid) ? asCommit(repository, commit) : undefined
  const object = await store.read(oid)
  if (!object) return undefined
  if (object.type === 'tree') return { type: 'Tree', repository, oid, path: '' }
  if (object.type === 'blob') return { type: 'Blob', repository, oid, path: '' }
  return object.type === 'tag' ? { type: 'Tag', repository, oid, path: '' } : undefined
}

export async function commitOf(
  session: Session,
  repository: Repository,
  oid: string,
): Promise<CommitSource | null> {
  const commit = await session.world.store.commit(oid)
  return commit ? asCommit(repository, commit) : null
}

/** What a git revision names: `main`, `main:path/file`, `v1^`, an object id; undefined when it names nothing. */
export async function objectByExpression(
  session: Session,
  repository: Repository,
  expression: string,
): Promise<GitObjectSource | undefined> {
  const colon = expression.indexOf(':')
  const revision = colon === -1 ? expression : expression.slice(0, colon)
  const oid = await revisionOid(session, repository, revision)
  if (oid === undefined) return undefined
  if (colon === -1) return gitObject(session, repository, oid)
  const commit = await session.world.store.commit(oid)
  const entry = commit && (await entryAt(session.world.store, commit.tree, expression.slice(colon + 1)))
  return entry && entrySource(repository, entry)
}

export function entrySource(repository: Repository, entry: PathEntry): ObjectSource | undefined {
  if (entry.type === 'commit') return undefined
  return { type: entry.type === 'tree' ? 'Tree' : 'Blob', repository, oid: entry.oid, path: entry.path }
}

async function revisionOid(
  session: Session,
  repository: Repository,
  revision: string,
): Promise<string | undefined> {
  if (/^[0-9a-f]{40}$/.test(revision)) return revision
  if (session.staleRefs) {
    const stale = refOid(session, repository, `refs/heads/${revision.replace(/^refs\/heads\//, '')}`)
    if (stale) return stale
  }
  return resolveRevision(session.world, repository, revision)
}
