import type { Policy } from './policy.ts'
import type { Incident } from './incident-state.ts'

/**
 * Whether a reminder is due since it was last spoken of. Of an incident whose beginning is not seen nobody knows when that was: there reminders
 * stand at fixed distances from its first run, and one is due when the next was reached. Counted from the first run that is still listed, they
 * would come each time or never, for that one moves on with every run.
 */
export function remindIsDue(
  { first, spokeAt, spokeStreak, streak }: Incident,
  at: Date,
  { policy, unseenBefore }: { policy: Policy; unseenBefore: Date | undefined },
): boolean {
  const { remindEvery: every, notifyAfter } = policy
  if (every.kind === 'never' || !spokeAt) return false
  const unseen = unseenBefore !== undefined && first.finishedAt < unseenBefore
  if (every.kind === 'runs') {
    if (!unseen) return streak - spokeStreak >= every.count
    const reached = (count: number) => Math.floor((count - notifyAfter) / every.count)
    return reached(streak) > reached(spokeStreak)
  }
  if (!unseen) return at.getTime() - spokeAt.getTime() >= every.ms
  const reached = (time: Date) => Math.floor((time.getTime() - first.finishedAt.getTime()) / every.ms)
  return reached(at) > reached(spokeAt)
}
