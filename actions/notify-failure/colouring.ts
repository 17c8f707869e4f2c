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

const mostCancelled = 3

/** A completed run. Only a cancelled one costs requests: its jobs, and the annotations of the longest that were cancelled. */
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
  for (const job of cancelledJobs(jobs).slice(0, failing.length > 0 ? 0 : mostCancelled)) {
    const annotations = await reading.annotations(job.id)
    const found = cancellationOf((annotations ?? []).map(({ message, title }) => `${message}\n${title}`))
    causes.set(job.id, found)
    if (brief && found.cause !== 'unknown') break
  }
  const late = jobs.filter(({ id }) => causes.get(id)?.cause === 'timeout')
  if (failing.length > 0) {
    const reason = 'GitHub says cancelled, but a job had failed.'
    return { run, jobs, causes, failing, colour: 'red', reason }
  }
  const strongest = [...causes.values()].sort((a, b) => weight(a) - weight(b))[0] ?? { cause: 'unknown' }
  const colour = late.length > 0 ? 'red' : 'transparent'
  return { run, jobs, causes, failing: late, colour, reason: cancellationReason(strongest) }
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
  const jobs = await reading.jobs(run)
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
