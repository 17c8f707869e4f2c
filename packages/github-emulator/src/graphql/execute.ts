// The seam between the server and GraphQL: one request in, one answer out.
import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../domain/access.ts'
import type { World } from '../domain/world.ts'
import { nodeLimit, priceOf } from './cost.ts'
import { answeredError } from './errors.ts'
import { refusedPart, refusedVariable } from './refused-query.ts'
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

type Read = { document: DocumentNode; operation: OperationDefinitionNode } | { refused: unknown[] }

function readQuery(body: GraphqlBody): Read {
  let document: DocumentNode
  try {
    document = parse(body.query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const { locations, message } = error
    return { refused: [{ locations, message: message.replace(/^Syntax Error/, 'Parse error') }] }
  }
  const errors = validate(githubSchema(), document, undefined, { maxErrors: 50 })
  if (errors.length > 0) return { refused: errors.map((error) => refusedPart(document, error)) }
  const operation = getOperationAST(document, body.operationName)
  if (operation) return { document, operation }
  const message = body.operationName
    ? `No operation named "${body.operationName}"`
    : 'An operation name is required'
  return { refused: [{ message }] }
}

function answered(result: ExecutionResult): unknown {
  if (!result.errors) return { data: result.data }
  if (result.data === undefined) return { errors: result.errors.map(refusedVariable) }
  return { data: result.data, errors: [...result.errors].sort(inOrder).map(answeredError) }
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

/** Comparisons take time; a query that would take too long is given up as a whole. */
async function timeOut(
  world: World,
  document: DocumentNode,
): Promise<{ status: number; body: unknown } | null> {
  const { compare_cost_ms: each, timeout_ms: most } = world.file.graphql_limits
  if (!each) return null
  const needed = countFields(document, 'compare') * each
  await sleep(Math.min(needed, most))
  if (needed <= most) return null
  const message =
    'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `EMU:TIMEOUT` when reporting this issue.'
  return { status: 502, body: { data: null, errors: [{ message }] } }
}

function countFields(document: DocumentNode, name: string): number {
  let count = 0
  visit(document, {
    Field(field) {
      if (field.name.value === name) count += 1
    },
  })
  return count
}

/** A part of the heavy fields is answered when a resource limit acts: the world's, or half of what was asked. */
function allowanceFor(context: GraphqlContext, document: DocumentNode): number {
  const most = context.world.file.graphql_limits.max_aliases ?? Infinity
  if (!context.resourceLimit) return most
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const top = operations.reduce((sum, { selectionSet }) => sum + selectionSet.selections.length, 0)
  return Math.min(most, Math.floor((top + countFields(document, 'compare')) / 2))
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
