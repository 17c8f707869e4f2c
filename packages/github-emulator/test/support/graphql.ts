// Asks an emulator's GraphQL endpoint.
import { base, onWorld, type Ask } from './emulated.ts'
import type { Emulator, WorldInput } from '../../src/index.ts'

export interface GraphqlError {
  type?: string
  path?: (string | number)[]
  message: string
  locations?: unknown
  extensions?: Record<string, unknown>
}

export interface GraphqlReply {
  status: number
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any
  errors: GraphqlError[]
  headers: Headers
}

export type Query = (
  query: string,
  variables?: Record<string, unknown>,
  token?: string,
) => Promise<GraphqlReply>

export function queryAt(ask: Ask): Query {
  return async (query, variables = {}, token = 'ghs_viewer') => {
    const { status, body, headers } = await ask('POST', '/graphql', { query, variables }, token)
    return { status, headers, data: body.data, errors: body.errors ?? [] }
  }
}

export interface Tools {
  query: Query
  ask: Ask
  emulator: Emulator
}

/** Runs one piece of a test on a world of these repositories. */
export function withRepositories<T>(
  repositories: NonNullable<WorldInput['repositories']>,
  work: (tools: Tools) => Promise<T>,
  rest: WorldInput = {},
): Promise<T> {
  return onWorld({ ...base, ...rest, repositories }, (ask, emulator) =>
    work({ query: queryAt(ask), ask, emulator }),
  )
}
