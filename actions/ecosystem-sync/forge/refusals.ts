import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GraphQLProblem } from '@ecosystem-actions/core/ports'
import type { Refused, RepositoryProblem } from '../model.ts'

const remedies: Record<RepositoryProblem, string> = {
  missing: 'Check the name; if it is private, give a token that may see it.',
  'no-access': 'Give a token that may read it.',
  blocked: 'GitHub blocked it; take it out of the configuration.',
  sso: 'Authorize the token for single sign-on of this organization.',
  'ip-allow-list': "Add the runner's address to the organization's IP allow list.",
  'bad-token': 'Give a token that exists and has not expired.',
  unavailable: 'Run again later; if it stays, report it.',
}

const mintingRoute = 'POST /app/installations/{installation_id}/access_tokens'

/** GitHub takes the token for none; whatever is asked with it next is refused like this, without being sent. */
export class TokenRefused extends GitHubError {
  readonly remedy: string

  constructor(message: string, remedy: string, cause: unknown) {
    const { method, route } = cause instanceof GitHubError ? cause : { method: 'POST', route: mintingRoute }
    super(message, { status: 401, method, route }, { cause })
    this.name = 'TokenRefused'
    this.remedy = remedy
  }
}

export function refused(problem: RepositoryProblem, message: string, remedy = remedies[problem]): Refused {
  return { problem, message, remedy }
}

// GitHub answers the same for both, so that nobody learns which private repositories exist.
const missing = 'does not exist, or the token may not see it.'

const overload =
  /resource limits?|timeout|timed out|something went wrong while executing|couldn't respond to your request in time|too complex/i

/** The server says that this was too much at once, or gave up: asking for less may help. */
export function isOverload(error: GraphQLProblem | GitHubError): boolean {
  if (error instanceof GitHubError) return [0, 408, 500, 502, 503, 504].includes(error.status)
  return (
    error.type === 'RESOURCE_LIMITS_EXCEEDED' || (error.type === undefined && overload.test(error.message))
  )
}

/** Why one repository was not answered. */
export function refusalOf(
  { type, message }: GraphQLProblem,
  headers: Readonly<Record<string, string>>,
): Refused {
  if (/IP allow list/i.test(message)) return refused('ip-allow-list', message)
  if (headers['x-github-sso'] && type === 'FORBIDDEN') return sso(message, headers['x-github-sso'])
  if (/SAML/i.test(message)) return refused('sso', message)
  if (/blocked|DMCA|unavailable due to|legal reasons/i.test(message)) return refused('blocked', message)
  if (type === 'NOT_FOUND') return refused('missing', missing)
  if (type === 'FORBIDDEN') return refused('no-access', message)
  return refused('unavailable', message)
}

/** Why a whole request was refused; every repository in it is. */
export function wholeRefusal(error: GitHubError): Refused {
  const { status, message, headers } = error
  if (error instanceof TokenRefused) return refused('bad-token', message, error.remedy)
  if (status === 401) return refused('bad-token', `GitHub did not accept the token (${message})`)
  if (headers['x-github-sso']) return sso(message, headers['x-github-sso'])
  if (/IP allow list/i.test(message)) return refused('ip-allow-list', message)
  if (status === 451 || /access blocked/i.test(message)) return refused('blocked', message)
  if (status === 403) return refused('no-access', message)
  if (status === 404) return refused('missing', missing)
  return refused('unavailable', message)
}

function sso(message: string, header: string): Refused {
  const url = /url=(https:\/\/\S+)/.exec(header)?.[1]
  return refused('sso', message, `Authorize the token for single sign-on${url ? ` at ${url}` : ''}.`)
}
