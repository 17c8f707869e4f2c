import type { Node } from 'yaml'
import { isMap } from 'yaml'
import type { Field, Source } from './source.ts'

export type Level = 'none' | 'read' | 'write'

/** What a `permissions:` block gives: every scope it names, or the same level for all scopes. */
export interface Permissions {
  all: Level
  scopes: Map<string, { level: Level; field: Field }>
}

/** Reads `permissions:`; undefined when it is absent or no valid form. */
export function permissionsOf(source: Source, node: Node | undefined): Permissions | undefined {
  const text = source.string(node)
  if (text === 'read-all') return { all: 'read', scopes: new Map() }
  if (text === 'write-all') return { all: 'write', scopes: new Map() }
  if (!isMap(node)) return undefined
  const scopes = source
    .fields(node)
    .map((field) => [field.name, { level: levelOf(source.string(field.value)), field }] as const)
  return { all: 'none', scopes: new Map(scopes) }
}

function levelOf(text: string | undefined): Level {
  return text === 'read' || text === 'write' ? text : 'none'
}

/** The level a scope has. */
export function granted(permissions: Permissions, scope: string): Level {
  return permissions.scopes.get(scope)?.level ?? permissions.all
}
