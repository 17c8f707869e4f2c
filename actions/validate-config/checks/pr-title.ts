import { clip, plain } from '@ecosystem-actions/core/markdown'
import { didYouMean } from '@ecosystem-actions/core/suggest'
import type { Finding } from '../finding.ts'
import type { TitleRule } from '../inputs.ts'

// https://www.conventionalcommits.org/en/v1.0.0/ with the types of its most used preset.
const types = ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test']

/** Titles are at most 256 characters on GitHub; a pattern of the user is not tried on more. */
const longest = 1000

/** What is wrong with the title of the pull request. `title` is hostile. */
export function checkTitle(title: string, rule: TitleRule): Finding[] {
  const problem = rule.kind === 'conventional' ? conventionalProblem(title) : patternProblem(title, rule)
  if (problem === undefined) return []
  return [
    {
      rule: 'pr-title',
      severity: 'error',
      message: `The title of the pull request ${problem.message}: ${JSON.stringify(clip(plain(title), 100))}.`,
      hint: problem.hint,
      file: '',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    },
  ]
}

interface Problem {
  message: string
  hint: string
}

const form = 'Write "type(scope): description", for example "fix(login): keep the session".'

function conventionalProblem(title: string): Problem | undefined {
  const colon = /^(?<type>[^\s:()!]*)(?<scope>\([^()]*\))?(?<breaking>!)?:(?<space>\s*)(?<text>.*)$/su.exec(
    title,
  )
  const { type = '', scope, space = '', text = '' } = colon?.groups ?? {}
  if (!colon) return { message: 'has no type', hint: form }
  if (type === '') return { message: 'has no type before the colon', hint: form }
  // Implementors must not treat the units as case sensitive (item 15 of the specification).
  if (!types.includes(type.toLowerCase())) {
    const meant = didYouMean(type, types)
    return {
      message: `has the type ${JSON.stringify(clip(plain(type), 40))}, which is not known`,
      hint: meant || `The types are ${types.join(', ')}.`,
    }
  }
  if (scope !== undefined && scope.slice(1, -1).trim() === '')
    return { message: 'has an empty scope', hint: 'Name the scope, or leave the parentheses out.' }
  if (text.trim() === '') return { message: 'has no description', hint: form }
  if (space !== ' ') return { message: 'needs exactly one space after the colon', hint: form }
  return undefined
}

function patternProblem(title: string, rule: TitleRule): Problem | undefined {
  if (rule.kind !== 'pattern' || rule.pattern.test(title.slice(0, longest))) return undefined
  return { message: 'does not match the pattern', hint: `The pattern is ${clip(rule.pattern.source, 200)}` }
}
