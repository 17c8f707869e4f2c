import { createPrivateKey, createSign, type KeyObject } from 'node:crypto'
import { UserError } from '@ecosystem-actions/core/errors'
import type { Clock, GitHub } from '@ecosystem-actions/core/ports'

interface App {
  id: string
  key: string
  connect: (token: string) => GitHub
  clock: Clock
  mask: (token: string) => void
}

export interface Minted {
  token: string
  expiresAt: Date
}

/**
 * Tokens of a GitHub App, one installation per owner
 * (https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app).
 */
export function appTokens({ id, key, connect, clock, mask }: App): (repository: string) => Promise<Minted> {
  const signing = readKey(key)
  return async (repository) => {
    // A JSON web token lives ten minutes at most, so each minting signs its own.
    const jwt = signJwt(id, signing, clock.now())
    mask(jwt)
    const app = connect(jwt)
    const [owner, repo] = repository.split('/')
    const { status, data } = await app.request<{ id: number }>(
      'GET /repos/{owner}/{repo}/installation',
      { owner, repo },
      { accept: [404] },
    )
    if (status === 404)
      throw new UserError(
        `The app is not installed on ${owner}, or not on ${repository}.`,
        'Install it there, or give a token for this owner in `tokens`.',
      )
    const minted = await app.request<{ token: string; expires_at: string }>(
      'POST /app/installations/{installation_id}/access_tokens',
      { installation_id: data.id },
      { idempotent: true },
    )
    mask(minted.data.token)
    return { token: minted.data.token, expiresAt: new Date(minted.data.expires_at) }
  }
}

function readKey(key: string): KeyObject {
  try {
    return createPrivateKey(key.replaceAll('\\n', '\n'))
  } catch (error) {
    throw new UserError(
      '`private-key` is not a private key in PEM form.',
      'Paste the whole file that GitHub gave you, with its first and last line.',
      { cause: error },
    )
  }
}

/** RS256; one minute in the past, because the runner's clock may be ahead of GitHub's. */
export function signJwt(id: string, key: KeyObject, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: seconds - 60, exp: seconds + 540, iss: id })}`
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`
}

const margin = 10 * 60_000

/** A client whose token is replaced ten minutes before it expires. */
export async function renewing(
  mint: () => Promise<Minted>,
  { connect, clock }: Pick<App, 'connect' | 'clock'>,
): Promise<{ client: GitHub; token: () => string }> {
  let minted = await mint()
  let client = connect(minted.token)
  let renewal: Promise<void> | undefined
  const renew = async (): Promise<void> => {
    try {
      minted = await mint()
      client = connect(minted.token)
    } finally {
      renewal = undefined
    }
  }
  const current = async (): Promise<GitHub> => {
    if (minted.expiresAt.getTime() - clock.now().getTime() > margin) return client
    renewal ??= renew()
    await renewal
    return client
  }
  const renewed: GitHub = {
    request: async (route, parameters, options) => (await current()).request(route, parameters, options),
    graphql: async (query, variables, options) => (await current()).graphql(query, variables, options),
    async *pages(route, parameters, options) {
      yield* (await current()).pages(route, parameters, options)
    },
    usage: () => client.usage(),
  }
  return { client: renewed, token: () => minted.token }
}
