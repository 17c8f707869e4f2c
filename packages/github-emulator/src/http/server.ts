// The HTTP server: sorts requests by what they are for, keeps the log, adds latency.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { serveAdmin } from '../admin/routes.ts'
import { settleWorld } from '../domain/settle.ts'
import type { World } from '../domain/world.ts'
import { serveGit } from '../git-http/serve.ts'
import { servePage } from '../page/serve.ts'
import { serveResults } from '../results/serve.ts'
import { routes } from '../rest/routes.ts'
import { serveStorage } from '../results/storage.ts'
import { errorBody } from './answer.ts'
import { presentedToken, render, send, type Exchange } from './exchange.ts'
import { serveGraphql } from './graphql.ts'
import { seededRandom } from './random.ts'
import type { RequestKind } from './request-log.ts'
import { serveRest } from './rest.ts'
import { Router } from './router.ts'

export interface Listening {
  port: number
  /** Origin of the second server: log and artifact storage, as GitHub keeps them on another host. */
  storageUrl: string
  close(): Promise<void>
}

/** Starts the API server and, on a port of its own, the storage server. */
export async function listen(world: World, port: number): Promise<Listening> {
  const router = new Router(routes)
  const delay = latencyOf(world)
  const api = createServer(
    (request, response) => void handle({ world, router, delay, storage: false }, request, response),
  )
  const storage = createServer(
    (request, response) => void handle({ world, router, delay, storage: true }, request, response),
  )
  const sockets = new Set<Socket>()
  for (const server of [api, storage]) {
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    server.keepAliveTimeout = 30_000
  }
  const apiPort = await listenOn(api, port)
  const storagePort = await listenOn(storage, 0)
  return {
    port: apiPort,
    storageUrl: `http://127.0.0.1:${storagePort}`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([api, storage].map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

interface Serving {
  world: World
  router: Router
  delay: () => number
  storage: boolean
}

function kindOf(path: string, storage: boolean): RequestKind {
  if (storage) return 'storage'
  if (path.startsWith('/_emulator')) return 'admin'
  if (path === '/graphql' || path === '/api/graphql') return 'graphql'
  if (path.startsWith('/twirp/')) return 'results'
  if (/^\/[^/]+\/[^/]+?(\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.test(path)) return 'git'
  if (path === '/' || path.startsWith('/_page/')) return 'page'
  return 'rest'
}

async function handle(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world } = serving
  const url = new URL(request.url ?? '/', 'http://emulator')
  const prefixed = url.pathname.startsWith('/api/v3/') || url.pathname === '/api/v3'
  const path = (prefixed ? url.pathname.slice('/api/v3'.length) : url.pathname) || '/'
  const method = request.method ?? 'GET'
  const kind = prefixed ? 'rest' : kindOf(path, serving.storage)
  const started = performance.now()
  const token = presentedToken(request.headers.authorization)
  const entry = world.log.start({ kind, method, route: `${method} ${path}`, path: path + url.search, token })
  const finish = () => (entry.duration_ms = Math.round((performance.now() - started) * 10) / 10)
  response.on('close', finish)
  const base = world.url + (prefixed ? '/api/v3' : '')
  const exchange: Exchange = { world, request, response, method, path, query: url.searchParams, base, entry }
  try {
    const wait = kind === 'admin' || kind === 'page' ? 0 : serving.delay()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    await serve(kind, exchange, serving.router)
  } catch (error) {
    if (response.headersSent || response.destroyed) return
    send(
      exchange,
      render(world, { status: 500, body: errorBody(`A bug of the emulator: ${String(error)}`, 500) }),
    )
  }
}

async function serve(kind: RequestKind, exchange: Exchange, router: Router): Promise<void> {
  await settleWorld(exchange.world)
  if (kind === 'admin') return serveAdmin(exchange)
  if (kind === 'graphql') return serveGraphql(exchange)
  if (kind === 'results') return serveResults(exchange)
  if (kind === 'storage') return serveStorage(exchange)
  if (kind === 'git') return serveGit(exchange)
  if (kind === 'page') return servePage(exchange)
  return serveRest(exchange, router)
}

/** Milliseconds to wait before each answer; with p50 and p95 a log-normal distribution of those quantiles. */
function latencyOf(world: World): () => number {
  const latency = world.file.latency_ms
  if (typeof latency === 'number') return () => latency
  const random = seededRandom(20_260_111)
  const sigma = latency.p50 > 0 ? Math.log(Math.max(latency.p95, latency.p50) / latency.p50) / 1.645 : 0
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return latency.p50 * Math.exp(sigma * normal)
  }
}
