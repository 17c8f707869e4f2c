import { didYouMean } from '@ecosystem-actions/core/suggest'
import { contextsAt } from '../workflow/contexts.ts'
import type { Access, Call } from '../workflow/expression-tree.ts'
import { dotted, within } from '../workflow/expression-walk.ts'
import type { Type } from '../workflow/types.ts'
import { described, typeOf } from '../workflow/types.ts'
import { withSteps } from './example.ts'
import type { Rule, Spot } from './rule.ts'

export const expressionType: Rule = {
  id: 'expression-type',
  severity: 'warning',
  category: 'workflow',
  title: 'An expression uses a value as something it is not',
  why: 'A property of text or of a number is always empty, and a function that wants text gets nothing useful from an object. The workflow runs, with an empty value.',
  example: {
    bad: withSteps('- run: echo "${{ github.repository.owner }}"'),
    good: withSteps('- run: echo "${{ github.repository_owner }}"'),
  },
  fix: 'Use the context that holds the value, or `fromJSON(…)` when the text is JSON.',
  *check(file) {
    for (const expression of file.expressions) {
      if (!expression.tree) continue
      const contexts = contextsAt(file, expression)
      for (const tree of within(expression.tree)) {
        if (tree.kind === 'call') {
          for (const spot of wrongArguments(tree, (arg) => typeOf(arg, contexts))) {
            yield { at: expression.at(spot.part), message: spot.message }
          }
        }
        if (tree.kind !== 'access') continue
        const type = typeOf(tree.object, contexts)
        const missing = missingProperty(tree, type)
        if (missing) yield { at: expression.at(tree), ...missing }
        if (type.kind !== 'string' && type.kind !== 'number' && type.kind !== 'boolean') continue
        yield {
          at: expression.at(tree),
          message: `${described(type).replace('a', 'A')} has no properties; this is always empty.`,
        }
      }
    }
  },
}

const wantText = new Set(['startswith', 'endswith', 'fromjson', 'hashfiles'])

function* wrongArguments(
  call: Call,
  type: (arg: Call['args'][number]) => Type,
): Generator<{ part: Call; message: string } | { part: Call['args'][number]; message: Spot['message'] }> {
  const name = call.name.toLowerCase()
  const [first] = call.args
  for (const [index, arg] of call.args.entries()) {
    const kind = type(arg).kind
    const listed = index === 0 && (name === 'contains' || name === 'join')
    const wrong =
      kind === 'object'
        ? name === 'contains' || name === 'join' || wantText.has(name)
        : kind === 'array' && wantText.has(name)
    if (wrong || (kind === 'array' && name === 'contains' && index === 1)) {
      yield {
        part: arg,
        message: `${call.name} takes text${listed ? ' or an array' : ''} here, and this is ${described(type(arg))}.`,
      }
    }
  }
  if (name === 'format' && first?.kind === 'literal') yield* unusedArguments(call, String(first.value))
}

function* unusedArguments(call: Call, template: string): Generator<{ part: Call; message: string }> {
  const used = new Set(
    [...template.replaceAll(/\{\{|\}\}/g, '').matchAll(/\{(\d+)\}/g)].map((match) => Number(match[1])),
  )
  for (const index of call.args.slice(1).keys()) {
    if (!used.has(index))
      yield {
        part: call,
        message: `The format text has no {${index}}, so argument ${index + 2} is never used.`,
      }
  }
}

// What GitHub's own parser knows of contexts it reports itself; here it is objects that stand in the file.
function missingProperty(tree: Access, type: Type): Pick<Spot, 'message' | 'hint' | 'severity'> | undefined {
  if (type.kind !== 'object' || type.rest || tree.object.kind === 'context' || tree.index?.kind !== 'literal')
    return undefined
  const wanted = String(tree.index.value)
  if (type.properties.size === 0 || type.properties.has(wanted.toLowerCase())) return undefined
  const names = [...type.properties.keys()]
  const meant = didYouMean(wanted, names)
  // Rows of a matrix are often read with a default in mind.
  const lenient = meant === '' && dotted(tree)?.startsWith('matrix.') === true
  const hint = meant || `It has ${names.join(', ').slice(0, 200)}.`
  return {
    message: `The object has no property "${wanted.slice(0, 60)}".`,
    hint,
    ...(lenient ? { severity: 'notice' as const } : {}),
  }
}
