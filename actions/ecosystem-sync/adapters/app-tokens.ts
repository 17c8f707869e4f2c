import { createPrivateKey, createSign, type KeyObject } from 'node:crypto'
import { GitHubError, UserError } from '@ecosystem-actions/core/errors'
import type { Clock, GitHub } from '@ecosystem-actions/core/ports'
import type { Minted } from './lasting.ts'

interface App {
  id: string
  key: string
  connect: (token: string) => GitHub
  clock: Clock
  mask: (token: string) => void
}

/** A repository of the owner stands in where the owner itself is not found, because it was renamed. */
export type Mint = (owner: string, repository: string) => Promise<Minted>

/**
 * Tokens of a GitHub App, one installation per owner
 * (https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app).
 * What the caller can mend is a UserError.
 */
export function appTokens({ id, key, connect, clock, mask }: App): Mint {
  const signing = readKey(key)
  return async (owner, repository) => {
    // A JSON web token lives ten minutes at most, so each minting signs its own.
    const jwt = signJwt(id, signing, clock.now())
    mask(jwt)
    const app = connect(jwt)
    try {
      const installation = await installationOf(app, owner, repository)
      const minted = await app.request<{ token: string; expires_at: string }>(
        'POST /app/installations/{installation_id}/access_tokens',
        { installation_id: installation },
        { idempotent: true },
      )
      mask(minted.data.token)
      return { token: minted.data.token, expiresAt: new Date(minted.data.expires_at) }
    } catch (error) {
      throw mended(error, { id, owner })
    }
  }
}

/** By owner, so that the app need not be installed on any one repository; this route answers for organizations too. */
async function installationOf(app: GitHub, owner: string, repository: string): Promise<number> {
  const accept = { accept: [404] }
  const route = 'GET /users/{username}/installation'
  const byOwner = await app.request<{ id: number }>(route, { username: owner }, accept)
  if (byOwner.status !== 404) return byOwner.data.id
  // GitHub follows the old name of a repository to its new owner, but not the old name of an owner.
  const parameters = { owner, repo: repository.slice(repository.indexOf('/') + 1) }
  const byRepository = await app.request<{ id: number }>(
    'GET /repos/{owner}/{repo}/installation',
    parameters,
    accept,
  )
  if (byRepository.status !== 404) return byRepository.data.id
  throw new UserError(
    `The app is not installed on ${owner}.`,
    'Install it there and select the repositories, or give a token for this owner in `tokens`.',
  )
}

function mended(error: unknown, { id, owner }: { id: string; owner: string }): unknown {
  if (!(error instanceof GitHubError)) return error
  const { status, message } = error
  if (status === 401 || /integration not found/i.test(message))
    return new UserError(
      `GitHub did not accept \`private-key\` as a key of the app ${id} (${message}).`,
      'Check that `app-id` and `private-key` belong to the same app and that the key was not deleted there.',
      { cause: error },
    )
  if (/suspended/i.test(message))
    return new UserError(
      `The app is suspended on ${owner} (${message}).`,
      `Unsuspend it in the settings of ${owner} (GitHub Apps), or give a token for this owner in \`tokens\`.`,
      { cause: error },
    )
  return error
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
