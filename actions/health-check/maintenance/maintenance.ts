import { Cron } from 'croner'
import { hasZone, minutesBetween, type MaintenanceWindow } from '../plan/maintenance-shape.ts'
import { readRecurrence, type Recurrence } from './recurrence.ts'
import { instantOf, wallClock, type WallTime } from './wall-time.ts'

/** Whether the window covers the check at `now`. From is inside, to is not. */
export function covers(window: MaintenanceWindow, check: string, now: Date): boolean {
  const names = window.checks === undefined ? undefined : [window.checks].flat()
  if (names && !names.some((name) => name === check || name === '*')) return false
  return isOpen(window, now)
}

/** Whether the window is open at `now`, by the wall clock of its time zone: 02:00 stays 02:00 when the clocks change, and so does its end. */
export function isOpen(window: MaintenanceWindow, now: Date): boolean {
  const recurrence = window.recurrence === undefined ? undefined : readRecurrence(window.recurrence)
  const day = wallClock(now, window.tz)
  const first = beginning(window.from, window.tz, day)
  if (!recurrence) return spans(window, first, now)
  const firstAt = startOf(window, first)
  if (/^\d{4}-/.test(window.from) && now.getTime() < firstAt) return false
  if (recurrence.kind === 'cron') return openByCron(recurrence.cron, window, now)
  // A window may have begun on any earlier day that it is long enough to reach from.
  const days = Math.ceil(minutesBetween(window.from, window.to) / 1440)
  for (let back = 0; back <= days + 1; back++) {
    const date = shifted(day, -back)
    if (!happensOn(recurrence, date, first)) continue
    if (spans(window, { ...date, hour: first.hour, minute: first.minute }, now)) return true
  }
  return false
}

function happensOn(recurrence: Recurrence, date: WallTime, first: WallTime): boolean {
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

function openByCron(cron: string, window: MaintenanceWindow, now: Date): boolean {
  const rule = new Cron(cron, { timezone: window.tz, paused: true })
  // The night on which the clocks go back is an hour longer, in one place of the world a whole day.
  const length = (minutesBetween(window.from, window.to) + 120) * 60_000
  let start = rule.nextRun(new Date(now.getTime() - length))
  while (start && start <= now) {
    if (spans(window, wallClock(start, window.tz), now)) return true
    start = rule.nextRun(start)
  }
  return false
}

/** Whether a window that begins at a wall time is open at `now`; its end is a wall time too, unless its texts name an offset. */
function spans(window: MaintenanceWindow, begin: WallTime, now: Date): boolean {
  const start = startOf(window, begin)
  const minutes = minutesBetween(window.from, window.to)
  const end = hasZone(window.from)
    ? start + minutes * 60_000
    : instantOf({ ...begin, minute: begin.minute + minutes }, window.tz)
  return start <= now.getTime() && now.getTime() < end
}

const startOf = ({ tz }: MaintenanceWindow, begin: WallTime) => instantOf(begin, tz)

const weekday = ({ year, month, day }: WallTime) => new Date(Date.UTC(year, month - 1, day)).getUTCDay()

function shifted(wall: WallTime, days: number): WallTime {
  const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days))
  return { ...wall, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/** The wall time that a text names, on its own date or on the day given. */
function beginning(text: string, tz: string, today: WallTime): WallTime {
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(text)
  const [year = 0, month = 1, day = 1] = date
    ? date.slice(1).map(Number)
    : [today.year, today.month, today.day]
  const [, hour = '0', minute = '0'] = /(\d\d):(\d\d)/.exec(text) ?? []
  const wall = { year, month, day, hour: Number(hour), minute: Number(minute) }
  if (!hasZone(text)) return wall
  const offset = /[+-]\d\d:?\d\d$/.exec(text)?.[0].replace(':', '') ?? '+0000'
  const east = (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3)))
  return wallClock(new Date(Date.UTC(year, month - 1, day, wall.hour, wall.minute - east)), tz)
}
