import { BudgetStop } from '@ecosystem-actions/core/errors'
import type { Forge } from '../forge.ts'
import type { Repository, SyncPullRequest } from '../model.ts'
import type { PlanItem } from '../plan/item.ts'
import { openPull } from '../plan/plan.ts'
import { mergeBase } from './merge.ts'
import { deleteSnapshots, fastForward } from './move.ts'
import { closePullRequest, openPullRequest, updatePullRequest } from './pull-requests.ts'
import { mayFallBack, note, subjectOf, type Result, type WriteContext, type Writing } from './writer.ts'

export interface CarriedOut {
  results: Map<PlanItem, Result>
  /** For people, each once. */
  notes: Set<string>
  stopped?: BudgetStop
}

interface Executor extends WriteContext {
  forgeOf: (repository: Repository) => Forge
  repositoryOf: (item: PlanItem) => Repository
  /** Why nothing may be written to a repository, by its name in lower case. */
  barred: ReadonlyMap<string, string>
  /** How many pull requests may be opened, those instead of a refused move included. */
  mostPullRequests: number
}

/** Carries out a plan in its order. A limit ends the writes of its token only; what is left says so and waits for the next run. */
export async function carryOut(items: readonly PlanItem[], executor: Executor): Promise<CarriedOut> {
  const results = new Map<PlanItem, Result>()
  const notes = new Set<string>()
  const settling: Settling = { executor, results, notes, opened: 0 }
  const stops = new Map<Forge, BudgetStop>()
  const work = items.filter(({ action, deferred }) => action !== 'none' && action !== 'report' && !deferred)
  const free = work.filter((item) => !isBarred(item, executor, results))
  for (const part of partsOf(free)) {
    await unlessStopped(stops, forgeOf(part[0]!, executor), async () => {
      const writings = part.map((item) => writingOf(item, executor))
      const together = part[0]?.action === 'fast-forward' ? fastForward : deleteSnapshots
      const done = await together(writings)
      for (const [index, item] of part.entries()) await settle(item, done[index]!, settling)
    })
  }
  for (const item of free) {
    if (inParts.has(item.action)) continue
    await unlessStopped(stops, forgeOf(item, executor), async () =>
      settle(item, await carryOne(item, settling), settling),
    )
  }
  for (const item of free) {
    const stop = results.has(item) ? undefined : stops.get(forgeOf(item, executor))
    if (stop) leave(item, stop.message, settling)
  }
  const [stopped] = stops.values()
  return stopped ? { results, notes, stopped } : { results, notes }
}

function forgeOf(item: PlanItem, { forgeOf, repositoryOf }: Executor): Forge {
  return forgeOf(repositoryOf(item))
}

/** Once a token has met a limit, nothing more is tried with it. */
async function unlessStopped(
  stops: Map<Forge, BudgetStop>,
  forge: Forge,
  body: () => Promise<void>,
): Promise<void> {
  if (stops.has(forge)) return
  try {
    await body()
  } catch (error) {
    if (!(error instanceof BudgetStop)) throw error
    stops.set(forge, error)
  }
}

function leave(item: PlanItem, because: string, { executor, results }: Settling): void {
  results.set(item, { kind: 'left', because })
  executor.journal.record({
    kind: 'skipped',
    subject: subjectOf(item),
    action: item.action,
    because,
    facts: { left: true },
  })
}

const movesPerRequest = 50
const inParts = new Set<PlanItem['action']>(['fast-forward', 'delete-snapshot'])

/** What one request can do: the moves of one repository, then its deletions. */
function partsOf(items: readonly PlanItem[]): PlanItem[][] {
  const grouped = Map.groupBy(
    items.filter(({ action }) => inParts.has(action)),
    ({ action, repository }) => `${action} ${repository}`,
  )
  return [...grouped.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / movesPerRequest) }, (_, index) =>
      group.slice(index * movesPerRequest, (index + 1) * movesPerRequest),
    ),
  )
}

function isBarred(item: PlanItem, { barred, journal }: Executor, results: Map<PlanItem, Result>): boolean {
  const because = barred.get(item.repository.toLowerCase())
  if (because === undefined) return false
  results.set(item, { kind: 'failed', because })
  journal.record({ kind: 'skipped', subject: subjectOf(item), action: item.action, because })
  return true
}

function writingOf(item: PlanItem, executor: Executor): Writing {
  const repository = executor.repositoryOf(item)
  return { forge: executor.forgeOf(repository), repository, item, context: executor }
}

async function carryOne(item: PlanItem, settling: Settling): Promise<Result> {
  const writing = writingOf(item, settling.executor)
  switch (item.action) {
    case 'merge':
      return mergeBase(writing)
    case 'open-pull-request':
      return openWithin(writing, settling)
    case 'update-pull-request':
      return updatePullRequest(writing, pullOf(writing))
    case 'close-pull-request':
      return closePullRequest(writing, pullOf(writing))
    default:
      return { kind: 'skipped', because: item.because }
  }
}

/** Opens a pull request while the limit allows it. */
async function openWithin(writing: Writing, settling: Settling): Promise<Result> {
  const { mostPullRequests } = settling.executor
  if (settling.opened < mostPullRequests) {
    const result = await openPullRequest(writing)
    if (result.kind === 'wrote' && result.action === 'open-pull-request') settling.opened++
    return result
  }
  return note(writing, 'open-pull-request', {
    kind: 'left',
    because: `the limit of ${mostPullRequests} pull requests a run is reached`,
  })
}

function pullOf({ item, repository }: Writing): SyncPullRequest {
  const pull = repository.read?.pulls.find(({ number }) => number === item.pullRequest)
  if (!pull)
    throw new Error(
      `The plan names pull request ${item.pullRequest} of ${item.repository}, which was not read.`,
    )
  return pull
}

interface Settling {
  executor: Executor
  results: Map<PlanItem, Result>
  notes: Set<string>
  /** Pull requests so far. */
  opened: number
}

async function settle(item: PlanItem, result: Result, settling: Settling): Promise<void> {
  const { executor, results, notes } = settling
  results.set(item, result)
  if (item.fallback === undefined || !mayFallBack(result)) return
  if (result.kind === 'failed')
    notes.add(`Pull requests were opened where branches could have been moved: ${result.because}`)
  const writing = writingOf(item, executor)
  const open = openPull(item.branch, writing.repository)
  results.set(item, open ? await updatePullRequest(writing, open) : await openWithin(writing, settling))
}
