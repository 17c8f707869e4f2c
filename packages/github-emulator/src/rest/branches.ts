// Branches, refs and tags.
import { createRef, deleteRef, updateRef } from '../domain/refs.ts'
import type { Actor } from '../domain/access.ts'
import { nodeId } from '../domain/node-id.ts'
import type { Repository } from '../domain/model.ts'
import { rulesFor } from '../domain/protection.ts'
import { conflict, notFound, Refusal, unprocessable } from '../domain/refusal.ts'
import { branchNames, branchRef, branchTip } from '../domain/revisions.ts'
import { moveRef } from '../domain/refs.ts'
import { requirePermission } from '../domain/access.ts'
import { htmlUrl } from '../domain/world.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { flag, text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { commitView } from './views/commits.ts'
import { apiUrl } from './views/repositories.ts'

/** The caller of a route that needs a permission: the server has refused anonymous ones already. */
export function actorIn(call: RepositoryCall): Actor {
  if (!call.actor) throw new Refusal({ status: 401, message: 'Requires authentication' })
  return call.actor
}

function protectionSummary(call: RepositoryCall, name: string) {
  const rules = rulesFor(call.repository, name)
  return {
    enabled: rules.protected,
    required_status_checks: {
      enforcement_level: rules.checks.length > 0 ? 'non_admins' : 'off',
      contexts: rules.checks.map((check) => check.context),
      checks: rules.checks.map((check) => ({ context: check.context, app_id: check.appId })),
    },
  }
}

function shortBranch(call: RepositoryCall, name: string) {
  const { world, repository } = call
  const sha = readRef(call, branchRef(name)) ?? ''
  const api = apiUrl(world, repository)
  return {
    name,
    commit: { sha, url: `${api}/commits/${sha}` },
    protected: rulesFor(repository, name).protected,
    protection: protectionSummary(call, name),
    protection_url: `${api}/branches/${encodeURIComponent(name)}/protection`,
  }
}

async function branchView(call: RepositoryCall, name: string) {
  const { world, repository } = call
  const sha = readRef(call, branchRef(name))
  if (sha === undefined) throw new Refusal({ status: 404, message: 'Branch not found' })
  const commit = await world.store.commit(sha)
  if (!commit) throw notFound()
  const api = apiUrl(world, repository)
  return {
    name,
    commit: commitView(world, repository, commit),
    _links: {
      self: `${api}/branches/${encodeURIComponent(name)}`,
      html: `${htmlUrl(world, repository)}/tree/${name}`,
    },
    protected: rulesFor(repository, name).protected,
    protection: protectionSummary(call, name),
    protection_url: `${api}/branches/${encodeURIComponent(name)}/protection`,
  }
}

/** The value of a ref; under a `stale_ref` fault the one it had before its last move. */
export function readRef(call: RepositoryCall, ref: string): string | undefined {
  const { repository } = call
  const current = repository.refs.get(ref)
  if (!call.staleRefs || current === undefined) return current
  const before = repository.activity.findLast((entry) => entry.ref === ref)?.before
  return before === undefined || /^0+$/.test(before) ? current : before
}

async function refView(call: RepositoryCall, ref: string) {
  const { world, repository } = call
  const sha = readRef(call, ref)
  if (sha === undefined) throw notFound()
  const type = (await world.store.read(sha))?.type ?? 'commit'
  const api = apiUrl(world, repository)
  return {
    ref,
    node_id: nodeId('Ref', ref, repository.id),
    url: `${api}/git/${ref}`,
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  }
}

function requireNotEmpty(repository: Repository): void {
  if (repository.refs.size === 0) throw conflict('Git Repository is empty.')
}

async function createGitRef(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const [ref, sha] = [text(body, 'ref'), text(body, 'sha')]
  requireNotEmpty(repository)
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw unprocessable('The sha parameter must be exactly 40 characters and contain only [0-9a-f].')
  await createRef(world, actorIn(call), { repository, ref, sha })
  const view = await refView(call, ref)
  return { status: 201, body: view, headers: { location: view.url } }
}

