import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GraphQLProblem } from '@ecosystem-actions/core/ports'

/** A mutation's problem as the error that REST would have answered, so that one table reads both. */
export function mutationError({ type, message }: GraphQLProblem, mutation: string): GitHubError {
  const status = type === 'FORBIDDEN' ? 403 : type === 'NOT_FOUND' ? 404 : 422
  const ambiguous = /something went wrong while executing/i.test(message)
  return new GitHubError(message, { status, method: 'POST', route: `POST /graphql ${mutation}`, ambiguous })
}
