/** Times of the week in which chat stays silent, in the wall clock of one time zone. */
export interface QuietWindow {
  /** 0 = Sunday; the days on which the window begins. */
  days: readonly number[]
  /** Minutes since midnight; an `until` at or before `from` lies on the next day. */
  from: number
  until: number
}

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
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
  const from = names.indexOf(first.toLowerCase())
  const to = last ? names.indexOf(last.toLowerCase()) : from
  if (from < 0 || to < 0) return undefined
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, i) => (from + i) % 7)
}

/** When the quiet time that `at` lies in ends, as `HH:MM`; undefined outside of all windows. */
export function quietUntil(windows: readonly QuietWindow[], timeZone: string, at: Date): string | undefined {
  if (windows.length === 0) return undefined
  const { day, minute } = wallClock(at, timeZone)
  const found = windows.find((window) => covers(window, day, minute))
  if (!found) return undefined
  const hour = Math.floor(found.until / 60) % 24
  return `${String(hour).padStart(2, '0')}:${String(found.until % 60).padStart(2, '0')}`
}

function covers({ days, from, until }: QuietWindow, day: number, minute: number): boolean {
  if (from < until) return days.includes(day) && minute >= from && minute < until
  const yesterday = (day + 6) % 7
  return (days.includes(day) && minute >= from) || (days.includes(yesterday) && minute < until)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function wallClock(at: Date, timeZone: string): { day: number; minute: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  formats.set(timeZone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const day = names.indexOf((parts['weekday'] ?? '').toLowerCase())
  return { day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) }
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
