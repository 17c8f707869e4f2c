// Workflows, runs, attempts, jobs, logs and artifacts.
import type { Job, RunAttempt, Workflow, WorkflowRun } from '../domain/model.ts'
import { notFound } from '../domain/refusal.ts'
import { signedAddress } from '../domain/storage.ts'
import { defaultLog, rerun } from '../domain/workflow-runs.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { paged, repositoryPath } from './paging.ts'
import { jobView, runView } from './views/actions.ts'

export function workflowIn(call: RepositoryCall): Workflow {
  const wanted = call.params['workflow_id'] ?? ''
  for (const workflow of call.repository.workflows.values())
    if (
      String(workflow.id) === wanted ||
      workflow.path.split('/').pop() === wanted ||
      workflow.path === wanted
    )
      return workflow
  throw notFound()
}

export function runIn(call: RepositoryCall): WorkflowRun {
  const run = call.repository.runs.get(Number(call.params['run_id']))
  if (!run || run.deleted) throw notFound()
  return run
}

function attemptIn(call: RepositoryCall): { run: WorkflowRun; attempt: RunAttempt } {
  const run = runIn(call)
  const attempt = run.attempts.find((one) => one.attempt === Number(call.params['attempt_number']))
  if (!attempt) throw notFound()
  return { run, attempt }
}

function jobIn(call: RepositoryCall): { run: WorkflowRun; attempt: RunAttempt; job: Job } {
  const id = Number(call.params['job_id'])
  for (const run of call.repository.runs.values())
    for (const attempt of run.attempts) {
      const job = attempt.jobs.find((one) => one.id === id)
      if (job && !run.deleted) return { run, attempt, job }
    }
  throw notFound()
}

function inRange(created: number, range: string | null): boolean {
  if (!range) return true
  const [from, to] = range.includes('..') ? range.split('..') : [undefined, undefined]
  const at = (text: string, end = false) => Date.parse(text.length === 10 && end ? `${text}T23:59:59Z` : text)
  if (from !== undefined)
    return (
      (from === '*' || created >= at(from)) && (to === '*' || to === undefined || created <= at(to, true))
    )
  const match = /^([<>]=?)?(.+)$/.exec(range)
  const [operator, time = ''] = [match?.[1], match?.[2]]
  if (operator === '>=') return created >= at(time)
  if (operator === '>') return created > at(time, true)
  if (operator === '<=') return created <= at(time, true)
  if (operator === '<') return created < at(time)
  return created >= at(time) && created <= at(time, true)
}

/** Runs newest first; `status` also takes conclusions, as on GitHub. Filtered lists end at 1,000. */
function listRuns(call: RepositoryCall, only: Workflow | null): Promise<Answer> {
  const { world, repository, query } = call
  const filter = (name: string) => query.get(name)
  const items = [...repository.runs.values()].filter((run) => {
    const latest = run.attempts.at(-1)
    const status = filter('status')
    return (
      !run.deleted &&
      (!only || run.workflow.id === only.id) &&
      (!filter('branch') || run.headBranch === filter('branch')) &&
      (!filter('event') || run.event === filter('event')) &&
      (!filter('actor') || run.actor?.login === filter('actor')) &&
      (!filter('head_sha') || run.headSha === filter('head_sha')) &&
      (!filter('check_suite_id') || String(run.suite.id) === filter('check_suite_id')) &&
      (!status || latest?.status === status || latest?.conclusion === status) &&
      inRange(run.createdAt, filter('created'))
    )
  })
  items.sort((a, b) => b.createdAt - a.createdAt || b.runNumber - a.runNumber || b.id - a.id)
  const pulls = filter('exclude_pull_requests') !== 'true'
  return paged(call, {
    items: items.slice(0, 1000),
    path: repositoryPath(call),
    view: (run) => runView(world, repository, { run, pulls }),
    wrap: (views) => ({ total_count: items.length, workflow_runs: views }),
  })
}

