import { GitHubError } from '@ecosystem-actions/core/errors'
import { describe, expect, test } from '@jest/globals'
import {
  dateInName,
  timeOf,
  checksumIn,
  judgeBackup,
  type Backup,
} from '../../../actions/health-check/checks/backup.ts'
import { judgeContent } from '../../../actions/health-check/checks/content.ts'
import { judgeDns } from '../../../actions/health-check/checks/dns.ts'
import { judgeScripts } from '../../../actions/health-check/checks/executable.ts'
import { judgeFiles } from '../../../actions/health-check/checks/file.ts'
import { judgeFreshness, parseTime } from '../../../actions/health-check/checks/metrics-freshness.ts'
import { judgePermissions } from '../../../actions/health-check/checks/permissions.ts'
import { judgeRows } from '../../../actions/health-check/checks/postgres.ts'
import { judgeAccess, judgeRateLimit } from '../../../actions/health-check/checks/rate-limit.ts'
import { judgeStatusPage, judgeWithStatus } from '../../../actions/health-check/checks/status-page.ts'
import { judgeSuccessRate } from '../../../actions/health-check/checks/success-rate.ts'
import { judgeTls } from '../../../actions/health-check/checks/tls.ts'
import { judgeAnswer, judgeSamples, percentile } from '../../../actions/health-check/judgement/http.ts'
import { assertJson, valueAt } from '../../../actions/health-check/judgement/json-assertion.ts'
import type { HttpAnswer, NetworkFailure, TlsAnswer } from '../../../actions/health-check/probes.ts'

const now = new Date('2026-01-11T00:00:00Z')
const day = 86_400_000

test('files: each pattern must match, and sizes count', () => {
  const there = { pattern: 'a', files: [{ path: 'a', size: 3 }] }
  expect(judgeFiles([there], 0)).toMatchObject({ status: 'ok', message: 'a exists (3 bytes).' })
  expect(judgeFiles([there, { pattern: 'b/*', files: [] }], 0)).toMatchObject({
    status: 'error',
    reason: 'missing',
    evidence: { missing: ['b/*'] },
  })
  expect(judgeFiles([there], 4)).toMatchObject({ status: 'error', reason: 'too_small' })
  expect(judgeFiles([{ pattern: 'b/*', files: [] }], 0).message).toBe('Nothing matches b/*.')
  const one = { pattern: 'one', files: [{ path: 'one', size: 1 }] }
  expect(judgeFiles([one], 0).message).toBe('one exists (1 byte).')
})

test('files: a link to nothing is missing, and a folder has no size', () => {
  const link = { pattern: 'latest', files: [], dangling: ['latest'] }
  expect(judgeFiles([link], 0)).toMatchObject({
    status: 'error',
    reason: 'missing',
    message: 'latest is a link to a file that is not there.',
  })
  const folder = { pattern: 'config', files: [{ path: 'config', size: undefined }] }
  expect(judgeFiles([folder], 0)).toMatchObject({ status: 'ok', message: 'config exists (a folder).' })
  expect(judgeFiles([folder], 1)).toMatchObject({ status: 'error', reason: 'no_file' })
})

describe('scripts', () => {
  const script = { path: 'run.sh', mode: '100755', firstLine: '#!/bin/sh\n' }
  const judge = (more: object, shebang = true) =>
    judgeScripts([{ ...script, ...more }], { patterns: ['*.sh'], shebang })
  test.each([
    [{}, 'ok', undefined],
    [{ mode: '100644' }, 'error', 'not_executable'],
    [{ firstLine: '#!/bin/sh\r\n' }, 'error', 'line_ends'],
    [{ firstLine: 'echo hi\n' }, 'error', 'no_shebang'],
    [{ firstLine: '\u007fELF' }, 'ok', undefined],
  ])('%j is %s %s', (more, status, reason) =>
    expect(judge(more)).toMatchObject(reason ? { status, reason } : { status }),
  )
  test('without the wish for a #! line only the bit counts', () =>
    expect(judge({ firstLine: 'x' }, false).status).toBe('ok'))
  test('a pattern that matches nothing is an error', () => {
    expect(judgeScripts([script], { patterns: ['*.sh', 'bin/*'], shebang: true })).toMatchObject({
      status: 'error',
      reason: 'missing',
      evidence: { missing: ['bin/*'] },
    })
  })
})

