import type { HistoryRecord } from '../history.ts'
import { newest, parseRecord, toLines, union } from '../history.ts'
import {
  latestPath,
  latestSize,
  monthPath,
  oldRunFiles,
  pathOf,
  quarantinePath,
  rolledUp,
  runFile,
} from './layout.ts'
import type { BranchChange } from './commit.ts'
import { countByDay, digestMonth, retire, type Draft, type Keeping } from './retention.ts'
import { readSeries } from './series.ts'

/** The one commit that adds records: their files, the newest ones together, unreadable files set aside, old days rolled up. */
export async function changeFor(
  situation: Keeping,
  records: readonly HistoryRecord[],
): Promise<BranchChange> {
  const { text, at } = situation
  const additions = new Map(records.map((record) => [pathOf(record), `${JSON.stringify(record, null, 1)}\n`]))
  const deletions: string[] = []
  for (const series of new Set(records.map((record) => record.series))) {
    const own = records.filter((record) => record.series === series)
    const { records: known, unreadable } = await readSeries(text, at, { series, limit: latestSize })
    additions.set(latestPath(series), toLines(newest(union(known, own), { series, limit: latestSize })))
    for (const { where } of unreadable.filter(({ where }) => runFile(where, series))) {
      additions.set(quarantinePath(where), await text(at.blobs.get(where) ?? ''))
      deletions.push(where)
    }
    const draft: Draft = { series, additions, deletions }
    await countByDay(situation, draft, own)
    await rollUp(situation, draft)
    await retire(situation, draft)
  }
  const what = records.length === 1 ? `Record ${records[0]?.id}` : `${records.length} records`
  return { head: at.head, additions, deletions, message: `${what} of ${records[0]?.series}` }
}

async function rollUp(situation: Keeping, draft: Draft): Promise<void> {
  const { text, at, now } = situation
  const { series, additions, deletions } = draft
  const old = oldRunFiles([...at.blobs.keys()], series, now)
  const months = Map.groupBy(old, (path) => runFile(path, series)?.month ?? '')
  for (const [month, paths] of months) {
    const records: HistoryRecord[] = []
    for (const path of paths) {
      if (deletions.includes(path)) continue
      const content = await text(at.blobs.get(path) ?? '')
      const { record } = parseRecord(content)
      if (record) records.push(record)
      else additions.set(quarantinePath(path), content)
      deletions.push(path)
    }
    const target = monthPath(series, month)
    const before = at.blobs.get(target)
    additions.set(target, rolledUp(before ? await text(before) : '', records))
    await digestMonth(situation, draft, { month, records })
  }
}
