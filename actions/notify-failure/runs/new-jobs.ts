import { runColour } from './conclusions.ts'
import type { Decided, Question } from '../incident/decision.ts'
import { fingerprint, sameIncident } from '../incident/key.ts'
import { cancelledJobs, failingJobs } from './jobs.ts'
import { quietUntil } from '../incident/quiet-hours.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'

export interface Comparison extends Pick<
  Question,
  'history' | 'run' | 'repository' | 'timedOut' | 'attempts' | 'policy'
> {
  first: Decided
  failing: readonly { name: string }[]
}

export interface NewJobs {
  newJobs: string[]
  /** Which runs were compared; '' when these are all of the incident. */
  than: string
}

const nothing: NewJobs = { newJobs: [], than: '' }

/**
 * Base jobs that fail now and did not in the first and the last two runs of the incident that could speak, nor in an earlier attempt; nothing
 * when those cannot be read. What began to fail in quiet hours has not been told and is new afterwards.
 */
export async function jobsFailingNow(comparison: Comparison, reading: Reading): Promise<NewJobs> {
  const { run, failing, timedOut, attempts } = comparison
  const earlier = spokenRuns(comparison)
  const compared = earlier.length > 3 ? [...earlier.slice(0, 1), ...earlier.slice(-2)] : earlier
  const known = new Set<string>()
  for (const one of [...attempts.map((attempt) => attempt.run), ...compared.toReversed()]) {
    const jobs = await reading.attemptJobs(one)
    if (!jobs) return nothing
    const bad = timedOut.has(one.id) ? [...failingJobs(jobs), ...cancelledJobs(jobs)] : failingJobs(jobs)
    for (const name of fingerprint(bad)) known.add(name)
  }
  if (known.size === 0) return nothing
  const newJobs = fingerprint(failing).filter((name) => !known.has(name))
  const numbers = compared.filter(({ id }) => id !== run.id).map(({ number }) => `#${number}`)
  return { newJobs, than: compared.length < earlier.length ? numbers.join(', ') : '' }
}

function spokenRuns({ first, history, run, repository, timedOut, policy }: Comparison): Run[] {
  const from = first.incident?.first.number ?? run.number
  const red = history
    .filter(
      (other) => other.number >= from && other.number < run.number && sameIncident(other, run, repository),
    )
    .filter((other) => timedOut.has(other.id) || runColour(other) === 'red')
    .sort((a, b) => a.number - b.number)
  const spoken = red.filter(
    ({ finishedAt }) => quietUntil(policy.quiet, policy.timeZone, finishedAt) === undefined,
  )
  return spoken.length > 0 ? spoken : red
}

/** The reason says what was compared, where that was not everything. */
export function comparedWith(decided: Decided, than: string): Decided {
  if (decided.decision !== 'changed' || than === '') return decided
  return { ...decided, reason: decided.reason.replace('and not before:', `and not in ${than}:`) }
}
