import { describe, expect, test } from '@jest/globals'
import { Redactor } from '@ecosystem-actions/core/redact'
import * as fc from 'fast-check'
import { bestAnnotation } from '../../../actions/notify-failure/runs/annotations.ts'
import {
  isInfrastructure,
  LogScan,
  scoreLine,
} from '../../../actions/notify-failure/explanation/error-lines.ts'
import { heatLines, toJob, type Job } from '../../../actions/notify-failure/runs/jobs.ts'
import { ownColour, ownJob } from '../../../actions/notify-failure/runs/own-run.ts'
import { environmentSecrets, keyValueRedactor } from '../../../actions/notify-failure/secrets.ts'
import { duration } from '../../../actions/notify-failure/message/sections.ts'
import { select, type Selection } from '../../../actions/notify-failure/incident/selection.ts'
import { toSuspects } from '../../../actions/notify-failure/explanation/suspects.ts'
import { doubtfulRuns } from '../../../actions/notify-failure/runs/timed-out-runs.ts'
import { judge, type Evidence } from '../../../actions/notify-failure/explanation/verdict.ts'
import { times } from './times.ts'
import { repository, runOf } from './worlds.ts'

const scan = (log: string, size = log.length || 1, step?: ConstructorParameters<typeof LogScan>[0]) => {
  const seen = new LogScan(step)
  for (let at = 0; at < log.length; at += size) seen.push(log.slice(at, at + size))
  return seen.result()
}

const stamp = (line: string, second = 0) =>
  `2026-01-11T00:00:${String(second).padStart(2, '0')}.1234567Z ${line}`

