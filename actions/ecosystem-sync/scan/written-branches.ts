import { BudgetStop } from '@ecosystem-actions/core/errors'
import type { Clock } from '@ecosystem-actions/core/ports'
import { inBatches } from '../batch.ts'
import type { BranchAnswer, BranchAsk, Forge } from '../forge.ts'
import { snapshotPrefix } from '../plan/branch-rules.ts'
import type { Repository, Unread } from '../model.ts'
import type { PlanItem } from '../plan/item.ts'
import type { WholeScan } from './all.ts'
import { batchRun } from './read.ts'

/** Three connections each at most: one point. */
const branchesPerBatch = 33

interface Question extends BranchAsk {
  repository: Repository
  /** The branch whose verdict the answer serves. */
  of: string
}

interface Looking {
  plan: (repository: Repository) => readonly PlanItem[]
  clock: Clock
}

/**
 * Rules that classic protection does not show, pull requests without our label and declines of long ago matter only where something is to be
 * written, so only those branches are asked about, and only where the scan saw that there is something to ask.
 */
export async function lookAtWritten(scan: WholeScan, { plan, clock }: Looking): Promise<void> {
  const byForge = new Map<Forge, Question[]>()
  for (const repository of scan.repositories) {
    const forge = scan.forges.get(repository)
    const questions = forge ? questionsOf(repository, plan) : []
    if (forge && questions.length > 0) byForge.set(forge, [...(byForge.get(forge) ?? []), ...questions])
  }
  for (const [forge, questions] of byForge) {
    try {
      await inBatches<Question, BranchAnswer>(
        questions,
        batchRun(clock, branchesPerBatch, {
          ask: (batch) => forge.lookAtBranches(batch),
          answered: learn,
          giveUp: forget,
        }),
      )
    } catch (error) {
      if (!(error instanceof BudgetStop)) throw error
      scan.stopped ??= error
    }
  }
}

function questionsOf(
  repository: Repository,
  plan: (repository: Repository) => readonly PlanItem[],
): Question[] {
  const { read, base } = repository
  const unread = read?.unread
  if (!read || !base || !unread || !(unread.rules || unread.open || unread.done)) return []
  const slash = read.nameWithOwner.indexOf('/')
  const place = { owner: read.nameWithOwner.slice(0, slash), name: read.nameWithOwner.slice(slash + 1) }
  return plan(repository).flatMap((item) => {
    const wanted = needed(item, unread)
    if (!wanted) return []
    const of = item.branch
    const key = `${read.nameWithOwner}:${of}`
    // A snapshot is the head of a pull request into the branch that it is named after.
    const pair = of.startsWith(snapshotPrefix)
      ? { branch: of.slice(snapshotPrefix.length), base: of }
      : { branch: of, base: base.name }
    return [{ key, ...place, ...pair, unread: wanted, repository, of }]
  })
}

function needed(
  { action, fallback, branch, pullRequest }: PlanItem,
  { rules, open, done }: Unread,
): Unread | undefined {
  if (branch.startsWith(snapshotPrefix)) {
    const unknown = done && pullRequest === undefined
    if (action !== 'delete-snapshot' && !unknown) return undefined
    return open || unknown ? { rules: false, open, done: unknown } : undefined
  }
  const opens = action === 'open-pull-request' || fallback === 'open-pull-request'
  if (!opens && action !== 'fast-forward' && action !== 'merge') return undefined
  const wanted = { rules, open: opens && open, done: opens && done }
  return wanted.rules || wanted.open || wanted.done ? wanted : undefined
}

/** Nothing is written to a branch of which half is known: somebody may have declined it, or use it. */
function forget({ repository, of: name }: Question, message: string): void {
  repository.branches = name.startsWith(snapshotPrefix)
    ? repository.branches.filter((branch) => branch.name !== name)
    : repository.branches.map((branch) =>
        branch.name === name ? { ...branch, comparison: 'unknown' } : branch,
      )
  repository.failures = [...repository.failures, { branch: name, message }]
}

function learn({ repository, of: name }: Question, { ruled, pulls }: BranchAnswer): void {
  if (ruled)
    repository.branches = repository.branches.map((branch) =>
      branch.name === name ? { ...branch, protected: true } : branch,
    )
  if (!repository.read) return
  const known = new Set(repository.read.pulls.map(({ number }) => number))
  const more = pulls.filter(({ number }) => !known.has(number))
  if (more.length > 0) repository.read = { ...repository.read, pulls: [...repository.read.pulls, ...more] }
}
