import type { Tree } from './expression-tree.ts'

/** What an expression can evaluate to, as far as the file tells. An object without `rest` has no other properties. */
export type Type =
  | { kind: 'any' | 'null' | 'number' | 'boolean' | 'string' }
  | { kind: 'array'; of: Type }
  | { kind: 'object'; properties: Map<string, Type>; rest: Type | undefined }

export const any: Type = { kind: 'any' }
export const text: Type = { kind: 'string' }
export const flag: Type = { kind: 'boolean' }
export const count: Type = { kind: 'number' }
export const nothing: Type = { kind: 'null' }

export function record(properties: Record<string, Type>, rest?: Type): Type {
  return { kind: 'object', properties: new Map(Object.entries(properties)), rest }
}

/** The type of a value read from YAML or JSON. */
export function typeOfValue(value: unknown, depth = 0): Type {
  if (value === null || value === undefined) return nothing
  if (typeof value === 'string') return text
  if (typeof value === 'number' || typeof value === 'bigint') return count
  if (typeof value === 'boolean') return flag
  if (depth > 20 || typeof value !== 'object') return any
  if (Array.isArray(value))
    return { kind: 'array', of: mergeAll(value.map((item) => typeOfValue(item, depth + 1))) }
  const properties = Object.entries(value).map(
    ([name, item]) => [name.toLowerCase(), typeOfValue(item, depth + 1)] as const,
  )
  return { kind: 'object', properties: new Map(properties), rest: undefined }
}

export function mergeAll(types: Type[]): Type {
  return types.length === 0 ? any : types.reduce(merge)
}

/** A type that holds for values of both types. */
export function merge(a: Type, b: Type): Type {
  if (a.kind === 'array' && b.kind === 'array') return { kind: 'array', of: merge(a.of, b.of) }
  if (a.kind === 'object' && b.kind === 'object') {
    const properties = new Map(a.properties)
    for (const [name, type] of b.properties) {
      const other = properties.get(name)
      properties.set(name, other ? merge(other, type) : type)
    }
    return { kind: 'object', properties, rest: a.rest ?? b.rest }
  }
  return a.kind === b.kind ? a : any
}

const results: Record<string, Type> = {
  contains: flag,
  startswith: flag,
  endswith: flag,
  success: flag,
  failure: flag,
  cancelled: flag,
  always: flag,
  format: text,
  join: text,
  tojson: text,
  hashfiles: text,
}

/** The type of an expression; `contexts` gives the types of the names that stand first. */
export function typeOf(tree: Tree, contexts: (name: string) => Type): Type {
  if (tree.kind === 'literal') return typeOfValue(tree.value)
  if (tree.kind === 'context') return contexts(tree.name.toLowerCase())
  if (tree.kind === 'not' || tree.kind === 'compare') return flag
  if (tree.kind === 'and' || tree.kind === 'or')
    return mergeAll(tree.args.map((arg) => typeOf(arg, contexts)))
  if (tree.kind === 'call') return typeOfCall(tree.name.toLowerCase(), tree.args)
  const object = typeOf(tree.object, contexts)
  return tree.index ? propertyOf(object, tree.index, tree) : starOf(object)
}

function typeOfCall(name: string, args: Tree[]): Type {
  const [first] = args
  if (name !== 'fromjson' || first?.kind !== 'literal') return results[name] ?? any
  try {
    return typeOfValue(JSON.parse(String(first.value)))
  } catch {
    return any
  }
}

// After a filter (`.*`) a property is taken of each item.
function propertyOf(object: Type, index: Tree, tree: Tree): Type {
  if (object.kind === 'array' && hasFilter(tree))
    return { kind: 'array', of: propertyOf(object.of, index, index) }
  if (object.kind === 'array')
    return index.kind === 'literal' && typeof index.value === 'number' ? object.of : any
  if (object.kind !== 'object') return any
  if (index.kind !== 'literal' || typeof index.value !== 'string') return object.rest ?? any
  return object.properties.get(index.value.toLowerCase()) ?? object.rest ?? any
}

function hasFilter(tree: Tree): boolean {
  return (
    tree.kind === 'access' &&
    (tree.object.kind === 'access' ? !tree.object.index || hasFilter(tree.object) : false)
  )
}

function starOf(object: Type): Type {
  if (object.kind === 'array') return object
  if (object.kind === 'object') {
    return { kind: 'array', of: object.rest ?? mergeAll([...object.properties.values()]) }
  }
  return { kind: 'array', of: any }
}

/** A type in words a reader of the workflow understands. */
export function nameOf(type: Type): string {
  if (type.kind === 'array') return `array of ${nameOf(type.of)}`
  if (type.kind !== 'object') return type.kind
  const names = [...type.properties.keys()].slice(0, 4)
  return names.length === 0
    ? 'object'
    : `object with ${names.join(', ')}${type.properties.size > 4 ? ', …' : ''}`
}

/** The same with its article: `an object with name`, `a string`, `null`. */
export function described(type: Type): string {
  const name = nameOf(type)
  return name === 'null' ? name : `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}
