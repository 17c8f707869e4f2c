import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import type { WorldInput } from '@ecosystem-actions/github-emulator'
import { whenSeen } from '../../support/sync-app.ts'
import { branchesBehind, bystander, syncRuns, type SyncRuns } from '../../support/sync-runs.ts'

let runs: SyncRuns | undefined
afterEach(async () => {
  await runs?.close()
  runs = undefined
})

const users = [{ login: 'alice', id: 1001, type: 'User' as const }]

async function start(world: WorldInput, config: unknown): Promise<SyncRuns> {
  runs = await syncRuns({ users, ...world }, config)
  return runs
}

test.each([
  ['502', { status: 502 }],
  ['403', { status: 403, body: { message: 'Resource not accessible by integration' } }],
])(
  'where the list of pushes is not to be had (%s) everything is read, and the run goes on',
  async (_, answer) => {
    const names = Array.from({ length: 30 }, (__, index) => `acme/r${index}`)
    const repositories = names.map((name) => ({
      name,
      commits: 20,
      pushed_at: '-1h',
      branch_count: { prefix: 'wip/', count: 1, behind: 15, ahead: 1 },
    }))
    const it = await start({ repositories }, { repositories: names })
    await it.sync({ state: 'state.json' })
    it.emulator.addFaults([{ match: { graphql: 'Pushed' }, ...answer }])
    const run = await it.sync({ state: 'state.json' })
    expect(run).toMatchObject({ exitCode: 0 })
    expect(run.outputs).toMatchObject({
      'repos-scanned': '30',
      'branches-behind': '30',
      'errors-encountered': '0',
    })
  },
)

const pullsOf = ({ emulator }: SyncRuns, name: string) =>
  emulator.state().repositories.find((repository) => repository.name === name)?.pull_requests ?? []
const world = (name: string, more: object = {}) => ({
  name,
  commits: 30,
  branches: branchesBehind(2),
  ...more,
})

test('a bot without [bot] in its login is recognised by its type', async () => {
  const author = 'deployer'
  const commits = [{ message: 'work', author, date: '-5d', files: { 'a.txt': 'a\n' } }]
  const branches = [{ name: 'by-bot', from: 'main~15', commits }, ...branchesBehind(1)]
  const it = await start(
    {
      users: [...users, { login: author, id: 5005, type: 'Bot' }],
      repositories: [world('acme/web', { branches })],
    },
    { repositories: ['acme/web'] },
  )
  await it.sync({ 'create-prs': 'true' })
  expect(pullsOf(it, 'acme/web').map(({ base }) => base)).toEqual(['feature/0'])
  await it.sync({ 'create-prs': 'true', 'exclude-bots': 'false' })
  expect(pullsOf(it, 'acme/web').map(({ base }) => base)).toEqual(['feature/0', 'by-bot'])
})

test('two poisoned repositories in one request change nothing for those beside them', async () => {
  const names = ['acme/a', 'acme/b', 'acme/c', 'acme/d']
  const repositories = names.map((name) => world(name, { missing: name === 'acme/b' }))
  const it = await start({ repositories }, { repositories: names })
  it.emulator.addFaults([
    {
      match: { graphql: 'Repositories', repository: 'acme/c' },
      status: 200,
      body: {
        errors: [
          {
            message: 'Something went wrong while executing your query. This may be the result of a timeout.',
          },
        ],
      },
    },
  ])
  const run = await it.sync({ 'create-prs': 'true', 'fail-on': 'never' })
  expect(names.map((name) => pullsOf(it, name).length)).toEqual([2, 0, 0, 2])
  expect(run.outputs).toMatchObject({ 'repos-scanned': '2', 'errors-encountered': '2', 'success-rate': '50' })
  expect(run.metrics['repositories_by_status']).toMatchObject({ ok: 2, missing: 1, unavailable: 1 })
})

test('two poisoned aliases of one answer keep their own reasons', async () => {
  const names = ['acme/a', 'acme/b', 'acme/c']
  const it = await start(
    {
      repositories: [
        world('acme/a', { missing: true }),
        world('acme/b'),
        world('acme/c', { visibility: 'private' }),
      ],
      tokens: [{ token: 'ghs_some', kind: 'fine_grained', owner: 'acme', repositories: ['acme/b'] }],
    },
    { repositories: names },
  )
  const run = await it.sync({ 'fail-on': 'never' }, { token: 'ghs_some' })
  expect(run.outputs).toMatchObject({
    'repos-scanned': '1',
    'branches-behind': '2',
    'errors-encountered': '2',
  })
  expect(run.requests).toHaveLength(2)
})

