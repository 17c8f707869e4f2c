import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub, RequestOptions } from '@ecosystem-actions/core/ports'
import { noteOf } from './reading-note.ts'
import { object } from './run-facts.ts'

/** Requests to one repository, counted. What cannot be read is undefined and leaves one note with its remedy; nothing here throws. */
export class Requests {
  readonly notes: string[] = []
  /** Sentences about what the decision had to do without. */
  unread: string[] = []
  /** Requests so far; a retry is none. */
  spent = 0
  /** As many may be spent on the decision. */
  most = Infinity
  readonly #github: GitHub
  readonly #options: RequestOptions
  readonly #place: { owner: string; repo: string }

  /** `timeout`: milliseconds for one try. */
  constructor(github: GitHub, { repository, timeout }: { repository: string; timeout: number }) {
    const [owner = '', repo = ''] = repository.split('/')
    this.#github = github
    this.#options = { attempts: 2, timeout }
    this.#place = { owner, repo }
  }

  /** Whether so many more requests may be spent on the decision. */
  affords(requests: number): boolean {
    return this.spent + requests <= this.most
  }

  /** A listing, plain or under a name. An answer of another form was cut on its way, and an empty list would be a lie. */
  protected async list(
    what: string,
    route: string,
    parameters: Record<string, unknown>,
  ): Promise<unknown[] | undefined> {
    const answer = await this.read(what, route, parameters)
    if (!answer) return undefined
    const list = Array.isArray(answer.data)
      ? answer.data
      : Object.values(object(answer.data)).find(Array.isArray)
    if (list) return list as unknown[]
    this.notes.push(`Could not read ${what}: GitHub's answer was not complete.`)
    return undefined
  }

  protected async read(
    what: string,
    route: string,
    parameters: Record<string, unknown>,
    more: RequestOptions = {},
  ) {
    this.spent++
    return await this.caught(what, () =>
      this.#github.request(route, { ...this.#place, ...parameters }, { ...this.#options, ...more }),
    )
  }

  /** A GraphQL query. Part of an answer is an answer; what is missing of it leaves a note. */
  protected async query(what: string, query: string, variables: Record<string, unknown>) {
    this.spent++
    return await this.caught(what, async () => {
      const { data, errors } = await this.#github.graphql(query, variables, this.#options)
      const [error] = errors
      // What was deleted meanwhile is no fault of the token.
      if (error && error.type !== 'NOT_FOUND') this.note(what, refusal(error.message))
      return data ?? undefined
    })
  }

  protected async caught<T>(what: string, body: () => Promise<T>): Promise<T | undefined> {
    try {
      return await body()
    } catch (error) {
      this.note(what, error)
      return undefined
    }
  }

  private note(what: string, error: unknown): void {
    const note = noteOf(what, error)
    if (!this.notes.includes(note)) this.notes.push(note)
  }
}

/** GraphQL answers 200 where REST answers 403. */
function refusal(message: string): GitHubError {
  const status = /not accessible|forbidden/i.test(message) ? 403 : 200
  return new GitHubError(message, {
    status,
    method: 'POST',
    route: 'POST /graphql',
    headers: {},
    body: undefined,
  })
}
