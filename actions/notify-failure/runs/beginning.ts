import { runColour } from './conclusions.ts'
import { eventClass, sameIncident } from '../incident/key.ts'
import type { Reading } from './reading.ts'
import type { Beginning } from '../incident/incident-state.ts'
import type { Run } from './run-facts.ts'

const pageSize = 100
const mostFiltered = 1000

/**
 * How an incident began that is longer than the listed runs: the last green run, and the failed runs since then, in two reads (three for more than
 * two hundred). Undefined when the listed runs tell it themselves.
 */
export async function beginningOf(
  run: Run,
  { history, repository }: { history: readonly Run[]; repository: string },
  reading: Reading,
): Promise<Beginning | undefined> {
  const listed = history.filter((other) => other.number < run.number && sameIncident(other, run, repository))
  const isLonger =
    history.length >= pageSize &&
    listed.length >= pageSize / 2 &&
    eventClass(run.event) === 'branch' &&
    listed.every((one) => runColour(one) !== 'green')
  if (!isLonger || !reading.affords(2)) return undefined
  const { branch, workflowId } = run
  const greens = (await reading.history(workflowId, { branch, status: 'success', per_page: 20 })) ?? []
  const lastGreen = greens
    .filter((one) => one.number < run.number && sameIncident(one, run, repository))
    .sort((a, b) => b.number - a.number)[0]
  const since = lastGreen && { created: `>=${lastGreen.startedAt.toISOString().slice(0, 19)}Z` }
  const filter = { branch, status: 'failure', ...since }
  const second = await reading.counted(workflowId, { ...filter, page: 2 })
  if (!second) return undefined
  const last = Math.ceil(Math.min(second.total, mostFiltered) / pageSize)
  const isCut = last > 2 && !reading.affords(1)
  const runs =
    last > 2 && !isCut ? (await reading.counted(workflowId, { ...filter, page: last }))?.runs : second.runs
  const known = history.filter((one) => one.conclusion === 'failure' && sameIncident(one, run, repository))
  const streak = second.total - known.length
  const first = (runs ?? []).filter((one) => sameIncident(one, run, repository)).at(-1)
  if (!first || streak < 1) return undefined
  return { first, streak, ...(lastGreen && { lastGreen }), ...(isCut && { isCut }) }
}
