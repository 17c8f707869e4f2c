/**
 * What may still be spent: GitHub's secondary limits as sliding windows, the primary pool with a reserve, and the deadline.
 * Pure: time comes in as milliseconds. Limits: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export interface Limits {
  /** Points a minute: 900 for REST, 2,000 for GraphQL. */
  pointsPerMinute: number
  contentPerMinute: number
  contentPerHour: number
  /** Smallest distance between two content-creating requests, in ms. */
  contentSpacing: number
}

export const githubLimits: Limits = {
  pointsPerMinute: 900,
  contentPerMinute: 80,
  // GitHub allows 500; the rest is left to people and tools that share the token.
  contentPerHour: 400,
  contentSpacing: 1000,
}

export interface Spend {
  /** 1 for a read, 5 for a write, as GitHub counts. */
  points: number
  /** Creates something that people are notified of: pull requests, issues, comments, reviews. */
  content: boolean
}

export type Admission = { kind: 'go' } | { kind: 'wait'; ms: number; because: string }

const minute = 60_000
const hour = 60 * minute

export class Budget {
  readonly #limits: Limits
  #spent: { at: number; points: number }[] = []
  #content: number[] = []

  constructor(limits: Limits = githubLimits) {
    this.#limits = limits
  }

  /** Whether this may be sent at `now` (ms), or how long to wait first. Does not book it. */
  admit({ points, content }: Spend, now: number): Admission {
    this.#forget(now)
    const waits: { ms: number; because: string }[] = []
    const spent = this.#spent.reduce((sum, entry) => sum + entry.points, 0)
    if (spent + points > this.#limits.pointsPerMinute) {
      waits.push({ ms: this.#untilPoints(points, now), because: 'points a minute' })
    }
    if (content) waits.push(...this.#contentWaits(now))
    const longest = waits.sort((a, b) => b.ms - a.ms)[0]
    return longest && longest.ms > 0 ? { kind: 'wait', ...longest } : { kind: 'go' }
  }

  /** When content was created within the last hour, oldest first, whoever booked or recalled it. */
  created(now: number): readonly number[] {
    this.#forget(now)
    return this.#content
  }

  /** What was created earlier with the same token, by another run: GitHub counts it all the same. */
  recall(times: readonly number[]): void {
    this.#content = [...this.#content, ...times].sort((a, b) => a - b)
  }

  book({ points, content }: Spend, now: number): void {
    this.#spent.push({ at: now, points })
    if (content) this.#content.push(now)
  }

  #contentWaits(now: number): { ms: number; because: string }[] {
    const { contentPerMinute, contentPerHour, contentSpacing } = this.#limits
    const inMinute = this.#content.filter((at) => at > now - minute)
    const last = this.#content.at(-1)
    const waits = []
    if (last !== undefined) waits.push({ ms: last + contentSpacing - now, because: 'pace of writes' })
    const blocking = inMinute.at(-contentPerMinute)
    if (inMinute.length >= contentPerMinute && blocking !== undefined) {
      waits.push({ ms: blocking + minute - now, because: 'content-creating requests a minute' })
    }
    const oldest = this.#content.at(-contentPerHour)
    if (this.#content.length >= contentPerHour && oldest !== undefined) {
      waits.push({ ms: oldest + hour - now, because: 'content-creating requests an hour' })
    }
    return waits
  }

  #untilPoints(points: number, now: number): number {
    let free = this.#limits.pointsPerMinute - this.#spent.reduce((sum, entry) => sum + entry.points, 0)
    for (const entry of this.#spent) {
      free += entry.points
      if (free >= points) return entry.at + minute - now
    }
    return minute
  }

  #forget(now: number): void {
    this.#spent = this.#spent.filter(({ at }) => at > now - minute)
    this.#content = this.#content.filter((at) => at > now - hour)
  }
}
