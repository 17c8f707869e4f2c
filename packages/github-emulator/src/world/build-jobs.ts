// Attempts, jobs and steps of a run.
import type { CheckRun, Job, Repository, RunAttempt, WorkflowRun } from '../domain/model.ts'
import { nextId, userByLogin, type World } from '../domain/world.ts'
import { annotationOf } from './build-checks.ts'
import { resolveTime } from './primitives.ts'
import type { JobFile, WorkflowRunFile } from './run-schema.ts'

type AttemptFile = Pick<
  WorkflowRunFile,
  'run_attempt' | 'status' | 'conclusion' | 'run_started_at' | 'updated_at' | 'actor' | 'jobs'
>

export function attemptOf(world: World, run: WorkflowRun, entry: AttemptFile): RunAttempt {
  const now = world.clock.now()
  const runStartedAt =
    entry.run_started_at === undefined ? run.createdAt : resolveTime(entry.run_started_at, now)
  const done = entry.status === 'completed'
  const updatedAt =
    entry.updated_at === undefined
      ? Math.min(now, runStartedAt + 300_000)
      : resolveTime(entry.updated_at, now)
  return {
    attempt: entry.run_attempt,
    status: entry.status,
    conclusion: done ? (entry.conclusion ?? 'success') : null,
    runStartedAt,
    updatedAt,
    actor: entry.actor === undefined ? run.actor : userByLogin(world, entry.actor),
    jobs: entry.jobs.map((job) => jobOf(world, job, { startedAt: runStartedAt, updatedAt, runDone: done })),
  }
}

function jobOf(
  world: World,
  entry: JobFile,
  around: { startedAt: number; updatedAt: number; runDone: boolean },
): Job {
  const now = world.clock.now()
  const time = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : resolveTime(text, now)
  const status = entry.status ?? (around.runDone || entry.conclusion ? 'completed' : 'in_progress')
  const done = status === 'completed'
  const startedAt =
    status === 'queued' || status === 'waiting' ? null : time(entry.started_at, around.startedAt)
  const completedAt = done ? time(entry.completed_at, around.updatedAt) : null
  return {
    id: entry.id ?? nextId(world),
    name: entry.name,
    status,
    conclusion: done ? (entry.conclusion ?? 'success') : null,
    createdAt: time(entry.created_at, around.startedAt),
    startedAt,
    completedAt,
    steps: entry.steps.map((step, i) => {
      const stepStatus = step.status ?? (done || step.conclusion ? 'completed' : 'queued')
      return {
        number: step.number ?? i + 1,
        name: step.name,
        status: stepStatus,
        conclusion: stepStatus === 'completed' ? (step.conclusion ?? 'success') : null,
        startedAt: stepStatus === 'queued' ? null : time(step.started_at, startedAt ?? around.startedAt),
        completedAt:
          stepStatus === 'completed' ? time(step.completed_at, completedAt ?? around.updatedAt) : null,
      }
    }),
    labels: entry.labels,
    runnerName: entry.runner_name ?? (startedAt === null ? null : 'GitHub Actions 1'),
    annotations: entry.annotations.map(annotationOf),
    log: entry.log,
  }
}

export function addJobCheck(repository: Repository, run: WorkflowRun, job: Job): void {
  const twin = [...repository.checkRuns.values()].find(
    (check) => check.runId === run.id && check.name === job.name,
  )
  if (twin) repository.checkRuns.delete(twin.id)
  repository.checkRuns.set(job.id, checkOfJob(run, job))
}

/** Jobs of earlier attempts keep their check run, though it no longer counts for the commit. */
export function checkOfAttempt(repository: Repository, id: number): CheckRun | undefined {
  for (const run of repository.runs.values())
    for (const job of run.attempts.flatMap(({ jobs }) => jobs)) if (job.id === id) return checkOfJob(run, job)
  return undefined
}

/** The check run that a job is. */
function checkOfJob(run: WorkflowRun, job: Job): CheckRun {
  return {
    id: job.id,
    name: job.name,
    headSha: run.headSha,
    status: job.status,
    conclusion: job.conclusion,
    startedAt: job.startedAt,
    completedAt: job.completedAt,
    app: run.suite.app,
    suite: run.suite,
    detailsUrl: null,
    externalId: '',
    output: { title: null, summary: null, text: null },
    annotations: job.annotations,
    runId: run.id,
  }
}
