import type { Story } from './story.ts'

/** What the issue itself remembers, as JSON in its body; everything else follows from the history. */
export interface IssueState {
  /** Checks that it is open for; empty when all is well. */
  failing: readonly string[]
  severity: 'warning' | 'error'
  since: string
  /** Reminders and escalations that were sent. */
  reminders: number
  escalations: number
  flapping: readonly string[]
}

/** The issue as it stands; undefined when there is none. */
export interface ActualIssue {
  number: number
  open: boolean
  closedAt: Date | undefined
  state: IssueState | undefined
}

export type Deed = 'open' | 'reopen' | 'update' | 'comment' | 'close'

export interface Desired {
  /** In order; `update` is the body with its state. */
  deeds: readonly Deed[]
  state: IssueState
  labels: readonly string[]
  /** Checks that it was open for and that this run does not have any more. */
  gone?: readonly string[]
  /** What the comment is about; undefined without one. */
  occasion: 'reminder' | 'change' | 'again' | 'worse' | 'flapping' | 'recovered' | undefined
  mention: boolean
  webhook: boolean
}

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

/**
 * What the issue should be, from the stories, the issue as it is, and the time: nothing is remembered between runs, so a write that failed
 * or a window that ended is made good by the next run. While a window is open nothing changes. What the issue is open for stays in it
 * until this run saw it well: a history that cannot be read, or a check that cannot tell, ends no alarm.
 */
export function desiredIssue(
  stories: readonly Story[],
  actual: ActualIssue | undefined,
  now: Date,
): Desired | undefined {
  const alarming = stories.filter(({ state }) => state === 'failing' || state === 'recovering')
  const flapping = stories.filter(({ state }) => state === 'flapping')
  const held = heldBy(stories, actual)
  const heard = stories.filter(
    (story) => held.includes(story) || (alarming.includes(story) && !story.suppressed),
  )
  const quiet = (list: readonly Story[]) => list.some(({ suppressed }) => suppressed)
  if (heard.length === 0 && flapping.length === 0) {
    // A check under maintenance says neither that it is well nor that it is not.
    const ended = actual?.open && !quiet(alarming) && (actual.state ?? stories.every(saidWell))
    return ended ? closing(actual.state ?? none, stories) : undefined
  }
  const loud = heard.filter(({ suppressed }) => !suppressed)
  if (loud.length === 0)
    return flappingOnly(
      flapping.filter(({ suppressed }) => !suppressed),
      actual,
    )
  return keeping({ heard, flapping, actual, now })
}

const saidWell = ({ state, recent }: Story) => state === 'ok' && recent.at(-1) === 'ok'

/** What the open issue is about and is not known to be well. */
function heldBy(stories: readonly Story[], actual: ActualIssue | undefined): Story[] {
  const about = (actual?.open ? actual.state?.failing : undefined) ?? []
  return stories.filter(
    (story) =>
      about.includes(story.name) && story.state !== 'flapping' && (story.suppressed || !saidWell(story)),
  )
}

const none: IssueState = {
  failing: [],
  severity: 'warning',
  since: '',
  reminders: 0,
  escalations: 0,
  flapping: [],
}

function closing({ failing, since }: IssueState, stories: readonly Story[]): Desired {
  return {
    deeds: ['comment', 'close'],
    state: { ...none, since },
    gone: failing.filter((failed) => !stories.some(({ name }) => name === failed)),
    labels: ['automation-health'],
    occasion: 'recovered',
    mention: false,
    webhook: false,
  }
}

// One comment when it starts; the issue stays as it is, open or closed, until the check is calm.
function flappingOnly(flapping: readonly Story[], actual: ActualIssue | undefined): Desired | undefined {
  if (!actual?.open || !actual.state) return undefined
  const names = flapping.map(({ name }) => name).sort()
  if (names.every((name) => actual.state?.flapping.includes(name))) return undefined
  return {
    deeds: ['update', 'comment'],
    state: { ...actual.state, flapping: names },
    labels: ['automation-health'],
    occasion: 'flapping',
    mention: false,
    webhook: false,
  }
}

interface Keeping {
  heard: readonly Story[]
  flapping: readonly Story[]
  actual: ActualIssue | undefined
  now: Date
}

function keeping({ heard, flapping, actual, now }: Keeping): Desired | undefined {
  const since = new Date(Math.min(...heard.map((story) => story.since?.getTime() ?? now.getTime())))
  const lasting = now.getTime() - since.getTime()
  const state: IssueState = {
    failing: heard.map(({ name }) => name).sort(),
    severity: heard.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
    since: since.toISOString(),
    reminders: remindersDue(lasting),
    escalations: escalationsDue(lasting),
    flapping: flapping.map(({ name }) => name).sort(),
  }
  const labels = ['automation-health', ...(state.escalations >= 1 ? ['health:escalated'] : [])]
  const before = actual?.state
  const rise = state.escalations - (before?.failing.length ? before.escalations : 0)
  const escalated = {
    mention: state.escalations >= 2 && rise > 0,
    webhook: state.escalations >= 3 && rise > 0,
  }
  const base = { state, labels, occasion: undefined, ...escalated }
  if (!actual) return { ...base, deeds: ['open'] }
  if (!actual.open) {
    if (acknowledged(actual, now)) return undefined
    return { ...base, deeds: ['reopen', 'comment'], occasion: 'again' }
  }
  const occasion = occasionOf(before, state)
  if (!before || occasion || rise > 0)
    return { ...base, occasion, deeds: occasion || escalated.mention ? ['update', 'comment'] : ['update'] }
  return undefined
}

function occasionOf(before: IssueState | undefined, state: IssueState): Desired['occasion'] {
  if (!before) return 'change'
  if (state.severity === 'error' && before.severity === 'warning') return 'worse'
  if (state.failing.join('\n') !== before.failing.join('\n')) return 'change'
  if (state.reminders > before.reminders) return 'reminder'
  return state.flapping.some((name) => !before.flapping.includes(name)) ? 'flapping' : undefined
}

/** Somebody closed it while a check was failing: they know, for a day. */
function acknowledged({ closedAt, state }: ActualIssue, now: Date): boolean {
  return (
    (state?.failing.length ?? 0) > 0 &&
    closedAt !== undefined &&
    now.getTime() - closedAt.getTime() < 24 * hour
  )
}
