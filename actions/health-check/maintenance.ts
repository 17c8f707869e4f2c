import { dayNames, isTimeZone } from '@ecosystem-actions/core/wall-clock'
import { Cron } from 'croner'
import { z } from 'zod'
import { instantOf, wallClock, type WallTime } from './wall-time.ts'

const timeShape = /^(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?$/i

const windowShape = z
  .strictObject({
    from: z
      .string()
      .regex(timeShape, { error: 'must be a time such as 2026-01-11T02:00 or, with a recurrence, 02:00' }),
    to: z
      .string()
      .regex(timeShape, { error: 'must be a time such as 2026-01-11T04:00 or, with a recurrence, 04:00' }),
    tz: z.string().refine(isTimeZone, { error: 'must be a time zone such as Europe/Berlin' }).default('UTC'),
    /** Names of checks; default: all. */
    checks: z.union([z.string(), z.array(z.string().min(1))]).optional(),
    recurrence: z
      .string()
      .refine((text) => readRecurrence(text) !== undefined, {
        error: 'must be daily, weekly, monthly, weekdays, names of days such as "mon, thu", or a cron line',
      })
      .optional(),
  })
  .refine((window) => window.recurrence !== undefined || (window.from.length > 8 && window.to.length > 8), {
    error: 'needs a date in from and to, or a recurrence',
  })

export const maintenanceSchema = z.array(windowShape).max(100)
export type MaintenanceWindow = z.output<typeof windowShape>

type Recurrence =
  | { kind: 'daily' | 'monthly' | 'yearly' }
  | { kind: 'days'; days: readonly number[] }
  | { kind: 'same-day' }
  | { kind: 'cron'; cron: string }

/** Undefined when the text is none of the known forms. */
export function readRecurrence(text: string): Recurrence | undefined {
  const word = text.trim().toLowerCase()
  if (word === 'daily' || word === 'monthly' || word === 'yearly') return { kind: word }
  if (word === 'weekly') return { kind: 'same-day' }
  if (word === 'weekdays') return { kind: 'days', days: [1, 2, 3, 4, 5] }
  if (word === 'weekends') return { kind: 'days', days: [0, 6] }
  const rule = /^(?:rrule:)?freq=(daily|weekly|monthly|yearly)(?:;byday=([a-z,]+))?$/.exec(word)
  if (rule) return rule[2] ? daysOf(rule[2]) : readRecurrence(rule[1] ?? '')
  const days = daysOf(word.replace(/^weekly on /, ''))
  if (days) return days
  try {
    return word.split(/\s+/).length === 5 && new Cron(word, { paused: true })
      ? { kind: 'cron', cron: word }
      : undefined
  } catch {
    return undefined
  }
}

function daysOf(text: string): Recurrence | undefined {
  const days = text
    .split(/[,\s]+/)
    .filter(Boolean)
    .map((name) =>
      dayNames.findIndex((day) => name.length >= 2 && (day.startsWith(name) || name.startsWith(day))),
    )
  return days.length > 0 && !days.includes(-1) ? { kind: 'days', days } : undefined
}

/** Whether the window covers the check at `now`. From is inside, to is not. */
export function covers(window: MaintenanceWindow, check: string, now: Date): boolean {
  const names = window.checks === undefined ? undefined : [window.checks].flat()
  if (names && !names.some((name) => name === check || name === '*')) return false
  return isOpen(window, now)
}

/** Whether the window is open at `now`, by the wall clock of its time zone: 02:00 stays 02:00 when the clocks change. */
export function isOpen(window: MaintenanceWindow, now: Date): boolean {
  const recurrence = window.recurrence === undefined ? undefined : readRecurrence(window.recurrence)
  const day = wallClock(now, window.tz)
  const first = instant(window.from, window.tz, day)
  const length = lengthOf(window, day)
  if (!recurrence) return first <= now.getTime() && now.getTime() < first + length
  if (window.from.length > 8 && now.getTime() < first) return false
  if (recurrence.kind === 'cron') return openByCron(recurrence.cron, { window, length, now })
  // A window may have begun on any earlier day that it is long enough to reach from.
  for (let back = 0; back <= Math.ceil(length / 86_400_000) + 1; back++) {
    const date = shifted(day, -back)
    if (!happensOn(recurrence, { date, window, first: wallClock(new Date(first), window.tz) })) continue
    const start = instantOf({ ...date, ...timeOf(window.from, window.tz, date) }, window.tz)
    if (start <= now.getTime() && now.getTime() < start + length) return true
  }
  return false
}

interface Occurrence {
  date: WallTime
  first: WallTime
  window: MaintenanceWindow
}

function happensOn(recurrence: Recurrence, { date, first }: Occurrence): boolean {
  switch (recurrence.kind) {
    case 'daily':
      return true
    case 'days':
      return recurrence.days.includes(weekday(date))
    case 'same-day':
      return weekday(date) === weekday(first)
    case 'monthly':
      return date.day === first.day
    case 'yearly':
      return date.day === first.day && date.month === first.month
    default:
      return false
  }
}

function openByCron(
  cron: string,
  { window, length, now }: { window: MaintenanceWindow; length: number; now: Date },
): boolean {
  const rule = new Cron(cron, { timezone: window.tz, paused: true })
  const next = rule.nextRun(new Date(now.getTime() - length))
  return next !== null && next <= now
}

const weekday = ({ year, month, day }: WallTime) => new Date(Date.UTC(year, month - 1, day)).getUTCDay()

function shifted(wall: WallTime, days: number): WallTime {
  const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days))
  return { ...wall, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

function instant(text: string, tz: string, today: WallTime): number {
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(text)
  const [year, month, day] = date ? date.slice(1).map(Number) : [today.year, today.month, today.day]
  const zone = /(?:Z|[+-]\d\d:?\d\d)$/i.exec(text)
  if (zone && date) return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return instantOf({ ...today, year: year ?? 0, month: month ?? 1, day: day ?? 1, ...clockOf(text) }, tz)
}

function timeOf(text: string, tz: string, date: WallTime): Pick<WallTime, 'hour' | 'minute'> {
  if (!/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return clockOf(text)
  const { hour, minute } = wallClock(new Date(instant(text, tz, date)), tz)
  return { hour, minute }
}

function clockOf(text: string): Pick<WallTime, 'hour' | 'minute'> {
  const [, hour = '0', minute = '0'] = /(\d\d):(\d\d)/.exec(text) ?? []
  return { hour: Number(hour), minute: Number(minute) }
}

// 22:00 to 02:00 ends on the next day.
function lengthOf({ from, to, tz }: MaintenanceWindow, today: WallTime): number {
  const length = instant(to, tz, today) - instant(from, tz, today)
  return length > 0 || (from.length > 8 && to.length > 8) ? length : length + 86_400_000
}
