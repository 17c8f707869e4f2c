// The whole gate: types, lint, format, fresh tables, all tests, fresh bundles. Ends with one plain line: `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './house.ts'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const results = join(root, 'out', 'jest.json')

function npm(script: string, ...more: string[]): boolean {
  const started = performance.now()
  const { status } = spawnSync('npm', ['run', '--silent', script, ...more], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  console.log(
    `${status === 0 ? 'ok' : 'FAILED'}  ${script} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  )
  return status === 0
}

function tests(): Counts {
  mkdirSync(join(root, 'out'), { recursive: true })
  rmSync(results, { force: true })
  const ok = npm(
    'jest',
    '--',
    '--json',
    `--outputFile=${results}`,
    '--maxWorkers=2',
    ...process.argv.slice(2),
  )
  if (!existsSync(results)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(results, 'utf8')) as Record<string, number>
  const broken = report['numRuntimeErrorTestSuites'] ?? 0
  const counts = {
    passed: report['numPassedTests'] ?? 0,
    failed: (report['numFailedTests'] ?? 0) + broken,
    skipped: report['numPendingTests'] ?? 0,
  }
  return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

const steps = ['typecheck', 'lint', 'format:check', 'docs:check', 'check:dist']
const outcomes = steps.map((step) => ({ step, ok: npm(step) }))
const counts = tests()
const passed = counts.passed + outcomes.filter(({ ok }) => ok).length
const failed = counts.failed + outcomes.filter(({ ok }) => !ok).length
for (const { step, ok } of outcomes) if (!ok) console.log(`failed: ${step}`)
console.log(`${passed} passed, ${failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`)
process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0
