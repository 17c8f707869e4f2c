import { changeFor } from './change.ts'
import type { Appended, HistoryRecord, HistoryStore } from '../history.ts'
import { HistoryError, assertRecords } from '../history.ts'
import type { Measure } from './digest.ts'
import { branchRemote, type BranchRemote } from './remote.ts'
import { bucketPath, latestPath } from './layout.ts'
import { OrderedLocks } from '../safeguards/ordered-locks.ts'
import { isStored, readBuckets, readSeries, type Snapshot } from './series.ts'
import type { Clock, GitHub } from '../ports.ts'

export interface BranchHistoryOptions {
  github: GitHub
  clock: Clock
  repository: string
  branch?: string
  /** Tries of the whole read-modify-write; default 40. With 20 writers at once one of them was measured to need 14. */
  attempts?: number
  /** Milliseconds for all tries; default 120,000. */
  deadline?: number
  /** What records are counted as, by the day at once and by the hour before they go after 90 days; without it they are all kept. */
  measure?: Measure
}

interface Store {
  remote: BranchRemote
  settings: BranchHistoryOptions
  branch: string
  /** The branch as it stands now, or at a commit that is known to be its head. */
  snapshot(head?: string): Promise<Snapshot>
  /** Blobs never change, so each is fetched once. */
  text: (id: string) => Promise<string>
}

/** A history on an orphan branch: append is a compare-and-swap commit, repeated whole until it is there and was read back. */
export function branchHistory(options: BranchHistoryOptions): HistoryStore {
  const branch = options.branch ?? 'automation-data'
  const remote = branchRemote(options.github, options.repository, branch)
  const contents = new Map<string, string>()
  // Two appends of one process would only run into each other's commits.
  const locks = new OrderedLocks()
  let last: Snapshot | undefined
  const store: Store = {
    remote,
    settings: options,
    branch,
    async snapshot(known) {
      const head = known ?? (await remote.head())
      if (last && last.head === head) return last
      last =
        head === undefined
          ? { head, blobs: new Map(), complete: true }
          : { head, ...(await remote.tree(head)) }
      return last
    },
    async text(id) {
      const known = contents.get(id) ?? (await remote.blob(id))
      contents.set(id, known)
      return known
    },
  }
  return {
    kind: 'branch',
    read: async (query) => readSeries(store.text, await store.snapshot(), query),
    // Of the commit that was read last: with the records of that reading they are one whole.
    buckets: async (query) => readBuckets(store.text, last ?? (await store.snapshot()), query),
    append: (records) => locks.hold([branch], () => appendRecords(store, records)),
  }
}

async function appendRecords(store: Store, records: readonly HistoryRecord[]): Promise<Appended> {
  assertRecords(records)
  const { clock, attempts = 40, deadline = 120_000 } = store.settings
  const started = clock.monotonic()
  let because = 'it could not be read back'
  let tried = 0
  // Records that a try of this call may have written; what stands there without one was there before.
  const own = new Set<string>()
  const finish = (at: Snapshot): Appended => ({
    stored: own.size,
    already: records.length - own.size,
    attempts: tried,
    where: `branch ${store.branch} at ${at.head?.slice(0, 7) ?? ''}`,
  })
  for (;;) {
    const at = await store.snapshot()
    await fetchAtOnce(store, at, records)
    const missing = await missingAt(store, at, records)
    if (missing.length === 0) return finish(at)
    if (tried >= attempts || clock.monotonic() - started > deadline) break
    tried++
    const change = await changeFor(
      { text: store.text, at, now: clock.now(), measure: store.settings.measure },
      missing,
    )
    const result = await store.remote.change(change)
    if (result.kind !== 'stale') for (const { id } of missing) own.add(id)
    if (result.kind === 'done') {
      const seen = await store.snapshot(result.head)
      if ((await missingAt(store, seen, records)).length === 0) return finish(seen)
    } else because = result.because
    // Full jitter: losers of one round must not meet again in the next.
    await clock.sleep(clock.random() * Math.min(5000, 100 * 2 ** tried))
  }
  throw new HistoryError(
    'contended',
    `The record was not stored in ${tried} tries: ${because.replace(/\.*$/, '.')}`,
  )
}

/** The files that a record touches, together: the shorter the time between reading the head and moving it, the fewer come in between. */
async function fetchAtOnce(store: Store, at: Snapshot, records: readonly HistoryRecord[]): Promise<void> {
  const paths = records.flatMap(({ series, at: time }) => [
    latestPath(series),
    bucketPath(series, new Date(time).toISOString().slice(0, 7), 'day'),
  ])
  const ids = new Set(paths.flatMap((path) => at.blobs.get(path) ?? []))
  await Promise.all([...ids].map((id) => store.text(id)))
}

async function missingAt(
  store: Store,
  at: Snapshot,
  records: readonly HistoryRecord[],
): Promise<HistoryRecord[]> {
  const missing: HistoryRecord[] = []
  for (const record of records) if (!(await isStored(store.text, at, record))) missing.push(record)
  return missing
}
