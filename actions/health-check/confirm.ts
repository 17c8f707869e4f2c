import { attemptsFor, breakerOf } from '@ecosystem-actions/core/circuit-breaker'
import { BudgetStop, reason } from '@ecosystem-actions/core/errors'
import type { Lanes } from '@ecosystem-actions/core/lanes'
import type { Clock } from '@ecosystem-actions/core/ports'
import { TimedOut, type TimeLimit } from '@ecosystem-actions/core/time-limit'
import { error, unknown, warning, type CheckResult, type PlannedCheck, type Verdict } from './check.ts'
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
  return Promise.all(checks.map(start))
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

/** One check, until it is well, its failure is lasting, or its tries or the time are used up. */
export async function confirmed(check: PlannedCheck, confirming: Confirming): Promise<CheckResult> {
  const { clock, deadline, intervalMs } = confirming
  const started = clock.monotonic()
  let verdict: Verdict = unknown('deadline', 'There was no time left to check this.', {
    fix: 'Raise `deadline-minutes` or `concurrency`.',
  })
  for (let attempt = 1; ; attempt++) {
    const tried = await confirming.lanes.run(() => once(check, confirming))
    if (!tried) return resultOf(check, verdict, { confirming, started, attempts: attempt - 1 })
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
    return await limit(left, (signal) =>
      found.look(settings, probes, { now: clock.now(), timeoutMs: Math.min(own, left), signal }),
    )
  } catch (failure) {
    if (failure instanceof TimedOut)
      return unknown('deadline', 'The check was not done when the time of the run was over.', {
        fix: 'Raise `deadline-minutes`.',
      })
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
  const status = rest.status === 'error' && check.severity === 'warning' ? 'warning' : rest.status
  return {
    ...rest,
    status,
    name: check.name,
    kind: check.kind,
    timestamp: clock.now().toISOString(),
    durationMs: Math.round(clock.monotonic() - started),
    attempts,
  }
}
