import type { RunContext } from '@ecosystem-actions/core/ports'
import type { Inputs } from '../inputs.ts'
import { firstLine, integer, object, text, toRun, type Run } from '../runs/run-facts.ts'

/** What this step is about. */
export type Subject =
  | { kind: 'run'; run: Run }
  | { kind: 'by-id'; id: number }
  /** The run that this step is part of; it has no conclusion yet. */
  | { kind: 'own'; run: Run }
  | { kind: 'sweep' }
  | { kind: 'nothing'; reason: string }

/** From `mode`, `run-id` and the event. Reads nothing. */
export function subjectOf(inputs: Inputs, context: RunContext): Subject {
  const { mode } = inputs
  if (mode === 'sweep') return { kind: 'sweep' }
  const runId = inputs['run-id']
  if (runId !== undefined) return { kind: 'by-id', id: runId }
  const completed = context.payload['workflow_run']
  const aboutRun = context.eventName === 'workflow_run' && completed !== undefined
  if (aboutRun && (mode === 'auto' || mode === 'workflow-run')) return fromEvent(completed, context)
  if (mode === 'workflow-run')
    return { kind: 'nothing', reason: 'There is no `workflow_run` event and no `run-id` to speak about.' }
  if (context.runId === undefined || context.repository === '')
    return {
      kind: 'nothing',
      reason: 'This is no workflow run, and no `run-id` says which one to speak about.',
    }
  return { kind: 'own', run: ownRun(context) }
}

function fromEvent(value: unknown, { payload }: RunContext): Subject {
  const run = toRun(value)
  const action = text(payload['action'])
  if (action !== '' && action !== 'completed')
    return { kind: 'nothing', reason: `The run was only ${action}; this speaks when it is completed.` }
  return { kind: 'run', run }
}

function ownRun(context: RunContext): Run {
  const { payload } = context
  const pullRequest = object(payload['pull_request'])
  const [head, base] = [object(pullRequest['head']), object(pullRequest['base'])]
  const path = context.workflowRef.replace(/@.*$/, '').split('/').slice(2).join('/')
  const commit = object(payload['head_commit'])
  const number = integer(pullRequest['number'])
  return {
    id: context.runId ?? 0,
    number: context.runNumber ?? 0,
    attempt: context.runAttempt,
    status: 'in_progress',
    conclusion: null,
    event: context.eventName,
    branch: text(head['ref']) || context.ref.replace(/^refs\/(?:heads|tags)\//, ''),
    sha: text(head['sha']) || context.sha,
    headRepository: text(object(head['repo'])['full_name']) || context.repository,
    title: firstLine(text(pullRequest['title']) || text(commit['message'])),
    actor: context.actor,
    startedAt: new Date(0),
    finishedAt: new Date(0),
    url: '',
    workflowId: 0,
    workflowPath: path,
    workflowName: context.workflow || path,
    suite: '',
    pullRequests: number > 0 ? [{ number, baseBranch: text(base['ref']), baseUrl: '' }] : [],
  }
}

/** The default branch as the event names it; '' when it does not. A schedule runs on it alone. */
export function defaultBranch({ payload, eventName, ref }: RunContext): string {
  const named = text(object(payload['repository'])['default_branch'])
  return named || (eventName === 'schedule' ? ref.replace(/^refs\/heads\//, '') : '')
}
