import type { Expression } from '../workflow/expressions.ts'
import { contextsAt } from '../workflow/contexts.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { described, typeOf } from '../workflow/types.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

const mayBeStructured = new Set([
  'runs-on',
  'matrix',
  'include',
  'exclude',
  'strategy',
  'services',
  'container',
  'needs',
  'env',
  'with',
  'environment',
  'concurrency',
  'if',
  'labels',
  'secrets',
  'ports',
  'credentials',
  'volumes',
])

export const objectInTemplate: Rule = {
  id: 'object-in-template',
  severity: 'warning',
  category: 'workflow',
  title: 'An object, an array or null is written into text',
  why: 'In text an object becomes the word `Object`, an array `Array`, and null nothing. That is never what was meant.',
  example: {
    bad: withSteps('- run: echo "${{ github.event }}"'),
    good: withSteps('- run: echo "$EVENT"\n  env:\n    EVENT: ${{ toJSON(github.event) }}'),
  },
  fix: 'Take one property of it, or write `toJSON(…)`.',
  *check(file) {
    for (const expression of file.expressions) {
      if (!expression.tree || !isText(file, expression)) continue
      const type = typeOf(expression.tree, contextsAt(file, expression))
      if (type.kind !== 'object' && type.kind !== 'array' && type.kind !== 'null') continue
      const becomes = { object: 'the word Object', array: 'the word Array', null: 'empty' }[type.kind]
      yield { at: expression.at(), message: `This is ${described(type)} and becomes ${becomes} in text.` }
    }
  },
}

// Where a whole value may be an expression, GitHub accepts structured values too.
function isText(file: ParsedFile, { path, whole }: Expression): boolean {
  const key = path.at(-1)
  if (file.kind === 'workflow' && path[0] === 'jobs' && path[2] === 'with') return false
  if (path.includes('strategy') || path.includes('runs-on')) return !whole && typeof key === 'string'
  return !whole || (typeof key === 'string' && !mayBeStructured.has(key))
}
