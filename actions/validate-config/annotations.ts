import type { Annotation } from '@ecosystem-actions/core/ports'
import { byPlace, rank } from './order.ts'
import type { Judged, Outcome } from './report-types.ts'

/** The findings worth one of the few places on the lines of a change: the most severe, those on changed lines first, known and suppressed ones never. */
export function bestFindings(
  { findings, changed }: Pick<Outcome, 'findings' | 'changed'>,
  limit: number,
): Judged[] {
  const onChange = (finding: Judged) => (changed.get(finding.file)?.has(finding.line) ? 1 : 0)
  return findings
    .filter(({ suppressed, known }) => !suppressed && !known)
    .sort((a, b) => onChange(b) - onChange(a) || rank(b.severity) - rank(a.severity) || byPlace(a, b))
    .slice(0, limit)
    .sort((a, b) => rank(b.severity) - rank(a.severity))
}

export function annotationOf({ rule, severity, message, hint, file, ...range }: Judged): Annotation {
  const text = hint === '' ? message : `${message} ${hint}`
  const place =
    file === ''
      ? {}
      : {
          file,
          line: range.line,
          endLine: range.endLine,
          // GitHub ignores columns that are not on one line.
          ...(range.line === range.endLine ? { column: range.column, endColumn: range.endColumn } : {}),
        }
  return { level: severity, message: text, title: rule, ...place }
}
