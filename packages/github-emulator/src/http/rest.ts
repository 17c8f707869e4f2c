// Serves a REST request: who asks, what it costs, which route, what goes wrong on purpose, what comes back.
import { requireOpen, requirePermission, requireWritable, type Actor } from '../domain/access.ts'
import { fullName } from '../domain/model.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import { exclusively, findRepository, repositoryById, suspensionOf } from '../domain/world.ts'
import { appActor } from '../rest/apps.ts'
import type { FaultFile } from '../world/fault-schema.ts'
import { errorBody, refused, type Answer } from './answer.ts'
import { movedTo, conditional } from './conditional.ts'
import { actorOf, presentedToken, readBody, render, send, type Exchange } from './exchange.ts'
import {
  applyBefore,
  faultAnswer,
  preventsEffect,
  primaryLimit,
  secondaryLimit,
  sendFaulty,
} from './fault-effects.ts'
import type { Pool } from './rate-limits.ts'
import type { Call, Found, RepositoryCall, Router } from './router.ts'

const contentRoutes =
  /\/(pulls|issues|comments|reviews|merges|replies|check-runs|requested_reviewers)$|\/merge$/

export async function serveRest(exchange: Exchange, router: Router): Promise<void> {
  const { world, request, method, entry } = exchange
  const presented = presentedToken(request.headers.authorization)
  const path = exchange.path
  const found = router.find(method, withRepositoryName(exchange, path))
  entry.route = `${method} ${found?.route.template ?? path}`
  const body = await readBody(request)
  const actor = actorOf(world, presented) ?? appActor(world, presented)
  if (presented !== null && !actor) {
    send(exchange, render(world, { status: 401, body: errorBody('Bad credentials', 401) }))
    return
  }
  const suspension = suspensionOf(world, actor?.token)
  if (suspension !== undefined) {
    send(exchange, render(world, { status: 403, body: errorBody(suspension, 403) }))
    return
  }
  const pool: Pool = path.startsWith('/search/') ? 'search' : 'core'
  const repository = found?.route.ofRepository ? `${found.params['owner']}/${found.params['repo']}` : null
  entry.repository = repository
  const { before, fault } = world.faults.take({
    method,
    route: found?.route.template ?? path,
    path,
    repository,
    token: presented,
    graphql: null,
  })
  await applyBefore(world, before, repository)
  const leave = enter(exchange, { actor: actor ?? null, pool })
  if (typeof leave !== 'function') {
    send(exchange, render(world, leave))
    return
  }
  try {
    const answer = await answerOf(exchange, { found, actor: actor ?? null, pool, fault, body })
    entry.cost = answer.status === 304 || path === '/rate_limit' ? 0 : 1
    entry.pool = pool
    world.limits.consume(actor?.token ?? null, pool, entry.cost)
    const full = {
      ...answer,
      headers: { ...world.limits.headers(actor?.token ?? null, pool), ...answer.headers },
    }
    if (fault) await sendFaulty(exchange, fault, full)
    else send(exchange, render(world, full))
  } finally {
    leave()
  }
}

/** `/repositories/{id}/…` is the address that redirects lead to. */
function withRepositoryName(exchange: Exchange, path: string): string {
  const match = /^\/repositories\/(\d+)(\/.*)?$/.exec(path)
  const repository = match && repositoryById(exchange.world, Number(match[1]))
  return repository ? `/repos/${fullName(repository)}${match[2] ?? ''}` : path
}

function enter(exchange: Exchange, input: { actor: Actor | null; pool: Pool }): (() => void) | Answer {
  const { world, method, path } = exchange
  const token = input.actor?.token ?? null
  if (path !== '/rate_limit' && world.limits.state(token, input.pool).remaining <= 0)
    return primaryLimit(world, { token, pool: input.pool })
  const reading = method === 'GET' || method === 'HEAD'
  const content = method === 'POST' && contentRoutes.test(path)
  const leave = world.limits.enter(token, { kind: 'rest', points: reading ? 1 : 5, content })
  return typeof leave === 'function' ? leave : secondaryLimit(undefined)
}

interface Asked {
  found: Found | undefined
  actor: Actor | null
  pool: Pool
  fault: FaultFile | null
  body: Buffer
}

async function answerOf(exchange: Exchange, asked: Asked): Promise<Answer> {
  const { world } = exchange
  const { fault, actor, pool } = asked
  const token = actor?.token ?? null
  if (fault && preventsEffect(fault)) return faultAnswer(world, fault, { token, pool }) ?? { status: 500 }
  const answer = await served(exchange, asked)
  const spoiled = fault?.after_effect ? faultAnswer(world, fault, { token, pool }) : undefined
  return spoiled ?? conditional(exchange, answer, token?.token ?? '')
}

async function served(exchange: Exchange, asked: Asked): Promise<Answer> {
  const { world, method } = exchange
  const { found } = asked
  if (!found) return unknownRoute(exchange)
  try {
    const call = callOf(exchange, asked, found)
    if (method === 'GET' || method === 'HEAD') return await dispatch(call, found)
    return await exclusively(world, async () => dispatch(call, found))
  } catch (error) {
    if (error instanceof Refusal) return refused(error)
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`github-emulator: a bug of the emulator at ${exchange.entry.route}: ${detail}\n`)
    return { status: 500, body: errorBody(`A bug of the emulator: ${String(error)}`, 500) }
  }
}

function unknownRoute({ method, path }: Exchange): Answer {
  const message = `The emulator does not implement ${method} ${path}`
  return { status: 501, body: { ...errorBody(message, 501), route: `${method} ${path}` } }
}

function callOf(exchange: Exchange, asked: Asked, found: Found): Call {
  const { world, query, request, base } = exchange
  return {
    world,
    actor: asked.actor,
    params: found.params,
    query,
    body: parseJson(asked.body),
    headers: request.headers,
    staleRefs: asked.fault?.fault === 'stale_ref',
    searchLag: asked.fault?.fault === 'search_lag',
    base,
    tail:
      exchange.path.replace(/^\/(?:repos\/[^/]+\/[^/]+|repositories\/\d+)/, '') +
      (query.size > 0 ? `?${query.toString()}` : ''),
  }
}

function parseJson(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {}
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal({ status: 400, message: 'Problems parsing JSON' })
  }
  if (Array.isArray(value)) return { '': value }
  if (typeof value !== 'object' || value === null)
    throw new Refusal({ status: 400, message: 'Body should be a JSON object' })
  return value as Record<string, unknown>
}

async function dispatch(call: Call, { route, params }: Found): Promise<Answer> {
  if (!route.ofRepository) return route.run(call as RepositoryCall)
  const { world, actor } = call
  const repository = findRepository(world, params['owner'] ?? '', params['repo'] ?? '')
  if (!repository) throw notFound()
  if (repository.renamedTo !== null) return movedTo(call, repository.renamedTo, route.method)
  const needs = route.needs.map((need) => {
    const [permission = '', level = 'read'] = need.split(':')
    return { permission, level: level as 'read' | 'write' | 'admin' }
  })
  requirePermission(world, actor, repository, { permission: 'metadata', level: 'read' })
  requireOpen(repository)
  if (needs.length > 0) requirePermission(world, actor, repository, ...needs)
  if (route.method !== 'GET' && !route.harmless) requireWritable(repository)
  return route.run({ ...call, repository })
}
