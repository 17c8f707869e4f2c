// Errors as GitHub's GraphQL endpoint words them.
import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import { Refusal } from '../domain/refusal.ts'

export type ErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNPROCESSABLE'
  | 'RATE_LIMITED'
  | 'RESOURCE_LIMITS_EXCEEDED'
  | 'EXCESSIVE_PAGINATION'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'argumentError'
  | 'NOT_IMPLEMENTED_BY_EMULATOR'

/** An error of one field; the fields beside it still answer. */
export class FieldRefusal extends Error {
  readonly type: ErrorType

  constructor(type: ErrorType, message: string) {
    super(message)
    this.name = 'FieldRefusal'
    this.type = type
  }
}

/** `Could not resolve to a …`, the sentence for everything that does not exist or must not be seen. */
export function unresolved(what: string): FieldRefusal {
  return new FieldRefusal('NOT_FOUND', `Could not resolve to a ${what}.`)
}

export function notImplemented(field: string): FieldRefusal {
  return new FieldRefusal(
    'NOT_IMPLEMENTED_BY_EMULATOR',
    `The emulator does not implement the field ${field}. GitHub's schema has it; this answer is not GitHub's.`,
  )
}

export type AnsweredError = {
  type?: string
  code?: string
  path?: readonly (string | number)[]
  extensions?: Record<string, unknown>
  locations?: GraphQLFormattedError['locations']
  message: string
}

/** One entry of `errors`, members in GitHub's order. */
export function answeredError(error: GraphQLError): AnsweredError {
  const cause = error.originalError
  const at = { path: error.path, locations: error.locations }
  if (cause instanceof FieldRefusal) return placed({ type: cause.type, ...at, message: cause.message })
  if (cause instanceof Refusal) {
    const type = cause.graphqlType
    const extensions = type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}
    return placed({
      type,
      path: at.path,
      ...extensions,
      locations: at.locations,
      message: wordsOf(cause),
    })
  }
  if (cause)
    return placed({ type: 'EMULATOR_ERROR', ...at, message: `The emulator failed: ${cause.message}` })
  return placed({ ...at, message: error.message })
}

/** REST heads its refusals with a general word and puts the reasons below; GraphQL has only the reasons. */
function wordsOf({ message, graphqlMessage, errors = [] }: Refusal): string {
  if (graphqlMessage !== message || !/^(Unprocessable Entity|Validation Failed)$/.test(message))
    return graphqlMessage
  const reasons = errors.flatMap((error) => (typeof error === 'string' ? error : (error.message ?? [])))
  return reasons.length > 0 ? reasons.join(', ') : graphqlMessage
}

function placed(
  error: { [K in keyof AnsweredError]?: AnsweredError[K] | undefined } & { message: string },
): AnsweredError {
  return Object.fromEntries(Object.entries(error).filter(([, value]) => value !== undefined)) as AnsweredError
}
