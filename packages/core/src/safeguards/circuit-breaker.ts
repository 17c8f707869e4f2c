/**
 * A circuit breaker whose memory is the history of runs: a job lives for a minute, so what one process remembers protects nothing. Open
 * means that the service is tried once and not again and again; that one try in each run is the half-open state, and its success closes.
 */
export interface Breaker {
  state: 'closed' | 'open'
  /** Failing runs up to now, without one that succeeded between them. */
  failures: number
}

export const defaultThreshold = 3

/** `outcomes` oldest first; undefined ones are runs that could not tell. */
export function breakerOf(outcomes: readonly (boolean | undefined)[], threshold = defaultThreshold): Breaker {
  let failures = 0
  for (const succeeded of outcomes.toReversed()) {
    if (succeeded === true) break
    if (succeeded === false) failures++
  }
  return { state: failures >= threshold ? 'open' : 'closed', failures }
}

/** How often to try: all attempts while closed, one while open. */
export function attemptsFor({ state }: Breaker, attempts: number): number {
  return state === 'open' ? Math.min(1, attempts) : attempts
}
