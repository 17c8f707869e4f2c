import type { Finding } from '../../../../actions/validate-config/finding.ts'
import { rules, runRules } from '../../../../actions/validate-config/rules/index.ts'
import type { Pin, Rule, RuleContext } from '../../../../actions/validate-config/rules/rule.ts'
import { parseFile } from '../../../../actions/validate-config/workflow/file.ts'

/** Files an example may refer to. */
const files: Record<string, string> = {
  '.github/actions/greet/action.yml':
    'name: Greet\ndescription: Says hello\ninputs:\n  name:\n    description: Whom\n  loud:\n    description: How\noutputs:\n  time:\n    description: When\n    value: now\nruns:\n  using: composite\n  steps: []\n',
}

export function contextWith(
  extra: Record<string, string> = {},
  pin?: (repository: string) => Pin,
): RuleContext {
  const all = { ...files, ...extra }
  return {
    pinFor: pin ?? ((repository) => (/^(actions|github)\//i.test(repository) ? 'ref' : 'sha')),
    file: (path) => (path in all ? parseFile(path, all[path] ?? '') : undefined),
  }
}

export function rule(id: string): Rule {
  const found = rules.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no rule ${id}`)
  return found
}

/** What one rule finds in a text. A text with `runs:` at the left is read as an action. */
export function found(id: string, text: string, context: RuleContext = contextWith()): Finding[] {
  const path = /^runs:/m.test(text) ? 'action.yml' : '.github/workflows/a.yml'
  const file = parseFile(path, text)
  if (!file) throw new Error(`not readable:\n${text}`)
  return runRules(file, context, [rule(id)])
}

/** `line:column` of what one rule finds. */
export function places(id: string, text: string, context?: RuleContext): string[] {
  return found(id, text, context).map(({ line, column }) => `${line}:${column}`)
}
