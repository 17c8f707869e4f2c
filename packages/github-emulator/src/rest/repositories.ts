// Repositories, their branches, tags, compare and rate limits' siblings.
import { canSee } from '../domain/access.ts'
import { fullName, type Repository } from '../domain/model.ts'
import { conflict, notFound, Refusal } from '../domain/refusal.ts'
import { branchNames } from '../domain/revisions.ts'
import { ok } from '../http/answer.ts'
import { plainRoute, repositoryRoute, type Call, type Route } from '../http/router.ts'
import { flag, optionalText } from './fields.ts'
import { paged } from './paging.ts'
import { fullRepositoryView, repositoryView } from './views/repositories.ts'
import { profileView } from './views/users.ts'

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
]

/** Throws GitHub's 409 for a repository without commits. */
export function requireCommits(repository: Repository): void {
  if (repository.refs.size === 0) throw conflict('Git Repository is empty.')
}
