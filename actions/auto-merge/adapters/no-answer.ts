import { GitHubError, UserError } from '@ecosystem-actions/core/errors'
import type { GraphQLProblem } from '@ecosystem-actions/core/ports'
import { sentence } from '../sentence.ts'

const final = new Set(['FORBIDDEN', 'NOT_FOUND', 'INSUFFICIENT_SCOPES'])

/** Whether another attempt, or a smaller question, may be answered. 200 is an answer without content. */
export function isTransient({ status }: GitHubError): boolean {
  return status === 0 || status === 200 || status >= 500
}

/**
 * Why GraphQL gave nothing: what the token may not see is the caller's to mend, everything else GitHub's. The latter comes with status
 * 200, and a smaller question may be answered (RESOURCE_LIMITS_EXCEEDED, a time limit, a cut answer).
 */
export function noAnswer(
  problems: readonly GraphQLProblem[],
  what: string,
  permission: string,
): UserError | GitHubError {
  const message = [...new Set(problems.map((problem) => problem.message))].join(' ') || 'it gave no reason.'
  const told = `${what}: ${sentence(message)}`
  if (problems.some(({ type }) => type === 'NOT_FOUND'))
    return new UserError(told, 'Give `github-token` a token that can read this repository.')
  if (problems.some(({ type = '', message: text }) => final.has(type) || /not accessible by/i.test(text)))
    return new UserError(told, `Add to the job: permissions: { ${permission} }`)
  return new GitHubError(told, { status: 200, method: 'POST', route: 'POST /graphql' })
}
