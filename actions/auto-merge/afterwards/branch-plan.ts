import type { Facts } from '../facts.ts'

export type BranchPlan =
  | { kind: 'keep'; because: string }
  /** Deleted after these pull requests, which are based on it, stand on the base. */
  | { kind: 'delete'; dependents: readonly number[] }

/** Why the head branch stays whatever else is open; undefined when that depends on the other pull requests. */
export function keptBranch({ head, repository, base }: Facts): string | undefined {
  if (head.repository?.toLowerCase() !== repository.name.toLowerCase()) return 'it is in a fork'
  // GitHub does it itself then, and moves the dependents.
  if (repository.deletesBranches) return 'the repository deletes merged branches by itself'
  if (repository.defaultBranch === undefined) return 'GitHub did not say which branch is the default'
  if (head.name === repository.defaultBranch || head.name === base.name) return 'it is a branch to stay'
  if (!head.deletable) return 'a rule forbids it'
  return undefined
}

/** What is to become of the head branch after the merge. */
export function branchPlan(facts: Facts, open: NonNullable<Facts['openPullRequests']>): BranchPlan {
  const kept = keptBranch(facts)
  if (kept) return { kind: 'keep', because: kept }
  const others = open.filter(({ number }) => number !== facts.number)
  const sibling = others.find((one) => one.head === facts.head.name)
  if (sibling) return { kind: 'keep', because: `#${sibling.number} comes from it too` }
  return {
    kind: 'delete',
    dependents: others.filter((one) => one.base === facts.head.name).map(({ number }) => number),
  }
}
