import { constantValue } from '../workflow/constants.ts'
import type { Expression } from '../workflow/expressions.ts'
import { isCondition } from '../workflow/expressions.ts'
import { childrenOf, dotted, within } from '../workflow/expression-walk.ts'
import { withSteps } from './example.ts'
import type { Rule, Spot } from './rule.ts'

const chosen =
  /^(?:github\.(?:actor|base_ref|head_ref|ref|ref_name|sha|triggering_actor|workflow|event\..+)|inputs\..+|env\..+)$/

export const spoofableCondition: Rule = {
  id: 'spoofable-condition',
  severity: 'error',
  category: 'security',
  title: 'contains searches in a text where a list is meant',
  why: "In a text, any part of it matches: with `contains('main develop', github.ref_name)` a branch named `m` passes.",
  example: {
    bad: withSteps("- run: ./deploy\n  if: contains('refs/heads/main refs/heads/prod', github.ref)"),
    good: withSteps(
      `- run: ./deploy\n  if: contains(fromJSON('["refs/heads/main", "refs/heads/prod"]'), github.ref)`,
    ),
  },
  fix: 'Write a list: `contains(fromJSON(\'["main", "develop"]\'), …)`.',
  *check(file) {
    for (const expression of file.expressions) {
      if (!expression.tree || !isCondition(expression.path)) continue
      for (const tree of within(expression.tree)) {
        if (tree.kind !== 'call' || tree.name.toLowerCase() !== 'contains') continue
        const [text, part] = tree.args
        if (text?.kind !== 'literal' || typeof text.value !== 'string' || !part) continue
        const path = dotted(part)
        if (path === undefined) continue
        const spoofable = chosen.test(path)
        const message = spoofable
          ? 'Any part of the text passes, and this value can be chosen to be one.'
          : 'Any part of the text passes.'
        yield { at: expression.at(tree), message, severity: spoofable ? 'error' : 'notice' }
      }
    }
  },
}

export const emptyTernary: Rule = {
  id: 'empty-ternary',
  severity: 'warning',
  category: 'workflow',
  title: 'A choice whose first result can never come out',
  why: '`a && b || c` gives `c` whenever `b` is empty, false, 0 or null, also when `a` is true.',
  example: {
    bad: withSteps("- run: make ${{ github.ref == 'refs/heads/main' && '' || '--debug' }}"),
    good: withSteps("- run: make ${{ github.ref != 'refs/heads/main' && '--debug' || '' }}"),
  },
  fix: 'Turn the condition round, so that the empty value stands last.',
  *check(file) {
    for (const expression of file.expressions) {
      for (const tree of expression.tree ? within(expression.tree) : []) {
        if (tree.kind !== 'or') continue
        for (const arg of tree.args.slice(0, -1)) {
          const result = arg.kind === 'and' ? arg.args.at(-1) : undefined
          const empty =
            result?.kind === 'literal' &&
            (result.value === '' || result.value === false || result.value === 0 || result.value === null)
          if (empty && result)
            yield {
              at: expression.at(result),
              message: 'This value never comes out of the expression; what follows "||" does.',
            }
        }
      }
    }
  },
}

export const constantExpression: Rule = {
  id: 'constant-expression',
  severity: 'notice',
  category: 'security',
  title: 'An expression that always gives the same text',
  why: 'It can be written as the text itself. Constant expressions are used to hide what a workflow does from reviewers and tools.',
  example: {
    bad: withSteps("- run: echo ${{ format('{0}{1}', 'cu', 'rl') }}"),
    good: withSteps('- run: echo curl'),
  },
  fix: 'Write the text.',
  *check(file) {
    for (const expression of file.expressions) {
      if (!expression.tree || isCondition(expression.path)) continue
      yield* constants(expression)
    }
  },
}

function* constants(expression: Expression): Generator<Spot> {
  const stack = expression.tree ? [{ tree: expression.tree, top: true }] : []
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { tree, top } = next
    const constant = constantValue(tree) !== undefined && (top || tree.kind !== 'literal')
    if (constant && (!top || tree.kind !== 'literal' || !expression.whole))
      yield { at: expression.at(tree), message: 'This always gives the same text.' }
    else stack.push(...childrenOf(tree).map((child) => ({ tree: child, top: false })))
  }
}
