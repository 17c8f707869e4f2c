import type { Branch, RepositoryRead } from './model.ts'

/** What one run leaves for the next, so that only what changed is asked for again. Losing it costs requests, never correctness. */
export interface State {
  version: 1
  /** Newest push seen, by owner in lower case. */
  watermarks: Record<string, string>
  /** By `owner/name` as configured, in lower case. */
  repositories: Record<string, KnownRepository>
  /** Tips that this action made, by `owner/name:branch`. */
  ours: Record<string, { oid: string; at: string }>
  /** Merge commits of sync pull requests, and whether they have one parent. */
  squashed: Record<string, boolean>
  /** When a branch was first seen beyond its threshold, by `owner/name:branch`. */
  behindSince: Record<string, string>
  /** When content was created within the last hour, by whose token; see `Creations`. */
  created: Record<string, readonly string[]>
}

export interface KnownRepository {
  seenAt: string
  read: Omit<RepositoryRead, 'branches' | 'chain'>
  base: { name: string; oid: string }
  branches: readonly Branch[]
}

export function emptyState(): State {
  return {
    version: 1,
    watermarks: {},
    repositories: {},
    ours: {},
    squashed: {},
    behindSince: {},
    created: {},
  }
}

/** The state of a text; undefined when it is none of ours: then everything is scanned. */
export function parseState(text: string): State | undefined {
  try {
    const value = JSON.parse(text) as Partial<State> | null
    if (value?.version !== 1) return undefined
    const state = { ...emptyState(), ...value }
    const parts = [state.watermarks, state.repositories, state.ours, state.squashed, state.created]
    const whole = parts.every((part) => typeof part === 'object' && part !== null)
    const known = Object.values(state.repositories ?? {}).every(
      (entry) =>
        typeof entry?.seenAt === 'string' &&
        typeof entry.base?.oid === 'string' &&
        Array.isArray(entry.branches),
    )
    const lists = whole && Object.values(state.created).every((list) => Array.isArray(list))
    return lists && known ? state : undefined
  } catch {
    return undefined
  }
}

/** The state as JSON in pieces: as one text it would be in memory several times over when there are many repositories. */
export function* formatState({ repositories, ...rest }: State): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"repositories":{`
  let before = ''
  for (const [key, known] of Object.entries(repositories)) {
    yield `${before}${JSON.stringify(key)}:${JSON.stringify(known)}`
    before = ',\n'
  }
  yield '}}\n'
}

const dayInMs = 86_400_000
/** The runner that wrote the state may have had a clock that is ahead of ours. */
const clockSkew = 5 * 60_000

/** Once a day everything is looked at again: a deleted branch or a new default branch may not move the time of the last push. */
export function isFresh({ seenAt }: KnownRepository, now: Date): boolean {
  const age = now.getTime() - Date.parse(seenAt)
  return age > -clockSkew && age < dayInMs
}

// GitHub's times are whole seconds: a push in the second of our look would be hidden behind an equal time.
const settling = 5000

/** How far an owner has been seen, never closer to the present than pushes need to show. */
export function watermark(pushes: readonly string[], now: Date): string {
  const newest = pushes.reduce((a, b) => (a > b ? a : b), '')
  const limit = new Date(now.getTime() - settling).toISOString().replace(/\.\d+Z$/, 'Z')
  return newest < limit ? newest : limit
}

/** Tips of ours older than two days say nothing any more. */
export function withoutOldTips(ours: State['ours'], now: Date): State['ours'] {
  return Object.fromEntries(
    Object.entries(ours).filter(([, { at }]) => now.getTime() - Date.parse(at) < 2 * dayInMs),
  )
}

/** Whether two states say the same of the world, whenever they were made; the watermark may lag a little for nothing. */
export function sameKnowledge(a: State, b: State): boolean {
  const essence = ({ repositories, ours, squashed }: State) =>
    JSON.stringify([
      Object.entries(repositories).map(([key, { base, branches, read }]) => [key, base, branches, read]),
      ours,
      squashed,
    ])
  return essence(a) === essence(b)
}
