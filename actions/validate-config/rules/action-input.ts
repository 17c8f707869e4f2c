import { distance, nearest } from '@ecosystem-actions/core/suggest'
import { usesOf } from '../workflow/action-uses.ts'
import { actionInputs, renamedInputs } from './action-inputs.table.ts'
import { withSteps } from './example.ts'
import type { Rule } from './rule.ts'

export const actionInput: Rule = {
  id: 'action-input',
  severity: 'warning',
  category: 'workflow',
  title: 'An input of a well-known action is misspelt, renamed or missing',
  why: 'The runner ignores an input the action does not have, and only says so in the log. The action then does its default.',
  example: {
    bad: withSteps('- uses: actions/setup-node@v5\n  with:\n    node_version: 24'),
    good: withSteps('- uses: actions/setup-node@v5\n  with:\n    node-version: 24'),
  },
  fix: 'Use the name from the action’s documentation.',
  *check(file) {
    const { source } = file
    for (const { use, step, field } of usesOf(file)) {
      if (use.kind !== 'repository' || !step || use.path !== '') continue
      const known = Object.hasOwn(actionInputs, use.slug) ? actionInputs[use.slug] : undefined
      const renamed = Object.hasOwn(renamedInputs, use.slug) ? renamedInputs[use.slug] : undefined
      for (const { key, name } of step.with) {
        const now =
          renamed && Object.hasOwn(renamed, name) ? renamed[name] : misspelt(name, known?.inputs ?? [])
        if (now !== undefined) {
          yield {
            at: source.at(key),
            message: `${use.owner}/${use.name} has no input "${name}" any more, or never had.`,
            hint: `Write "${now}".`,
          }
        }
      }
      const given = new Set(step.with.map(({ name }) => name.toLowerCase()))
      const whole = step.fields.has('with') && given.size === 0
      for (const name of whole ? [] : (known?.required ?? [])) {
        if (!given.has(name))
          yield { at: source.where(field), message: `${use.owner}/${use.name} needs the input "${name}".` }
      }
    }
  },
}

// A new input of a new version is no mistake; a slip of one or two characters is.
function misspelt(name: string, inputs: readonly string[]): string | undefined {
  if (inputs.length === 0 || inputs.some((input) => input.toLowerCase() === name.toLowerCase()))
    return undefined
  const meant = nearest(name, inputs)
  return meant !== undefined && distance(name.toLowerCase(), meant.toLowerCase()) <= 2 ? meant : undefined
}
