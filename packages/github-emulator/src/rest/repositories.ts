// Repositories, their branches, tags, compare and rate limits' siblings.
import { canSee, roleOf } from '../domain/access.ts'
import { fullName, type Repository } from '../domain/model.ts'
import { conflict, notFound, Refusal } from '../domain/refusal.ts'
import { branchNames } from '../domain/revisions.ts'
import { userByLogin } from '../domain/world.ts'
import { noContent, ok } from '../http/answer.ts'
import { plainRoute, repositoryRoute, type Call, type Route } from '../http/router.ts'
import { flag, optionalText, text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { fullRepositoryView, repositoryView } from './views/repositories.ts'
import { profileView, userView } from './views/users.ts'

/** The repositories an owner has that the caller may see. */
function ownedBy(call: Call, owner: string): Repository[] {
  const sort = call.query.get('sort') ?? 'full_name'
  const found = [...call.world.repositories.values()].filter(
    (repository) =>
      repository.renamedTo === null &&
      repository.owner.login.toLowerCase() === owner.toLowerCase() &&
      canSee(call.world, call.actor, repository),
  )
  const key = { pushed: 'pushedAt', updated: 'updatedAt', created: 'createdAt' } as const
  const field = key[sort as keyof typeof key]
  if (field === undefined) return found.sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1))
  return found.sort((a, b) =>
    call.query.get('direction') === 'asc' ? a[field] - b[field] : b[field] - a[field],
  )
}

function listOf(call: Call, owner: string, path: string) {
  const items = ownedBy(call, owner)
  if (items.length === 0 && !call.world.users.has(owner.toLowerCase())) throw notFound()
  return paged(call, {
    items,
    path,
    view: (repository) => repositoryView(call.world, repository, call.actor),
  })
}

const settings = {
  archived: 'archived',
  allow_merge_commit: 'allowMergeCommit',
  allow_squash_merge: 'allowSquashMerge',
  allow_rebase_merge: 'allowRebaseMerge',
  allow_auto_merge: 'allowAutoMerge',
  allow_update_branch: 'allowUpdateBranch',
  delete_branch_on_merge: 'deleteBranchOnMerge',
} as const

