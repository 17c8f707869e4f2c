// Every request the emulator saw: the measure of what a client really sent.
import type { Clock } from '../domain/clock.ts'
import { timestamp } from '../domain/clock.ts'

export type RequestKind = 'rest' | 'graphql' | 'git' | 'results' | 'storage' | 'admin' | 'page'

export interface RequestEntry {
  id: number
  kind: RequestKind
  method: string
  /** The route's template, for example `GET /repos/{owner}/{repo}`; the method is part of it. */
  route: string
  path: string
  repository: string | null
  status: number
  token: string | null
  /** Points taken from the token's pool. */
  cost: number
  pool: string | null
  time: string
  duration_ms: number
  /** What the fault did, when one acted. */
  fault?: string
  /** The operation's top-level fields, for GraphQL. */
  graphql?: string
}

export class RequestLog {
  readonly entries: RequestEntry[] = []
  readonly #clock: Clock
  #lastId = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  start(fields: Pick<RequestEntry, 'kind' | 'method' | 'route' | 'path' | 'token'>): RequestEntry {
    this.#lastId += 1
    const entry: RequestEntry = {
      id: this.#lastId,
      ...fields,
      repository: null,
      status: 0,
      cost: 0,
      pool: null,
      time: timestamp(this.#clock.now()),
      duration_ms: 0,
    }
    this.entries.push(entry)
    return entry
  }
}
