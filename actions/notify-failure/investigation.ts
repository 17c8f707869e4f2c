import { beginningOf } from './beginning.ts'
import type { Coloured } from './colouring.ts'
import type { Colour } from './conclusions.ts'
import { decide, type Decided, type Question } from './decision.ts'
import { earlierAttempts } from './earlier-attempts.ts'
import { sameIncident } from './incident-key.ts'
import { failingJobs } from './jobs.ts'
import { comparedWith, jobsFailingNow } from './new-jobs.ts'
import { readHistory, timedOutRuns, withToldAttempts } from './past-runs.ts'
import type { Policy } from './policy.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'

export interface Investigation extends Coloured {
  decided: Decided
  history: readonly Run[]
  /** The nearest earlier attempt that was red or green. */
  previousAttempt?: 'red' | 'green'
  newJobs: string[]
}

export interface Case {
  repository: string
  policy: Policy
  now: Date
}

/** Reads what the decision needs and decides. One request for a green run after a green one. */
export async function investigate(
  coloured: Coloured,
  { repository, policy, now }: Case,
  reading: Reading,
): Promise<Investigation> {
  const { run, colour } = coloured
  const read = await readHistory(run, repository, reading)
  const subject = withHistory(run, read ?? [])
  const attempts = await earlierAttempts(subject, read ?? [], reading)
  const history = await withToldAttempts(read ?? [], { run: subject, repository }, reading)
  const related = history.filter((other) => sameIncident(other, subject, repository))
  const timedOut = await timedOutRuns({ ...coloured, run: subject, attempts, related }, reading)
  const question: Question = {
    repository,
    history,
    run: subject,
    colour,
    attempts,
    timedOut,
    newJobs: [],
    beginning: await beginningOf(subject, { history, repository }, reading),
    policy,
    now,
  }
  const first = decide(question)
  const jobs =
    colour === 'red' && first.decision !== 'suppress'
      ? (coloured.jobs ?? (await reading.jobs(subject)))
      : coloured.jobs
  const failing = coloured.failing.length > 0 ? coloured.failing : failingJobs(jobs ?? [])
  const comparable = ['update', 'remind'].includes(first.decision) && failing.length > 0
  const { newJobs, than } = comparable
    ? await jobsFailingNow({ ...question, first, failing }, reading)
    : { newJobs: [], than: '' }
  const decided = newJobs.length > 0 ? comparedWith(decide({ ...question, newJobs }), than) : first
  const previousAttempt = attempts.at(0)?.colour
  return {
    ...coloured,
    run: subject,
    ...(jobs && { jobs }),
    failing,
    history,
    newJobs,
    decided: read ? decided : withoutHistory(decided, colour),
    ...((previousAttempt === 'red' || previousAttempt === 'green') && { previousAttempt }),
  }
}

function withoutHistory(decided: Decided, colour: Colour): Decided {
  if (colour === 'green')
    return {
      ...decided,
      reason: 'The run history could not be read, so whether this green run ended an incident is not known.',
    }
  if (colour !== 'red') return decided
  return {
    ...decided,
    reason: `${decided.reason} The run history could not be read, so it may not be the first.`,
  }
}

/** A run that this step is part of knows little of itself; the history knows the rest. */
function withHistory(run: Run, history: readonly Run[]): Run {
  const self = history.find(({ id }) => id === run.id)
  if (!self || run.status === 'completed') return run
  const { status, conclusion, attempt, pullRequests, branch, headRepository, sha } = run
  return {
    ...self,
    status,
    conclusion,
    attempt,
    pullRequests,
    branch,
    headRepository,
    sha,
    title: run.title || self.title,
  }
}

/** What made a run red although GitHub says cancelled belongs to the reason. */
export function reasoned(found: Investigation): Investigation {
  const timedOut = [...found.causes.values()].some(({ cause }) => cause === 'timeout')
  const isOfRed = found.colour === 'red' && (timedOut || found.run.conclusion === 'cancelled')
  if (found.reason === '' || !isOfRed) return found
  return { ...found, decided: { ...found.decided, reason: `${found.reason} ${found.decided.reason}` } }
}
