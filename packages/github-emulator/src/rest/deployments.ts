// Deployments, their statuses, and environments.
import { timestamp } from '../domain/clock.ts'
import type { Deployment } from '../domain/model.ts'
import { nodeId } from '../domain/node-id.ts'
import { conflict, notFound, unprocessable } from '../domain/refusal.ts'
import { resolveRevision } from '../domain/revisions.ts'
import { htmlUrl, nextId } from '../domain/world.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { oneOf, optionalText, text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { apiUrl } from './views/repositories.ts'
import { userOrNull } from './views/users.ts'

const states = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const

function deploymentView(call: RepositoryCall, deployment: Deployment) {
  const { world, repository } = call
  const api = apiUrl(world, repository)
  const url = `${api}/deployments/${deployment.id}`
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id, repository.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userOrNull(world, deployment.creator),
    created_at: timestamp(deployment.createdAt),
    updated_at: timestamp(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    transient_environment: false,
    production_environment: deployment.environment === 'production',
  }
}

function statusView(call: RepositoryCall, deployment: Deployment, status: Deployment['statuses'][number]) {
  const { world, repository } = call
  const api = apiUrl(world, repository)
  const url = `${api}/deployments/${deployment.id}`
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id, repository.id),
    state: status.state,
    creator: userOrNull(world, status.creator),
    description: status.description ?? '',
    environment: deployment.environment,
    target_url: status.logUrl,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.createdAt),
    deployment_url: url,
    repository_url: api,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
  }
}

function deploymentIn(call: RepositoryCall): Deployment {
  const deployment = call.repository.deployments.get(Number(call.params['deployment_id']))
  if (!deployment) throw notFound()
  return deployment
}

async function create(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const ref = text(body, 'ref')
  const sha = await resolveRevision(world, repository, ref)
  if (!sha) throw unprocessable(`No ref found for: ${ref}`)
  if (
    !Array.isArray(body['required_contexts']) &&
    repository.statuses.some((status) => status.sha === sha && status.state !== 'success')
  )
    throw conflict(`Conflict: Commit status checks failed for ${ref}.`)
  const now = world.clock.now()
  const deployment: Deployment = {
    id: nextId(world),
    sha,
    ref,
    task: optionalText(body, 'task') ?? 'deploy',
    environment: optionalText(body, 'environment') ?? 'production',
    description: optionalText(body, 'description') ?? null,
    payload: body['payload'] ?? {},
    creator: actorIn(call).user,
    createdAt: now,
    updatedAt: now,
    statuses: [],
  }
  repository.deployments.set(deployment.id, deployment)
  repository.environments.add(deployment.environment)
  return ok(deploymentView(call, deployment), 201)
}

function addStatus(call: RepositoryCall): Answer {
  const { world, body } = call
  const deployment = deploymentIn(call)
  const state = oneOf(body, 'state', states)
  if (!state) throw unprocessable('Invalid request.\n\n"state" wasn\'t supplied.')
  const status = {
    id: nextId(world),
    state,
    description: optionalText(body, 'description') ?? null,
    creator: actorIn(call).user,
    createdAt: world.clock.now(),
    environmentUrl: optionalText(body, 'environment_url') ?? '',
    logUrl: optionalText(body, 'log_url') ?? optionalText(body, 'target_url') ?? '',
  }
  deployment.statuses.push(status)
  deployment.updatedAt = status.createdAt
  return ok(statusView(call, deployment, status), 201)
}

export const deploymentRoutes: readonly Route[] = [
  repositoryRoute('GET', '/deployments', 'deployments:read', (call) => {
    const filter = (name: 'environment' | 'ref' | 'sha' | 'task') => call.query.get(name)
    const items = [...call.repository.deployments.values()]
      .filter((one) =>
        (['environment', 'ref', 'sha', 'task'] as const).every(
          (name) => !filter(name) || one[name] === filter(name),
        ),
      )
      .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    return paged(call, { items, path: repositoryPath(call), view: (one) => deploymentView(call, one) })
  }),
  repositoryRoute('POST', '/deployments', 'deployments:write', create),
  repositoryRoute('GET', '/deployments/{deployment_id}', 'deployments:read', (call) =>
    ok(deploymentView(call, deploymentIn(call))),
  ),
  repositoryRoute('GET', '/deployments/{deployment_id}/statuses', 'deployments:read', (call) => {
    const deployment = deploymentIn(call)
    return paged(call, {
      items: deployment.statuses.toReversed(),
      path: repositoryPath(call),
      view: (status) => statusView(call, deployment, status),
    })
  }),
  repositoryRoute('POST', '/deployments/{deployment_id}/statuses', 'deployments:write', addStatus),
  repositoryRoute('GET', '/environments', 'actions:read', (call) => {
    const { world, repository } = call
    const created = timestamp(repository.createdAt)
    const environments = [...repository.environments].map((name, i) => ({
      id: repository.id * 100 + i,
      node_id: nodeId('Environment', name, repository.id),
      name,
      url: `${apiUrl(world, repository)}/environments/${encodeURIComponent(name)}`,
      html_url: `${htmlUrl(world, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
      created_at: created,
      updated_at: created,
      protection_rules: [],
      deployment_branch_policy: null,
    }))
    return ok({ total_count: environments.length, environments })
  }),
]
