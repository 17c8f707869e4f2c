import { Budget } from '@ecosystem-actions/core/budget'
import { maskSecret, type Platform } from '@ecosystem-actions/core/action'
import { UserError } from '@ecosystem-actions/core/errors'
import type { GitHub, GitHubUsage } from '@ecosystem-actions/core/ports'
import type { Forge, TokenOrigin } from '../forge.ts'
import { githubForge } from '../forge/github-forge.ts'
import type { Inputs } from '../inputs.ts'
import { appTokens } from './app-tokens.ts'
import { gitCounter } from './git.ts'
import { LastingToken } from './lasting.ts'

export interface Forges {
  forgeOf: (owner: string, repository: string) => Promise<Forge>
  /** A client of its own whose requests count in `usage`. */
  connect: (token: string) => GitHub
  usage: () => GitHubUsage
}

/** A token with what has been spent of its limits; a client that replaces another goes on with the same. */
interface Held {
  origin: TokenOrigin
  token: LastingToken
  /** Whose it is: an owner, or '' for the step's own. */
  key: string
  budget: Budget
}

/** One client per token: an owner's own, one minted for it by the app, or the step's. */
export function forges(platform: Platform, inputs: Inputs): Forges {
  const clients: GitHub[] = []
  const byToken = new Map<string, Forge>()
  const byOwner = new Map<string, Promise<Forge>>()
  const { clock } = platform
  const deadline = new Date(clock.now().getTime() + inputs['deadline-minutes'] * 60_000)
  const options = { reserve: inputs['rate-limit-buffer'], deadline }
  const connect = (token: string, budget?: Budget): GitHub => {
    const client = platform.github(token, { ...options, ...(budget ? { budget } : {}) })
    clients.push(client)
    return client
  }
  for (const { token } of inputs.tokens.values()) maskSecret(platform, token)
  const mint = appOf(platform, inputs, connect)

  const { serverUrl, temporary, repository: job } = platform.context
  const forge = ({ token, origin, key, budget }: Held): Forge => ({
    ...githubForge(token.client, job),
    origin,
    countByGit: gitCounter({ serverUrl, temporary, token: () => token.token() }),
    creations: {
      key,
      recall: (times) => budget.recall(times),
      times: () => budget.created(clock.now().getTime()),
    },
  })
  const forOwner = async (owner: string, repository: string): Promise<Forge> => {
    const own = inputs.tokens.get(owner)?.token
    const budget = new Budget()
    const source = { connect: (token: string) => connect(token, budget), clock }
    if (own === undefined && mint) {
      const remedy = `Check that the app is still installed on ${owner}, then run again.`
      const again = () => mint(owner, repository)
      const token = new LastingToken(await again(), { ...source, remedy, mint: again })
      // Known from where it came; one that sees a single repository would look like the job's own token.
      return {
        ...forge({ token, origin: 'app', key: owner, budget }),
        rights: () => Promise.resolve({ kind: 'installation' }),
      }
    }
    const value = own ?? inputs['github-token']
    if (value === '')
      throw new UserError(
        `There is no token for the owner "${owner}".`,
        `Add a line "${owner}: …" to \`tokens\`, or give \`github-token\`.`,
      )
    const known = byToken.get(value)
    if (known) return known
    const origin = own === undefined ? 'step' : 'tokens'
    const where = origin === 'step' ? '`github-token`' : `the line "${owner}: …" of \`tokens\``
    const token = new LastingToken(
      { token: value },
      { ...source, remedy: `Give ${where} a token that exists and has not expired.` },
    )
    const made = forge({ token, origin, key: origin === 'step' ? '' : owner, budget })
    byToken.set(value, made)
    return made
  }
  return {
    connect,
    usage: () => sum(clients.map((client) => client.usage())),
    forgeOf(owner, repository) {
      const found = byOwner.get(owner) ?? forOwner(owner, repository)
      byOwner.set(owner, found)
      return found
    },
  }
}

function appOf(platform: Platform, inputs: Inputs, connect: (token: string) => GitHub) {
  const [id, key] = [inputs['app-id'], inputs['private-key']]
  if (id === '' && key === '') return undefined
  if (id === '' || key === '')
    throw new UserError(
      '`app-id` and `private-key` belong together; only one of them is given.',
      'Give both, or neither.',
    )
  return appTokens({ id, key, connect, clock: platform.clock, mask: (token) => maskSecret(platform, token) })
}

function sum(usages: readonly GitHubUsage[]): GitHubUsage {
  const byRoute: Record<string, number> = {}
  for (const usage of usages)
    for (const [route, count] of Object.entries(usage.byRoute)) byRoute[route] = (byRoute[route] ?? 0) + count
  return {
    requests: usages.reduce((total, { requests }) => total + requests, 0),
    retries: usages.reduce((total, { retries }) => total + retries, 0),
    byRoute,
    pools: Object.assign({}, ...usages.map(({ pools }) => pools)) as GitHubUsage['pools'],
  }
}
