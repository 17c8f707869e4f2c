import { reason } from '../errors.ts'
import { reasonWithAdvice } from '../explain.ts'
import type { Appended, HistoryQuery, HistoryReading, HistoryRecord, HistoryStore } from '../history.ts'
import { HistoryError, assertRecords, fromLines, newest, toLines, union } from '../history.ts'
import { UploadUnclear, type ArtifactShelf, type StoredArtifact } from './artifact-shelf.ts'

/**
 * A history in artifacts, for tokens that may not write contents. Every append uploads one artifact of its own name that carries the new
 * records and all that its writer knew, so nothing is ever overwritten: writers at the same time fork, the next reader unions them. An
 * artifact is named after its newest record, so one whose record is known already needs no download.
 */
export interface ArtifactHistoryOptions {
  shelf: ArtifactShelf
  /** Artifacts opened by one reading; default 5, as many as may run at once. */
  downloads?: number
  /** Pages of a hundred looked through; default 10. */
  pages?: number
  /** Records that an artifact carries along; default `carriedRecords`. */
  carried?: number
}

export const carriedRecords = 500

const prefix = 'automation-history'
const file = 'history.ndjson'
const recordLimit = 16 * 1024 * 1024

export function artifactHistory(options: ArtifactHistoryOptions): HistoryStore {
  let known: HistoryRecord[] = []
  return {
    kind: 'artifact',
    async read(query) {
      const found = await readShelf(options, query.series, known)
      known = union(known, found.records)
      return { ...found, records: newest(found.records, query) }
    },
    async append(records) {
      const done = await append(options, records, known)
      known = union(known, records)
      return done
    },
  }
}

const slug = (series: string) => series.replaceAll('/', '.')

async function append(
  { shelf, carried = carriedRecords }: ArtifactHistoryOptions,
  records: readonly HistoryRecord[],
  known: readonly HistoryRecord[],
): Promise<Appended> {
  assertRecords(records)
  const ids = new Set(known.map(({ id }) => id))
  const fresh = records.filter(({ id }) => !ids.has(id))
  let [where, attempts] = ['', 1]
  for (const [series, own] of Map.groupBy(fresh, (record) => record.series)) {
    const all = union(own, newest(known, { series, limit: carried }))
    const name = `${prefix}.${slug(series)}.${own.at(-1)?.id}`
    const tries = await upload(shelf, name, toLines(all))
    attempts = Math.max(attempts, tries)
    where = `artifact ${nameOfTry(name, tries)}`
  }
  return { stored: fresh.length, already: records.length - fresh.length, attempts, where }
}

const uploads = 4

const nameOfTry = (name: string, n: number) => (n === 1 ? name : `${name}.${n}`)

/** How many tries it took. One that is unclear is looked for, and made again under another name: an upload that was begun holds its name. */
async function upload(shelf: ArtifactShelf, name: string, lines: string): Promise<number> {
  for (let n = 1; ; n++) {
    const own = nameOfTry(name, n)
    try {
      await shelf.upload(own, new Map([[file, lines]]))
      return n
    } catch (error) {
      const unclear = error instanceof UploadUnclear
      if (unclear && (await isThere(shelf, own))) return n
      if (!unclear || n === uploads) throw new HistoryError('unreachable', reason(error), { cause: error })
    }
  }
}

const isThere = (shelf: ArtifactShelf, name: string): Promise<boolean> =>
  shelf.page(1, name).then(
    ({ artifacts }) => artifacts.length > 0,
    () => false,
  )

async function readShelf(
  { shelf, downloads = 5, pages = 10 }: ArtifactHistoryOptions,
  series: HistoryQuery['series'],
  known: readonly HistoryRecord[],
): Promise<HistoryReading> {
  let records = union(known.filter((record) => record.series === series))
  const unreadable: { where: string; because: string }[] = []
  let opened = 0
  let skipped = 0
  for (let page = 1; page <= pages; page++) {
    const { artifacts, last } = await listed(shelf, page)
    const own = artifacts.filter(({ name }) => recordOf(name, series) !== undefined)
    let caughtUp = false
    for (const artifact of own) {
      caughtUp = records.some(({ id }) => id === recordOf(artifact.name, series))
      if (caughtUp) continue
      if (opened >= downloads) {
        skipped++
        continue
      }
      opened++
      const found = await contentOf(shelf, artifact)
      records = union(
        records,
        found.records.filter((record) => record.series === series),
      )
      unreadable.push(...found.unreadable)
    }
    // The oldest one of this page was known from a newer one: so is what its own writer knew, further back.
    if (last || caughtUp) break
  }
  return { records, unreadable, complete: skipped === 0 && unreadable.length === 0 }
}

function recordOf(name: string, series: string): string | undefined {
  const own = `${prefix}.${slug(series)}.`
  return name.startsWith(own) ? name.slice(own.length).replace(/\.\d$/, '') : undefined
}

async function listed(shelf: ArtifactShelf, page: number): ReturnType<ArtifactShelf['page']> {
  return shelf.page(page).catch((error: unknown) => {
    const message = reasonWithAdvice(error, 'permissions: actions: read')
    throw new HistoryError('unreachable', message, { cause: error })
  })
}

async function contentOf(
  shelf: ArtifactShelf,
  { id, name }: StoredArtifact,
): Promise<Pick<HistoryReading, 'records' | 'unreadable'>> {
  try {
    const content = (await shelf.download(id, recordLimit)).get(file)
    if (!content) return { records: [], unreadable: [{ where: name, because: `holds no ${file}` }] }
    return fromLines(new TextDecoder().decode(content), name)
  } catch (error) {
    return { records: [], unreadable: [{ where: name, because: reason(error) }] }
  }
}
