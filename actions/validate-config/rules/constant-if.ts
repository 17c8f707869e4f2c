import type { Rule } from './rule.ts'
import { withSteps } from './example.ts'
import { constantValue, truthy } from '../workflow/constants.ts'
import { isCondition, scalars } from '../workflow/expressions.ts'

export const constantIf: Rule = {
  id: 'constant-if',
  severity: 'notice',
  category: 'workflow',
  title: 'A condition is always true or always false',
  why: 'A condition without any context never changes: either it can go, or the step it guards can go.',
  example: {
    bad: withSteps(`- run: make\n  if: true`),
    good: withSteps(`- run: make\n  if: github.event_name == 'push'`),
  },
  fix: 'Remove the `if:`, or remove what it guards.',
  *check(file) {
    for (const expression of file.expressions) {
      if (
        !(isCondition(expression.path) || isSnapshot(expression.path)) ||
        !expression.whole ||
        !expression.tree
      )
        continue
      const value = constantValue(expression.tree)
      if (value === undefined) continue
      const outcome = truthy(value.value) ? 'always' : 'never'
      yield {
        at: file.source.at(expression.scalar),
        message: `This condition holds ${outcome}: it reads no context.`,
      }
    }
    for (const { scalar, path } of scalars(file.source)) {
      if (typeof scalar.value !== 'boolean' || !(isCondition(path) || isSnapshot(path))) continue
      const outcome = scalar.value ? 'always' : 'never'
      yield { at: file.source.at(scalar), message: `This condition holds ${outcome}: it reads no context.` }
    }
  },
}

function isSnapshot(path: readonly (string | number)[]): boolean {
  return path[0] === 'jobs' && path[2] === 'snapshot' && path[3] === 'if'
}
