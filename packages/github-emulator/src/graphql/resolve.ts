// Finds the function behind a field. What nobody wrote answers an error that says so, never null.
import { type GraphQLFieldResolver, type GraphQLTypeResolver } from 'graphql'
import { FieldRefusal, notImplemented } from './errors.ts'
import { withoutNulls, type FieldTable, type Resolve } from './fields.ts'
import { mutations } from './mutations.ts'
import { mutate } from './mutate.ts'
import { tables } from './tables.ts'
import { spend, type Session } from './session.ts'

const connectionFields = new Set(['nodes', 'edges', 'pageInfo', 'totalCount'])
const edgeFields = new Set(['node', 'cursor'])

type Known = Record<string, FieldTable<never>>

export const resolveField: GraphQLFieldResolver<unknown, Session> = (source, given, session, info) => {
  const args = withoutNulls(given)
  const type = info.parentType.name
  const field = info.fieldName
  if (type === 'Query') {
    if (field !== 'rateLimit') spend(session)
  }
  if (type === 'Mutation') return mutate({ args, session, info })
  const written = own((tables as Known)[type], field) as Resolve<unknown> | undefined
  if (written) return written(source, args as never, session, info)
  const plain = plainField(type, field, source)
  if (plain === undefined) throw notImplemented(`${type}.${field}`)
  return plain.value
}

/** Connections, their edges and the payloads of mutations carry their members as they are. */
function plainField(type: string, field: string, source: unknown): { value: unknown } | undefined {
  const has = typeof source === 'object' && source !== null && field in source
  if (!has) return undefined
  const isPlain =
    (type.endsWith('Connection') && connectionFields.has(field)) ||
    (type.endsWith('Edge') && edgeFields.has(field)) ||
    type.endsWith('Payload') ||
    type === 'PageInfo'
  if (!isPlain) return undefined
  const value = (source as Record<string, unknown>)[field]
  return { value: typeof value === 'function' ? (value as () => unknown)() : value }
}

function own<T extends object>(table: T | undefined, key: string): unknown {
  return table && Object.hasOwn(table, key) ? (table as Record<string, unknown>)[key] : undefined
}

/** Interfaces and unions: sources carry the name of their type. */
export const resolveType: GraphQLTypeResolver<unknown, Session> = (source) => {
  const type = (source as { type?: unknown } | null)?.type
  if (typeof type !== 'string')
    throw new FieldRefusal('NOT_IMPLEMENTED_BY_EMULATOR', 'The emulator lost the type')
  return type
}

/** Every `Type.field` the emulator answers, sorted: the ground of COVERAGE.md. */
export function implementedFields(): string[] {
  const written = Object.entries(tables as Known).flatMap(([type, table]) =>
    Object.keys(table).map((field) => `${type}.${field}`),
  )
  const changing = Object.entries(mutations).flatMap(([name, { payload }]) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Payload`
    return [`Mutation.${name}`, ...['clientMutationId', ...payload].map((field) => `${type}.${field}`)]
  })
  return [...written, ...changing].sort()
}
