import { HistoryError } from '@ecosystem-actions/core/history'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { answer, scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { memoryHistory } from '@ecosystem-actions/core/testing/history'
import { describe, expect, test } from '@jest/globals'
import { healthScene, httpAnswer, noAnswer, runHealth } from '../../support/health-scene.ts'

const metrics = (value: unknown) =>
  memoryFiles({ 'automation_metrics.json': typeof value === 'string' ? value : JSON.stringify(value) })
const good = { success_rate: 98.5, start_time: '2026-01-10T23:00:00Z', repos_scanned: 4 }

describe('the report', () => {
  test('has the shape of the original, and all its keys', async () => {
    const scene = healthScene({ files: metrics(good) })
    const { report, outputs, failures } = await runHealth(scene, {
      'required-files': 'automation_metrics.json\nnone.json',
    })
    expect(Object.keys(report).sort()).toEqual([
      'checks',
      'errors',
      'healthy',
      'metrics',
      'summary',
      'timestamp',
      'warnings',
    ])
    expect(report.summary).toEqual({ total_checks: 4, passed: 3, warnings: 0, errors: 1 })
    expect(report.errors).toEqual(['file: none.json: none.json is missing.'])
    expect(report.metrics).toMatchObject({ success_rate: 98.5, repos_scanned: 4 })
    for (const check of report.checks)
      expect(check).toMatchObject({
        name: expect.any(String),
        status: expect.stringMatching(/^(?:ok|warning|error)$/),
        message: expect.any(String),
        timestamp: expect.stringMatching(/Z$/),
        kind: expect.any(String),
        duration_ms: expect.any(Number),
      })
    expect(outputs).toMatchObject({
      healthy: 'false',
      status: 'error',
      errors: '1',
      warnings: '0',
      'report-path': 'automation_health.json',
      'history-path': '',
      flapping: '',
      'issue-number': '',
    })
    expect(failures).toEqual(['Not healthy: 3 of 4 checks passed, 0 warnings, 1 error.'])
  })

  test('the second form says pass, warn or fail', async () => {
    const scene = healthScene({ files: memoryFiles({ a: 'x' }) })
    await runHealth(scene, { 'required-files': 'a', 'optional-files': 'b' })
    const second = JSON.parse(
      new TextDecoder().decode(scene.files.content.get('automation_health.health.json')),
    ) as { status: string; checks: Record<string, { status: string }[]> }
    expect(second.status).toBe('warn')
    expect(Object.values(second.checks).map(([one]) => one?.status)).toEqual(['pass', 'warn'])
  })

  test('that cannot be written fails the run, and what it found is told all the same', async () => {
    const whole = memoryFiles({ a: 'x' })
    const files: typeof whole = {
      ...whole,
      write: (path, content) =>
        path === 'automation_health.json' ? Promise.reject(new Error('EROFS')) : whole.write(path, content),
    }
    const inputs = { 'required-files': 'a\nb', 'fail-on': 'never' }
    const ended = await runHealth(healthScene({ files, history: memoryHistory() }), inputs)
    expect(ended.failures).toEqual(['The report is not complete: EROFS'])
    expect(ended.outputs).toMatchObject({
      healthy: 'false',
      errors: '1',
      'report-path': '',
      'history-path': 'automation_health.history.json',
    })
    expect(ended.summaryText()).toContain('b is missing')
    expect(ended.summaryText()).toContain('EROFS')
    expect(files.content.has('automation_health.health.json')).toBe(true)
  })
})

describe('what is healthy', () => {
  test('nothing checked is not', async () => {
    const { outputs, failures } = await runHealth(healthScene(), {})
    expect(outputs).toMatchObject({ healthy: 'false', status: 'unknown' })
    expect(failures.join()).toContain('Nothing was checked')
  })
  test('rate limits alone are not', async () => {
    const github = scriptedGitHub({
      'GET /rate_limit': () => ({
        resources: { core: { limit: 5000, remaining: 5000, reset: 1_768_090_000 } },
      }),
    })
    const { outputs, report } = await runHealth(healthScene({ github }), {
      'github-token': 'ghs_12345678901234567890',
      history: 'none',
    })
    expect(report.checks).toMatchObject([{ kind: 'rate-limit', status: 'ok' }])
    expect(outputs).toMatchObject({ healthy: 'false', status: 'unknown' })
  })
  test('unknown alone is not, and is a warning with a reason', async () => {
    const { outputs, report } = await runHealth(healthScene(), { workflows: 'ci.yml' })
    expect(report.checks).toMatchObject([{ status: 'warning', reason: 'unknown_no_token' }])
    expect(outputs).toMatchObject({ healthy: 'false' })
  })
  test.each([
    ['error', 'a', 0],
    ['error', 'b', 1],
    ['warning', 'c', 1],
    ['error', 'c', 0],
    ['never', 'b', 0],
  ])('fail-on %s with %s: %i failures', async (failOn, what, failures) => {
    const inputs = {
      a: { 'required-files': 'a' },
      b: { 'required-files': 'b' },
      c: { 'required-files': 'a', 'optional-files': 'c' },
    }[what as 'a' | 'b' | 'c']
    const ended = await runHealth(healthScene({ files: memoryFiles({ a: 'x' }) }), {
      ...inputs,
      'fail-on': failOn,
    })
    expect(ended.failures).toHaveLength(failures)
  })
})

describe('metrics', () => {
  test('absent at the default path are a notice and not a check', async () => {
    const { annotations, report } = await runHealth(healthScene({ files: memoryFiles({ a: 'x' }) }), {
      'required-files': 'a',
    })
    expect(report.checks).toHaveLength(1)
    expect(annotations).toMatchObject([
      { level: 'notice', message: expect.stringContaining('automation_metrics.json is not there') },
    ])
  })
  test('those of a check with a file of its own are in the report too, after those of the inputs', async () => {
    const files = memoryFiles({
      'automation_metrics.json': JSON.stringify(good),
      'other.json': JSON.stringify({ ...good, success_rate: 91, other: 7 }),
      '.github/health-check.yml': 'checks: [{ name: other, kind: success-rate, file: other.json }]',
    })
    const { report } = await runHealth(healthScene({ files }), {})
    expect(report.metrics).toMatchObject({ success_rate: 98.5, other: 7 })
  })
  test('absent at another path are an error', async () => {
    const { report } = await runHealth(healthScene(), { 'metrics-file': 'm.json' })
    expect(report.checks.map(({ status, reason }) => [status, reason])).toEqual([
      ['error', 'missing'],
      ['error', 'missing'],
    ])
  })
  test.each([
    '{}',
    '[]',
    '',
    'no',
    '95',
    '{"success_rate":"95","start_time":"2026-01-10T23:00:00Z"}',
    '{"success_rate":NaN}',
    'null',
  ])('%s are an error', async (text) => {
    const { outputs } = await runHealth(healthScene({ files: metrics(text) }), {})
    expect(outputs['healthy']).toBe('false')
    expect(Number(outputs['errors'])).toBeGreaterThan(0)
  })
  test('the limits are inputs', async () => {
    const states = async (inputs: Record<string, string>) =>
      (await runHealth(healthScene({ files: metrics(good) }), inputs)).report.checks.map(
        ({ status }) => status,
      )
    expect(await states({})).toEqual(['ok', 'ok'])
    expect(await states({ 'max-metrics-age-hours': '0.5' })).toEqual(['error', 'ok'])
    expect(await states({ 'success-rate-warning': '99' })).toEqual(['ok', 'warning'])
    expect(await states({ 'success-rate-warning': '99', 'success-rate-error': '99' })).toEqual([
      'ok',
      'error',
    ])
  })
})

describe('confirmation', () => {
  const once = { endpoints: 'https://a.example' }
  test('a failure is tried thirty times, ten seconds apart', async () => {
    const scene = healthScene({ http: () => noAnswer })
    const { report } = await runHealth(scene, once)
    expect(scene.requested).toHaveLength(30)
    expect(scene.clock.sleeps).toHaveLength(29)
    expect(Math.min(...scene.clock.sleeps)).toBeGreaterThanOrEqual(9000)
    expect(Math.max(...scene.clock.sleeps)).toBeLessThanOrEqual(11_000)
    expect(report.checks).toMatchObject([{ status: 'error', reason: 'refused', evidence: { attempts: 30 } }])
  })
  test('one that passes is well', async () => {
    const scene = healthScene({ http: (_, n) => (n < 4 ? noAnswer : httpAnswer()) })
    expect((await runHealth(scene, once)).report.checks).toMatchObject([
      { status: 'ok', evidence: { attempts: 4 } },
    ])
  })
  test('a lasting one is not tried again', async () => {
    const scene = healthScene({ http: () => httpAnswer(401) })
    await runHealth(scene, once)
    expect(scene.requested).toHaveLength(1)
  })
  test.each([
    [{ attempts: '5' }, 5],
    [{ mode: 'pre' }, 3],
    [{ mode: 'pre', attempts: '2' }, 2],
    [{ mode: 'post' }, 30],
    [{ 'interval-seconds': '100', 'deadline-minutes': '5.6' }, 4],
  ])('%j makes %i tries', async (inputs, tries) => {
    const scene = healthScene({ http: () => noAnswer })
    await runHealth(scene, { ...once, ...inputs })
    expect(scene.requested).toHaveLength(tries)
  })
  test('after three failing runs the breaker is open: one try, and thirty again after a good one', async () => {
    const scene = healthScene({ history: memoryHistory() })
    const tries = async (http: typeof scene.http) => {
      scene.http = http
      scene.requested.length = 0
      await runHealth(scene, once)
      scene.clock.advance(21_600_000)
      return scene.requested.length
    }
    expect([await tries(() => noAnswer), await tries(() => noAnswer), await tries(() => noAnswer)]).toEqual([
      30, 30, 30,
    ])
    expect(await tries(() => noAnswer)).toBe(1)
    expect(await tries(() => httpAnswer())).toBe(1)
    expect(await tries(() => noAnswer)).toBe(30)
  })
  const timedOut: typeof noAnswer = { ...noAnswer, problem: 'timeout', message: 'no answer.' }
  test('a service that failed every try has failed, also when the deadline cuts its last try short', async () => {
    const scene = healthScene()
    const given: number[] = []
    scene.http = ({ timeoutMs }) => {
      given.push(timeoutMs)
      scene.clock.advance(timeoutMs)
      return timedOut
    }
    const inputs = { ...once, 'timeout-seconds': '1.5', 'interval-seconds': '1', 'deadline-minutes': '0.1' }
    const { report, outputs } = await runHealth(scene, inputs)
    expect(given.at(-1)).toBeLessThan(1500)
    expect(report.checks).toMatchObject([
      { status: 'error', reason: 'timeout', evidence: { attempts: given.length - 1 } },
    ])
    expect(outputs).toMatchObject({ healthy: 'false' })
  })
  test('a first try that had no fair time says nothing of the service', async () => {
    const scene = healthScene()
    scene.http = ({ timeoutMs }) => {
      scene.clock.advance(Math.min(timeoutMs, 5000))
      return timeoutMs < 5000 ? timedOut : httpAnswer()
    }
    const { report } = await runHealth(scene, {
      endpoints: 'https://a.example\nhttps://b.example',
      concurrency: '1',
      'deadline-minutes': '0.1',
    })
    expect(report.checks.map(({ status, reason }) => [status, reason])).toEqual([
      ['ok', undefined],
      ['warning', 'unknown_deadline'],
    ])
  })
  test('what the deadline cuts off is unknown and not well', async () => {
    const scene = healthScene({ clock: manualClock('2026-01-11T00:00:00Z') })
    scene.http = () => {
      scene.clock.advance(60_000)
      return httpAnswer()
    }
    const { report, outputs } = await runHealth(scene, {
      endpoints: 'https://a.example\nhttps://b.example\nhttps://c.example',
      concurrency: '1',
      'deadline-minutes': '2',
    })
    expect(report.checks.map(({ status, reason }) => [status, reason])).toEqual([
      ['ok', undefined],
      ['ok', undefined],
      ['warning', 'unknown_deadline'],
    ])
    expect(outputs).toMatchObject({ healthy: 'true', status: 'warning' })
  })
})

describe('blame', () => {
  test('nothing answers and the API does not either: the network of the runner, and no error', async () => {
    const { report, outputs } = await runHealth(healthScene({ http: () => noAnswer, canary: false }), {
      endpoints: 'https://a.example\nhttps://b.example',
      attempts: '1',
    })
    expect(report.checks.map(({ reason }) => reason)).toEqual([
      'unknown_runner_network',
      'unknown_runner_network',
    ])
    expect(outputs).toMatchObject({ healthy: 'false', errors: '0' })
  })
  test('nothing answers but the API does: the services', async () => {
    const { outputs } = await runHealth(healthScene({ http: () => noAnswer, canary: true }), {
      endpoints: 'https://a.example',
      attempts: '1',
    })
    expect(outputs).toMatchObject({ errors: '1' })
  })
  test('an incident of a provider stands beside the failure', async () => {
    const scene = healthScene({
      http: ({ url }) =>
        url.includes('status') ? httpAnswer(200, '{"status":{"indicator":"major"}}') : noAnswer,
    })
    const { report } = await runHealth(scene, {
      endpoints: 'https://a.example',
      'status-pages': 'https://status.example/api',
      attempts: '1',
    })
    expect(report.checks.find(({ kind }) => kind === 'http')).toMatchObject({
      status: 'error',
      evidence: { provider_incident: expect.stringContaining('major') },
    })
  })
})

describe('the checks file', () => {
  const files = (text: string) => memoryFiles({ '.github/health-check.yml': text, a: 'x' })
  test('children of a failed check are not looked at', async () => {
    const text = `
checks:
  - { name: child, kind: http, url: 'https://b.example', depends-on: parent }
  - { name: grandchild, kind: file, path: a, depends-on: [child] }
  - { name: parent, kind: http, url: 'https://a.example' }
  - { name: other, kind: file, path: a }
`
    const scene = healthScene({ files: files(text), http: () => noAnswer })
    const { report } = await runHealth(scene, { attempts: '1' })
    expect(report.checks.map(({ name, status, reason }) => [name, status, reason])).toEqual([
      ['child', 'warning', 'dependency'],
      ['grandchild', 'warning', 'dependency'],
      ['parent', 'error', 'refused'],
      ['other', 'ok', undefined],
    ])
    expect(scene.requested.map(({ url }) => url)).toEqual(['https://a.example'])
  })
  test.each(['optional: true', 'severity: warning'])(
    'a parent that is %s and failed holds its children back too',
    async (softly) => {
      const text = `checks: [{ name: parent, kind: file, path: none, ${softly} }, { name: child, kind: file, path: none, depends-on: parent }]`
      expect(
        (await runHealth(healthScene({ files: files(text) }), {})).report.checks.map(({ status, reason }) => [
          status,
          reason,
        ]),
      ).toEqual([
        ['warning', 'missing'],
        ['warning', 'dependency'],
      ])
    },
  )
  test('severity warning and optional soften a failure', async () => {
    const text =
      'checks: [{ name: a, kind: file, path: n, severity: warning }, { name: b, kind: file, path: n, optional: true }, { name: c, kind: file, path: n }]'
    expect(
      (await runHealth(healthScene({ files: files(text) }), {})).report.checks.map(({ status }) => status),
    ).toEqual(['warning', 'warning', 'error'])
  })
  test('named and missing it is an error of the user, without a stack', async () => {
    const { failures, logged } = await runHealth(healthScene(), { checks: 'none.yml' })
    expect(failures.join()).toContain('none.yml is missing')
    expect(logged.join()).not.toContain('at ')
  })
  test('secrets come from the environment, and a missing one is not a pass', async () => {
    const text = 'checks: [{ name: a, kind: http, url: "https://a.example", authorization-env: API_TOKEN }]'
    const scene = healthScene({ files: files(text), env: { API_TOKEN: 'geheim-geheim' } })
    const { masks } = await runHealth(scene, {})
    expect(masks).toContain('geheim-geheim')
    expect(scene.requested[0]?.headers).toMatchObject({ authorization: 'Bearer geheim-geheim' })
    expect((await runHealth(healthScene({ files: files(text) }), {})).report.checks).toMatchObject([
      { status: 'warning', reason: 'unknown_no_secret' },
    ])
  })
})

describe('secrets', () => {
  test('passwords in addresses are masked and in no text', async () => {
    const scene = healthScene({ http: () => ({ ...noAnswer, message: 'no login for hunter22-secret' }) })
    const ended = await runHealth(scene, {
      endpoints: 'https://me:hunter22-secret@a.example/x',
      attempts: '1',
    })
    expect(ended.masks).toContain('hunter22-secret')
    const files = [...scene.files.content.values()].map((bytes) => new TextDecoder().decode(bytes)).join()
    expect(files).not.toContain('hunter22')
    expect(files).toContain('https://a.example/x')
  })
  test('a secret of the query is masked, also in what the server answers', async () => {
    const scene = healthScene({ http: ({ url }) => httpAnswer(500, `no such ${url}`) })
    const url = 'https://a.example/echo?lang=en&token=qwerty12345&id=0a1b2c3d4e5f6a7b8c'
    const ended = await runHealth(scene, { endpoints: url, attempts: '1' })
    const files = [...scene.files.content.values()].map((bytes) => new TextDecoder().decode(bytes)).join()
    for (const text of [files, ended.summaryText(), ended.logged.join()]) {
      expect(text).not.toContain('qwerty12345')
      expect(text).not.toContain('0a1b2c3d4e5f6a7b8c')
    }
    expect(ended.masks).not.toContain('en')
  })
  test('and not in the problem of a bad one either', async () => {
    const ended = await runHealth(healthScene(), {
      endpoints: 'me:hunter22-secret@a.example',
      'postgres-url': 'mysql://u:hunter22-secret@h/d',
    })
    const said = [...ended.failures, ...ended.logged, ended.summaryText()].join()
    expect(said).toContain('must start with https://')
    expect(said).toContain('must be written as postgres://')
    expect(said).not.toContain('hunter22')
  })
})

describe('history', () => {
  test('no first try waits for it; a failure does, before it is tried again', async () => {
    const seen: string[] = []
    let release = () => undefined as void
    const released = new Promise<void>((resolve) => (release = resolve))
    const stored = memoryHistory()
    const history = {
      ...stored,
      async read(query: Parameters<typeof stored.read>[0]) {
        await released
        seen.push('history')
        return stored.read(query)
      },
    }
    const http: ReturnType<typeof healthScene>['http'] = (_, n) => {
      seen.push(`try ${n}`)
      if (n === 1) setImmediate(release)
      return n === 1 ? noAnswer : httpAnswer()
    }
    await runHealth(healthScene({ history, http }), { endpoints: 'https://a.example', history: 'artifact' })
    expect(seen).toEqual(['try 1', 'history', 'try 2'])
  })

  test('each run is one record, and the next one knows it', async () => {
    const history = memoryHistory()
    const scene = healthScene({ history, files: memoryFiles({ a: 'x' }) })
    await runHealth(scene, { 'required-files': 'a' })
    scene.clock.advance(3_600_000)
    const second = await runHealth(scene, { 'required-files': 'a' })
    expect(history.records.size).toBe(2)
    expect(second.outputs['history-path']).toBe('automation_health.history.json')
    expect(second.summaryText()).toContain('▁▁')
    expect(
      JSON.parse(new TextDecoder().decode(scene.files.content.get('automation_health.history.json'))),
    ).toHaveLength(2)
  })
  test('dry-run and none write no record', async () => {
    const history = memoryHistory()
    await runHealth(healthScene({ history, files: memoryFiles({ a: 'x' }) }), {
      'required-files': 'a',
      'dry-run': 'true',
    })
    await runHealth(healthScene({ history, files: memoryFiles({ a: 'x' }) }), {
      'required-files': 'a',
      history: 'none',
    })
    expect(history.records.size).toBe(0)
  })
  test('one that is not to be had is a notice, and the verdict stands', async () => {
    const history = memoryHistory()
    history.failure = new HistoryError('forbidden', 'The branch is protected.')
    const ended = await runHealth(healthScene({ history, files: memoryFiles({ a: 'x' }) }), {
      'required-files': 'a',
    })
    expect(ended.outputs).toMatchObject({ healthy: 'true', status: 'ok' })
    expect(ended.annotations.map(({ message }) => message).join()).toContain('protected')
    expect(ended.failures).toEqual([])
  })
  test('flapping is an output', async () => {
    const scene = healthScene({ history: memoryHistory() })
    let flapping = ''
    for (let n = 0; n < 6; n++) {
      scene.http = () => (n % 2 === 0 ? httpAnswer() : noAnswer)
      flapping =
        (await runHealth(scene, { endpoints: 'https://a.example', attempts: '1' })).outputs['flapping'] ?? ''
      scene.clock.advance(21_600_000)
    }
    expect(flapping).toBe('http: https://a.example')
  })
})

test('a check that throws is an error of its own and hides no other', async () => {
  const scene = healthScene({
    files: memoryFiles({ a: 'x' }),
    http: () => {
      throw new Error('boom')
    },
  })
  const { report } = await runHealth(scene, { endpoints: 'https://a.example', 'required-files': 'a' })
  expect(report.checks).toMatchObject([
    { status: 'ok' },
    { status: 'error', reason: 'crashed', message: expect.stringContaining('boom') },
  ])
})

test('a run that holds too much memory starts nothing more, and says so', async () => {
  const { report, outputs } = await runHealth(healthScene({ memory: 1_000_000_000 }), {
    endpoints: 'https://a.example',
  })
  expect(report.checks).toMatchObject([
    { status: 'warning', reason: 'unknown_limit', message: expect.stringContaining('1000 MB of memory') },
  ])
  expect(outputs['healthy']).toBe('false')
})

test('GitHub that is down or refuses the token is told apart', async () => {
  const ask = async (status: number) =>
    (
      await runHealth(healthScene({ github: scriptedGitHub({ 'GET /rate_limit': () => answer(status) }) }), {
        'github-token': 'ghs_12345678901234567890',
        history: 'none',
      })
    ).report.checks
  expect(await ask(502)).toMatchObject([{ status: 'warning', reason: 'unknown_github_unreachable' }])
  expect(await ask(401)).toMatchObject([{ status: 'error', reason: 'bad_token' }])
})

test.each(['<html>', {}, { resources: 'none' }])('an answer of %j is no rate limit', async (body) => {
  const github = scriptedGitHub({ 'GET /rate_limit': () => body })
  const token = { 'github-token': 'ghs_12345678901234567890', history: 'none' }
  expect((await runHealth(healthScene({ github }), token)).report.checks).toMatchObject([
    { status: 'warning', reason: 'unknown_format' },
  ])
})

test('hostile names and messages stay text in the summary', async () => {
  const text = `checks: [{ name: "<img src=x> @octocat [x](http://e) | a", kind: http, url: "https://a.example", json: [{ path: a, equals: 1 }] }]`
  const scene = healthScene({
    files: memoryFiles({ '.github/health-check.yml': text }),
    http: () => httpAnswer(200, '```\n</details><script>'),
  })
  const summary = (await runHealth(scene, { attempts: '1' })).summaryText()
  const outsideOfCode = summary.replace(/````[\s\S]*?\n````/g, '').replace(/`[^`]*`/g, '')
  expect(outsideOfCode).not.toMatch(/<script|<img|@octocat|\]\(http/)
})

test.each([
  ['[{ from: "02:00" }]', 'window 1: `to` is required'],
  ['[5]', 'window 1 must be an object, not a number'],
  [
    '[{ from: "02:00", to: "04:00", recurrence: daily, until: x }]',
    'window 1 has "until", which is no key of a window',
  ],
  [
    '[{ from: "02:00", to: "04:00", recurrence: weekly }]',
    'window 1 is weekly and does not say on which day',
  ],
])('the window %s is told as: %s', async (maintenance, said) => {
  expect((await runHealth(healthScene(), { maintenance })).failures.join()).toContain(said)
})

test('a window in the inputs names a check that exists', async () => {
  const window = (checks: string) => `[{ from: "02:00", to: "04:00", recurrence: daily, checks: ${checks} }]`
  const scene = () => healthScene({ files: memoryFiles({ gone: 'x' }) })
  const inputs = { 'required-files': 'gone' }
  const wrong = await runHealth(scene(), { ...inputs, maintenance: window('"file: gon"') })
  expect(wrong.failures.join()).toContain(
    'Input "maintenance" names the check "file: gon", which does not exist. Did you mean "file: gone"?',
  )
  for (const right of ['"file: gone"', '"*"', '["rate-limit: GitHub"]'])
    expect((await runHealth(scene(), { ...inputs, maintenance: window(right) })).failures).toEqual([])
})

test('all problems of the inputs come at once', async () => {
  const { failures } = await runHealth(healthScene(), {
    endpoints: 'example.com',
    tcp: 'nowhere',
    mode: 'per',
    attempts: '0',
    maintenance: '[{ from: x, to: y }]',
    'redis-url': 'http://h',
  })
  for (const name of ['endpoints', 'tcp', 'mode', 'attempts', 'maintenance', 'redis-url'])
    expect(failures.join()).toContain(`"${name}"`)
})
