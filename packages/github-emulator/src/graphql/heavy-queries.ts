// What GitHub does with queries that are too much for one request: it gives them up, or answers a part.
import { setTimeout as sleep } from 'node:timers/promises'
import { Kind, visit, type DocumentNode } from 'graphql'
import type { World } from '../domain/world.ts'

/** Comparisons take time; a query that would take too long is given up as a whole. */
export async function timeOut(
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
export function allowanceFor(
  context: { world: World; resourceLimit: boolean },
  document: DocumentNode,
): number {
  const most = context.world.file.graphql_limits.max_aliases ?? Infinity
  if (!context.resourceLimit) return most
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const top = operations.reduce((sum, { selectionSet }) => sum + selectionSet.selections.length, 0)
  return Math.min(most, Math.floor((top + countFields(document, 'compare')) / 2))
}
