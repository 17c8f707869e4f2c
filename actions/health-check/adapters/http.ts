import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { HttpAnswer, HttpRequest, NetworkFailure } from '../probes.ts'
import { decode, shownUrl } from '../plan/settings.ts'
import type { AddressGuard } from './address-guard.ts'
import { failureOf, ProbeError } from './failure.ts'

/**
 * One request with its redirects, by node:http and not by fetch: fetch refuses ports, hides what failed and reads bodies without an end.
 * The time limit is for all of it, from the first name to the last byte.
 */
export async function probeHttp(
  wanted: HttpRequest,
  guard: AddressGuard,
): Promise<HttpAnswer | NetworkFailure> {
  const started = performance.now()
  const limit = AbortSignal.timeout(Math.max(1, Math.round(wanted.timeoutMs)))
  const signal = AbortSignal.any([wanted.signal, limit])
  const urls: string[] = []
  try {
    let url = new URL(wanted.url)
    let headers = withCredentials(url, wanted.headers)
    for (;;) {
      urls.push(shownUrl(url.href))
      const response = await send(url, { ...wanted, headers, signal }, guard)
      const { location } = response.headers
      const status = response.statusCode ?? 0
      if (
        status < 300 ||
        status > 399 ||
        status === 304 ||
        location === undefined ||
        wanted.maxRedirects === 0
      ) {
        const { body, truncated } = await readBody(response, wanted)
        return {
          ok: true,
          status,
          headers: flat(response),
          body,
          truncated,
          urls,
          ms: performance.now() - started,
        }
      }
      response.destroy()
      if (urls.length > wanted.maxRedirects)
        throw new ProbeError('redirects', `more than ${wanted.maxRedirects} redirects.`)
      const next = nextUrl(location, url)
      // Credentials are for the host they were given for.
      if (next.origin !== url.origin) headers = withCredentials(next, without(headers))
      url = next
    }
  } catch (error) {
    return failureOf(error, performance.now() - started, signal.aborted)
  }
}

function nextUrl(location: string, base: URL): URL {
  if (!URL.canParse(location, base.href))
    throw new ProbeError('redirects', 'the redirect leads to no valid address.')
  const next = new URL(location, base)
  if (!/^https?:$/.test(next.protocol))
    throw new ProbeError('redirects', `the redirect leads to ${next.protocol} and not to the web.`)
  if (base.protocol === 'https:' && next.protocol === 'http:')
    throw new ProbeError('redirects', 'the redirect leads from https to http.')
  return next
}

type Headers = Readonly<Record<string, string>>

function withCredentials(url: URL, headers: Headers): Headers {
  const { username, password } = url
  const own =
    username || password
      ? {
          authorization: `Basic ${Buffer.from(`${decode(username)}:${decode(password)}`).toString('base64')}`,
        }
      : {}
  return {
    'user-agent': 'ecosystem-actions health-check',
    accept: '*/*',
    'accept-encoding': 'identity',
    ...own,
    ...headers,
  }
}

function without(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !/^(?:authorization|cookie|.*(?:token|key|secret).*)$/i.test(name),
    ),
  )
}

function send(
  url: URL,
  { method, headers, signal }: HttpRequest,
  guard: AddressGuard,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    guard.host(url.hostname)
    const request = url.protocol === 'https:' ? tlsRequest : plainRequest
    const target = {
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: `${url.pathname}${url.search}`,
    }
    const sent = request({
      ...target,
      method,
      headers,
      signal,
      lookup: guard.lookup,
      agent: false,
      maxHeaderSize: 65_536,
    })
    sent.once('response', resolve)
    sent.once('error', reject)
    sent.end()
  })
}

async function readBody(
  response: IncomingMessage,
  { maxBody }: HttpRequest,
): Promise<{ body: string; truncated: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  let truncated = false
  if (maxBody > 0)
    for await (const chunk of response) {
      const piece = chunk as Buffer
      // A copy of what is wanted: a slice would hold the whole 64 kB that were read.
      if (size < maxBody) chunks.push(Buffer.from(piece.subarray(0, maxBody - size)))
      size += piece.length
      truncated = size > maxBody
      if (truncated) break
    }
  response.destroy()
  return { body: Buffer.concat(chunks).toString('utf8'), truncated }
}

function flat({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  )
}
