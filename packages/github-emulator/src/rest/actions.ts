// Workflows, runs, attempts, jobs, logs and artifacts.
import type { Artifact, Job, Repository, RunAttempt, Workflow, WorkflowRun } from '../domain/model.ts'
import { notFound, Refusal, unprocessable } from '../domain/refusal.ts'
import { defaultLog, dispatchWorkflow, rerun } from '../domain/workflow-runs.ts'
import { signedAddress } from '../domain/storage.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { artifactAddress } from '../results/serve.ts'
import { actorIn } from './branches.ts'
import { text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { artifactView, jobView, runView, workflowView } from './views/actions.ts'

function workflowIn(call: RepositoryCall): Workflow {
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

function runIn(call: RepositoryCall): WorkflowRun {
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

function artifactsOf(repository: Repository, runId: number | null, name: string | null): Artifact[] {
  return [...repository.artifacts.values()]
    .filter(
      (artifact) =>
        !artifact.deleted &&
        (runId === null || artifact.runId === runId) &&
        (!name || artifact.name === name),
    )
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
}

function listArtifacts(call: RepositoryCall, runId: number | null): Promise<Answer> {
  return paged(call, {
    items: artifactsOf(call.repository, runId, call.query.get('name')),
    path: repositoryPath(call),
    view: (artifact) => artifactView(call.world, call.repository, artifact),
    wrap: (artifacts, total) => ({ total_count: total, artifacts }),
  })
}

function artifactIn(call: RepositoryCall): Artifact {
  const artifact = call.repository.artifacts.get(Number(call.params['artifact_id']))
  if (!artifact || artifact.deleted) throw notFound()
  return artifact
}

function downloadArtifact(call: RepositoryCall): Answer {
  actorIn(call)
  const artifact = artifactIn(call)
  if (artifact.expiresAt <= call.world.clock.now())
    throw new Refusal({ status: 410, message: 'Artifact has expired' })
  return { status: 302, headers: { location: artifactAddress(call.world, artifact) } }
}

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

export const actionRoutes: readonly Route[] = [
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
  repositoryRoute('GET', '/actions/runs/{run_id}/artifacts', 'actions:read', (call) =>
    listArtifacts(call, runIn(call).id),
  ),
  repositoryRoute('GET', '/actions/jobs/{job_id}', 'actions:read', (call) =>
    ok(jobView(call.world, call.repository, jobIn(call))),
  ),
  repositoryRoute('GET', '/actions/jobs/{job_id}/logs', 'actions:read', jobLog),
  repositoryRoute('GET', '/actions/artifacts', 'actions:read', (call) => listArtifacts(call, null)),
  repositoryRoute('GET', '/actions/artifacts/{artifact_id}', 'actions:read', (call) =>
    ok(artifactView(call.world, call.repository, artifactIn(call))),
  ),
  repositoryRoute(
    'GET',
    '/actions/artifacts/{artifact_id}/{archive_format}',
    'actions:read',
    downloadArtifact,
  ),
  repositoryRoute('DELETE', '/actions/artifacts/{artifact_id}', 'actions:write', (call) => {
    artifactIn(call).deleted = true
    return noContent()
  }),
]
