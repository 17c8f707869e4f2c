// The git database: blobs, trees, commits.
import { editTree, entryType, listTree } from '../git/trees.ts'
import type { Signature } from '../git/objects.ts'
import { personOf } from '../domain/commits.ts'
import { nodeId } from '../domain/node-id.ts'
import { conflict, notFound, Refusal, unprocessable } from '../domain/refusal.ts'
import { hasCommit, resolveRevision } from '../domain/revisions.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { optionalText, text, textList } from './fields.ts'
import { gitCommitView } from './views/commits.ts'
import { apiUrl } from './views/repositories.ts'

function requireSome(call: RepositoryCall): void {
  if (call.repository.refs.size === 0) throw conflict('Git Repository is empty.')
}

async function readBlob(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const sha = call.params['file_sha'] ?? ''
  const object = /^[0-9a-f]{40}$/.test(sha) ? await world.store.read(sha) : undefined
  if (object?.type !== 'blob') throw notFound()
  if (String(call.headers['accept'] ?? '').includes('.raw')) return { status: 200, body: object.body }
  return ok({
    sha,
    node_id: nodeId('Blob', sha, repository.id),
    size: object.body.length,
    url: `${apiUrl(world, repository)}/git/blobs/${sha}`,
    content: object.body.toString('base64').replace(/(.{60})/g, '$1\n'),
    encoding: 'base64',
  })
}

function createBlob(call: RepositoryCall): Answer {
  requireSome(call)
  const { world, repository, body } = call
  const encoding = optionalText(body, 'encoding') ?? 'utf-8'
  const sha = world.store.writeBlob(
    Buffer.from(text(body, 'content'), encoding === 'base64' ? 'base64' : 'utf8'),
  )
  return ok({ sha, url: `${apiUrl(world, repository)}/git/blobs/${sha}` }, 201)
}

async function treeView(call: RepositoryCall, sha: string, recursive: boolean) {
  const { world, repository } = call
  const api = apiUrl(world, repository)
  const entries = await listTree(world.store, sha, { recursive })
  const tree = await Promise.all(
    entries.map(async (entry) => ({
      path: entry.path,
      mode: entry.mode.padStart(6, '0'),
      type: entry.type,
      sha: entry.oid,
      ...(entry.type === 'blob' ? { size: (await world.store.read(entry.oid))?.body.length ?? 0 } : {}),
      url: `${api}/git/${entry.type}s/${entry.oid}`,
    })),
  )
  return { sha, url: `${api}/git/trees/${sha}`, tree, truncated: false }
}

async function readTree(call: RepositoryCall): Promise<Answer> {
  requireSome(call)
  const { world, repository } = call
  const wanted = call.params['tree_sha'] ?? ''
  const commit = await resolveRevision(world, repository, wanted)
  const sha = commit ? world.store.loaded(commit).tree : wanted
  const object = /^[0-9a-f]{40}$/.test(sha) ? await world.store.read(sha) : undefined
  if (object?.type !== 'tree') throw notFound()
  return ok(await treeView(call, sha, call.query.has('recursive')))
}

interface GivenEntry {
  path?: string
  mode?: string
  type?: string
  sha?: string | null
  content?: string
}

async function createTree(call: RepositoryCall): Promise<Answer> {
  requireSome(call)
  const { world, body } = call
  const given = body['tree'] as GivenEntry[] | undefined
  if (!Array.isArray(given)) throw unprocessable('Invalid request.\n\n"tree" wasn\'t supplied.')
  const baseText = optionalText(body, 'base_tree')
  const base = baseText === undefined ? null : await treeOf(call, baseText)
  const edits = new Map<string, { mode: string; oid: string } | null>()
  for (const entry of given) {
    const { path = '', mode = '100644', sha, content } = entry
    if (
      path === '' ||
      path.startsWith('/') ||
      path.split('/').some((part) => part === '..' || part === '.git')
    )
      throw unprocessable('tree.path contains a malformed path component')
    if (sha === null) edits.set(path, null)
    else if (content !== undefined) edits.set(path, { mode, oid: world.store.writeBlob(content) })
    else {
      const object = sha ? await world.store.read(sha) : undefined
      if (!sha || !object) throw unprocessable(`tree.sha ${sha ?? ''} is not a valid ${entryType(mode)}`)
      edits.set(path, { mode, oid: sha })
    }
  }
  const sha = await editTree(world.store, base, edits)
  return ok(await treeView(call, sha, false), 201)
}

async function treeOf(call: RepositoryCall, sha: string): Promise<string> {
  const commit = await call.world.store.commit(sha)
  if (commit) return commit.tree
  if ((await call.world.store.read(sha))?.type !== 'tree')
    throw unprocessable('base_tree is not a valid tree oid')
  return sha
}

function personIn(call: RepositoryCall, name: 'author' | 'committer'): Signature | undefined {
  const given = call.body[name] as { name?: string; email?: string; date?: string } | undefined
  if (given === undefined) return undefined
  if (typeof given.name !== 'string' || typeof given.email !== 'string')
    throw unprocessable(`Invalid request.\n\n"${name}.email" wasn't supplied.`)
  return {
    name: given.name,
    email: given.email,
    date: given.date === undefined ? call.world.clock.now() : Date.parse(given.date),
  }
}

async function createCommit(call: RepositoryCall): Promise<Answer> {
  requireSome(call)
  const { world, repository, body } = call
  const tree = text(body, 'tree')
  if ((await world.store.read(tree))?.type !== 'tree')
    throw new Refusal({ status: 422, message: 'Tree SHA does not exist' })
  const parents = textList(body, 'parents') ?? []
  for (const parent of parents)
    if (!(await world.store.commit(parent)) || !hasCommit(repository, parent))
      throw new Refusal({ status: 422, message: 'Parent SHA does not exist or is not a commit object' })
  const author = personIn(call, 'author') ?? personOf(actorIn(call).user, world.clock.now())
  const committer = personIn(call, 'committer') ?? author
  const commit = await world.store.writeCommit({
    tree,
    parents,
    author,
    committer,
    message: text(body, 'message'),
    signature: optionalText(body, 'signature') ?? null,
  })
  repository.network.commits.add(commit.oid)
  const view = gitCommitView(world, repository, commit)
  return { status: 201, body: view, headers: { location: view.url } }
}

export const gitDataRoutes: readonly Route[] = [
  repositoryRoute('GET', '/git/blobs/{file_sha}', 'contents:read', readBlob),
  repositoryRoute('POST', '/git/blobs', 'contents:write', createBlob),
  repositoryRoute('GET', '/git/trees/{tree_sha}', 'contents:read', readTree),
  repositoryRoute('POST', '/git/trees', 'contents:write', createTree),
  repositoryRoute('POST', '/git/commits', 'contents:write', createCommit),
]
