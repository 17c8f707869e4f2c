// The seam between the server and GraphQL: one request in, one answer out.
import type { Actor } from '../domain/access.ts'
import type { World } from '../domain/world.ts'

export interface GraphqlContext {
  world: World
  /** GraphQL has no anonymous callers; the server has answered 401 to them. */
  actor: Actor
  /** A `resource_limit` fault acts: answer only a part, with GitHub's error. */
  resourceLimit: boolean
  /** A `stale_ref` fault acts: refs read as they were before their last move. */
  staleRefs: boolean
}

export interface GraphqlBody {
  query: string
  variables: Record<string, unknown>
  operationName: string | null
}

export interface GraphqlAnswer {
  status: number
  body: unknown
  /** Points by GitHub's formula, at least 1. */
  cost: number
}

/** Executes one GraphQL request against the world. */
export async function executeGraphql(_context: GraphqlContext, _body: GraphqlBody): Promise<GraphqlAnswer> {
  return {
    status: 501,
    body: {
      message: 'The emulator does not implement GraphQL yet',
      documentation_url: 'https://docs.github.com/graphql',
    },
    cost: 1,
  }
}
