import type { Beginning, Incident, Moment, State } from './incident-state.ts'
import type { News, Policy } from './policy.ts'
import { quietUntil } from './quiet-hours.ts'
import { remindIsDue } from './reminders.ts'
import type { Run } from '../runs/run-facts.ts'
import { observe, stateBefore } from './state-change.ts'

export interface Saying {
  word: News | 'update' | 'suppress' | 'ignore'
  reason: string
}

/** What a replay cannot see and only the present knows: jobs that fail now and did not fail before in this incident. */
export interface Present {
  newJobs: readonly string[]
  /** What was before the first moment, where that is known and red. */
  beginning?: Beginning | undefined
  /** Nobody knows what was said before that time about incidents that began before it. */
  unseenBefore?: Date | undefined
}

/** The state after all moments but the last, and what the last one says. Earlier moments are what must have been said, by the same policy. */
export function replay(
  moments: readonly Moment[],
  policy: Policy,
  present: Present = { newJobs: [] },
): { state: State; saying: Saying; before: State } {
  let state = stateBefore(present.beginning, policy)
  let before = state
  let saying: Saying = { word: 'ignore', reason: 'There is no run to speak about.' }
  for (const [index, moment] of moments.entries()) {
    before = state
    state = observe(state, moment)
    if (!moment.speaks) continue
    saying = say(state, moment.at, {
      policy,
      newJobs: index === moments.length - 1 ? present.newJobs : [],
      unseenBefore: present.unseenBefore,
    })
    state = said(state, saying, moment.at)
  }
  return { state, saying, before }
}

export interface Sayable {
  policy: Policy
  newJobs: readonly string[]
  unseenBefore: Date | undefined
}

/** What is to be said in a state at a time. */
export function say(state: State, at: Date, sayable: Sayable): Saying {
  const { policy } = sayable
  const { incident, ended } = state
  if (incident) return held(aboutRed(incident, at, sayable), at, policy)
  if (!ended) return { word: 'ignore', reason: greenReason(state) }
  if (!policy.notifyOn.has('recover'))
    return { word: 'suppress', reason: 'It recovered, but `notify-on` does not name "recover".' }
  const failures = `${ended.incident.streak} failed ${ended.incident.streak === 1 ? 'run' : 'runs'}`
  return held(
    { word: 'recover', reason: `Green again after ${failures}, first #${ended.incident.first.number}.` },
    at,
    policy,
  )
}

/** Why green is met with silence. */
function greenReason({ lastGreen, greenBefore, unannounced }: State): string {
  if (!lastGreen) return 'No completed run says anything about the code.'
  const green = `#${lastGreen.number}`
  if (unannounced)
    return `Green again (${green}); the failure before it (streak ${unannounced.streak}, first #${unannounced.first.number}) was not announced, so its end is not either.`
  if (!greenBefore) return `Green (${green}), and no failure before it is known: there is nothing to tell.`
  return `Green after green (${green} after #${greenBefore.number}): there is nothing to tell.`
}

function aboutRed(incident: Incident, at: Date, { policy, newJobs, unseenBefore }: Sayable): Saying {
  const { streak, first } = incident
  const { notifyAfter, escalateAfter, notifyOn } = policy
  if (streak < notifyAfter)
    return {
      word: 'suppress',
      reason: `Streak ${streak} of ${notifyAfter}: \`notify-after\` is not reached.`,
    }
  const escalates = !incident.escalated && escalateAfter > 0 && streak >= escalateAfter
  const candidates: Saying[] = []
  if (!incident.announced) candidates.push({ word: 'open', reason: openReason(streak, first) })
  if (escalates && (incident.announced || !notifyOn.has('open')))
    candidates.push({
      word: 'escalate',
      reason: `Streak ${streak} reached \`escalate-after\` ${escalateAfter}.`,
    })
  if (incident.announced && newJobs.length > 0)
    candidates.push({ word: 'changed', reason: `Failing now and not before: ${newJobs.join(', ')}.` })
  if (incident.announced && remindIsDue(incident, at, { policy, unseenBefore }))
    candidates.push({
      word: 'remind',
      reason: `Still failing, and \`remind-every\` is due (streak ${streak}).`,
    })
  const chosen = candidates.find(({ word }) => notifyOn.has(word as News))
  if (chosen) return chosen
  if (incident.announced)
    return { word: 'update', reason: `Streak ${streak}, already announced since #${first.number}: no news.` }
  return { word: 'suppress', reason: `Failing (streak ${streak}), but \`notify-on\` does not name "open".` }
}

function openReason(streak: number, first: Run): string {
  if (streak === 1) return `The first failure: #${first.number}.`
  return `Failing since #${first.number} (streak ${streak}), not announced before.`
}

function held(saying: Saying, at: Date, policy: Policy): Saying {
  if (saying.word === 'suppress' || saying.word === 'ignore' || saying.word === 'update') return saying
  const until = quietUntil(policy.quiet, policy.timeZone, at)
  if (until === undefined) return saying
  return {
    word: 'suppress',
    reason: `Quiet hours until ${until} (${policy.timeZone}) hold back "${saying.word}": ${saying.reason}`,
  }
}

/** The state after that was said. */
export function said(state: State, { word }: Saying, at: Date): State {
  if (word === 'recover') {
    const { ended: _told, ...rest } = state
    return rest
  }
  if (!state.incident || word === 'suppress' || word === 'ignore' || word === 'update') return state
  const { incident } = state
  const escalated = incident.escalated || word === 'escalate'
  const opened = incident.announced ? state.opened : [...state.opened, at]
  return {
    ...state,
    opened,
    incident: { ...incident, announced: true, escalated, spokeAt: at, spokeStreak: incident.streak },
  }
}
