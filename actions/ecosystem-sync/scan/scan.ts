import { BudgetStop } from '@ecosystem-actions/core/errors'
import type { Clock } from '@ecosystem-actions/core/ports'
import type { Forge } from '../forge.ts'
import type { Refused, Repository, Target } from '../model.ts'
import { unseenRemedy } from '../remedies.ts'
import type { State } from '../state/state.ts'
import { changedTargets } from './changed.ts'
import { compareAll } from './compare.ts'
import { branchesToCompare, type Counting } from './counts.ts'
import type { Group } from './group.ts'
import { keyOf, readAll, repositoriesPerBatch, type ReadResult } from './read.ts'
import { shared, type Shared } from './shared.ts'
import { isBeyond } from './since.ts'
import { baseOf, found, left, refusedRepository, withoutBase } from './repositories.ts'

export interface ScanContext {
  clock: Clock
  startedAt: Date
  state: State
  /** Whether a repository that did not change must be read all the same, because something is to be written there. */
  needsRead: (repository: Repository) => boolean
  /** Whether the newest commits of the base branches are wanted even where nothing is remembered. */
  chain: boolean
  /** Told what is known of one token's repositories from time to time. */
  checkpoint?: (seen: readonly Repository[]) => Promise<void>
}

export interface GroupScan {
  repositories: Repository[]
  /** How far each owner has been seen, by owner in lower case; only for owners that were seen whole. */
  watermarks: Record<string, string>
  /** The limit that ended the scan early. */
  stopped?: BudgetStop
}

/** Looks at all repositories of one token. Never throws for one of them; a limit ends it early and says so. */
export async function scanGroup({ forge, targets }: Group, context: ScanContext): Promise<GroupScan> {
  const seen = new Map<string, Repository>()
  const scan: GroupScan = { repositories: [], watermarks: {} }
  const scanning = { ...context, seen, sharing: shared() }
  try {
    const { changed, watermarks } = await changedTargets(forge, targets, scanning)
    scan.watermarks = watermarks
    await lookAll(forge, changed, scanning)
    const again = changed.filter((target) => isRestless(seen.get(keyOf(target))))
    await lookAll(forge, again, scanning)
  } catch (error) {
    if (!(error instanceof BudgetStop)) throw error
    scan.stopped = error
    scan.watermarks = {}
  }
  scan.repositories = targets.map((target) => seen.get(keyOf(target)) ?? left(target))
  return scan
}

interface Look extends ScanContext {
  seen: Map<string, Repository>
  sharing: Shared
}

/**
 * What is asked and answered on the way to the counts weighs more than the counts, and a run that is killed loses what is on the way: so it is
 * so many repositories at a time, a whole number of reads.
 */
const portion = 10 * repositoriesPerBatch

async function lookAll(forge: Forge, targets: readonly Target[], context: Look): Promise<void> {
  for (let at = 0; at < targets.length; at += portion) {
    await look(forge, targets.slice(at, at + portion), context)
    await context.checkpoint?.([...context.seen.values()])
  }
}

/** Reads, then counts; repositories that were reached are in `seen` whatever happens later. */
async function look(forge: Forge, targets: readonly Target[], context: Look): Promise<void> {
  const { clock, state, seen, chain } = context
  const countings: Counting[] = []
  const seenAt = clock.now().toISOString()
  const done = (target: Target, result: ReadResult): void => {
    if ('refused' in result)
      return void seen.set(keyOf(target), refusedRepository(target, advised(result.refused, target, forge)))
    const repository = found(target, result.read, seenAt)
    const base = baseOf(target, result.read)
    if (repository.status !== 'ok' && repository.status !== 'renamed')
      return void seen.set(keyOf(target), repository)
    if (!base) return void seen.set(keyOf(target), withoutBase(repository))
    countings.push({
      target,
      read: result.read,
      seenAt,
      base,
      known: state.repositories[keyOf(target)],
      comparisons: new Map(),
      failures: new Map(),
    })
  }
  await readAll(forge, targets, {
    clock,
    // What tells how far a base moved is done with when it is counted; only the writing side wants it longer.
    chain: (target) => chain || state.repositories[keyOf(target)] !== undefined,
    done,
  })
  try {
    await compareAll(forge, countings, clock)
  } finally {
    // After a limit only repositories that are whole count as looked at.
    for (const counting of countings)
      if (isWhole(counting)) seen.set(keyOf(counting.target), counted(counting, context))
  }
}

function advised(refused: Refused, { repository }: Target, { origin }: Forge): Refused {
  if (refused.problem !== 'missing') return refused
  return { ...refused, remedy: unseenRemedy({ repository, origin }) }
}

function isWhole(counting: Counting): boolean {
  return (
    branchesToCompare(counting).every(
      ({ oid }) => counting.comparisons.has(oid) || counting.failures.has(oid),
    ) || counting.baseGone === true
  )
}

function isRestless(repository: Repository | undefined): boolean {
  return repository?.restless === true
}

function counted(counting: Counting, { sharing, chain: keepsChain, startedAt }: Look): Repository {
  const { target, read, base, comparisons, failures, movedTo, baseGone } = counting
  const repository = found(target, read, counting.seenAt)
  if (baseGone) return { ...withoutBase(repository), restless: true }
  const compared = new Set(branchesToCompare(counting).map(({ name }) => name))
  const others = read.branches.filter(({ name }) => name !== base.name)
  const before = new Map(counting.known?.branches.map(({ name, behindSince }) => [name, behindSince]))
  const branches = others.map((branch) => {
    const comparison = (compared.has(branch.name) ? comparisons.get(branch.oid) : undefined) ?? 'unknown'
    const since = before.get(branch.name) ?? startedAt.toISOString()
    return sharing.branch(branch, comparison, isBeyond({ comparison }, target) ? since : undefined)
  })
  const failed = others.flatMap(({ name, oid }) => {
    const message = compared.has(name) ? failures.get(oid) : undefined
    return message === undefined ? [] : [{ branch: name, message }]
  })
  // The same objects twice, so that a large run holds each branch once.
  return {
    ...repository,
    read: { ...read, branches, chain: keepsChain ? read.chain : [] },
    base,
    branches,
    failures: failed,
    ...(movedTo ? { restless: true } : {}),
  }
}
