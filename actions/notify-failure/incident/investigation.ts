import { beginningOf } from '../runs/beginning.ts'
import type { Coloured } from '../runs/colouring.ts'
import type { Colour } from '../runs/conclusions.ts'
import { decide, type Decided, type Question } from './decision.ts'
import { earlierAttempts } from '../runs/earlier-attempts.ts'
import { forgiven } from '../runs/forgiven.ts'
import { sameIncident } from './key.ts'
import { failingJobs } from '../runs/jobs.ts'
import { comparedWith, jobsFailingNow } from '../runs/new-jobs.ts'
import { foreseeDoubts, readHistory, timedOutRuns, withToldAttempts } from '../runs/past-runs.ts'
import { atLeast } from '../runs/oldest-known.ts'
import type { Policy } from './policy.ts'
import type { Reading } from '../runs/reading.ts'
import type { Run } from '../runs/run-facts.ts'

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
  reading.most = Math.max(mostReads(coloured), reading.spent + 1)
  const read = await readHistory(coloured.run, repository, reading)
  const subject = withHistory(coloured.run, read ?? [])
  const ofIncident = (other: Run) => sameIncident(other, subject, repository)
  foreseeDoubts((read ?? []).filter(ofIncident), subject, reading)
  const attempts = await earlierAttempts(subject, read ?? [], reading)
  const history = await withToldAttempts(read ?? [], { run: subject, repository }, reading)
  const related = history.filter(ofIncident)
  const timedOut = await timedOutRuns({ ...coloured, run: subject, attempts, related }, reading)
  const beginning = await beginningOf(subject, { history, repository }, reading)
  const past = { repository, history, attempts, timedOut, beginning }
  reading.most = Infinity
  const { colour, reason } = await forgiven(coloured, related, reading)
  const isForgiven = colour !== coloured.colour
  const judged = isForgiven ? { ...subject, conclusion: colour === 'green' ? 'success' : 'neutral' } : subject
  const question: Question = { ...past, run: judged, colour, newJobs: [], policy, now }
  const { decided, ...jobs } = await decideAbout({ ...coloured, colour }, question, reading)
  const honest = withUnread(withoutHistory(atLeast(decided, question), colour, read), reading)
  const previousAttempt = attempts.at(0)?.colour
  return {
    ...coloured,
    colour,
    reason,
    run: judged,
    history,
    ...jobs,
    ...(colour === 'green' && { failing: [] }),
    decided: isForgiven ? { ...honest, reason: forgivenReason(reason, honest, colour) } : honest,
    ...((previousAttempt === 'red' || previousAttempt === 'green') && { previousAttempt }),
  }
}

/** Three requests in all for a green run; a first failure keeps what its explanation needs. */
export function mostReads({ colour, jobs, run, unchecked }: Coloured): number {
  // Before a step says "fixed" the other jobs are looked at; of a re-run they are read with the earlier attempts.
  if (colour !== 'red') return unchecked && run.attempt === 1 ? 2 : 3
  const toForgive = jobs && run.status !== 'completed' ? 1 : 0
  return jobs ? 5 - toForgive : 4
}

async function decideAbout(
  { colour, ...coloured }: Coloured,
  question: Question,
  reading: Reading,
): Promise<Pick<Investigation, 'decided' | 'newJobs' | 'failing' | 'jobs'>> {
  const first = decide(question)
  const isTold = colour === 'red' && first.decision !== 'suppress'
  const jobs = isTold ? (coloured.jobs ?? (await reading.attemptJobs(question.run))) : coloured.jobs
  const failing = coloured.failing.length > 0 ? coloured.failing : failingJobs(jobs ?? [])
  const comparable = ['update', 'remind'].includes(first.decision) && failing.length > 0
  const { newJobs, than } = comparable
    ? await jobsFailingNow({ ...question, first, failing }, reading)
    : { newJobs: [], than: '' }
  const decided = newJobs.length > 0 ? comparedWith(decide({ ...question, newJobs }), than) : first
  return { decided, newJobs, failing, ...(jobs && { jobs }) }
}

function withoutHistory(decided: Decided, colour: Colour, read: readonly Run[] | undefined): Decided {
  if (read) return decided
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

function forgivenReason(reason: string, decided: Decided, colour: Colour): string {
  return colour === 'green' ? `${reason} ${decided.reason}` : `${reason} Other jobs have not finished.`
}

/** What would have cost more than a decision may. */
function withUnread(decided: Decided, { unread }: Reading): Decided {
  return unread.length > 0 ? { ...decided, reason: [decided.reason, ...unread].join(' ') } : decided
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
