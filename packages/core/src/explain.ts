import { GitHubError, reason, UserError } from './errors.ts'

/** What a GitHub error means for the person who wrote the workflow, or undefined when only GitHub can do something. */
export function explainGitHubError(error: GitHubError): UserError | undefined {
  const { status, message, headers, route } = error
  const because = { cause: error }
  if (status === 401) {
    return new UserError(
      `GitHub did not accept the token (401 ${message}).`,
      'Give `github-token` a token that exists and has not expired.',
      because,
    )
  }
  if (headers['x-github-sso']) {
    const url = /url=(\S+)/.exec(headers['x-github-sso'])?.[1]
    return new UserError(
      'The token is not authorized for single sign-on of this organization.',
      `Authorize it${url ? ` at ${url}` : ''}.`,
      because,
    )
  }
  if (status === 403 && /not accessible by (?:integration|personal access token)/i.test(message)) {
    return new UserError(
      `The token may not do this: ${route} (${message}).`,
      permissionRemedy(headers),
      because,
    )
  }
  if (status === 403 && /archived/i.test(message))
    return new UserError(`${message} (${route})`, 'Unarchive it or leave it out.', because)
  if (status === 403 && /IP allow list/i.test(message)) {
    return new UserError(
      `${message} (${route})`,
      "Add the runner's address to the organization's IP allow list.",
      because,
    )
  }
  return undefined
}

/** The `permissions:` lines that GitHub says it would accept, from `x-accepted-github-permissions` (`contents=write; issues=read,…`). */
export function permissionRemedy(headers: Readonly<Record<string, string>>): string {
  const accepted = headers['x-accepted-github-permissions']?.split(';')[0]
  const lines = accepted
    ?.split(',')
    .map((pair) => pair.trim().split('='))
    .flatMap(([name, level]) => (name && level ? [`${name.replaceAll('_', '-')}: ${level}`] : []))
  if (!lines?.length)
    return 'Give the job the permission it lacks under `permissions:`, or use a token that has it.'
  return `Add to the job: permissions: { ${lines.join(', ')} }`
}

/** What helps against a failure, one sentence: the permission only where its lack can be the cause; '' where nothing is known. */
export function adviceFor(error: unknown, permission: string): string {
  if (error instanceof UserError) return error.remedy
  const failure = error instanceof Error && error.cause instanceof GitHubError ? error.cause : error
  if (!(failure instanceof GitHubError)) return ''
  const { status, message } = failure
  if (status === 401) return 'The token is not valid, or not any more: give `github-token` one that is.'
  if (status === 429 || (status === 403 && /rate limit/i.test(message)))
    return 'Try again when the limit has been reset.'
  if (status === 403 || status === 404) return `It needs \`${permission}\`.`
  if (status >= 500) return "The fault is GitHub's: try again later."
  return status === 0 ? 'See whether the runner can reach GitHub, and try again later.' : ''
}

/** `reason` as a sentence, and what helps. */
export function reasonWithAdvice(error: unknown, permission: string): string {
  const said = reason(error).replace(/[.\s]*$/, '.')
  return [said, adviceFor(error, permission)].filter(Boolean).join(' ')
}
