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
