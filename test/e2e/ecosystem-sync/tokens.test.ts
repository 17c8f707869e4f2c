import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { branchesBehind, syncRuns, type SyncRuns, type WorldInput } from '../../support/sync-runs.ts'

const users = [{ login: 'alice', id: 1001, type: 'User' as const }]
const names = ['acme/web', 'globex/api']
const repositories = names.map((name) => ({
  name,
  commits: 30,
  visibility: 'private' as const,
  branches: branchesBehind(2),
}))

async function on(world: WorldInput, body: (it: SyncRuns) => Promise<void>): Promise<void> {
  const it = await syncRuns({ users, repositories, ...world }, { repositories: names })
  try {
    await body(it)
  } finally {
    await it.close()
  }
}

const created = ({ emulator }: SyncRuns) =>
  Object.fromEntries(
    emulator.state().repositories.map(({ name, pull_requests: pulls }) => [name, pulls.length]),
  )

test("the job's own token is refused on foreign repositories before the first write, with an explanation", async () => {
  const visible = repositories.map((repository) => ({ ...repository, visibility: 'public' as const }))
  const tokens = [
    {
      token: 'ghs_job',
      kind: 'github_token' as const,
      repository: 'acme/control',
      permissions: { contents: 'write' as const, pull_requests: 'write' as const },
    },
  ]
  await on({ tokens, repositories: visible }, async (it) => {
    const run = await it.sync({ 'create-prs': 'true', 'fail-on': 'any' }, { token: 'ghs_job' })
    expect(run.exitCode).toBe(1)
    expect(run.summary).toContain("The job's own token can write to acme/control only")
    expect(
      run.requests.filter(({ method, route }) => method === 'POST' && route !== 'POST /graphql'),
    ).toEqual([])
    expect(run.outputs['api-calls-made']).toBe(String(run.requests.length))
  })
})

test('each owner gets its own token, and a token for nobody is no harm', async () => {
  const permissions = {
    contents: 'write' as const,
    pull_requests: 'write' as const,
    issues: 'write' as const,
    metadata: 'read' as const,
  }
  const tokens = [
    { token: 'ghs_acme', kind: 'installation' as const, owner: 'acme', permissions },
    { token: 'ghs_globex', kind: 'installation' as const, owner: 'globex', permissions },
  ] as NonNullable<WorldInput['tokens']>
  await on({ tokens }, async (it) => {
    const run = await it.sync(
      { 'create-prs': 'true', tokens: 'Acme: ghs_acme\nglobex: ghs_globex\nnobody: ghs_wrong' },
      { token: 'ghs_unused' },
    )
    expect(run.exitCode).toBe(0)
    expect(created(it)).toMatchObject({ 'acme/web': 2, 'globex/api': 2 })
    expect(run.masks).toEqual(expect.arrayContaining(['ghs_acme', 'ghs_globex']))
    expect(run.log + run.summary).not.toMatch(/ghs_(?:acme|globex|wrong)/)
    expect(run.outputs['api-calls-made']).toBe(String(run.requests.length))
  })
})

const permissions = {
  contents: 'write' as const,
  pull_requests: 'write' as const,
  issues: 'write' as const,
}

/** A world with an app on the given owners; `key` is its private key, `run` one run with it. */
async function withApp(
  installations: readonly Record<string, unknown>[],
  body: (it: SyncRuns, app: { key: string; given: Record<string, string> }) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'key-'))
  const { privateKey: key } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  writeFileSync(join(folder, 'key.pem'), key)
  const apps = [{ id: 7, private_key_file: join(folder, 'key.pem'), installations }]
  const given = { 'create-prs': 'true', 'app-id': '7', 'private-key': key, 'fail-on': 'all' }
  try {
    await on({ apps } as WorldInput, (it) => body(it, { key, given }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('an app mints a token per owner; where it is not installed the others go on', () =>
  withApp([{ id: 70, owner: 'acme', permissions }], async (it, { given }) => {
    const run = await it.sync(given)
    expect(run).toMatchObject({ exitCode: 0 })
    expect(created(it)).toMatchObject({ 'acme/web': 2, 'globex/api': 0 })
    expect(run.summary).toContain('The app is not installed on globex')
    expect(run.log + run.summary).not.toContain('PRIVATE KEY')
    expect(run.outputs['api-calls-made']).toBe(String(run.requests.length))
  }))

const both = [
  { id: 70, owner: 'acme', permissions },
  { id: 71, owner: 'globex', permissions },
]
const minting = { route: '/app/installations/{installation_id}/access_tokens' }

test('a limit while the token of one owner is minted ends only the part of that owner', () =>
  withApp(both, async (it, { given }) => {
    it.emulator.addFaults([{ match: minting, fault: 'primary_limit', skip: 1 }])
    const run = await it.sync({ ...given, 'deadline-minutes': '1' })
    expect(run).toMatchObject({ exitCode: 0 })
    expect(created(it)).toMatchObject({ 'acme/web': 2, 'globex/api': 0 })
    expect(run.outputs).toMatchObject({ remaining: '1', 'repos-scanned': '1', 'errors-encountered': '0' })
    expect(run.summary).toMatch(/^\*\*Stopped cleanly/)
    expect(run.outputs['api-calls-made']).toBe(String(run.requests.length))
  }))

test('an app needs both its id and its key, and a key that is one', async () => {
  await on({}, async (it) => {
    const half = await it.sync({ 'app-id': '7' })
    expect(half).toMatchObject({ exitCode: 1 })
    expect(half.log).toContain('belong together')
    const wrong = await it.sync({ 'app-id': '7', 'private-key': 'not a key at all' })
    expect(wrong.log).toContain('is not a private key in PEM form')
    expect(wrong.log).not.toContain('not a key at all')
  })
})
