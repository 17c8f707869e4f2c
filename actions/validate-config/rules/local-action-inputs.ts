import { didYouMean } from '@ecosystem-actions/core/suggest'
import { usesOf } from '../workflow/action-uses.ts'
import { accesses, dotted } from '../workflow/expression-walk.ts'
import type { ParsedFile, Step } from '../workflow/file.ts'
import { workflow } from './example.ts'
import type { Rule, RuleContext, Spot } from './rule.ts'

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
      if (!action) continue
      yield* givenInputs(file, step, action)
      const given = new Set(step.with.map(({ name }) => name.toLowerCase()))
      const whole = step.fields.has('with') && step.with.length === 0
      for (const name of whole ? [] : requiredInputs(action)) {
        if (!given.has(name.toLowerCase()))
          yield { at: file.source.where(field), message: `The action needs the input "${name}".` }
      }
    }
  },
}

function* givenInputs(file: ParsedFile, step: Step, action: ParsedFile): Generator<Spot> {
  const { source } = action
  const inputs = source.fields(action.fields.get('inputs')?.value)
  const names = inputs.map(({ name }) => name)
  const docker = source.string(source.field(action.fields.get('runs')?.value, 'using')?.value) === 'docker'
  for (const { key, name } of step.with) {
    if (docker && (name === 'args' || name === 'entrypoint')) continue
    const at = file.source.at(key)
    const input = inputs.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
    if (!input) {
      const hint = didYouMean(name, names) || `It has ${names.length === 0 ? 'no inputs' : names.join(', ')}.`
      yield { at, message: `The action has no input "${name}".`, hint }
      continue
    }
    const gone = source
      .string(source.field(input.value, 'deprecationMessage')?.value)
      ?.replace(/\s+/g, ' ')
      .trim()
    if (gone === undefined || gone === '') continue
    yield {
      at,
      message: `The input "${name}" is deprecated.`,
      hint: `The action says: ${gone.slice(0, 200)}`,
    }
  }
}

function requiredInputs(action: ParsedFile): string[] {
  const { source } = action
  return source.fields(action.fields.get('inputs')?.value).flatMap((input) => {
    const required = source.string(source.field(input.value, 'required')?.value) === 'true'
    return required && !source.field(input.value, 'default') ? [input.name] : []
  })
}

export const localActionOutputs: Rule = {
  id: 'local-action-outputs',
  severity: 'warning',
  category: 'workflow',
  title: 'An output is read that an action of this repository does not have',
  why: 'The value is always empty, and nothing says so.',
  example: {
    bad: workflow({
      steps: '- id: greet\n  uses: ./.github/actions/greet\n- run: echo ${{ steps.greet.outputs.tiem }}',
    }),
    good: workflow({
      steps: '- id: greet\n  uses: ./.github/actions/greet\n- run: echo ${{ steps.greet.outputs.time }}',
    }),
  },
  fix: 'Use the outputs of the action’s metadata file.',
  *check(file, context) {
    for (const expression of file.expressions) {
      for (const tree of expression.tree ? accesses(expression.tree) : []) {
        const [root, id, outputs, name] = (dotted(tree) ?? '').split('.')
        if (root !== 'steps' || outputs !== 'outputs' || name === undefined || name === '*') continue
        const names = outputsOf(file, context, { id: id ?? '', job: expression.path })
        if (!names || names.some((known) => known.toLowerCase() === name)) continue
        const hint =
          didYouMean(name, names) || `It has ${names.length === 0 ? 'no outputs' : names.join(', ')}.`
        yield {
          at: expression.at(tree),
          message: `The action of the step "${id}" has no output "${name}".`,
          hint,
        }
      }
    }
  },
}

function outputsOf(
  file: ParsedFile,
  context: RuleContext,
  { id, job }: { id: string; job: readonly (string | number)[] },
): string[] | undefined {
  const place = usesOf(file).find(
    ({ step }) => step?.id?.toLowerCase() === id && (step.job === undefined || step.job.id === job[1]),
  )
  if (place?.use.kind !== 'local') return undefined
  const action = metadata(context, place.use.path)
  const using = action?.source.string(action.source.field(action.fields.get('runs')?.value, 'using')?.value)
  // A program or container can set outputs its metadata does not name; a composite action cannot.
  if (!action || using !== 'composite') return undefined
  return action.source.fields(action.fields.get('outputs')?.value).map(({ name }) => name)
}

function metadata(context: RuleContext, path: string): ParsedFile | undefined {
  const folder = path === '' ? '' : `${path}/`
  const found = context.file(`${folder}action.yml`) ?? context.file(`${folder}action.yaml`)
  return found?.kind === 'action' ? found : undefined
}
