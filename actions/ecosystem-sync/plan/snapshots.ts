import { snapshotPrefix } from './branch-rules.ts'
import { markerOf } from '../marker.ts'
import type { Repository, SyncPullRequest } from '../model.ts'
import { leave, type PlanItem, type Verdict } from './item.ts'
import type { Flags } from './strategy.ts'

/** Snapshots whose pull request somebody merged or closed have served their time; the others keep their verdict. */
export function settleSnapshots(
  items: readonly PlanItem[],
  repository: Repository,
  flags: Flags,
): PlanItem[] {
  const pulls = repository.read?.pulls ?? []
  const heads = Map.groupBy(
    pulls.filter(({ fork, head }) => !fork && head.startsWith(snapshotPrefix)),
    ({ head }) => head,
  )
  // The pull request of a branch that gets one in this run has the snapshot as its head.
  const wanted = new Set(items.filter(opens).map(({ branch }) => `${snapshotPrefix}${branch}`))
  return items.map((item) => {
    if (!item.branch.startsWith(snapshotPrefix) || wanted.has(item.branch)) return item
    return { ...item, ...verdictOn(item, heads.get(item.branch) ?? [], flags) }
  })
}

function opens({ action, fallback }: PlanItem): boolean {
  return action === 'open-pull-request' || fallback === 'open-pull-request'
}

/**
 * Deleted is only what we put there and nobody has touched since: the pull request is ours by marker and author, and the branch stands where
 * the marker says. Deleting the head of an open pull request would close it.
 */
function verdictOn({ tip, branch }: PlanItem, pulls: readonly SyncPullRequest[], flags: Flags): Verdict {
  const open = pulls.find(({ state }) => state === 'OPEN')
  if (open) return { ...leave(`is the head of pull request #${open.number}`), pullRequest: open.number }
  const ours = pulls.filter((pull) => markerOf(pull) && branch === `${snapshotPrefix}${pull.base}`)
  if (ours.length === 0) return leave('is a snapshot of which no pull request of ours is known')
  const done = ours.find((pull) => markerOf(pull)?.head === tip)
  if (!done)
    return {
      ...leave('its pull request is done, but it does not stand where we put it, so it stays'),
      pullRequest: ours[0]!.number,
    }
  const because = `its pull request #${done.number} was ${done.state === 'MERGED' ? 'merged' : 'closed'}`
  const known = { pullRequest: done.number }
  if (!flags.createPrs) return { ...leave(`${because}; deleting it needs create-prs`), ...known }
  return { action: 'delete-snapshot', because, ...known }
}
