import type { Colour } from './conclusions.ts'
import { baseJobName } from '../incident/key.ts'
import { failedSteps, failingJobs, type Job } from './jobs.ts'

export interface OwnRun {
  jobs: readonly Job[]
  /** Id of the job this step runs in; undefined where the server does not tell. */
  jobId: number | undefined
  /** `github.job`: the key in the workflow file, often the name. */
  jobKey: string
  /** `success`, `failure`, `cancelled`, or '' when unknown. */
  jobStatus: string
}

/** The job this step runs in. */
export function ownJob({ jobs, jobId, jobKey }: Omit<OwnRun, 'jobStatus'>): Job | undefined {
  const byId = jobs.find(({ id }) => id === jobId)
  if (byId) return byId
  const running = jobs.filter(({ conclusion }) => conclusion === null)
  const byName = running.filter(({ name }) => name === jobKey || baseJobName(name) === jobKey)
  return byName.length === 1 ? byName[0] : running.length === 1 ? running[0] : undefined
}

/** What a run that still runs is, seen from one of its jobs. */
export function ownColour(own: OwnRun): { colour: Colour; reason: string; failing: Job[] } {
  const job = ownJob(own)
  const failing = failingJobs(own.jobs)
  const jobFailed = own.jobStatus === 'failure' || (job !== undefined && failing.includes(job))
  if (job && jobFailed && !failing.includes(job)) failing.push(job)
  const spoke = job && jobFailed ? speaker(job, failing) : undefined
  if (spoke)
    return {
      colour: 'transparent',
      failing,
      reason: `"${spoke.name}" of the same matrix speaks for this run.`,
    }
  if (failing.length > 0 || own.jobStatus === 'failure')
    return { colour: 'red', failing, reason: 'A job failed.' }
  const unfinished = own.jobs.filter(({ id, status }) => id !== job?.id && status !== 'completed')
  if (unfinished.length > 0) {
    const reason = `No job has failed so far, but ${unfinished.length} of this run have not finished.`
    return { colour: 'transparent', failing, reason }
  }
  if (own.jobStatus === 'cancelled')
    return { colour: 'transparent', failing, reason: 'This job was cancelled.' }
  return { colour: 'green', failing, reason: 'All jobs passed.' }
}

// Each cell of a matrix runs the same step: the first that failed speaks, the others would only repeat it.
function speaker(job: Job, failing: readonly Job[]): Job | undefined {
  const base = baseJobName(job.name)
  return failing.find(
    (other) =>
      other.id !== job.id &&
      baseJobName(other.name) === base &&
      (other.conclusion !== null || (other.id < job.id && failedSteps(other).length > 0)),
  )
}
