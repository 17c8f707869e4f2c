import type { HistoryQuery, HistoryReading, HistoryRecord } from './history.ts'
import { defaultReadLimit, fromLines, newest, parseRecord, union } from './history.ts'
import { latestPath, monthFile, monthPath, pathOf, runFile } from './history-layout.ts'

/** What stands on the branch at one commit. */
export interface Snapshot {
  head: string | undefined
  /** Path to blob id. */
  blobs: ReadonlyMap<string, string>
  complete: boolean
}

/** The content of a blob by its id. */
export type BlobText = (id: string) => Promise<string>

export async function readSeries(
  text: BlobText,
  at: Snapshot,
  { series, limit = defaultReadLimit }: HistoryQuery,
): Promise<HistoryReading> {
  const unreadable: { where: string; because: string }[] = []
  const latest = await readLines(text, at, latestPath(series))
  let records = union(latest.records)
  const known = new Set(records.map(({ id }) => id))
  const missing = [...at.blobs.keys()]
    .filter((path) => {
      const file = runFile(path, series)
      return file && !known.has(file.id)
    })
    .sort()
    .slice(-limit)
  for (const path of missing) {
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

export async function readLines(
  text: BlobText,
  at: Snapshot,
  path: string,
): Promise<Pick<HistoryReading, 'records' | 'unreadable'>> {
  const id = at.blobs.get(path)
  return id === undefined ? { records: [], unreadable: [] } : fromLines(await text(id), path)
}

/** Whether the record stands in a file of its own or in its month's roll-up. */
export async function isStored(text: BlobText, at: Snapshot, record: HistoryRecord): Promise<boolean> {
  if (at.blobs.has(pathOf(record))) return true
  const month = monthPath(record.series, new Date(record.at).toISOString().slice(0, 7))
  const { records } = await readLines(text, at, month)
  return records.some(({ id }) => id === record.id)
}
