import { GitHubError } from '../errors.ts'
import type { GitHubAnswer, GraphQLProblem, RequestOptions } from '../ports.ts'

export interface Call {
  route: string
  parameters: Record<string, unknown>
  options: RequestOptions
  query?: string
}

// Next pages are asked for by the same route with the query of the Link header, so they count under it and cannot leave the origin.
export function fromQuery(parameters: Record<string, unknown>, next: string): Record<string, unknown> {
  return { ...parameters, ...Object.fromEntries(new URL(next).searchParams) }
}

export function itemsOf<T>(data: unknown): readonly T[] {
  if (Array.isArray(data)) return data as T[]
  const list = Object.values((data ?? {}) as Record<string, unknown>).find(Array.isArray)
  return (list ?? []) as T[]
}

export function absolute(route: string, baseUrl: string): string {
  // GitHub Enterprise Server serves GraphQL beside /api/v3, not below it.
  return route === 'POST /graphql' ? `POST ${baseUrl.replace(/\/v3$/, '')}/graphql` : route
}

export function isIdempotent({ route, query }: Call): boolean {
  if (query !== undefined) return !/^\s*mutation\b/m.test(query)
  return /^(?:GET|HEAD|PUT|DELETE) /.test(route)
}

/** GraphQL speaks of limits and faults inside an answer of status 200. */
export function failureInside(
  answer: GitHubAnswer<unknown>,
  { route, query }: Call,
): GitHubError | undefined {
  if (query === undefined) return undefined
  const { errors = [], data } = (answer.data ?? {}) as { errors?: GraphQLProblem[]; data?: unknown }
  const limited = errors.find(
    ({ type, message }) => type === 'RATE_LIMITED' || /submitted too quickly|secondary rate/i.test(message),
  )
  const broken =
    !data && errors.find(({ message }) => /Something went wrong while executing your query/i.test(message))
  const found = limited ?? (broken || undefined)
  if (!found) return undefined
  const status = limited ? 200 : 502
  const message = limited?.type === 'RATE_LIMITED' ? `RATE_LIMITED: ${found.message}` : found.message
  return new GitHubError(message, {
    status,
    method: 'POST',
    route,
    headers: answer.headers,
    body: answer.data,
    ambiguous: true,
  })
}

export function acceptedAnswer(failure: GitHubError): GitHubAnswer<unknown> {
  return { status: failure.status, data: failure.body, headers: failure.headers }
}

export function stringHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}
