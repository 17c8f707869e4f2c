import type { ActualIssue, IssueState } from './actual.ts'
import type { Story } from '../trend/story.ts'

const hour = 3_600_000
const escalationHours = [12, 24, 72]

/** How many reminders are due after so long: one at 24 h, one at 72 h, then one a week. */
export function remindersDue(ms: number): number {
  if (ms < 24 * hour) return 0
  if (ms < 72 * hour) return 1
  return 2 + Math.floor((ms - 72 * hour) / (7 * 24 * hour))
}

export function escalationsDue(ms: number): number {
  return escalationHours.filter((hours) => ms >= hours * hour).length
}

export interface Keeping {
  heard: readonly Story[]
  flapping: readonly Story[]
  actual: ActualIssue | undefined
  now: Date
}

/** The new state, and the one before when that was about a failure too. */
export function stateOf({
  heard,
  flapping,
  actual,
  now,
}: Keeping): IssueState & { before: IssueState | undefined } {
  const known = actual?.open ? actual.state : undefined
  const failing = heard.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const starts = failing.map((story) => began(story, known, now))
  const since = new Date(Math.min(...starts) * 1000)
  const lasting = now.getTime() - since.getTime()
  const before = actual?.state?.failing.length ? actual.state : undefined
  const escalations = escalationsDue(lasting)
  const called = escalations >= 3 && (before?.called ?? (before?.escalations ?? 0) >= 3)
  return {
    failing: failing.map(({ name }) => name),
    severity: heard.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
    since: since.toISOString(),
    reminders: remindersDue(lasting),
    escalations,
    flapping: flapping.map(({ name }) => name).sort(),
    starts,
    called,
    before,
  }
}

/** In seconds: by the history, or by what the open issue remembers when that is earlier. */
function began({ name, since }: Story, known: IssueState | undefined, now: Date): number {
  const at = known?.failing.indexOf(name) ?? -1
  const remembered = at < 0 ? undefined : (known?.starts?.[at] ?? Date.parse(known?.since ?? '') / 1000)
  const seen = Math.floor((since ?? now).getTime() / 1000)
  return remembered !== undefined && Number.isFinite(remembered)
    ? Math.floor(Math.min(seen, remembered))
    : seen
}
