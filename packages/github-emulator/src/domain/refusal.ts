// GitHub's refusals: one typed error that REST and GraphQL each tell in their own words.
export type GraphqlErrorType =
  'NOT_FOUND' | 'FORBIDDEN' | 'UNPROCESSABLE' | 'STALE_DATA' | 'INSUFFICIENT_SCOPES' | 'SERVICE_UNAVAILABLE'

export interface FieldError {
  resource?: string
  field?: string
  code?: string
  message?: string
  value?: unknown
}

export interface RefusalDetails {
  status: number
  message: string
  /** REST's `errors` array. */
  errors?: readonly (FieldError | string)[]
  graphqlType?: GraphqlErrorType
  /** GraphQL's wording where it differs from REST's. */
  graphqlMessage?: string
  headers?: Record<string, string>
  /** Further members of the JSON body. */
  extra?: Record<string, unknown>
}

export class Refusal extends Error {
  readonly status: number
  readonly errors: readonly (FieldError | string)[] | undefined
  readonly graphqlType: GraphqlErrorType
  readonly graphqlMessage: string
  readonly headers: Record<string, string>
  readonly extra: Record<string, unknown>

  constructor(details: RefusalDetails) {
    super(details.message)
    this.name = 'Refusal'
    this.status = details.status
    this.errors = details.errors
    this.graphqlType = details.graphqlType ?? typeOf(details.status)
    this.graphqlMessage = details.graphqlMessage ?? details.message
    this.headers = details.headers ?? {}
    this.extra = details.extra ?? {}
  }
}

function typeOf(status: number): GraphqlErrorType {
  if (status === 404) return 'NOT_FOUND'
  return status === 401 || status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE'
}

export function notFound(graphqlMessage = 'Not Found'): Refusal {
  return new Refusal({ status: 404, message: 'Not Found', graphqlMessage })
}

/** 422 as GitHub writes it; GraphQL gets the errors' messages joined. */
export function validationFailed(errors: readonly FieldError[], graphqlMessage?: string): Refusal {
  const messages = errors.map(
    (error) => error.message ?? `${error.field ?? 'input'} is ${error.code ?? 'invalid'}`,
  )
  return new Refusal({
    status: 422,
    message: 'Validation Failed',
    errors,
    graphqlMessage: graphqlMessage ?? messages.join(', '),
  })
}

/** 422 with a plain text, the form the git database routes use. */
export function unprocessable(message: string): Refusal {
  return new Refusal({ status: 422, message })
}

export function conflict(message: string): Refusal {
  return new Refusal({ status: 409, message })
}

export function forbidden(message: string, headers?: Record<string, string>): Refusal {
  return new Refusal({ status: 403, message, ...(headers ? { headers } : {}) })
}
