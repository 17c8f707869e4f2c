export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

/** What the clocks of a time zone show. */
export function wallClock(at: Date, timeZone: string): WallTime {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  return {
    year: value('year'),
    month: value('month'),
    day: value('day'),
    hour: value('hour'),
    minute: value('minute'),
  }
}

/** Milliseconds since 1970 of a wall time. A time that the clocks skip is taken as that much later, a repeated one as its first. */
export function instantOf(wall: WallTime, timeZone: string): number {
  const wanted = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  const offsetAt = (at: number) => {
    const shown = wallClock(new Date(at), timeZone)
    return (
      Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute) -
      Math.floor(at / 60_000) * 60_000
    )
  }
  const before = offsetAt(wanted - 86_400_000)
  const first = wanted - before
  if (offsetAt(first) === before) return first
  const after = offsetAt(wanted + 86_400_000)
  return offsetAt(wanted - after) === after ? wanted - after : wanted - before
}
