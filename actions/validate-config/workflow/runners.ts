import { expressionsAt } from './file.ts'
import type { Node } from 'yaml'
import { isMap, isScalar } from 'yaml'
import { retiredRunners, hostedRunners } from '../rules/runner-labels.table.ts'
import { dotted } from './expression-walk.ts'
import type { Job, ParsedFile } from './file.ts'
import type { Source } from './source.ts'

export interface Label {
  text: string
  node: Node
}

/** The label nodes of a job's `runs-on` as written, expressions included. */
export function runsOn(source: Source, job: Job): Label[] {
  const value = job.fields.get('runs-on')?.value
  const list = isMap(value) ? source.field(value, 'labels')?.value : value
  return source
    .list(list)
    .flatMap((node) => (isScalar(node) ? [{ text: source.string(node) ?? '', node }] : []))
}

/** The labels a job may ask for, each written place once: literals, and the values of a matrix row a label names. */
export function possibleLabels(file: ParsedFile, job: Job): Label[] {
  return runsOn(file.source, job).flatMap((label) => {
    const row = matrixRow(file, label.node)
    return row === undefined ? [label] : rowLabels(file.source, job, row)
  })
}

/** `os` for `${{ matrix.os }}`. */
export function matrixRow(file: ParsedFile, node: Node): string | undefined {
  const expression = expressionsAt(file, node).find(({ whole }) => whole)
  return expression?.tree ? /^matrix\.([^.*]+)$/.exec(dotted(expression.tree) ?? '')?.[1] : undefined
}

/** The scalar values a matrix row can have, from the row and from `include`. */
export function rowLabels(source: Source, job: Job, row: string): Label[] {
  const matrix = source.field(job.fields.get('strategy')?.value, 'matrix')?.value
  const values = source.fields(matrix).filter(({ name }) => name.toLowerCase() === row)
  const included = source.items(source.field(matrix, 'include')?.value).flatMap((item) => source.fields(item))
  const nodes = [
    ...values.flatMap(({ value }) => source.list(value)),
    ...included.filter(({ name }) => name.toLowerCase() === row).flatMap(({ value }) => source.list(value)),
  ]
  return nodes.flatMap((node) => (isScalar(node) ? [{ text: source.string(node) ?? '', node }] : []))
}

/** `linux`, `macos`, `windows`, or undefined when a label tells nothing. */
export function systemOf(label: string): string | undefined {
  const name = label.toLowerCase()
  if (/^(?:ubuntu|linux)(?:$|-)/.test(name)) return 'linux'
  return /^(macos|windows)(?:$|-)/.exec(name)?.[1]
}

export function isHosted(label: string): boolean {
  const name = label.toLowerCase()
  return hostedRunners.includes(name) || name in retiredRunners
}
