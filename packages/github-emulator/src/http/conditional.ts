// Redirects of renamed repositories, and answers that need not be sent again.
import { notFound } from '../domain/refusal.ts'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'
import type { Call } from './router.ts'
import { createHash } from 'node:crypto'

/** GitHub answers 301 to reads and 307 to writes, with an address that names the repository by id. */
export function movedTo(call: Call, target: string, method: string): Answer {
  const repository = call.world.repositories.get(target.toLowerCase())
  if (!repository) throw notFound()
  const location = `${call.base}/repositories/${repository.id}${call.tail}`
  const message = method === 'GET' ? 'Moved Permanently' : 'Temporary Redirect'
  const status = method === 'GET' ? 301 : 307
  return {
    status,
    headers: { location },
    body: {
      message,
      url: location,
      documentation_url:
        'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
    },
  }
}

/** ETags hold the token's identity, so that a new token never meets an old one's 304 (measured on GitHub in public reports). */
export function conditional(exchange: Exchange, answer: Answer, token: string): Answer {
  const { method, request } = exchange
  if ((method !== 'GET' && method !== 'HEAD') || answer.status !== 200 || exchange.path === '/rate_limit')
    return answer
  if (Buffer.isBuffer(answer.body) || answer.body === undefined) return answer
  const hash = createHash('sha256').update(token).update(JSON.stringify(answer.body)).digest('hex')
  const etag = `W/"${hash}"`
  const headers = {
    etag,
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
    ...answer.headers,
  }
  if (request.headers['if-none-match']?.includes(hash)) return { status: 304, headers }
  return { ...answer, headers }
}
