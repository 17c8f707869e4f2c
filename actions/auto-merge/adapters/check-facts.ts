import type { Check } from '../facts.ts'
import type { ContextNode } from './gate-answer.ts'

type WorkflowNode = NonNullable<
  NonNullable<NonNullable<ContextNode['checkSuite']>['workflowRun']>['workflow']
>

// `/owner/name/actions/workflows/ci.yml`
function workflowOf({ databaseId: id, name, resourcePath = '' }: WorkflowNode): Check['workflow'] {
  const file = resourcePath.split('/').at(-1) ?? ''
  return { id, name, file: /\.ya?ml$/.test(file) ? file : undefined }
}

/** A check run, or a status in the form of one. */
export function checkOf(node: ContextNode): Check {
  if (node.type === 'CheckRun') {
    const run = node.checkSuite?.workflowRun
    const { app } = node.checkSuite ?? {}
    return {
      kind: 'run',
      id: node.databaseId ?? 0,
      name: node.name ?? '',
      app: app ? { id: app.databaseId, slug: app.slug } : undefined,
      workflow: run?.workflow ? workflowOf(run.workflow) : undefined,
      run: run ? { id: run.databaseId, event: run.event } : undefined,
      status: node.status ?? '',
      conclusion: node.conclusion ?? null,
      startedAt: node.startedAt ?? undefined,
      completedAt: node.completedAt ?? undefined,
      url: node.detailsUrl ?? '',
      required: node.isRequired === true,
    }
  }
  const pending = node.state === 'PENDING' || node.state === 'EXPECTED'
  return {
    kind: 'status',
    id: 0,
    name: node.context ?? '',
    app: undefined,
    workflow: undefined,
    run: undefined,
    status: pending ? 'PENDING' : 'COMPLETED',
    conclusion: pending ? null : (node.state ?? null),
    startedAt: node.createdAt,
    completedAt: pending ? undefined : node.createdAt,
    url: node.targetUrl ?? '',
    required: node.isRequired === true,
  }
}
