import { z } from 'zod'
import { error, hours, inUnits, ok, type CheckKind, type Verdict } from '../check.ts'
import { readMetrics } from '../judgement/metrics-file.ts'

const settings = z.strictObject({
  file: z.string().min(1).default('automation_metrics.json'),
  artifact: z.string().min(1).optional(),
  'max-age-hours': z.number().positive().default(24),
})

// Clocks of two machines differ by seconds; more than this is a wrong time.
const tolerance = 5 * 60_000

/** A time without an offset is UTC: what our own scripts write, and the only reading that does not depend on the machine. */
export function parseTime(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
    value.trim(),
  )
  if (!found) return undefined
  const [, day = '', time = '', zone = 'Z'] = found
  const fraction = time.replace(',', '.').replace(/(\.\d{3})\d+$/, '$1')
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const at = new Date(`${day}T${fraction}${offset}`)
  // 31 February parses as 3 March in some forms; a day that moved is no date.
  const calendar = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) ||
    Number.isNaN(calendar.getTime()) ||
    calendar.toISOString().slice(0, 10) !== day
    ? undefined
    : at
}

/** Age of the last run by its `start_time`. A time of the future says nothing about freshness, so it is an error. */
export function judgeFreshness(
  metrics: Record<string, unknown>,
  { from, maximumHours, now }: { from: string; maximumHours: number; now: Date },
): Verdict {
  const value = metrics['start_time']
  const at = parseTime(value)
  if (!at) {
    const what =
      value === undefined
        ? 'has no start_time'
        : `has a start_time that is no time: ${JSON.stringify(value)?.slice(0, 60)}`
    return error('invalid', `${from} ${what}.`, {
      fix: 'Write start_time as ISO 8601, for example 2026-01-11T00:00:00Z.',
    })
  }
  const age = now.getTime() - at.getTime()
  const evidence = { start_time: at.toISOString(), age_hours: Math.round(age / 36_000) / 100 }
  if (age < -tolerance)
    return error('future', `${from} is from the future: start_time is ${hours(-age)} ahead.`, {
      evidence,
      fix: 'Check the clock and the time zone of the machine that wrote it.',
    })
  if (age > maximumHours * 3_600_000)
    return error(
      'stale',
      `${from} was updated ${hours(age)} ago; at most ${inUnits(maximumHours, 'hour')} are allowed.`,
      { evidence, fix: 'See why the workflow that writes it did not run.' },
    )
  return ok(`${from} was updated ${hours(Math.max(0, age))} ago.`, evidence)
}

export const metricsFreshness: CheckKind<typeof settings> = {
  kind: 'metrics-freshness',
  settings,
  async look({ file, artifact, 'max-age-hours': maximumHours }, probes, { now }) {
    const reading = await readMetrics({ file, artifact }, probes)
    return 'verdict' in reading
      ? reading.verdict
      : judgeFreshness(reading.value, { from: reading.from, maximumHours, now })
  },
}
