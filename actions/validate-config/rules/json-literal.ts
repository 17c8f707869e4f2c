import { within } from '../workflow/expression-walk.ts'
import { withJob } from './example.ts'
import type { Rule } from './rule.ts'

export const jsonLiteral: Rule = {
  id: 'json-literal',
  severity: 'error',
  category: 'workflow',
  title: 'fromJSON is given text that is no JSON',
  why: 'The text is fixed, so the step or job fails every time it is reached.',
  example: {
    bad: withJob(`runs-on: ubuntu-latest\nif: contains(fromJSON('["main", "dev"'), github.ref_name)`),
    good: withJob(`runs-on: ubuntu-latest\nif: contains(fromJSON('["main", "dev"]'), github.ref_name)`),
  },
  fix: 'Repair the JSON. Inside a block or plain YAML text a backslash is a backslash: write `"`, not `\\"`.',
  *check(file) {
    for (const expression of file.expressions) {
      for (const tree of expression.tree ? within(expression.tree) : []) {
        const argument =
          tree.kind === 'call' && tree.name.toLowerCase() === 'fromjson' ? tree.args[0] : undefined
        if (argument?.kind !== 'literal' || typeof argument.value !== 'string') continue
        const problem = problemOf(argument.value)
        if (problem !== undefined)
          yield { at: expression.at(argument), message: `This text is no JSON: ${problem}` }
      }
    }
  },
}

function problemOf(json: string): string | undefined {
  try {
    JSON.parse(json)
    return undefined
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 200)
  }
}
