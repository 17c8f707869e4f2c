import { isCondition } from '../workflow/expressions.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const conditionText: Rule = {
  id: 'condition-text',
  severity: 'error',
  category: 'workflow',
  title: 'A condition is always true because text stands around its expression',
  why: 'When anything but one `${{ … }}` stands in an `if:`, even a space or the line break that ends a block, the whole becomes text. Text is always true.',
  example: {
    bad: withSteps("- run: make\n  if: |\n    ${{ github.event_name == 'push' }}"),
    good: withSteps("- run: make\n  if: |\n    github.event_name == 'push'"),
  },
  fix: 'Write the condition without `${{ }}`, or use `|-` in place of `|`.',
  *check(file) {
    for (const expression of file.expressions) {
      if (!isCondition(expression.path) || expression.bare) continue
      const value = String(expression.scalar.value)
      const first = value.indexOf('${{') === expression.start - 3
      if (!first || (expression.start === 3 && expression.end + 2 === value.length)) continue
      const what = expression.whole ? 'a space or line break stands' : 'text stands'
      yield {
        at: file.source.at(expression.scalar),
        message: `This condition is always true, because ${what} beside its expression.`,
      }
    }
  },
}
