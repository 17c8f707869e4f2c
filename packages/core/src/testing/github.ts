import { GitHubError } from '../errors.ts'
import type { GitHub, GitHubAnswer, GraphQLAnswer, RequestOptions } from '../ports.ts'

export interface ScriptedCall {
  route: string
  parameters: Record<string, unknown>
  query?: string
}

/** What a route answers: data, or `{status, data, headers}` made with `answer`, or a thrown error. */
export type Script = Record<string, (call: ScriptedCall) => unknown>

class Scripted {
  readonly status: number
  readonly data: unknown
  readonly headers: Record<string, string>

  constructor(status: number, data: unknown, headers: Record<string, string>) {
    this.status = status
    this.data = data
    this.headers = headers
  }
}

/** An answer with a status and headers of its own. */
export function answer(status: number, data: unknown = {}, headers: Record<string, string> = {}): unknown {
  return new Scripted(status, data, headers)
}

/** GitHub as a list of answers by route; for what stands on `GitHub` directly. A route without an answer is a 404. */
export function scriptedGitHub(script: Script): GitHub & { readonly calls: ScriptedCall[] } {
  const calls: ScriptedCall[] = []
  const send = async (
    call: ScriptedCall,
    { accept = [] }: RequestOptions,
  ): Promise<GitHubAnswer<unknown>> => {
    calls.push(call)
    const result = await script[call.route]?.(call)
    const made =
      result instanceof Scripted ? result : new Scripted(script[call.route] ? 200 : 404, result, {})
    if (made.status < 400 || accept.includes(made.status)) return made
    const { message = `HTTP ${made.status}` } = (made.data ?? {}) as { message?: string }
    const method = call.route.split(' ')[0] ?? ''
    throw new GitHubError(message, {
      status: made.status,
      method,
      route: call.route,
      headers: made.headers,
      body: made.data,
    })
  }
  return {
    calls,
    request: async <T>(route: string, parameters = {}, options: RequestOptions = {}) =>
      (await send({ route, parameters }, options)) as GitHubAnswer<T>,
    graphql: async <T>(
      query: string,
      variables = {},
      options: RequestOptions = {},
    ): Promise<GraphQLAnswer<T>> => {
      const { data, headers } = await send({ route: 'POST /graphql', parameters: variables, query }, options)
      const body = data as { data?: T | null; errors?: GraphQLAnswer<T>['errors'] }
      return { data: body.data ?? null, errors: body.errors ?? [], headers }
    },
    async *pages<T>(route: string, parameters = {}, options: RequestOptions = {}) {
      const { data } = await send({ route, parameters }, options)
      const list = Array.isArray(data)
        ? data
        : Object.values((data ?? {}) as Record<string, unknown>).find(Array.isArray)
      yield* (list ?? []) as T[]
    },
    usage: () => ({
      requests: calls.length,
      byRoute: Object.fromEntries(countBy(calls)),
      retries: 0,
      pools: {},
    }),
  }
}

function countBy(calls: readonly ScriptedCall[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { route } of calls) counts.set(route, (counts.get(route) ?? 0) + 1)
  return counts
}
