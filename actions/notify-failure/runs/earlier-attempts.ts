import { colourCancelled } from './colouring.ts'
import { runColour, type Colour } from './conclusions.ts'
import type { Question } from '../incident/decision.ts'
import { failingJobs, type Job } from './jobs.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'

/**
 * The nearest earlier attempt that was red or green; nothing when a later attempt has begun. One read for the jobs of all attempts, and one
 * for the conclusion or the cause of one of them.
 */
export async function earlierAttempts(
  run: Run,
  history: readonly Run[],
  reading: Reading,
): Promise<Question['attempts']> {
  const self = history.find(({ id }) => id === run.id)
  if (run.attempt === 1 || (self && self.attempt > run.attempt)) return []
  if (!reading.affords(1)) return []
  const jobs = (await reading.jobsByAttempt(run)) ?? []
  let cancelled: Attempt | undefined
  let found: Attempt | undefined
  for (let attempt = run.attempt - 1; attempt > 0 && !found; attempt--) {
    const one = { ...run, attempt }
    const known = byJobs(one, jobs[attempt - 1] ?? []) ?? (await byConclusion(one, reading))
    if (!known) break
    if (known.run.conclusion === 'cancelled') cancelled ??= known
    else if (known.colour !== 'transparent') found = known
  }
  // A time-out is as red as what was before it; only after nothing or green it matters.
  if (cancelled && found?.colour !== 'red' && reading.affords(1)) {
    const ofAttempt = jobs[cancelled.run.attempt - 1] ?? []
    const { colour } = await colourCancelled(cancelled.run, ofAttempt, reading)
    if (colour === 'red') return [{ run: cancelled.run, colour }]
  }
  return found ? [found] : []
}

interface Attempt {
  run: Run
  colour: Colour
}

/** Told by its jobs alone. Not where one failed: under `continue-on-error` the run is green all the same, and only its conclusion tells. */
function byJobs(run: Run, jobs: readonly Job[]): Attempt | undefined {
  if (failingJobs(jobs).length > 0) return undefined
  const known = { ...run, ...span(jobs, run), status: 'completed' }
  if (jobs.some(({ conclusion }) => conclusion === 'cancelled'))
    return { run: { ...known, conclusion: 'cancelled' }, colour: 'transparent' }
  const isGreen =
    jobs.some(({ conclusion }) => conclusion === 'success') &&
    jobs.every(({ conclusion }) => conclusion === 'success' || conclusion === 'skipped')
  return isGreen ? { run: { ...known, conclusion: 'success' }, colour: 'green' } : undefined
}

async function byConclusion(run: Run, reading: Reading): Promise<Attempt | undefined> {
  const earlier = reading.affords(1) ? await reading.attempt(run.id, run.attempt) : undefined
  if (!earlier) return undefined
  // The API gives the number of the run; what identifies the incident is taken from the run itself.
  const { startedAt, finishedAt, conclusion, status } = earlier
  const jobs = (await reading.attemptJobs(run)) ?? []
  const colour = conclusion === 'cancelled' && failingJobs(jobs).length > 0 ? 'red' : runColour(earlier)
  return {
    run: { ...run, startedAt, finishedAt, conclusion: colour === 'red' ? 'failure' : conclusion, status },
    colour,
  }
}

/** From the first start to the last end of the jobs. */
function span(jobs: readonly Job[], { startedAt, finishedAt }: Run): Pick<Run, 'startedAt' | 'finishedAt'> {
  const times = (of: (job: Job) => Date | undefined) => jobs.flatMap((job) => of(job)?.getTime() ?? [])
  const [starts, ends] = [times((job) => job.startedAt), times((job) => job.finishedAt)]
  return {
    startedAt: starts.length > 0 ? new Date(Math.min(...starts)) : startedAt,
    finishedAt: ends.length > 0 ? new Date(Math.max(...ends)) : finishedAt,
  }
}
