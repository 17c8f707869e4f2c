// The emulator's time: starts at the world's `now`, runs with the machine's, and can be moved.
export class Clock {
  #offset: number

  constructor(start?: number) {
    this.#offset = start === undefined ? 0 : start - Date.now()
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + this.#offset
  }

  set(time: number): void {
    this.#offset = time - Date.now()
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds
  }
}

/** GitHub's time format: ISO 8601 in UTC with whole seconds. */
export function timestamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

export function timestampOrNull(time: number | null): string | null {
  return time === null ? null : timestamp(time)
}
