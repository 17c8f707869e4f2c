import type { Branch, RepositoryRead } from '../model.ts'

/** What one run leaves for the next, so that only what changed is asked for again. Losing it costs requests, never correctness. */
export interface State {
  version: 3
  /** Newest push seen, by owner in lower case. */
  watermarks: Record<string, string>
  /** By `owner/name` as configured, in lower case. */
  repositories: Record<string, KnownRepository>
  /** Tips that this action made, by `owner/name:branch`. */
  ours: Record<string, { oid: string; at: string }>
  /** Merge commits of sync pull requests, and whether they have one parent. */
  squashed: Record<string, boolean>
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
  return { version: 3, watermarks: {}, repositories: {}, ours: {}, squashed: {}, created: {} }
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

/** Whether a look was so long after a push that a later push would have a later time. */
export function isSettled(pushedAt: string, seenAt: string): boolean {
  return Date.parse(seenAt) - Date.parse(pushedAt) >= settling
}

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
  const essence = ({ base, branches, read }: KnownRepository) => JSON.stringify([base, branches, read])
  return (
    sameWrites(a, b) &&
    sameRepositories(a, b, (known, next) => known === next || essence(known) === essence(next))
  )
}

/** Whether writing `b` over `a` would change nothing, by what a run that found no push leaves as it was. */
export function isUnchanged(a: State, b: State): boolean {
  return (
    sameWrites(a, b) &&
    JSON.stringify(a.watermarks) === JSON.stringify(b.watermarks) &&
    sameRepositories(a, b, (known, next) => known === next)
  )
}

function sameWrites(a: State, b: State): boolean {
  // Creations that are an hour old leave the state with the next write; they are no reason for one.
  const known = Object.entries(b.created).every(([key, times]) =>
    times.every((time) => a.created[key]?.includes(time)),
  )
  return known && JSON.stringify([a.ours, a.squashed]) === JSON.stringify([b.ours, b.squashed])
}

function sameRepositories(
  { repositories: a }: State,
  { repositories: b }: State,
  same: (known: KnownRepository, next: KnownRepository) => boolean,
): boolean {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => {
      const [known, next] = [a[key], b[key]]
      return known !== undefined && next !== undefined && same(known, next)
    })
  )
}
