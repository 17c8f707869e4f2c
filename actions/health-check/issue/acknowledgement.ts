import type { ActualIssue } from './actual.ts'
import type { Story } from '../trend/story.ts'

const day = 86_400_000

/** Somebody closed it while these checks were failing, and no other, and none of them was well since: they know, for a day. */
export function acknowledged(
  stories: readonly Story[],
  { open, closedAt, state }: ActualIssue,
  now: Date,
): boolean {
  const bad = stories.filter(
    ({ state, suppressed }) => !suppressed && (state === 'failing' || state === 'recovering'),
  )
  if (open || !closedAt || !state || bad.length === 0) return false
  const known = ({ name, severity, since, recent }: Story) =>
    state.failing.includes(name) &&
    !(severity === 'error' && state.severity === 'warning') &&
    // Without a history nobody knows when it began.
    (since === undefined || since <= closedAt || recent.length < 2)
  return now.getTime() - closedAt.getTime() < day && bad.every(known)
}
