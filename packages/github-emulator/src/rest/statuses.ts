// Commit statuses, one by one and combined.
import { settleAutoMerge } from '../domain/auto-merge.ts'
import { createStatus } from '../domain/checks.ts'
import { currentChecks } from '../domain/merge-requirements.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { commitNamed } from './compare.ts'
import { nullableText, oneOf, optionalText } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { statusView } from './views/checks.ts'
import { apiUrl, repositoryView } from './views/repositories.ts'

async function newStatus(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const { oid } = await commitNamed(call, call.params['sha'] ?? '')
  const status = createStatus(world, actorIn(call), {
    repository,
    sha: oid,
    state: oneOf(body, 'state', ['error', 'failure', 'pending', 'success']) ?? 'pending',
    context: optionalText(body, 'context') ?? 'default',
    description: nullableText(body, 'description') ?? null,
    targetUrl: nullableText(body, 'target_url') ?? null,
  })
  await settleAutoMerge(world, repository)
  return ok(statusView(world, repository, status), 201)
}

/** The combined status counts statuses only; without any it is pending (REST docs, "Get the combined status"). */
async function combined(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const { oid } = await commitNamed(call, call.params['ref'] ?? '')
  const { statuses: current } = currentChecks(repository, oid)
  const has = (state: string) => current.some((status) => status.state === state)
  const state =
    has('failure') || has('error')
      ? 'failure'
      : has('pending') || current.length === 0
        ? 'pending'
        : 'success'
  const url = `${apiUrl(world, repository)}/commits/${oid}`
  return paged(call, {
    items: current,
    path: repositoryPath(call),
    view: (status) => statusView(world, repository, status),
    wrap: (views, total) => ({
      state,
      statuses: views,
      sha: oid,
      total_count: total,
      repository: repositoryView(world, repository, null),
      commit_url: url,
      url: `${url}/status`,
    }),
  })
}

export const statusRoutes: readonly Route[] = [
  repositoryRoute('GET', '/commits/{ref}/status', 'statuses:read', combined),
  repositoryRoute('GET', '/commits/{ref}/statuses', 'statuses:read', async (call) => {
    const { world, repository } = call
    const { oid } = await commitNamed(call, call.params['ref'] ?? '')
    const items = repository.statuses.filter((status) => status.sha === oid).toReversed()
    return paged(call, {
      items,
      path: repositoryPath(call),
      view: (status) => statusView(world, repository, status),
    })
  }),
  repositoryRoute('POST', '/statuses/{sha}', 'statuses:write', newStatus),
]
