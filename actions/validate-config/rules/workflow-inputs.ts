import type { Node } from 'yaml'
import { isScalar, isSeq } from 'yaml'
import type { Event, ParsedFile } from '../workflow/file.ts'
import type { Field, Source } from '../workflow/source.ts'
import { workflow } from './example.ts'
import type { Rule, Spot } from './rule.ts'

const call = (input: string): string =>
  workflow({ on: `workflow_call:\n  inputs:\n    level:\n${input.replace(/^/gm, '      ')}` })
const dispatch = (input: string): string =>
  workflow({ on: `workflow_dispatch:\n  inputs:\n    level:\n${input.replace(/^/gm, '      ')}` })

export const dispatchInput: Rule = {
  id: 'dispatch-input',
  severity: 'warning',
  category: 'workflow',
  title: 'An input of workflow_dispatch does not fit its type',
  why: 'GitHub refuses the workflow, or shows a form in which the default cannot be chosen.',
  example: {
    bad: dispatch('type: choice\noptions: [low, high]\ndefault: medium'),
    good: dispatch('type: choice\noptions: [low, high]\ndefault: low'),
  },
  fix: 'Give a choice its options, take the default from them, and use `options` with the type `choice` only.',
  *check(file) {
    for (const { input, event } of inputsOf(file)) {
      if (event.name === 'workflow_dispatch') yield* choiceProblems(file.source, input)
      if (event.name === 'workflow_dispatch') yield* defaultProblems(file.source, input)
    }
  },
}

export const callInput: Rule = {
  id: 'call-input',
  severity: 'warning',
  category: 'workflow',
  title: 'An input or output of workflow_call is incomplete or contradicts itself',
  why: 'GitHub refuses a call input without a type, a default of another type, and an output without a value. A default beside `required: true` is never used.',
  example: { bad: call('type: number\ndefault: high'), good: call('type: number\ndefault: 3') },
  fix: 'State the type, give a default of that type, and either require the input or give it a default.',
  *check(file) {
    const { source } = file
    for (const { input, event } of inputsOf(file)) {
      if (event.name !== 'workflow_call') continue
      if (!source.field(input.value, 'type'))
        yield {
          at: source.at(input.key),
          message: `The input "${input.name}" has no type.`,
          severity: 'error',
        }
      const preset = source.field(input.value, 'default')
      if (preset && source.string(source.field(input.value, 'required')?.value) === 'true') {
        yield {
          at: source.where(preset),
          message: `The default of "${input.name}" is never used, because the input is required.`,
          severity: 'notice',
        }
      } else yield* defaultProblems(source, input)
    }
    for (const event of file.events.filter(({ name }) => name === 'workflow_call')) {
      for (const output of source.fields(source.field(event.config, 'outputs')?.value)) {
        if (!source.field(output.value, 'value'))
          yield {
            at: source.at(output.key),
            message: `The output "${output.name}" has no value.`,
            severity: 'error',
          }
      }
    }
  },
}

function inputsOf(file: ParsedFile): { input: Field; event: Event }[] {
  return file.events.flatMap((event) =>
    file.source.fields(file.source.field(event.config, 'inputs')?.value).map((input) => ({ input, event })),
  )
}

function* choiceProblems(source: Source, input: Field): Generator<Spot> {
  const type = source.string(source.field(input.value, 'type')?.value)
  const options = source.field(input.value, 'options')
  const items = source.items(options?.value)
  if (type !== 'choice') {
    if (options)
      yield { at: source.at(input.key), message: `"${input.name}" has options, but its type is not choice.` }
    return
  }
  if (!options || (isSeq(options.value) && items.length === 0)) {
    yield {
      at: source.at(input.key),
      message: `The choice "${input.name}" has no options.`,
      severity: 'error',
    }
    return
  }
  const seen = new Set<string | undefined>()
  for (const item of items) {
    const text = source.string(item)
    if (seen.has(text))
      yield { at: source.at(item), message: `The option "${text}" of "${input.name}" stands there twice.` }
    seen.add(text)
  }
  const preset = source.field(input.value, 'default')
  const chosen = source.string(preset?.value)
  if (preset && chosen !== undefined && chosen !== '' && items.length > 0 && !seen.has(chosen)) {
    yield {
      at: source.where(preset),
      message: `The default "${chosen}" is none of the options of "${input.name}".`,
    }
  }
}

function* defaultProblems(source: Source, input: Field): Generator<Spot> {
  const type = source.string(source.field(input.value, 'type')?.value)
  const preset = source.field(input.value, 'default')
  const text = source.string(preset?.value)
  if (!preset || text === undefined || text.includes('${{')) return
  if (type === 'number' && !isNumber(preset.value)) {
    yield { at: source.where(preset), message: `The default "${text}" of "${input.name}" is no number.` }
  }
  if (type === 'boolean' && text !== 'true' && text !== 'false') {
    yield {
      at: source.where(preset),
      message: `The default "${text}" of "${input.name}" is neither true nor false.`,
    }
  }
}

function isNumber(node: Node | undefined): boolean {
  return (
    isScalar(node) &&
    (typeof node.value === 'number' || (node.value !== '' && Number.isFinite(Number(node.value))))
  )
}
