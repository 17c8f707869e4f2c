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
    expect(run.summary).toContain('line 3 is for "nobody", an owner of no configured repository')
    expect(run.log + run.summary).not.toMatch(/ghs_(?:acme|globex|wrong)/)
  })
})

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

test.each([
  ["the job's own token", 'github_token', {}, 'Add to the job: permissions: { pull-requests: write }'],
  [
    'a fine-grained token of the owner',
    'fine_grained',
    { tokens: 'acme: ghs_small' },
    'Give the token of acme in `tokens` the permission "pull-requests: write" for acme/control',
  ],
] as const)('what %s lacks is said with the place where it is given', async (_, kind, given, remedy) => {
  const permissions = { contents: 'read', pull_requests: 'read' }
  const token = {
    token: 'ghs_small',
    kind,
    permissions,
    repository: 'acme/control',
    repositories: ['acme/control'],
  }
  const world = { users, tokens: [token] } as unknown as WorldInput
  const it = await syncRuns(world, { repositories: ['acme/control'] })
  try {
    await it.emulator.add('acme/control', { commits: 30 })
    await it.emulator.add('acme/control', { branches: branchesBehind(1) })
    const run = await it.sync({ 'create-prs': 'true', 'fail-on': 'never', ...given }, { token: 'ghs_small' })
    expect(run.summary).toContain(remedy)
    expect(run.summary).not.toContain('Give the job the permission it lacks')
  } finally {
    await it.close()
  }
})
