import { runColour } from './conclusions.ts'
import type { Decided } from './decision.ts'
import { incidentKey } from './incident-key.ts'
import type { Policy } from './policy.ts'
import { replay, type Moment } from './replay.ts'
import type { Run } from './run-facts.ts'

export interface SweepQuestion {
  repository: string
  /** Completed runs of one incident key, in any order. */
  runs: readonly Run[]
  timedOut: ReadonlySet<number>
  /** When earlier sweeps looked; what they must have said is replayed. */
  earlierSweeps: readonly Date[]
  newJobs: readonly string[]
  policy: Policy
  now: Date
}

/** Like `decide`, but spoken at the times of sweeps, not at the end of each run: time alone can release a held message or bring a reminder. */
export function decideSweep(question: SweepQuestion): Decided | undefined {
  const { runs, policy, now, timedOut, repository } = question
  const ordered = runs.filter(({ finishedAt }) => finishedAt <= now).sort((a, b) => a.number - b.number)
  const latest = ordered.at(-1)
  if (!latest) return undefined
  const ends = ordered.map((run): Moment => ({
    run,
    at: run.finishedAt,
    colour: timedOut.has(run.id) ? 'red' : runColour(run),
    speaks: false,
  }))
  const ticks = question.earlierSweeps.filter((at) => at < now).map((at): Moment => ({ at, speaks: true }))
  const moments = [...ends, ...ticks].sort((a, b) => a.at.getTime() - b.at.getTime())
  const { state, saying, before } = replay([...moments, { at: now, speaks: true }], policy, question)
  const incident = state.incident ?? (saying.word === 'recover' ? before.ended?.incident : undefined)
  return {
    decision: saying.word,
    reason: saying.reason,
    key: incidentKey(latest, repository),
    streak: incident?.streak ?? 0,
    ...(incident && { incident }),
    ...(state.lastGreen && { lastGreen: state.lastGreen }),
    recentIncidents: state.opened.filter((at) => now.getTime() - at.getTime() <= 10 * 86_400_000).length,
  }
}
