import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'
import { runAction, type ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { emulatedPlace } from '../../../scripts/action/identity.ts'
import { root } from '../../../scripts/house.ts'

let emulator: Emulator
let workspace = ''
let service: Server
let status = 200
let webhooks: string[] = []

const workflow =
  'on:\n  schedule: [{ cron: "17 */6 * * *" }]\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }\n'

beforeEach(async () => {
  const [ci, nightly] = ['.github/workflows/ci.yml', '.github/workflows/nightly.yml']
  const failing = { workflow: ci, name: 'CI', event: 'push', status: 'completed', conclusion: 'failure' }
  emulator = await startEmulator({
    now: '2026-01-11T00:00:00Z',
    users: [{ login: 'mallory', id: 666, type: 'User' }],
    tokens: [
      { token: 'ghs_people', permissions: { issues: 'write' } },
      { token: 'ghs_small', permissions: { contents: 'read' } },
      { token: 'ghs_reader', permissions: { contents: 'read', actions: 'read', issues: 'read' } },
    ],
    repositories: [
      {
        name: 'acme/web',
        files: { 'README.md': '# web\n', [ci]: workflow, [nightly]: workflow },
        workflows: [
          { path: ci, state: 'active' },
          { path: nightly, state: 'disabled_inactivity' },
        ],
        workflow_runs: [1, 2, 3].map((n) => ({
          ...failing,
          id: 9000 + n,
          run_number: n,
          created_at: `-${n}h`,
          updated_at: `-${n}h`,
        })),
      },
    ],
  } as never)
  workspace = mkdtempSync(join(tmpdir(), 'health-'))
  status = 200
  webhooks = []
  service = createServer((request, response) => {
    if (request.url === '/refuse') response.writeHead(500).end()
    else if (request.method === 'POST') {
      request.on('data', (chunk: Buffer) => webhooks.push(chunk.toString()))
      request.on('end', () => response.end())
    } else response.writeHead(status).end('{"status":"ok"}')
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await emulator.close()
  service.closeAllConnections()
  service.close()
  rmSync(workspace, { recursive: true, force: true })
})

const address = () => `http://127.0.0.1:${(service.address() as AddressInfo).port}`

function write(path: string, content: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true })
  writeFileSync(join(workspace, path), content)
}

interface Run extends ActionResult {
  routes: string[]
  report: { metrics: object; checks: { name: string; status: string; reason?: string; kind: string }[] }
}

async function health(
  inputs: Record<string, string>,
  { token, env = {} }: { token?: string; env?: Record<string, string> } = {},
): Promise<Run> {
  const options = { event: 'schedule', payload: {}, ...(token ? { token } : {}) }
  const place = await emulatedPlace(
    emulator.url,
    'acme/web',
    options as unknown as Parameters<typeof emulatedPlace>[2],
  )
  const since = emulator.requests().length
  const result = await runAction({
    metadataFile: join(root, 'actions/health-check/action.yml'),
    run: place.run,
    workspace,
    inputs: { 'allow-private-addresses': 'true', ...inputs },
    expression: (path) => (path === 'github.token' ? place.token : ''),
    env: { ECOSYSTEM_ACTIONS_TIME_SCALE: '100', ...env },
    timeout: 60_000,
  })
  const routes = emulator
    .requests(since)
    .filter(({ kind }) => kind === 'rest' || kind === 'graphql')
    .map(({ route }) => route ?? '')
  const text = readFileSync(join(workspace, 'automation_health.json'), 'utf8')
  return { ...result, routes, report: JSON.parse(text) as Run['report'] }
}

const reasons = ({ report }: Run) => report.checks.map(({ kind, status, reason }) => [kind, status, reason])
const issues = () => emulator.state().repositories[0]?.issues ?? []
const hours = (n: number) => emulator.setClock({ advance: `${n}h` })

describe('one run', () => {
  test('files, scripts, metrics, endpoints and rate limits in one green verdict, in few requests', async () => {
    write('config/repos.json', '{}')
    write('run.sh', '#!/bin/sh\n')
    write('automation_metrics.json', JSON.stringify({ success_rate: 97, start_time: '2026-01-10T23:30:00Z' }))
    chmodSync(join(workspace, 'run.sh'), 0o755)
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['update-index', '--chmod=+x', 'run.sh'],
    ])
      execFileSync('git', args, { cwd: workspace })
    const run = await health({
      'required-files': 'config/*.json',
      'executable-files': '*.sh',
      endpoints: `${address()}/health`,
      tcp: address().replace('http://', ''),
    })
    expect(reasons(run)).toEqual([
      ['file', 'ok', undefined],
      ['executable', 'ok', undefined],
      ['metrics-freshness', 'ok', undefined],
      ['success-rate', 'ok', undefined],
      ['rate-limit', 'ok', undefined],
      ['http', 'ok', undefined],
      ['tcp', 'ok', undefined],
    ])
    expect(run).toMatchObject({
      exitCode: 0,
      outputs: { healthy: 'true', status: 'ok', errors: '0' },
      undeclaredOutputs: [],
    })
    expect(run.routes.length).toBeLessThanOrEqual(10)
  })

  test('workflows: a failing one, a disabled one, one that does not exist', async () => {
    const run = await health({ workflows: 'ci.yml\nnightly.yml\nnone.yml', history: 'none' })
    expect(reasons(run).filter(([kind]) => kind === 'workflow')).toEqual([
      ['workflow', 'error', 'failing'],
      ['workflow', 'error', 'disabled_inactivity'],
      ['workflow', 'error', 'missing'],
    ])
    expect(run.exitCode).toBe(1)
  })

  test('a token without the permission is told which line gives it, and no check is green for it', async () => {
    const run = await health(
      { workflows: 'ci.yml', issue: 'auto', 'required-files': 'none' },
      { token: 'ghs_small' },
    )
    expect(reasons(run)).toContainEqual(['workflow', 'warning', 'unknown_forbidden'])
    expect(reasons(run).filter(([kind]) => kind === 'permissions')).toEqual([
      ['permissions', 'error', 'forbidden'],
      ['permissions', 'warning', 'forbidden'],
    ])
    expect(run.summary).toContain('actions: read')
    expect(run.summary).toContain('issues: write')
    expect(run.routes.length).toBeLessThanOrEqual(10)
    expect(run.annotations.map(({ message }) => message).join()).toContain('issues: write')
    expect(run.outputs).toMatchObject({ healthy: 'false', errors: '2' })
  })

  test('the permissions of its checks cost a run no request of their own', async () => {
    const run = await health({ workflows: 'ci.yml', endpoints: `${address()}/` })
    expect(reasons(run)).toContainEqual(['permissions', 'ok', undefined])
    expect(run.routes).not.toContain('GET /repos/{owner}/{repo}/actions/workflows')
    expect(run.routes.length).toBeLessThanOrEqual(10)
  })

  test('a private address is refused without the input', async () => {
    const run = await health({
      endpoints: `${address()}/`,
      'allow-private-addresses': 'false',
      history: 'none',
    })
    expect(reasons(run)).toContainEqual(['http', 'error', 'private_address'])
  })

  test('metrics come from the newest artifact of a name', async () => {
    const files = {
      'automation_metrics.json': JSON.stringify({ success_rate: 50, start_time: '2026-01-10T23:30:00Z' }),
    }
    await emulator.add('acme/web', {
      workflow_runs: [
        {
          id: 9100,
          workflow: '.github/workflows/ci.yml',
          name: 'CI',
          run_number: 9,
          event: 'push',
          status: 'completed',
          conclusion: 'success',
          artifacts: [{ name: 'automation-metrics', files }],
        },
      ],
    })
    const run = await health({ 'metrics-artifact': 'automation-metrics', history: 'none' })
    expect(reasons(run)).toEqual(
      expect.arrayContaining([
        ['metrics-freshness', 'ok', undefined],
        ['success-rate', 'error', 'low'],
      ]),
    )
    expect(run.report.metrics).toMatchObject({ success_rate: 50 })
    expect(
      run.routes.filter((route) => route === 'GET /repos/{owner}/{repo}/actions/artifacts'),
    ).toHaveLength(1)
    const other = { 'metrics-artifact': 'automation-metrics', 'metrics-file': 'other.json', history: 'none' }
    const missing = await health(other)
    expect(JSON.stringify(missing.report.checks)).toContain('artifact automation-metrics holds no other.json')
  })

  test('GitHub that is down leaves what it does not need as it is', async () => {
    write('a', 'x')
    emulator.addFaults([{ match: { route: '/**' }, status: 503 }])
    const run = await health({ 'required-files': 'a' })
    expect(run).toMatchObject({ exitCode: 0, outputs: { healthy: 'true', status: 'warning' } })
    expect(reasons(run)).toContainEqual(['rate-limit', 'warning', 'unknown_github_unreachable'])
  })

  test.each([
    ['a page of a proxy', '<html>Log in</html>', 'it is not JSON'],
    ['another shape', {}, 'it has no list `artifacts`'],
    ['no list', { artifacts: null }, 'it has no list `artifacts`'],
    ['an entry without its fields', { artifacts: [{}] }, 'an entry lacks its `id`, `name` or `created_at`'],
  ])(
    'an unexpected answer of GitHub, %s, is told in words, and is neither an error nor ok',
    async (_, body, why) => {
      write('a', 'x')
      emulator.addFaults([{ match: { route: '/**' }, status: 200, body }])
      const inputs = {
        'required-files': 'a',
        'metrics-artifact': 'm',
        workflows: 'ci.yml',
        history: 'branch',
      }
      const run = await health(inputs)
      expect(run).toMatchObject({ exitCode: 0, outputs: { errors: '0' } })
      expect(reasons(run)).toEqual(
        expect.arrayContaining([
          ['success-rate', 'warning', 'unknown_metrics'],
          ['workflow', 'warning', 'unknown_format'],
        ]),
      )
      const said = run.annotations.map(({ message }) => message).join('\n')
      expect(said).toContain(`Unexpected answer of the artifact list: ${why}.`)
      expect(said).toContain('Unexpected answer of the reference of the data branch.')
      expect(run.rawLog).not.toMatch(/Cannot read properties|is not a function|undefined/)
      expect(run.routes.length).toBeLessThan(30)
    },
  )

  test.each([
    [401, 'The token is not valid', 1],
    [502, "The fault is GitHub's", 0],
  ])('HTTP %i of the artifact list names no permission', async (status, advice, errors) => {
    write('a', 'x')
    emulator.addFaults([{ match: { route: '/repos/{owner}/{repo}/actions/artifacts' }, status }])
    const run = await health({ 'required-files': 'a', 'metrics-artifact': 'm', 'fail-on': 'never' })
    const said = run.annotations.map(({ message }) => message).join('\n')
    expect(said).toContain(advice)
    expect(said).not.toContain('permissions: actions')
    expect(Number(run.outputs['errors'])).toBeLessThanOrEqual(errors)
  })

  test('mistakes of the user have no stack trace', async () => {
    write('.github/health-check.yml', 'checks: [{ name: a, kind: htp }]')
    writeFileSync(join(workspace, 'automation_health.json'), '{}')
    const run = await health({})
    expect(run.exitCode).toBe(1)
    expect(run.rawLog).toContain('Did you mean "http"')
    expect(run.rawLog).not.toMatch(/^\s+at /m)
  })
})

