import type { ChainLink, Comparison, Counts, Drift } from '../model.ts'

export function driftOf(comparison: Comparison): Drift {
  if (typeof comparison === 'string') return comparison
  const { ahead, behindAtMost } = comparison
  if (ahead === 0) return behindAtMost === 0 ? 'identical' : 'contained'
  return behindAtMost === 0 ? 'ahead' : 'diverged'
}

export function exactly(ahead: number, behind: number): Counts {
  return { ahead, behind, behindAtMost: behind }
}

/** The base moved forward by commits that are known: `linear` when each has one parent, down to the old tip. */
export interface Move {
  commits: number
  linear: boolean
  /** The new commits, where they are known. */
  oids?: ReadonlySet<string>
}

/**
 * What a base that moved from m0 to m1 by a fast-forward does to the counts of a branch whose tip stands still. Each new commit is either
 * new to the branch, or one of the commits that only the branch had: Δbehind = n − Δahead. A commit of a linear move has m0 among its
 * ancestors, so a branch that lacks part of m0 has none of them. Undefined where only a comparison can tell.
 */
export function advance(counts: Counts, tip: string, move: Move): Counts | undefined {
  const { ahead, behind, behindAtMost } = counts
  const n = move.commits
  const whole: Counts = { ahead, behind: behind + n, behindAtMost: behindAtMost + n }
  if (n === 0) return counts
  if (ahead === 0 || (move.linear && behind > 0)) return whole
  if (move.oids?.has(tip))
    return { ahead: 0, behind: behind + n - ahead, behindAtMost: behindAtMost + n - ahead }
  // The tip itself is not among the new commits, so at least that one is still only the branch's.
  const merged = move.oids ? Math.min(ahead - 1, n) : Math.min(ahead, n)
  if (merged >= ahead) return undefined
  if (merged === 0) return whole
  return { ahead, behind: behind + n - merged, behindAtMost: behindAtMost + n }
}

/** Whether the range of `behind` leaves open on which side of the threshold the branch stands. */
export function ambiguous({ behind, behindAtMost }: Counts, threshold: number): boolean {
  return behind <= threshold && behindAtMost > threshold
}

/** A fast-forward by a known number of commits, and which ones they are where the chain shows all of them. */
export function movedBy(chain: readonly ChainLink[], from: string, commits: number): Move {
  const byOid = new Map(chain.map((link) => [link.oid, link]))
  const old = reachable(byOid, from)
  const fresh = [...reachable(byOid, chain[0]?.oid ?? '')].filter((oid) => !old.has(oid))
  // Closed: whatever a new commit stands on is new as well or part of the old base, so nothing new lies outside of the chain.
  const closed = fresh.every((oid) => byOid.get(oid)?.parents.every((parent) => byOid.has(parent)))
  const whole = closed && byOid.has(from) && fresh.length === commits
  return whole ? { commits, linear: false, oids: new Set(fresh) } : { commits, linear: false }
}

function reachable(byOid: ReadonlyMap<string, ChainLink>, from: string): Set<string> {
  const seen = new Set<string>()
  const queue = [from]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    const link = byOid.get(oid)
    if (!link || seen.has(oid)) continue
    seen.add(oid)
    queue.push(...link.parents)
  }
  return seen
}

/** The move from `from` to the first commit of the chain, if the chain shows it to be linear. */
export function linearMove(chain: readonly ChainLink[], from: string): Move | undefined {
  const byOid = new Map(chain.map((link) => [link.oid, link]))
  const oids = new Set<string>()
  for (let at = chain[0]?.oid; at !== undefined;) {
    if (at === from) return { commits: oids.size, linear: true, oids }
    const link = byOid.get(at)
    if (!link || link.parents.length !== 1 || oids.has(at)) return undefined
    oids.add(at)
    at = link.parents[0]
  }
  return undefined
}
