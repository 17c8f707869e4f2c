import { formatDuration } from '../duration.ts'
import { isOpen, nextOpening } from '../merge/window.ts'
import { met, momentIn, off, secondsSince, unmet, type Case, type Condition } from './condition.ts'

/** When merging is allowed. */
export function timingConditions(input: Case): Condition[] {
  return [minimumAge(input), mergeWindow(input)]
}

function minimumAge({ facts, policy, situation }: Case): Condition {
  if (policy.minimumAge === 0) return off('minimum-age', 'No age is demanded.')
  const age = secondsSince(facts.createdAt, situation.now) ?? 0
  if (age >= policy.minimumAge) return met('minimum-age', `It is ${formatDuration(age)} old.`)
  const then = momentIn(policy.minimumAge - age, situation.now)
  return unmet('minimum-age', 'wait', {
    reason: 'too_young',
    detail: `It was opened at ${momentIn(-age, situation.now)} and must be ${formatDuration(policy.minimumAge)} old.`,
    who: 'nobody',
    next: `Wait until ${then}; the next scheduled run after that merges it.`,
  })
}

function mergeWindow({ policy, situation }: Case): Condition {
  const { mergeWindow: window, timeZone } = policy
  if (window.length === 0) return off('merge-window', 'Merging is allowed at any time.')
  if (isOpen(window, timeZone, situation.now)) return met('merge-window', 'The merge window is open.')
  const opening = nextOpening(window, timeZone, situation.now)?.toISOString() ?? 'never'
  return unmet('merge-window', 'wait', {
    reason: 'outside_merge_window',
    detail: `The merge window is closed until ${opening}.`,
    who: 'nobody',
    next: `Wait until ${opening}; the next scheduled run after that merges it.`,
  })
}
