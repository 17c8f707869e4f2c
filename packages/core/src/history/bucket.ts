/**
 * What is left of records when they are too old to be kept whole: counts and figures by the hour and by the day. A bucket knows the ids
 * of its records, so a record that comes twice counts once, whoever adds it and however often.
 */
export interface Bucket {
  /** `2026-01-11` for a day, `2026-01-11T05` for an hour, in UTC. */
  from: string
  ids: readonly string[]
  counts: Readonly<Record<string, number>>
  values: Readonly<Record<string, Figures>>
}

export interface Figures {
  n: number
  sum: number
  min: number
  max: number
}

export type Span = 'hour' | 'day'

export interface DigestQuery {
  series: string
  by: Span
  /** Only buckets of months from this one on, `YYYY-MM`: each month is a request. */
  since?: string
}

export const idsIn = (buckets: readonly Bucket[]): Set<string> => new Set(buckets.flatMap(({ ids }) => ids))

/** A file of buckets: one per line. Lines that are none are kept apart, to be written back as they are. */
export function bucketsFrom(text: string): { buckets: Bucket[]; strange: string[] } {
  const buckets: Bucket[] = []
  const strange: string[] = []
  for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
    const bucket = parsed(line)
    if (bucket) buckets.push(bucket)
    else strange.push(line)
  }
  return { buckets, strange }
}

function parsed(line: string): Bucket | undefined {
  try {
    const value = JSON.parse(line) as Partial<Bucket> | null
    const { from, ids, counts, values } = value ?? {}
    const whole =
      typeof from === 'string' &&
      /^\d{4}-\d\d-\d\d(?:T\d\d)?$/.test(from) &&
      Array.isArray(ids) &&
      ids.every((id) => typeof id === 'string') &&
      typeof counts === 'object' &&
      typeof values === 'object'
    return whole ? (value as Bucket) : undefined
  } catch {
    return undefined
  }
}
