import type { HistoryRecord } from '@ecosystem-actions/core/history'
import type { Bucket } from '@ecosystem-actions/core/history/bucket'
import { digested, type Measure } from '@ecosystem-actions/core/history/digest'
import { clip } from '@ecosystem-actions/core/markdown'
import { isUnknown, type CheckResult, type Status } from '../check.ts'
import { okShares, type OkShares } from './ok-share.ts'
import type { Observation, Said } from './story.ts'

export const healthSeries = 'health/default'

/** One check in a record: short keys, because a year of them is kept. */
interface RecordedCheck {
  n: string
  k: string
  s: Status
  /** Reason. */
  r?: string
  m: string
  /** Milliseconds. */
  d: number
  /** A provider had an incident. */
  p?: 1
}

export function recordBody(
  results: readonly CheckResult[],
  { mode, healthy }: { mode: string; healthy: boolean },
): HistoryRecord['body'] {
  const checks = results.map((result): RecordedCheck => ({
    n: result.name,
    k: result.kind,
    s: result.status,
    ...(result.reason ? { r: result.reason } : {}),
    m: clip(result.message, 200),
    d: result.durationMs,
    ...(result.evidence?.['provider_incident'] ? { p: 1 as const } : {}),
  }))
  return { mode, healthy, checks }
}

/** What a run leaves behind when its record goes: of the runs by schedule, how often each check said what and how long it took. */
export const measured: Measure = ({ body }) => {
  const counts = new Map([[`mode ${String(body['mode'])}`, 1]])
  const values = new Map<string, number>()
  if (body['mode'] !== 'scheduled') return { counts, values }
  counts.set(body['healthy'] === true ? 'healthy' : 'not healthy', 1)
  for (const check of checksOf(body)) {
    counts.set(`${saidBy(check) ?? 'unknown'} ${check.n}`, 1)
    if (Number.isFinite(check.d)) values.set(check.n, check.d)
  }
  return { counts, values }
}

/** The runs by schedule, oldest first. Gates before and after a change look on purpose when a service may be down, so they tell nothing. */
export function observationsOf(records: readonly HistoryRecord[]): Observation[] {
  return records
    .filter(({ body }) => body['mode'] === 'scheduled')
    .map(({ at, body }) => ({
      at: new Date(at),
      checks: new Map(
        checksOf(body).map((check) => [
          check.n,
          { said: saidBy(check), message: check.m, provider: check.p === 1 },
        ]),
      ),
    }))
}

function checksOf(body: HistoryRecord['body']): RecordedCheck[] {
  const list: unknown = body['checks']
  return Array.isArray(list) ? list.filter(isRecorded) : []
}

function isRecorded(value: unknown): value is RecordedCheck {
  const { n, s, m } = (value ?? {}) as Record<string, unknown>
  return typeof n === 'string' && typeof m === 'string' && ['ok', 'warning', 'error'].includes(String(s))
}

function saidBy({ s, r }: RecordedCheck): Said {
  return isUnknown(r === undefined ? {} : { reason: r }) || r === 'dependency' ? undefined : s
}

/** How each check of this run fared lately, this run among them; nothing where it is the first one. */
export function sharesOf(
  { records, days }: { records: readonly HistoryRecord[]; days: readonly Bucket[] },
  record: HistoryRecord,
  now: Date,
): ReadonlyMap<string, OkShares> {
  if (records.length === 0 && days.length === 0) return new Map()
  const names = checksOf(record.body).map(({ n }) => n)
  return okShares(digested(days, [record], { by: 'day', measure: measured }), names, now)
}

/** For the circuit breaker: whether each run found the check well. */
export function earlierOutcomes(observations: readonly Observation[], name: string): (boolean | undefined)[] {
  return observations.map(({ checks }) => {
    const said = checks.get(name)?.said
    return said === undefined ? undefined : said === 'ok'
  })
}
