import { percentage, type RunMetrics } from '@ecosystem-actions/core/metrics'
import { failedRepositories, isProcessed, type Outcome } from './outcome.ts'

/** The original's keys, and what it never told. Every count comes from the journal. */
export interface SyncMetrics extends RunMetrics {
  branches_behind: number
  fast_forwarded: number
  branches_merged: number
  prs_updated: number
  prs_closed: number
  snapshots_deleted: number
  repos_configured: number
  repos_from_state: number
  errors_by_class: Record<string, number>
  repositories_by_status: Record<string, number>
  requests_by_route: Record<string, number>
  retries: number
  /** Hours that the oldest missing commit of a branch has been missing at least, at most, over branches beyond their threshold. */
  hours_behind_total: number
  dry_run: boolean
}

export function metricsOf(outcome: Outcome): SyncMetrics {
  const { entries, repositories, usage, startedAt, endedAt, durationMs } = outcome
  const wrote = (action: string) =>
    entries.filter((entry) => entry.kind === 'wrote' && entry.action === action).length
  const scans = entries.filter(({ kind, action }) => kind === 'read' && action === 'scan')
  const sum = (fact: string) =>
    scans.reduce((total, { facts }) => total + (typeof facts?.[fact] === 'number' ? facts[fact] : 0), 0)
  const failures = entries.filter(({ kind }) => kind === 'failed')
  const failed = failedRepositories(outcome)
  const processed = repositories.filter((repository) => isProcessed(repository, failed)).length
  return {
    start_time: startedAt.toISOString(),
    end_time: endedAt.toISOString(),
    duration_seconds: Math.round(durationMs) / 1000,
    repos_scanned: sum('scanned'),
    branches_analyzed: sum('branches'),
    prs_created: wrote('open-pull-request'),
    errors_encountered: failures.length,
    success_rate: percentage(processed, repositories.length) ?? 0,
    api_calls_made: usage.requests,
    branches_behind: sum('behind'),
    fast_forwarded: wrote('fast-forward'),
    branches_merged: wrote('merge'),
    prs_updated: wrote('update-pull-request'),
    prs_closed: wrote('close-pull-request'),
    snapshots_deleted: wrote('delete-snapshot'),
    repos_configured: repositories.length,
    repos_from_state: sum('fromState'),
    errors_by_class: countBy(
      failures.map(({ facts, action }) =>
        typeof facts?.['class'] === 'string' ? facts['class'] : (action ?? 'other'),
      ),
    ),
    repositories_by_status: countBy(repositories.map(({ status }) => status)),
    requests_by_route: { ...usage.byRoute },
    retries: usage.retries,
    hours_behind_total: Math.round(sum('hoursBehind') * 10) / 10,
    dry_run: outcome.dryRun,
  }
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
