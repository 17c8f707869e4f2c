import { severities, type Finding, type Severity } from './finding.ts'

export function rank(severity: Severity): number {
  return severities.indexOf(severity)
}

/** In the order of a reader: by file, then from top to bottom; the more severe first at one place. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    rank(b.severity) - rank(a.severity) ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Two engines that say the same of one place say it once. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ rule, file, line, column, message }) => {
    const key = [rule, file, line, column, message].join('\0')
    return !seen.has(key) && seen.add(key)
  })
}
