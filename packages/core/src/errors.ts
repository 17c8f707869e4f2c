/** The caller can fix it: `message` says what is wrong and where, `remedy` what to write instead. Shown without a stack. */
export class UserError extends Error {
  readonly remedy: string

  constructor(message: string, remedy = '', options?: ErrorOptions) {
    super(message, options)
    this.name = 'UserError'
    this.remedy = remedy
  }
}

/** Several problems of one reading, reported together. */
export class UserErrors extends UserError {
  readonly problems: readonly UserError[]

  constructor(title: string, problems: readonly UserError[]) {
    const lines = problems.map(({ message, remedy }) => `- ${message}${remedy ? ` ${remedy}` : ''}`)
    super([title, ...lines].join('\n'))
    this.name = 'UserErrors'
    this.problems = problems
  }
}

export interface GitHubErrorDetail {
  status: number
  method: string
  /** Template, not the filled-in URL: it may be logged and counted. */
  route: string
  requestId?: string
  documentationUrl?: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
  /** The request may have taken effect although no good answer came. */
  ambiguous?: boolean
}

/** GitHub answered with an error, or did not answer (status 0). */
export class GitHubError extends Error {
  readonly status: number
  readonly method: string
  readonly route: string
  readonly requestId: string | undefined
  readonly documentationUrl: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly ambiguous: boolean

  constructor(message: string, detail: GitHubErrorDetail, options?: ErrorOptions) {
    super(message, options)
    this.name = 'GitHubError'
    this.status = detail.status
    this.method = detail.method
    this.route = detail.route
    this.requestId = detail.requestId
    this.documentationUrl = detail.documentationUrl
    this.headers = detail.headers ?? {}
    this.body = detail.body
    this.ambiguous = detail.ambiguous ?? false
  }
}

/** A limit or the deadline ended the run before its work; not a failure of anything. */
export class BudgetStop extends Error {
  readonly resumeAt: Date | undefined

  constructor(message: string, resumeAt?: Date) {
    super(message)
    this.name = 'BudgetStop'
    this.resumeAt = resumeAt
  }
}

/** One line for a log: never a stack, never '[object Object]'. */
export function reason(error: unknown): string {
  if (error instanceof GitHubError) {
    const answered = error.status === 0 ? 'no answer' : `HTTP ${error.status}`
    return `${error.message} (${error.method} ${routePath(error.route)}: ${answered})`
  }
  if (error instanceof Error) return error.message || error.name
  return typeof error === 'string' ? error : 'unknown error'
}

function routePath(route: string): string {
  return route.includes(' ') ? route.slice(route.indexOf(' ') + 1) : route
}
