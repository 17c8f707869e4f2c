import { code, details, escape, fit, link, plural, table } from '@ecosystem-actions/core/markdown'
import { decisive } from './act.ts'
import { conditionTable } from './condition-table.ts'
import type { Condition } from './conditions/condition.ts'
import type { Decision, Outcome, Result } from './outcome.ts'
import { sentence } from './sentence.ts'

const summaryBytes = 900_000

/** The outcome as the page of the run shows it: what was left first, then the doctor, then each pull request. */
export function jobSummary(outcome: Outcome): string {
  const { results } = outcome
  const blocks = [...leftBlock(outcome), ...doctorBlock(outcome), ...overview(results)]
  const single = results.length === 1
  const sections = results.map((result) => (single ? section(result, outcome) : folded(result, outcome)))
  return `${fit([...blocks, ...sections], summaryBytes)}\n`
}

export function leftText({ count, because }: NonNullable<Outcome['left']>): string {
  return count > 0
    ? `${plural(count, 'pull request')} not looked at: ${sentence(because)}`
    : `Stopped before the end: ${because}`
}

function leftBlock({ left }: Outcome): string[] {
  return left ? [`**${escape(leftText(left))}**`] : []
}

function doctorBlock({ doctor }: Outcome): string[] {
  if (!doctor) return []
  if (doctor.length === 0)
    return ['### Doctor', 'The workflow has the triggers, permissions and settings it needs.']
  const rows = doctor.map(({ level, what, fix }) => [level, escape(what, 500), escape(fix, 500)])
  return ['### Doctor', table(['', 'What', 'What to do'], rows)]
}

// Of many pull requests one line each, for a table of twenty conditions each is a page that nobody reads.
function overview(results: readonly Result[]): string[] {
  if (results.length < 2) return []
  const counts = new Map<Decision, number>()
  for (const { decision } of results) counts.set(decision, (counts.get(decision) ?? 0) + 1)
  const rows = results.map((result) => {
    const { number, title, url, decision, reason } = result
    const name = number === undefined ? '' : `${link(`#${number}`, url)} ${escape(title, 80)}`
    return [name, decision, code(reason), escape(decisiveRow(result)?.next ?? '', 300)]
  })
  return [
    `${plural(results.length, 'pull request')}: ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}.`,
    table(['Pull request', 'Decision', 'Reason', 'Next'], rows),
  ]
}

function folded(result: Result, outcome: Outcome): string {
  const { number, title, decision } = result
  return details(`#${number ?? ''} ${title}: ${decision}`, section(result, outcome))
}

function decisiveRow({ conditions, reason }: Result): Condition | undefined {
  return decisive(conditions, reason)
}

function section(result: Result, { dryRun }: Outcome): string {
  const { number, title, url, decision, reason, conditions, problems, warnings, notes } = result
  const name = number === undefined ? 'auto-merge' : `${link(`#${number}`, url)} ${escape(title, 120)}`
  const row = decisiveRow(result)
  const next = row?.next
    ? `**Next:** ${escape(row.next, 500)}${row.who ? ` (${escape(row.who, 200)})` : ''}`
    : ''
  return [
    `### ${name}`,
    `**${decision}** (${code(reason)})${dryRun ? ', a dry run: nothing was written' : ''}. ${escape(withoutNext(result.sentence, row), 1000)}`,
    next,
    ...[...problems, ...warnings].map((problem) => `⚠️ ${escape(problem, 1000)}`),
    ...notes.map((note) => escape(note, 1000)),
    conditions.length > 0 ? conditionTable(conditions) : '',
  ]
    .filter(Boolean)
    .join('\n\n')
}

// The step that comes next has a line of its own here.
function withoutNext(text: string, row: Condition | undefined): string {
  return row?.next ? text.replace(` Next: ${row.next}`, () => '') : text
}
