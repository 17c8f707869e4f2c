// Serves a GraphQL request: the same checks as REST, points in place of calls, errors in a 200.
import type { Actor } from '../domain/access.ts'
import { exclusively, suspensionOf } from '../domain/world.ts'
import { executeGraphql, type GraphqlAnswer, type GraphqlBody } from '../graphql/execute.ts'
import type { FaultFile } from '../world/fault-schema.ts'
import { errorBody, type Answer } from './answer.ts'
import { actorOf, presentedToken, readBody, render, send, type Exchange } from './exchange.ts'
import {
  applyBefore,
  faultAnswer,
  preventsEffect,
  primaryLimit,
  secondaryLimit,
  sendFaulty,
} from './fault-effects.ts'

const contentMutations =
  /\b(createPullRequest|createIssue|addComment|addPullRequestReview|createDiscussion|mergePullRequest)\b/

export async function serveGraphql(exchange: Exchange): Promise<void> {
  const { world, request, entry } = exchange
  entry.route = `${exchange.method} /graphql`
  const presented = presentedToken(request.headers.authorization)
  const raw = await readBody(request)
  const actor = actorOf(world, presented)
  if (!actor) {
    const message = presented === null ? 'This endpoint requires you to be authenticated.' : 'Bad credentials'
    send(exchange, render(world, { status: 401, body: errorBody(message, 401) }))
    return
  }
  const suspension = suspensionOf(world, actor.token)
  if (suspension !== undefined) {
    send(exchange, render(world, { status: 403, body: errorBody(suspension, 403) }))
    return
  }
  const body = parseBody(raw)
  const variables = body ? JSON.stringify(body.variables) : '{}'
  entry.graphql = summary(body?.query ?? '')
  const { before, fault } = world.faults.take({
    method: exchange.method,
    route: '/graphql',
    path: '/graphql',
    repository: null,
    token: presented,
    graphql: { query: body?.query ?? '', variables: `${variables}\n${JSON.stringify(body?.query ?? '')}` },
  })
  await applyBefore(world, before, null)
  const mutation = /^\s*mutation\b|\bmutation\s*[\w({]/.test(body?.query ?? '')
  const leave = enter(exchange, actor, { mutation, query: body?.query ?? '' })
  if (typeof leave !== 'function') {
    send(exchange, render(world, leave))
    return
  }
  try {
    const answer = body
      ? await answerOf(exchange, { actor, body, fault, mutation })
      : { status: 400, body: errorBody('Problems parsing JSON', 400), cost: 0 }
    entry.cost = answer.cost
    entry.pool = 'graphql'
    world.limits.consume(actor.token, 'graphql', answer.cost)
    const full = {
      ...answer,
      headers: { ...world.limits.headers(actor.token, 'graphql'), ...answer.headers },
    }
    if (fault) await sendFaulty(exchange, fault, full)
    else send(exchange, render(world, full))
  } finally {
    leave()
  }
}

function enter(
  exchange: Exchange,
  actor: Actor,
  asked: { mutation: boolean; query: string },
): (() => void) | Answer {
  const { world } = exchange
  if (world.limits.state(actor.token, 'graphql').remaining <= 0)
    return primaryLimit(world, { token: actor.token, pool: 'graphql' })
  const content = asked.mutation && contentMutations.test(asked.query)
  const leave = world.limits.enter(actor.token, { kind: 'graphql', points: asked.mutation ? 5 : 1, content })
  return typeof leave === 'function' ? leave : secondaryLimit(undefined)
}

interface Asked {
  actor: Actor
  body: GraphqlBody
  fault: FaultFile | null
  mutation: boolean
}

type Costed = Answer & { cost: number }

async function answerOf(exchange: Exchange, asked: Asked): Promise<Costed> {
  const { world } = exchange
  const { actor, fault } = asked
  const limits = { token: actor.token, pool: 'graphql' as const }
  if (fault && preventsEffect(fault))
    return { ...(faultAnswer(world, fault, limits) ?? { status: 500 }), cost: 0 }
  const context = {
    world,
    actor,
    resourceLimit: fault?.fault === 'resource_limit',
    staleRefs: fault?.fault === 'stale_ref',
  }
  const run = async (): Promise<GraphqlAnswer> => executeGraphql(context, asked.body)
  let answer: GraphqlAnswer
  try {
    answer = asked.mutation ? await exclusively(world, run) : await run()
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`github-emulator: a bug of the emulator at POST /graphql: ${detail}\n`)
    answer = { status: 500, body: errorBody(`A bug of the emulator: ${String(error)}`, 500), cost: 1 }
  }
  const spoiled = fault?.after_effect ? faultAnswer(world, fault, limits) : undefined
  return spoiled ? { ...spoiled, cost: answer.cost } : answer
}

function parseBody(raw: Buffer): GraphqlBody | undefined {
  try {
    const value = JSON.parse(raw.toString('utf8')) as {
      query?: unknown
      variables?: unknown
      operationName?: unknown
    } | null
    if (typeof value !== 'object' || value === null) return undefined
    const variables = typeof value.variables === 'object' && value.variables !== null ? value.variables : {}
    return {
      query: typeof value.query === 'string' ? value.query : '',
      variables: variables as Record<string, unknown>,
      operationName: typeof value.operationName === 'string' ? value.operationName : null,
    }
  } catch {
    return undefined
  }
}

/** The operation's name and first fields, for the request log. */
function summary(query: string): string {
  const fields = [...query.replace(/#[^\n]*/g, '').matchAll(/\b(query|mutation|[A-Za-z]+)\s*(?=[({])/g)].map(
    (match) => match[1] ?? '',
  )
  return [...new Set(fields)].slice(0, 6).join(' ')
}
