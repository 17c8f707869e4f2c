import type { Bucket, DigestQuery } from './history/bucket.ts'

/**
 * What runs remember of each other. A record is written once and never changed; a history is the union of records by `id`, so order,
 * repetition and concurrent writers do not matter. The stores (`history/branch.ts`, `history/artifacts.ts`) are interchangeable.
 */
export interface HistoryRecord {
  /** Unique for ever, see `recordId`. Becomes part of a file name. */
  id: string
  /** ISO 8601 in UTC. */
  at: string
  /** What the record belongs to: words of lower-case letters, digits and `-`, joined by `/`, e.g. `health/default` or `metrics`. */
  series: string
  /** JSON values only. */
  body: Readonly<Record<string, unknown>>
}

export interface HistoryQuery {
  series: string
  /** At most this many, the newest; default 60. */
  limit?: number
}

export interface HistoryReading {
  /** Oldest first, each id once. */
  records: readonly HistoryRecord[]
  /** What should have been a record and was not; never dropped silently. */
  unreadable: readonly { where: string; because: string }[]
  /** False when a limit kept some part from being read. */
  complete: boolean
}

export interface Appended {
  /** Records that this call stored, and those that were there already. */
  stored: number
  already: number
  /** Tries of the whole read-modify-write. */
  attempts: number
  /** For people: `branch automation-data at 1a2b3c4` or `artifact automation-history.…`. */
  where: string
}

/** Both methods throw HistoryError when the store is not to be had; a reading error is never an empty history. */
export interface HistoryStore {
  readonly kind: 'branch' | 'artifact' | 'memory'
  read(query: HistoryQuery): Promise<HistoryReading>
  append(records: readonly HistoryRecord[]): Promise<Appended>
  /** What is counted of records, some of them gone; none where nothing is ever rolled up. See `readDigest`. */
  buckets?(query: DigestQuery): Promise<readonly Bucket[]>
}

export type HistoryProblem = 'forbidden' | 'contended' | 'unreachable' | 'unverified' | 'invalid'

export class HistoryError extends Error {
  readonly problem: HistoryProblem

  constructor(problem: HistoryProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'HistoryError'
    this.problem = problem
  }
}

export const defaultReadLimit = 60

interface RunIdentity {
  runId: number | undefined
  runAttempt: number
  job: string
}

/**
 * Names a record once for all tries of writing it. The random part keeps apart what the run's numbers cannot: the legs of a matrix share
 * their job name.
 */
export function recordId(run: RunIdentity, n: number, random: () => number): string {
  const tail = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('')
  const job = run.job.replace(/[^\w-]+/g, '-').slice(0, 40) || 'local'
  return `${run.runId ?? 0}-${run.runAttempt}-${job}-${n}-${tail}`
}

const idShape = /^[\w-]{1,120}$/
const seriesShape = /^[a-z\d-]{1,60}(?:\/[a-z\d-]{1,60}){0,3}$/

/** Says why a value is no record, or undefined when it is one. */
export function recordProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not an object'
  const { id, at, series, body } = value as Record<string, unknown>
  if (typeof id !== 'string' || !idShape.test(id)) return 'has no valid id'
  if (typeof at !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(at) || Number.isNaN(Date.parse(at)))
    return 'has no valid time'
  if (typeof series !== 'string' || !seriesShape.test(series)) return 'has no valid series'
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'has no body'
  return undefined
}

/** Throws HistoryError unless every record may be written. */
export function assertRecords(records: readonly HistoryRecord[]): void {
  for (const record of records) {
    const problem = recordProblem(record)
    if (problem) throw new HistoryError('invalid', `A record to be stored ${problem}.`)
  }
}

/** Each id once, ordered by time and id; the first of two with the same id stays. */
export function union(...lists: readonly (readonly HistoryRecord[])[]): HistoryRecord[] {
  const byId = new Map<string, HistoryRecord>()
  for (const record of lists.flat()) if (!byId.has(record.id)) byId.set(record.id, record)
  return [...byId.values()].sort(byTime)
}

function byTime(a: HistoryRecord, b: HistoryRecord): number {
  return Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1)
}

/** The newest `limit` of a series, oldest first. */
export function newest(
  records: readonly HistoryRecord[],
  { series, limit = defaultReadLimit }: HistoryQuery,
): HistoryRecord[] {
  const own = records.filter((record) => record.series === series)
  return limit > 0 ? own.slice(-limit) : []
}

/** One record per line. */
export function toLines(records: readonly HistoryRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

/** Reads lines back; each line that is no record is named, none stops the others. */
export function fromLines(text: string, where: string): Pick<HistoryReading, 'records' | 'unreadable'> {
  const records: HistoryRecord[] = []
  const unreadable: { where: string; because: string }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const { record, because } = parseRecord(line)
    if (record) records.push(record)
    else unreadable.push({ where: `${where}:${index + 1}`, because: because ?? '' })
  }
  return { records, unreadable }
}

/** One record from JSON text, or why it is none. */
export function parseRecord(text: string): { record?: HistoryRecord; because?: string } {
  try {
    const value: unknown = JSON.parse(text)
    const because = recordProblem(value)
    return because ? { because } : { record: value as HistoryRecord }
  } catch {
    return { because: 'is not JSON' }
  }
}
