import type { Node } from 'yaml'
import { isMap, isSeq } from 'yaml'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import type { Source } from '../workflow/source.ts'
import { matrixNode, matrixValue, selects } from '../workflow/matrix.ts'
import { withJob } from './example.ts'
import type { Rule, Spot } from './rule.ts'

export const matrixExclude: Rule = {
  id: 'matrix-exclude',
  severity: 'warning',
  category: 'workflow',
  title: 'An exclude of a matrix excludes nothing',
  why: 'The combination it names does not exist, so all jobs run, also the one that should not.',
  example: {
    bad: withJob(
      'runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 24]\n    exclude:\n      - node: 20',
    ),
    good: withJob(
      'runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 24]\n    exclude:\n      - node: 22',
    ),
  },
  fix: 'Name a value of the row, or remove the exclude.',
  *check(file) {
    for (const job of file.jobs) {
      const matrix = matrixNode(file.source, job)
      if (isMap(matrix)) yield* excludes(file.source, matrix)
    }
  },
}

function* excludes(source: Source, matrix: Node): Generator<Spot> {
  const rows = source.fields(matrix).filter(({ name }) => name !== 'include' && name !== 'exclude')
  const exclude = source.field(matrix, 'exclude')
  if (!exclude || rows.some(({ value }) => !isMap(value) && !isSeq(value))) return
  for (const entry of source.items(exclude.value)) {
    for (const field of source.fields(entry)) {
      const row = rows.find(({ name }) => name.toLowerCase() === field.name.toLowerCase())
      if (!row) {
        const names = rows.map(({ name }) => name)
        const hint =
          didYouMean(field.name, names) ||
          `The matrix has ${names.length === 0 ? 'no rows' : names.join(', ')}.`
        yield { at: source.at(field.key), message: `The matrix has no row "${field.name}".`, hint }
        continue
      }
      const wanted = matrixValue(source, field.value)
      const values = source.items(row.value).map((item) => matrixValue(source, item))
      if (values.some((value) => selects(wanted, value))) continue
      yield {
        at: source.where(field),
        message: `No value of the row "${row.name}" is ${shown(wanted)}.`,
        hint: `Its values are ${values.map(shown).join(', ').slice(0, 300)}.`,
      }
    }
  }
}

export const matrixDuplicate: Rule = {
  id: 'matrix-duplicate',
  severity: 'warning',
  category: 'workflow',
  title: 'A row of a matrix holds a value twice',
  why: 'The same job runs twice under the same name.',
  example: {
    bad: withJob('runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 22]'),
    good: withJob('runs-on: ubuntu-latest\nstrategy:\n  matrix:\n    node: [22, 24]'),
  },
  fix: 'Remove one of them.',
  *check(file) {
    const { source } = file
    for (const job of file.jobs) {
      for (const row of source.fields(matrixNode(source, job))) {
        if (row.name === 'include' || row.name === 'exclude') continue
        const seen = new Set<string>()
        for (const item of source.items(row.value)) {
          const value = matrixValue(source, item)
          const key = JSON.stringify(value)
          if (key !== undefined && seen.has(key))
            yield { at: source.at(item), message: `The row "${row.name}" holds ${shown(value)} twice.` }
          if (key !== undefined) seen.add(key)
        }
      }
    }
  },
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'an expression').slice(0, 80)
}