describe.each(['artifact', 'branch'])('a story of several runs, history in the %s store', (history) => {
  test('opened, kept, reminded, closed; never twice', async () => {
    const inputs = { endpoints: `${address()}/`, attempts: '1', issue: 'auto', history }
    expect((await health(inputs)).outputs).toMatchObject({ healthy: 'true', 'issue-number': '' })
    expect(issues()).toEqual([])

    hours(6)
    status = 500
    const failed = await health(inputs)
    const number = failed.outputs['issue-number']
    expect(number).toMatch(/^\d+$/)
    expect(failed.summary).toContain('▁█')
    expect(issues()).toMatchObject([{ state: 'open', labels: ['automation-health'], comments: [] }])
    expect(issues()[0]?.body).toContain('<!-- automation-health:v1:default -->')

    hours(6)
    const third = await health(inputs)
    expect(issues()).toMatchObject([{ state: 'open', comments: [] }])
    const share = { percent: 33.3, ok: 1, runs: 3 }
    expect(third.report.checks.find(({ kind }) => kind === 'http')).toMatchObject({
      ok_share: { last_7_days: share, last_30_days: share },
    })
    expect(third.summary).toContain('33.3 % of 3')

    hours(19)
    expect((await health(inputs)).outputs['issue-number']).toBe(number)
    expect(issues()[0]?.labels).toEqual(['automation-health', 'health:escalated'])
    expect(issues()[0]?.comments).toHaveLength(1)

    hours(6)
    status = 200
    expect((await health(inputs)).outputs['issue-number']).toBe('')
    expect(issues()).toMatchObject([{ state: 'closed' }])
    expect(issues()[0]?.comments).toHaveLength(2)
  }, 120_000)
})

