import { didYouMean } from '@ecosystem-actions/core/suggest'
import { usesOf } from '../workflow/action-uses.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { workflow } from './example.ts'
import type { Rule, RuleContext } from './rule.ts'

export const localActionInputs: Rule = {
  id: 'local-action-inputs',
  severity: 'warning',
  category: 'workflow',
  title: 'A step gives an action of this repository inputs it does not have, or not those it needs',
  why: 'An unknown input is ignored, and a required one that is missing is empty: the action does something else than the workflow says.',
  example: {
    bad: workflow({ steps: '- uses: ./.github/actions/greet\n  with:\n    nmae: octocat' }),
    good: workflow({ steps: '- uses: ./.github/actions/greet\n  with:\n    name: octocat' }),
  },
  fix: 'Use the inputs of the action’s metadata file.',
  *check(file, context) {
    for (const { use, step, field } of usesOf(file)) {
      if (use.kind !== 'local' || !step) continue
      const action = metadata(context, use.path)
      if (action?.kind !== 'action') continue
      const { source } = action
      const inputs = source.fields(action.fields.get('inputs')?.value)
      const names = inputs.map(({ name }) => name)
      const known = new Set(names.map((name) => name.toLowerCase()))
      const docker =
        source.string(source.field(action.fields.get('runs')?.value, 'using')?.value) === 'docker'
      for (const { key, name } of step.with) {
        if (known.has(name.toLowerCase()) || (docker && (name === 'args' || name === 'entrypoint'))) continue
        const hint =
          didYouMean(name, names) || `It has ${names.length === 0 ? 'no inputs' : names.join(', ')}.`
        yield { at: file.source.at(key), message: `The action has no input "${name}".`, hint }
      }
      const given = new Set(step.with.map(({ name }) => name.toLowerCase()))
      const whole = step.fields.has('with') && step.with.length === 0
      for (const input of inputs) {
        const required = source.string(source.field(input.value, 'required')?.value) === 'true'
        if (whole || !required || source.field(input.value, 'default') || given.has(input.name.toLowerCase()))
          continue
        yield { at: file.source.where(field), message: `The action needs the input "${input.name}".` }
      }
    }
  },
}

function metadata(context: RuleContext, path: string): ParsedFile | undefined {
  const folder = path === '' ? '' : `${path}/`
  return context.file(`${folder}action.yml`) ?? context.file(`${folder}action.yaml`)
}
