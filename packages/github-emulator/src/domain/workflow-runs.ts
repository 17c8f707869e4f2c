// Starting workflow runs: by dispatch, and again.
import type { Actor } from './access.ts'
import { timestamp } from './clock.ts'
import type { Job, Repository, RunAttempt, Workflow, WorkflowRun } from './model.ts'
import { forbidden, unprocessable } from './refusal.ts'
import { resolveRevision } from './revisions.ts'
import { nextId, type World } from './world.ts'

/** What a job without a declared log has printed: its steps, one line each. */
export function defaultLog(run: WorkflowRun, job: Job): string {
  const time = timestamp(job.startedAt ?? run.createdAt).replace('Z', '.0000000Z')
  const lines = job.steps.flatMap((step) => {
    const failed =
      step.conclusion === 'failure' ? [`${time} ##[error]Process completed with exit code 1.`] : []
    return [`${time} ##[group]${step.name}`, `${time} ##[endgroup]`, ...failed]
  })
  return `${[`${time} Requested labels: ${job.labels.join(', ')}`, ...lines].join('\n')}\n`
}

/** `POST …/dispatches`: a queued run appears. Throws GitHub's 422 for an unknown ref. */
export async function dispatchWorkflow(
  world: World,
  actor: Actor,
  input: { repository: Repository; workflow: Workflow; ref: string; inputs: Record<string, unknown> },
): Promise<WorkflowRun> {
  const { repository, workflow, ref } = input
  const headSha = await resolveRevision(world, repository, ref)
  if (!headSha) throw unprocessable(`No ref found for: ${ref}`)
  if (Object.keys(input.inputs).length > 25) throw unprocessable('You may only define up to 25 `inputs`')
  const now = world.clock.now()
  const app = world.apps.get(15368)
  if (!app) throw new Error('the GitHub Actions app is missing')
  const branch = ref.replace(/^refs\/heads\//, '')
  const id = nextId(world)
  const suite = {
    id: nextId(world),
    headSha,
    headBranch: branch,
    app,
    createdAt: now,
    updatedAt: now,
    runId: id,
    workflow: { id: workflow.id, name: workflow.name, path: workflow.path },
    event: 'workflow_dispatch',
  }
  repository.checkSuites.set(suite.id, suite)
  const attempt: RunAttempt = {
    attempt: 1,
    status: 'queued',
    conclusion: null,
    runStartedAt: now,
    updatedAt: now,
    actor: actor.user,
    jobs: [],
  }
  const numbers = [...repository.runs.values()]
    .filter((run) => run.workflow === workflow)
    .map((run) => run.runNumber)
  const run: WorkflowRun = {
    id,
    workflow,
    name: workflow.name,
    displayTitle: workflow.name,
    runNumber: 1 + Math.max(0, ...numbers),
    event: 'workflow_dispatch',
    headBranch: branch,
    headSha,
    headRepository: repository,
    actor: actor.user,
    triggeringActor: actor.user,
    createdAt: now,
    attempts: [attempt],
    suite,
    deleted: false,
  }
  repository.runs.set(run.id, run)
  return run
}

/** A new attempt of a finished run, with all its jobs or the failed ones queued. */
export function rerun(world: World, actor: Actor, input: { run: WorkflowRun; failedOnly: boolean }): void {
  const { run, failedOnly } = input
  const last = run.attempts.at(-1)
  if (!last || last.status !== 'completed') throw forbidden('This workflow is already running')
  if (world.clock.now() - run.createdAt > 30 * 86_400_000)
    throw forbidden('Unable to retry this workflow run because it was created over a month ago')
  const now = world.clock.now()
  const jobs = last.jobs
    .filter((job) => !failedOnly || job.conclusion !== 'success')
    .map((job) => ({
      ...job,
      id: nextId(world),
      status: 'queued' as const,
      conclusion: null,
      createdAt: now,
      startedAt: null,
      completedAt: null,
      steps: [],
      log: null,
      annotations: [],
    }))
  run.attempts.push({
    attempt: last.attempt + 1,
    status: 'queued',
    conclusion: null,
    runStartedAt: now,
    updatedAt: now,
    actor: actor.user,
    jobs,
  })
  run.triggeringActor = actor.user
}
