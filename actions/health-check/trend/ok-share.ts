import type { Bucket } from '@ecosystem-actions/core/history/bucket'

/** Of the runs by schedule that could tell, how many found the check well. */
export interface OkShare {
  ok: number
  runs: number
}

export interface OkShares {
  days7: OkShare
  days30: OkShare
}

const day = 86_400_000
const longest = 30

/** Days in UTC, today among them. */
const firstDay = (days: number, now: Date) =>
  new Date(now.getTime() - (days - 1) * day).toISOString().slice(0, 10)

/** The oldest month that the shares need, `YYYY-MM`. */
export const monthOfShares = (now: Date): string => firstDay(longest, now).slice(0, 7)

/** By check, from counts by the day; a check that never told has none. */
export function okShares(
  buckets: readonly Bucket[],
  names: readonly string[],
  now: Date,
): ReadonlyMap<string, OkShares> {
  const [week, month] = [7, longest].map((days) => countsSince(buckets, firstDay(days, now)))
  const shares = names.map(
    (name) => [name, { days7: shareOf(week, name), days30: shareOf(month, name) }] as const,
  )
  return new Map(shares.filter(([, { days30 }]) => days30.runs > 0))
}

function countsSince(buckets: readonly Bucket[], from: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const bucket of buckets.filter((one) => one.from >= from))
    for (const [key, n] of Object.entries(bucket.counts)) sums.set(key, (sums.get(key) ?? 0) + n)
  return sums
}

function shareOf(counts: ReadonlyMap<string, number> | undefined, name: string): OkShare {
  const [ok = 0, warnings = 0, errors = 0] = ['ok', 'warning', 'error'].map((said) =>
    counts?.get(`${said} ${name}`),
  )
  return { ok, runs: ok + warnings + errors }
}

/** Cut and not rounded: a hundred per cent is every run. */
export const percentOf = ({ ok, runs }: OkShare): number =>
  runs === 0 ? 0 : Math.floor((ok * 1000) / runs) / 10

/** `98.2 % of 56`; empty where there were no runs. */
export const shareWords = (share: OkShare | undefined): string =>
  share && share.runs > 0 ? `${percentOf(share)} % of ${share.runs}` : ''
