import type { Clock } from './ports.ts'

export type EntryKind = 'read' | 'decided' | 'intended' | 'wrote' | 'skipped' | 'retried' | 'failed'

/** One thing that happened. Counts, summaries, outputs and metrics are computed from these. */
export interface Entry {
  at: string
  kind: EntryKind
  /** What it happened to, e.g. `acme/web:release` or `GET /repos/{owner}/{repo}`. */
  subject: string
  because: string
  /** What was done or tried, in the domain's verbs, e.g. `create-pull-request`. */
  action?: string
  before?: string
  after?: string
  /** Further facts; JSON values only. */
  facts?: Readonly<Record<string, unknown>>
}

export type NewEntry = Omit<Entry, 'at'>

/** Append-only record of a run. A sink receives each line before `record` returns, so an intent is on disk before its write. */
export class Journal {
  readonly #clock: Pick<Clock, 'now'>
  readonly #entries: Entry[] = []
  #sink: ((line: string) => void) | undefined

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  /** From now on every entry is also written out; entries so far are written first. */
  attach(sink: (line: string) => void): void {
    for (const entry of this.#entries) sink(JSON.stringify(entry))
    this.#sink = sink
  }

  record(entry: NewEntry): Entry {
    const full: Entry = { at: this.#clock.now().toISOString(), ...entry }
    this.#entries.push(full)
    this.#sink?.(JSON.stringify(full))
    return full
  }

  /** Many at once, for things that are known together: the sink gets their lines as one text. */
  recordAll(entries: readonly NewEntry[]): void {
    if (entries.length === 0) return
    const at = this.#clock.now().toISOString()
    const full = entries.map((entry): Entry => ({ at, ...entry }))
    for (const entry of full) this.#entries.push(entry)
    this.#sink?.(full.map((entry) => JSON.stringify(entry)).join('\n'))
  }

  count(wanted: EntryKind | ((entry: Entry) => boolean)): number {
    const matches = typeof wanted === 'function' ? wanted : (entry: Entry) => entry.kind === wanted
    return this.#entries.filter(matches).length
  }

  toJsonLines(): string {
    return this.#entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  }
}

/** Reads JSON lines back; a last line cut short by a killed run is left out and counted. */
export function parseJournal(text: string): { entries: Entry[]; unreadable: number } {
  const entries: Entry[] = []
  let unreadable = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    try {
      const value: unknown = JSON.parse(line)
      if (isEntry(value)) entries.push(value)
      else unreadable++
    } catch {
      unreadable++
    }
  }
  return { entries, unreadable }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false
  const entry = value as Record<string, unknown>
  return ['at', 'kind', 'subject', 'because'].every((key) => typeof entry[key] === 'string')
}
