import { isTimeZone } from '@ecosystem-actions/core/wall-clock'
import { z } from 'zod'
import { readRecurrence } from '../maintenance/recurrence.ts'

const timeShape = /^(?:(\d{4})-(\d\d)-(\d\d)[T ])?(\d\d):(\d\d)(?::(\d\d))?(?:Z|[+-]\d\d:?\d\d)?$/i

const shapeProblem = 'must be a time such as 2026-01-11T02:00 or, with a recurrence, 02:00'

/** Says why a text is no time, or undefined when it is one. */
function timeProblem(text: string): string | undefined {
  const found = timeShape.exec(text)
  if (!found) return shapeProblem
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0))
  if (hour! > 23 || minute! > 59 || second! > 59)
    return `${JSON.stringify(text)} is no time of a day: hours go from 00 to 23, minutes to 59`
  const date = new Date(Date.UTC(year!, month! - 1, day))
  const real = date.getUTCMonth() === month! - 1 && date.getUTCDate() === day
  return found[1] && !real ? `${JSON.stringify(text)} is no day of the calendar` : undefined
}

const time = z
  .string()
  .regex(timeShape, { error: shapeProblem, abort: true })
  .refine((text) => timeProblem(text) === undefined, {
    error: (issue) => timeProblem(String(issue.input)) ?? '',
  })

const isDated = (text: string) => /^\d{4}-/.test(text)
export const hasZone = (text: string) => /(?:Z|[+-]\d\d:?\d\d)$/i.test(text)

/** Minutes of the wall from `from` to `to`, or real ones where a text names its offset; not above 0 when it ends before it begins. */
export function minutesBetween(from: string, to: string): number {
  const at = (text: string) => {
    const dated = isDated(text) ? text.replace(' ', 'T') : `2000-01-01T${text}`
    return Date.parse(hasZone(text) ? dated.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : `${dated}Z`) / 60_000
  }
  if (isDated(from) && isDated(to)) return at(to) - at(from)
  // 22:00 to 02:00 ends on the next day.
  const clock = (text: string) => at(text.slice(isDated(text) ? 11 : 0))
  const length = clock(to) - clock(from)
  return length < 0 ? length + 1440 : length
}

/** What is wrong with a window whose parts are right. */
function windowProblem({ from, to, recurrence }: z.output<typeof parts>): string | undefined {
  if (timeProblem(from) ?? timeProblem(to)) return undefined
  if (recurrence === undefined && !(isDated(from) && isDated(to)))
    return 'needs a date in from and to, or a recurrence'
  if (isDated(to) && !isDated(from)) return 'has a date in to, so it needs one in from too'
  const kind = recurrence === undefined ? undefined : readRecurrence(recurrence)?.kind
  if (kind === 'same-day' && !isDated(from))
    return 'is weekly and does not say on which day: write recurrence: weekly on sunday, or give from a date'
  if ((kind === 'monthly' || kind === 'yearly') && !isDated(from))
    return `is ${kind} and does not say on which day: give from a date, for example 2026-01-11T${from}`
  if (hasZone(from) !== hasZone(to)) return 'has an offset in one of from and to: give it to both or to none'
  if (minutesBetween(from, to) > 0) return undefined
  return isDated(to)
    ? 'ends before it begins: to must be after from'
    : 'is empty: from and to are the same time'
}

const parts = z.strictObject({
  from: time,
  to: time,
  tz: z.string().refine(isTimeZone, { error: 'must be a time zone such as Europe/Berlin' }).default('UTC'),
  /** Names of checks; default: all. */
  checks: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  recurrence: z
    .string()
    .refine((text) => readRecurrence(text) !== undefined, {
      error:
        'must be daily, weekly, monthly, weekdays, names of days such as "mon, thu" or "mon-fri", or a cron line',
    })
    .optional(),
})

const windowShape = parts.refine((window) => windowProblem(window) === undefined, {
  error: (issue) => windowProblem(issue.input as z.output<typeof parts>) ?? '',
})

export const maintenanceSchema = z.array(windowShape).max(100)
export type MaintenanceWindow = z.output<typeof windowShape>
