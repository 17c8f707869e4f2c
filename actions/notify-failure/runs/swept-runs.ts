import { beginningOf } from './beginning.ts'
import { colourRun, type Coloured } from './colouring.ts'
import { runColour, transparentReason } from './conclusions.ts'
import { earlierAttempts } from './earlier-attempts.ts'
import { failingJobs } from './jobs.ts'
import { jobsFailingNow, type NewJobs } from './new-jobs.ts'
import { timedOutRuns, withToldAttempts } from './past-runs.ts'
import type { Policy } from '../incident/policy.ts'
import { quietUntil } from '../incident/quiet-hours.ts'
import type { Decided, Question } from '../incident/decision.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'
import type { SweepQuestion } from '../incident/sweep-decision.ts'

/** One incident key as a sweep sees it. */
export interface Swept {
  question: SweepQuestion & { attempts: Question['attempts'] }
  latest: Run
  coloured: Coloured
  /** Sentences about what the decision had to do without. */
  unread: readonly string[]
  /** Requests so far, its list among them. */
  spent: number
}

/** What must be known of the runs of one incident key before anything is decided; undefined without a completed run. */
export async function sweptRuns(
  listed: readonly Run[],
  repository: string,
  reading: Reading,
): Promise<Swept | undefined> {
  const [newest] = listed.toSorted((a, b) => b.number - a.number)
  if (!newest) return undefined
  const after = { ...newest, number: newest.number + 1 }
  const runs = await withToldAttempts(listed, { run: after, repository }, reading)
  const completed = runs.filter(({ status }) => status === 'completed')
  const [latest] = completed.toSorted((a, b) => b.number - a.number)
  if (!latest) return undefined
  // Its list is the first request; what its colour takes is asked for together with that of the runs before it.
  reading.spent = 1
  reading.most = runColour(latest) === 'red' ? 4 : 3
  reading.unread = []
  const attempts = await earlierAttempts(latest, completed, reading)
  const newestFirst = latest.conclusion === 'cancelled' ? { ...latest, number: latest.number + 1 } : latest
  const past = { ...plainly(latest), run: newestFirst, attempts, related: completed }
  // One that says nothing may hide an announced time-out as well as a green one does.
  const colour = past.colour === 'transparent' ? 'green' : past.colour
  const timedOut = await timedOutRuns({ ...past, colour }, reading)
  const beginning = await beginningOf(latest, { history: listed, repository }, reading)
  const { unread, spent } = reading
  reading.most = Infinity
  const isLate = timedOut.has(latest.id)
  const coloured = isLate ? await colourRun(latest, reading) : plainly(latest)
  return {
    latest,
    coloured,
    unread,
    spent: spent + (isLate ? 2 : 0),
    question: { repository, runs: completed, timedOut, attempts, beginning, newJobs: [] },
  }
}

/** What the list tells of a run. */
function plainly(run: Run): Coloured {
  const colour = runColour(run)
  const reason = colour === 'transparent' ? transparentReason(run.conclusion) : ''
  return { run, colour, reason, failing: [], causes: new Map() }
}

export interface Look {
  decided: Decided
  /** When earlier sweeps looked. */
  earlierSweeps: readonly Date[]
  policy: Policy
}

/** Jobs that began to fail since the last sweep that could speak. */
export async function sweptNewJobs(
  { question, latest, coloured }: Swept,
  { decided, earlierSweeps, policy }: Look,
  reading: Reading,
): Promise<NewJobs> {
  const spoke = earlierSweeps.filter((at) => quietUntil(policy.quiet, policy.timeZone, at) === undefined)
  const isToldAlready = spoke.some((at) => at >= latest.finishedAt)
  const isRed = decided.incident?.last.id === latest.id
  if (isToldAlready || !isRed || !['update', 'remind'].includes(decided.decision))
    return { newJobs: [], than: '' }
  const jobs = coloured.jobs ?? (await reading.attemptJobs(latest)) ?? []
  const failing = coloured.failing.length > 0 ? coloured.failing : failingJobs(jobs)
  if (failing.length === 0) return { newJobs: [], than: '' }
  const { repository, runs, timedOut, attempts } = question
  const comparison = {
    repository,
    history: runs,
    run: latest,
    timedOut,
    attempts,
    policy,
    first: decided,
    failing,
  }
  return await jobsFailingNow(comparison, reading)
}
