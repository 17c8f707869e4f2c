import type { Report } from '@ecosystem-actions/core/action'
import { code, details, escape, fenced, fit, plural, table } from '@ecosystem-actions/core/markdown'
import type { Annotation } from '@ecosystem-actions/core/ports'
import type { CheckResult } from './check.ts'
import type { Options } from './inputs.ts'
import { shareWords, type OkShares } from './trend/ok-share.ts'
import { totalsOf, type Outcome, type Totals } from './outcome.ts'
import { sparkline } from './trend/spark-line.ts'
import { timesChart } from './trend/times-chart.ts'

const icons = { ok: '✅', warning: '⚠️', error: '❌' } as const

/** Verdict first, then what is wrong with its evidence and its fix, then all checks. */
export function report(outcome: Outcome, options: Options): Report {
  const totals = totalsOf(outcome.results)
  const lost = outcome.unwritten.map((why) => `The report is not complete: ${why}`)
  const failure = [failureOf(totals, options), ...lost].filter(Boolean).join(' ')
  const flapping = outcome.stories.filter(({ state }) => state === 'flapping').map(({ name }) => name)
  return {
    outputs: {
      healthy: totals.healthy,
      status: totals.status,
      errors: totals.errors,
      warnings: totals.warnings,
      'report-path': outcome.reportPath,
      'history-path': outcome.historyPath,
      'issue-number': outcome.issue.number ?? '',
      flapping: flapping.join(', '),
    },
    summary: summary(outcome, totals),
    annotations: annotations(outcome),
    log: [
      ...outcome.results.map(({ status, name, message }) => `${status.padEnd(7)} ${name}: ${message}`),
      ...outcome.notices,
      ...issueLine(outcome),
      verdictLine(totals),
      ...lost,
    ],
    ...(failure ? { failure } : {}),
  }
}

function failureOf(totals: Totals, { 'fail-on': failOn }: Options): string | undefined {
  if (failOn === 'never') return undefined
  if (totals.errors > 0) return verdictLine(totals)
  if (!totals.checkedSomething) return nothingChecked
  return failOn === 'warning' && totals.warnings > 0 ? verdictLine(totals) : undefined
}

const nothingChecked =
  'Nothing was checked, so nothing is known to be healthy. Name what to check, for example with `required-files`, `endpoints` or `workflows`.'

function verdictLine(totals: Totals): string {
  if (totals.status === 'unknown')
    return totals.total === 0
      ? nothingChecked
      : `Not known: ${noneOf(totals.total)} said anything about the automation. ${nothingChecked}`
  const counts = `${totals.passed} of ${plural(totals.total, 'check')} passed, ${plural(totals.warnings, 'warning')}, ${plural(totals.errors, 'error')}`
  return `${totals.healthy ? 'Healthy' : 'Not healthy'}: ${counts}.`
}

const noneOf = (total: number) => (total === 1 ? 'no check' : `none of ${plural(total, 'check')}`)

function issueLine({ issue, dryRun }: Outcome): string[] {
  if (issue.did.length === 0) return []
  return [`Issue: ${dryRun ? 'would ' : ''}${issue.did.join(', ')}.`]
}

function annotations({ results, notices }: Outcome): Annotation[] {
  const bad = results.filter(({ status }) => status !== 'ok')
  const found = bad.map((result): Annotation => {
    const message = [result.message, result.fix].filter(Boolean).join(' ')
    return { level: result.status === 'error' ? 'error' : 'warning', title: result.name, message }
  })
  const rank = { error: 0, warning: 1, notice: 2 }
  return [
    ...found.sort((a, b) => rank[a.level] - rank[b.level]),
    ...notices.map((message): Annotation => ({ level: 'notice', message })),
  ]
}

function summary(outcome: Outcome, totals: Totals): string {
  const { results, notices } = outcome
  const mark = totals.status === 'unknown' ? '❔' : icons[totals.status]
  const errors = results.filter(({ status }) => status === 'error')
  const warnings = results.filter(({ status }) => status === 'warning')
  const blocks = [
    `## ${mark} ${escape(verdictLine(totals), 500)}`,
    ...outcome.unwritten.map((why) => `**The report is not complete:** ${escape(why, 500)}`),
    ...(outcome.dryRun ? ['*Dry run: neither the history nor the issue was changed.*'] : []),
    ...[...errors, ...warnings].map(trouble),
    ...(results.length > 0 ? ['### All checks', ...tables(outcome)] : []),
    ...timesChart(results),
    ...(notices.length > 0 ? [notices.map((notice) => `- ${escape(notice, 500)}`).join('\n')] : []),
    ...issueLine(outcome).map((line) => escape(line, 500)),
  ]
  return `${fit(blocks, 900_000)}\n`
}

function trouble(result: CheckResult): string {
  const { status, name, message, fix, reason, evidence } = result
  const lines = [
    `### ${icons[status]} ${escape(name, 150)}`,
    escape(message, 600),
    ...(fix ? [`**What to do:** ${escape(fix, 400)}`] : []),
    ...(evidence
      ? [
          details(
            `Evidence${reason ? ` (${reason})` : ''}`,
            fenced(JSON.stringify(evidence, null, 2), 'json', 4000),
          ),
        ]
      : []),
  ]
  return lines.join('\n\n')
}

const sharesOf = (shares: OkShares | undefined) => [shareWords(shares?.days7), shareWords(shares?.days30)]

const rowsPerTable = 200

// Tables of limited size, so that the limit of a summary drops the last of them and not all.
function tables({ results, stories, shares }: Outcome): string[] {
  // A column that says nothing of any check only makes the others narrow.
  const restless = stories.some(({ state }) => state !== 'ok')
  const byName = new Map(stories.map((story) => [story.name, story]))
  const rows = results.map((result) => {
    const story = byName.get(result.name)
    const quiet = story?.suppressed ? ' (maintenance)' : ''
    return [
      `${icons[result.status]} ${result.status}`,
      code(result.name, 120),
      `${escape(result.message, 300)}${quiet}`,
      `${result.durationMs} ms`,
      sparkline(story?.recent ?? []),
      ...(shares.size > 0 ? sharesOf(shares.get(result.name)) : []),
      ...(restless ? [story && story.state !== 'ok' ? story.state : ''] : []),
    ]
  })
  const lately = shares.size > 0 ? ['OK in 7 days', 'OK in 30 days'] : []
  const head = [
    'Status',
    'Check',
    'Message',
    'Time',
    'Last 14 runs',
    ...lately,
    ...(restless ? ['State'] : []),
  ]
  return Array.from({ length: Math.ceil(rows.length / rowsPerTable) }, (_, n) =>
    table(head, rows.slice(n * rowsPerTable, (n + 1) * rowsPerTable)),
  )
}
