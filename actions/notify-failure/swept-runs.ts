import { beginningOf } from './beginning.ts'
import { colourRun, type Coloured } from './colouring.ts'
import { runColour } from './conclusions.ts'
import { earlierAttempts } from './earlier-attempts.ts'
import { failingJobs } from './jobs.ts'
import { jobsFailingNow, type NewJobs } from './new-jobs.ts'
import { timedOutRuns, withToldAttempts } from './past-runs.ts'
import type { Policy } from './policy.ts'
import { quietUntil } from './quiet-hours.ts'
import type { Decided, Question } from './decision.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'
import type { SweepQuestion } from './sweep-decision.ts'

/** One incident key as a sweep sees it. */
export interface Swept {
  question: SweepQuestion & { attempts: Question['attempts'] }
  latest: Run
  coloured: Coloured
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
  const coloured = await colourRun(latest, reading)
  const attempts = await earlierAttempts(latest, completed, reading)
  const related = completed
  const past = { ...coloured, run: latest, attempts, related }
  // One that says nothing may hide an announced time-out as well as a green one does.
  const colour = coloured.colour === 'transparent' ? 'green' : coloured.colour
  const timedOut = await timedOutRuns({ ...past, colour }, reading)
  if (coloured.colour === 'red' && runColour(latest) !== 'red') timedOut.add(latest.id)
  const beginning = await beginningOf(latest, { history: listed, repository }, reading)
  return {
    latest,
    coloured,
    question: { repository, runs: completed, timedOut, attempts, beginning, newJobs: [] },
  }
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
