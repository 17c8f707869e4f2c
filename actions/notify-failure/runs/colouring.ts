import { cancellationOf, cancellationReason, type Cancellation } from './cancellation.ts'
import { runColour, transparentReason, type Colour } from './conclusions.ts'
import { cancelledJobs, failingJobs, type Job } from './jobs.ts'
import { ownColour, type OwnRun } from './own-run.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'

/** What a run is, with what had to be read to know it. */
export interface Coloured {
  run: Run
  colour: Colour
  /** Why it is transparent, or what made it red although GitHub says cancelled. */
  reason: string
  jobs?: Job[]
  failing: Job[]
  causes: Map<number, Cancellation>
  /** Only the job of this step is known; a run is green when all its jobs are. */
  unchecked?: boolean
  /** GitHub itself said what the jobs are, `continue-on-error` included. */
  settled?: boolean
}

/** A completed run. Only a cancelled one costs requests: its jobs, and one for the annotations of all that were cancelled. */
export async function colourRun(run: Run, reading: Reading): Promise<Coloured> {
  const known = { run, failing: [], causes: new Map<number, Cancellation>() }
  const colour = runColour(run)
  if (run.conclusion !== 'cancelled')
    return { ...known, colour, reason: colour === 'transparent' ? transparentReason(run.conclusion) : '' }
  const jobs = await reading.jobs(run)
  if (!jobs) return { ...known, colour, reason: 'The run was cancelled; why could not be read.' }
  return await colourCancelled(run, jobs, reading)
}

/** A cancelled run whose jobs are known. */
export async function colourCancelled(run: Run, jobs: Job[], reading: Reading): Promise<Coloured> {
  const failing = failingJobs(jobs)
  const cancelled = cancelledJobs(jobs)
  const causes = failing.length > 0 ? new Map<number, Cancellation>() : await causesOf(cancelled, reading)
  if (failing.length > 0) {
    const reason = 'GitHub says cancelled, but a job had failed.'
    return { run, jobs, causes, failing, colour: 'red', reason }
  }
  const late = jobs.filter(({ id }) => causes.get(id)?.cause === 'timeout')
  const strongest = [...causes.values()].sort((a, b) => weight(a) - weight(b))[0] ?? { cause: 'unknown' }
  const colour = late.length > 0 ? 'red' : 'transparent'
  const reason =
    strongest.cause === 'unknown'
      ? unknownReason(causes.size, cancelled.length)
      : cancellationReason(strongest)
  return { run, jobs, causes, failing: late, colour, reason }
}

async function causesOf(cancelled: readonly Job[], reading: Reading): Promise<Map<number, Cancellation>> {
  const read = await reading.stoppedJobs(cancelled)
  return new Map([...read].map(([id, { messages }]) => [id, cancellationOf(messages)]))
}

/** Says no more than was read. */
function unknownReason(read: number, cancelled: number): string {
  if (read === cancelled) return cancellationReason({ cause: 'unknown' })
  if (read === 0) return 'The run was cancelled; the annotations that tell why could not be read.'
  return `The run was cancelled, and no annotation of the ${read} of ${cancelled} cancelled jobs that were read says that a time limit was the cause.`
}

function weight({ cause }: Cancellation): number {
  return ['timeout', 'superseded', 'person', 'unknown'].indexOf(cause)
}

/** The run that this step is part of. In `step` mode a job that passed says green without a request, and so does what `needs` says. */
export async function colourOwn(
  run: Run,
  own: Omit<OwnRun, 'jobs'> & { trustStep: boolean; needs: readonly string[] | undefined },
  reading: Reading,
): Promise<Coloured> {
  const causes = new Map<number, Cancellation>()
  const ended = (conclusion: string): Run => ({ ...run, conclusion })
  const green: Coloured = { run: ended('success'), colour: 'green', reason: '', failing: [], causes }
  const { needs, jobStatus, trustStep } = own
  if (trustStep && jobStatus === 'success') return { ...green, unchecked: true }
  const isGreen = needs?.every((result) => result === 'success' || result === 'skipped')
  if (isGreen && (jobStatus === 'success' || jobStatus === '')) return green
  const settled = needs !== undefined && { settled: true }
  const jobs = await reading.ownJobs(run)
  if (!jobs) {
    const hasFailed = jobStatus === 'failure' || needs?.includes('failure') === true
    const [colour, conclusion]: [Colour, string] = hasFailed ? ['red', 'failure'] : ['transparent', 'neutral']
    const reason = 'The jobs of this run could not be read.'
    return { run: ended(conclusion), colour, reason, failing: [], causes, ...settled }
  }
  const seen = ownColour({ ...own, jobs })
  if (seen.colour === 'green' && cancelledJobs(jobs).length > 0) {
    const cancelled = await colourCancelled(run, jobs, reading)
    return { ...cancelled, run: ended(cancelled.colour === 'red' ? 'failure' : 'cancelled') }
  }
  const conclusion = { red: 'failure', green: 'success', transparent: 'neutral' }[seen.colour]
  return { run: ended(conclusion), jobs, causes, ...seen, ...settled }
}
