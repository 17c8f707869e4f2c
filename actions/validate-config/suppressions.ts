import { didYouMean } from '@ecosystem-actions/core/suggest'
import type { Finding } from './finding.ts'
import type { Judged } from './report-types.ts'

/** `# validate-config: ignore[rule, rule] reason`, with `until 2027-01-31` anywhere in the reason. */
export interface Suppression {
  file: string
  /** Where the comment stands. */
  line: number
  column: number
  endColumn: number
  /** The line whose findings it suppresses. */
  target: number
  rules: string[]
  reason: string
  until: string | undefined
  /** What is wrong with the comment itself; it then suppresses nothing. */
  problem: { rule: string; message: string; hint: string } | undefined
}

const comment = /(?:^|\s)(#\s*validate-config\b.*)$/i
const shape = /^#\s*validate-config\s*:\s*ignore\s*\[([^\]]*)\]\s*(.*)$/i

/** Reads the comments of one file. A comment alone on its line speaks of the next line that is not a comment. */
export function suppressionsIn(file: string, text: string, known: ReadonlySet<string>): Suppression[] {
  if (!/validate-config/i.test(text)) return []
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, index) => {
    const [, found] = comment.exec(line) ?? []
    if (found === undefined) return []
    const column = line.length - found.length + 1
    const alone = line.slice(0, column - 1).trim() === ''
    const target = alone ? nextLine(lines, index) : index + 1
    const place = { file, line: index + 1, column, endColumn: line.length + 1, target }
    return [{ ...place, ...read(found, known) }]
  })
}

function nextLine(lines: readonly string[], index: number): number {
  const next = lines.findIndex((line, at) => at > index && line.trim() !== '' && !/^\s*#/.test(line))
  return next < 0 ? index + 1 : next + 1
}

function read(
  found: string,
  known: ReadonlySet<string>,
): Omit<Suppression, 'file' | 'line' | 'column' | 'endColumn' | 'target'> {
  const [whole, list = '', tail = ''] = shape.exec(found) ?? []
  const rules = list
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean)
  const until = /\buntil\s+(\d{4}-\d{2}-\d{2})\b/i.exec(tail)?.[1]
  const reason = tail.trim()
  const described = reason.replace(/\buntil\s+\S+/i, '').replace(/[\s\p{P}]+/gu, '')
  return {
    rules,
    reason,
    until,
    problem:
      whole === undefined || rules.length === 0
        ? unreadable()
        : problemOf(rules, { described, until, tail }, known),
  }
}

function unreadable(): Suppression['problem'] {
  return {
    rule: 'suppression-unknown',
    message: 'This comment suppresses nothing: it cannot be read.',
    hint: 'Write "# validate-config: ignore[rule-id] reason".',
  }
}

function problemOf(
  rules: readonly string[],
  { described, until, tail }: { described: string; until: string | undefined; tail: string },
  known: ReadonlySet<string>,
): Suppression['problem'] {
  const unknown = rules.find((id) => !known.has(id))
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, known) || 'The rules are listed in docs/rules.md.'
    return {
      rule: 'suppression-unknown',
      message: `There is no rule ${JSON.stringify(unknown.slice(0, 60))}, so this comment suppresses nothing.`,
      hint,
    }
  }
  if (/\buntil\b/i.test(tail) && until !== undefined && Number.isNaN(Date.parse(until))) {
    return {
      rule: 'suppression-unknown',
      message: `${until} is not a date, so this comment suppresses nothing.`,
      hint: 'Write until 2027-01-31.',
    }
  }
  if (described !== '') return undefined
  return {
    rule: 'suppression-reason',
    message: 'This comment gives no reason, so it suppresses nothing.',
    hint: 'Say why after the bracket: "# validate-config: ignore[rule-id] the reason".',
  }
}

interface Applied {
  findings: Judged[]
  /** About the comments themselves: without reason, misspelt, expired, unused. */
  problems: Finding[]
}

/** Marks what the comments suppress. `today` is YYYY-MM-DD; a comment holds through its last day. `off` are the rules that did not run. */
export function applySuppressions(
  findings: readonly Judged[],
  suppressions: readonly Suppression[],
  { today, off }: { today: string; off: ReadonlySet<string> },
): Applied {
  const used = new Map<Suppression, Set<string>>()
  const active = suppressions.filter(
    ({ problem, until }) => !problem && (until === undefined || until >= today),
  )
  const judged = findings.map((finding) => {
    const by = active.find(
      ({ file, target, rules }) =>
        file === finding.file && target === finding.line && rules.includes(finding.rule),
    )
    if (!by || finding.rule === 'internal-error') return finding
    used.set(by, (used.get(by) ?? new Set()).add(finding.rule))
    return { ...finding, suppressed: { reason: by.reason, ...(by.until ? { until: by.until } : {}) } }
  })
  const problems = suppressions.flatMap((one) => {
    if (one.problem) return [about(one, one.problem)]
    if (!active.includes(one)) return [about(one, expired(one))]
    const idle = one.rules.filter((id) => !used.get(one)?.has(id) && !off.has(id))
    return idle.length > 0 ? [about(one, unused(idle))] : []
  })
  return { findings: judged, problems }
}

function expired({ until }: Suppression): NonNullable<Suppression['problem']> {
  return {
    rule: 'suppression-expired',
    message: `This suppression ended on ${until}.`,
    hint: 'Repair what it hid, or give it a new date and reason.',
  }
}

function unused(rules: readonly string[]): NonNullable<Suppression['problem']> {
  return {
    rule: 'suppression-unused',
    message: `Nothing is found here by ${rules.join(', ')}.`,
    hint: 'Remove the comment, or the rule from its list.',
  }
}

function about(
  { file, line, column, endColumn }: Suppression,
  problem: NonNullable<Suppression['problem']>,
): Finding {
  return { severity: 'warning', file, line, column, endLine: line, endColumn, ...problem }
}
