// Workflows: their state, and starting them.
import type { Workflow } from '../domain/model.ts'
import { unprocessable } from '../domain/refusal.ts'
import { dispatchWorkflow } from '../domain/workflow-runs.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { workflowIn } from './actions.ts'
import { actorIn } from './branches.ts'
import { text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { workflowView } from './views/actions.ts'

async function dispatch(call: RepositoryCall): Promise<Answer> {
  const workflow = workflowIn(call)
  if (workflow.state !== 'active')
    throw unprocessable('Cannot trigger a workflow_dispatch on a disabled workflow')
  const inputs = (call.body['inputs'] ?? {}) as Record<string, unknown>
  await dispatchWorkflow(call.world, actorIn(call), {
    repository: call.repository,
    workflow,
    ref: text(call.body, 'ref'),
    inputs,
  })
  return noContent()
}

function setWorkflowState(call: RepositoryCall, state: Workflow['state']): Answer {
  const workflow = workflowIn(call)
  workflow.state = state
  workflow.updatedAt = call.world.clock.now()
  return noContent()
}

export const workflowRoutes: readonly Route[] = [
  repositoryRoute('GET', '/actions/workflows', 'actions:read', (call) =>
    paged(call, {
      items: [...call.repository.workflows.values()],
      path: repositoryPath(call),
      view: (workflow) => workflowView(call.world, call.repository, workflow),
      wrap: (workflows, total) => ({ total_count: total, workflows }),
    }),
  ),
  repositoryRoute('GET', '/actions/workflows/{workflow_id}', 'actions:read', (call) =>
    ok(workflowView(call.world, call.repository, workflowIn(call))),
  ),
  repositoryRoute('PUT', '/actions/workflows/{workflow_id}/enable', 'actions:write', (call) =>
    setWorkflowState(call, 'active'),
  ),
  repositoryRoute('PUT', '/actions/workflows/{workflow_id}/disable', 'actions:write', (call) =>
    setWorkflowState(call, 'disabled_manually'),
  ),
  repositoryRoute('POST', '/actions/workflows/{workflow_id}/dispatches', 'actions:write', dispatch),
]
