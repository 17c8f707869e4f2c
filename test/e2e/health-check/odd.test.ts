import { symlinkSync, truncateSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { healthBundle, type BundleRun, type HealthBundle } from '../../support/health-bundle.ts'
import { oddServices, type OddServices } from '../../support/odd-services.ts'

let bundle: HealthBundle
let services: OddServices
beforeEach(async () => {
  services = await oddServices()
  bundle = await healthBundle({
    now: '2026-01-11T00:00:00Z',
    repositories: [{ name: 'acme/web', files: { 'README.md': '# web\n' } }],
  })
})
afterEach(async () => {
  services.close()
  await bundle.close()
})

const found = ({ checks }: BundleRun, name = 'x') => checks.find((check) => check.name === name)
const verdict = (run: BundleRun, name = 'x') => {
  const check = found(run, name)
  return [check?.status, check?.reason]
}
const one = (settings: string) => `checks:\n  - { name: x, ${settings} }\n`
const quiet = (run: BundleRun) =>
  expect(run.said).not.toMatch(/Cannot read properties|is not a function|\n\s+at /)

describe('the checks file', () => {
  const file = '{ name: x, kind: file, path: README.md }'
  test.each([
    ['CRLF', `checks:\r\n  - ${file}\r\n`],
    ['a byte order mark', `\uFEFFchecks:\n  - ${file}\n`],
    [
      'an anchor and an alias',
      `checks:\n  - &a ${file}\n  - { name: y, kind: file, path: README.md, depends-on: x }\n`,
    ],
  ])('with %s is read', async (_, checks) => {
    bundle.write('README.md', 'x')
    expect(verdict(await bundle.run({}, { checks }))).toEqual(['ok', undefined])
  })

  test.each([
    ['tabs', 'checks:\n\t- a\n', 'checks.yml:2:'],
    [
      'a key twice',
      `checks:\n  - { name: x, name: y, kind: file, path: a }\n`,
      'Key "name" stands here again',
    ],
    ['a name twice', `checks:\n  - ${file}\n  - ${file}\n`, 'checks.yml:3:7: Two checks are named "x"'],
    ['an unknown kind', one('kind: htp'), 'checks.yml:2:16: Kind "htp" is not known'],
    ['a parent that is not there', one('kind: file, path: a, depends-on: nobody'), 'which does not exist'],
    [
      'a circle',
      'checks:\n  - { name: a, kind: file, path: a, depends-on: b }\n  - { name: b, kind: file, path: a, depends-on: a }\n',
      'in a circle: a → b → a',
    ],
    ['a URL without scheme', one('kind: http, url: example.com'), 'must start with https:// or http://'],
  ])('with %s is refused with its place, before anything is asked', async (_, checks, message) => {
    const before = bundle.emulator.requests().filter(({ kind }) => kind === 'rest').length
    const run = await bundle.run({}, { checks })
    expect(run.exitCode).toBe(1)
    expect(run.said).toContain(message)
    quiet(run)
    expect(run.checks).toEqual([])
    const after = bundle.emulator.requests().filter(({ kind }) => kind === 'rest').length
    expect(after).toBe(before)
  })

  test.each([
    ['empty', ''],
    ['only comments', '# nothing yet\n'],
  ])('%s checks nothing, which is not green', async (_, checks) => {
    const run = await bundle.run({}, { checks })
    expect(run).toMatchObject({ exitCode: 1, outputs: { healthy: 'false', status: 'unknown' } })
    expect(run.said).toContain('Nothing was checked')
  })

  test('a thousand checks', async () => {
    bundle.write('README.md', 'x')
    const lines = Array.from({ length: 1000 }, (_, n) => `  - { name: f${n}, kind: file, path: README.md }`)
    const run = await bundle.run({}, { checks: `checks:\n${lines.join('\n')}\n` })
    expect(run.outputs).toMatchObject({ healthy: 'true' })
    expect(run.checks.filter(({ status }) => status === 'ok').length).toBeGreaterThanOrEqual(1000)
  })

  test('a child of a failing, of an unknown and of a well parent', async () => {
    bundle.write('README.md', 'x')
    const child = (name: string, parent: string) =>
      `  - { name: ${name}, kind: file, path: README.md, depends-on: ${parent} }`
    const checks = [
      'checks:',
      '  - { name: bad, kind: file, path: none }',
      '  - { name: unclear, kind: postgres, url-env: NOT_SET }',
      '  - { name: good, kind: file, path: README.md }',
      child('of-bad', 'bad'),
      child('of-unclear', 'unclear'),
      child('of-good', 'good'),
      child('of-of-bad', 'of-bad'),
    ].join('\n')
    const run = await bundle.run({}, { checks })
    expect(verdict(run, 'of-bad')).toEqual(['warning', 'dependency'])
    expect(verdict(run, 'of-of-bad')).toEqual(['warning', 'dependency'])
    expect(verdict(run, 'of-unclear')).toEqual(['ok', undefined])
    expect(verdict(run, 'of-good')).toEqual(['ok', undefined])
  })
})

describe('http', () => {
  test.each([
    ['/ok', 'json: [{ path: $.n, min: 2 }]', 'ok', undefined],
    ['/204', 'body-contains: hello', 'error', 'body'],
    ['/204', '', 'ok', undefined],
    ['/html', 'json: [{ path: $.a, exists: true }]', 'error', 'json'],
    ['/circle', '', 'error', 'redirects'],
    ['/bomb', 'body-contains: hello', 'error', 'body'],
    ['/megabytes', 'body-contains: hello', 'error', 'body'],
    ['/megabytes', '', 'ok', undefined],
    ['/reset', '', 'error', 'reset'],
    ['/hang', 'timeout-seconds: 0.5', 'error', 'timeout'],
    ['/drip', "timeout-seconds: 0.5, body-contains: 'x'", 'error', 'timeout'],
  ])('%s with %s', async (path, more, status, reason) => {
    const started = performance.now()
    const run = await bundle.run(
      {},
      { checks: one(`kind: http, url: '${services.web}${path}', ${more}`.replace(/, $/, '')) },
    )
    expect(verdict(run)).toEqual([status, reason])
    expect(performance.now() - started).toBeLessThan(10_000)
    quiet(run)
  })

  test('IPv6, and a host with letters outside ASCII', async () => {
    const port = new URL(services.web).port
    const run = await bundle.run({
      endpoints: `http://[::1]:${port}/ok\nhttp://bücher.invalid/`,
      tcp: `[::1]:${port}`,
    })
    expect(found(run, `http: http://[::1]:${port}/ok`)?.status).toBe('ok')
    expect(found(run, `tcp: [::1]:${port}`)?.status).toBe('ok')
    expect(run.checks.find(({ name }) => name.includes('xn--bcher-kva'))?.status).toMatch(/error|warning/)
    quiet(run)
  })

  test('credentials in an address are in nothing that leaves, whatever becomes of it', async () => {
    const secret = 'hunter22-Secret'
    const url = services.web.replace('://', `://me:${secret}@`)
    const checks = one(`kind: http, url: '${url}/404?token=${secret}'`)
    const run = await bundle.run({ endpoints: `${url}/ok\n${url}/circle` }, { checks })
    expect(run.said.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(secret)
    const wrong = await bundle.run({ endpoints: `me:${secret}@host.example/x` })
    expect(wrong.said.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(secret)
  })

  test('a deadline shorter than the attempts ends in time and says what is not known', async () => {
    const started = performance.now()
    const run = await bundle.run(
      { endpoints: `${services.web}/drip\n${services.web}/ok`, 'deadline-minutes': '0.02', attempts: '30' },
      { env: { ECOSYSTEM_ACTIONS_TIME_SCALE: '1' } },
    )
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(found(run, `http: ${services.web}/ok`)?.status).toBe('ok')
  })
})

describe('databases in trouble', () => {
  test.each([
    ['-LOADING Redis is loading the dataset in memory\r\n', 'not_ready'],
    ['-NOAUTH Authentication required.\r\n', 'denied'],
    ['HTTP/1.1 400 Bad Request\r\n', 'protocol'],
  ])('Redis that says %j', async (reply, reason) => {
    const port = await services.speaking(reply)
    const run = await bundle.run({}, { checks: one(`kind: redis, url: 'redis://127.0.0.1:${port}'`) })
    expect(verdict(run)).toEqual(['error', reason])
  })

  test('a port that is no PostgreSQL', async () => {
    const port = await services.speaking('HTTP/1.1 400 Bad Request\r\n')
    const run = await bundle.run({ 'postgres-url': `postgres://127.0.0.1:${port}/app` })
    expect(run.checks.find(({ kind }) => kind === 'postgres')).toMatchObject({
      status: 'error',
      reason: 'protocol',
    })
  })
})

describe('metrics', () => {
  const fresh = { start_time: '2026-01-10T23:30:00Z' }
  test.each([
    ['{}', '{}', 'invalid'],
    ['a text', '{"success_rate":"95","start_time":"2026-01-10T23:30:00Z"}', 'invalid'],
    ['NaN', '{"success_rate":NaN}', 'invalid'],
    ['a list', '[]', 'invalid'],
    ['nothing', '', 'invalid'],
  ])('%s is an error', async (_, text, reason) => {
    bundle.write('automation_metrics.json', text)
    const run = await bundle.run({})
    expect(run.checks.find(({ kind }) => kind === 'success-rate')).toMatchObject({ status: 'error', reason })
    quiet(run)
  })

  test('from the future', async () => {
    bundle.write('automation_metrics.json', '{"success_rate":95,"start_time":"2030-01-01T00:00:00Z"}')
    const run = await bundle.run({})
    expect(run.checks.find(({ kind }) => kind === 'metrics-freshness')).toMatchObject({ reason: 'future' })
  })

  test('two gigabytes, a folder, a link, a byte order mark and keys of others', async () => {
    bundle.write('big.json', '')
    truncateSync(join(bundle.workspace, 'big.json'), 2 ** 31)
    bundle.write('folder/a', '')
    bundle.write('real.json', `\uFEFF${JSON.stringify({ ...fresh, success_rate: 97, other: { a: 1 } })}`)
    symlinkSync('real.json', join(bundle.workspace, 'link.json'))
    const reasons: Record<string, unknown> = {}
    for (const file of ['big.json', 'folder', 'link.json']) {
      const run = await bundle.run({ 'metrics-file': file })
      quiet(run)
      reasons[file] = run.checks.find(({ kind }) => kind === 'success-rate')?.reason ?? 'ok'
    }
    expect(reasons).toEqual({ 'big.json': 'unreadable', folder: 'unreadable', 'link.json': 'ok' })
  })
})

describe('links, content, scripts and backups', () => {
  test('anchors, mail, throttling and what is gone', async () => {
    bundle.write('a.md', `# Top\n\n[t](#top) [m](mailto:a@b.example) [r](${services.web}/429) [n](#none)\n`)
    const run = await bundle.run({ links: 'a.md' })
    const check = run.checks.find(({ kind }) => kind === 'link')
    expect(check).toMatchObject({ status: 'error', reason: 'broken' })
    expect(JSON.stringify(check?.evidence?.['broken'])).toContain('#none')
    expect(JSON.stringify(check?.evidence?.['unverifiable'])).toContain('/429')
    bundle.write('b.md', `# Top\n\n[t](#top) [r](${services.web}/429)\n`)
    expect((await bundle.run({ links: 'b.md' })).checks.find(({ kind }) => kind === 'link')?.status).not.toBe(
      'error',
    )
  })

  test('a script with Windows line ends, one without the bit, one that git does not know', async () => {
    bundle.write('crlf.sh', '#!/bin/sh\r\necho\r\n')
    bundle.write('plain.sh', '#!/bin/sh\n')
    bundle.write('other.sh', '#!/bin/sh\n')
    bundle.git('init', '-q')
    bundle.git('-c', 'core.autocrlf=false', 'add', 'crlf.sh', 'plain.sh')
    bundle.git('update-index', '--chmod=+x', 'crlf.sh')
    const run = await bundle.run({ 'executable-files': 'crlf.sh\nplain.sh\nother.sh' })
    const reasons = run.checks.filter(({ kind }) => kind === 'executable').map(({ reason }) => reason)
    expect(reasons).toEqual(['line_ends', 'not_executable', 'missing'])
  })

  test('the age of content, and a clone too shallow to know it', async () => {
    const commit = ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'x', '--date', '2025-01-01']
    bundle.write('docs/a.md', 'x')
    bundle.git('init', '-q')
    bundle.git('add', 'docs')
    bundle.git(...commit)
    const known = await bundle.run({ content: 'docs/**\nnone/**' })
    expect(found(known, 'content: none/**')).toMatchObject({ status: 'error', reason: 'missing' })
    bundle.write('.git/shallow', '0000000000000000000000000000000000000000\n')
    const run = await bundle.run({ content: 'docs/**' })
    expect(run.checks.find(({ kind }) => kind === 'content')?.reason).toMatch(/^unknown_/)
  })

  test('backups: whole, cut off, with a wrong checksum, none at all, old', async () => {
    const packed = gzipSync('x'.repeat(1000))
    bundle.write('good/db-2026-01-10T23.sql.gz', packed)
    bundle.write('cut/db.sql.gz', packed.subarray(0, 20))
    bundle.write('sum/db.sql.gz', packed)
    bundle.write('sum/db.sql.gz.sha256', `${'0'.repeat(64)}  db.sql.gz\n`)
    bundle.write('old/db.sql.gz', packed)
    const at = (path: string, time: string) =>
      utimesSync(join(bundle.workspace, path), new Date(time), new Date(time))
    for (const path of ['good/db-2026-01-10T23.sql.gz', 'cut/db.sql.gz', 'sum/db.sql.gz'])
      at(path, '2026-01-10T23:00:00Z')
    at('old/db.sql.gz', '2026-01-01T00:00:00Z')
    const names = ['good', 'cut', 'sum', 'old', 'none'].map((folder) => `${folder}/*.gz`)
    const run = await bundle.run({ backups: names.join('\n') })
    const reasons = run.checks
      .filter(({ kind }) => kind === 'backup')
      .map(({ status, reason }) => reason ?? status)
    expect(reasons).toEqual(['ok', 'damaged', 'checksum', 'stale', 'missing'])
  })

  test('status pages', async () => {
    const run = await bundle.run({
      'status-pages': `${services.web}/status\n${services.web}/incident\n${services.web}/html`,
    })
    const reasons = run.checks
      .filter(({ kind }) => kind === 'status-page')
      .map(({ status, reason }) => reason ?? status)
    expect(reasons).toEqual(['ok', 'incident', 'unknown_format'])
  })
})

describe('inputs and outputs', () => {
  test('mode pre tries three times and keeps no issue; fail-on and report-file are followed', async () => {
    const inputs = { endpoints: `${services.web}/404`, mode: 'pre', attempts: '30', issue: 'auto' }
    const run = await bundle.run({ ...inputs, 'fail-on': 'never', 'report-file': 'out/r.json' })
    expect(run).toMatchObject({
      exitCode: 0,
      outputs: { healthy: 'false', 'report-path': 'out/r.json', 'issue-number': '' },
    })
    expect(run.checks.find(({ kind }) => kind === 'http')?.evidence).toMatchObject({ attempts: 3 })
    expect(bundle.emulator.state().repositories[0]?.issues).toEqual([])
  })

  test('more planned requests than are left are an error; fail-on warning makes a warning red', async () => {
    bundle.write('a', 'x')
    const planned = await bundle.run({ 'required-files': 'a', 'planned-requests': '999999' })
    expect(planned.checks.find(({ kind }) => kind === 'rate-limit')?.reason).toBe('planned')
    const warned = await bundle.run({ 'required-files': 'a', 'optional-files': 'none', 'fail-on': 'warning' })
    expect(warned).toMatchObject({
      exitCode: 1,
      outputs: { status: 'warning', warnings: '1', healthy: 'true' },
    })
  })

  test('a report that cannot be written fails the run', async () => {
    bundle.write('a', 'x')
    bundle.write('file', 'x')
    const run = await bundle.run({ 'required-files': 'a', 'report-file': 'file/r.json' })
    expect(run.exitCode).toBe(1)
    expect(run.said).toContain('Cannot write file/r.json')
  })
})
