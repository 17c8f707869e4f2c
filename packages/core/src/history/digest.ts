import { bucketsFrom, idsIn, type Bucket, type DigestQuery, type Figures, type Span } from './bucket.ts'
import type { HistoryRecord, HistoryStore } from '../history.ts'

/** What one record adds to its buckets; said by whoever owns the series. */
export type Measure = (record: HistoryRecord) => {
  counts: ReadonlyMap<string, number>
  values: ReadonlyMap<string, number>
}

/** The whole series by the hour or the day: what only buckets still know, and the records that are kept. For reports, not for every run. */
export async function readDigest(
  store: HistoryStore,
  { measure, ...query }: DigestQuery & { measure: Measure },
): Promise<Bucket[]> {
  const { records } = await store.read({ series: query.series, limit: Infinity })
  return digested((await store.buckets?.(query)) ?? [], records, { by: query.by, measure })
}

interface Digesting {
  by: Span
  measure: Measure
}

/** Buckets with more records in them, oldest first; records that are in them already change nothing. */
export function digested(
  buckets: readonly Bucket[],
  records: readonly HistoryRecord[],
  { by, measure }: Digesting,
): Bucket[] {
  const found = new Map(buckets.map((bucket) => [bucket.from, bucket]))
  const known = idsIn(buckets)
  for (const record of records) {
    if (known.has(record.id)) continue
    known.add(record.id)
    const from = new Date(record.at).toISOString().slice(0, by === 'day' ? 10 : 13)
    found.set(from, added(found.get(from) ?? { from, ids: [], counts: {}, values: {} }, record, measure))
  }
  return [...found.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}

function added(bucket: Bucket, record: HistoryRecord, measure: Measure): Bucket {
  const counts = new Map(Object.entries(bucket.counts))
  const values = new Map(Object.entries(bucket.values))
  const more = measure(record)
  for (const [key, n] of more.counts) counts.set(key, (counts.get(key) ?? 0) + n)
  for (const [key, value] of more.values) values.set(key, withValue(values.get(key), value))
  return {
    from: bucket.from,
    ids: [...bucket.ids, record.id].sort(),
    counts: Object.fromEntries([...counts].sort(byKey)),
    values: Object.fromEntries([...values].sort(byKey)),
  }
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)

function withValue(before: Figures | undefined, value: number): Figures {
  if (!before) return { n: 1, sum: value, min: value, max: value }
  return {
    n: before.n + 1,
    sum: before.sum + value,
    min: Math.min(before.min, value),
    max: Math.max(before.max, value),
  }
}

/** The text of a file of buckets after more records. */
export function bucketFile(
  existing: string,
  records: readonly HistoryRecord[],
  digesting: Digesting,
): string {
  const { buckets, strange } = bucketsFrom(existing)
  const lines = digested(buckets, records, digesting).map((bucket) => JSON.stringify(bucket))
  return [...strange, ...lines].map((line) => `${line}\n`).join('')
}
