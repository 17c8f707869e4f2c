import type { QuietWindow } from './quiet-hours.ts'

/** Kinds of news that may be told; the first five words of `decision`. */
export const newsKinds = ['open', 'changed', 'escalate', 'remind', 'recover'] as const
export type News = (typeof newsKinds)[number]

export type DecisionWord = News | 'update' | 'suppress' | 'ignore'

export type RemindEvery = { kind: 'never' } | { kind: 'time'; ms: number } | { kind: 'runs'; count: number }

/** What the user asked for; the same for every run that is replayed. */
export interface Policy {
  notifyOn: ReadonlySet<News>
  /** Streak at which an incident opens. */
  notifyAfter: number
  /** Streak at which it escalates, once; 0 is never. */
  escalateAfter: number
  remindEvery: RemindEvery
  quiet: readonly QuietWindow[]
  timeZone: string
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** `4h`, `2d` or `5 runs` (also a bare number: runs); undefined when the text is none of these. */
export function parseRemindEvery(text: string): RemindEvery | undefined {
  const word = text.trim().toLowerCase()
  if (word === '' || word === 'never' || word === '0') return { kind: 'never' }
  const runs = /^(\d{1,4})(?: ?runs?)?$/.exec(word)?.[1]
  if (runs !== undefined) return Number(runs) > 0 ? { kind: 'runs', count: Number(runs) } : undefined
  const [, count, unit] = /^(\d{1,5}) ?([mhdw])(?:in|ours?|ays?|eeks?|inutes?)?$/.exec(word) ?? []
  if (!count || !unit || Number(count) === 0) return undefined
  return { kind: 'time', ms: Number(count) * (units[unit] ?? 0) }
}
