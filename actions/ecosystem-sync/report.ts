import type { Report } from '@ecosystem-actions/core/action'
import { plural } from '@ecosystem-actions/core/markdown'
import type { Annotation } from '@ecosystem-actions/core/ports'
import type { FailOn, Inputs } from './inputs.ts'
import { metricsOf, type SyncMetrics } from './metrics.ts'
import { failedRepositories, isProcessed, leftBecause, remainingOf, type Outcome } from './outcome.ts'
import { summaryOf } from './summary.ts'

export function report(outcome: Outcome, inputs: Inputs): Report {
  const metrics = metricsOf(outcome)
  const remaining = remainingOf(outcome)
  const failure = failureOf(outcome, inputs['fail-on'])
  return {
    outputs: outputsOf(outcome, metrics, remaining),
    summary: summaryOf(outcome, { metrics, remaining }),
    annotations: annotationsOf(outcome, remaining),
    log: logOf(outcome, metrics),
    ...(failure ? { failure } : {}),
  }
}

function outputsOf({ files, nextDue }: Outcome, metrics: SyncMetrics, remaining: number): Report['outputs'] {
  return {
    'repos-scanned': metrics.repos_scanned,
    'branches-analyzed': metrics.branches_analyzed,
    'branches-behind': metrics.branches_behind,
    'fast-forwarded': metrics.fast_forwarded,
    'prs-created': metrics.prs_created,
    'prs-updated': metrics.prs_updated,
    'errors-encountered': metrics.errors_encountered,
    'success-rate': metrics.success_rate,
    'api-calls-made': metrics.api_calls_made,
    'duration-seconds': metrics.duration_seconds,
    'metrics-file': files.metrics,
    'plan-file': files.plan,
    remaining,
    'next-due': nextDue.toISOString(),
  }
}

function annotationsOf(outcome: Outcome, remaining: number): Annotation[] {
  const { entries, warnings, stopped } = outcome
  const why = leftBecause(outcome, remaining)
  const stop = why ? [stopped ? `Stopped cleanly: ${why}` : why] : []
  // GitHub shows ten a step: one for each cause, not for each place.
  const causes = Map.groupBy(
    entries.filter(({ kind }) => kind === 'failed'),
    ({ because }) => because,
  )
  const problems = [...causes].map(([because, members]) => {
    const subjects = members.slice(0, 5).map(({ subject }) => subject)
    const more = members.length > 5 ? ` and ${members.length - 5} more` : ''
    return `${subjects.join(', ')}${more}: ${because}`
  })
  return [...stop, ...warnings, ...problems].map((message) => ({ level: 'warning', message }))
}

function logOf({ plan, results, dryRun }: Outcome, metrics: SyncMetrics): string[] {
  const notable = plan.filter(({ action }) => action !== 'none').slice(0, 1000)
  const lines = notable.map((item) => {
    const result = results.get(item)
    const done = result
      ? ` -> ${result.kind}${'because' in result ? `: ${result.because}` : ''}`
      : item.deferred
        ? ' -> left for the next run'
        : ''
    return `${item.repository} ${item.branch}: ${dryRun ? 'would ' : ''}${item.action}, ${item.because}${done}`
  })
  const totals = `${plural(metrics.repos_scanned, 'repository', 'repositories')} scanned, ${plural(metrics.branches_analyzed, 'branch', 'branches')} counted, ${metrics.branches_behind} behind, ${plural(metrics.api_calls_made, 'request')}, ${metrics.duration_seconds} s`
  return [...lines, totals]
}

/** Why the step fails, by `fail-on`. A run in which nothing could be looked at is a failure unless the caller asked for none. */
export function failureOf(outcome: Outcome, failOn: FailOn): string | undefined {
  if (failOn.kind === 'never') return undefined
  const { repositories, stopped } = outcome
  const failed = failedRepositories(outcome)
  const looked = repositories.filter(({ status }) => status !== 'left')
  if (looked.length === 0) return stopped ? undefined : 'No repository was looked at.'
  const troubled = looked.filter((repository) => !isProcessed(repository, failed)).length
  const sentence = `${troubled} of ${plural(repositories.length, 'repository', 'repositories')} could not be processed; the summary names each cause.`
  if (troubled === looked.length) return sentence
  if (failOn.kind === 'any') return troubled > 0 ? sentence : undefined
  return failOn.kind === 'share' && troubled / repositories.length > failOn.share ? sentence : undefined
}
