import { cancellationOf } from './cancellation.ts'
import type { Coloured } from './colouring.ts'
import { isFailed, runColour } from './conclusions.ts'
import type { Question } from '../incident/decision.ts'
import { eventClass, sameIncident } from '../incident/key.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'
import type { StoppedCheck } from './stopped-checks.ts'
import { doubtfulRuns, sameLength } from './timed-out-runs.ts'

const pageSize = 100
const enough = 3

/** The runs around this one, newest first; undefined when they cannot be read. Pull requests of forks may fill a page: then those of the same event. */
export async function readHistory(
  run: Run,
  repository: string,
  reading: Reading,
): Promise<Run[] | undefined> {
  const workflow =
    run.workflowId > 0 ? run.workflowId : (run.workflowPath.split('/').at(-1) ?? run.workflowPath)
  const isOfPullRequest = eventClass(run.event) === 'pull_request'
  const filter = { branch: run.branch, ...(isOfPullRequest && { event: run.event }) }
  const read = await reading.history(workflow, filter)
  if (!read || read.length < pageSize || isOfPullRequest || !run.event) return read
  const telling = read.filter(
    (one) => one.id !== run.id && sameIncident(one, run, repository) && runColour(one) !== 'transparent',
  )
  const [nearest] = telling.toSorted((a, b) => b.number - a.number)
  const isGreenAfterGreen = runColour(run) === 'green' && nearest && runColour(nearest) === 'green'
  if (isGreenAfterGreen || telling.length >= enough) return read
  const more = (await reading.history(workflow, { ...filter, event: run.event })) ?? []
  return [...new Map([...read, ...more].map((one) => [one.id, one])).values()]
}

const mostReruns = 2

/**
 * A run that is being run again, or whose re-run was cancelled, has told its result in the attempt before: that attempt takes its place.
 * Only runs after the last one that says something itself can matter.
 */
export async function withToldAttempts(
  history: readonly Run[],
  { run, repository }: { run: Run; repository: string },
  reading: Reading,
): Promise<Run[]> {
  const told = new Map<number, Run>()
  const earlier = history
    .filter((other) => other.number < run.number && sameIncident(other, run, repository))
    .sort((a, b) => b.number - a.number)
  for (const other of earlier) {
    if (runColour(other) !== 'transparent' || told.size >= mostReruns) break
    const again = other.attempt > 1 && (other.conclusion === null || other.conclusion === 'cancelled')
    const before =
      again && reading.affords(1) ? await reading.attempt(other.id, other.attempt - 1) : undefined
    if (!before || runColour(before) === 'transparent') continue
    const { startedAt, finishedAt, conclusion, status } = before
    told.set(other.id, { ...other, startedAt, finishedAt, conclusion, status, attempt: other.attempt - 1 })
    break
  }
  return history.map((one) => told.get(one.id) ?? one)
}

/** Of so many cancelled runs the cause is read, in one request; older ones are told by their length. */
const mostLooked = 10

/** Cancelled runs before this one that in truth failed: a job timed out, or had failed before. */
export async function timedOutRuns(
  { run, colour, attempts, related }: Coloured & Pick<Question, 'attempts'> & { related: readonly Run[] },
  reading: Reading,
): Promise<Set<number>> {
  // Green after a red attempt is a recovery whatever was before: its reads are better spent there.
  const isRecovery = colour === 'green' && attempts.some((attempt) => attempt.colour === 'red')
  const doubtful = colour === 'transparent' || isRecovery ? [] : doubtfulRuns(related, run)
  const looked = doubtful.slice(0, mostLooked)
  const read = await reading.stoppedSuites(looked.map(({ suite }) => suite))
  const unread = looked.filter(({ suite }) => !read.has(suite))
  if (unread.length > 0) {
    const numbers = unread.map(({ number }) => `#${number}`).join(', ')
    const were = unread.length > 1 ? 'which were' : 'which was'
    reading.unread.push(`Whether ${numbers}, ${were} cancelled, had timed out was not read.`)
  }
  const failed = looked.filter((one) => hasFailed(one, read.get(one.suite) ?? []))
  const alike = doubtful.slice(mostLooked).filter((other) => failed.some((one) => sameLength(other, one)))
  return new Set([...failed, ...alike].map(({ id }) => id))
}

/** Their checks come along if anything else is asked about checks before. */
export function foreseeDoubts(related: readonly Run[], run: Run, reading: Reading): void {
  const doubtful = doubtfulRuns(related, run).slice(0, mostLooked)
  reading.foresee(doubtful.map(({ suite }) => suite))
}

function hasFailed({ id }: Run, checks: readonly StoppedCheck[]): boolean {
  return checks
    .filter(({ runId }) => runId === id)
    .some(({ conclusion, messages }) => isFailed(conclusion) || cancellationOf(messages).cause === 'timeout')
}
