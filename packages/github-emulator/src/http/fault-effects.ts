// How a fault spoils an answer.
import type { Token } from '../domain/model.ts'
import type { World } from '../domain/world.ts'
import { addToWorld } from '../world/add-to-world.ts'
import type { FaultFile } from '../world/fault-schema.ts'
import { errorBody, type Answer } from './answer.ts'
import { render, send, type Exchange } from './exchange.ts'
import type { Pool } from './rate-limits.ts'

/** Faults that let the work happen and change what is read or how it is sent; all others come in place of the work. */
const during = new Set(['truncate', 'slow', 'stale_ref', 'search_lag', 'resource_limit'])

/** Whether the fault acts before the request is served, so that its effect does not happen. */
export function preventsEffect(fault: FaultFile | null): boolean {
  return fault !== null && !fault.after_effect && !during.has(fault.fault ?? 'status')
}

export function describeFault(fault: FaultFile): string {
  return `${fault.fault ?? fault.status ?? 'before_effect'}${fault.after_effect ? ' after effect' : ''}`
}

/** Applies the parts of repositories that `before_effect` brings: somebody else was faster. */
export async function applyBefore(
  world: World,
  faults: readonly FaultFile[],
  repository: string | null,
): Promise<void> {
  for (const fault of faults) {
    const name = fault.match.repository ?? repository
    if (fault.before_effect && name) await addToWorld(world, name, fault.before_effect)
  }
}

const unicorn =
  '<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body><p>We had issues producing the response to your request.</p></body></html>\n'

const texts: Record<number, string> = {
  400: 'Bad Request',
  401: 'Bad credentials',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Validation Failed',
  429: 'Too Many Requests',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service Unavailable',
  504: "We couldn't respond to your request in time. Sorry about that. Please try resubmitting your request and contact us if the problem persists.",
}

export function secondaryLimit(retryAfter: number | undefined, status = 403): Answer {
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.'
  const extra = {
    documentation_url:
      'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
  }
  return {
    status,
    body: { ...errorBody(message, status), ...extra },
    headers: { 'retry-after': String(retryAfter ?? 60) },
  }
}

/** REST answers 403; GraphQL answers 200 with an error of type RATE_LIMITED. */
export function primaryLimit(world: World, input: { token: Token | null; pool: Pool }): Answer {
  const { token, pool } = input
  const state = world.limits.state(token, pool)
  const headers = {
    ...world.limits.headers(token, pool),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': String(state.limit),
  }
  const who =
    token?.kind === 'installation'
      ? `installation ID ${token.installationId ?? token.user.id}`
      : `user ID ${token?.user.id ?? 0}`
  const message = `API rate limit already exceeded for ${who}.`
  if (pool === 'graphql')
    return { status: 200, headers, body: { errors: [{ type: 'RATE_LIMITED', message }] } }
  const body = errorBody(`API rate limit exceeded for ${who}.`, 403)
  return { status: 403, headers, body }
}

/** The answer of a fault that has one; undefined for faults that break the connection. */
export function faultAnswer(
  world: World,
  fault: FaultFile,
  input: { token: Token | null; pool: Pool },
): Answer | undefined {
  const headers = Object.fromEntries(
    Object.entries(fault.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  if (fault.retry_after !== undefined) headers['retry-after'] = String(fault.retry_after)
  const dressed = (answer: Answer): Answer => ({
    status: fault.status ?? answer.status,
    body: fault.body ?? answer.body,
    headers: { ...answer.headers, ...headers },
  })
  if (fault.fault === 'secondary_limit') return dressed(secondaryLimit(fault.retry_after, fault.status))
  if (fault.fault === 'primary_limit') return dressed(primaryLimit(world, input))
  if (fault.fault === 'html')
    return dressed({ status: 502, body: unicorn, headers: { 'content-type': 'text/html; charset=utf-8' } })
  if (fault.fault === 'resource_limit') {
    const message = 'Resource limits for this query exceeded.'
    return dressed({
      status: 200,
      body: { data: null, errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message }] },
    })
  }
  if (fault.status === undefined) return undefined
  return dressed({ status: fault.status, body: errorBody(texts[fault.status] ?? 'Error', fault.status) })
}

/** Sends (or does not send) what the client gets to see of a faulty exchange. */
export async function sendFaulty(
  exchange: Exchange,
  fault: FaultFile,
  answer: Answer | undefined,
): Promise<void> {
  const { world, request, response, entry } = exchange
  entry.fault = describeFault(fault)
  if (fault.fault === 'hang') return
  if (fault.fault === 'reset') {
    request.socket.resetAndDestroy()
    return
  }
  const sent = render(world, answer ?? { status: 500, body: errorBody('Server Error', 500) })
  if (fault.fault === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delay_ms ?? 2000))
  if (fault.fault !== 'truncate') {
    send(exchange, sent)
    return
  }
  entry.status = sent.status
  response.writeHead(sent.status, { ...sent.headers, 'content-length': String(sent.payload.length + 1) })
  response.write(sent.payload.subarray(0, Math.floor(sent.payload.length / 2)), () =>
    request.socket.destroy(),
  )
}
