/**
 * What to do after an attempt, as GitHub's limits demand it
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit). Pure: no clock, no network.
 */
export interface Attempt {
  /** 1 for the first. */
  number: number
  /** 0: no answer (reset, time-out, refused). */
  status: number
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>
  /** The answer's message, for the limits that only say so in words. */
  message: string
  /** Repeating it does no harm: reads, and writes with a guard. */
  idempotent: boolean
  /** The connection was refused or the name not found: the request never left, so repeating it is harmless. */
  neverSent?: boolean
  now: Date
}

export interface RetryPolicy {
  maximumAttempts: number
  /** First back-off for faults of the server, in ms; doubles each time. */
  base: number
  maximum: number
  deadline?: Date | undefined
}

export type RetryDecision =
  | { kind: 'wait'; ms: number; because: string }
  /** A limit that lasts beyond the deadline: stop cleanly. */
  | { kind: 'stop'; until: Date; because: string }
  | { kind: 'throw' }

export const defaultPolicy: RetryPolicy = { maximumAttempts: 4, base: 1000, maximum: 30_000 }

const secondaryWords =
  /secondary rate limit|abuse detection|was submitted too quickly|temporarily blocked from content creation/i
const transient = new Set([0, 408, 500, 502, 503, 504])

/** Which limit an answer speaks of, if any. */
export function limitOf(
  attempt: Pick<Attempt, 'status' | 'headers' | 'message'>,
): 'primary' | 'secondary' | undefined {
  const { status, headers, message } = attempt
  if (secondaryWords.test(message)) return 'secondary'
  if (
    /RATE_LIMITED|API rate limit (?:already )?exceeded/i.test(message) &&
    (status === 200 || status === 403 || status === 429)
  ) {
    return 'primary'
  }
  if (status !== 403 && status !== 429) return undefined
  if (headers['x-ratelimit-remaining'] === '0') return 'primary'
  if (headers['retry-after'] !== undefined || status === 429) return 'secondary'
  return undefined
}

/** `jitter` in [0, 1). Requests refused by a limit were not carried out, so any verb may be repeated after the wait. */
export function afterAttempt(attempt: Attempt, policy: RetryPolicy, jitter: number): RetryDecision {
  const limit = limitOf(attempt)
  if (limit) return afterLimit(attempt, { policy, limit, jitter })
  if (!transient.has(attempt.status)) return { kind: 'throw' }
  if (!attempt.idempotent && !attempt.neverSent) return { kind: 'throw' }
  if (attempt.number >= policy.maximumAttempts) return { kind: 'throw' }
  const back = Math.min(policy.maximum, policy.base * 2 ** (attempt.number - 1))
  const asked = retryAfter(attempt)
  const ms = Math.max(asked ?? 0, Math.round(back * (0.5 + jitter / 2)))
  const because = attempt.status === 0 ? 'no answer' : `HTTP ${attempt.status}`
  if (beyond(attempt.now, ms, policy.deadline)) return { kind: 'throw' }
  return { kind: 'wait', ms, because }
}

interface LimitRule {
  policy: RetryPolicy
  limit: 'primary' | 'secondary'
  jitter: number
}

function afterLimit(attempt: Attempt, { policy, limit, jitter }: LimitRule): RetryDecision {
  const because = `${limit} rate limit`
  const ms = limit === 'primary' ? untilReset(attempt) : untilCalm(attempt, jitter)
  const until = new Date(attempt.now.getTime() + ms)
  if (beyond(attempt.now, ms, policy.deadline)) return { kind: 'stop', until, because }
  if (attempt.number >= policy.maximumAttempts + 2) return { kind: 'stop', until, because }
  return { kind: 'wait', ms, because }
}

function untilReset(attempt: Attempt): number {
  const reset = Number(attempt.headers['x-ratelimit-reset'])
  const asked = retryAfter(attempt)
  // One second more: the window ends within that second, not before it.
  if (Number.isFinite(reset) && reset > 0)
    return Math.max(reset * 1000 - attempt.now.getTime() + 1000, asked ?? 1000)
  return asked ?? 60_000
}

// Without a header GitHub asks for a minute at least, then exponentially more.
function untilCalm(attempt: Attempt, jitter: number): number {
  const asked = retryAfter(attempt)
  if (asked !== undefined) return asked + Math.round(jitter * 500)
  return Math.round(60_000 * 2 ** (attempt.number - 1) * (1 + jitter / 10))
}

/** Seconds or an HTTP date, in ms from `now`; undefined when absent or nonsense. */
export function retryAfter({ headers, now }: Pick<Attempt, 'headers' | 'now'>): number | undefined {
  const raw = headers['retry-after']?.trim()
  if (!raw) return undefined
  if (/^\d{1,9}$/.test(raw)) return Number(raw) * 1000
  const at = Date.parse(raw)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime())
}

function beyond(now: Date, ms: number, deadline: Date | undefined): boolean {
  return deadline !== undefined && now.getTime() + ms >= deadline.getTime()
}
