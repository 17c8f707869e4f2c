import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'
import { healthBundle, type BundleRun, type HealthBundle } from '../../support/health-bundle.ts'

let bundle: HealthBundle
afterEach(() => bundle.close())

const start = async (now: string) => {
  bundle = await healthBundle({
    now,
    repositories: [{ name: 'acme/web', files: { 'README.md': '# web\n' } }],
  })
}
const issues = () => bundle.emulator.state().repositories[0]?.issues ?? []
const verdict = ({ checks }: BundleRun, name: string) => {
  const check = checks.find((one) => one.name === name)
  return [check?.status, check?.reason]
}

test.each([
  // The clocks go forward: 05:00 in Berlin is 03:00 UTC, an hour earlier than the night before.
  ['2026-03-29T02:50:00Z', '20m'],
  // They go back: 05:00 is 04:00 UTC, an hour later than the night before.
  ['2026-10-25T03:50:00Z', '20m'],
])(
  'a window over the night of %s on which the clocks change ends at its wall time',
  async (now, later) => {
    await start(now)
    const maintenance = '[{ from: "22:00", to: "05:00", tz: Europe/Berlin, recurrence: daily }]'
    const inputs = { 'required-files': 'none', issue: 'auto', history: 'artifact', maintenance }
    expect((await bundle.run(inputs)).summary).toContain('maintenance')
    expect(issues()).toEqual([])
    bundle.emulator.setClock({ advance: later })
    await bundle.run(inputs)
    expect(issues()).toMatchObject([{ state: 'open' }])
  },
  60_000,
)

test('what depends on a check under maintenance opens no issue for it, however often it was not looked at', async () => {
  await start('2026-01-11T00:00:00Z')
  bundle.write('here', 'x')
  const checks = [
    'checks:',
    '  - { name: parent, kind: file, path: none }',
    '  - { name: child, kind: file, path: here, depends-on: parent }',
    'maintenance:',
    "  - { from: '00:00', to: '12:00', tz: UTC, recurrence: daily, checks: [parent] }",
  ].join('\n')
  const inputs = { issue: 'auto', history: 'artifact' }
  for (let n = 0; n < 3; n++) {
    const run = await bundle.run(inputs, { checks })
    expect(verdict(run, 'child')).toEqual(['warning', 'dependency'])
    expect(issues()).toEqual([])
    bundle.emulator.setClock({ advance: '3h' })
  }
  bundle.emulator.setClock({ advance: '5h' })
  await bundle.run(inputs, { checks })
  expect(issues()).toHaveLength(1)
  expect(issues()[0]?.body).toContain('parent')
}, 60_000)

test('backups behind links: judged by what stands there, as on a mounted disk, and nothing of it is told', async () => {
  await start('2026-01-11T00:00:00Z')
  const outside = mkdtempSync(join(tmpdir(), 'outside-'))
  try {
    writeFileSync(join(outside, 'db.txt'), 'geheim-geheim')
    bundle.write('whole/.keep', '')
    bundle.write('cut/.keep', '')
    bundle.write('dead/.keep', '')
    symlinkSync(join(outside, 'db.txt'), join(bundle.workspace, 'whole/db-2026-01-10T2330.txt'))
    symlinkSync(join(outside, 'db.txt'), join(bundle.workspace, 'cut/db-2026-01-10T2330.gz'))
    symlinkSync(join(outside, 'none'), join(bundle.workspace, 'dead/db-2026-01-10T2330.txt'))
    symlinkSync(outside, join(bundle.workspace, 'folder'))
    const run = await bundle.run({ backups: 'whole/db*\ncut/db*\ndead/db*\nfolder/db*' })
    const found = ['whole/db*', 'cut/db*', 'dead/db*', 'folder/db*'].map((glob) =>
      verdict(run, `backup: ${glob}`),
    )
    expect(found).toEqual([
      ['ok', undefined],
      ['error', 'damaged'],
      ['error', 'missing'],
      ['error', 'missing'],
    ])
    expect(run.said).not.toContain('geheim')
  } finally {
    rmSync(outside, { recursive: true, force: true })
  }
}, 60_000)
