import { runColour, transparentReason, type Colour } from '../runs/conclusions.ts'
import type { Beginning, Incident, Moment, State } from './incident-state.ts'
import { incidentKey, sameIncident } from './key.ts'
import type { DecisionWord, Policy } from './policy.ts'
import { replay } from './replay.ts'
import type { Run } from '../runs/run-facts.ts'

export interface Question {
  repository: string
  /** Other runs of the workflow in any order, also unrelated ones; the latest attempt of each. */
  history: readonly Run[]
  run: Run
  /** What this attempt of the run is; its `conclusion` alone does not know time-outs. */
  colour: Colour
  /** Earlier attempts of this run, in any order. */
  attempts: readonly { run: Run; colour: Colour }[]
  /** Runs that GitHub calls cancelled and that are known to have timed out. */
  timedOut: ReadonlySet<number>
  /** Base jobs that fail now and did not fail before in this incident. */
  newJobs: readonly string[]
  /** An incident that began before the runs of the history. */
  beginning?: Beginning | undefined
  policy: Policy
  now: Date
}

export interface Decided {
  decision: DecisionWord
  /** Whole sentences, for people. May contain names of jobs: hostile. */
  reason: string
  key: string
  /** Failed runs in a row with this one; after a recovery those that it ended. */
  streak: number
  /** The incident that is on, or that this run ended. */
  incident?: Incident
  /** The last green run before the incident. */
  lastGreen?: Run
  /** Announced incidents of the last ten days, this one included. */
  recentIncidents: number
  /** More failed runs may have been before the first that is known. */
  isAtLeast?: boolean
  /** The announced incident that this green run ended, whether its end is told or not. */
  ended?: Incident
}

const flapWindow = 10 * 86_400_000

/** Decides from history, this run, policy and time alone: the same question has the same answer on any machine. */
export function decide(question: Question): Decided {
  const { run, colour, repository, now } = question
  const key = incidentKey(run, repository)
  if (colour === 'transparent')
    return {
      decision: 'ignore',
      reason: transparentReason(run.conclusion),
      key,
      streak: 0,
      recentIncidents: 0,
    }
  const related = question.history.filter((other) => sameIncident(other, run, repository))
  const stale = staleReason(question, related)
  if (stale) {
    const decision = colour === 'red' ? 'suppress' : 'ignore'
    return { decision, reason: stale, key, streak: 0, recentIncidents: 0 }
  }
  const moments = momentsOf(question, related)
  const { newJobs, beginning } = question
  const unseenBefore = beginning && moments[0]?.at
  const { state, saying, before } = replay(moments, question.policy, { newJobs, beginning, unseenBefore })
  const incident =
    state.incident ?? before.ended?.incident ?? (before.incident?.announced ? before.incident : undefined)
  const shown = saying.word === 'recover' || state.incident ? incident : undefined
  const lastGreen = state.incident ? state.lastGreen : before.lastGreen
  return {
    decision: saying.word,
    reason: saying.reason,
    key,
    streak: shown?.streak ?? 0,
    ...(shown && { incident: shown }),
    ...(lastGreen && { lastGreen }),
    ...(colour === 'green' && before.incident?.announced && { ended: before.incident }),
    recentIncidents: recent(state, now),
  }
}

/** An older result never opens or recovers: a newer attempt or a newer run has already told more. */
function staleReason({ run, history }: Question, related: readonly Run[]): string | undefined {
  const self = history.find(({ id }) => id === run.id)
  if (self && self.attempt > run.attempt)
    return `Attempt ${self.attempt} of #${run.number} has started since; this result of attempt ${run.attempt} is old.`
  const newer = related.find((other) => other.number > run.number && runColour(other) !== 'transparent')
  return (
    newer && `A newer run, #${newer.number}, has already completed (${newer.conclusion}); this result is old.`
  )
}

function momentsOf(question: Question, related: readonly Run[]): Moment[] {
  const { run, colour, now, timedOut } = question
  const others = related
    .filter(({ id, number }) => id !== run.id && number < run.number)
    .map((other) => ({ run: other, colour: timedOut.has(other.id) ? ('red' as const) : runColour(other) }))
  const earlier = question.attempts
    .filter((attempt) => attempt.run.attempt < run.attempt)
    .sort((a, b) => a.run.attempt - b.run.attempt)
  const past = [...inOrder(others), ...earlier.map((one) => ({ ...one, late: false }))].map(
    (one): Moment => ({
      ...one,
      at: one.run.finishedAt,
      speaks: one.colour !== 'transparent' && !one.late,
    }),
  )
  return [...past, { run, colour, at: now, speaks: true }]
}

export interface Ended {
  run: Run
  colour: Colour
}

/** In the order in which they told their results. A re-run ended late, but what it was run for had been told in its turn. */
export function inOrder(runs: readonly Ended[]): (Ended & { late: boolean })[] {
  let next = Infinity
  const timed = runs
    .toSorted((a, b) => b.run.number - a.run.number)
    .map((one) => {
      const end = one.run.finishedAt.getTime()
      const at = one.run.attempt > 1 ? Math.min(end, next) : end
      if (one.colour !== 'transparent') next = at
      return { ...one, at }
    })
  let newest = 0
  return timed
    .sort((a, b) => a.at - b.at || a.run.number - b.run.number)
    .map(({ run, colour }) => {
      const late = run.number < newest
      if (colour !== 'transparent') newest = Math.max(newest, run.number)
      return { run, colour, late }
    })
}

function recent({ opened }: State, now: Date): number {
  return opened.filter((at) => now.getTime() - at.getTime() <= flapWindow).length
}
