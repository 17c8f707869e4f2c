// One request and its answer, as the parts of the server hand them on.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Actor } from '../domain/access.ts'
import type { Token } from '../domain/model.ts'
import type { World } from '../domain/world.ts'
import type { Answer } from './answer.ts'
import type { RequestEntry } from './request-log.ts'

export interface Exchange {
  world: World
  request: IncomingMessage
  response: ServerResponse
  method: string
  /** Without `/api/v3` and without the query. */
  path: string
  query: URLSearchParams
  /** Origin plus `/api/v3` when the client came that way. */
  base: string
  entry: RequestEntry
}

const bodyLimit = 512 * 1024 * 1024

export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > bodyLimit) reject(new Error('The request body is too large'))
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
  })
}

/** The secret in an Authorization header (`token`, `Bearer`, or Basic as git sends it). */
export function presentedToken(authorization: string | undefined): string | null {
  if (!authorization) return null
  const [scheme = '', value = ''] = authorization.split(/\s+/, 2)
  if (/^basic$/i.test(scheme)) {
    const text = Buffer.from(value, 'base64').toString('utf8')
    return text.slice(text.indexOf(':') + 1)
  }
  return /^(token|bearer)$/i.test(scheme) ? value : authorization.trim()
}

/** The caller behind a token: undefined when it is no good, null when there is none. */
export function actorOf(world: World, presented: string | null): Actor | null | undefined {
  if (presented === null) return null
  const token: Token | undefined = world.tokens.get(presented)
  if (!token || (token.expiresAt !== null && token.expiresAt <= world.clock.now())) return undefined
  return { user: token.user, token }
}

let sequence = 0

/** A request id in the form of GitHub's. */
export function requestId(): string {
  sequence += 1
  return `E${sequence.toString(16).toUpperCase().padStart(3, '0')}:EMU:${Date.now().toString(16).toUpperCase()}`
}

export interface Sent {
  status: number
  headers: Record<string, string>
  payload: Buffer
}

/** Turns an answer into bytes and headers. */
export function render(world: World, answer: Answer): Sent {
  const headers: Record<string, string> = {
    date: new Date(world.clock.now()).toUTCString(),
    'x-github-request-id': requestId(),
    'x-github-media-type': 'github.v3; format=json',
    'access-control-allow-origin': '*',
    ...answer.headers,
  }
  const { body } = answer
  if (body === undefined) return { status: answer.status, headers, payload: Buffer.alloc(0) }
  if (Buffer.isBuffer(body)) return { status: answer.status, headers, payload: body }
  if (typeof body === 'string') {
    headers['content-type'] ??= 'text/plain; charset=utf-8'
    return { status: answer.status, headers, payload: Buffer.from(body) }
  }
  headers['content-type'] ??= 'application/json; charset=utf-8'
  return { status: answer.status, headers, payload: Buffer.from(JSON.stringify(body)) }
}

export function send(exchange: Exchange, sent: Sent): void {
  const { response, entry } = exchange
  entry.status = sent.status
  const empty = sent.status === 204 || sent.status === 304
  const headers = empty ? sent.headers : { ...sent.headers, 'content-length': String(sent.payload.length) }
  response.writeHead(sent.status, headers)
  response.end(empty || exchange.method === 'HEAD' ? undefined : sent.payload)
}
