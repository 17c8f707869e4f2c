import { branchRules } from '../plan/branch-rules.ts'
import { advance, ambiguous, driftOf, exactly, linearMove, type Move } from '../plan/drift.ts'
import type { BranchTip, Comparison, RepositoryRead, Target } from '../model.ts'
import type { KnownRepository } from '../state/state.ts'

/** One repository on the way from its tips to its counts. */
export interface Counting {
  target: Target
  read: RepositoryRead
  seenAt: string
  base: { name: string; oid: string }
  known: KnownRepository | undefined
  /** By object id of the tip: equal tips are one question. */
  comparisons: Map<string, Comparison>
  failures: Map<string, string>
  /** Where the base branch stood when it was compared, if that was somewhere else. */
  movedTo?: string
  baseGone?: boolean
}

/** Branches whose counts matter: those left alone for their name or author are not asked about. */
export function branchesToCompare({
  target,
  read,
  base,
}: Pick<Counting, 'target' | 'read' | 'base'>): BranchTip[] {
  const rules = branchRules(target, read)
  return read.branches.filter(
    (branch) => branch.name !== base.name && rules.wanted(branch.name) && !rules.exemption(branch),
  )
}

export interface Open {
  /** Tips that only a comparison can tell. */
  tips: string[]
  /** The old base tip, when knowing how far the base moved could settle more tips than it costs. */
  oldBase?: string
}

/** Settles what can be settled without asking; the rest is open. */
export function settle(counting: Counting): Open {
  const { base, known, comparisons, read } = counting
  const wanted = new Set(branchesToCompare(counting).map(({ oid }) => oid))
  if (wanted.delete(base.oid)) comparisons.set(base.oid, exactly(0, 0))
  if (known?.base.name !== base.name) return { tips: [...wanted] }
  const same = known.base.oid === base.oid
  const move: Move | undefined = same ? { commits: 0, linear: true } : linearMove(read.chain, known.base.oid)
  const before = tipsOf(known)
  const open = [...wanted].filter((oid) => !carry(counting, { oid, before: before.get(oid), move }))
  const standing = open.filter((oid) => before.has(oid)).length
  return !same && !move && standing > 1 ? { tips: open, oldBase: known.base.oid } : { tips: open }
}

/** Settles once more, knowing how the base moved. */
export function settleMoved(counting: Counting, tips: readonly string[], move: Move): string[] {
  const before = counting.known ? tipsOf(counting.known) : new Map<string, Comparison>()
  return tips.filter((oid) => !carry(counting, { oid, before: before.get(oid), move }))
}

function tipsOf(known: KnownRepository): Map<string, Comparison> {
  return new Map(known.branches.map(({ oid, comparison }) => [oid, comparison]))
}

interface Carried {
  oid: string
  before: Comparison | undefined
  move: Move | undefined
}

function carry({ comparisons, target }: Counting, { oid, before, move }: Carried): boolean {
  if (before === undefined || typeof before === 'string' || !move) return false
  const counts = advance(before, oid, move)
  if (!counts || ambiguous(counts, target.threshold)) return false
  // A range that starts at nothing leaves open whether the branch is behind at all.
  if (counts.behind === 0 && counts.behindAtMost > 0) return false
  if (driftOf(counts) === 'unknown') return false
  comparisons.set(oid, counts)
  return true
}
