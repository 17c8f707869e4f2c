import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { diskFiles } from '@ecosystem-actions/core/adapters/files'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { backupFile } from '../../../actions/health-check/adapters/backup-file.ts'
import { gitWork } from '../../../actions/health-check/adapters/git-work.ts'
import { backup } from '../../../actions/health-check/checks/backup.ts'
import { content } from '../../../actions/health-check/checks/content.ts'
import { executable } from '../../../actions/health-check/checks/executable.ts'
import { file } from '../../../actions/health-check/checks/file.ts'
import { metricsFreshness } from '../../../actions/health-check/checks/metrics-freshness.ts'
import type { CheckSituation } from '../../../actions/health-check/check.ts'
import type { Probes } from '../../../actions/health-check/probes.ts'

const folder = mkdtempSync(join(tmpdir(), 'disk-'))
const repository = join(folder, 'repository')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const now = new Date('2026-01-11T00:00:00Z')
const situation: CheckSituation = { now, timeoutMs: 1000, signal: new AbortController().signal }
const probesOf = (root: string) =>
  ({ files: diskFiles(root), git: gitWork(root), backup: backupFile(root) }) as unknown as Probes

function git(date: string, ...args: string[]): void {
  const env = {
    ...process.env,
    GIT_COMMITTER_DATE: date,
    GIT_AUTHOR_DATE: date,
    GIT_CONFIG_GLOBAL: '',
    GIT_CONFIG_SYSTEM: '',
  }
  execFileSync(
    'git',
    ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'core.autocrlf=false', ...args],
    { cwd: repository, env, stdio: 'pipe' },
  )
}

beforeAll(() => {
  mkdirSync(join(repository, 'docs'), { recursive: true })
  execFileSync('git', ['init', '-q', repository])
  const files = {
    'docs/old.md': 'a',
    'docs/with space ü.md': 'b',
    'good.sh': '#!/bin/sh\n',
    'plain.sh': '#!/bin/sh\n',
    'windows.sh': '#!/bin/sh\r\n',
    'data.sh': 'echo\n',
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(repository, path), text)
  git('2025-06-01T00:00:00Z', 'add', '-A')
  git('2025-06-01T00:00:00Z', 'update-index', '--chmod=+x', 'good.sh', 'windows.sh', 'data.sh')
  git('2025-06-01T00:00:00Z', 'commit', '-qm', 'first')
  writeFileSync(join(repository, 'docs/with space ü.md'), 'c')
  git('2026-01-10T00:00:00Z', 'commit', '-qm', 'second', '--', 'docs')
})

describe('git', () => {
  const look = (path: string, root = repository) =>
    executable.look(executable.settings.parse({ path }), probesOf(root), situation)
  test.each([
    ['good.sh', 'ok', undefined],
    ['plain.sh', 'error', 'not_executable'],
    ['windows.sh', 'error', 'line_ends'],
    ['data.sh', 'error', 'no_shebang'],
    ['none.sh', 'error', 'missing'],
  ])('%s is %s %s by the index, whatever the disk says', async (path, status, reason) =>
    expect(await look(path)).toMatchObject(reason ? { status, reason } : { status }),
  )
  test('outside of git it is not known', async () =>
    expect(await look('x', folder)).toMatchObject({ status: 'warning', reason: 'unknown_no_git' }))

  const fresh = (root: string) =>
    content.look(content.settings.parse({ path: 'docs/**' }), probesOf(root), situation)
  test('the age of files is that of their last commit, also with strange names', async () => {
    const changes = await gitWork(repository).lastChanges(['docs/old.md', 'docs/with space ü.md', 'good.sh'])
    expect(
      Object.fromEntries([...changes].map(([path, at]) => [path, at.toISOString().slice(0, 10)])),
    ).toEqual({ 'docs/old.md': '2025-06-01', 'docs/with space ü.md': '2026-01-10', 'good.sh': '2025-06-01' })
    expect(await fresh(repository)).toMatchObject({
      status: 'warning',
      reason: 'stale',
      evidence: { files: 2, stale: ['docs/old.md: 224 days'] },
    })
  })
  test('a shallow clone knows no age', async () => {
    const shallow = join(folder, 'shallow')
    execFileSync('git', ['clone', '-q', '--depth=1', `file://${repository}`, shallow], { stdio: 'pipe' })
    expect(await fresh(shallow)).toMatchObject({
      status: 'warning',
      reason: 'unknown_shallow_clone',
      fix: expect.stringContaining('fetch-depth: 0'),
    })
  })
})

describe('backups', () => {
  const root = join(folder, 'backups')
  const body = gzipSync('CREATE TABLE a ();\n'.repeat(100))
  const look = (path: string) => backup.look(backup.settings.parse({ path }), probesOf(root), situation)
  beforeAll(() => {
    mkdirSync(root)
    const write = (name: string, bytes: Buffer | string) => writeFileSync(join(root, name), bytes)
    write('good-2026-01-10T12.sql.gz', body)
    write('good-2026-01-09.sql.gz', body)
    write('cut-2026-01-10.sql.gz', body.subarray(0, body.length - 10))
    write('empty-2026-01-10.sql', '')
    write('no-2026-01-10.zip', 'PK\u0003\u0004 and no end')
    write('sum-2026-01-10.dump', 'data')
    write(
      'sum-2026-01-10.dump.sha256',
      `${createHash('sha256').update('data').digest('hex')}  sum-2026-01-10.dump\n`,
    )
    write('void-2026-01-10.dump', 'data')
    write('void-2026-01-10.dump.sha256', '')
    write('garbage-2026-01-10.sql.xz', 'no archive at all')
    write('short-2026-01-10.sql.xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x01, 0x02]))
    write('garbage-2026-01-10.sql.bz2', 'no archive at all')
    write('bad-2026-01-10.dump', 'data')
    write('bad-2026-01-10.dump.sha256', `${'0'.repeat(64)}  bad-2026-01-10.dump\n`)
    write('old-2025-12-01.dump', 'data')
  })
  test.each([
    ['good-*', 'ok', undefined],
    ['cut-*', 'error', 'damaged'],
    ['empty-*', 'error', 'too_small'],
    ['no-*', 'error', 'damaged'],
    ['sum-*', 'ok', undefined],
    ['bad-*', 'error', 'checksum'],
    ['old-*', 'error', 'stale'],
    ['void-*', 'error', 'checksum'],
    ['garbage-*.xz', 'error', 'damaged'],
    ['short-*.xz', 'error', 'damaged'],
    ['garbage-*.bz2', 'error', 'damaged'],
    ['none-*', 'error', 'missing'],
  ])('%s is %s %s', async (pattern, status, reason) =>
    expect(await look(pattern)).toMatchObject(reason ? { status, reason } : { status }),
  )
})

test('a link to nothing is no file', async () => {
  const root = join(folder, 'links')
  mkdirSync(root)
  symlinkSync(join(root, 'none'), join(root, 'latest'))
  const verdict = await file.look(file.settings.parse({ path: 'latest' }), probesOf(root), situation)
  expect(verdict).toMatchObject({ status: 'error', reason: 'missing' })
})

test('metrics of two gigabytes are refused before they are read', async () => {
  const path = join(folder, 'automation_metrics.json')
  writeFileSync(path, '{}')
  truncateSync(path, 2 ** 31)
  const before = process.memoryUsage().rss
  const verdict = await metricsFreshness.look(
    metricsFreshness.settings.parse({}),
    probesOf(folder),
    situation,
  )
  expect(verdict).toMatchObject({
    status: 'error',
    reason: 'unreadable',
    message: expect.stringContaining('2147483648 bytes'),
  })
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
})
