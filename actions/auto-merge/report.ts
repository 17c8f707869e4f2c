import type { Report } from '@ecosystem-actions/core/action'
import { plural } from '@ecosystem-actions/core/markdown'
import type { Annotation } from '@ecosystem-actions/core/ports'
import type { Inputs } from './inputs.ts'
import { jobSummary, leftText } from './job-summary.ts'
import type { Decision, Outcome, Result } from './outcome.ts'

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
    summary: jobSummary(outcome),
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
