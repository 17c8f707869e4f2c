import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { root } from '../../scripts/house.ts'
import { command } from '../support/command.ts'

interface Done {
  conclusion: string
  jobs: {
    id: string
    result: string
    steps: { name: string; outcome: string; outputs: Record<string, string> }[]
    summary: string
  }[]
  requests: { total: number }
  state: {
    repositories: {
      name: string
      pull_requests: { number: number; merged: boolean; labels: string[] }[]
      issues: { title: string; state: string }[]
    }[]
  }
}

const folder = mkdtempSync(join(tmpdir(), 'workflow-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const world = (name: string) => join(root, 'test/support/worlds', name)

let payloads = 0
function payload(value: unknown): string {
  const file = join(folder, `payload-${payloads++}.json`)
  writeFileSync(file, JSON.stringify(value))
  return file
}

async function run(file: string, ...args: string[]): Promise<Done> {
  const { stdout, stderr } = await command('workflow.ts', [resolve(root, file), ...args, '--json'])
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Done
}

function outcomes(done: Done): Record<string, string> {
  return Object.fromEntries(
    done.jobs.flatMap(({ steps }) => steps.map(({ name, outcome }) => [name.replace(/@.*/, ''), outcome])),
  )
}

describe('examples that use only our actions, run as a whole', () => {
  const team = world('team.yml')
  const web = (done: Done) => done.state.repositories.find(({ name }) => name === 'acme/web')
  const issues = (done: Done) =>
    web(done)
      ?.issues.filter(({ state }) => state === 'open')
      .map(({ title }) => title) ?? []

  test('the first workflow of the README, as written, in a new repository', async () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
    const file = join(folder, 'first.yml')
    writeFileSync(file, yaml)
    const fresh = join(folder, 'fresh.yml')
    const workflow = JSON.stringify(yaml)
    writeFileSync(
      fresh,
      `repositories:\n  - name: me/new\n    files: { README.md: "# new", .github/workflows/check.yml: ${workflow} }\n    branches: [{ name: topic, from: main, commits: [{ message: x, files: { x.txt: x } }] }]\n    pull_requests: [{ number: 1, head: topic, base: main, title: x }]\n`,
    )
    const done = await run(file, '--world', fresh)
    expect(outcomes(done)).toEqual({ 'actions/checkout': 'success', 'OWNER/ecosystem-actions': 'success' })
    expect(done.jobs[0]?.summary).toContain('This repository is in order')
  })

  test('check-repository: green with two read permissions', async () => {
    const done = await run(
      'examples/check-repository.yml',
      '--world',
      team,
      '--payload',
      payload({ pull_request: { number: 7 } }),
    )
    expect(done.conclusion).toBe('success')
    expect(issues(done)).toEqual([])
  })

  test('auto-merge-on-approval: merges what is approved and green', async () => {
    const done = await run(
      'examples/auto-merge-on-approval.yml',
      '--world',
      team,
      '--payload',
      payload({ pull_request: { number: 7 } }),
    )
    expect(done.jobs[0]?.steps[0]?.outputs).toMatchObject({ decision: 'merged', 'pull-request': '7' })
    expect(web(done)?.pull_requests.find(({ number }) => number === 7)?.merged).toBe(true)
  })

  test('auto-merge-on-approval: leaves what is not approved', async () => {
    const done = await run(
      'examples/auto-merge-on-approval.yml',
      '--world',
      team,
      '--payload',
      payload({ pull_request: { number: 8 } }),
    )
    expect(done.conclusion).toBe('success')
    expect(['wait', 'block']).toContain(done.jobs[0]?.steps[0]?.outputs['decision'])
    expect(web(done)?.pull_requests.find(({ number }) => number === 8)?.merged).toBe(false)
  })

  test("auto-merge-dependabot: approves and merges the bot's signed commits, and nobody else's", async () => {
    const file = join(folder, 'bots.yml')
    const pull = (number: number, author: string) =>
      `{ number: ${number}, head: b${number}, base: main, author: '${author}', title: t, created_at: -2h, check_runs: [{ name: build, app_id: 15368, workflow: CI, event: pull_request, status: completed, conclusion: success, started_at: -50m, run_id: 50${number} }] }`
    const branch = (number: number, author: string, verified: boolean) =>
      `{ name: b${number}, from: main, commits: [{ message: Bump, author: '${author}', verified: ${verified}, date: -1d, files: { f${number}.txt: x } }] }`
    writeFileSync(
      file,
      `now: 2026-01-12T06:23:00Z
users: [{ login: 'dependabot[bot]', id: 49699333, type: Bot }, { login: mallory, id: 666, type: User }]
repositories:
  - name: acme/web
    branches: [${branch(1, 'dependabot[bot]', true)}, ${branch(2, 'mallory', false)}]
    pull_requests: [${pull(1, 'dependabot[bot]')}, ${pull(2, 'mallory')}]
`,
    )
    const go = (number: number) =>
      run(
        'examples/auto-merge-dependabot.yml',
        '--world',
        file,
        '--payload',
        payload({ pull_request: { number } }),
      )
    const bot = await go(1)
    expect(bot.jobs[0]?.steps[0]?.outputs).toMatchObject({ decision: 'merged' })
    const person = await go(2)
    expect(person.jobs[0]?.steps[0]?.outputs['decision']).not.toBe('merged')
    expect(web(person)?.pull_requests.some(({ merged }) => merged)).toBe(false)
  })

  test('notify-on-failure: one incident issue that names the workflow', async () => {
    const done = await run(
      'examples/notify-on-failure.yml',
      '--world',
      team,
      '--payload',
      payload({ workflow_run: { id: 9101 } }),
    )
    expect(done.conclusion).toBe('success')
    expect(issues(done)).toEqual([expect.stringContaining('CI')])
  })

  test('health-check: red with one issue when a workflow is missing', async () => {
    const done = await run('examples/health-check.yml', '--world', team)
    expect(done.conclusion).toBe('failure')
    expect(issues(done)).toHaveLength(1)
  })

  test('check-links-and-backups: a missing backup is an error, whole links are not', async () => {
    const done = await run('examples/check-links-and-backups.yml', '--world', team)
    expect(done.conclusion).toBe('failure')
    expect(done.jobs[0]?.summary).toMatch(/backup/)
    expect(done.jobs[0]?.summary).toMatch(/none is broken/)
  })

  test('monitor-ecosystem: reports, and writes nothing', async () => {
    const done = await run(
      'examples/monitor-ecosystem.yml',
      '--world',
      world('ecosystem.yml'),
      '--secret',
      'ECOSYSTEM_TOKEN=ghs_viewer',
    )
    expect(done.conclusion).toBe('success')
    expect(outcomes(done)).toEqual({
      'actions/checkout': 'success',
      'OWNER/ecosystem-actions/actions/validate-config': 'success',
      'OWNER/ecosystem-actions/actions/ecosystem-sync': 'success',
      'OWNER/ecosystem-actions/actions/health-check': 'success',
    })
    expect(done.state.repositories.flatMap(({ pull_requests }) => pull_requests)).toEqual([])
  })
})

describe('monitor-100-repositories: with an App', () => {
  test('tokens are minted per owner, pull requests opened for both', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    writeFileSync(join(folder, 'key.pem'), pem)
    const permissions = '{ contents: write, pull_requests: write, issues: write, metadata: read }'
    const file = join(folder, 'app.yml')
    writeFileSync(
      file,
      `now: 2026-01-12T06:23:00Z
apps: [{ id: 7, private_key_file: key.pem, installations: [{ id: 70, owner: acme, permissions: ${permissions} }, { id: 71, owner: other, permissions: ${permissions} }] }]
repositories:
  - { name: acme/automation, files: { config/ecosystem-repos.json: '{"repositories":["acme/web","other/api"]}' } }
  - { name: acme/web, visibility: private, files: { a: b }, commits: 20, branches: [{ name: develop, from: main~12 }] }
  - { name: other/api, visibility: private, files: { a: b }, commits: 20, branches: [{ name: develop, from: main~15 }] }
`,
    )
    const done = await run(
      'examples/monitor-100-repositories.yml',
      '--world',
      file,
      '--var',
      'ECOSYSTEM_APP_ID=7',
      '--secret',
      `ECOSYSTEM_APP_PRIVATE_KEY=${pem}`,
    )
    expect(done.jobs[0]?.steps.at(-1)?.outputs).toMatchObject({
      'repos-scanned': '2',
      'prs-created': '2',
      'errors-encountered': '0',
    })
    const opened = done.state.repositories
      .filter(({ pull_requests }) => pull_requests.length === 1)
      .map(({ name }) => name)
    expect(opened.sort()).toEqual(['acme/web', 'other/api'])
  })
})

describe('npm run workflow, with mistakes', () => {
  test.each([
    [[], 'Name a workflow file.'],
    [['nope.yml', '--world', 'x'], 'There is no file nope.yml.'],
    [['examples/monitor-ecosystem.yml'], 'Give --world FILE.'],
    [['examples/monitor-ecosystem.yml', '--world', 'nope.yml'], 'There is no world file nope.yml.'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await command('workflow.ts', args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })
})
