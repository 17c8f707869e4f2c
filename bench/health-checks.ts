import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../scripts/house.ts'
import { table } from './figures.ts'

const count = 200

/** 200 addresses of which the slowest answers after one and after two seconds, checked by the committed bundle at once. */
export async function concurrentChecks(): Promise<void> {
  const rows = [await measured(1000), await measured(2000)]
  console.log(`\n${count} checks with concurrency ${count}, answers of 100 kB after 0.1 s to the slowest one`)
  const head = [
    'slowest check ms',
    'ok',
    'all checks ms',
    'ratio',
    'with the start of node ms',
    'ratio',
    'peak MB',
  ]
  console.log(table(head, rows))
}

/** The time of all checks beside the slowest one, from the first that began to the last that ended; then of the whole process, and its memory. */
async function measured(longest: number): Promise<string[]> {
  const server = createServer((request, response) => {
    setTimeout(() => response.end('x'.repeat(100_000)), Number(request.url?.slice(1) ?? 0))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const endpoints = Array.from(
    { length: count },
    (_, n) => `http://127.0.0.1:${port}/${100 + Math.round((n / (count - 1)) * (longest - 100))}`,
  )
  const { folder, whole, peak } = await bundle({
    INPUT_ENDPOINTS: endpoints.join('\n'),
    INPUT_CONCURRENCY: String(count),
    INPUT_ATTEMPTS: '1',
    INPUT_HISTORY: 'none',
    'INPUT_ALLOW-PRIVATE-ADDRESSES': 'true',
  })
  server.close()
  const report = JSON.parse(readFileSync(join(folder, 'automation_health.json'), 'utf8')) as {
    checks: { status: string; duration_ms: number; timestamp: string }[]
  }
  rmSync(folder, { recursive: true })
  const slowest = Math.max(...report.checks.map(({ duration_ms }) => duration_ms))
  const good = report.checks.filter(({ status }) => status === 'ok').length
  const ends = report.checks.map(({ timestamp }) => Date.parse(timestamp))
  const starts = report.checks.map(({ duration_ms }, n) => (ends[n] ?? 0) - duration_ms)
  const span = Math.max(...ends) - Math.min(...starts)
  const memory = peak === 0 ? 'not known' : (peak / 1e6).toFixed(0)
  const times = [span, whole].flatMap((ms) => [ms.toFixed(0), (ms / slowest).toFixed(2)])
  return [`${slowest}`, `${good}`, ...times, memory]
}

async function bundle(
  inputs: Record<string, string>,
): Promise<{ folder: string; whole: number; peak: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'health-'))
  const started = performance.now()
  const child = spawn(process.execPath, [join(root, 'dist/health-check/index.js')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], GITHUB_WORKSPACE: folder, ...inputs },
    stdio: 'ignore',
  })
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, residentOf(child.pid ?? 0))), 10)
  await new Promise((resolve) => child.on('close', resolve))
  clearInterval(watch)
  return { folder, whole: performance.now() - started, peak }
}

// Linux keeps the highest figure itself; elsewhere it is not known.
function residentOf(pid: number): number {
  try {
    return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
