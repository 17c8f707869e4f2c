import { covers, dayNames, isTimeZone, weekTime } from '@ecosystem-actions/core/wall-clock'

export { isTimeZone }

/** Times of the week in which chat stays silent, in the wall clock of one time zone. */
export interface QuietWindow {
  /** 0 = Sunday; the days on which the window begins. */
  days: readonly number[]
  /** Minutes since midnight; an `until` at or before `from` lies on the next day. */
  from: number
  until: number
}

const shape = /^(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/i

/** `22:00-07:00` or `Mon-Fri 22:00-07:00`; undefined when the text is neither. */
export function parseQuietWindow(text: string): QuietWindow | undefined {
  const found = shape.exec(text.trim().replace(/\s+/g, ' '))
  if (!found) return undefined
  const [, first, last, ...clock] = found
  const days = daysOf(first, last)
  const [hour = 99, minute = 99, endHour = 99, endMinute = 99] = clock.map(Number)
  const from = hour * 60 + minute
  const until = endHour * 60 + endMinute
  const valid = hour < 24 && minute < 60 && endMinute < 60 && until <= 24 * 60 && from !== until
  return days && valid ? { days, from, until } : undefined
}

function daysOf(first: string | undefined, last: string | undefined): number[] | undefined {
  if (!first) return [0, 1, 2, 3, 4, 5, 6]
  const from = dayNames.indexOf(first.toLowerCase())
  const to = last ? dayNames.indexOf(last.toLowerCase()) : from
  if (from < 0 || to < 0) return undefined
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7)
}

/** When the quiet time that `at` lies in ends, as `HH:MM`; undefined outside of all windows. */
export function quietUntil(windows: readonly QuietWindow[], timeZone: string, at: Date): string | undefined {
  if (windows.length === 0) return undefined
  const now = weekTime(at, timeZone)
  const found = windows.find(({ days, from, until }) => covers({ days, from, to: until }, now))
  if (!found) return undefined
  const hour = Math.floor(found.until / 60) % 24
  return `${String(hour).padStart(2, '0')}:${String(found.until % 60).padStart(2, '0')}`
}