describe('the issue', () => {
  const failing = () => ({ endpoints: `${address()}/`, attempts: '1', issue: 'auto', history: 'branch' })

  test('dry-run shows what it would do and does nothing', async () => {
    status = 500
    const run = await health({ ...failing(), 'dry-run': 'true' })
    expect(run.log).toContain('would open an issue')
    expect(issues()).toEqual([])
    expect(Object.keys(emulator.state().repositories[0]?.branches ?? {})).toEqual(['main'])
  })

  test('a create whose answer is lost makes one issue', async () => {
    status = 500
    emulator.addFaults([
      {
        match: { method: 'POST', route: '/repos/{owner}/{repo}/issues' },
        status: 502,
        after_effect: true,
        times: 1,
      },
    ])
    expect((await health(failing())).outputs['issue-number']).toMatch(/^\d+$/)
    expect(issues()).toHaveLength(1)
    await health(failing())
    expect(issues()).toHaveLength(1)
  })

  test('duplicates are closed, the lowest stays', async () => {
    const body = '<!-- automation-health:v1:default -->\nby hand'
    await emulator.add('acme/web', {
      issues: [11, 12].map((number) => ({
        number,
        title: 'x',
        body,
        labels: ['automation-health'],
        user: 'automation-bot',
        state: 'open',
      })),
    })
    status = 500
    expect((await health(failing())).outputs['issue-number']).toBe('11')
    expect(issues().map(({ number, state }) => [number, state])).toEqual([
      [11, 'open'],
      [12, 'closed'],
    ])
  })

  test('one whose label was taken off is found by its marker; a stranger cannot take the alarm over', async () => {
    const body = '<!-- automation-health:v1:default -->\nby hand'
    await emulator.add('acme/web', {
      issues: [{ number: 21, title: 'x', body, labels: [], user: 'automation-bot', state: 'open' }],
    })
    status = 500
    expect((await health(failing())).outputs['issue-number']).toBe('21')
    expect(issues()).toMatchObject([{ number: 21, labels: ['automation-health'] }])
  })

  test('the marker in an issue of a stranger counts for nothing', async () => {
    const body = '<!-- automation-health:v1:default -->'
    await emulator.add('acme/web', {
      issues: [{ number: 31, title: 'x', body, labels: [], user: 'mallory', state: 'open' }],
    })
    status = 500
    const run = await health(failing())
    expect(run.outputs['issue-number']).not.toBe('31')
    expect(issues().find(({ number }) => number === 31)).toMatchObject({
      state: 'open',
      labels: [],
      comments: [],
    })
  })

  test('nor does it with the label', async () => {
    const [body, labels] = ['<!-- automation-health:v1:default -->', ['automation-health']]
    await emulator.add('acme/web', {
      issues: [{ number: 31, title: 'x', body, labels, user: 'mallory', state: 'open' }],
    })
    status = 500
    const run = await health(failing())
    expect(run.outputs['issue-number']).toMatch(/^\d+$/)
    expect(run.outputs['issue-number']).not.toBe('31')
    expect(issues().find(({ number }) => number === 31)).toMatchObject({ title: 'x', body, comments: [] })
  })

  test('labels of people stay through reminders and the end; ours come back and go', async () => {
    status = 500
    await health(failing())
    const number = issues()[0]?.number ?? 0
    const at = `${emulator.url}/repos/acme/web/issues/${number}/labels`
    const headers = { authorization: 'Bearer ghs_people' }
    const replaced = await fetch(at, { method: 'PUT', headers, body: JSON.stringify({ labels: ['bug'] }) })
    expect(replaced.ok).toBe(true)
    hours(25)
    await health(failing())
    expect([...(issues()[0]?.labels ?? [])].sort()).toEqual(['automation-health', 'bug', 'health:escalated'])
    status = 200
    hours(1)
    await health(failing())
    expect([...(issues()[0]?.labels ?? [])].sort()).toEqual(['automation-health', 'bug'])
  })

  test('a history that cannot be read closes nothing while a check fails', async () => {
    write(
      '.github/health-check.yml',
      `checks: [{ name: a, kind: http, url: '${address()}/', severity: warning }]`,
    )
    const inputs = { attempts: '1', issue: 'auto', history: 'artifact' }
    status = 500
    await health(inputs)
    hours(6)
    await health(inputs)
    expect(issues()).toMatchObject([{ state: 'open' }])
    hours(6)
    const fault = { match: { method: 'GET', route: '/repos/{owner}/{repo}/actions/artifacts' }, status: 502 }
    emulator.addFaults([fault])
    const run = await health(inputs)
    expect(run.annotations.map(({ message }) => message).join()).toContain('The history could not be read')
    expect(issues()).toMatchObject([{ state: 'open', comments: [] }])
  })

  test('during maintenance nothing is opened; after it, it is', async () => {
    status = 500
    const maintenance = '[{ from: "2026-01-11T00:00", to: "2026-01-11T04:00", tz: UTC, checks: "*" }]'
    const run = await health({ ...failing(), maintenance })
    expect(run.outputs).toMatchObject({ healthy: 'false', errors: '1' })
    expect(run.summary).toContain('maintenance')
    expect(issues()).toEqual([])
    hours(6)
    await health({ ...failing(), maintenance })
    expect(issues()).toHaveLength(1)
  })

  test('escalation mentions the team once and calls the webhook', async () => {
    write('.github/health-check.yml', 'escalation: { mention: [octo-org/on-call], webhook-env: ON_CALL }')
    status = 500
    const env = { ON_CALL: address() }
    await health(failing(), { env })
    hours(73)
    await health(failing(), { env })
    hours(1)
    await health(failing(), { env })
    expect(
      issues()[0]
        ?.comments.map(({ body }) => body)
        .join(),
    ).toContain('@octo-org/on-call')
    expect(issues()[0]?.comments).toHaveLength(1)
    expect(webhooks.map((text) => JSON.parse(text) as object)).toMatchObject([
      { repository: 'acme/web', severity: 'error' },
    ])
  })

  test('a webhook that fails is a notice of its own, and is called again by the next run', async () => {
    write('.github/health-check.yml', 'escalation: { webhook-env: ON_CALL }')
    status = 500
    await health(failing())
    hours(73)
    const failed = await health(failing(), { env: { ON_CALL: `${address()}/refuse` } })
    expect(failed.outputs['issue-number']).toBe(String(issues()[0]?.number))
    const said = failed.annotations.map(({ message }) => message).join()
    expect(said).toContain('The webhook of the escalation answered 500')
    expect(said).not.toContain('The issue was not kept')
    hours(6)
    await health(failing(), { env: { ON_CALL: address() } })
    hours(6)
    await health(failing(), { env: { ON_CALL: address() } })
    expect(webhooks).toHaveLength(1)
  })

  test('a branch that is protected degrades to artifacts with a notice, and the record is not lost', async () => {
    write('a', 'x')
    emulator.addFaults([
      {
        match: { method: 'POST', route: '/repos/{owner}/{repo}/git/refs' },
        status: 403,
        body: { message: 'Repository rule violations found' },
      },
    ])
    const run = await health({ 'required-files': 'a', history: 'branch' })
    expect(run).toMatchObject({ exitCode: 0, outputs: { healthy: 'true' } })
    expect(run.annotations.map(({ message }) => message).join()).toContain('rule violations')
    expect(
      emulator
        .state()
        .repositories[0]?.artifacts.map(({ name }) => name)
        .join(),
    ).toContain('automation-history')
    emulator.clearFaults()
    await health({ 'required-files': 'a', history: 'branch' })
    const records = JSON.parse(
      readFileSync(join(workspace, 'automation_health.history.json'), 'utf8'),
    ) as unknown[]
    expect(records).toHaveLength(2)
  })
})
