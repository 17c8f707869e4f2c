/** Day and minute that the clocks of a time zone show: 0 is Sunday, minutes count from midnight. */
export interface WeekTime {
  day: number
  minute: number
}

/** Times of the week: the days on which each begins, in minutes since midnight; one that ends at or before its start ends on the next day. */
export interface WeekWindow {
  days: readonly number[]
  from: number
  to: number
}

export const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

// Making a format costs more than using it, and whoever looks for the next opening asks thousands of times.
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** Throws RangeError for a time zone that does not exist; see `isTimeZone`. */
export function weekTime(at: Date, timeZone: string): WeekTime {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const day = dayNames.indexOf((parts['weekday'] ?? '').slice(0, 3).toLowerCase())
  return { day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) }
}

export function covers({ days, from, to }: WeekWindow, { day, minute }: WeekTime): boolean {
  if (from < to) return days.includes(day) && minute >= from && minute < to
  return (days.includes(day) && minute >= from) || (days.includes((day + 6) % 7) && minute < to)
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
