import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { UserError } from '@ecosystem-actions/core/errors'
import { NotDelivered, type Post, type PostAnswer, type Sender } from '../ports.ts'
import { checkLiteral, guardedLookup } from './address.ts'

const bodyLimit = 64 * 1024
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
])

/** Requests over node:https, which follows no redirect and lets us see each address before the connection. */
export function httpsSender(): Sender {
  return {
    async post(post) {
      const url = new URL(post.url)
      const isPlain = url.protocol === 'http:'
      if (isPlain && !post.allowPrivate)
        throw new UserError(`Plain http to ${url.host} is refused.`, 'Use https://.')
      const permission = { allowPrivate: post.allowPrivate, loopbackOnly: isPlain }
      checkLiteral(url.hostname, permission)
      return await exchange(url, post, {
        method: post.method,
        agent: false,
        lookup: guardedLookup(permission),
        headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body) },
        signal: AbortSignal.timeout(post.timeout),
      })
    },
  }
}

function exchange(url: URL, post: Post, options: RequestOptions): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    let connected = false
    const request = (url.protocol === 'http:' ? plainRequest : tlsRequest)(url, options, (answer) => {
      readBody(answer).then(resolve, (error: unknown) => reject(notDelivered(error, url, true)))
    })
    // Bytes of the request leave only on a connection that stands, TLS included.
    request.on('socket', (socket) => {
      socket.once(url.protocol === 'http:' ? 'connect' : 'secureConnect', () => (connected = true))
    })
    request.on('error', (error) => reject(notDelivered(error, url, connected)))
    request.end(post.body)
  })
}

async function readBody(answer: IncomingMessage): Promise<PostAnswer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    pieces.push(piece)
    size += piece.length
    if (size >= bodyLimit) break
  }
  answer.destroy()
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
  return {
    status: answer.statusCode ?? 0,
    headers,
    body: Buffer.concat(pieces).subarray(0, bodyLimit).toString('utf8'),
  }
}

function notDelivered(error: unknown, url: URL, connected: boolean): Error {
  for (let at: unknown = error, depth = 0; at && depth < 4; at = (at as { cause?: unknown }).cause, depth++)
    if (at instanceof UserError) return at
  const { code = '', name, message } = error as NodeJS.ErrnoException
  if (name === 'AbortError' || name === 'TimeoutError')
    return new NotDelivered(`${url.host} did not answer in time`, connected)
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|EPROTO/.test(code))
    return new UserError(
      `The connection to ${url.host} is not trusted (${code}).`,
      'Its certificate must be valid for this host and signed by a known authority.',
    )
  const shown = code || message.slice(0, 100)
  return new NotDelivered(
    `The connection to ${url.host} failed (${shown})`,
    connected && !neverSent.has(code),
  )
}
