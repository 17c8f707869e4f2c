// The seam between the server and GraphQL: one request in, one answer out.
import { execute, Kind, visit, type DocumentNode, type ExecutionResult, type GraphQLError } from 'graphql'
import type { Actor } from '../domain/access.ts'
import { Refusal } from '../domain/refusal.ts'
import type { World } from '../domain/world.ts'
import { nodeLimit, priceOf } from './cost.ts'
import { answeredError, FieldRefusal } from './errors.ts'
import { allowanceFor, timeOut } from './heavy-queries.ts'
import { readQuery } from './read-query.ts'
import { refusedVariable } from './refused-query.ts'
import { resolveField, resolveType } from './resolve.ts'
import { githubSchema } from './schema.ts'
import type { Session } from './session.ts'

export interface GraphqlContext {
  world: World
  /** GraphQL has no anonymous callers; the server has answered 401 to them. */
  actor: Actor
  /** A `resource_limit` fault acts: answer only a part, with GitHub's error. */
  resourceLimit: boolean
  /** A `stale_ref` fault acts: refs read as they were before their last move. */
  staleRefs: boolean
}

export interface GraphqlBody {
  query: string
  variables: Record<string, unknown>
  operationName: string | null
}

export interface GraphqlAnswer {
  status: number
  body: unknown
  /** Points by GitHub's formula, at least 1; 0 for a query that was refused as a whole. */
  cost: number
}

const documentation = 'https://docs.github.com/graphql'

/** Executes one GraphQL request against the world. */
export async function executeGraphql(context: GraphqlContext, body: GraphqlBody): Promise<GraphqlAnswer> {
  if (body.query.trim() === '') {
    const message = 'A query attribute must be specified and must be a string.'
    return { status: 400, body: { message, documentation_url: documentation, status: '400' }, cost: 0 }
  }
  const read = readQuery(body)
  if ('refused' in read) return { status: 200, body: { errors: read.refused }, cost: 0 }
  const schema = githubSchema()
  const { document, operation } = read
  const price = priceOf(schema, document, { operation, variables: body.variables })
  if (price.nodeCount > nodeLimit) return tooManyNodes(price.nodeCount)
  const late = await timeOut(context.world, document)
  if (late) return { ...late, cost: price.cost }
  const session = sessionFor(context, { document, ...price })
  const result = await execute({
    schema,
    document: session.dryRun ? onlyPrice(document) : document,
    operationName: body.operationName,
    variableValues: body.variables,
    contextValue: session,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  })
  return { status: 200, body: answered(result), cost: session.dryRun ? 0 : price.cost }
}

function answered(result: ExecutionResult): unknown {
  if (!result.errors) return { data: result.data }
  if (result.data === undefined) return { errors: result.errors.map(refusedVariable) }
  result.errors.forEach(tellBug)
  return { data: result.data, errors: [...result.errors].sort(inOrder).map(answeredError) }
}

/** What is no refusal is a fault of the emulator itself: whoever runs it must hear of it. */
function tellBug({ originalError, path = [] }: GraphQLError): void {
  if (!originalError || originalError instanceof Refusal || originalError instanceof FieldRefusal) return
  const detail = originalError.stack ?? originalError.message
  process.stderr.write(`github-emulator: a bug of the emulator at ${path.join('.')}: ${detail}\n`)
}

/** A dry run answers nothing but the price. */
function onlyPrice(document: DocumentNode): DocumentNode {
  return visit(document, {
    OperationDefinition(node) {
      const selections = node.selectionSet.selections.filter(
        (selection) => selection.kind === Kind.FIELD && selection.name.value === 'rateLimit',
      )
      return { ...node, selectionSet: { ...node.selectionSet, selections } }
    },
  })
}

/** GitHub answers fields one after the other, so its errors come in the order of the query. */
function inOrder(a: GraphQLError, b: GraphQLError): number {
  return (a.nodes?.[0]?.loc?.start ?? 0) - (b.nodes?.[0]?.loc?.start ?? 0)
}

function tooManyNodes(count: number): GraphqlAnswer {
  const [asked, most] = [count, nodeLimit].map((number) => number.toLocaleString('en-US'))
  const message = `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`
  return { status: 200, body: { errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }] }, cost: 0 }
}

function sessionFor(
  context: GraphqlContext,
  asked: { document: DocumentNode; cost: number; nodeCount: number },
): Session {
  const { world, actor, staleRefs } = context
  const dryRun = /\brateLimit\s*\(\s*dryRun\s*:\s*true/.test(asked.document.loc?.source.body ?? '')
  const state = world.limits.state(actor.token, 'graphql')
  const spent = dryRun ? 0 : asked.cost
  const rate = { ...state, used: state.used + spent, remaining: Math.max(0, state.remaining - spent) }
  const { cost, nodeCount } = asked
  return {
    world,
    actor,
    staleRefs,
    dryRun,
    cost,
    nodeCount,
    rate,
    allowance: allowanceFor(context, asked.document),
  }
}
