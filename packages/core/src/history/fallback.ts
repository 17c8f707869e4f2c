import { reason } from '../errors.ts'
import { firstThatWorks } from '../safeguards/fallback.ts'
import type { Appended, HistoryQuery, HistoryReading, HistoryRecord, HistoryStore } from '../history.ts'
import { HistoryError, newest, union } from '../history.ts'

type Notice = (sentence: string) => void

/**
 * Stores in order of preference as one: a record that the first cannot hold goes to the next, and what only a later store holds is
 * written to the first as soon as that works again. Every degradation is told once to `notice`.
 */
export function fallbackHistory(stores: readonly HistoryStore[], notice: Notice): HistoryStore {
  const [first] = stores
  if (!first) throw new HistoryError('unreachable', 'No history store is configured.')
  const stranded = new Map<string, HistoryRecord>()
  // What was just found not to be had is not asked again for its counts.
  const unread = new Set<HistoryStore>()
  const told = new Set<string>()
  const tell = (sentence: string) => {
    if (!told.has(sentence)) notice(sentence)
    told.add(sentence)
  }
  return {
    kind: first.kind,
    read: (query) => readAll(stores, { query, tell, stranded, unread }),
    buckets: async (query) => (unread.has(first) ? [] : ((await first.buckets?.(query)) ?? [])),
    append: (records) => appendAny(stores, { records, tell, stranded }),
  }
}

interface Reading {
  query: HistoryQuery
  tell: Notice
  stranded: Map<string, HistoryRecord>
  unread: Set<HistoryStore>
}

async function readAll(
  stores: readonly HistoryStore[],
  { query, tell, stranded, unread }: Reading,
): Promise<HistoryReading> {
  const readings: { store: HistoryStore; reading: HistoryReading }[] = []
  const failures: { kind: string; because: string }[] = []
  for (const store of stores) {
    try {
      readings.push({ store, reading: await store.read(query) })
      unread.delete(store)
    } catch (error) {
      failures.push({ kind: store.kind, because: reason(error) })
      unread.add(store)
    }
  }
  const [best, ...others] = readings
  if (!best) throw new HistoryError('unreachable', failures.map(({ because }) => because).join(' '))
  // Of a store alone the error says it.
  for (const { kind, because } of failures)
    tell(`The history in the ${kind} store could not be read: ${because}`)
  if (best.store === stores[0]) {
    const known = new Set(best.reading.records.map(({ id }) => id))
    for (const record of others.flatMap(({ reading }) => reading.records))
      if (!known.has(record.id)) stranded.set(record.id, record)
  }
  return {
    records: newest(union(...readings.map(({ reading }) => reading.records)), query),
    unreadable: readings.flatMap(({ reading }) => reading.unreadable),
    complete: failures.length === 0 && readings.every(({ reading }) => reading.complete),
  }
}

interface Appending {
  records: readonly HistoryRecord[]
  tell: Notice
  stranded: Map<string, HistoryRecord>
}

async function appendAny(
  stores: readonly HistoryStore[],
  { records, tell, stranded }: Appending,
): Promise<Appended> {
  const ways = stores.map((store, index) => ({
    name: store.kind,
    async go() {
      if (index > 0) return store.append(records)
      const done = await store.append(union(records, [...stranded.values()]))
      stranded.clear()
      return done
    },
  }))
  try {
    const { value, failures } = await firstThatWorks(ways)
    for (const { way, because } of failures)
      tell(`The history was not written to the ${way} store: ${because}`)
    return value
  } catch (error) {
    throw new HistoryError('unreachable', reason(error), { cause: error })
  }
}
