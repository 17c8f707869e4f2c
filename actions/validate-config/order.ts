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

// Rules that exist for what GitHub's parser lets pass, and that see some of what it refuses, too.
const alsoByGitHub: ReadonlySet<string> = new Set([
  'call-input',
  'condition-text',
  'container-credentials',
  'container-image',
  'dispatch-input',
  'duplicate-id',
  'empty-section',
  'exclusive-filters',
  'expression-syntax',
  'job-shape',
  'merge-key',
  'missing-key',
  'schedule-timezone',
  'step-shape',
  'time-limit',
  'unknown-need',
])

const byGitHub: ReadonlySet<string> = new Set(['workflow-syntax', 'action-syntax', 'literal-in-condition'])

/** Two engines that say the same of one place say it once; where GitHub itself refuses a line, our own word for it is left out. */
export function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>()
  const refused = new Set(
    findings.filter(({ rule }) => byGitHub.has(rule)).map(({ file, line }) => `${file}\0${line}`),
  )
  return findings.filter(({ rule, file, line, column, message }) => {
    if (alsoByGitHub.has(rule) && refused.has(`${file}\0${line}`)) return false
    const key = [rule, file, line, column, message].join('\0')
    return !seen.has(key) && seen.add(key)
  })
}
