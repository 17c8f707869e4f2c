import { fromLines, type HistoryRecord } from '../history.ts'
import { bucketsFrom, idsIn, type Span } from './bucket.ts'
import { bucketFile, type Measure } from './digest.ts'
import {
  bucketMonth,
  bucketPath,
  expired,
  hourlyDays,
  monthFile,
  quarantinePath,
  rawDays,
  runFile,
} from './layout.ts'
import type { BlobText, Snapshot } from './series.ts'

export interface Keeping {
  text: BlobText
  at: Snapshot
  now: Date
  /** Without it nothing is digested, and so nothing may go. */
  measure: Measure | undefined
}

/** A commit in the making, for one series. */
export interface Draft {
  series: string
  additions: Map<string, string>
  deletions: string[]
}

interface Counted {
  month: string
  records: readonly HistoryRecord[]
  spans: readonly Span[]
}

/** New records count in their day at once, so that whoever asks how a month went needs one file and not every record. */
export async function countByDay(
  keeping: Keeping,
  draft: Draft,
  records: readonly HistoryRecord[],
): Promise<void> {
  const months = Map.groupBy(records, ({ at }) => new Date(at).toISOString().slice(0, 7))
  for (const [month, own] of months) await count(keeping, draft, { month, records: own, spans: ['day'] })
}

/** Adds records of one month to its hours and days. */
export async function digestMonth(
  keeping: Keeping,
  draft: Draft,
  { month, records }: Omit<Counted, 'spans'>,
): Promise<void> {
  await count(keeping, draft, { month, records, spans: spansOf(month, keeping.now) })
}

async function count(
  { text, at, measure }: Keeping,
  { series, additions }: Draft,
  { month, records, spans }: Counted,
): Promise<void> {
  if (!measure) return
  for (const by of spans) {
    const path = bucketPath(series, month, by)
    const before = additions.get(path) ?? (await textAt(text, at, path))
    additions.set(path, bucketFile(before, records, { by, measure }))
  }
}

// Hours of a year ago are not written again for a record that came late.
const spansOf = (month: string, now: Date): Span[] =>
  expired(month, hourlyDays, now) ? ['day'] : ['hour', 'day']

/**
 * Lets the oldest month go that is past its time: records after 90 days, hours after a year, days never. Only what the commit that is
 * the head holds counts as digested, so a month whose buckets lack a record gets them now and goes with a later commit.
 */
export async function retire(keeping: Keeping, draft: Draft): Promise<void> {
  if (!keeping.measure) return
  await retireRecords(keeping, draft)
  await retireHours(keeping, draft)
}

async function retireRecords(keeping: Keeping, draft: Draft): Promise<void> {
  const { text, at, now } = keeping
  const { series, additions, deletions } = draft
  const paths = [...at.blobs.keys()]
  const open = new Set(paths.map((path) => runFile(path, series)?.month))
  const path = paths.sort().find((one) => {
    const month = monthFile(one, series)
    return month && expired(month, rawDays, now) && !open.has(month) && !additions.has(one)
  })
  const month = path && monthFile(path, series)
  if (!month) return
  const content = await textAt(text, at, path)
  const { records, unreadable } = fromLines(content, path)
  const known = await Promise.all(
    spansOf(month, now).map(async (by) =>
      idsIn(bucketsFrom(await textAt(text, at, bucketPath(series, month, by))).buckets),
    ),
  )
  if (!records.every(({ id }) => known.every((ids) => ids.has(id))))
    return digestMonth(keeping, draft, { month, records })
  // What could not be read was never counted: it stays to be looked at.
  if (unreadable.length > 0) additions.set(quarantinePath(path), content)
  deletions.push(path)
}

async function retireHours({ text, at, now }: Keeping, draft: Draft): Promise<void> {
  const { series, additions, deletions } = draft
  const path = [...at.blobs.keys()].sort().find((one) => {
    const month = bucketMonth(one, series, 'hour')
    return month && expired(month, hourlyDays, now) && !additions.has(one)
  })
  const month = path && bucketMonth(path, series, 'hour')
  if (!month) return
  const content = await textAt(text, at, path)
  const { buckets, strange } = bucketsFrom(content)
  const daily = idsIn(bucketsFrom(await textAt(text, at, bucketPath(series, month, 'day'))).buckets)
  const covered = [...idsIn(buckets)].every((id) => daily.has(id))
  if (!covered || strange.length > 0) additions.set(quarantinePath(path), content)
  deletions.push(path)
}

async function textAt(text: BlobText, at: Snapshot, path: string): Promise<string> {
  const id = at.blobs.get(path)
  return id === undefined ? '' : text(id)
}
