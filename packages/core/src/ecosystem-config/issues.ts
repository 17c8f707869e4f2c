import type { z } from 'zod'
import type { DocumentPath } from '../document/ranges.ts'
import { knownConfigKeys } from '../ecosystem-config.ts'
import { didYouMean } from '../suggest.ts'

export type ConfigRule =
  | 'config-syntax'
  | 'config-duplicate-key'
  | 'config-required'
  | 'config-type'
  | 'config-range'
  | 'config-value'
  | 'config-repository'
  | 'config-duplicate-repository'
  | 'config-unknown-key'
  | 'config-categories'

export interface ExplainedIssue {
  rule: ConfigRule
  severity: 'error' | 'warning'
  message: string
  hint: string
  path: DocumentPath
  part: 'key' | 'value'
}

type Issue = z.core.$ZodIssue

/** A zod issue in words for the author of the file. `above` is the path of the value that the issue's path starts from, `keysAt` the keys that an object may have. */
export function explainIssue(
  issue: Issue,
  above: DocumentPath,
  keysAt: (path: DocumentPath) => string[] = knownConfigKeys,
): ExplainedIssue[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  if (issue.code === 'invalid_union') return explainUnion(issue, path, keysAt)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, keysAt))
  const error = { severity: 'error' as const, hint: '', path, part: 'value' as const }
  const name = nameOf(path)
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) {
        return [{ ...error, rule: 'config-required', message: `${name} is required.` }]
      }
      return [
        {
          ...error,
          rule: 'config-type',
          message: `${name} must be ${typeName(issue.expected)}, not ${shown(issue.input)}.`,
        },
      ]
    case 'too_small':
    case 'too_big':
      return [{ ...error, ...outOfRange(issue, name) }]
    case 'invalid_value': {
      const words = issue.values.map(String)
      const hint = typeof issue.input === 'string' ? didYouMean(issue.input, words) : ''
      const message = `${name} must be one of ${words.join(', ')}, not ${shown(issue.input)}.`
      return [{ ...error, rule: 'config-value', message, hint }]
    }
    case 'custom': {
      const about = typeof issue.input === 'string' ? shown(issue.input) : name
      const repository = issue.params?.['rule'] === 'repository'
      const hint = repository ? 'Write owner/name, for example octo-org/web.' : ''
      const rule = repository ? 'config-repository' : 'config-value'
      return [{ ...error, rule, message: `${about}: ${issue.message}`, hint }]
    }
    default:
      return [{ ...error, rule: 'config-value', message: `${name}: ${issue.message}.` }]
  }
}

// The only union: a repository is a text or an object. The branch of the value's own type has the useful issues.
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: DocumentPath,
  keysAt: (path: DocumentPath) => string[],
): ExplainedIssue[] {
  const { input } = issue
  const branch =
    typeof input === 'string'
      ? 0
      : typeof input === 'object' && input && !Array.isArray(input)
        ? 1
        : undefined
  const issues = branch === undefined ? undefined : issue.errors[branch]
  if (issues)
    return issues.flatMap((inner) =>
      explainIssue({ ...inner, input: inner.input ?? valueAt(input, inner.path) } as Issue, path, keysAt),
    )
  const message = `${nameOf(path)} must be a text owner/name or an object, not ${shown(input)}.`
  return [{ rule: 'config-type', severity: 'error', message, hint: '', path, part: 'value' }]
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, step) => (node as Record<PropertyKey, unknown> | undefined)?.[step],
    value,
  )
}

function unknownKey(
  key: string,
  path: DocumentPath,
  keysAt: (path: DocumentPath) => string[],
): ExplainedIssue {
  const hint = didYouMean(key, keysAt(path))
  return {
    rule: 'config-unknown-key',
    // A key that resembles a known one is a mistake whose value is lost; any other may be meant for another program.
    severity: hint === '' ? 'warning' : 'error',
    message: `Key ${JSON.stringify(key)} is not known${path.length > 0 ? ` in ${nameOf(path)}` : ''}.`,
    hint: hint || 'Remove it, or keep it if another program reads it.',
    path: [...path, key],
    part: 'key',
  }
}

type Bound = Extract<Issue, { code: 'too_small' | 'too_big' }>

function outOfRange(issue: Bound, name: string): Pick<ExplainedIssue, 'rule' | 'message'> {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum
  const side = issue.code === 'too_small' ? 'at least' : 'at most'
  const rule = 'config-range' as const
  if (issue.origin === 'array')
    return { rule, message: `${name} must have ${side} ${limit} ${limit === 1 ? 'entry' : 'entries'}.` }
  if (issue.origin === 'string')
    return {
      rule,
      message: `${name} must have ${side} ${limit} ${limit === 1 ? 'character' : 'characters'}.`,
    }
  return { rule, message: `${name} must be ${side} ${limit}, not ${shown(issue.input)}.` }
}

const typeNames: Record<string, string> = {
  int: 'an integer',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function typeName(expected: string): string {
  return typeNames[expected] ?? expected
}

function nameOf(path: DocumentPath): string {
  if (path.length === 0) return 'The file'
  const text = path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('')
  return JSON.stringify(text)
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
