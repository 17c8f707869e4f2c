import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { healthBundle, type BundleRun, type HealthBundle } from '../../support/health-bundle.ts'

let bundle: HealthBundle
const counts = new Map<string, number>()
// Of `/fails/…` every fourth answer is a 500, and of `/slow/…` every fourth takes a while.
const service = createServer((request, response) => {
  const path = request.url ?? ''
  const n = (counts.get(path) ?? 0) + 1
  counts.set(path, n)
  const odd = n % 4 === 0
  const answer = () => response.writeHead(odd && path.startsWith('/fails') ? 500 : 200).end()
  if (odd && path.startsWith('/slow')) setTimeout(answer, 400)
  else answer()
})
beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  bundle = await healthBundle({
    now: '2026-01-11T00:00:00Z',
    repositories: [{ name: 'acme/web', files: { 'README.md': '# web\n' } }],
  })
})
afterAll(async () => {
  service.close()
  await bundle.close()
})

const verdicts = ({ checks }: BundleRun) =>
  Object.fromEntries(
    checks.filter(({ kind }) => kind === 'http').map(({ name, status, reason }) => [name, [status, reason]]),
  )

test('a canary by samples: the share that is well and the slowest but few decide', async () => {
  const { port } = service.address() as AddressInfo
  const line = (name: string, path: string, limits: string) =>
    `  - { name: ${name}, kind: http, url: 'http://127.0.0.1:${port}${path}', samples: 20, ${limits} }`
  const checks = [
    'checks:',
    line('enough', '/fails/a', 'min-success-rate: 70'),
    line('too-few', '/fails/b', 'min-success-rate: 80'),
    line('quick', '/quick', 'max-p95-ms: 350'),
    line('slow', '/slow/a', 'max-p95-ms: 350'),
  ].join('\n')
  const run = await bundle.run({ concurrency: '1' }, { checks })
  expect(verdicts(run)).toEqual({
    enough: ['ok', undefined],
    'too-few': ['error', 'success_rate'],
    quick: ['ok', undefined],
    slow: ['error', 'slow'],
  })
  expect(counts.get('/fails/a')).toBe(20)
  const messages = run.checks.filter(({ status }) => status === 'error').map(({ message }) => message)
  expect(messages[0]).toContain('15 of 20 answers were right (75.0 %), at least 80 % are needed.')
  const health = JSON.parse(
    readFileSync(join(bundle.workspace, 'automation_health.health.json'), 'utf8'),
  ) as { status: string; checks: Record<string, { status: string }[]> }
  expect(health.status).toBe('fail')
  expect(
    Object.values(health.checks)
      .flat()
      .filter(({ status }) => status === 'fail'),
  ).toHaveLength(2)
}, 60_000)

test('2500 failures with long names stay within the summary, the verdict first', async () => {
  const checks = Array.from({ length: 2500 }, (_, n) => {
    const name = `${n} ${'ä|<x>`'.repeat(18)}`
    return `  - { name: ${JSON.stringify(name)}, kind: file, path: ${JSON.stringify(`none-${n}-${'x'.repeat(150)}`)} }`
  })
  const run = await bundle.run({}, { checks: `checks:\n${checks.join('\n')}\n` })
  expect(run.outputs).toMatchObject({ errors: '2500', healthy: 'false' })
  expect(Buffer.byteLength(run.summary)).toBeLessThanOrEqual(900_000)
  expect(Buffer.byteLength(run.summary)).toBeGreaterThan(1000)
  expect(run.summary.slice(0, 200)).toContain('Not healthy')
}, 60_000)
