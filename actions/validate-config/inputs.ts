import { boolean, choice, count, parsed, secret, text } from '@ecosystem-actions/core/inputs'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import { z } from 'zod'
import { severities, type Severity } from './finding.ts'
import { parsePinPolicy } from './pin-policy.ts'

/** Paths or globs; `given` is false while they are the default, whose globs may match nothing. */
export interface Patterns {
  patterns: string[]
  given: boolean
}

export type SeverityChoice = Severity | 'off'
export type FailOn = Severity | 'never'
export type TitleRule = { kind: 'off' } | { kind: 'conventional' } | { kind: 'pattern'; pattern: RegExp }

const patterns = (fallback: string) =>
  parsed<Patterns>((raw) => ({ patterns: items(raw), given: raw.trim() !== fallback.trim() }), {
    default: fallback,
  })

/** Lines, and commas outside braces: `*.{yml,yaml}` is one glob. */
function items(raw: string): string[] {
  return raw
    .split(/\r?\n/)
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => line.split(/,(?![^{]*\})/))
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

const environmentNames = parsed<string[]>((raw, refuse) => {
  const names = items(raw).flatMap((item) => item.split(/\s+/))
  const wrong = names.filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
  if (wrong.length > 0)
    return refuse(
      `holds names that no environment variable can have: ${wrong.map((name) => JSON.stringify(name.slice(0, 60))).join(', ')}.`,
    )
  return [...new Set(names)]
})

const title = parsed<TitleRule>(
  (raw, refuse) => {
    const word = raw.trim()
    if (word === 'off' || word === 'conventional') return { kind: word }
    try {
      return { kind: 'pattern', pattern: new RegExp(word, 'u') }
    } catch (error) {
      return refuse(`must be off, conventional, or a regular expression: ${(error as Error).message}.`)
    }
  },
  { default: 'off' },
)

// Whether the rules exist is asked later: the catalogue comes with the engines, which load only when there is something to do.
const chosenSeverities = parsed<Map<string, SeverityChoice>>((raw, refuse) => {
  const choices: readonly SeverityChoice[] = ['off', ...severities]
  const found = new Map<string, SeverityChoice>()
  const problems: string[] = []
  for (const line of raw.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const [, id = '', word = ''] = /^([^:\s]+)\s*:\s*(\S*)$/.exec(line) ?? []
    const severity = choices.find((choice) => choice === word)
    if (id === '') problems.push(`${shown(line)} is not written as rule-id: severity`)
    else if (id === 'internal-error')
      problems.push('internal-error cannot be changed: a broken check must be seen')
    else if (!severity)
      problems.push(
        `${shown(word)} (of ${id}) is not one of ${choices.join(', ')}. ${didYouMean(word, choices)}`.trim(),
      )
    else if (found.has(id)) problems.push(`${id} is named twice`)
    else found.set(id, severity)
  }
  return problems.length > 0 ? refuse(`is not right: ${problems.join('; ')}.`) : found
})

function shown(word: string): string {
  return JSON.stringify(word.slice(0, 60))
}

export const defaultPinPolicy = '*: sha\nactions/*: ref\ngithub/*: ref'

export const Inputs = z.strictObject({
  config: patterns('config/ecosystem-repos.json'),
  workflows: patterns('.github/workflows/*.{yml,yaml}'),
  'action-metadata': patterns('action.{yml,yaml}\n**/action.{yml,yaml}'),
  'required-env': environmentNames,
  'required-files': parsed<string[]>(items),
  'branch-protection': text(),
  'pr-title': title,
  rules: chosenSeverities,
  'fail-on': choice([...severities, 'never'] as const, { default: 'error' }),
  baseline: text(),
  'update-baseline': boolean({ default: 'false' }),
  'sarif-file': text(),
  'report-file': text({ default: 'validate_report.json' }),
  'check-repositories': boolean({ default: 'false' }),
  'pin-policy': parsed(parsePinPolicy, { default: defaultPinPolicy }),
  annotations: count({ default: '10', min: 0, max: 30 }),
  'github-token': secret(),
})

export type Options = z.output<typeof Inputs>