describe('the error in a log', () => {
  test.each([
    [
      'TypeScript',
      [
        '> tsc',
        "src/a.ts(3,5): error TS2322: Type 'string' is not assignable",
        'npm error code 2',
        '##[error]Process completed with exit code 2.',
      ],
      'error TS2322',
    ],
    [
      'jest',
      [
        'PASS src/b.test.ts',
        'FAIL src/a.test.ts',
        '  ● adds › numbers',
        '    expect(received).toBe(expected)',
        'Tests: 1 failed',
        '##[error]Process completed with exit code 1.',
      ],
      'adds › numbers',
    ],
    [
      'python',
      [
        'Traceback (most recent call last):',
        '  File "a.py", line 3',
        'ValueError: invalid literal',
        '##[error]Process completed with exit code 1.',
      ],
      'ValueError: invalid literal',
    ],
    [
      'pytest',
      [
        '=== FAILURES ===',
        'E       assert 1 == 2',
        'FAILED test_a.py::test_a - assert 1 == 2',
        '##[error]Process completed with exit code 1.',
      ],
      'assert 1 == 2',
    ],
    [
      'rust',
      [
        '   Compiling a v0.1.0',
        'error[E0308]: mismatched types',
        '  --> src/main.rs:2:5',
        '##[error]Process completed with exit code 101.',
      ],
      'E0308',
    ],
    [
      'go',
      [
        '--- FAIL: TestA (0.00s)',
        '    a_test.go:5: got 1, want 2',
        'FAIL',
        '##[error]Process completed with exit code 1.',
      ],
      'got 1, want 2',
    ],
    [
      'a command',
      [
        '0 errors, 3 warnings',
        'bash: line 1: frobnicate: command not found',
        '##[error]Process completed with exit code 127.',
      ],
      'frobnicate: command not found',
    ],
    ['an action', ['##[error]Input required and not supplied: token'], 'Input required'],
    [
      'git',
      [
        'fatal: unable to access: Could not resolve host: github.com',
        "##[error]The process '/usr/bin/git' failed with exit code 128",
      ],
      'fatal: unable',
    ],
    [
      'colours',
      ['\u001B[31mError: \u001B[0mred on black', '##[error]Process completed with exit code 1.'],
      'Error: red on black',
    ],
  ])('%s', (_, lines, expected) => {
    const found = scan(lines.map((line) => stamp(line)).join('\r\n'))
    expect(found?.line).toContain(expected)
    expect(found?.window.join('\n')).not.toMatch(/exit code \d+\.?$/m)
  })

  test('only an exit code is better than nothing, and a log without errors has none', () => {
    expect(scan('ok\n##[error]Process completed with exit code 1.\n')?.line).toBe(
      'Process completed with exit code 1.',
    )
    expect([scan('all is well\n0 errors\n'), scan('')]).toEqual([undefined, undefined])
  })

  test('lines of the failing step come before those of others', () => {
    const log = [stamp('Error: of an earlier step that may fail', 1), stamp('Error: the real one', 30)].join(
      '\n',
    )
    const step = { startedAt: new Date('2026-01-11T00:00:20Z'), finishedAt: new Date('2026-01-11T00:00:40Z') }
    expect(scan(log)?.line).toBe('Error: of an earlier step that may fail')
    expect(scan(log, log.length, step)?.line).toBe('Error: the real one')
  })

  test('how the log is cut into pieces changes nothing', () => {
    const line = fc.constantFrom(
      'ok',
      'Error: a',
      '##[error]Error: b',
      '##[group]Run x',
      'é'.repeat(9),
      'FAIL z',
      '',
      stamp('fatal: c'),
      'x'.repeat(9000),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 5000 }), (lines, size) => {
        const log = lines.join('\n')
        expect(scan(log, size)).toEqual(scan(log))
      }),
      times(200),
    )
  })

  test('a gigabyte without a line feed costs neither memory nor time', () => {
    const seen = new LogScan()
    const piece = 'error '.repeat(20_000)
    const before = process.memoryUsage().heapUsed
    const started = performance.now()
    for (let size = 0; size < 1_000_000_000; size += piece.length) seen.push(piece)
    expect(performance.now() - started).toBeLessThan(5000)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000)
    expect(seen.result()?.line.length).toBeLessThanOrEqual(4096)
  })

  test('no line makes a pattern slow', () => {
    const started = performance.now()
    for (const unit of ['a.', '_Error', 'error ', ' ', '/a:1:', 'expected got ', '()', 'E  ', '-'])
      scoreLine(unit.repeat(2000).slice(0, 4096))
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('annotations', () => {
  const of = (message: string, path = '.github', level = 'failure') => ({
    level,
    title: '',
    message,
    path,
    line: 3,
  })

  test('the one that says most, never the exit code', () => {
    expect(
      bestAnnotation([
        of('Process completed with exit code 1.'),
        of('expected 1, got 2', 'src/a.ts'),
        of('Error: x'),
      ]),
    ).toMatchObject({ line: 'expected 1, got 2', place: 'src/a.ts:3' })
    expect(
      bestAnnotation([of('Process completed with exit code 1.'), of('only a warning', 'a.ts', 'warning')]),
    ).toBeUndefined()
    expect(bestAnnotation([of('first\nsecond')])).toMatchObject({
      line: 'first',
      window: ['first', 'second'],
    })
  })

  test('infrastructure by its words', () => {
    const is = (line: string) => isInfrastructure({ line, window: [] })
    expect(
      [
        'The self-hosted runner lost communication with the server.',
        'No space left on device',
        'curl: (6) Could not resolve host: example.com',
        'toomanyrequests: rate limit',
        'The requested URL returned error: 503',
      ].map(is),
    ).not.toContain(false)
    expect(['AssertionError: expected 503, got 200', 'Error: broken'].map(is)).not.toContain(true)
  })
})

const jobs = (...names: string[]): Job[] =>
  names
    .map((name, index) =>
      toJob({
        id: index + 1,
        name,
        status: 'completed',
        conclusion: name.endsWith('!') ? 'failure' : 'success',
      }),
    )
    .map((job) => ({ ...job, name: job.name.replace('!', '') }))

describe('jobs', () => {
  test('a matrix in one line', () => {
    const all = jobs(
      'test (windows, 22)!',
      'test (windows, 24)!',
      'test (macos, 22)',
      'test (macos, 24)!',
      'test (linux, 22)',
      'test (linux, 24)',
      'lint!',
    )
    const lines = heatLines(
      all,
      all.filter(({ conclusion }) => conclusion === 'failure'),
    )
    expect(lines).toEqual([
      { base: 'test', failing: 3, total: 6, where: ['windows (all)', 'macos 24'] },
      { base: 'lint', failing: 1, total: 1, where: [] },
    ])
  })

  test('more than fits is counted', () => {
    const all = jobs(...Array.from({ length: 30 }, (_, index) => `test (${index})${index === 0 ? '' : '!'}`))
    const [line] = heatLines(
      all,
      all.filter(({ conclusion }) => conclusion === 'failure'),
    )
    expect(line?.where).toHaveLength(9)
    expect(line?.where.at(-1)).toBe('21 more')
  })

  test('the own job by id, by name, or as the only one that runs', () => {
    const running = (id: number, name: string) => toJob({ id, name, status: 'in_progress', conclusion: null })
    const all = [running(1, 'test (a)'), running(2, 'notify')]
    expect(ownJob({ jobs: all, jobId: 1, jobKey: 'x' })?.id).toBe(1)
    expect(ownJob({ jobs: all, jobId: undefined, jobKey: 'test' })?.id).toBe(1)
    expect(ownJob({ jobs: all, jobId: undefined, jobKey: 'other' })).toBeUndefined()
    expect(ownJob({ jobs: [all[1]!], jobId: undefined, jobKey: 'other' })?.id).toBe(2)
    expect(ownColour({ jobs: [all[1]!], jobId: 2, jobKey: '', jobStatus: 'failure' })).toMatchObject({
      colour: 'red',
      failing: [{ id: 2 }],
    })
    expect(ownColour({ jobs: [all[1]!], jobId: 2, jobKey: '', jobStatus: 'cancelled' }).colour).toBe(
      'transparent',
    )
  })
})

describe('suspects', () => {
  const commit = (sha: string, message: string, login = '', name = '') => ({
    sha,
    commit: { message, author: { name } },
    author: login ? { login } : null,
  })

  test('folded to pull requests, newest first, dependencies marked', () => {
    const { list, commits, rewritten } = toSuspects({
      status: 'diverged',
      total_commits: 300,
      commits: [
        commit('a', 'Fix it (#7)\n\nlong', 'alice'),
        commit('b', 'More (#7)', 'bob'),
        commit('c', 'Merge pull request #9 from acme/x\n\nAdd x', 'carol'),
        commit('d', 'Bump left-pad from 1 to 2 (#11)', 'dependabot[bot]'),
        commit('e', 'direct', '', 'Dave'),
      ],
    })
    expect(
      list.map(({ pullRequest, title, authors, commits: count, dependency }) => [
        pullRequest,
        title,
        authors.join(),
        count,
        dependency,
      ]),
    ).toEqual([
      [0, 'direct', 'Dave', 1, false],
      [11, 'Bump left-pad from 1 to 2', 'dependabot[bot]', 1, true],
      [9, 'Add x', 'carol', 1, false],
      [7, 'More', 'bob,alice', 2, false],
    ])
    expect([commits, rewritten]).toEqual([300, true])
    expect(toSuspects(null)).toEqual({ list: [], commits: 0, rewritten: false })
  })
})

describe('verdict', () => {
  const red: Evidence = {
    colour: 'red',
    streak: 1,
    sameJobs: true,
    sameCommitWasGreen: false,
    baseIsRed: false,
    infrastructure: false,
  }
  test.each([
    [{}, 'new'],
    [{ streak: 2 }, 'still failing'],
    [{ sameCommitWasGreen: true }, 'environment'],
    [{ previousAttempt: 'red' as const }, 'likely real'],
    [{ previousAttempt: 'green' as const }, 'flaky'],
    [{ baseIsRed: true, streak: 4 }, 'already red on base'],
    [{ infrastructure: true, baseIsRed: true, streak: 4 }, 'infrastructure'],
    [{ colour: 'green' as const }, 'fixed'],
    [{ colour: 'green' as const, previousAttempt: 'red' as const }, 'flaky'],
  ])('%j is %s', (more, verdict) => expect(judge({ ...red, ...more })).toBe(verdict))
})

describe('selection', () => {
  const base: Selection = { repository, defaultBranch: 'main', branches: [], workflows: [], prComment: false }
  const kind = (more: Partial<Selection>, run: Parameters<typeof runOf>[2] = {}) =>
    select(runOf(1, 'failure', run), { ...base, ...more }).kind

  test('the default branch alone, unless branches are named', () => {
    expect([
      kind({}),
      kind({}, { branch: 'dev' }),
      kind({ branches: ['dev'] }),
      kind({ branches: ['*'] }, { branch: 'a/b' }),
      kind({ branches: ['release/**'] }, { branch: 'release/1/x' }),
      kind({ branches: ['*', '!wip/**'] }, { branch: 'wip/a' }),
    ]).toEqual(['all', 'none', 'none', 'all', 'all', 'none'])
  })

  test("a fork's main is not ours, and a pull request is no branch", () => {
    expect([
      kind({}, { headRepository: 'mallory/web' }),
      kind({}, { event: 'pull_request' }),
      kind({ prComment: true }, { event: 'pull_request', branch: 'x' }),
      kind({ branches: ['mallory:*'] }, { headRepository: 'mallory/web', event: 'pull_request' }),
    ]).toEqual(['none', 'none', 'pull-request', 'all'])
  })
})

describe('cancelled runs of the past', () => {
  test('those that a newer run replaced are not looked at', () => {
    const at = (minute: number) => new Date(Date.parse('2026-01-11T00:00:00Z') + minute * 60_000)
    const replaced = runOf(2, 'cancelled', { startedAt: at(0), finishedAt: at(5) })
    const replacing = runOf(3, 'cancelled', { startedAt: at(5), finishedAt: at(65) })
    const now = runOf(4, 'failure', { startedAt: at(100), finishedAt: at(110) })
    expect(
      doubtfulRuns([runOf(1, 'success'), replaced, replacing, now], now).map(({ number }) => number),
    ).toEqual([3])
    expect(doubtfulRuns([runOf(1, 'cancelled'), runOf(2, 'success'), now], now)).toEqual([])
  })
})

describe('secrets that nobody registered', () => {
  test('by what stands before them', () => {
    expect(
      keyValueRedactor(
        'password=hunter22 API_KEY: "abcdefgh" https://x.example/?sig=abcdefgh&a=1 https://tok3n@host/x',
      ),
    ).toBe('password=*** API_KEY: "***" https://x.example/?sig=***&a=1 https://***@host/x')
    expect(keyValueRedactor('the token expired, no password given')).toBe(
      'the token expired, no password given',
    )
  })

  const long = 'aB3'.repeat(20)
  test.each([
    `glpat-${long}`,
    `sk-proj-${long}`,
    `sk-ant-api03-${long}`,
    `SG.${long.slice(0, 22)}.${long.slice(0, 43)}`,
    `npm_${long.slice(0, 36)}`,
    `pypi-${long}`,
    `xoxb-1-${long}`,
    `AIza${long.slice(0, 35)}`,
    `AccountKey=${long}==;EndpointSuffix=core.windows.net`,
    `SharedAccessSignature=sv=2024&sig=${long}`,
    `mysql --password ${long} -h db`,
    `mysql --password=${long} -h db`,
    `mysqldump -u root -p${long} db`,
    `sudo mysql -u root -p '${long}' db`,
    `+ docker login -u bot -p ${long} ghcr.io`,
    `echo x | helm registry login ghcr.io -u bot -p "${long}"`,
    `/usr/bin/sshpass -p ${long} ssh host`,
    `redis-cli -h cache -a ${long} ping`,
    `ldapsearch -x -D cn=a -w ${long}`,
    `sqlcmd -S db -U sa -P ${long} -Q x`,
    `keytool -import -storepass ${long} -file a`,
    `openssl pkcs12 -in a -passin pass:${long}`,
    `curl -u bot:${long} https://x.example`,
    `curl --user "bot:${long}" https://x.example`,
    `curl -H 'Authorization: Bearer ${long}' x`,
    `Set-Cookie: session=${long}; Path=/`,
    `Cookie: a=${long}`,
  ])('%s leaves nothing of the secret', (text) => {
    expect(keyValueRedactor(new Redactor().redact(`before ${text}`))).not.toContain(long.slice(0, 20))
  })

  test('ordinary lines stay as they are', () => {
    const lines = [
      'Usage: tool --token <file> or --password',
      'the cookie banner is shown; Authorization failed',
      'risk-analysis of sk-learn, SG.js and pypi-server',
      'npm_config_cache is /home/runner/.npm',
      'mkdir -p packages/core/lib && cp -p source target',
      'docker run -u 1000:1000 -p 8080:8080 image',
      'docker build -p never; npm run test -- -p project',
      'ssh -p 2222 host; unzip -p archive.zip file; mysql -e "select 1"',
      'src/token.ts:3:1 error TS2304: Cannot find name',
      'Error: expected 401 Unauthorized, got 200',
    ]
    for (const line of lines) expect(keyValueRedactor(new Redactor().redact(line))).toBe(line)
  })

  test('variables named like secrets or that look random, but no switches, paths and words', () => {
    const env = {
      DEPLOY_TOKEN: 'abcdefgh',
      NPM_TOKEN: 'true',
      HOME: '/home/runner',
      SESSION: 'a1b2c3d4e5f6a7b8',
      GITHUB_SHA: 'a1b2c3d4e5f6a7b8a1b2c3d4',
      LANG: 'en_US.UTF-8',
      SHORT_SECRET: 'abc',
    }
    expect(environmentSecrets(env).sort()).toEqual(['a1b2c3d4e5f6a7b8', 'abcdefgh'])
  })
})

test('durations', () => {
  expect([0, 59_000, 60_000, 3_900_000, 90_000_000, 172_800_000, -5].map(duration)).toEqual([
    'under a minute',
    'under a minute',
    '1 min',
    '1 h 5 min',
    '1 d 1 h',
    '2 d',
    'under a minute',
  ])
})
