import type { Policy } from './policy.ts'
import type { Beginning, Moment, State } from './incident-state.ts'
import type { Run } from '../runs/run-facts.ts'

/** By the same policy the incident must have been told as far as its streak had come. */
export function stateBefore(beginning: Beginning | undefined, policy: Policy): State {
  if (!beginning) return { opened: [] }
  const { first, streak, lastGreen } = beginning
  const { notifyAfter, escalateAfter, notifyOn } = policy
  const opened = streak >= notifyAfter && notifyOn.has('open')
  const escalated = escalateAfter > 0 && streak >= escalateAfter && notifyOn.has('escalate')
  const announced = opened || escalated
  const told = { announced, escalated, spokeStreak: streak, ...(announced && { spokeAt: first.finishedAt }) }
  return { opened: [], ...(lastGreen && { lastGreen }), incident: { first, last: first, streak, ...told } }
}

/** What the run of a moment does to the incident. */
export function observe(state: State, { run, colour, at, late }: Moment): State {
  if (!run || !colour || colour === 'transparent') return state
  if (late) return colour === 'red' ? observeLate(state, run) : state
  const { incident, unannounced: _said, greenBefore: _older, ...rest } = state
  if (colour === 'green') {
    const ended = incident?.announced ? { incident, by: run, at } : state.ended
    const before = incident ? undefined : rest.lastGreen
    return {
      ...rest,
      lastGreen: run,
      ...(ended && { ended }),
      ...(before && { greenBefore: before }),
      ...(incident && !incident.announced && { unannounced: incident }),
    }
  }
  if (incident) {
    const streak = incident.streak + (incident.last.number === run.number ? 0 : 1)
    return { ...rest, incident: { ...incident, last: run, streak } }
  }
  const { ended: _forgotten, ...open } = rest
  const fresh = { first: run, last: run, streak: 1, announced: false, escalated: false, spokeStreak: 0 }
  return { ...open, incident: fresh }
}

function observeLate(state: State, run: Run): State {
  const { incident, lastGreen } = state
  if (!incident || run.number < (lastGreen?.number ?? 0)) return state
  const first = !incident.announced && run.number < incident.first.number ? run : incident.first
  return { ...state, incident: { ...incident, first, streak: incident.streak + 1 } }
}
