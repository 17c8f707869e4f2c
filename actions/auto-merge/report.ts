import type { Report } from '@ecosystem-actions/core/action'
import { code, escape, fit, link, plural, table } from '@ecosystem-actions/core/markdown'
import type { Annotation } from '@ecosystem-actions/core/ports'
import { decisive } from './act.ts'
import { conditionTable } from './condition-table.ts'
import type { Inputs } from './inputs.ts'
import type { Decision, Outcome, Result } from './outcome.ts'
import { sentence } from './sentence.ts'

const summaryBytes = 900_000

// In a sweep the outputs speak of the pull request with which most happened.
const weight: readonly Decision[] = [
  'error',
  'merged',
  'merge',
  'queued',
  'armed',
  'approved',
  'ready',
  'block',
  'wait',
  'skip',
]

/** The outcome in GitHub's forms. */
export function report(outcome: Outcome, inputs: Pick<Inputs, 'fail-on'>): Report {
  const { results, left } = outcome
  const chief = [...results].sort((a, b) => weight.indexOf(a.decision) - weight.indexOf(b.decision))[0]
  const failure = failureOf(results, inputs['fail-on'])
  return {
    outputs: {
      decision: chief?.decision ?? 'skip',
      reason: chief?.reason ?? 'no_pull_request',
      explanation: JSON.stringify(explanation(results)),
      'pull-request': chief?.number === undefined ? '' : String(chief.number),
      'merge-commit-sha': chief?.mergeCommit ?? '',
      'evaluated-sha': chief?.evaluatedSha ?? '',
      requests: outcome.requests,
    },
    summary: `${fit([...leftBlock(outcome), ...overview(results), ...results.map((result) => section(result, outcome)), ...doctorBlock(outcome)], summaryBytes)}\n`,
    annotations: annotations(results, left, failure),
    log: [
      ...results.flatMap(({ sentence, problems, warnings, notes }) => [
        sentence,
        ...problems,
        ...warnings,
        ...notes,
      ]),
      ...(outcome.doctor ?? []).map(({ level, what, fix }) => `doctor: ${level}: ${what} ${fix}`),
    ],
    ...(failure ? { failure } : {}),
  }
}

function explanation(results: readonly Result[]) {
  return results.flatMap(({ number, conditions }) =>
    conditions.map(({ name, state, detail, who, next }) => ({
      ...(results.length > 1 ? { 'pull-request': number } : {}),
      name,
      state,
      detail,
      who,
      next,
    })),
  )
}

function failureOf(results: readonly Result[], failOn: Inputs['fail-on']): string | undefined {
  if (failOn === 'never') return undefined
  const red = results.filter(
    ({ decision, problems }) =>
      decision === 'error' || problems.length > 0 || (failOn === 'blocked' && decision === 'block'),
  )
  const [first] = red
  if (!first) return undefined
  const text =
    first.decision === 'error' || first.problems.length === 0 ? first.sentence : (first.problems[0] ?? '')
  return red.length > 1 ? `${text} (and ${plural(red.length - 1, 'more')} like it)` : text
}

function annotations(
  results: readonly Result[],
  left: Outcome['left'],
  failure: string | undefined,
): Annotation[] {
  const found: Annotation[] = []
  if (left) found.push({ level: 'warning', message: leftText(left) })
  for (const { decision, sentence, problems, warnings } of results) {
    const messages = [...(decision === 'error' ? [sentence] : []), ...problems, ...warnings]
    // The failure is shown as an error by itself.
    found.push(
      ...messages
        .filter((text) => text !== failure)
        .map((message): Annotation => ({ level: 'warning', message })),
    )
  }
  return found
}

function leftText({ count, because }: NonNullable<Outcome['left']>): string {
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

function overview(results: readonly Result[]): string[] {
  if (results.length < 2) return []
  const counts = new Map<Decision, number>()
  for (const { decision } of results) counts.set(decision, (counts.get(decision) ?? 0) + 1)
  return [
    `${plural(results.length, 'pull request')}: ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}.`,
  ]
}

function section(result: Result, { dryRun }: Outcome): string {
  const { number, title, url, decision, reason, conditions, problems, warnings, notes, sentence } = result
  const name = number === undefined ? 'auto-merge' : `${link(`#${number}`, url)} ${escape(title, 120)}`
  const row = decisive(conditions, reason)
  const next = row?.next
    ? `**Next:** ${escape(row.next, 500)}${row.who ? ` (${escape(row.who, 200)})` : ''}`
    : ''
  return [
    `### ${name}`,
    `**${decision}** (${code(reason)})${dryRun ? ', a dry run: nothing was written' : ''}. ${escape(sentence, 1000)}`,
    next,
    ...[...problems, ...warnings].map((problem) => `⚠️ ${escape(problem, 1000)}`),
    ...notes.map((note) => escape(note, 1000)),
    conditions.length > 0 ? conditionTable(conditions) : '',
  ]
    .filter(Boolean)
    .join('\n\n')
}
