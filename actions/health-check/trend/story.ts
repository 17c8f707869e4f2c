import type { MaintenanceWindow } from '../plan/maintenance-shape.ts'
import { covers } from '../maintenance/maintenance.ts'

/** What one run said of one check. `undefined` could not tell: it neither confirms nor clears anything. */
export type Said = 'ok' | 'warning' | 'error' | undefined

export interface Observation {
  at: Date
  /** By check name. A check that a run did not have is not in it. */
  checks: ReadonlyMap<string, { said: Said; message: string; provider: boolean }>
}

export interface Story {
  name: string
  /**
   * `pending`: failed, but not often enough to alarm. `failing`: confirmed. `recovering`: well again, but not long enough. `flapping`:
   * changes too often to be believed.
   */
  state: 'ok' | 'pending' | 'failing' | 'recovering' | 'flapping'
  severity: 'warning' | 'error'
  /** When the present trouble began; undefined while ok. */
  since: Date | undefined
  /** Changes between well and not well among the last twelve results. */
  changes: number
  /** A maintenance window is open for it. */
  suppressed: boolean
  /** Oldest first, at most 14. */
  recent: readonly Said[]
  message: string
}

export interface AlertRules {
  /** Failing runs until an alarm. */
  errorRuns: number
  warningRuns: number
  window: number
  flapAt: number
  calmAt: number
}

/** From simulations of a month at four runs a day; see the benchmark `health`. */
export const defaultRules: AlertRules = { errorRuns: 1, warningRuns: 2, window: 12, flapAt: 5, calmAt: 2 }

interface Telling {
  now: Date
  windows: readonly MaintenanceWindow[]
  rules?: AlertRules
}

/** The whole judgement of a history: for each check of the newest run, what its results so far amount to. Pure: no clock, no memory. */
export function tell(
  observations: readonly Observation[],
  { now, windows, rules = defaultRules }: Telling,
): Story[] {
  const newest = observations.at(-1)
  if (!newest) return []
  return [...newest.checks.keys()].map((name) => {
    const suppressed = windows.some((window) => covers(window, name, now))
    return { ...follow(name, observations, rules), suppressed }
  })
}

interface Running {
  state: Story['state']
  severity: Story['severity']
  since: Date | undefined
  /** The last results that said anything, oldest first. */
  results: ('ok' | 'bad')[]
  badInRow: number
  okInRow: number
  firstBad: Date | undefined
}

function follow(
  name: string,
  observations: readonly Observation[],
  rules: AlertRules,
): Omit<Story, 'suppressed'> {
  const fresh: Running = {
    state: 'ok',
    severity: 'warning',
    since: undefined,
    results: [],
    badInRow: 0,
    okInRow: 0,
    firstBad: undefined,
  }
  let running = fresh
  let message = ''
  const recent: Said[] = []
  for (const { at, checks } of observations) {
    const found = checks.get(name)
    if (!found) continue
    recent.push(found.said)
    message = found.message
    if (found.said !== undefined)
      running = next(running, { at, said: found.said, provider: found.provider }, rules)
  }
  const { state, severity, since, results } = running
  return { name, state, severity, since, changes: changesIn(results), recent: recent.slice(-14), message }
}

interface Heard {
  at: Date
  said: 'ok' | 'warning' | 'error'
  provider: boolean
}

function next(before: Running, { at, said, provider }: Heard, rules: AlertRules): Running {
  const bad = said !== 'ok'
  const results = [...before.results, bad ? ('bad' as const) : ('ok' as const)].slice(-rules.window)
  const changes = changesIn(results)
  const flapping = before.state === 'flapping' ? changes > rules.calmAt : changes >= rules.flapAt
  const running: Running = {
    ...before,
    results,
    severity: said === 'error' ? 'error' : bad && before.state === 'ok' ? 'warning' : before.severity,
    badInRow: bad ? before.badInRow + 1 : 0,
    okInRow: bad ? 0 : before.okInRow + 1,
    firstBad: bad ? (before.firstBad ?? at) : before.firstBad,
  }
  if (flapping) return { ...running, state: 'flapping', since: before.since ?? running.firstBad ?? at }
  return bad ? worsened(running, { said, provider }, rules) : improved(running, changes)
}

function worsened(running: Running, { said, provider }: Omit<Heard, 'at'>, rules: AlertRules): Running {
  if (running.state === 'failing' || running.state === 'recovering') return { ...running, state: 'failing' }
  // An incident of a provider often ends by itself: one run more before anybody is called.
  const needed = (said === 'error' ? rules.errorRuns : rules.warningRuns) + (provider ? 1 : 0)
  const state = running.badInRow >= needed ? 'failing' : 'pending'
  return { ...running, state, since: running.firstBad }
}

function improved(running: Running, changes: number): Running {
  const calm: Running = {
    ...running,
    state: 'ok',
    severity: 'warning',
    since: undefined,
    firstBad: undefined,
  }
  if (running.state === 'ok' || running.state === 'pending') return calm
  // Well once is enough, unless it was well and ill again lately.
  const needed = changes >= 3 ? 2 : 1
  return running.okInRow >= needed ? calm : { ...running, state: 'recovering' }
}

function changesIn(results: readonly string[]): number {
  return results.slice(1).filter((result, index) => result !== results[index]).length
}
