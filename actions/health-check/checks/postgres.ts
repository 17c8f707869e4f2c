import { z } from 'zod'
import { error, hours, inUnits, ok, unknown, warning, type CheckKind, type Verdict } from '../check.ts'
import { failed } from '../judgement/network-verdict.ts'
import { parsePostgresUrl } from '../judgement/database-url.ts'
import { envName, timeoutSeconds } from '../plan/settings.ts'
import { parseTime } from './metrics-freshness.ts'

const expectation = z.strictObject({
  'min-rows': z.int().min(0).optional(),
  'max-rows': z.int().min(0).optional(),
  /** Of the first row; default: its first column. */
  column: z.string().min(1).optional(),
  equals: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  'max-age-hours': z.number().positive().optional(),
})

const settings = z
  .strictObject({
    url: z.string().min(1).optional(),
    'url-env': envName.optional(),
    query: z.string().min(1).max(20_000).optional(),
    expect: expectation.optional(),
    'max-latency-ms': z.number().positive().optional(),
    'timeout-seconds': timeoutSeconds,
  })
  .refine((one) => (one.url === undefined) !== (one['url-env'] === undefined), {
    error: 'needs either url or url-env',
  })

export type RowExpectation = z.output<typeof expectation>
type Row = Readonly<Record<string, unknown>>

/** The result of a query against what is expected of it. */
export function judgeRows(
  target: string,
  rows: readonly Row[],
  { expect, now }: { expect: RowExpectation | undefined; now: Date },
): Verdict {
  if (!expect) return ok(`${target} answers queries.`)
  const fail = (message: string) =>
    error('assertion', `${target}: ${message}`, { evidence: { rows: rows.length, first: shownRow(rows[0]) } })
  const { column, equals, min, max } = expect
  const [least, most, age] = [expect['min-rows'], expect['max-rows'], expect['max-age-hours']]
  if (least !== undefined && rows.length < least)
    return fail(`the query gave ${rows.length} rows, at least ${least} are expected.`)
  if (most !== undefined && rows.length > most)
    return fail(`the query gave ${rows.length} rows, at most ${most} are expected.`)
  const wantsValue = [equals, min, max, age].some((one) => one !== undefined)
  if (!wantsValue) return ok(`${target}: the query gave ${rows.length} rows.`)
  const [row] = rows
  if (!row) return fail('the query gave no row.')
  const name = column ?? Object.keys(row)[0] ?? ''
  if (!Object.hasOwn(row, name)) return fail(`the result has no column ${name}.`)
  const value = row[name]
  const shown = value instanceof Date ? value.toISOString() : JSON.stringify(value)
  if (equals !== undefined && !same(value, equals))
    return fail(`${name} is ${shown}, expected ${JSON.stringify(equals)}.`)
  if ((min !== undefined || max !== undefined) && !Number.isFinite(numberOf(value)))
    return fail(`${name} is ${shown}, expected a number.`)
  if (min !== undefined && numberOf(value) < min)
    return fail(`${name} is ${shown}, expected at least ${min}.`)
  if (max !== undefined && numberOf(value) > max) return fail(`${name} is ${shown}, expected at most ${max}.`)
  if (age !== undefined) {
    const at = value instanceof Date ? value : parseTime(value)
    if (!at) return fail(`${name} is ${shown}, expected a time.`)
    const old = now.getTime() - at.getTime()
    if (old > age * 3_600_000)
      return fail(`${name} is ${hours(old)} old, at most ${inUnits(age, 'hour')} are allowed.`)
    if (old < -5 * 60_000) return fail(`${name} is ${hours(-old)} in the future.`)
  }
  return ok(`${target}: ${name} is ${shown?.slice(0, 100)}.`, { rows: rows.length, first: shownRow(row) })
}

// PostgreSQL's bigint and numeric come as text, so that no digit is lost.
const numberOf = (value: unknown) =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && value.trim() !== ''
      ? Number(value)
      : Number.NaN
const same = (value: unknown, wanted: unknown) =>
  value === wanted || (typeof wanted === 'number' && numberOf(value) === wanted)

function shownRow(row: Row | undefined): unknown {
  if (!row) return null
  return Object.fromEntries(
    Object.entries(row)
      .slice(0, 20)
      .map(([name, value]) => [
        name,
        (value instanceof Date ? value.toISOString() : (JSON.stringify(value) ?? '')).slice(0, 200),
      ]),
  )
}

export const postgres: CheckKind<typeof settings> = {
  kind: 'postgres',
  settings,
  async look(wanted, { network, env }, { now, timeoutMs, signal }) {
    const text = wanted.url ?? env(wanted['url-env'] ?? '') ?? ''
    if (text === '')
      return unknown('no_secret', `The variable ${wanted['url-env']} is not set.`, {
        fix: 'Pass it in `env:` of the step.',
      })
    const place = parsePostgresUrl(text)
    if ('problem' in place) return error('invalid', `The address of PostgreSQL ${place.problem}.`)
    const target = `PostgreSQL ${place.host}:${place.port}/${place.database}`
    if (wanted.query !== undefined && place.password === undefined)
      return unknown('no_secret', `${target}: a query needs a password in the address.`, {
        fix: 'Put the whole address with user and password into a secret.',
      })
    const seconds = wanted['timeout-seconds']
    const answer = await network.postgres({
      ...place,
      query: wanted.query,
      timeoutMs: seconds === undefined ? timeoutMs : seconds * 1000,
      signal,
    })
    if (!answer.ok) return failed(target, answer)
    const limit = wanted['max-latency-ms']
    if (limit !== undefined && answer.ms > limit)
      return warning(
        'slow',
        `${target} answered in ${Math.round(answer.ms)} ms, at most ${limit} are allowed.`,
      )
    if (!answer.rows)
      return ok(`${target} is alive (${Math.round(answer.ms)} ms).`, { duration_ms: Math.round(answer.ms) })
    return judgeRows(target, answer.rows, { expect: wanted.expect, now })
  },
}
