import type { Report } from '@ecosystem-actions/core/action'
import { code, details, escape, fit, plural, table } from '@ecosystem-actions/core/markdown'
import { annotationOf, bestFindings } from './annotations.ts'
import type { Options } from './inputs.ts'
import { byPlace, rank } from './order.ts'
import type { Judged, Outcome } from './report-types.ts'

const rowsPerTable = 100

/** What a run says: annotations, outputs, log and job summary. */
export function report(outcome: Outcome, options: Pick<Options, 'annotations'>): Report {
  const { counts, reportFile, sarifFile, valid, failed } = outcome
  const best = bestFindings(outcome, options.annotations)
  const hidden = counts.new - best.length
  return {
    outputs: {
      valid,
      'errors-count': counts.errors,
      'warnings-count': counts.warnings,
      'notices-count': counts.notices,
      'new-count': counts.new,
      'suppressed-count': counts.suppressed,
      'report-file': reportFile,
      'sarif-file': sarifFile,
    },
    annotations: best.map(annotationOf),
    log: [
      ...outcome.findings.filter(({ suppressed, known }) => !suppressed && !known).map(logLine),
      ...(hidden > 0
        ? [`${plural(hidden, 'finding')} without an annotation; the job summary has them.`]
        : []),
      `${headline(outcome)} Report: ${reportFile}${sarifFile === '' ? '' : `, SARIF: ${sarifFile}`}`,
    ],
    summary: summary(outcome),
    ...(failed ? { failure: headline(outcome) } : {}),
  }
}

function logLine({ file, line, column, severity, rule, message, hint }: Judged): string {
  const place = file === '' ? '' : `${file}:${line}:${column}: `
  return `${place}${severity}: ${message}${hint === '' ? '' : ` ${hint}`} [${rule}]`
}

function headline({ counts, engines }: Outcome): string {
  const parts = [
    plural(counts.errors, 'error'),
    plural(counts.warnings, 'warning'),
    plural(counts.notices, 'notice'),
  ]
  const known = counts.errors + counts.warnings + counts.notices - counts.new
  if (known > 0) parts.push(`${known} of them known`)
  if (counts.suppressed > 0) parts.push(`${counts.suppressed} suppressed`)
  if (counts.fixed > 0) parts.push(`${counts.fixed} fixed since the baseline`)
  const broken = engines.filter(({ status }) => status === 'failed').map(({ name }) => name)
  const health = broken.length > 0 ? ` A check itself failed: ${broken.join(', ')}.` : ''
  return `${parts.join(', ')} in ${plural(counts.files, 'file')}.${health}`
}

function summary(outcome: Outcome): string {
  const { findings, fixed, engines, valid, baselineWritten } = outcome
  const fresh = findings.filter(({ suppressed, known }) => !suppressed && !known).sort(bySeverity)
  const known = findings.filter((finding) => finding.known)
  const suppressed = findings.filter((finding) => finding.suppressed)
  const blocks = [
    `## ${valid ? 'Configuration is valid' : 'Configuration is not valid'}`,
    escape(headline(outcome), 1000),
  ]
  if (baselineWritten !== undefined) blocks.push(`The findings were written to ${code(baselineWritten)}.`)
  for (let at = 0; at < fresh.length; at += rowsPerTable)
    blocks.push(findingsTable(fresh.slice(at, at + rowsPerTable)))
  if (known.length > 0) blocks.push(folded(`${plural(known.length, 'known finding')} (baseline)`, known))
  if (suppressed.length > 0) blocks.push(folded(plural(suppressed.length, 'suppressed finding'), suppressed))
  if (fixed.length > 0) {
    const rows = fixed
      .slice(0, rowsPerTable)
      .map(({ rule, file, message }) => [code(rule), code(file), escape(message)])
    blocks.push(
      details(
        `${plural(fixed.length, 'finding')} fixed since the baseline`,
        table(['Rule', 'File', 'Was'], rows),
      ),
    )
  }
  const health = engines.map(({ name, version, status, because }) => [
    code(name),
    escape(version),
    escape(because === undefined ? status : `${status}: ${because}`),
  ])
  blocks.push(details('What looked at the files', table(['Check', 'Version', 'Result'], health)))
  return `${fit(blocks, 900_000)}\n`
}

function bySeverity(a: Judged, b: Judged): number {
  return rank(b.severity) - rank(a.severity) || byPlace(a, b)
}

function folded(title: string, findings: readonly Judged[]): string {
  const left = findings.length - rowsPerTable
  const more = left > 0 ? `\n\n*${plural(left, 'more')} in the report file.*` : ''
  return details(title, findingsTable(findings.slice(0, rowsPerTable)) + more)
}

function findingsTable(findings: readonly Judged[]): string {
  const rows = findings.map(({ severity, file, line, column, rule, message, hint, suppressed }) => [
    severity,
    file === '' ? '' : code(`${file}:${line}:${column}`),
    escape(suppressed ? `${message} (${suppressed.reason})` : `${message} ${hint}`, 600),
    code(rule),
  ])
  return table(['Severity', 'Where', 'What', 'Rule'], rows)
}
