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
}

/** Annotations that are read of one cancelled run; of an earlier one that only may matter, fewer. */
const mostCancelled = 10
const mostBrief = 3

/** A completed run. Only a cancelled one costs requests: its jobs, and the annotations of those that were cancelled until one names the cause. */
export async function colourRun(run: Run, reading: Reading, brief = false): Promise<Coloured> {
  const known = { run, failing: [], causes: new Map<number, Cancellation>() }
  const colour = runColour(run)
  if (run.conclusion !== 'cancelled')
    return { ...known, colour, reason: colour === 'transparent' ? transparentReason(run.conclusion) : '' }
  const jobs = await reading.jobs(run)
  if (!jobs) return { ...known, colour, reason: 'The run was cancelled; why could not be read.' }
  return await colourCancelled(run, jobs, { reading, brief })
}

/** A cancelled run whose jobs are known; `brief`: the first cause that is found is enough. */
export async function colourCancelled(
  run: Run,
  jobs: Job[],
  { reading, brief }: { reading: Reading; brief: boolean },
): Promise<Coloured> {
  const failing = failingJobs(jobs)
  const causes = new Map<number, Cancellation>()
  const cancelled = cancelledJobs(jobs)
  for (const job of cancelled.slice(0, failing.length > 0 ? 0 : brief ? mostBrief : mostCancelled)) {
    const annotations = await reading.annotations(job.id)
    if (!annotations) continue
    const found = cancellationOf(annotations.map(({ message, title }) => `${message}\n${title}`))
    causes.set(job.id, found)
    if (found.cause !== 'unknown') break
  }
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

/** Says no more than was read. */
function unknownReason(read: number, cancelled: number): string {
  if (read === cancelled) return cancellationReason({ cause: 'unknown' })
  if (read === 0) return 'The run was cancelled; the annotations that tell why could not be read.'
  return `The run was cancelled, and no annotation of the ${read} of ${cancelled} cancelled jobs that were read says that a time limit was the cause.`
}

function weight({ cause }: Cancellation): number {
  return ['timeout', 'superseded', 'person', 'unknown'].indexOf(cause)
}

/** The run that this step is part of. In `step` mode a job that passed says green without a request; a recovery is checked later. */
export async function colourOwn(
  run: Run,
  own: Omit<OwnRun, 'jobs'> & { trustStep: boolean },
  reading: Reading,
): Promise<Coloured> {
  const causes = new Map<number, Cancellation>()
  const ended = (conclusion: string): Run => ({ ...run, conclusion })
  if (own.trustStep && own.jobStatus === 'success')
    return { run: ended('success'), colour: 'green', reason: '', failing: [], causes }
  const jobs = await reading.attemptJobs(run)
  if (!jobs) {
    const [colour, conclusion]: [Colour, string] =
      own.jobStatus === 'failure' ? ['red', 'failure'] : ['transparent', 'neutral']
    return {
      run: ended(conclusion),
      colour,
      reason: 'The jobs of this run could not be read.',
      failing: [],
      causes,
    }
  }
  const seen = ownColour({ ...own, jobs })
  if (seen.colour === 'green' && cancelledJobs(jobs).length > 0) {
    const cancelled = await colourCancelled(run, jobs, { reading, brief: false })
    return { ...cancelled, run: ended(cancelled.colour === 'red' ? 'failure' : 'cancelled') }
  }
  const conclusion = { red: 'failure', green: 'success', transparent: 'neutral' }[seen.colour]
  return { run: ended(conclusion), jobs, causes, ...seen }
}
