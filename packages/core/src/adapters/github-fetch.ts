import { GitHubError, UserError } from '../errors.ts'
import type { GitHubErrorDetail } from '../errors.ts'

interface Origin {
  baseUrl: string
  accept: readonly number[]
  /** Called once for every request that goes over the wire, redirects included. */
  sent: () => void
}

const maximumRedirects = 3

/**
 * `fetch` that never leaves the API's origin: the token goes nowhere else, whatever a Link or Location header says. Reads follow redirects
 * (renamed repositories); writes follow only 307 and 308, which promise that the method stays.
 */
export function fetchOnOrigin({ baseUrl, accept, sent }: Origin): typeof fetch {
  const home = new URL(baseUrl).origin
  return async (input, init) => {
    let url = new URL(typeof input === 'string' || input instanceof URL ? input : input.url)
    for (let hop = 0; ; hop++) {
      if (url.origin !== home) throw new ForeignOrigin(url.origin, home)
      sent()
      const answer = await fetch(url, { ...init, redirect: 'manual' })
      const location = answer.headers.get('location')
      if (answer.status < 300 || answer.status > 399 || answer.status === 304 || !location) return answer
      if (accept.includes(answer.status)) return answer
      const read = ['GET', 'HEAD'].includes((init?.method ?? 'GET').toUpperCase())
      if (!read && answer.status !== 307 && answer.status !== 308) return movedAnswer(location)
      if (hop >= maximumRedirects) throw new Error(`More than ${maximumRedirects} redirects.`)
      await answer.body?.cancel()
      url = new URL(location, url)
    }
  }
}

// A write to the old address of a repository is not replayed: the caller learns the new name by reading first.
function movedAnswer(location: string): Response {
  return Response.json(
    { message: `Moved Permanently to ${location}` },
    { status: 410, headers: { location } },
  )
}

class ForeignOrigin extends UserError {
  constructor(origin: string, home: string) {
    super(
      `A request to ${origin} was refused: the API is ${home}.`,
      'Check GITHUB_API_URL; answers may not send the token elsewhere.',
    )
  }
}

interface RequestFailure {
  status?: number
  message?: string
  name?: string
  cause?: unknown
  response?: { headers?: Record<string, unknown>; data?: unknown }
}

const neverSentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Whatever Octokit or fetch threw, as one class of our own; a UserError passes through by being thrown. */
export function toGitHubError(error: unknown, route: string): GitHubError {
  const user = findUserError(error)
  if (user) throw user
  const failure = error as RequestFailure
  const { response } = failure
  const method = route.slice(0, route.indexOf(' '))
  if (!response) {
    const code = codeOf(error)
    const message = /timeout|aborted/i.test(`${failure.name} ${failure.message}`)
      ? 'The request timed out'
      : `The connection failed${code ? ` (${code})` : ''}`
    return new GitHubError(
      message,
      { status: 0, method, route, ambiguous: !neverSentCodes.has(code ?? '') },
      { cause: error },
    )
  }
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  const status = failure.status ?? 0
  const detail: GitHubErrorDetail = {
    status,
    method,
    route,
    headers,
    body: response.data,
    ambiguous: status >= 500,
  }
  if (headers['x-github-request-id']) detail.requestId = headers['x-github-request-id']
  const documentation = (response.data as { documentation_url?: unknown } | undefined)?.documentation_url
  if (typeof documentation === 'string') detail.documentationUrl = documentation
  return new GitHubError(messageOf(response.data, status), detail, { cause: error })
}

function messageOf(body: unknown, status: number): string {
  if (typeof body !== 'object' || body === null) return `GitHub answered ${status} without an explanation`
  const { message, errors } = body as { message?: unknown; errors?: unknown }
  const more = Array.isArray(errors) ? errors.map(problemText).filter(Boolean) : []
  return [typeof message === 'string' ? message : `GitHub answered ${status}`, ...more]
    .join(': ')
    .slice(0, 500)
}

function problemText(problem: unknown): string {
  if (typeof problem === 'string') return problem
  const { message, resource, field, code } = (problem ?? {}) as Record<string, unknown>
  if (typeof message === 'string') return message
  return [resource, field, code].filter((part) => typeof part === 'string').join(' ')
}

function findUserError(error: unknown): UserError | undefined {
  for (let at: unknown = error, depth = 0; at && depth < 5; at = (at as { cause?: unknown }).cause, depth++) {
    if (at instanceof UserError) return at
  }
  return undefined
}

function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at && depth < 5; at = (at as { cause?: unknown }).cause, depth++) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return undefined
}
