import type { CheckResult } from './check.ts'
import { percentOf, type OkShare, type OkShares } from './trend/ok-share.ts'
import { totalsOf, type Outcome } from './outcome.ts'

/** The report in the shape of the original script, so that what read it goes on reading it. */
export function reportJson(
  outcome: Pick<Outcome, 'timestamp' | 'results' | 'metrics' | 'shares'>,
): Record<string, unknown> {
  const totals = totalsOf(outcome.results)
  const line = ({ name, message }: CheckResult) => `${name}: ${message}`
  return {
    timestamp: outcome.timestamp,
    healthy: totals.healthy,
    checks: outcome.results.map((result) => ({
      ...checkJson(result),
      ...sharesJson(outcome.shares.get(result.name)),
    })),
    warnings: outcome.results.filter(({ status }) => status === 'warning').map(line),
    errors: outcome.results.filter(({ status }) => status === 'error').map(line),
    metrics: outcome.metrics,
    summary: {
      total_checks: totals.total,
      passed: totals.passed,
      warnings: totals.warnings,
      errors: totals.errors,
    },
  }
}

function checkJson({
  name,
  status,
  message,
  timestamp,
  kind,
  durationMs,
  reason,
  evidence,
  fix,
  attempts,
}: CheckResult): Record<string, unknown> {
  return {
    name,
    status,
    message,
    timestamp,
    kind,
    duration_ms: durationMs,
    ...(reason ? { reason } : {}),
    ...(evidence || fix || attempts > 1
      ? { evidence: { ...evidence, ...(attempts > 1 ? { attempts } : {}), ...(fix ? { fix } : {}) } }
      : {}),
  }
}

/** Beside what the original has: how the check fared lately, by the history. */
function sharesJson(shares: OkShares | undefined): Record<string, unknown> {
  if (!shares) return {}
  const one = (share: OkShare) => ({ percent: percentOf(share), ok: share.ok, runs: share.runs })
  return { ok_share: { last_7_days: one(shares.days7), last_30_days: one(shares.days30) } }
}

const healthWords = { ok: 'pass', warning: 'warn', error: 'fail' } as const

/** The same as application/health+json: https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06 */
export function healthJson({
  results,
  timestamp,
  requests,
}: Pick<Outcome, 'results' | 'timestamp' | 'requests'>): Record<string, unknown> {
  const totals = totalsOf(results)
  const word = totals.status === 'unknown' ? 'warn' : healthWords[totals.status]
  return {
    status: totals.healthy || word !== 'pass' ? word : 'fail',
    version: '1',
    description: 'Health of the automation',
    output: totals.errors > 0 ? `${totals.errors} of ${totals.total} checks are errors.` : '',
    notes: [`${requests} requests to GitHub at ${timestamp}`],
    checks: Object.fromEntries(
      results.map((result) => [
        `${result.name}:${result.kind}`,
        [
          {
            status: healthWords[result.status],
            componentType: result.kind,
            observedValue: result.durationMs,
            observedUnit: 'ms',
            time: result.timestamp,
            ...(result.status === 'ok' ? {} : { output: result.message }),
          },
        ],
      ]),
    ),
  }
}

/** `automation_health.json` → `automation_health.health.json`. */
export function besideReport(report: string, what: 'health' | 'history'): string {
  return `${report.replace(/\.json$/i, '')}.${what}.json`
}
