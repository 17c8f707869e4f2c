import { isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Source } from '../../workflow/source.ts'

/** One job of a matrix: its values as GitHub shows them, in the order of the keys. */
export type Combination = Map<string, unknown>

// GitHub makes at most 256 jobs of a matrix.
const limit = 256

/** All combinations of a matrix that stands in the file; undefined when an expression decides about it. */
export function combinationsOf(source: Source, matrix: Node | undefined): Combination[] | undefined {
  const fields = source.fields(matrix)
  if (!isMap(source.follow(matrix))) return undefined
  const include = entries(source, source.field(matrix, 'include')?.value)
  const exclude = entries(source, source.field(matrix, 'exclude')?.value)
  if (include === undefined || exclude === undefined) return undefined
  let combinations: Combination[] = [new Map()]
  const vectors = fields.filter(({ name }) => name !== 'include' && name !== 'exclude')
  for (const { name, value } of vectors) {
    const list = isSeq(value) ? source.items(value).map((item) => plainValue(source, item)) : undefined
    if (list === undefined || list.some((item) => item === undefined)) return undefined
    combinations = combinations
      .flatMap((one) => list.map((item) => new Map([...one, [name, item]])))
      .slice(0, limit * 4)
  }
  if (vectors.length === 0) combinations = []
  const kept = combinations.filter((one) => !exclude.some((out) => matches(one, out)))
  return withIncludes(
    kept,
    include,
    vectors.map(({ name }) => name),
  ).slice(0, limit)
}

function entries(source: Source, node: Node | undefined): Combination[] | undefined {
  if (node === undefined) return []
  if (!isSeq(node)) return undefined
  const found: Combination[] = []
  for (const item of source.items(node)) {
    const one: Combination = new Map()
    if (!isMap(item)) return undefined
    for (const { name, value } of source.fields(item)) {
      const plain = value === undefined ? undefined : plainValue(source, value)
      if (plain === undefined) return undefined
      one.set(name, plain)
    }
    found.push(one)
  }
  return found
}

function matches(one: Combination, part: Combination): boolean {
  return [...part].every(([key, value]) => JSON.stringify(one.get(key)) === JSON.stringify(value))
}

// An entry of include joins every combination whose own values it does not change, else it is one more.
function withIncludes(
  combinations: readonly Combination[],
  include: readonly Combination[],
  vectors: readonly string[],
): Combination[] {
  const all = combinations.map((one) => new Map(one))
  const more: Combination[] = []
  for (const entry of include) {
    const own = new Map([...entry].filter(([key]) => vectors.includes(key)))
    const joined = all.filter((one) => matches(one, own))
    if (joined.length === 0 || vectors.length === 0) more.push(new Map(entry))
    else for (const one of joined) for (const [key, value] of entry) one.set(key, value)
  }
  return [...all, ...more]
}

/** A value without expressions, or undefined. */
function plainValue(source: Source, node: Node): unknown {
  if (isScalar(node)) {
    const text = source.string(node)
    if (text?.includes('${{')) return undefined
    return typeof node.value === 'string' ? node.value : (text ?? '')
  }
  if (isSeq(node)) {
    const list = source.items(node).map((item) => plainValue(source, item))
    return list.includes(undefined) ? undefined : list
  }
  const pairs = source
    .fields(node)
    .map(({ name, value }) => [name, value ? plainValue(source, value) : ''] as const)
  return pairs.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(pairs)
}