function listJobs(
  call: RepositoryCall,
  entries: { run: WorkflowRun; attempt: RunAttempt }[],
): Promise<Answer> {
  const items = entries.flatMap(({ run, attempt }) => attempt.jobs.map((job) => ({ run, attempt, job })))
  return paged(call, {
    items,
    path: repositoryPath(call),
    view: (entry) => jobView(call.world, call.repository, entry),
    wrap: (jobs, total) => ({ total_count: total, jobs }),
  })
}

function logAnswer(call: RepositoryCall, input: { content: string; name: string }): Answer {
  const read = {
    content: Buffer.from(input.content),
    contentType: 'text/plain; charset=utf-8',
    filename: input.name,
  }
  return { status: 302, headers: { location: signedAddress(call.world, 'logs/job', { read }) } }
}

function jobLog(call: RepositoryCall): Answer {
  const { run, job } = jobIn(call)
  if (job.status !== 'completed') throw notFound()
  return logAnswer(call, { content: job.log ?? defaultLog(run, job), name: `${job.name}.txt` })
}

function runLog(call: RepositoryCall, found: { run: WorkflowRun; attempt: RunAttempt }): Answer {
  if (found.attempt.status !== 'completed') throw notFound()
  const content = found.attempt.jobs.map((job) => job.log ?? defaultLog(found.run, job)).join('\n')
  return logAnswer(call, { content, name: `logs_${found.run.id}.txt` })
}

export const actionRoutes: readonly Route[] = [
  repositoryRoute('GET', '/actions/workflows/{workflow_id}/runs', 'actions:read', (call) =>
    listRuns(call, workflowIn(call)),
  ),
  repositoryRoute('GET', '/actions/runs', 'actions:read', (call) => listRuns(call, null)),
  repositoryRoute('GET', '/actions/runs/{run_id}', 'actions:read', (call) =>
    ok(runView(call.world, call.repository, { run: runIn(call) })),
  ),
  repositoryRoute('DELETE', '/actions/runs/{run_id}', 'actions:write', (call) => {
    runIn(call).deleted = true
    return noContent()
  }),
  repositoryRoute('POST', '/actions/runs/{run_id}/rerun', 'actions:write', (call) => {
    rerun(call.world, actorIn(call), { run: runIn(call), failedOnly: false })
    return ok({}, 201)
  }),
  repositoryRoute('POST', '/actions/runs/{run_id}/rerun-failed-jobs', 'actions:write', (call) => {
    rerun(call.world, actorIn(call), { run: runIn(call), failedOnly: true })
    return ok({}, 201)
  }),
  repositoryRoute('GET', '/actions/runs/{run_id}/attempts/{attempt_number}', 'actions:read', (call) =>
    ok(runView(call.world, call.repository, attemptIn(call))),
  ),
  repositoryRoute('GET', '/actions/runs/{run_id}/attempts/{attempt_number}/jobs', 'actions:read', (call) =>
    listJobs(call, [attemptIn(call)]),
  ),
  repositoryRoute('GET', '/actions/runs/{run_id}/attempts/{attempt_number}/logs', 'actions:read', (call) =>
    runLog(call, attemptIn(call)),
  ),
  repositoryRoute('GET', '/actions/runs/{run_id}/jobs', 'actions:read', (call) => {
    const run = runIn(call)
    const all = run.attempts.map((attempt) => ({ run, attempt }))
    return listJobs(call, call.query.get('filter') === 'all' ? all : all.slice(-1))
  }),
  repositoryRoute('GET', '/actions/runs/{run_id}/logs', 'actions:read', (call) => {
    const run = runIn(call)
    const attempt = run.attempts.at(-1)
    if (!attempt) throw notFound()
    return runLog(call, { run, attempt })
  }),
  repositoryRoute('GET', '/actions/jobs/{job_id}', 'actions:read', (call) =>
    ok(jobView(call.world, call.repository, jobIn(call))),
  ),
  repositoryRoute('GET', '/actions/jobs/{job_id}/logs', 'actions:read', jobLog),
]
