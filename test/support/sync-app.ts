import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { branchesBehind, syncRuns, type SyncRuns, type WorldInput } from './sync-runs.ts'

export const permissions = {
  contents: 'write' as const,
  pull_requests: 'write' as const,
  issues: 'write' as const,
}

export const acme = { id: 70, owner: 'acme', permissions }
export const globex = { id: 71, owner: 'globex', permissions }

export interface AppWorld {
  installations: readonly Record<string, unknown>[]
  names?: readonly string[]
  world?: WorldInput
}

export interface AppRuns extends SyncRuns {
  /** Inputs with the app's id and key, for writing. */
  given: Record<string, string>
  /** Pull requests by repository. */
  created: () => Record<string, number>
  /** Tokens that were minted, by installation. */
  minted: () => number
}

export function rsaKey(): { key: string } {
  const { privateKey: key } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return { key }
}

/** A world with an app on the given owners. */
export async function withApp(
  { installations, names = ['acme/web', 'globex/api'], world = {} }: AppWorld,
  body: (it: AppRuns) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'key-'))
  const { key } = rsaKey()
  writeFileSync(join(folder, 'key.pem'), key)
  const apps = [{ id: 7, private_key_file: join(folder, 'key.pem'), installations }]
  const users = [{ login: 'alice', id: 1001, type: 'User' }]
  const repositories = ['acme/web', 'globex/api'].map((name) => ({
    name,
    commits: 30,
    visibility: 'private',
    branches: branchesBehind(2),
  }))
  const runs = await syncRuns({ users, repositories, apps, ...world } as WorldInput, { repositories: names })
  const { emulator } = runs
  const minting = 'POST /app/installations/{installation_id}/access_tokens'
  try {
    await body({
      ...runs,
      given: { 'create-prs': 'true', 'app-id': '7', 'private-key': key, 'fail-on': 'all' },
      created: () =>
        Object.fromEntries(
          emulator.state().repositories.map(({ name, pull_requests: pulls }) => [name, pulls.length]),
        ),
      minted: () => emulator.requests().filter(({ route }) => route === minting).length,
    })
  } finally {
    await runs.close()
    rmSync(folder, { recursive: true })
  }
}

/** Does something once, as soon as the emulator has seen so many requests of a route. */
export function whenSeen(
  { emulator }: SyncRuns,
  seen: { route: string; times: number },
  then: () => void,
): () => void {
  const watch = setInterval(() => {
    if (emulator.requests().filter(({ route }) => route === seen.route).length < seen.times) return
    clearInterval(watch)
    then()
  }, 1)
  return () => clearInterval(watch)
}