async function updateGitRef(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const ref = `refs/${call.params['ref']}`
  await updateRef(world, actorIn(call), {
    repository,
    ref,
    sha: text(body, 'sha'),
    force: flag(body, 'force') ?? false,
  })
  return ok(await refView(call, ref))
}

async function renameBranch(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const [from, to] = [call.params['branch'] ?? '', text(call.body, 'new_name')]
  const sha = branchTip(repository, from)
  if (!sha) throw new Refusal({ status: 404, message: 'Branch not found' })
  if (branchTip(repository, to)) throw unprocessable(`New branch already exists`)
  const actor = actorIn(call)
  if (from === repository.defaultBranch) {
    requirePermission(world, actor, repository, { permission: 'administration', level: 'write' })
    repository.defaultBranch = to
  }
  for (const pull of repository.pulls.values())
    if (pull.state === 'open' && pull.base === from) pull.base = to
  for (const other of world.repositories.values())
    for (const pull of other.pulls.values())
      if (pull.headRepository === repository && pull.head === from && pull.state === 'open') pull.head = to
  await moveRef(world, repository, { ref: branchRef(to), after: sha, user: actor.user })
  await moveRef(world, repository, { ref: branchRef(from), after: null, user: actor.user })
  return ok(await branchView(call, to), 201)
}

export const branchRoutes: readonly Route[] = [
  repositoryRoute('GET', '/branches', 'contents:read', (call) => {
    const wanted = call.query.get('protected')
    const names = branchNames(call.repository).filter(
      (name) => wanted === null || String(rulesFor(call.repository, name).protected) === wanted,
    )
    return paged(call, { items: names, path: repositoryPath(call), view: (name) => shortBranch(call, name) })
  }),
  repositoryRoute('GET', '/branches/{branch}', 'contents:read', async (call) =>
    ok(await branchView(call, call.params['branch'] ?? '')),
  ),
  repositoryRoute('POST', '/branches/{branch}/rename', 'contents:write', renameBranch),
  repositoryRoute('GET', '/tags', 'contents:read', (call) => {
    const { repository, world } = call
    const tags = [...repository.refs]
      .filter(([ref]) => ref.startsWith('refs/tags/'))
      .map(([ref, sha]) => ({ name: ref.slice(10), sha }))
    const api = apiUrl(world, repository)
    return paged(call, {
      items: tags.sort((a, b) => (a.name < b.name ? 1 : -1)),
      path: repositoryPath(call),
      view: ({ name, sha }) => ({
        name,
        commit: { sha, url: `${api}/commits/${sha}` },
        zipball_url: `${api}/zipball/refs/tags/${name}`,
        tarball_url: `${api}/tarball/refs/tags/${name}`,
        node_id: nodeId('Ref', `refs/tags/${name}`, repository.id),
      }),
    })
  }),
  repositoryRoute('GET', '/git/ref/{ref}', 'contents:read', async (call) => {
    requireNotEmpty(call.repository)
    return ok(await refView(call, `refs/${call.params['ref']}`))
  }),
  repositoryRoute('GET', '/git/matching-refs/{ref}', 'contents:read', async (call) => {
    const prefix = `refs/${call.params['ref']}`
    const names = [...call.repository.refs.keys()].filter((ref) => ref.startsWith(prefix)).sort()
    return ok(await Promise.all(names.map((ref) => refView(call, ref))))
  }),
  repositoryRoute('POST', '/git/refs', 'contents:write', createGitRef),
  repositoryRoute('PATCH', '/git/refs/{ref}', 'contents:write', updateGitRef),
  repositoryRoute('DELETE', '/git/refs/{ref}', 'contents:write', async (call) => {
    await deleteRef(call.world, actorIn(call), {
      repository: call.repository,
      ref: `refs/${call.params['ref']}`,
    })
    return noContent()
  }),
]
