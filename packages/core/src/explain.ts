import { GitHubError, UserError } from './errors.ts'

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
