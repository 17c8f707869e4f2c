import type { Finding } from './finding.ts'
import { compareWithBaseline, type BaselineEntry } from './baseline.ts'
import { withFingerprints } from './fingerprint.ts'
import type { FailOn, SeverityChoice } from './inputs.ts'
import { byPlace, rank, withoutRepeats } from './order.ts'
import type { Counts, Judged } from './report-types.ts'
import { applySuppressions, suppressionsIn } from './suppressions.ts'

export interface Law {
  severities: ReadonlyMap<string, SeverityChoice>
  known: ReadonlySet<string>
  baseline: readonly BaselineEntry[]
  /** YYYY-MM-DD */
  today: string
  failOn: FailOn
}

export interface Verdict {
  findings: Judged[]
  fixed: BaselineEntry[]
  counts: Omit<Counts, 'files'>
  valid: boolean
  failed: boolean
}

/** From what the engines found to what it means: chosen severities, identities, suppressions, baseline, counts. */
export function judge(found: readonly Finding[], texts: ReadonlyMap<string, string>, law: Law): Verdict {
  const chosen = withSeverities(found, law.severities)
  const lineOf = lineReader(texts)
  const suppressions = [...texts].flatMap(([file, text]) => suppressionsIn(file, text, law.known))
  const off = new Set([...law.severities].filter(([, severity]) => severity === 'off').map(([id]) => id))
  const ordered = withFingerprints(
    withoutRepeats(chosen.map((one) => inside(one, texts, lineOf))).sort(byPlace),
    lineOf,
  )
  const applied = applySuppressions(ordered, suppressions, { today: law.today, off })
  const about = withFingerprints(withSeverities(applied.problems, law.severities).sort(byPlace), lineOf)
  const { findings, fixed } = compareWithBaseline([...applied.findings, ...about].sort(byPlace), law.baseline)
  const shown = findings.filter(({ suppressed }) => !suppressed)
  const count = (severity: Finding['severity']) =>
    shown.filter((finding) => finding.severity === severity).length
  const fresh = shown.filter(({ known }) => !known)
  const reaches = (least: Finding['severity']) => fresh.some(({ severity }) => rank(severity) >= rank(least))
  const valid = !reaches(law.failOn === 'never' ? 'error' : law.failOn)
  return {
    findings,
    fixed,
    counts: {
      errors: count('error'),
      warnings: count('warning'),
      notices: count('notice'),
      new: fresh.length,
      suppressed: findings.length - shown.length,
      fixed: fixed.length,
    },
    valid,
    failed: !valid && (law.failOn !== 'never' || fresh.some(({ rule }) => rule === 'internal-error')),
  }
}

function withSeverities(
  found: readonly Finding[],
  severities: ReadonlyMap<string, SeverityChoice>,
): Finding[] {
  return found.flatMap((finding) => {
    const severity =
      finding.rule === 'internal-error' ? 'error' : (severities.get(finding.rule) ?? finding.severity)
    return severity === 'off' ? [] : [{ ...finding, severity }]
  })
}

type LineOf = (file: string, line: number) => string

function countLines(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

// Parsers place what is missing at the end of a file a step behind it; nobody could show that.
function inside(finding: Finding, texts: ReadonlyMap<string, string>, lineOf: LineOf): Finding {
  const text = texts.get(finding.file)
  if (text === undefined) return finding
  const last = countLines(text)
  const place = (line: number, column: number): [number, number] => {
    const at = Math.min(Math.max(1, line), last)
    const end = lineOf(finding.file, at).length + 1
    return [at, line > last ? end : Math.min(Math.max(1, column), end)]
  }
  const [line, column] = place(finding.line, finding.column)
  const [endLine, endColumn] = place(finding.endLine, finding.endColumn)
  const backwards = endLine < line || (endLine === line && endColumn < column)
  return {
    ...finding,
    line,
    column,
    ...(backwards ? { endLine: line, endColumn: column } : { endLine, endColumn }),
  }
}

function lineReader(texts: ReadonlyMap<string, string>): LineOf {
  const split = new Map<string, string[]>()
  return (file, line) => {
    const text = texts.get(file)
    if (text === undefined) return ''
    const lines = split.get(file) ?? text.replace(/^\uFEFF/, '').split('\n')
    split.set(file, lines)
    return lines[line - 1] ?? ''
  }
}
