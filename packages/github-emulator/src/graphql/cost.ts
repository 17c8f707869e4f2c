// Points and node counts by the formula GitHub publishes (GraphQL docs, "Rate limits and query limits"): every
// connection asked for is a request per parent; the sum divided by 100, rounded, at least 1, is the price.
import {
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  visit,
  visitWithTypeInfo,
  TypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql'

export const nodeLimit = 500_000

export interface Price {
  /** Points, at least 1. */
  cost: number
  /** The most nodes the query may answer. */
  nodeCount: number
}

type Variables = Readonly<Record<string, unknown>>

interface Tally {
  requests: number
  nodes: number
}

/** What an operation costs, from its text and variables alone. */
export function priceOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  asked: { operation: OperationDefinitionNode; variables: Variables },
): Price {
  const defaults = Object.fromEntries(
    (asked.operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  )
  const variables = { ...defaults, ...asked.variables }
  const tally: Tally = { requests: 0, nodes: 0 }
  const connections = connectionsOf(schema, document)
  const walk = (node: OperationDefinitionNode | FieldNode, parents: number, seen: ReadonlySet<string>) => {
    walkSelections(document, node, seen, (field, within) => {
      const size = sizeOf(connections.get(field), field, variables)
      if (size === null) {
        walk(field, parents, within)
        return
      }
      if (connections.get(field) === 'connection') tally.requests += parents
      tally.nodes += parents * size
      walk(field, parents * Math.max(1, size), within)
    })
  }
  walk(asked.operation, 1, new Set())
  return { cost: Math.max(1, Math.round(tally.requests / 100)), nodeCount: tally.nodes }
}

function walkSelections(
  document: DocumentNode,
  node: { selectionSet?: OperationDefinitionNode['selectionSet'] | undefined },
  seen: ReadonlySet<string>,
  each: (field: FieldNode, seen: ReadonlySet<string>) => void,
): void {
  for (const selection of node.selectionSet?.selections ?? []) {
    if (selection.kind === Kind.FIELD) each(selection, seen)
    else if (selection.kind === Kind.INLINE_FRAGMENT) walkSelections(document, selection, seen, each)
    else {
      const name = selection.name.value
      const fragment = document.definitions.find(
        (d) => d.kind === Kind.FRAGMENT_DEFINITION && d.name.value === name,
      )
      if (fragment?.kind === Kind.FRAGMENT_DEFINITION && !seen.has(name))
        walkSelections(document, fragment, new Set([...seen, name]), each)
    }
  }
}

/** Which fields of the document are connections, or `nodes(ids:)`. */
function connectionsOf(schema: GraphQLSchema, document: DocumentNode): Map<FieldNode, 'connection' | 'list'> {
  const found = new Map<FieldNode, 'connection' | 'list'>()
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(field) {
        const type = types.getType()
        if (!type) return
        if (getNamedType(type).name.endsWith('Connection')) found.set(field, 'connection')
        else if (isListType(getNullableType(type)) && types.getParentType()?.name === 'Query')
          found.set(field, 'list')
      },
    }),
  )
  return found
}

function sizeOf(
  kind: 'connection' | 'list' | undefined,
  field: FieldNode,
  variables: Variables,
): number | null {
  if (kind === undefined) return null
  const value = (name: string) => field.arguments?.find((argument) => argument.name.value === name)?.value
  if (kind === 'list') {
    const ids = value('ids')
    const given =
      ids?.kind === Kind.VARIABLE ? variables[ids.name.value] : ids?.kind === Kind.LIST ? ids.values : []
    return Array.isArray(given) ? given.length : 0
  }
  return numberOf(value('first'), variables) ?? numberOf(value('last'), variables) ?? 0
}

function numberOf(value: ValueNode | undefined, variables: Variables): number | null {
  if (value?.kind === Kind.INT) return Number(value.value)
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : null
  return typeof given === 'number' ? given : null
}
