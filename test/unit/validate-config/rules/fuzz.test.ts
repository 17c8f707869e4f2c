import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { rules, runRules } from '../../../../actions/validate-config/rules/index.ts'
import { runTextRules, textRules } from '../../../../actions/validate-config/rules/text-rules.ts'
import { parseFile } from '../../../../actions/validate-config/workflow/file.ts'
import { contextWith } from './support.ts'

const numRuns = 1_000
const seeds = [...rules, ...textRules].flatMap(({ example }) => [example.bad, example.good])
const context = contextWith()

const pieces = fc.constantFrom(
  '${{',
  '}}',
  '${{ github.event }}',
  '&a ',
  '*a',
  '<<: *a',
  '|',
  '>-',
  "'",
  '"',
  '\\',
  '\n',
  '  ',
  '- ',
  ': ',
  '#',
  '[',
  ']',
  '{',
  '}',
  '!!',
  '\t',
  '\r\n',
  '\u2028',
  '𝕏',
  'null',
  '~',
  '.inf',
  '0x',
  'if:',
  'on:',
  'jobs:',
  'matrix:',
  'uses:',
  'run:',
  '||',
  '&&',
  '!',
  'fromJSON(',
  'secrets',
  '@',
  '::',
  'echo ',
)

/** An example with some stretches cut out, doubled or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(2000), fc.nat(40), fc.oneof(pieces, fc.string())), { maxLength: 8 }),
  )
  .map(([text, changes]) => {
    let result = text
    for (const [at, length, piece] of changes) {
      const start = at % (result.length + 1)
      result = result.slice(0, start) + piece + result.slice(start + length)
    }
    return result
  })

/** What is wrong with the findings of a text: a rule broke, or a place lies outside; undefined when nothing is. */
function problem(path: string, text: string): string | undefined {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  const file = parseFile(path, text)
  const found = [...(file ? runRules(file, context) : []), ...runTextRules(path, text)]
  for (const finding of found) {
    if (finding.rule === 'internal-error') return finding.message
    const { line, column, endLine, endColumn } = finding
    const inside = line >= 1 && column >= 1 && line <= lines.length && endLine <= lines.length
    const ordered = endLine > line || (endLine === line && endColumn >= column)
    const within =
      column <= (lines[line - 1] ?? '').length + 1 && endColumn <= (lines[endLine - 1] ?? '').length + 1
    if (!inside || !ordered || !within) return `outside the text: ${JSON.stringify(finding)}`
  }
  return undefined
}

describe('rules on what nobody meant to write', () => {
  it('neither break nor point outside of a changed workflow', () => {
    fc.assert(
      fc.property(mutated, (text) => expect(problem('.github/workflows/a.yml', text)).toBeUndefined()),
      { numRuns },
    )
  })

  it('neither break nor point outside of a changed action', () => {
    fc.assert(
      fc.property(mutated, (text) =>
        expect(problem('action.yml', text.replace(/^jobs:/m, 'runs:'))).toBeUndefined(),
      ),
      { numRuns },
    )
  })

  it('neither break nor point outside of random text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (value) => expect(problem('.github/workflows/a.yml', value)).toBeUndefined()),
      { numRuns },
    )
  })

  it('come to an end on text made to be slow', () => {
    const long = [
      `on: push\njobs:\n  a:\n    name: ${'${{ '.repeat(5000)}\n`,
      `on: push\njobs:\n  a:\n    if: ${'('.repeat(5000)}\n`,
      `on: push\njobs:\n  a:\n    if: ${'!'.repeat(5000)}a\n`,
      `on: push\njobs:\n  a:\n    if: ${'a.b '.repeat(2000)}\n`,
      `on: push\njobs:\n  a:\n    steps:\n      - run: ${'curl | '.repeat(3000)}sh\n`,
      `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${'cat <<EOF '.repeat(2000)}\n`,
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, index, all) => `${name}: &${name} [${`*${all[index - 1] ?? 'a'},`.repeat(9)}]`)
        .join('\n')}\njobs: *j\n`,
      `on: push\nenv:\n  A: ${'authorization: bearer '.repeat(3000)}\n`,
    ]
    for (const text of long) {
      const start = performance.now()
      expect(problem('.github/workflows/a.yml', text)).toBeUndefined()
      expect(performance.now() - start).toBeLessThan(2000)
    }
  })
})
