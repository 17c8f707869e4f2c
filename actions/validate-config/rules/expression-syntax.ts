import type { Rule } from './rule.ts'
import { withSteps } from './example.ts'

export const expressionSyntax: Rule = {
  id: 'expression-syntax',
  severity: 'error',
  category: 'workflow',
  title: 'An expression cannot be parsed',
  why: 'GitHub refuses the whole workflow when one expression cannot be parsed. Strings need single quotes, and only GitHub’s own operators and functions exist.',
  example: {
    bad: withSteps(
      `- run: make\n  if: github.ref == 'refs/heads/main' ? true : false`.replace(
        /if: (.*)/,
        'if: >-\n    $1',
      ),
    ),
    good: withSteps(`- run: make\n  if: github.ref == 'refs/heads/main'`),
  },
  fix: 'Write the expression with GitHub’s operators (`&&`, `||`, `!`, `==`), single-quoted strings, and complete names.',
  *check(file) {
    for (const { error, bare, text } of file.expressions) {
      // Text without braces that is no expression at all is reported where GitHub reports it, by its parser.
      if (error && (!bare || !text.includes('{{')))
        yield {
          at: error.at,
          message: `The expression cannot be parsed. ${error.message.replace(/\.$/, '')}.`,
        }
    }
  },
}
