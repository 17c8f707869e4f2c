import type { HistoryRecord, HistoryStore } from '../history.ts'
import { HistoryError, assertRecords, newest, union } from '../history.ts'

export interface MemoryHistory extends HistoryStore {
  readonly records: Map<string, HistoryRecord>
  /** While set, every call fails with it, as a protected branch or an outage would. */
  failure: HistoryError | undefined
}

/** A history store in memory. Records are copied in and out, so that nobody changes what was stored. */
export function memoryHistory(initial: readonly HistoryRecord[] = []): MemoryHistory {
  const records = new Map(initial.map((record) => [record.id, structuredClone(record)]))
  const store: MemoryHistory = {
    kind: 'memory',
    records,
    failure: undefined,
    async read(query) {
      await Promise.resolve()
      if (store.failure) throw store.failure
      const all = union([...records.values()])
      return { records: structuredClone(newest(all, query)), unreadable: [], complete: true }
    },
    async append(added) {
      await Promise.resolve()
      if (store.failure) throw store.failure
      assertRecords(added)
      const fresh = added.filter(({ id }) => !records.has(id))
      for (const record of fresh) records.set(record.id, structuredClone(record))
      return { stored: fresh.length, already: added.length - fresh.length, attempts: 1, where: 'memory' }
    },
  }
  return store
}
