import { formatDuration } from '../duration.ts'
import { met, momentIn, secondsSince, unmet, type Case, type Condition } from './condition.ts'

/** A draft blocks; with a delay set it waits until it is old enough to be made ready. */
export function draftCondition({ facts, policy, situation }: Case): Condition {
  if (!facts.draft) return met('draft', 'It is ready for review.')
  const delay = policy.readyAfterSeconds
  if (delay === undefined) {
    return unmet('draft', 'block', {
      reason: 'draft',
      detail: 'It is a draft.',
      who: 'the author',
      next: 'Mark it as ready for review.',
    })
  }
  const left = delay - draftAge(facts, situation.now)
  if (left <= 0)
    return unmet('draft', 'wait', {
      reason: 'draft_old_enough',
      detail: `It has been a draft for at least ${formatDuration(delay)}.`,
      who: 'auto-merge',
      next: 'It is marked as ready when the opt-in stands and no label forbids it.',
    })
  return unmet('draft', 'wait', {
    reason: 'draft_too_young',
    detail: `It is a draft, made ready at ${momentIn(left, situation.now)}.`,
    who: 'the author',
    next: 'Mark it as ready for review, or wait.',
  })
}

// Somebody who turns it back into a draft starts the delay again. A time that cannot be read is now: not old enough.
function draftAge({ createdAt, draftedAt }: Case['facts'], now: Date): number {
  const ages = [createdAt, ...draftedAt].map((time) => secondsSince(time, now) ?? 0)
  return Math.min(...ages)
}
