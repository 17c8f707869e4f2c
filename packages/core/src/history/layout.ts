import type { HistoryRecord } from '../history.ts'
import { fromLines, toLines, union } from '../history.ts'
import type { Span } from './bucket.ts'

/**
 * Where records lie on the data branch: `v1/<series>/runs/YYYY/MM/DD/<id>.json`, one file per record, so that writing one twice is the
 * same as writing it once; `latest.ndjson` holds the newest ones so that a reader needs one file; old days are rolled up into
 * `months/YYYY-MM.ndjson`, whole, and counted in `hours/YYYY-MM.ndjson` and `days/YYYY-MM.ndjson`, which outlive them.
 */
export const latestSize = 60
const rollUpAfterDays = 35
const rollUpFrom = 200
const atOnce = 50
const day = 86_400_000
/** Days that records and hours are kept after the end of their month; days stay for ever. */
export const rawDays = 90
export const hourlyDays = 365

export function pathOf({ series, at, id }: HistoryRecord): string {
  const [year, month, date] = new Date(at).toISOString().slice(0, 10).split('-')
  return `v1/${series}/runs/${year}/${month}/${date}/${id}.json`
}

export const latestPath = (series: string) => `v1/${series}/latest.ndjson`
export const monthPath = (series: string, month: string) => `v1/${series}/months/${month}.ndjson`
export const quarantinePath = (path: string) => `v1/quarantine/${path.replace(/^v1\//, '')}`

/** `YYYY-MM` and `YYYY-MM-DD` of a run file of the series, or undefined for any other path. */
export function runFile(
  path: string,
  series: string,
): { id: string; month: string; date: string } | undefined {
  const prefix = `v1/${series}/runs/`
  if (!path.startsWith(prefix)) return undefined
  const found = /^(\d{4})\/(\d\d)\/(\d\d)\/([\w-]+)\.json$/.exec(path.slice(prefix.length))
  if (!found) return undefined
  const [, year, month, date, id = ''] = found
  return { id, month: `${year}-${month}`, date: `${year}-${month}-${date}` }
}

export function monthFile(path: string, series: string): string | undefined {
  const prefix = `v1/${series}/months/`
  return path.startsWith(prefix) ? /^(\d{4}-\d\d)\.ndjson$/.exec(path.slice(prefix.length))?.[1] : undefined
}

export const bucketPath = (series: string, month: string, by: Span) => `v1/${series}/${by}s/${month}.ndjson`

export function bucketMonth(path: string, series: string, by: Span): string | undefined {
  const prefix = `v1/${series}/${by}s/`
  return path.startsWith(prefix) ? /^(\d{4}-\d\d)\.ndjson$/.exec(path.slice(prefix.length))?.[1] : undefined
}

/** Whether all of a month is more than so many days ago. */
export function expired(month: string, days: number, now: Date): boolean {
  const [year = 0, next = 0] = month.split('-').map(Number)
  return Date.UTC(year, next) + days * day < now.getTime()
}

/**
 * Run files that a roll-up would take, the oldest 50 because each is a request: nothing until there are more than 200 older than 35
 * days, or 50 and the oldest is past the time of records.
 */
export function oldRunFiles(paths: readonly string[], series: string, now: Date): string[] {
  const before = new Date(now.getTime() - rollUpAfterDays * day).toISOString().slice(0, 10)
  const old = paths.filter((path) => (runFile(path, series)?.date ?? '9999') < before).sort()
  const late = expired(runFile(old[0] ?? '', series)?.month ?? '9999-01', rawDays, now)
  return old.length > rollUpFrom || (late && old.length >= atOnce) ? old.slice(0, atOnce) : []
}

/** A month's file with more records in it; nothing that stood there is lost, not even a line that is no record. */
export function rolledUp(existing: string, records: readonly HistoryRecord[]): string {
  const { records: known } = fromLines(existing, 'month')
  const strange = existing
    .split('\n')
    .filter((line) => line.trim() !== '' && fromLines(line, '').records.length === 0)
  return [...strange.map((line) => `${line}\n`), toLines(union(known, records))].join('')
}
