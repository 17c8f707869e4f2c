import { createServer, type Server, type ServerResponse } from 'node:http'
import { createServer as tcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { createServer as tlsServer } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { isPrivateAddress } from '../../../actions/health-check/adapters/address-guard.ts'
import { network } from '../../../actions/health-check/adapters/network.ts'
import { judgeTls } from '../../../actions/health-check/checks/tls.ts'
import type { HttpAnswer, NetworkFailure, TlsAnswer } from '../../../actions/health-check/probes.ts'
import { Authority, stamp, type Pair } from '../../support/certificates.ts'

const open = network({ allowPrivate: true })
const closed = network({ allowPrivate: false })
const signal = new AbortController().signal
const servers: (Server | TcpServer)[] = []

async function listen<S extends Server | TcpServer>(server: S): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const sockets = new Set<Socket>()
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
})

function keep<S extends { on(event: 'connection', listener: (socket: Socket) => void): unknown }>(
  server: S,
): S {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  return server
}

const routes: Record<string, (response: ServerResponse) => void> = {
  '/ok': (response) => response.setHeader('x-version', '7').end('{"status":"ok"}'),
  '/hang': () => undefined,
  '/drip': (response) => {
    const timer = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(timer))
  },
  '/huge': (response) => {
    const chunk = Buffer.alloc(65_536, 'x')
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  },
  '/circle': (response) => response.writeHead(302, { location: '/circle' }).end(),
  '/away': (response) => response.writeHead(302, { location: '/ok' }).end(),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/503': (response) => response.writeHead(503).end('down'),
  '/reset': (response) => void response.socket?.destroy(),
}

let base = ''
let seen: Record<string, string | string[] | undefined> = {}
beforeAll(async () => {
  const server = createServer((request, response) => {
    seen = request.headers
    const route = routes[request.url ?? '']
    if (route) route(response)
    else response.writeHead(404).end()
  })
  base = `http://127.0.0.1:${await listen(keep(server))}`
})

const ask = (path: string, more = {}): Promise<HttpAnswer | NetworkFailure> =>
  open.http({
    url: path.startsWith('http') ? path : base + path,
    method: 'GET',
    headers: {},
    maxRedirects: 5,
    maxBody: 1_048_576,
    timeoutMs: 5000,
    signal,
    ...more,
  })

describe('http', () => {
  test('an answer with its status, headers, body and time', async () => {
    expect(await ask('/ok')).toMatchObject({
      ok: true,
      status: 200,
      body: '{"status":"ok"}',
      truncated: false,
      headers: { 'x-version': '7' },
    })
  })
  test('a status is an answer and not a failure', async () =>
    expect(await ask('/503')).toMatchObject({ ok: true, status: 503, body: 'down' }))
  test.each([
    ['/hang', 'timeout'],
    ['/drip', 'timeout'],
    ['/circle', 'redirects'],
    ['/file', 'redirects'],
    ['/reset', 'reset'],
    ['http://127.0.0.1:1/', 'refused'],
    ['http://nothing.invalid/', 'name_not_found'],
  ])('%s fails as %s', async (path, problem) => {
    const before = performance.now()
    expect(await ask(path, { timeoutMs: 400 })).toMatchObject({ ok: false, problem })
    expect(performance.now() - before).toBeLessThan(3000)
  })
  test('redirects are followed and named', async () =>
    expect(await ask('/away')).toMatchObject({ ok: true, urls: [`${base}/away`, `${base}/ok`] }))
  test('an endless body is cut at the limit, and memory does not grow with it', async () => {
    const before = process.memoryUsage().rss
    const answer = await ask('/huge', { maxBody: 100_000 })
    expect(answer).toMatchObject({ ok: true, truncated: true })
    expect(answer.ok && answer.body.length).toBe(100_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
  })
  test('credentials of the address are sent, and never shown', async () => {
    const answer = await ask(base.replace('http://', 'http://me:geheim@') + '/ok')
    expect(seen['authorization']).toBe(`Basic ${Buffer.from('me:geheim').toString('base64')}`)
    expect(JSON.stringify(answer)).not.toContain('geheim')
  })
  test('another host after a redirect does not get them', async () => {
    const other = keep(
      createServer((request, response) => {
        seen = request.headers
        response.end('other')
      }),
    )
    const port = await listen(other)
    routes['/leave'] = (response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end()
    await ask(base.replace('http://', 'http://me:geheim@') + '/leave', { headers: { 'x-api-key': 'k' } })
    expect(seen['authorization']).toBeUndefined()
    expect(seen['x-api-key']).toBeUndefined()
  })
  test('the signal ends it', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('over')), 50)
    expect(await ask('/hang', { signal: controller.signal })).toMatchObject({ ok: false })
  })
})

