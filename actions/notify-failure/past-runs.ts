import { colourRun, type Coloured } from './colouring.ts'
import { runColour } from './conclusions.ts'
import type { Question } from './decision.ts'
import { eventClass, sameIncident } from './incident-key.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'
import { doubtfulRuns, runLength, sameLength } from './timed-out-runs.ts'

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
  if (telling.length >= enough) return read
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

/** Requests to find out whether an earlier run timed out: its jobs, and the annotations of one. */
const toLook = 2

/** Cancelled runs before this one that in truth timed out. The longest is looked at; the others are told by their length. */
export async function timedOutRuns(
  {
    run,
    causes,
    colour,
    attempts,
    related,
  }: Coloured & Pick<Question, 'attempts'> & { related: readonly Run[] },
  reading: Reading,
): Promise<Set<number>> {
  const doubtful = colour === 'transparent' ? [] : doubtfulRuns(related, run)
  const found = new Set<number>()
  if ([...causes.values()].some(({ cause }) => cause === 'timeout')) {
    for (const other of doubtful) if (sameLength(other, run)) found.add(other.id)
  }
  const longest = doubtful
    .filter(({ id }) => !found.has(id))
    .sort((a, b) => runLength(b) - runLength(a) || b.number - a.number)[0]
  // Green after a red attempt is a recovery whatever was before: its reads are better spent there.
  const isRecovery = colour === 'green' && attempts.some((attempt) => attempt.colour === 'red')
  if (!longest || found.size > 0 || isRecovery) return found
  if (!reading.affords(toLook)) {
    reading.unread.push(`Whether #${longest.number}, which was cancelled, had timed out was not read.`)
    return found
  }
  const looked = await colourRun(longest, reading, true)
  if (looked.colour !== 'red') return found
  found.add(longest.id)
  for (const other of doubtful) if (sameLength(other, longest)) found.add(other.id)
  return found
}
