// Primary and secondary limits as GitHub documents them (REST docs, "Rate limits for the REST API").
import type { Clock } from '../domain/clock.ts'
import type { Token } from '../domain/model.ts'
import type { WorldFile } from '../world/schema.ts'

export type Pool = 'core' | 'graphql' | 'search'

interface Meter {
  limit: number
  used: number
  resetAt: number
}

interface Recent {
  inFlight: number
  rest: { at: number; points: number }[]
  graphql: { at: number; points: number }[]
  content: number[]
}

const hour = 3_600_000
const minute = 60_000

export interface PoolState {
  limit: number
  remaining: number
  used: number
  /** Milliseconds since the epoch. */
  resetAt: number
}

export class RateLimits {
  readonly #file: WorldFile
  readonly #clock: Clock
  readonly #meters = new Map<string, Meter>()
  readonly #recent = new Map<string, Recent>()

  constructor(file: WorldFile, clock: Clock) {
    this.#file = file
    this.#clock = clock
  }

  state(token: Token | null, pool: Pool): PoolState {
    const meter = this.#meter(token, pool)
    const remaining = Math.max(0, meter.limit - meter.used)
    return { limit: meter.limit, remaining, used: Math.min(meter.used, meter.limit), resetAt: meter.resetAt }
  }

  consume(token: Token | null, pool: Pool, cost: number): void {
    this.#meter(token, pool).used += cost
  }

  #meter(token: Token | null, pool: Pool): Meter {
    const key = `${token?.token ?? ''} ${pool}`
    const now = this.#clock.now()
    const known = this.#meters.get(key)
    if (known && known.resetAt > now) return known
    const meter = known
      ? { limit: known.limit, used: 0, resetAt: now + this.#window(pool) }
      : this.#fresh(token, pool)
    this.#meters.set(key, meter)
    return meter
  }

  #window(pool: Pool): number {
    return pool === 'search' ? minute : hour
  }

  #fresh(token: Token | null, pool: Pool): Meter {
    const given = this.#file.rate_limit[pool]
    const limit = given?.limit ?? this.#defaultLimit(token, pool)
    const remaining = given?.remaining ?? limit
    const resetIn = given?.reset_in === undefined ? this.#window(pool) : given.reset_in * 1000
    return { limit, used: Math.max(0, limit - remaining), resetAt: this.#clock.now() + resetIn }
  }

  #defaultLimit(token: Token | null, pool: Pool): number {
    if (pool === 'search') return token ? 30 : 10
    if (!token) return pool === 'core' ? 60 : 0
    return token.kind === 'github_token' ? 1000 : 5000
  }

  /** Starts a request; returns how to end it, or the limit it runs into. */
  enter(
    token: Token | null,
    cost: { kind: 'rest' | 'graphql'; points: number; content: boolean },
  ): (() => void) | string {
    const limits = this.#file.secondary_limits
    if (limits === false) return () => undefined
    const recent = this.#recentOf(token)
    const now = this.#clock.now()
    const points = recent[cost.kind]
    while (points[0] && points[0].at <= now - minute) points.shift()
    while (recent.content[0] !== undefined && recent.content[0] <= now - hour) recent.content.shift()
    const spent = points.reduce((sum, entry) => sum + entry.points, 0)
    const allowed = cost.kind === 'rest' ? limits.rest_points_per_minute : limits.graphql_points_per_minute
    if (recent.inFlight >= limits.concurrent) return 'concurrent requests'
    if (spent + cost.points > allowed) return `${cost.kind} points a minute`
    if (cost.content) {
      if (recent.content.length >= limits.content_per_hour) return 'content-creating requests an hour'
      if (recent.content.filter((at) => at > now - minute).length >= limits.content_per_minute)
        return 'content-creating requests a minute'
      recent.content.push(now)
    }
    points.push({ at: now, points: cost.points })
    recent.inFlight += 1
    return () => {
      recent.inFlight -= 1
    }
  }

  #recentOf(token: Token | null): Recent {
    const key = token?.token ?? ''
    const known = this.#recent.get(key)
    if (known) return known
    const fresh: Recent = { inFlight: 0, rest: [], graphql: [], content: [] }
    this.#recent.set(key, fresh)
    return fresh
  }

  headers(token: Token | null, pool: Pool): Record<string, string> {
    const state = this.state(token, pool)
    return {
      'x-ratelimit-limit': String(state.limit),
      'x-ratelimit-remaining': String(state.remaining),
      'x-ratelimit-reset': String(Math.ceil(state.resetAt / 1000)),
      'x-ratelimit-resource': pool,
      'x-ratelimit-used': String(state.used),
    }
  }
}