describe('private addresses', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '[::1]',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))
  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', 'example.com'])(
    '%s is not',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  )

  test('all protocols refuse them without being asked to allow them', async () => {
    const port = Number(new URL(base).port)
    const target = { host: '127.0.0.1', port, timeoutMs: 2000, signal }
    const database = { ...target, database: 'd', user: 'u', ssl: 'disable' as const, query: undefined }
    const failures = await Promise.all([
      closed.http({
        url: `${base}/ok`,
        method: 'GET',
        headers: {},
        maxRedirects: 0,
        maxBody: 10,
        timeoutMs: 2000,
        signal,
      }),
      closed.http({
        url: `http://localhost:${port}/ok`,
        method: 'GET',
        headers: {},
        maxRedirects: 0,
        maxBody: 10,
        timeoutMs: 2000,
        signal,
      }),
      closed.http({
        url: `http://[::ffff:127.0.0.1]:${port}/ok`,
        method: 'GET',
        headers: {},
        maxRedirects: 0,
        maxBody: 10,
        timeoutMs: 2000,
        signal,
      }),
      closed.tcp(target),
      closed.tcp({ ...target, host: 'localhost' }),
      closed.tls({ ...target, servername: 'localhost', ca: undefined }),
      closed.redis({ ...target, tls: false, user: undefined, password: undefined }),
      closed.postgres({ ...database, password: undefined }),
      closed.postgres({ ...database, password: 'x' }),
    ])
    expect(failures.map((failure) => (failure.ok ? 'ok' : failure.problem))).toEqual(
      Array(9).fill('private_address'),
    )
  })
})

test('tcp and dns', async () => {
  const port = Number(new URL(base).port)
  expect(await open.tcp({ host: '127.0.0.1', port, timeoutMs: 2000, signal })).toMatchObject({ ok: true })
  expect(await open.tcp({ host: '127.0.0.1', port: 1, timeoutMs: 2000, signal })).toMatchObject({
    problem: 'refused',
  })
  expect(await open.dns({ name: 'nothing.invalid', type: 'A', timeoutMs: 3000, signal })).toMatchObject({
    ok: false,
  })
})

describe('tls', () => {
  const authority = new Authority()
  let root: Pair
  let middle: Pair
  beforeAll(() => {
    root = authority.root()
    middle = authority.intermediate(root)
  })
  afterAll(() => authority.close())

  async function handshake(pair: Pair, { chain = '', servername = 'localhost' } = {}): Promise<TlsAnswer> {
    const server = keep(tlsServer({ cert: pair.cert + chain, key: pair.key }))
    server.on('tlsClientError', () => undefined)
    const port = await listen(server)
    const answer = await open.tls({
      host: '127.0.0.1',
      port,
      servername,
      ca: root.cert,
      timeoutMs: 5000,
      signal,
    })
    if (!answer.ok) throw new Error(answer.message)
    return answer
  }
  const judge = (answer: TlsAnswer) =>
    judgeTls('x', answer, { warningDays: undefined, errorDays: undefined, now: new Date() })

  test('a full chain to the authority, with thirty days left', async () => {
    const answer = await handshake(authority.leaf({ issuer: middle }), { chain: middle.cert })
    expect(judge(answer)).toMatchObject({ status: 'ok', evidence: { days_left: 30, chain: 3 } })
  })
  test('an incomplete chain', async () => {
    expect(judge(await handshake(authority.leaf({ issuer: middle })))).toMatchObject({
      status: 'error',
      reason: 'untrusted',
      message: expect.stringContaining('incomplete'),
    })
  })
  test('expired', async () => {
    const pair = authority.leaf({ issuer: root, from: stamp(-90), to: stamp(-1) })
    expect(judge(await handshake(pair))).toMatchObject({ status: 'error', reason: 'expired' })
  })
  test('another host, also when it is expired as well', async () => {
    expect(judge(await handshake(authority.leaf({ issuer: root, name: 'other.example' })))).toMatchObject({
      status: 'error',
      reason: 'wrong_host',
    })
    const both = await handshake(
      authority.leaf({ issuer: root, name: 'other.example', from: stamp(-90), to: stamp(-1) }),
    )
    expect(both.wrongHost).toContain('other.example')
  })
  test('signed by itself', async () => {
    expect(judge(await handshake(authority.leaf()))).toMatchObject({ status: 'error', reason: 'untrusted' })
  })
  test('short-lived on purpose is quiet', async () => {
    const pair = authority.leaf({ issuer: root, from: stamp(-2), to: stamp(4) })
    expect(judge(await handshake(pair))).toMatchObject({ status: 'ok' })
  })
  test('a port that speaks no TLS is a failure in words', async () => {
    const port = await listen(keep(tcpServer((socket) => socket.end('hello\r\n'))))
    expect(
      await open.tls({
        host: '127.0.0.1',
        port,
        servername: 'localhost',
        ca: undefined,
        timeoutMs: 2000,
        signal,
      }),
    ).toMatchObject({ ok: false })
  })
  test('a port that never answers ends in time', async () => {
    const port = await listen(keep(tcpServer(() => undefined)))
    expect(
      await open.tls({
        host: '127.0.0.1',
        port,
        servername: 'localhost',
        ca: undefined,
        timeoutMs: 300,
        signal,
      }),
    ).toMatchObject({ ok: false, problem: 'timeout' })
  })
})
