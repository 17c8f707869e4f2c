import type { Branch, BranchTip, Comparison } from '../model.ts'
import { shared, type Shared } from '../scan/shared.ts'
import { emptyState, type KnownRepository, type State } from './state.ts'

/**
 * The state as a JSON text of one line a repository, so that it is written and read piece by piece: as one text it would be in memory several
 * times over when there are many repositories. A branch is a row of values, which is a third of what it is with names.
 */
export function* formatState({ repositories, ...rest }: State): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"repositories":{\n`
  let before = ''
  for (const [key, known] of Object.entries(repositories)) {
    yield `${before}${JSON.stringify(key)}:${JSON.stringify(packed(known))}`
    before = ',\n'
  }
  yield '\n}}\n'
}

const ending = '"repositories":{'

/** The state of the lines that `formatState` wrote; undefined when they are none of ours: then everything is scanned. */
export function parseState(lines: Iterable<string>): State | undefined {
  const sharing = shared()
  let state: State | undefined
  try {
    for (const line of lines) {
      if (!state) state = readHead(line)
      else if (line === '}}') return state
      else if (line !== '') readRepository(state, line, sharing)
      if (!state) return undefined
    }
  } catch {
    return undefined
  }
  // The last line is missing, so it was cut short.
  return undefined
}

function readHead(line: string): State | undefined {
  if (!line.endsWith(ending)) return undefined
  const value = JSON.parse(`${line}}}`) as Partial<State>
  if (value.version !== 3) return undefined
  const state = { ...emptyState(), ...value }
  const parts = [state.watermarks, state.repositories, state.ours, state.squashed, state.created]
  const whole = parts.every((part) => typeof part === 'object' && part !== null)
  const lists = whole && Object.values(state.created).every((list) => Array.isArray(list))
  return lists ? state : undefined
}

function readRepository({ repositories }: State, line: string, sharing: Shared): void {
  const [entry] = Object.entries(JSON.parse(`{${line.replace(/,$/, '')}}`) as Record<string, Packed>)
  if (!entry) throw new TypeError('no repository')
  repositories[entry[0]] = unpacked(entry[1], sharing)
}

type Row = [
  name: string,
  oid: string,
  comparison: string | number[],
  committedAt: string | null,
  byBot: 0 | 1,
  protection: 0 | 1,
  /** Index in `since`; -1 for none. */
  since: number,
]

interface Packed extends Omit<KnownRepository, 'branches'> {
  since: string[]
  rows: Row[]
}

/** Each text once, with its number. */
function numbered() {
  const numbers = new Map<string, number>()
  return {
    values: () => [...numbers.keys()],
    numberOf(value: string): number {
      const found = numbers.get(value) ?? numbers.size
      numbers.set(value, found)
      return found
    },
  }
}

function packed({ branches, ...rest }: KnownRepository): Packed {
  const since = numbered()
  const rows = branches.map((branch): Row => {
    const { name, oid, comparison, committedAt = null, behindSince } = branch
    const from = behindSince === undefined ? -1 : since.numberOf(behindSince)
    const [bot, guarded] = [branch.byBot ? 1 : 0, branch.protected ? 1 : 0] as const
    return [name, oid, packedCounts(comparison), committedAt, bot, guarded, from]
  })
  return { ...rest, since: since.values(), rows }
}

function packedCounts(comparison: Comparison): string | number[] {
  if (typeof comparison === 'string') return comparison
  const { ahead, behind, behindAtMost } = comparison
  return behind === behindAtMost ? [ahead, behind] : [ahead, behind, behindAtMost]
}

function unpacked({ seenAt, read, base, since, rows }: Packed, sharing: Shared): KnownRepository {
  if (typeof seenAt !== 'string' || typeof base.oid !== 'string') throw new TypeError('no repository')
  const branches = rows.map((row): Branch => {
    const [name, oid, counts, committedAt, bot, protection, from] = row
    const tip: BranchTip = {
      name,
      oid,
      protected: protection === 1,
      ...(committedAt === null ? {} : { committedAt }),
      ...(bot === 1 ? { byBot: true } : {}),
    }
    return sharing.branch(tip, unpackedCounts(counts), since[from])
  })
  return { seenAt, read, base, branches }
}

function unpackedCounts(counts: string | number[]): Comparison {
  if (counts === 'unrelated' || counts === 'unknown') return counts
  const [ahead, behind, behindAtMost = behind] = counts
  if (typeof ahead !== 'number' || typeof behind !== 'number' || typeof behindAtMost !== 'number')
    throw new TypeError('no counts')
  return { ahead, behind, behindAtMost }
}
