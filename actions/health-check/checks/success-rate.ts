import { z } from 'zod'
import { error, ok, unknown, warning, type CheckKind, type Verdict } from '../check.ts'
import { readMetrics } from '../judgement/metrics-file.ts'

const settings = z.strictObject({
  file: z.string().min(1).default('automation_metrics.json'),
  artifact: z.string().min(1).optional(),
  warning: z.number().min(0).max(100).default(90),
  error: z.number().min(0).max(100).default(70),
})

/** `success_rate` in per cent against the two limits. Only a number is a rate: not "95", not NaN, not 120. */
export function judgeSuccessRate(
  metrics: Record<string, unknown>,
  limits: { from: string; warning: number; error: number },
): Verdict {
  const { from } = limits
  const rate = metrics['success_rate']
  if (typeof rate !== 'number' || !Number.isFinite(rate)) {
    const what =
      rate === undefined
        ? 'has no success_rate'
        : `has a success_rate that is no number: ${JSON.stringify(rate)?.slice(0, 60)}`
    return error('invalid', `${from} ${what}.`, { fix: 'Write success_rate as a number in per cent.' })
  }
  if (rate < 0 || rate > 100)
    return error('invalid', `${from} has a success_rate of ${rate}; per cent are from 0 to 100.`)
  const evidence = { success_rate: rate, warning_below: limits.warning, error_below: limits.error }
  // ecosystem-sync writes 0 when there was nothing to do: that is no failure, and no success either.
  const idle = metrics['repos_scanned'] === 0 && !(Number(metrics['errors_encountered'] ?? 0) > 0)
  if (rate === 0 && idle)
    return unknown(
      'nothing_done',
      `${from} tells of a run that scanned nothing, so its success_rate says nothing.`,
      {
        evidence,
        fix: 'See whether the automation had something to do.',
      },
    )
  const fix = 'See the errors in the last run of the automation.'
  if (rate < limits.error)
    return error('low', `The success rate is ${below(rate, limits.error)} %, below ${limits.error} %.`, {
      evidence,
      fix,
    })
  if (rate < limits.warning)
    return warning(
      'low',
      `The success rate is ${below(rate, limits.warning)} %, below ${limits.warning} %.`,
      { evidence, fix },
    )
  return ok(`The success rate is ${Math.round(rate * 10) / 10} %.`, evidence)
}

/** With as many digits as show that it is below the limit. */
function below(rate: number, limit: number): string {
  const digits = [1, 2, 3, 4, 6, 8, 12].find((count) => Number(rate.toFixed(count)) < limit) ?? 15
  return String(Number(rate.toFixed(digits)))
}

export const successRate: CheckKind<typeof settings> = {
  kind: 'success-rate',
  settings,
  async look({ file, artifact, ...limits }, probes) {
    const reading = await readMetrics({ file, artifact }, probes)
    return 'verdict' in reading
      ? reading.verdict
      : judgeSuccessRate(reading.value, { from: reading.from, ...limits })
  },
}
