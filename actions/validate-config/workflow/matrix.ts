import type { Node } from 'yaml'
import { isMap, isScalar, isSeq } from 'yaml'
import type { Job } from './file.ts'
import type { Source } from './source.ts'

// GitHub compares the names of rows without regard to case; they are kept in lower case.

/** A value of a matrix: text as GitHub writes it, a list, a map, or `undefined` for what only a run can tell. */
export type MatrixValue = string | MatrixValue[] | { [key: string]: MatrixValue } | undefined

export function matrixNode(source: Source, job: Job): Node | undefined {
  return source.field(job.fields.get('strategy')?.value, 'matrix')?.value
}

export function matrixValue(source: Source, given: unknown, depth = 0): MatrixValue {
  const node = source.follow(given)
  if (depth > 10) return undefined
  if (isSeq(node)) return source.items(node).map((item) => matrixValue(source, item, depth + 1))
  if (isMap(node)) {
    return Object.fromEntries(
      source
        .fields(node)
        .map(({ name, value }) => [name.toLowerCase(), matrixValue(source, value, depth + 1)]),
    )
  }
  if (!isScalar(node)) return ''
  const text =
    node.value === null ? '' : typeof node.value === 'string' ? node.value : scalarOf(node.value, node.source)
  return text.includes('${{') ? undefined : text
}

// GitHub writes numbers without needless zeros: 3.10 is 3.1.
function scalarOf(value: unknown, written: string | undefined): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : (written ?? '')
}

/** Whether a value of `exclude` selects a value of the row: maps match by the keys they name, lists by length and items. */
export function selects(wanted: MatrixValue, value: MatrixValue): boolean {
  if (wanted === undefined || value === undefined) return true
  if (typeof wanted === 'string' || typeof value === 'string')
    return typeof wanted === typeof value && wanted === value
  if (Array.isArray(wanted) || Array.isArray(value)) {
    if (!Array.isArray(wanted) || !Array.isArray(value) || wanted.length !== value.length) return false
    return wanted.every((item, index) => selects(item, value[index]))
  }
  return Object.entries(wanted).every(([key, item]) => key in value && selects(item, value[key]))
}

/**
 * The combinations of a job's matrix, after `exclude` and `include`, as GitHub builds them: one empty combination without a matrix,
 * undefined when an expression decides or there are more than GitHub's 256.
 */
export function combinationsOf(source: Source, job: Job): Record<string, MatrixValue>[] | undefined {
  const matrix = matrixNode(source, job)
  if (matrix === undefined) return [{}]
  if (!isMap(matrix)) return undefined
  const rows = source.fields(matrix).filter(({ name }) => name !== 'include' && name !== 'exclude')
  let combinations: Record<string, MatrixValue>[] = rows.length === 0 ? [] : [{}]
  for (const row of rows) {
    if (!isSeq(row.value)) return undefined
    const values = source.items(row.value).map((item) => matrixValue(source, item))
    combinations = combinations.flatMap((combination) =>
      values.map((value) => ({ ...combination, [row.name.toLowerCase()]: value })),
    )
    if (combinations.length > 256) return undefined
  }
  const excluded = listOf(source, source.field(matrix, 'exclude')?.value)
  const included = listOf(source, source.field(matrix, 'include')?.value)
  if (!excluded || !included) return undefined
  const kept = combinations.filter((combination) => !excluded.some((wanted) => selects(wanted, combination)))
  return include(kept, included)
}

function listOf(source: Source, node: Node | undefined): Record<string, MatrixValue>[] | undefined {
  if (node === undefined) return []
  if (!isSeq(node)) return undefined
  const values = source.items(node).map((item) => matrixValue(source, item))
  const maps = values.filter(
    (value): value is Record<string, MatrixValue> => typeof value === 'object' && !Array.isArray(value),
  )
  return maps.length === values.length ? maps : undefined
}

// An entry is added to every combination whose original values it does not change; when there is none it is a combination of its own.
function include(
  combinations: Record<string, MatrixValue>[],
  entries: Record<string, MatrixValue>[],
): Record<string, MatrixValue>[] {
  const originals = combinations.map((combination) => ({ original: combination, whole: { ...combination } }))
  const alone: Record<string, MatrixValue>[] = []
  for (const entry of entries) {
    const fits = originals.filter(({ original }) =>
      Object.entries(entry).every(([key, value]) => !(key in original) || selects(value, original[key])),
    )
    const adds = fits.length > 0
    for (const { whole } of fits) Object.assign(whole, entry)
    if (!adds) alone.push(entry)
  }
  return [...originals.map(({ whole }) => whole), ...alone]
}
