import { attemptsFor, breakerOf } from '@ecosystem-actions/core/safeguards/circuit-breaker'
import { BudgetStop, reason } from '@ecosystem-actions/core/errors'
import type { Lanes } from '@ecosystem-actions/core/safeguards/lanes'
import type { Clock } from '@ecosystem-actions/core/ports'
import { TimedOut, type TimeLimit } from '@ecosystem-actions/core/safeguards/time-limit'
import {
  error,
  isUnknown,
  unknown,
  warning,
  type CheckResult,
  type PlannedCheck,
  type Verdict,
} from './check.ts'
import { checkKinds } from './checks/index.ts'
import type { Probes } from './probes.ts'

export interface Confirming {
  probes: Probes
  clock: Clock
  limit: TimeLimit
  lanes: Lanes
  attempts: number
  intervalMs: number
  timeoutMs: number
  /** On the clock's `monotonic`. */
  deadline: number
  /** Why nothing more may be started, in words; undefined while there is room. */
  full: () => string | undefined
  /** How earlier runs ended, oldest first; an open breaker gets one try. Asked after a failure, so no first try waits for the history. */
  earlier(name: string): Promise<readonly (boolean | undefined)[]>
}

/**
 * All checks at once, children after their parents. A failure that may pass is tried again until it is confirmed; waiting takes no lane, so
 * one dead service holds up no other.
 */
export async function lookAtAll(
  checks: readonly PlannedCheck[],
  confirming: Confirming,
): Promise<CheckResult[]> {
  const running = new Map<string, Promise<CheckResult>>()
  const start = (check: PlannedCheck): Promise<CheckResult> => {
    const known = running.get(check.name)
    if (known) return known
    const parents = checks.filter(({ name }) => check.dependsOn.includes(name)).map(start)
    const result = afterParents(parents, check, confirming)
    running.set(check.name, result)
    return result
  }
  // What depends on a check asks whether it failed, and not what its failure counts as.
  return Promise.all(checks.map(async (check) => counted(check, await start(check))))
}

function counted({ severity }: PlannedCheck, result: CheckResult): CheckResult {
  return result.status === 'error' && severity === 'warning' ? { ...result, status: 'warning' } : result
}

async function afterParents(
  waiting: readonly Promise<CheckResult>[],
  check: PlannedCheck,
  confirming: Confirming,
): Promise<CheckResult> {
  const parents = await Promise.all(waiting)
  const broken = parents.find(({ status, reason }) => status === 'error' || reason === 'dependency')
  if (!broken) return confirmed(check, confirming)
  const verdict = warning('dependency', `Not checked, because ${broken.name} failed.`)
  return resultOf(check, verdict, { confirming, started: confirming.clock.monotonic(), attempts: 0 })
}

const stops = new Set(['unknown_deadline', 'unknown_limit', 'unknown_budget'])

/** One check, until it is well, its failure is lasting, or its tries or the time are used up. */
export async function confirmed(check: PlannedCheck, confirming: Confirming): Promise<CheckResult> {
  const { clock, deadline, intervalMs } = confirming
  const started = clock.monotonic()
  let verdict: Verdict = unknown('deadline', 'There was no time left to check this.', {
    fix: 'Raise `deadline-minutes` or `concurrency`.',
  })
  for (let attempt = 1; ; attempt++) {
    const tried = await confirming.lanes.run(() => once(check, confirming))
    // A try that was cut short says nothing: it takes nothing back of what the tries before it found.
    if (!tried || (attempt > 1 && stops.has(tried.reason ?? '') && !isUnknown(verdict)))
      return resultOf(check, verdict, { confirming, started, attempts: attempt - 1 })
    verdict = tried
    const again = verdict.transient && attempt < (await allowedFor(check, confirming))
    if (!again || clock.monotonic() + intervalMs >= deadline)
      return resultOf(check, verdict, { confirming, started, attempts: attempt })
    // Checks that failed together must not come back together.
    await clock.sleep(intervalMs * (0.9 + clock.random() * 0.2))
  }
}

async function allowedFor({ name }: PlannedCheck, confirming: Confirming): Promise<number> {
  return attemptsFor(breakerOf(await confirming.earlier(name)), confirming.attempts)
}

const cutShort = unknown('deadline', 'The check was not done when the time of the run was over.', {
  fix: 'Raise `deadline-minutes` or `concurrency`.',
})

/** Undefined when the time is over before it began. */
async function once(
  { kind, settings }: PlannedCheck,
  { probes, clock, limit, timeoutMs, deadline, full }: Confirming,
): Promise<Verdict | undefined> {
  const left = deadline - clock.monotonic()
  if (left <= 0) return undefined
  const used = full()
  if (used) return unknown('limit', `Not checked: ${used}.`, { fix: 'Split the checks into several jobs.' })
  const wanted = settings['timeout-seconds']
  const own = typeof wanted === 'number' ? wanted * 1000 : timeoutMs
  const found = checkKinds[kind]
  try {
    // A look may be several tries of a connection (links, samples): it ends with the run, each connection with its own limit.
    const verdict = await limit(left, (signal) =>
      found.look(settings, probes, { now: clock.now(), timeoutMs: Math.min(own, left), signal }),
    )
    // With less than its own time a service that does not answer has not been shown to be down.
    return left < own && verdict.reason === 'timeout' ? cutShort : verdict
  } catch (failure) {
    if (failure instanceof TimedOut) return cutShort
    if (failure instanceof BudgetStop) return unknown('budget', failure.message)
    return error('crashed', `The check could not be carried out: ${reason(failure)}`, {
      fix: 'If the settings are right, this is a bug of the action: please report it.',
    })
  }
}

interface Ending {
  confirming: Confirming
  started: number
  attempts: number
}

function resultOf(
  check: PlannedCheck,
  verdict: Verdict,
  { confirming: { clock }, started, attempts }: Ending,
): CheckResult {
  const { transient: _, ...rest } = verdict
  return {
    ...rest,
    name: check.name,
    kind: check.kind,
    timestamp: clock.now().toISOString(),
    durationMs: Math.round(clock.monotonic() - started),
    attempts,
  }
}