test('the configuration may be YAML, in the shape of the original', async () => {
  const it = await start({ repositories: [world('acme/web'), world('acme/api')] }, '')
  const yaml = [
    'sync_interval_minutes: 15',
    'auto_merge_threshold_commits: 12',
    'pulse_interval_seconds: 9',
    'categories: { core: 2 }',
    'automation_config: { ecosystem_sync_enabled: true }',
    'defaults: { labels: [chore], stale_after_days: 30 }',
    'repositories:',
    '  - acme/web',
    '  - name: acme/api # only one of them',
    '    include: [feature/1]',
    '    threshold: 1',
  ]
  writeFileSync(join(it.workspace, 'config/ecosystem.yml'), yaml.join('\n'))
  const run = await it.sync({ config: 'config/ecosystem.yml', 'create-prs': 'true' })
  expect(run).toMatchObject({ exitCode: 0 })
  // One of those of acme/web is behind by exactly the threshold.
  expect(pullsOf(it, 'acme/web').map(({ base, labels }) => [base, labels])).toEqual([
    ['feature/1', ['ecosystem-sync', 'chore']],
  ])
  expect(pullsOf(it, 'acme/api').map(({ base }) => base)).toEqual(['feature/1'])
})

test.each([
  ['no repository', { repositories: [] }, /repositories/],
  ['nothing at all', '', /empty|is required|repositories/i],
  ['no list', { defaults: {} }, /repositories/],
])('a configuration with %s is an error that names the place, never a green run', async (_, config, says) => {
  const it = await start({ repositories: [world('acme/web')] }, config)
  const run = await it.sync()
  expect(run).toMatchObject({ exitCode: 1, requests: [] })
  expect(run.log).toMatch(says)
  expect(run.log).toContain('config/ecosystem-repos.json')
})

test('a branch that is deleted between scan and write is skipped, and the others are written', async () => {
  const branches = ['old', 'older'].map((name, index) => ({ name, from: `main~${20 + index}` }))
  const it = await start({ repositories: [world('acme/web', { branches })] }, { repositories: ['acme/web'] })
  const gone = async () => {
    await fetch(`${it.emulator.url}/repos/acme/web/git/refs/heads/old`, {
      method: 'DELETE',
      headers: { authorization: `token ${bystander}` },
    })
  }
  // The doctor looks between the scan and the first write.
  it.emulator.addFaults([
    { match: { route: '/installation/repositories' }, fault: 'slow', delay_ms: 500, times: 1 },
  ])
  const ended = whenSeen(it, { route: 'GET /installation/repositories', times: 1 }, () => void gone())
  const run = await it.sync({ 'auto-sync': 'true', strategy: 'auto' })
  ended()
  expect(run).toMatchObject({ exitCode: 0 })
  expect(run.outputs).toMatchObject({ 'fast-forwarded': '1', 'errors-encountered': '0' })
  expect(run.summary).toContain('deleted since the scan')
  const web = it.emulator.state().repositories.find(({ name }) => name === 'acme/web')!
  expect(Object.keys(web.branches).sort()).toEqual(['main', 'older'])
  expect(web.branches['older']).toBe(web.branches['main'])
})

test('a pull request for a branch that is deleted between scan and write is no error', async () => {
  const it = await start({ repositories: [world('acme/web')] }, { repositories: ['acme/web'] })
  const create = { method: 'POST', route: '/repos/{owner}/{repo}/pulls' }
  const invalid = {
    message: 'Validation Failed',
    errors: [{ resource: 'PullRequest', field: 'base', code: 'invalid' }],
  }
  it.emulator.addFaults([{ match: create, status: 422, times: 1, body: invalid }])
  const run = await it.sync({ 'create-prs': 'true' })
  expect(run.outputs).toMatchObject({ 'prs-created': '1', 'errors-encountered': '0' })
  expect(run.summary).toContain('gone since the scan')
})