describe('times of metrics', () => {
  test.each([
    ['2026-01-11T00:00:00Z', '2026-01-11T00:00:00.000Z'],
    ['2026-01-11T00:00:00', '2026-01-11T00:00:00.000Z'],
    ['2026-01-11 00:00:00.123456', '2026-01-11T00:00:00.123Z'],
    ['2026-01-11T02:00:00+02:00', '2026-01-11T00:00:00.000Z'],
    ['2026-01-11T02:00:00+0200', '2026-01-11T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => expect(parseTime(text)?.toISOString()).toBe(iso))
  test.each([
    '',
    'yesterday',
    '2026-02-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    17_000_000,
    null,
    '11.01.2026',
  ])('%j is no time', (value) => expect(parseTime(value)).toBeUndefined())
})

describe('freshness', () => {
  const judge = (start_time: unknown) =>
    judgeFreshness({ start_time }, { from: 'm.json', maximumHours: 24, now })
  test.each([
    ['2026-01-10T23:00:00Z', 'ok', undefined],
    ['2026-01-10T00:00:00Z', 'ok', undefined],
    ['2026-01-09T23:59:59Z', 'error', 'stale'],
    ['2026-01-11T00:04:00Z', 'ok', undefined],
    ['2030-01-11T00:00:00Z', 'error', 'future'],
    [undefined, 'error', 'invalid'],
    ['soon', 'error', 'invalid'],
  ])('%s is %s %s', (value, status, reason) =>
    expect(judge(value)).toMatchObject(reason ? { status, reason } : { status }),
  )
})

describe('success rate', () => {
  const judge = (success_rate: unknown, limits = {}) =>
    judgeSuccessRate({ success_rate }, { from: 'm.json', warning: 90, error: 70, ...limits })
  test.each([
    [95, 'ok'],
    [90, 'ok'],
    [89.9, 'warning'],
    [70, 'warning'],
    [69.9, 'error'],
    [0, 'error'],
    [100.1, 'error'],
    [-1, 'error'],
    ['95', 'error'],
    [Number.NaN, 'error'],
    [null, 'error'],
    [undefined, 'error'],
    [[95], 'error'],
  ])('%p is %s', (rate, status) => expect(judge(rate).status).toBe(status))
  test('0 of a run that scanned nothing is not known, with errors it is one', () => {
    const limits = { from: 'm.json', warning: 90, error: 70 }
    const idle = { success_rate: 0, repos_scanned: 0, errors_encountered: 0 }
    expect(judgeSuccessRate(idle, limits)).toMatchObject({
      status: 'warning',
      reason: 'unknown_nothing_done',
    })
    expect(judgeSuccessRate({ ...idle, errors_encountered: 1 }, limits).status).toBe('error')
    expect(judgeSuccessRate({ ...idle, repos_scanned: 4 }, limits).status).toBe('error')
  })
  test('the figure shown is below the limit shown', () => {
    expect(judge(89.999).message).toBe('The success rate is 89.999 %, below 90 %.')
    expect(judge(69.96).message).toBe('The success rate is 69.96 %, below 70 %.')
    expect(judge(12.34).message).toBe('The success rate is 12.3 %, below 70 %.')
  })
  test('the limits are the inputs', () => {
    expect(judge(89, { warning: 80 }).status).toBe('ok')
    expect(judge(75, { error: 80 }).status).toBe('error')
  })
})

describe('rate limit', () => {
  const reset = now.getTime() / 1000 + 1800
  const pool = (remaining: number, limit = 5000) => ({ remaining, limit, reset })
  const judge = (resources: object, more = {}) =>
    judgeRateLimit(resources, { warning: 50, error: 20, planned: 0, now, ...more })
  test.each([
    [5000, 'ok'],
    [2500, 'ok'],
    [2499, 'warning'],
    [1000, 'warning'],
    [999, 'error'],
    [0, 'error'],
  ])('%i of 5000 is %s', (remaining, status) => expect(judge({ core: pool(remaining) }).status).toBe(status))
  test('the worst pool decides, and says when it is whole again', () => {
    expect(judge({ core: pool(5000), graphql: pool(100), search: pool(30, 30) })).toMatchObject({
      status: 'error',
      evidence: { graphql: { remaining: 100, resets_in_minutes: 30 } },
    })
  })
  test('a server without limits has none to run into', () =>
    expect(judge({ core: pool(0, 0) }).status).toBe('ok'))
  test('planned requests that do not fit are an error', () => {
    expect(judge({ core: pool(4000) }, { planned: 4001 })).toMatchObject({
      status: 'error',
      reason: 'planned',
    })
    expect(judge({ core: pool(4000) }, { planned: 4000 }).status).toBe('ok')
  })
})

describe('access', () => {
  const failure = (status: number) =>
    new GitHubError('No', { status, method: 'GET', route: 'GET /rate_limit' })
  test.each([
    [401, 'error', 'bad_token'],
    [404, 'ok', undefined],
    [0, 'warning', 'unknown_github_unreachable'],
    [502, 'warning', 'unknown_github_unreachable'],
    [403, 'warning', 'unknown_refused'],
  ])('HTTP %i is %s %s', (status, verdict, reason) =>
    expect(judgeAccess(failure(status))).toMatchObject(
      reason ? { status: verdict, reason } : { status: verdict },
    ),
  )
  test('a missing permission is named with the line that gives it', () => {
    const verdict = judgePermissions(
      [
        { permission: 'actions', level: 'read', failure: failure(403) },
        { permission: 'contents', level: 'read', failure: undefined },
      ],
      'acme/web',
    )
    expect(verdict).toMatchObject({
      status: 'error',
      reason: 'forbidden',
      fix: expect.stringContaining('`actions: read`'),
    })
    expect(
      judgePermissions([{ permission: 'contents', level: 'read', failure: undefined }], 'acme/web').status,
    ).toBe('ok')
  })
  test.each([
    ['repo, workflow', 'ok', undefined],
    ['public_repo', 'ok', undefined],
    ['read:org, repo:status', 'error', 'forbidden'],
    ['', 'warning', 'unknown_write'],
    [undefined, 'warning', 'unknown_write'],
  ])('a write, with the scopes %j: %s', (scopes, status, reason) => {
    const verdict = judgePermissions(
      [{ permission: 'issues', level: 'write', failure: undefined, scopes }],
      'acme/web',
    )
    expect(verdict).toMatchObject(reason ? { status, reason } : { status })
    expect(verdict.fix ?? '`issues: write`').toContain('`issues: write`')
  })
  test('who may not read may not write, and a server that does not answer says nothing', () => {
    const judged = (status: number) =>
      judgePermissions([{ permission: 'issues', level: 'write', failure: failure(status) }], 'acme/web')
    expect(judged(403)).toMatchObject({ reason: 'forbidden', evidence: { refused: ['issues: write'] } })
    expect(judged(503)).toMatchObject({ status: 'warning', reason: 'unknown_github_unreachable' })
  })
})

const answer = (more: Partial<HttpAnswer> = {}): HttpAnswer => ({
  ok: true,
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"status":"ok","n":3}',
  truncated: false,
  ms: 50,
  urls: ['https://x.example'],
  ...more,
})
const dead: NetworkFailure = { ok: false, problem: 'timeout', message: 'no answer within 10 s.', ms: 10_000 }
const plainly = {
  status: ['2xx'],
  headers: undefined,
  contains: undefined,
  matches: undefined,
  json: undefined,
  maximumLatency: undefined,
}

describe('http', () => {
  test.each([
    [{}, {}, 'ok', undefined],
    [{ status: 404 }, {}, 'error', 'status'],
    [{ status: 404 }, { status: [404] }, 'ok', undefined],
    [{ status: 503 }, { status: ['2xx', '5xx'] }, 'ok', undefined],
    [{}, { headers: { 'Content-Type': 'json' } }, 'ok', undefined],
    [{}, { headers: { 'x-version': '2' } }, 'error', 'header'],
    [{}, { contains: '"ok"' }, 'ok', undefined],
    [{}, { contains: 'up' }, 'error', 'body'],
    [{}, { matches: '"n":\\d' }, 'ok', undefined],
    [{}, { matches: '^n' }, 'error', 'body'],
    [{}, { json: [{ path: '$.status', equals: 'ok' }] }, 'ok', undefined],
    [{}, { json: [{ path: 'n', max: 2 }] }, 'error', 'json'],
    [{ body: '<html>' }, { json: [{ path: 'n', max: 2 }] }, 'error', 'json'],
    [{ ms: 51 }, { maximumLatency: 50 }, 'error', 'slow'],
    [{ ms: 50 }, { maximumLatency: 50 }, 'ok', undefined],
  ])('%j against %j is %s %s', (given, expected, status, reason) => {
    const verdict = judgeAnswer('x', answer(given), { ...plainly, ...expected })
    expect(verdict).toMatchObject(reason ? { status, reason } : { status })
  })
  test('refused credentials do not get better by waiting, a missing page may', () => {
    expect(judgeAnswer('x', answer({ status: 401 }), plainly).transient).toBe(false)
    expect(judgeAnswer('x', answer({ status: 404 }), plainly).transient).toBe(true)
  })
  test('a canary is judged by the share of right answers and by its 95th percentile', () => {
    const many = (bad: number) => [
      ...Array.from({ length: 100 - bad }, () => answer({ ms: 100 })),
      ...Array.from({ length: bad }, () => dead),
    ]
    const limits = { ...plainly, minimumSuccessRate: 99, maximumP95: 200 }
    expect(judgeSamples('x', many(1), limits)).toMatchObject({
      status: 'ok',
      evidence: { success_rate: 99, p95_ms: 100 },
    })
    expect(judgeSamples('x', many(2), limits)).toMatchObject({ status: 'error', reason: 'success_rate' })
    expect(
      judgeSamples(
        'x',
        many(0).map((one) => ({ ...one, ms: 201 })),
        limits,
      ),
    ).toMatchObject({ status: 'error', reason: 'slow' })
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5)
    expect(percentile([], 0.95)).toBeUndefined()
  })
})

describe('JSON paths', () => {
  const value = { a: [{ b: 1 }, { 'c.d': null }], __proto__x: 2 }
  test.each([
    ['$.a[0].b', 1],
    ['a[-1]["c.d"]', null],
    ["a[1]['c.d']", null],
    ['$.a.0.b', 1],
    ['$.a[9].b', undefined],
    ['$.constructor', undefined],
    ['__proto__', undefined],
  ])('%s', (path, expected) => expect(valueAt(value, path)).toEqual(expected))
  test('assertions say what they found', () => {
    expect(assertJson('{"a":1}', [{ path: 'a', equals: 2 }])).toBe('a is 1, expected 2.')
    expect(assertJson('{}', [{ path: 'a', exists: false }])).toBeUndefined()
    expect(assertJson('{}', [{ path: 'a', exists: true }])).toBe('a is missing.')
    expect(assertJson('{"a":"1.2"}', [{ path: 'a', matches: '^1\\.' }])).toBeUndefined()
    expect(assertJson('{"a":1}', [{ path: 'a', min: 2 }])).toContain('at least 2')
  })
})

describe('certificates', () => {
  const leaf = (from: number, to: number) => ({
    subject: 'x',
    issuer: 'ca',
    validFrom: new Date(now.getTime() + from * day),
    validTo: new Date(now.getTime() + to * day),
  })
  const tls = (from: number, to: number, more: Partial<TlsAnswer> = {}): TlsAnswer => ({
    ok: true,
    protocol: 'TLSv1.3',
    chain: [leaf(from, to)],
    distrust: undefined,
    wrongHost: undefined,
    ms: 5,
    ...more,
  })
  const judge = (answer: TlsAnswer, limits = {}) =>
    judgeTls('x:443', answer, { warningDays: undefined, errorDays: undefined, now, ...limits })
  test.each([
    [-60, 30, 'ok', undefined, 'thirty of ninety days'],
    [-70, 20, 'warning', 'expires_soon', 'twenty of ninety days'],
    [-84, 6, 'error', 'expires_soon', 'six of ninety days'],
    [-90, -1, 'error', 'expired', 'over'],
    [1, 90, 'error', 'not_yet_valid', 'not begun'],
    [-3, 3, 'ok', undefined, 'three of six days: short-lived on purpose'],
    [-4.5, 1.5, 'warning', 'expires_soon', 'a quarter of six days'],
    [-5.5, 0.5, 'error', 'expires_soon', 'a twelfth of six days'],
  ])('from %d to %d days is %s %s: %s', (from, to, status, reason, _why) =>
    expect(judge(tls(from, to))).toMatchObject(reason ? { status, reason } : { status }),
  )
  test('own limits in days win', () => {
    expect(judge(tls(-60, 30), { warningDays: 40 }).status).toBe('warning')
    expect(judge(tls(-60, 30), { errorDays: 40 }).status).toBe('error')
    expect(judge(tls(-84, 6), { errorDays: 1, warningDays: 2 }).status).toBe('ok')
  })
  test('name and chain are judged beside the expiry', () => {
    expect(judge(tls(-60, 30, { wrongHost: 'other names.' }))).toMatchObject({ reason: 'wrong_host' })
    expect(judge(tls(-60, 30, { distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }))).toMatchObject({
      reason: 'untrusted',
      message: expect.stringContaining('incomplete'),
    })
  })
})

test('dns: every expected record must be there', () => {
  const found = { ok: true as const, records: ['192.0.2.1', 'mail.example.COM.'], ms: 3 }
  expect(judgeDns('x', found, ['mail.example.com']).status).toBe('ok')
  expect(judgeDns('x', found, ['192.0.2.9'])).toMatchObject({ status: 'error', reason: 'unexpected' })
  expect(judgeDns('x', { ...found, records: [] }, undefined)).toMatchObject({ reason: 'empty' })
})

describe('rows of a query', () => {
  const judge = (rows: Record<string, unknown>[], expect_: object) =>
    judgeRows('db', rows, { expect: expect_, now }).status
  test.each([
    [[{ n: 3 }], { max: 3 }, 'ok'],
    [[{ n: '4' }], { max: 3 }, 'error'],
    [[{ n: 3 }], { min: 4 }, 'error'],
    [[{ n: 'x' }], { max: 3 }, 'error'],
    [[{ a: 1, b: 2 }], { column: 'b', equals: 2 }, 'ok'],
    [[{ a: 1 }], { column: 'b', equals: 2 }, 'error'],
    [[], { max: 3 }, 'error'],
    [[], { 'max-rows': 0 }, 'ok'],
    [[{}], { 'max-rows': 0 }, 'error'],
    [[], { 'min-rows': 1 }, 'error'],
    [[{ at: new Date('2026-01-10T23:30:00Z') }], { 'max-age-hours': 1 }, 'ok'],
    [[{ at: new Date('2026-01-10T22:30:00Z') }], { 'max-age-hours': 1 }, 'error'],
    [[{ at: null }], { 'max-age-hours': 1 }, 'error'],
    [[{ at: new Date('2026-01-12T00:00:00Z') }], { 'max-age-hours': 1 }, 'error'],
  ])('%j against %j is %s', (rows, expected, status) => expect(judge(rows, expected)).toBe(status))
})

test('content: by the oldest change', () => {
  const changes = new Map([
    ['a.md', new Date(now.getTime() - 200 * day)],
    ['b.md', now],
  ])
  const judge = (more = {}) => judgeContent({ changes, warningDays: 180, errorDays: undefined, now, ...more })
  expect(judge()).toMatchObject({
    status: 'warning',
    reason: 'stale',
    evidence: { stale: ['a.md: 200 days'] },
  })
  expect(judge({ warningDays: 201 }).status).toBe('ok')
  expect(judge({ errorDays: 190 }).status).toBe('error')
  expect(judge({ changes: new Map() })).toMatchObject({ status: 'error', reason: 'missing' })
})

describe('backups', () => {
  const facts = { size: 1000, modifiedAt: now, damage: undefined, sha256: 'a' }
  const backup: Backup = {
    path: 'b.gz',
    at: new Date(now.getTime() - day),
    dated: 'name',
    facts,
    checksum: 'a',
    before: 1100,
  }
  const limits = { maximumAgeHours: 26, minimumBytes: 1, maximumShrink: 50, now, pattern: '*.gz' }
  test.each([
    [{}, {}, 'ok', undefined],
    [{}, { maximumAgeHours: 20 }, 'error', 'stale'],
    [{}, { minimumBytes: 1001 }, 'error', 'too_small'],
    [{ checksum: 'b' }, {}, 'error', 'checksum'],
    [{ checksum: undefined }, {}, 'ok', undefined],
    [{ checksum: '' }, {}, 'error', 'checksum'],
    [{ facts: { ...facts, damage: 'it is empty' } }, {}, 'error', 'damaged'],
    [{ before: 2100 }, {}, 'warning', 'shrunk'],
    [{ at: new Date(now.getTime() + 3 * day) }, {}, 'error', 'future'],
  ])('%j %j is %s %s', (more, changed, status, reason) =>
    expect(judgeBackup({ ...backup, ...more }, { ...limits, ...changed })).toMatchObject(
      reason ? { status, reason } : { status },
    ),
  )
  test('none at all is an error', () =>
    expect(judgeBackup(undefined, limits)).toMatchObject({ status: 'error', reason: 'missing' }))
  test.each([
    ['db-2026-01-11.sql.gz', '2026-01-11T00:00:00.000Z'],
    ['db_20260111T0230.dump', '2026-01-11T02:30:00.000Z'],
    ['db-2026-01-11_02-30-15.tar', '2026-01-11T02:30:15.000Z'],
    ['release-1.20260111', '2026-01-11T00:00:00.000Z'],
  ])('%s is dated %s', (name, iso) => expect(dateInName(`backups/${name}`)?.toISOString()).toBe(iso))
  test.each(['latest.dump', 'db-20261311.sql', 'n-1202601119.sql'])('%s has no date', (name) =>
    expect(dateInName(name)).toBeUndefined(),
  )
  test.each([
    ['db-2026-01-10.sql', '2026-01-10T02:00:00Z', '2026-01-10T02:00:00.000Z', 'disk'],
    ['db-2026-01-10.sql', '2026-01-09T18:00:00Z', '2026-01-09T18:00:00.000Z', 'disk'],
    ['db-2026-01-08.sql', '2026-01-10T23:00:00Z', '2026-01-09T00:00:00.000Z', 'day'],
    ['db-2026-01-11.sql', undefined, '2026-01-11T00:00:00.000Z', 'day'],
    ['db-2026-01-20.sql', undefined, '2026-01-20T00:00:00.000Z', 'day'],
    ['db-20260110T0230.sql', '2026-01-10T09:00:00Z', '2026-01-10T02:30:00.000Z', 'name'],
    ['latest.sql', '2026-01-10T09:00:00Z', '2026-01-10T09:00:00.000Z', 'disk'],
  ])('%s, on the disk since %s, is of %s by its %s', (name, modified, at, dated) => {
    const found = timeOf(name, modified === undefined ? undefined : new Date(modified), now)
    expect([found.at.toISOString(), found.dated]).toEqual([at, dated])
  })
  test('checksum files are read as sha256sum writes them', () => {
    const sum = 'ab'.repeat(32)
    expect(checksumIn(`${sum.toUpperCase()}  backup/db.gz\n`)).toBe(sum)
    expect(checksumIn('none')).toBeUndefined()
    expect(checksumIn(undefined)).toBeUndefined()
  })
})

describe('status pages', () => {
  const judge = (page: unknown, component?: string) =>
    judgeStatusPage('s', typeof page === 'string' ? page : JSON.stringify(page), component)
  test.each([
    [{ status: { indicator: 'none', description: 'All Systems Operational' } }, 'ok', undefined],
    [{ status: { indicator: 'minor' } }, 'warning', 'incident'],
    [{ status: { indicator: 'critical' }, incidents: [{ name: 'API is down' }] }, 'error', 'incident'],
    [{ status: 'pass' }, 'ok', undefined],
    [{ status: 'UP' }, 'ok', undefined],
    [{ status: 'warn' }, 'warning', 'incident'],
    [{ status: 'fail', checks: { 'db:responseTime': [{ status: 'fail' }] } }, 'error', 'incident'],
    [{ status: 'purple' }, 'warning', 'unknown_format'],
    [{}, 'warning', 'unknown_format'],
    ['<html>', 'warning', 'unknown_format'],
    ['[]', 'warning', 'unknown_format'],
  ])('%j is %s %s', (page, status, reason) =>
    expect(judge(page)).toMatchObject(reason ? { status, reason } : { status }),
  )
  test('a page that is well and answers 503, or names a check that fails, is not well', () => {
    const pass = judgeStatusPage('page', '{"status":"pass"}', undefined)
    expect(judgeWithStatus('page', 200, pass)).toMatchObject({ status: 'ok' })
    expect(judgeWithStatus('page', 503, pass)).toMatchObject({
      status: 'error',
      reason: 'status',
      message: 'page says pass, and answered 503.',
    })
    const failing = judgeStatusPage('page', '{"status":"fail"}', undefined)
    expect(judgeWithStatus('page', 503, failing)).toBe(failing)
    const none = judgeStatusPage('page', '<html>', undefined)
    expect(judgeWithStatus('page', 503, none)).toMatchObject({ status: 'warning', reason: 'unknown_status' })
    const partly = '{"status":"pass","checks":{"db:time":[{"status":"fail"}]}}'
    expect(judgeStatusPage('page', partly, undefined)).toMatchObject({
      status: 'warning',
      message: 'page says pass, but db:time fails.',
    })
  })
  test('one component of a page', () => {
    const page = {
      status: { indicator: 'critical' },
      components: [
        { name: 'API', status: 'operational' },
        { name: 'Git', status: 'major_outage' },
      ],
    }
    expect(judge(page, 'api').status).toBe('ok')
    expect(judge(page, 'Git').status).toBe('error')
    expect(judge(page, 'Mail')).toMatchObject({ reason: 'unknown_format' })
  })
})
