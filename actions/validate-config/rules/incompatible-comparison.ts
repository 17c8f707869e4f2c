import type { Compare } from '../workflow/expression-tree.ts'
import { within } from '../workflow/expression-walk.ts'
import { contextsAt } from '../workflow/contexts.ts'
import type { Type } from '../workflow/types.ts'
import { described, typeOf } from '../workflow/types.ts'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const incompatibleComparison: Rule = {
  id: 'incompatible-comparison',
  severity: 'warning',
  category: 'workflow',
  title: 'A comparison can never be true',
  why: 'Operands of different types are turned into numbers before they are compared. An object, an array or a word becomes NaN, which equals nothing, so the comparison always has the same result.',
  example: {
    bad: workflow({
      on: 'workflow_dispatch:\n  inputs:\n    deploy:\n      type: boolean',
      steps: `- run: make\n  if: inputs.deploy == 'true'`,
    }),
    good: workflow({
      on: 'workflow_dispatch:\n  inputs:\n    deploy:\n      type: boolean',
      steps: '- run: make\n  if: inputs.deploy',
    }),
  },
  fix: 'Compare values of the same type: a boolean by itself, a property of an object, or both sides as text.',
  *check(file) {
    for (const expression of file.expressions) {
      if (!expression.tree) continue
      const contexts = contextsAt(file, expression)
      for (const tree of within(expression.tree)) {
        if (tree.kind !== 'compare') continue
        const left = typeOf(tree.left, contexts)
        const right = typeOf(tree.right, contexts)
        if (!clash(tree, left, right)) continue
        const message = `${sentence(described(left))} is never ${word(tree.operator)} ${described(right)} here.`
        yield { at: expression.at(tree), message }
      }
    }
  },
}

function clash(tree: Compare, left: Type, right: Type): boolean {
  if (left.kind === 'any' || right.kind === 'any') return false
  const structured = (type: Type): boolean => type.kind === 'object' || type.kind === 'array'
  if (tree.operator !== '==' && tree.operator !== '!=') {
    return [left, right].some((type) => structured(type) || type.kind === 'null' || type.kind === 'boolean')
  }
  if (left.kind === 'null' || right.kind === 'null') return false
  if (structured(left) || structured(right)) return left.kind !== right.kind || elementsClash(left, right)
  return isWordAgainst(tree, left, right)
}

function elementsClash(left: Type, right: Type): boolean {
  if (left.kind !== 'array' || right.kind !== 'array') return false
  return left.of.kind !== 'any' && right.of.kind !== 'any' && left.of.kind !== right.of.kind
}

// `inputs.deploy == 'true'` with a boolean input: the text is NaN as a number.
function isWordAgainst(tree: Compare, left: Type, right: Type): boolean {
  const word = [tree.left, tree.right].find(
    (side) => side.kind === 'literal' && typeof side.value === 'string',
  )
  const other = word === tree.left ? right : left
  return (
    word?.kind === 'literal' &&
    (other.kind === 'boolean' || other.kind === 'number') &&
    Number.isNaN(Number(word.value))
  )
}

function word(operator: string): string {
  return operator === '==' || operator === '!=' ? 'equal to' : 'greater or less than'
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
