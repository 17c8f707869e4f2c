/** Runs a body for at most `ms`; rejects with TimedOut after that, and aborts the body's signal. */
export type TimeLimit = <T>(ms: number, body: (signal: AbortSignal) => Promise<T>) => Promise<T>

export class TimedOut extends Error {
  readonly ms: number

  constructor(ms: number) {
    super(`Not done within ${Math.round(ms / 100) / 10} s.`)
    this.name = 'TimedOut'
    this.ms = ms
  }
}

/** For tests with a clock in memory: nothing ever takes too long. */
export const noTimeLimit: TimeLimit = (_, body) => body(new AbortController().signal)
