import type { Node } from 'yaml'
import { isMap, isScalar, isSeq } from 'yaml'
import type { ParsedFile } from '../workflow/file.ts'
import type { Field, Source } from '../workflow/source.ts'
import { workflow } from './example.ts'
import type { Rule, Spot } from './rule.ts'

// Empty on purpose: `permissions: {}` takes all, an event without filters is the usual form, defaults and values may be empty.
const mayBeEmpty = new Set([
  'permissions',
  'default',
  'with',
  'env',
  'secrets',
  'description',
  'options',
  'on',
  'inputs',
  'outputs',
  'fallback',
  'required',
])
const mayBeEmptyText = new Set([
  'default',
  'description',
  'image',
  'container',
  'run-name',
  'deprecationMessage',
  'url',
  'token',
])
const sections = new Set(
  'schedule workflows types branches branches-ignore tags tags-ignore paths paths-ignore matrix include exclude runs-on needs labels names versions options'.split(
    ' ',
  ),
)
const texts = new Set(
  'workflows types branches branches-ignore tags tags-ignore paths paths-ignore needs runs-on labels cron value image options'.split(
    ' ',
  ),
)

export const emptySection: Rule = {
  id: 'empty-section',
  severity: 'warning',
  category: 'workflow',
  title: 'A section or a value is empty',
  why: 'An empty list of branches, needs or matrix values is refused by GitHub or selects nothing, so the workflow does not run as it looks.',
  example: {
    bad: workflow({ on: 'push:\n  branches: []' }),
    good: workflow({ on: 'push:\n  branches: [main]' }),
  },
  fix: 'Fill it in or remove the key.',
  *check(file) {
    if (file.kind !== 'workflow') return
    for (const field of keysOf(file)) yield* emptyIn(file.source, field)
  },
}

function* keysOf(file: ParsedFile): Generator<Field & { on: boolean }> {
  const { source } = file
  for (const event of file.events) {
    for (const field of source.fields(event.config)) yield { ...field, on: true }
    if (event.config && isSeq(event.config)) {
      yield { key: event.node, name: event.name, value: event.config, node: event.config, on: true }
    }
    const inputs =
      event.name === 'workflow_dispatch' ? source.fields(source.field(event.config, 'inputs')?.value) : []
    for (const input of inputs) for (const field of source.fields(input.value)) yield { ...field, on: true }
    for (const output of source.fields(source.field(event.config, 'outputs')?.value)) {
      for (const field of source.fields(output.value)) yield { ...field, on: true }
    }
  }
  for (const job of file.jobs) {
    for (const field of job.fields.values()) yield { ...field, on: false }
    for (const field of source.fields(job.fields.get('runs-on')?.value)) yield { ...field, on: false }
    const matrix = source.field(job.fields.get('strategy')?.value, 'matrix')
    if (matrix) yield { ...matrix, on: false }
    for (const row of source.fields(matrix?.value))
      yield { ...row, name: sections.has(row.name) ? row.name : 'matrix', on: false }
    yield* images(file.source, job.fields.get('container'))
    for (const service of source.fields(job.fields.get('services')?.value)) yield* images(source, service)
  }
}

function* images(source: Source, container: Field | undefined): Generator<Field & { on: boolean }> {
  if (!container) return
  for (const field of source.fields(container.value)) {
    if (field.name === 'credentials' || field.name === 'image') yield { ...field, on: false }
  }
}

function* emptyIn(source: Source, field: Field & { on: boolean }): Generator<Spot> {
  const { name, value } = field
  const at = source.where(field)
  if (isEmptyList(value) && (sections.has(name) || (isMap(value) && !mayBeEmpty.has(name)))) {
    yield { at, message: `"${name}" is empty.` }
  } else if (isBlank(value) && (texts.has(name) || sections.has(name)) && !mayBeEmptyText.has(name)) {
    yield { at, message: `"${name}" is an empty text.` }
  } else if (texts.has(name)) {
    for (const item of source.items(value)) {
      if (isBlank(item)) yield { at: source.at(item), message: `"${name}" holds an empty text.` }
    }
  }
}

function isEmptyList(node: Node | undefined): boolean {
  return (isSeq(node) || isMap(node)) && node.items.length === 0
}

function isBlank(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && (node.value === null || node.value === ''))
}
