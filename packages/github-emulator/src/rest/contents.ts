// Files and directories by path.
import { entryAt, listTree, type PathEntry } from '../git/trees.ts'
import type { Commit } from '../git/objects.ts'
import { commitOnBranch, requireBlobSha } from '../domain/commits.ts'
import { notFound, Refusal, unprocessable } from '../domain/refusal.ts'
import { resolveRevision } from '../domain/revisions.ts'
import { htmlUrl } from '../domain/world.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { optionalText, text } from './fields.ts'
import { gitCommitView } from './views/commits.ts'
import { apiUrl } from './views/repositories.ts'

function entryView(call: RepositoryCall, entry: PathEntry, input: { ref: string; size: number }) {
  const { world, repository } = call
  const path = entry.path.split('/').map(encodeURIComponent).join('/')
  const url = `${apiUrl(world, repository)}/contents/${path}?ref=${input.ref}`
  const git = `${apiUrl(world, repository)}/git/${entry.type}s/${entry.oid}`
  const html = `${htmlUrl(world, repository)}/${entry.type === 'tree' ? 'tree' : 'blob'}/${input.ref}/${path}`
  return {
    name: entry.path.split('/').pop() ?? '',
    path: entry.path,
    sha: entry.oid,
    size: input.size,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'blob' ? `${htmlUrl(world, repository)}/raw/${input.ref}/${path}` : null,
    type: { tree: 'dir', blob: 'file', commit: 'submodule' }[entry.type],
    _links: { self: url, git, html },
  }
}

async function fileView(call: RepositoryCall, entry: PathEntry, ref: string) {
  const content = (await call.world.store.read(entry.oid))?.body ?? Buffer.alloc(0)
  // Above 1 MB GitHub leaves the content out (REST docs, "Get repository content").
  const large = content.length > 1024 * 1024
  return {
    ...entryView(call, entry, { ref, size: content.length }),
    content: large ? '' : content.toString('base64').replace(/(.{60})/g, '$1\n'),
    encoding: large ? 'none' : 'base64',
  }
}

async function readContents(call: RepositoryCall): Promise<Answer> {
  const { world, repository, query } = call
  if (repository.refs.size === 0) throw new Refusal({ status: 404, message: 'This repository is empty.' })
  const ref = query.get('ref') ?? repository.defaultBranch
  const oid = await resolveRevision(world, repository, ref)
  if (!oid) throw new Refusal({ status: 404, message: `No commit found for the ref ${ref}` })
  const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '')
  const entry = await entryAt(world.store, world.store.loaded(oid).tree, path)
  if (!entry) throw notFound()
  if (entry.type === 'tree') {
    const prefix = path === '' ? '' : `${path}/`
    const listed = await listTree(world.store, entry.oid, { recursive: false, prefix })
    const size = async (one: PathEntry) =>
      one.type === 'blob' ? ((await world.store.read(one.oid))?.body.length ?? 0) : 0
    return ok(
      await Promise.all(listed.map(async (one) => entryView(call, one, { ref, size: await size(one) }))),
    )
  }
  if (String(call.headers['accept'] ?? '').includes('.raw'))
    return { status: 200, body: (await world.store.read(entry.oid))?.body ?? Buffer.alloc(0) }
  return ok(await fileView(call, entry, ref))
}

function person(call: RepositoryCall, name: 'author' | 'committer') {
  const given = call.body[name] as { name?: string; email?: string; date?: string } | undefined
  if (!given?.name || !given.email) return undefined
  return {
    name: given.name,
    email: given.email,
    date: given.date ? Date.parse(given.date) : call.world.clock.now(),
  }
}

function pathIn(call: RepositoryCall): string {
  const path = call.params['path'] ?? ''
  if (
    path.startsWith('/') ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..' || part === '.git')
  )
    throw unprocessable('path contains a malformed path component')
  return path
}

function commitInput(call: RepositoryCall, content: Buffer | null) {
  const branch = optionalText(call.body, 'branch') ?? call.repository.defaultBranch
  return {
    repository: call.repository,
    branch,
    message: text(call.body, 'message'),
    files: { [pathIn(call)]: content },
    author: person(call, 'author') ?? person(call, 'committer'),
    committer: person(call, 'committer'),
  }
}

async function answerFor(
  call: RepositoryCall,
  input: { commit: Commit; branch: string; created: boolean },
): Promise<Answer> {
  const { world, repository } = call
  const entry = await entryAt(world.store, input.commit.tree, pathIn(call))
  const content = entry
    ? entryView(call, entry, {
        ref: input.branch,
        size: (await world.store.read(entry.oid))?.body.length ?? 0,
      })
    : null
  return ok({ content, commit: gitCommitView(world, repository, input.commit) }, input.created ? 201 : 200)
}

async function writeContents(call: RepositoryCall): Promise<Answer> {
  const { world, body, repository } = call
  const sha = optionalText(body, 'sha')
  const input = commitInput(call, Buffer.from(text(body, 'content'), 'base64'))
  if (repository.refs.size > 0 && !repository.refs.has(`refs/heads/${input.branch}`))
    throw new Refusal({ status: 404, message: `Branch ${input.branch} not found` })
  await requireBlobSha(world, { repository, branch: input.branch, path: pathIn(call), sha })
  const commit = await commitOnBranch(world, actorIn(call), input)
  return answerFor(call, { commit, branch: input.branch, created: sha === undefined })
}

async function deleteContents(call: RepositoryCall): Promise<Answer> {
  const { world, body, repository } = call
  const sha = text(body, 'sha')
  const input = commitInput(call, null)
  const head = repository.refs.get(`refs/heads/${input.branch}`)
  const entry = head && (await entryAt(world.store, world.store.loaded(head).tree, pathIn(call)))
  if (!entry) throw notFound()
  await requireBlobSha(world, { repository, branch: input.branch, path: pathIn(call), sha })
  const commit = await commitOnBranch(world, actorIn(call), input)
  return answerFor(call, { commit, branch: input.branch, created: false })
}

export const contentRoutes: readonly Route[] = [
  repositoryRoute('GET', '/contents', 'contents:read', readContents),
  repositoryRoute('GET', '/contents/', 'contents:read', readContents),
  repositoryRoute('GET', '/contents/{path}', 'contents:read', readContents),
  repositoryRoute('PUT', '/contents/{path}', 'contents:write', writeContents),
  repositoryRoute('DELETE', '/contents/{path}', 'contents:write', deleteContents),
  repositoryRoute('GET', '/readme', 'contents:read', async (call) => {
    const { world, repository } = call
    const ref = call.query.get('ref') ?? repository.defaultBranch
    const oid = await resolveRevision(world, repository, ref)
    const entries = oid ? await listTree(world.store, world.store.loaded(oid).tree, { recursive: false }) : []
    const readme = entries.find((entry) => /^readme(\.\w+)?$/i.test(entry.path))
    if (!readme) throw notFound()
    return ok(await fileView(call, readme, ref))
  }),
]
