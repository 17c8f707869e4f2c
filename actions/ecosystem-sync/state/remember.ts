import type { Branch, Repository, RepositoryRead, SyncPullRequest, Target } from '../model.ts'
import { exactly } from '../plan/drift.ts'
import type { PlanItem } from '../plan/item.ts'
import { keyOf } from '../scan/read.ts'
import { left } from '../scan/repositories.ts'
import { watermark, withoutOldTips, type KnownRepository, type State } from './state.ts'
import { syncLabel } from '../texts.ts'
import { subjectOf, type Result } from '../write/writer.ts'

export interface Remembered {
  repositories: readonly Repository[]
  results: ReadonlyMap<PlanItem, Result>
  /** Owners that were seen whole by their pushes. */
  watermarks: Readonly<Record<string, string>>
  /** What is to be known of creations; as before if absent. */
  created?: State['created']
  startedAt: Date
  now: Date
}

/** The state for the next run: what was seen, with what was written since. Repositories that had trouble are forgotten, so they are read again. */
export function remember(
  before: State,
  { repositories, results, watermarks, created = before.created, startedAt, now }: Remembered,
): State {
  const state: State = {
    ...before,
    repositories: {},
    ours: withoutOldTips(before.ours, now),
    created,
    watermarks: { ...before.watermarks },
  }
  const written = Map.groupBy(
    [...results].filter(([, result]) => result.kind === 'wrote'),
    ([item]) => item.repository,
  )
  for (const repository of repositories) {
    const key = keyOf(repository.target)
    const known = before.repositories[key]
    const seen =
      repository.fromState || repository.status === 'left'
        ? asRemembered(known, repository)
        : knownOf(repository)
    if (seen)
      state.repositories[key] = (written.get(repository.repository) ?? []).reduce(
        (entry, done) => withWrite(entry, done),
        seen,
      )
  }
  for (const [item, result] of results) {
    if (result.kind === 'wrote' && result.tip !== undefined)
      state.ours[subjectOf(item)] = { oid: result.tip, at: now.toISOString() }
  }
  return { ...state, watermarks: nextWatermarks(state, { repositories, watermarks, startedAt }) }
}

/** The state of a scan that is not done: what was not reached is left. */
export function unfinishedState(
  before: State,
  { seen, targets, startedAt }: { seen: readonly Repository[]; targets: readonly Target[]; startedAt: Date },
): State {
  const byKey = new Map(seen.map((repository) => [keyOf(repository.target), repository]))
  return remember(before, {
    repositories: targets.map((target) => byKey.get(keyOf(target)) ?? left(target)),
    results: new Map(),
    watermarks: {},
    startedAt,
    now: startedAt,
  })
}

/** An owner's watermark comes from what was read of it; it stays where something was left that is known from before, whose pushes it would hide. */
function nextWatermarks(
  state: State,
  { repositories, watermarks, startedAt }: Pick<Remembered, 'repositories' | 'watermarks' | 'startedAt'>,
): Record<string, string> {
  const next = { ...state.watermarks, ...watermarks }
  for (const [owner, members] of Map.groupBy(repositories, ({ target }) => target.owner.toLowerCase())) {
    const left = members.some(
      ({ status, target }) => status === 'left' && state.repositories[keyOf(target)] !== undefined,
    )
    if (left && state.watermarks[owner]) next[owner] = state.watermarks[owner]
    else if (left) delete next[owner]
    else if (!watermarks[owner])
      next[owner] = watermark(
        members.map(({ read }) => read?.pushedAt ?? ''),
        startedAt,
      )
  }
  return next
}

const readable = new Set(['ok', 'renamed', 'archived', 'empty', 'disabled', 'locked'])

function knownOf({
  read,
  base,
  branches,
  status,
  failures,
  restless,
  seenAt = '',
}: Repository): KnownRepository | undefined {
  if (!read || !readable.has(status) || failures.length > 0 || restless) return undefined
  const { branches: _tips, chain: _chain, ...rest } = read
  return { seenAt, read: rest, base: base ?? { name: '', oid: '' }, branches }
}

/** As it was known, with the branches of a threshold that was changed since. */
function asRemembered(
  known: KnownRepository | undefined,
  { fromState, branches }: Repository,
): KnownRepository | undefined {
  return known && fromState && known.branches !== branches ? { ...known, branches } : known
}

function withWrite(known: KnownRepository, [item, result]: [PlanItem, Result]): KnownRepository {
  if (result.kind !== 'wrote') return known
  const { read } = known
  if (result.pullRequest !== undefined)
    return { ...known, read: { ...read, pulls: withPull(read, item, result) } }
  if (result.action === 'fast-forward')
    return { ...known, branches: known.branches.map((branch) => forwarded(branch, item)) }
  // A merge made a commit that nobody has counted yet; a deleted snapshot is gone.
  return { ...known, branches: known.branches.filter(({ name }) => name !== item.branch) }
}

function forwarded(branch: Branch, { branch: name, baseOid }: PlanItem): Branch {
  if (branch.name !== name) return branch
  const { behindSince: _, ...rest } = branch
  return { ...rest, oid: baseOid, comparison: exactly(0, 0) }
}

function withPull(
  { pulls }: Pick<RepositoryRead, 'pulls'>,
  item: PlanItem,
  result: Extract<Result, { kind: 'wrote' }>,
): SyncPullRequest[] {
  const before = pulls.find(({ number }) => number === result.pullRequest)
  const state = result.action === 'close-pull-request' ? 'CLOSED' : 'OPEN'
  const labels = [...new Set([...(before?.labels ?? []), syncLabel])]
  const pull: SyncPullRequest = {
    number: result.pullRequest ?? 0,
    base: item.branch,
    head: result.head ?? item.base,
    body: result.body ?? before?.body ?? '',
    labels,
    own: true,
    fork: false,
    state,
  }
  return [...pulls.filter(({ number }) => number !== pull.number), pull]
}
