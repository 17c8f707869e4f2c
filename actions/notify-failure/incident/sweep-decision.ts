import { runColour, type Colour } from '../runs/conclusions.ts'
import { inOrder, type Decided } from './decision.ts'
import type { Beginning, Moment, State } from './incident-state.ts'
import { incidentKey } from './key.ts'
import type { Policy } from './policy.ts'
import { said, say, type Saying } from './replay.ts'
import type { Run } from '../runs/run-facts.ts'
import { observe, stateBefore } from './state-change.ts'

export interface SweepQuestion {
  repository: string
  /** Completed runs of one incident key, in any order. */
  runs: readonly Run[]
  timedOut: ReadonlySet<number>
  /** Earlier attempts of the latest run. */
  attempts?: readonly { run: Run; colour: Colour }[]
  beginning?: Beginning | undefined
  newJobs: readonly string[]
}

export interface Sweeps {
  /** When earlier sweeps looked; what they must have said is replayed. */
  earlierSweeps: readonly Date[]
  policy: Policy
  now: Date
}

/** How much one sweep tells; what is left is told by the next ones. */
export const mostIncidents = 10
const pageSize = 99

interface Row {
  question: SweepQuestion
  latest: Run
  ends: Moment[]
  /** Where its runs begin, if its incident began before. */
  seenFrom: Date | undefined
  state: State
  before: State
  saying: Saying
}

/** Like `decide`, but spoken at the times of sweeps, not at the end of each run: time alone can release a held message or bring a reminder. */
export function decideSweeps(questions: readonly SweepQuestion[], sweeps: Sweeps): (Decided | undefined)[] {
  const { policy, now } = sweeps
  const rows = questions.map((question) => rowOf(question, sweeps))
  const ticks = sweeps.earlierSweeps.filter((at) => at < now).sort((a, b) => a.getTime() - b.getTime())
  const oldestTick = ticks.length >= pageSize ? ticks[0] : undefined
  for (const at of [...ticks, now]) {
    let room = mostIncidents
    for (const row of rows) {
      if (!row) continue
      advance(row, at)
      const newJobs = at === now ? row.question.newJobs : []
      const unseenBefore = row.seenFrom ?? oldestTick
      const saying = say(row.state, at, { policy, newJobs, unseenBefore })
      const isNews = !['ignore', 'suppress', 'update'].includes(saying.word)
      row.before = row.state
      row.saying = isNews && room-- <= 0 ? beyond(saying) : saying
      row.state = said(row.state, row.saying, at)
    }
  }
  return rows.map((row) => row && decidedOf(row, now))
}

function rowOf(question: SweepQuestion, { policy, now }: Sweeps): Row | undefined {
  const { runs, timedOut, attempts = [], beginning } = question
  const past = runs.filter(({ finishedAt }) => finishedAt <= now)
  const latest = past.toSorted((a, b) => b.number - a.number)[0]
  if (!latest) return undefined
  const colours = past.map((run) => ({
    run,
    colour: timedOut.has(run.id) ? ('red' as const) : runColour(run),
  }))
  const ends = [...inOrder(colours), ...attempts]
    .map((one): Moment => ({ ...one, at: one.run.finishedAt, speaks: false }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const state = stateBefore(beginning, policy)
  const seenFrom = beginning && ends[0]?.at
  return { question, latest, ends, seenFrom, state, before: state, saying: { word: 'ignore', reason: '' } }
}

function advance(row: Row, until: Date): void {
  while (row.ends[0] && row.ends[0].at <= until) row.state = observe(row.state, row.ends.shift()!)
}

function beyond(saying: Saying): Saying {
  const reason = `More than ${mostIncidents} incidents in one sweep; the next sweep tells it: ${saying.reason}`
  return { word: 'suppress', reason }
}

function decidedOf({ question, latest, state, before, saying }: Row, now: Date): Decided {
  const incident = state.incident ?? (saying.word === 'recover' ? before.ended?.incident : undefined)
  return {
    decision: saying.word,
    reason: saying.reason,
    key: incidentKey(latest, question.repository),
    streak: incident?.streak ?? 0,
    ...(incident && { incident }),
    ...(state.lastGreen && { lastGreen: state.lastGreen }),
    recentIncidents: state.opened.filter((at) => now.getTime() - at.getTime() <= 10 * 86_400_000).length,
  }
}
