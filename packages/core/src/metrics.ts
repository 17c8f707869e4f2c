import type { Entry } from './journal.ts'

/** The file that the original scripts wrote; keys are theirs. Times are ISO 8601 in UTC, `success_rate` in per cent. */
export interface RunMetrics {
  start_time: string
  end_time: string
  duration_seconds: number
  repos_scanned: number
  branches_analyzed: number
  prs_created: number
  errors_encountered: number
  success_rate: number
  api_calls_made: number
}

/** How often each `action` of a kind stands in the journal. */
export function countActions(entries: readonly Entry[], kind: Entry['kind']): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const entry of entries) {
    if (entry.kind === kind && entry.action) counts[entry.action] = (counts[entry.action] ?? 0) + 1
  }
  return counts
}

/** Share in per cent with at most two decimals; undefined when there was nothing, because nothing is not success. */
export function percentage(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : Math.round((part / whole) * 10_000) / 100
}
