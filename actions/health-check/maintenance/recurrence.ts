import { Cron } from 'croner'

export type Recurrence =
  | { kind: 'daily' | 'monthly' | 'yearly' }
  | { kind: 'days'; days: readonly number[] }
  | { kind: 'same-day' }
  | { kind: 'cron'; cron: string }

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Undefined when the text is none of the known forms. */
export function readRecurrence(text: string): Recurrence | undefined {
  const word = text.trim().toLowerCase()
  if (word === 'daily' || word === 'monthly' || word === 'yearly') return { kind: word }
  if (word === 'weekly') return { kind: 'same-day' }
  if (word === 'weekdays') return { kind: 'days', days: [1, 2, 3, 4, 5] }
  if (word === 'weekends') return { kind: 'days', days: [0, 6] }
  const rule = /^(?:rrule:)?freq=(?:(?:daily|weekly);byday=([a-z,]+)|(daily|weekly|monthly|yearly))$/.exec(
    word,
  )
  if (rule) return rule[1] ? daysOf(rule[1]) : readRecurrence(rule[2] ?? '')
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

/** `mon`, `monday`, `mon, thu`, `mon-fri`, `fri-mon`; undefined when a part of it is no day. */
function daysOf(text: string): Recurrence | undefined {
  const parts = text
    .replace(/\s*-\s*/g, '-')
    .split(/[,\s]+/)
    .filter(Boolean)
  const days = parts.flatMap((part) => {
    const [first = '', last = first, ...more] = part.split('-')
    const [from, to] = [dayOf(first), dayOf(last)]
    if (from < 0 || to < 0 || more.length > 0) return [-1]
    return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, n) => (from + n) % 7)
  })
  return days.length > 0 && !days.includes(-1) ? { kind: 'days', days } : undefined
}

const dayOf = (name: string) => (name.length < 2 ? -1 : weekdays.findIndex((day) => day.startsWith(name)))
