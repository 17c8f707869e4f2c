import type { HistoryQuery, HistoryReading, HistoryRecord } from '../history.ts'
import { defaultReadLimit, fromLines, newest, parseRecord, union } from '../history.ts'
import { bucketsFrom, idsIn, type Bucket, type DigestQuery } from './bucket.ts'
import { bucketMonth, bucketPath, latestPath, monthFile, monthPath, pathOf, runFile } from './layout.ts'

/** What stands on the branch at one commit. */
export interface Snapshot {
  head: string | undefined
  /** Path to blob id. */
  blobs: ReadonlyMap<string, string>
  complete: boolean
}

/** The content of a blob by its id. */
export type BlobText = (id: string) => Promise<string>

/** The newest records of a series at one commit. */
export async function readSeries(
  text: BlobText,
  at: Snapshot,
  { series, limit = defaultReadLimit }: HistoryQuery,
): Promise<HistoryReading> {
  const latest = await readLines(text, at, latestPath(series))
  const unreadable = [...latest.unreadable]
  let records = union(latest.records)
  for (const path of unlisted(at, { series, limit }, records)) {
    const { record, because } = parseRecord(await text(at.blobs.get(path) ?? ''))
    if (record) records = union(records, [record])
    else unreadable.push({ where: path, because: because ?? '' })
  }
  const months = [...at.blobs.keys()]
    .filter((path) => monthFile(path, series))
    .sort()
    .reverse()
  for (const path of months) {
    if (records.length >= limit) break
    const month = await readLines(text, at, path)
    records = union(records, month.records)
    unreadable.push(...month.unreadable)
  }
  return { records: newest(records, { series, limit }), unreadable, complete: at.complete }
}

// `latest.ndjson` is written in the same commit as each record, so with it only what is older than its content is worth a request.
function unlisted(
  at: Snapshot,
  { series, limit }: Required<HistoryQuery>,
  listed: readonly HistoryRecord[],
): string[] {
  const known = new Set(listed.map(({ id }) => id))
  const since = listed.length >= limit ? new Date(listed[0]?.at ?? 0).toISOString().slice(0, 10) : ''
  return [...at.blobs.keys()]
    .filter((path) => {
      const file = runFile(path, series)
      return file && !known.has(file.id) && file.date > since
    })
    .sort()
    .slice(-limit)
}

/** The buckets of a series at one commit, oldest first. */
export async function readBuckets(
  text: BlobText,
  at: Snapshot,
  { series, by, since = '' }: DigestQuery,
): Promise<Bucket[]> {
  const buckets: Bucket[] = []
  for (const path of [...at.blobs.keys()].sort()) {
    const month = bucketMonth(path, series, by)
    if (month && month >= since) buckets.push(...bucketsFrom(await text(at.blobs.get(path) ?? '')).buckets)
  }
  return buckets
}

async function readLines(
  text: BlobText,
  at: Snapshot,
  path: string,
): Promise<Pick<HistoryReading, 'records' | 'unreadable'>> {
  const id = at.blobs.get(path)
  return id === undefined ? { records: [], unreadable: [] } : fromLines(await text(id), path)
}

/** Whether the record stands in a file of its own, in its month's roll-up, or was counted before it went. */
export async function isStored(text: BlobText, at: Snapshot, record: HistoryRecord): Promise<boolean> {
  if (at.blobs.has(pathOf(record))) return true
  const month = new Date(record.at).toISOString().slice(0, 7)
  const { records } = await readLines(text, at, monthPath(record.series, month))
  if (records.some(({ id }) => id === record.id)) return true
  const days = at.blobs.get(bucketPath(record.series, month, 'day'))
  return days !== undefined && idsIn(bucketsFrom(await text(days)).buckets).has(record.id)
}
