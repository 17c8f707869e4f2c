import { acknowledged } from './acknowledgement.ts'
import type { ActualIssue, IssueState } from './actual.ts'
import { stateOf, type Keeping } from './next-state.ts'
import type { Story } from '../trend/story.ts'

export type Deed = 'open' | 'reopen' | 'update' | 'comment' | 'close'

export interface Desired {
  /** In order; `update` is the body with its state. */
  deeds: readonly Deed[]
  state: IssueState
  /** Checks that it was open for and that this run does not have any more. */
  gone?: readonly string[]
  /** What the comment is about; undefined without one. */
  occasion: 'reminder' | 'change' | 'again' | 'worse' | 'flapping' | 'recovered' | undefined
  mention: boolean
  webhook: boolean
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
    occasion: 'flapping',
    mention: false,
    webhook: false,
  }
}

function keeping({ heard, flapping, actual, now }: Keeping): Desired | undefined {
  const { before, ...state } = stateOf({ heard, flapping, actual, now })
  const rise = state.escalations - (before?.escalations ?? 0)
  const mention = state.escalations >= 2 && rise > 0
  const base = { state, mention, webhook: false, occasion: undefined }
  // The webhook names the issue, so that it is called when there is one.
  if (!actual) return { ...base, deeds: ['open'] }
  const webhook = state.escalations >= 3 && !state.called
  if (!actual.open) {
    if (acknowledged(heard, actual, now)) return undefined
    return { ...base, webhook, deeds: ['reopen', 'comment'], occasion: 'again' }
  }
  const occasion = occasionOf(actual.state, state)
  if (!actual.state || occasion || rise > 0 || webhook)
    return { ...base, webhook, occasion, deeds: occasion || mention ? ['update', 'comment'] : ['update'] }
  return undefined
}

function occasionOf(before: IssueState | undefined, state: IssueState): Desired['occasion'] {
  if (!before) return 'change'
  if (state.severity === 'error' && before.severity === 'warning') return 'worse'
  if (state.failing.join('\n') !== before.failing.join('\n')) return 'change'
  if (state.reminders > before.reminders) return 'reminder'
  return state.flapping.some((name) => !before.flapping.includes(name)) ? 'flapping' : undefined
}
