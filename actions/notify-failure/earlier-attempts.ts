import { colourCancelled, colourRun } from './colouring.ts'
import type { Colour } from './conclusions.ts'
import type { Question } from './decision.ts'
import { failingJobs, type Job } from './jobs.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'

const mostAttempts = 2

/** The nearest earlier attempt that was red or green; nothing when a later attempt has begun. At most two reads for one that says so. */
export async function earlierAttempts(
  run: Run,
  history: readonly Run[],
  reading: Reading,
): Promise<Question['attempts']> {
  const self = history.find(({ id }) => id === run.id)
  if (self && self.attempt > run.attempt) return []
  for (let attempt = run.attempt - 1; attempt > 0 && run.attempt - attempt <= mostAttempts; attempt--) {
    // A step looks at the jobs of its own run before it says "fixed"; there the conclusion, in one read, comes first.
    const found =
      (run.status === 'completed' ? await byJobs({ ...run, attempt }, reading) : undefined) ??
      (await byConclusion({ ...run, attempt }, reading))
    if (!found) break
    if (found.colour !== 'transparent') return [found]
  }
  return []
}

interface Attempt {
  run: Run
  colour: Colour
}

/** Told by its jobs alone. Not where one failed: under `continue-on-error` the run is green all the same, and only its conclusion tells. */
async function byJobs(run: Run, reading: Reading): Promise<Attempt | undefined> {
  const jobs = (await reading.attemptJobs(run)) ?? []
  if (failingJobs(jobs).length > 0) return undefined
  const known = { ...run, ...span(jobs, run) }
  if (jobs.some(({ conclusion }) => conclusion === 'cancelled')) {
    const cancelled = { ...known, conclusion: 'cancelled' }
    return await colourCancelled(cancelled, jobs, { reading, brief: true })
  }
  const isGreen =
    jobs.some(({ conclusion }) => conclusion === 'success') &&
    jobs.every(({ conclusion }) => conclusion === 'success' || conclusion === 'skipped')
  return isGreen ? { run: { ...known, conclusion: 'success' }, colour: 'green' } : undefined
}

async function byConclusion(run: Run, reading: Reading): Promise<Attempt | undefined> {
  const earlier = await reading.attempt(run.id, run.attempt)
  if (!earlier) return undefined
  // The API gives the number of the run; what identifies the incident is taken from the run itself.
  const { startedAt, finishedAt, conclusion, status } = earlier
  return await colourRun({ ...run, startedAt, finishedAt, conclusion, status }, reading, true)
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
