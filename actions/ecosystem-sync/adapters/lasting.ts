import { BudgetStop, GitHubError, reason, UserError } from '@ecosystem-actions/core/errors'
import type { Clock, GitHub } from '@ecosystem-actions/core/ports'
import { TokenRefused } from '../forge/refusals.ts'

export interface Minted {
  token: string
  expiresAt: Date
}

export interface TokenSource {
  connect: (token: string) => GitHub
  clock: Clock
  /** What to do when GitHub accepts the token no longer. */
  remedy: string
  /** A new one; absent where there is only the one that was given. */
  mint?: () => Promise<Minted>
}

interface Held {
  token: string
  expiresAt: Date | undefined
  client: GitHub
  /** Minted instead of one that GitHub refused, and not accepted yet. */
  onTrial: boolean
}

/** Of the hour that an installation token lives. */
const margin = 10 * 60_000
/** A token that was just made may be unknown to a part of GitHub for a moment. */
const settling = 1000
const suspendedRemedy = 'Unsuspend the app in the settings of the owner (GitHub Apps).'

/**
 * A token and its client, which outlives it. One that can be minted is replaced ten minutes before it expires, and once when GitHub refuses it
 * all the same: 401 means that nothing was done, so the request, read or write, is sent again. When the new one is refused too, or none can be
 * had, every further request fails at once with the reason, and GitHub is not asked again.
 */
export class LastingToken {
  readonly client: GitHub
  readonly #source: TokenSource
  #held: Held
  #renewal: Promise<Held> | undefined
  #dead: TokenRefused | undefined

  constructor(first: { token: string; expiresAt?: Date }, source: TokenSource) {
    this.#source = source
    this.#held = this.#hold(first)
    const current = () => this.#current()
    this.client = {
      request: (route, parameters, options) =>
        this.#send((client) => client.request(route, parameters, options)),
      graphql: (query, variables, options) =>
        this.#send((client) => client.graphql(query, variables, options)),
      async *pages(route, parameters, options) {
        yield* (await current()).client.pages(route, parameters, options)
      },
      usage: () => this.#held.client.usage(),
    }
  }

  /** One that has not expired, for what does not go through the client. */
  async token(): Promise<string> {
    return (await this.#current()).token
  }

  async #send<T>(request: (client: GitHub) => Promise<T>): Promise<T> {
    const held = await this.#current()
    const first = await tried(held, request)
    if (!('refused' in first)) return first.answer
    const next = await this.#instead(held, first.refused)
    const second = await tried(next, request)
    if ('refused' in second) throw this.#end(neither(second.refused), { cause: second.refused })
    return second.answer
  }

  async #current(): Promise<Held> {
    if (this.#dead) throw this.#dead
    const { clock, mint } = this.#source
    const { expiresAt } = this.#held
    if (!mint || !expiresAt || expiresAt.getTime() - clock.now().getTime() > margin) return this.#held
    return (this.#renewal ??= this.#renew(mint))
  }

  async #instead(refused: Held, error: GitHubError): Promise<Held> {
    if (this.#dead) throw this.#dead
    const { clock, mint } = this.#source
    if (isSuspension(error))
      throw this.#end(`GitHub refuses the token: ${error.message}`, { cause: error, remedy: suspendedRemedy })
    // Another request was faster.
    if (this.#held !== refused) return this.#held
    if (!mint) throw this.#end(`GitHub did not accept the token (${error.message})`, { cause: error })
    if (refused.onTrial) throw this.#end(neither(error), { cause: error })
    const next = await (this.#renewal ??= this.#renew(mint))
    next.onTrial = true
    await clock.sleep(settling)
    return next
  }

  async #renew(mint: () => Promise<Minted>): Promise<Held> {
    try {
      return (this.#held = this.#hold(await mint()))
    } catch (error) {
      if (error instanceof BudgetStop) throw error
      const remedy = error instanceof UserError ? error.remedy : undefined
      throw this.#end(`No new token could be minted: ${reason(error)}`, { cause: error, remedy })
    } finally {
      this.#renewal = undefined
    }
  }

  #hold({ token, expiresAt }: { token: string; expiresAt?: Date }): Held {
    return { token, expiresAt, client: this.#source.connect(token), onTrial: false }
  }

  #end(message: string, { cause, remedy }: { cause: unknown; remedy?: string | undefined }): TokenRefused {
    return (this.#dead ??= new TokenRefused(message, remedy ?? this.#source.remedy, cause))
  }
}

async function tried<T>(
  held: Held,
  request: (client: GitHub) => Promise<T>,
): Promise<{ answer: T } | { refused: GitHubError }> {
  try {
    const answer = await request(held.client)
    held.onTrial = false
    return { answer }
  } catch (error) {
    if (error instanceof GitHubError && (error.status === 401 || isSuspension(error)))
      return { refused: error }
    throw error
  }
}

function isSuspension({ status, message }: GitHubError): boolean {
  return status === 403 && /installation has been suspended/i.test(message)
}

function neither({ message }: GitHubError): string {
  return `GitHub did not accept the token, nor a new one (${message})`
}
