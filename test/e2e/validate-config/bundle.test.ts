import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { command } from '../../support/command.ts'

const root = mkdtempSync(join(tmpdir(), 'validate-config-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Result {
  exitCode: number
  outputs: Record<string, string>
  annotations: { level: string; file?: string; line?: number; message: string }[]
  summary: string
  log: string
  requests: { total: number; byRoute: Record<string, number> }
}

interface Ran extends Result {
  rules: string[]
  text: (path: string) => string | undefined
}

const world = `users: [{ login: alice, id: 1001, type: User }]
repositories:
  - name: acme/automation
    files: { README.md: x }
    protection:
      main: { required_approving_review_count: 1, required_status_checks: { contexts: [test] } }
    branches:
      - { name: fix, from: main, commits: [{ message: x, author: alice, date: -1d, files: { a: x } }] }
    pull_requests: [{ number: 1, head: fix, base: main, author: alice, title: Fixed it }]
  - { name: acme/web, files: { README.md: x } }
  - { name: acme/legacy, archived: true, files: { README.md: x } }
  - { name: acme/docs, files: { README.md: x } }
  - { name: acme/handbook, renamed_to: acme/docs }
`
writeFileSync(join(root, 'world.yml'), world)
let count = 0

/** One run of the committed bundle in a workspace of its own. */
async function run(
  files: Record<string, string>,
  inputs: Record<string, string> = {},
  more: string[] = [],
): Promise<Ran> {
  const workspace = join(root, String(count++))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), text)
  }
  mkdirSync(workspace, { recursive: true })
  const given = Object.entries(inputs).flatMap(([name, value]) => ['--with', `${name}=${value}`])
  const args = [
    'validate-config',
    '--world',
    join(root, 'world.yml'),
    '--workspace',
    workspace,
    ...given,
    ...more,
    '--json',
  ]
  const { stdout, stderr } = await command('action.ts', args)
  if (!stdout.startsWith('{')) throw new Error(`${stdout}\n${stderr}`)
  const text = (path: string) =>
    existsSync(join(workspace, path)) ? readFileSync(join(workspace, path), 'utf8') : undefined
  const report = JSON.parse(text(inputs['report-file'] ?? 'validate_report.json') ?? '{"findings":[]}') as {
    findings: { rule: string }[]
  }
  return { ...(JSON.parse(stdout) as Result), rules: report.findings.map(({ rule }) => rule), text }
}

const config = (names: string[]) => JSON.stringify({ repositories: names }, null, 1)
const path = 'config/ecosystem-repos.json'
const workflow =
  'on: pull_request\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    timeout-minutes: 5\n    steps:\n      - run: echo\n'

describe('the bundle', () => {
  test('is green on good files, red on bad ones, with everything where it belongs', async () => {
    const good = await run({ [path]: config(['acme/web']), '.github/workflows/ci.yml': workflow })
    expect(good).toMatchObject({
      exitCode: 0,
      outputs: { valid: 'true', 'errors-count': '0' },
      requests: { total: 0 },
    })
    const bad = await run(
      {
        [path]: config(['acme']),
        '.github/workflows/ci.yml': workflow.replace('pull_request', 'pull_requests'),
      },
      { 'sarif-file': 'out/findings.sarif' },
    )
    expect(bad).toMatchObject({
      exitCode: 1,
      outputs: { valid: 'false', 'errors-count': '2', 'sarif-file': 'out/findings.sarif' },
    })
    expect(bad.annotations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 'error', file: path, line: 3 }),
        expect.objectContaining({ level: 'error', file: '.github/workflows/ci.yml', line: 1 }),
      ]),
    )
    expect(bad.summary).toContain('Configuration is not valid')
    expect(JSON.parse(bad.text('out/findings.sarif') ?? '')).toMatchObject({ version: '2.1.0' })
    expect(bad.log).not.toContain('::')
  })

  test('check-repositories asks once and names what is gone, renamed and archived', async () => {
    const files = { [path]: config(['acme/web', 'acme/gone', 'acme/handbook', 'acme/legacy']) }
    const asked = await run(files, { 'check-repositories': 'true' })
    expect(asked).toMatchObject({ exitCode: 1, requests: { total: 1, byRoute: { 'POST /graphql': 1 } } })
    expect(asked.rules).toEqual([
      'config-repository-missing',
      'config-repository-renamed',
      'config-repository-archived',
    ])
    expect((await run(files)).exitCode).toBe(0)
  })

  test('branch-protection: names of jobs, and the live rules', async () => {
    const expected = (reviews: number, check: string) => ({
      '.github/workflows/ci.yml': workflow,
      'protection.json': JSON.stringify({
        protection_rules: { main: { required_reviews: reviews, required_status_checks: [check] } },
      }),
    })
    const ask = async (reviews: number, check: string) => {
      const { exitCode, rules } = await run(expected(reviews, check), {
        'branch-protection': 'protection.json',
      })
      return [exitCode, ...rules.filter((rule) => rule.startsWith('protection-'))]
    }
    expect(await ask(1, 'test')).toEqual([0])
    expect(await ask(2, 'test')).toEqual([1, 'protection-differs'])
    expect(await ask(1, 'tests')).toEqual([1, 'protection-check-missing', 'protection-differs'])
  })

  test('pr-title, required-env and required-files', async () => {
    const payload = join(root, 'payload.json')
    writeFileSync(payload, JSON.stringify({ pull_request: { number: 1 } }))
    const files = { [path]: config(['acme/web']) }
    const event = ['--event', 'pull_request', '--payload', payload]
    expect((await run(files, {}, event)).exitCode).toBe(0)
    expect((await run(files, { 'pr-title': 'conventional' }, event)).rules).toEqual(['pr-title'])
    const wanted = { 'required-env': 'DEPLOY_TOKEN', 'required-files': 'config/*.json' }
    expect((await run(files, wanted)).rules).toEqual(['required-env'])
    expect((await run(files, wanted, ['--env', 'DEPLOY_TOKEN=x'])).exitCode).toBe(0)
  })

  test('a baseline that it wrote makes the next run green', async () => {
    const bad = { [path]: config(['acme']) }
    const first = await run(bad, { baseline: 'b.json', 'update-baseline': 'true' })
    expect(first.exitCode).toBe(0)
    const next = await run({ ...bad, 'b.json': first.text('b.json') ?? '' }, { baseline: 'b.json' })
    expect(next).toMatchObject({ exitCode: 0, outputs: { 'errors-count': '1', 'new-count': '0' } })
  })

  test('mistakes in the inputs come all at once, without a stack', async () => {
    const { exitCode, log } = await run(
      { [path]: config(['acme/web']) },
      { 'fail-on': 'eror', annotations: 'many', workflow: 'x' },
    )
    expect(exitCode).toBe(1)
    expect(log).toMatch(/3 inputs of this step are not right/)
    expect(log).not.toMatch(/\n\s+at /)
  })

  test('an empty workspace is not green', async () => {
    expect((await run({})).rules).toEqual(['nothing-checked'])
  })
})
