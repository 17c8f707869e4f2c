// The figures the emulator promises, on one machine of two cores.
import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { Agent, get } from 'node:http'
import { startEmulator, type WorldInput } from '../src/index.ts'

const world = (count: number): WorldInput => ({
  now: '2026-01-11T00:00:00Z',
  secondary_limits: false,
  rate_limit: { core: { limit: 10_000_000 } },
  repositories: Array.from({ length: count }, (_, i) => ({
    name: `acme/r${i}`,
    commits: 40,
    branch_count: { prefix: 'wip/', count: 11, behind: 12, ahead: 2 },
  })),
})

test('1,000 repositories of 12 branches: loaded in a minute, 1.5 GB at most; 500 simple reads a second', async () => {
  const started = performance.now()
  const emulator = await startEmulator(world(1000))
  const seconds = (performance.now() - started) / 1000
  const kilobytes = Number(
    execFileSync('du', ['-sk', emulator.workDirectory], { encoding: 'utf8' }).split('\t')[0],
  )
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const headers = { authorization: 'Bearer ghs_viewer', 'user-agent': 'performance' }
  const read = (path: string) =>
    new Promise<number>((resolve, reject) => {
      get(emulator.url + path, { agent, headers }, (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      }).on('error', reject)
    })
  const paths = ['', '/branches/main', '/branches', '/git/ref/heads/main']
  const begun = performance.now()
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      const seen: number[] = []
      for (let i = 0; i < 300; i += 1)
        seen.push(await read(`/repos/acme/r${(lane * 97 + i) % 1000}${paths[i % paths.length]}`))
      return seen
    }),
  )
  const perSecond = 2400 / ((performance.now() - begun) / 1000)
  await emulator.close()
  process.stdout.write(
    `loaded in ${seconds.toFixed(1)} s, ${(kilobytes / 1024).toFixed(0)} MB on disk, ${perSecond.toFixed(0)} reads a second\n`,
  )
  expect(new Set(statuses.flat())).toEqual(new Set([200]))
  expect(seconds).toBeLessThan(60)
  expect(kilobytes).toBeLessThan(1.5 * 1024 * 1024)
  expect(perSecond).toBeGreaterThan(500)
}, 300_000)
