import { z } from 'zod'
import { UserError, UserErrors } from './errors.ts'
import type { Runner } from './ports.ts'
import { repositoryProblem } from './repository.ts'
import { didYouMean } from './suggest.ts'

/**
 * Pieces for an action's `inputs.ts`. Every piece takes the raw text of the input; an empty text means "not given" and takes the default.
 * The default is the text written in action.yml, so that a test can hold the two against each other.
 */
interface Declared {
  default?: string
  required?: boolean
}

export interface InputMeta {
  default: string
  required: boolean
  secret: boolean
}

type Parse<T> = (text: string, refuse: (message: string) => never) => T

class Refusal extends Error {}

function piece<T>(parse: Parse<T>, declared: Declared & { secret?: boolean } = {}) {
  const { default: fallback = '', required = false, secret = false } = declared
  const meta: InputMeta = { default: fallback, required, secret }
  return z
    .string()
    .default('')
    .transform((raw, context): T => {
      const given = trim(raw) === '' ? fallback : raw
      if (required && trim(given) === '') {
        context.addIssue({ code: 'custom', message: 'is required.' })
        return z.NEVER
      }
      try {
        return parse(given, (message) => {
          throw new Refusal(message)
        })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        context.addIssue({ code: 'custom', message: error.message })
        return z.NEVER
      }
    })
    .meta({ ...meta })
}

// Only ASCII white space: a branch name may hold others, and trimming them would make it another branch.
function trim(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}

/** Trimmed text; '' when not given. */
export const text = (declared?: Declared) => piece((raw) => trim(raw), declared)

/** Like `text`, masked in the log together with its derived forms, and never shown in an error. */
export const secret = (declared?: Declared) => piece((raw) => trim(raw), { ...declared, secret: true })

/** One item per line, trimmed; empty lines and `#` comment lines are left out. */
export const lines = (declared?: Declared & { secret?: boolean }) => piece(splitLines, declared)

/** Items separated by lines or commas. Only `# text` is a comment: a label or a branch may begin with `#`. */
export const list = (declared?: Declared) =>
  piece(
    (raw) =>
      raw
        .split(/\r?\n/)
        .filter((line) => !/^\s*#(?:\s|$)/.test(line))
        .flatMap((line) => line.split(',').map(trim).filter(Boolean)),
    declared,
  )

function splitLines(raw: string): string[] {
  return raw
    .split(/\r?\n/)
    .map(trim)
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** YAML 1.2 core booleans, as `core.getBooleanInput` takes them. */
export const boolean = (declared?: Declared) =>
  piece((raw, refuse) => {
    const word = trim(raw)
    if (['true', 'True', 'TRUE'].includes(word)) return true
    if (['false', 'False', 'FALSE', ''].includes(word)) return false
    return refuse(`must be true or false, not ${shown(word)}.`)
  }, declared)

interface Bounds {
  min?: number
  max?: number
}

export const integer = ({ min = 0, max = Number.MAX_SAFE_INTEGER, ...declared }: Declared & Bounds) =>
  piece((raw, refuse) => {
    const word = trim(raw)
    if (word === '') return undefined
    const value = Number(word)
    if (!/^[+-]?\d+$/.test(word) || !Number.isSafeInteger(value))
      return refuse(`must be a whole number, not ${shown(word)}.`)
    return within(value, { min, max }, refuse)
  }, declared)

export const number = ({ min = -Number.MAX_VALUE, max = Number.MAX_VALUE, ...declared }: Declared & Bounds) =>
  piece((raw, refuse) => {
    const word = trim(raw)
    if (word === '') return undefined
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return refuse(`must be a number, not ${shown(word)}.`)
    return within(Number(word), { min, max }, refuse)
  }, declared)

function within(value: number, { min, max }: Required<Bounds>, refuse: (message: string) => never): number {
  const open = max >= Number.MAX_SAFE_INTEGER
  const allowed = open ? `${min} or more` : `from ${min} to ${max}`
  return value < min || value > max ? refuse(`must be ${allowed}, not ${value}.`) : value
}

/** An integer that is always there, because it has a default or is required. */
export const count = (declared: { default: string } & Bounds) =>
  integer(declared)
    .transform((value) => value ?? Number(declared.default))
    .meta({ default: declared.default, required: false, secret: false })

/** A number that is always there. */
export const amount = (declared: { default: string } & Bounds) =>
  number(declared)
    .transform((value) => value ?? Number(declared.default))
    .meta({ default: declared.default, required: false, secret: false })

/** One of the given words. */
export const choice = <const W extends string>(words: readonly W[], declared: { default: NoInfer<W> }) =>
  piece((raw, refuse) => {
    const word = trim(raw)
    const found = words.find((candidate) => candidate === word)
    return (
      found ??
      refuse(`must be one of ${words.join(', ')}, not ${shown(word)}. ${didYouMean(word, words)}`.trim())
    )
  }, declared)

/** `owner/name`; '' when not given. */
export const repository = (declared?: Declared) =>
  piece((raw, refuse) => {
    const word = trim(raw)
    const problem = word === '' ? undefined : repositoryProblem(word)
    return problem ? refuse(`${problem}, not ${shown(word)}.`) : word
  }, declared)

/** Anything else: `parse` calls `refuse` with a sentence that continues `Input "x" …`. */
export const parsed = <T>(parse: Parse<T>, declared?: Declared & { secret?: boolean }) =>
  piece(parse, declared)

function shown(word: string): string {
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 59)}…` : word)
}

export function inputMeta(schema: z.ZodType): InputMeta {
  const meta = schema.meta() as Partial<InputMeta> | undefined
  return { default: meta?.default ?? '', required: meta?.required ?? false, secret: meta?.secret ?? false }
}

/** Masks secrets first, then parses everything; all problems come as one error in the words of the workflow. */
export function readInputs<S extends z.ZodObject>(
  schema: S,
  runner: Runner,
  mask: (secret: string) => void,
): z.output<S> {
  const names = Object.keys(schema.shape)
  const raw = Object.fromEntries(names.map((name) => [name, runner.input(name)]))
  for (const name of names) {
    if (inputMeta(schema.shape[name] as z.ZodType).secret && raw[name]) mask(raw[name])
  }
  const problems = runner
    .inputNames()
    .filter((name) => !names.includes(name))
    .map((name) => unknownInput(name, names))
  const result = schema.safeParse(raw)
  if (!result.success) problems.push(...result.error.issues.map(problemOf))
  if (problems.length > 0) throw new UserErrors(title(problems.length), problems)
  return result.data as z.output<S>
}

function title(count: number): string {
  return count === 1 ? 'An input of this step is not right:' : `${count} inputs of this step are not right:`
}

function unknownInput(name: string, names: readonly string[]): UserError {
  return new UserError(
    `Input ${JSON.stringify(name)} is not known.`,
    didYouMean(name, names) || 'Remove it from `with:`.',
  )
}

function problemOf(issue: z.core.$ZodIssue): UserError {
  const [name = '?'] = issue.path
  return new UserError(`Input "${String(name)}" ${issue.message}`)
}
