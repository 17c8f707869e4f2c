import type { z } from 'zod'

/** What is wrong with one part of a value, after the name of the part: `must be a number, not a text`. */
export function shapeProblem(issue: z.core.$ZodIssue, whole: unknown): string {
  const value = issue.path.reduce<unknown>(
    (part, step) => (part as Record<PropertyKey, unknown> | null | undefined)?.[step],
    whole,
  )
  if (issue.code === 'custom' || issue.code === 'invalid_format') return issue.message.replace(/\.$/, '')
  if (value === undefined) return 'is required'
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_type':
      return wrongType([issue.expected], value)
    case 'invalid_union':
      return wrongUnion(issue, value)
    case 'too_big':
      return `must ${limitWords(issue.origin)} at most ${issue.maximum}`
    case 'too_small':
      return issue.minimum === 1 && !isNumeric(issue.origin)
        ? 'must not be empty'
        : `must ${limitWords(issue.origin)} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
    default:
      return `is not right: ${issue.message}`
  }
}

function wrongUnion({ errors }: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  // Of the alternatives the one that takes values of this type says what is wrong with this one.
  const near = errors.find((branch) =>
    branch.every((inner) => inner.code !== 'invalid_type' || inner.path.length > 0),
  )
  const [first] = near ?? []
  if (first)
    return first.path.length === 0
      ? shapeProblem(first, value)
      : `has an entry that ${shapeProblem(first, value)}`
  return wrongType(
    errors.flatMap((branch) => branch.flatMap((inner) => ('expected' in inner ? [inner.expected] : []))),
    value,
  )
}

function wrongType(expected: readonly string[], value: unknown): string {
  const wanted = [...new Set(expected.map((name) => words[name] ?? name))].join(' or ')
  const quoted = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value.trim())
  const hint = quoted && expected.some(isNumeric) ? `: write ${value.trim()} without quotes` : ''
  return `must be ${wanted}, not ${kindOf(value)}${hint}`
}

const words: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

const isNumeric = (name: string) => name === 'number' || name === 'int'

const limitWords = (origin: string) => (isNumeric(origin) ? 'be' : 'have')

function kindOf(value: unknown): string {
  if (value === null) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a fraction'
  return words[typeof value] ?? typeof value
}
