import type { Clock } from '../ports.ts'

export interface ManualClock extends Clock {
  /** Moves time without anybody sleeping. */
  advance(ms: number): void
  /** Every wait that was asked for, in ms. */
  readonly sleeps: readonly number[]
}

/** A clock that only moves when somebody sleeps or `advance`s; sleeping takes no real time. */
export function manualClock(
  start: Date | string = '2026-01-11T00:00:00Z',
  random: () => number = () => 0.5,
): ManualClock {
  const origin = new Date(start).getTime()
  const sleeps: number[] = []
  let elapsed = 0
  return {
    now: () => new Date(origin + elapsed),
    monotonic: () => elapsed,
    random,
    sleeps,
    advance(ms) {
      elapsed += ms
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      sleeps.push(ms)
      elapsed += Math.max(0, ms)
      await Promise.resolve()
    },
  }
}
