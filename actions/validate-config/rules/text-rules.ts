import { knownSecret } from '@ecosystem-actions/core/redact'
import type { Finding, Range } from '../finding.ts'
import type { Rule } from './rule.ts'
import { withSteps } from './example.ts'

/** A rule on the text of a file, which holds also when the file is no valid YAML. */
export interface TextRule extends Omit<Rule, 'check'> {
  checkText(text: string): Iterable<{ start: number; end: number; message: string }>
}

export const conflictMarker: TextRule = {
  id: 'conflict-marker',
  severity: 'error',
  category: 'workflow',
  title: 'A merge conflict was committed',
  why: 'Conflict markers are no YAML, or worse, they are and both sides stand in the file.',
  example: {
    bad: withSteps('- run: make').replace(
      'on: push\n',
      '<<<<<<< HEAD\non: push\n=======\non: pull_request\n>>>>>>> topic\n',
    ),
    good: withSteps('- run: make'),
  },
  fix: 'Decide for one side and remove the markers.',
  *checkText(text) {
    const marker = /^(?:<{7} \S.*|>{7} \S.*|<{7}$|>{7}$)/gm
    // A line of seven signs alone can be prose in a script; two different markers are a conflict.
    const found = [...text.matchAll(marker)]
    const kinds = new Set(found.map((match) => match[0][0]))
    if (kinds.size < 2) return
    for (const match of found) {
      yield {
        start: match.index,
        end: match.index + match[0].length,
        message: `This is a marker of a merge conflict: ${match[0].slice(0, 7)}`,
      }
    }
  },
}

export const committedSecret: TextRule = {
  id: 'committed-secret',
  severity: 'error',
  category: 'security',
  title: 'A token stands in the file',
  why: 'Everyone who can read the repository has it, also after it was removed: the history keeps it.',
  example: {
    bad: withSteps(
      `- run: ./deploy\n  env:\n    TOKEN: ${['ghp', 'Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7j'].join('_')}`,
    ),
    good: withSteps('- run: ./deploy\n  env:\n    TOKEN: ${{ secrets.DEPLOY_TOKEN }}'),
  },
  fix: 'Revoke the token now, then store a new one as a secret.',
  *checkText(text) {
    // By line, and not without end: a line of nothing but tokens is told by its first few.
    for (const line of text.matchAll(/[^\n]+/g)) {
      let from = 0
      for (let count = 0; count < 5; count++) {
        const found = knownSecret(line[0].slice(from))
        if (!found) break
        const start = from + found.index
        from = start + Math.max(1, found.length)
        if (isPlaceholder(line[0].slice(start, from), found.name)) continue
        const place = { start: line.index + start, end: line.index + from }
        yield { ...place, message: `A ${found.name} stands in the file.` }
      }
    }
  },
}

// Names of variables, expressions and examples take the place of a password in a URL or a header.
function isPlaceholder(value: string, name: string): boolean {
  if (/[$%{}<>]|\*{3}|^x{4,}|(?:example|placeholder|changeme|your)/i.test(value)) return true
  if (/(?:x{8,}|0{8,}|1234567890|abcdefgh)/i.test(value)) return true
  return (
    (name === 'password in URL' || name === 'authorization') &&
    (value.length < 8 ||
      /^(?:password|postgres|secret|root|admin|test|user|guest|mysql|token)\w*$/i.test(value))
  )
}

export const textRules: readonly TextRule[] = [conflictMarker, committedSecret]

/** Runs the rules on a file's text. */
export function runTextRules(path: string, text: string, chosen: readonly TextRule[] = textRules): Finding[] {
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text
  return chosen.flatMap((rule) =>
    [...rule.checkText(clean)].map(({ start, end, message }) => ({
      rule: rule.id,
      severity: rule.severity,
      message,
      hint: rule.fix,
      file: path,
      ...rangeIn(clean, start, end),
    })),
  )
}

function rangeIn(text: string, start: number, end: number): Range {
  const [from, to] = [placeOf(text, start), placeOf(text, end)]
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