export const repositoryRoutes: readonly Route[] = [
  repositoryRoute('GET', '', 'metadata:read', (call) =>
    ok(fullRepositoryView(call.world, call.repository, call.actor)),
  ),
  {
    ...repositoryRoute('PATCH', '', 'administration:write', (call) => {
      const { repository, body } = call
      for (const [name, field] of Object.entries(settings)) {
        const value = flag(body, name)
        if (value !== undefined) Object.assign(repository, { [field]: value })
      }
      const branch = optionalText(body, 'default_branch')
      if (branch !== undefined) {
        if (!branchNames(repository).includes(branch))
          throw new Refusal({
            status: 422,
            message: 'Validation Failed',
            errors: [{ resource: 'Repository', field: 'default_branch', code: 'invalid' }],
          })
        repository.defaultBranch = branch
        repository.refsDirty = true
      }
      repository.description = optionalText(body, 'description') ?? repository.description
      return ok(fullRepositoryView(call.world, repository, call.actor))
    }),
    harmless: true,
  },
  plainRoute('GET', '/orgs/{org}/repos', (call) =>
    listOf(call, call.params['org'] ?? '', `/orgs/${call.params['org']}/repos`),
  ),
  plainRoute('GET', '/users/{username}/repos', (call) =>
    listOf(call, call.params['username'] ?? '', `/users/${call.params['username']}/repos`),
  ),
  plainRoute('GET', '/users/{username}', (call) => {
    const user = call.world.users.get((call.params['username'] ?? '').toLowerCase())
    if (!user) throw notFound()
    return ok(profileView(call.world, user))
  }),
  plainRoute('GET', '/user', (call) => {
    if (!call.actor) throw new Refusal({ status: 401, message: 'Requires authentication' })
    const { kind } = call.actor.token
    if (kind !== 'pat' && kind !== 'fine_grained')
      throw new Refusal({ status: 403, message: 'Resource not accessible by integration' })
    return ok(profileView(call.world, call.actor.user))
  }),
  plainRoute('GET', '/user/repos', (call) => {
    if (!call.actor) throw new Refusal({ status: 401, message: 'Requires authentication' })
    const items = [...call.world.repositories.values()].filter(
      (one) => one.renamedTo === null && canSee(call.world, call.actor, one),
    )
    return paged(call, {
      items,
      path: '/user/repos',
      view: (one) => repositoryView(call.world, one, call.actor),
    })
  }),
  plainRoute('GET', '/installation/repositories', (call) => {
    if (call.actor?.token.kind !== 'installation' && call.actor?.token.kind !== 'github_token')
      throw new Refusal({
        status: 403,
        message:
          'You must authenticate with an installation access token in order to list repositories for an installation.',
      })
    const { token } = call.actor
    const items = [...call.world.repositories.values()].filter(
      (one) =>
        one.renamedTo === null &&
        !one.missing &&
        (token.owner === null || token.owner.toLowerCase() === one.owner.login.toLowerCase()) &&
        (token.repositories === null || token.repositories.has(fullName(one).toLowerCase())),
    )
    const wrap = (repositories: unknown[], total: number) => ({
      total_count: total,
      repository_selection: token.repositories ? 'selected' : 'all',
      repositories,
    })
    return paged(call, {
      items,
      path: '/installation/repositories',
      view: (one) => repositoryView(call.world, one, call.actor),
      wrap,
    })
  }),
  repositoryRoute('GET', '/collaborators/{username}/permission', 'metadata:read', (call) => {
    const login = call.params['username'] ?? ''
    if (!call.world.users.has(login.toLowerCase())) throw notFound()
    const user = userByLogin(call.world, login)
    const role = roleOf(call.world, call.repository, user)
    const permission = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : role
    const flags = permissionFlags(role)
    return ok({
      permission,
      role_name: role,
      user: { ...userView(call.world, user), permissions: flags, role_name: role },
    })
  }),
  repositoryRoute('GET', '/collaborators/{username}', 'metadata:read', (call) => {
    const user = call.world.users.get((call.params['username'] ?? '').toLowerCase())
    if (
      !user ||
      !(
        call.repository.collaborators.has(user.login.toLowerCase()) ||
        user.login === call.repository.owner.login
      )
    )
      throw notFound()
    return noContent()
  }),
  repositoryRoute('GET', '/activity', 'contents:read', (call) => {
    const ref = call.query.get('ref')
    const wanted = ref && (ref.startsWith('refs/') ? ref : `refs/heads/${ref}`)
    const type = call.query.get('activity_type')
    const items = call.repository.activity
      .filter((one) => (!wanted || one.ref === wanted) && (!type || one.type === type))
      .toReversed()
    return paged(call, {
      items,
      path: repositoryPath(call),
      view: (one) => ({
        id: one.id,
        node_id: `PSH_${one.id}`,
        before: one.before,
        after: one.after,
        ref: one.ref,
        timestamp: new Date(one.timestamp).toISOString(),
        activity_type: one.type,
        actor: one.actor && userView(call.world, one.actor),
      }),
    })
  }),
  repositoryRoute('POST', '/dispatches', 'contents:write', (call) => {
    const eventType = text(call.body, 'event_type')
    const payload = call.body['client_payload'] ?? {}
    if (Object.keys(payload).length > 10)
      throw new Refusal({
        status: 422,
        message: 'Validation Failed',
        errors: [
          {
            resource: 'RepositoryDispatch',
            code: 'custom',
            message: 'No more than 10 properties are allowed',
          },
        ],
      })
    call.repository.dispatches.push({
      eventType,
      clientPayload: payload,
      actor: call.actor?.user ?? null,
      createdAt: call.world.clock.now(),
    })
    return noContent()
  }),
]

function permissionFlags(role: string) {
  const order = ['none', 'read', 'triage', 'write', 'maintain', 'admin']
  const at = (name: string) => order.indexOf(role) >= order.indexOf(name)
  return {
    admin: at('admin'),
    maintain: at('maintain'),
    push: at('write'),
    triage: at('triage'),
    pull: at('read'),
  }
}

/** Throws GitHub's 409 for a repository without commits. */
export function requireCommits(repository: Repository): void {
  if (repository.refs.size === 0) throw conflict('Git Repository is empty.')
}
