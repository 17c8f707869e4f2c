import { covers, dayNames, isTimeZone, weekTime, type WeekWindow } from '@ecosystem-actions/core/wall-clock'

export type MergeWindow = readonly WeekWindow[]

const span = /^(?:([a-z]{3})(?:-([a-z]{3}))?)?\s*(?:(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2}))?$/i

/** Spans like `Mon-Thu 09:00-16:30`, separated by commas or lines; no text is no window. A string says what is wrong. */
export function parseMergeWindow(text: string): MergeWindow | string {
  const parts = text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter(Boolean)
  const spans: WeekWindow[] = []
  for (const part of parts) {
    const parsed = parseSpan(part)
    if (!parsed)
      return `must be spans like "Mon-Fri 09:00-17:00", separated by commas, not ${JSON.stringify(part.slice(0, 60))}.`
    spans.push(parsed)
  }
  return spans
}

function parseSpan(part: string): WeekWindow | undefined {
  const found = span.exec(part)
  if (!found) return undefined
  const [, first, last, h1, m1, h2, m2] = found
  const days = daysOf(first, last)
  const from = h1 === undefined ? 0 : minutes(h1, m1)
  const to = h2 === undefined ? 24 * 60 : minutes(h2, m2)
  if (!days || from === undefined || to === undefined || from === to) return undefined
  return { days, from, to }
}

function daysOf(first: string | undefined, last: string | undefined): number[] | undefined {
  if (first === undefined) return [0, 1, 2, 3, 4, 5, 6]
  const from = dayNames.indexOf(first.toLowerCase())
  const to = last === undefined ? from : dayNames.indexOf(last.toLowerCase())
  if (from < 0 || to < 0) return undefined
  const days = [from]
  for (let day = from; day !== to; days.push(day)) day = (day + 1) % 7
  return days
}

function minutes(hour = '', minute = ''): number | undefined {
  const value = Number(hour) * 60 + Number(minute)
  return Number(minute) > 59 || value > 24 * 60 ? undefined : value
}

/** Why a text is no time zone, as the end of a sentence. */
export function timeZoneProblem(name: string): string | undefined {
  if (isTimeZone(name)) return undefined
  return `must be an IANA time zone like Europe/Berlin, not ${JSON.stringify(name.slice(0, 60))}.`
}

/** Whether an instant lies inside; no window is always open. A span's end is outside. */
export function isOpen(window: MergeWindow, timeZone: string, at: Date): boolean {
  if (window.length === 0) return true
  const now = weekTime(at, timeZone)
  return window.some((one) => covers(one, now))
}

/** The next opening within eight days, to the minute; undefined when there is none. */
export function nextOpening(window: MergeWindow, timeZone: string, at: Date): Date | undefined {
  const start = Math.ceil(at.getTime() / 60_000) * 60_000
  for (let step = 0; step < 8 * 24 * 60; step++) {
    const candidate = new Date(start + step * 60_000)
    if (isOpen(window, timeZone, candidate)) return candidate
  }
  return undefined
}
