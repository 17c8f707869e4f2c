import { pullRequest } from './pull-request.ts'
import {
  countsOf,
  leave,
  report,
  type PlanContext,
  type PlanItem,
  type PlannedAction,
  type Verdict,
} from './item.ts'
import { branchRules, isStale, snapshotPrefix, type Exemption } from './branch-rules.ts'
import { driftOf } from './drift.ts'
import { settleSnapshots } from './snapshots.ts'
import { markerOf } from '../marker.ts'
import type { Branch, Drift, Repository, SyncPullRequest } from '../model.ts'
import { allowed } from './strategy.ts'

const exemptions: Record<Exemption, string> = {
  excluded: 'left out by include or exclude',
  default: 'is the default branch',
  bot: 'belongs to a bot',
  'release-line': 'a release line stands behind on purpose',
  pages: 'serves GitHub Pages',
  deployment: 'a deployment or environment points to it',
  protected: 'is protected',
  snapshot: 'is a snapshot for a sync pull request',
}

/** Every branch of a repository that was looked at, with what will happen to it. */
export function planRepository(repository: Repository, context: PlanContext): PlanItem[] {
  const { base, read } = repository
  if (!base || !read) return []
  const rules = branchRules(repository.target, read)
  const items = repository.branches.map((branch) => {
    const exemption = rules.exemption(branch)
    const verdict = exemption
      ? leave(exemptions[exemption])
      : decide(branch, repository, contextFor(branch, repository, context))
    const counts = countsOf(branch)
    const item: PlanItem = {
      repository: repository.repository,
      branch: branch.name,
      drift: driftOf(branch.comparison),
      ahead: counts.ahead,
      behind: counts.behind,
      exact: counts.behind === counts.behindAtMost,
      attention: false,
      runs: startsRuns(verdict.action) ? read.workflows : 0,
      tip: branch.oid,
      base: base.name,
      baseOid: base.oid,
      ...verdict,
    }
    return item
  })
  return settleSnapshots(items, repository, context.flags)
}

/** The default branch is what everybody works from: where another one is the base, only a pull request changes it. */
function contextFor({ name }: Branch, { read }: Repository, context: PlanContext): PlanContext {
  return name === read?.defaultBranch ? { ...context, flags: { ...context.flags, autoSync: false } } : context
}

function startsRuns(action: PlannedAction): boolean {
  return action === 'fast-forward' || action === 'merge' || action === 'open-pull-request'
}

function decide(branch: Branch, repository: Repository, context: PlanContext): Verdict {
  const { target } = repository
  const drift = driftOf(branch.comparison)
  const counts = countsOf(branch)
  const open = openPull(branch.name, repository)
  const stale = isStale(branch, context.now, target.staleAfterDays)
  if (drift === 'unknown') return report('could not be compared')
  if (drift === 'unrelated') return report('has no common ancestor with the base branch')
  if (drift === 'identical' || drift === 'ahead') return upToDate({ branch, open, stale, drift }, context)
  if (counts.behindAtMost <= target.threshold)
    return {
      ...leave(`is behind by ${counts.behind}, within the threshold of ${target.threshold}`),
      retire: stale && drift === 'contained',
    }
  if (stale) {
    const retire = drift === 'contained'
    return report(`no commit for more than ${target.staleAfterDays} days`, { attention: !retire, retire })
  }
  const ours = context.ours(repository.repository, branch.name)
  if (ours && ours.oid === branch.oid && context.now.getTime() - Date.parse(ours.at) < 86_400_000)
    return leave('its tip is ours and less than a day old')
  const step = allowed(drift, target.strategy, context.flags)
  if (step.action !== 'open-pull-request') return { ...step, attention: step.action === 'report' }
  return pullRequest({ branch, repository, open, drift }, context)
}

/** The open pull request that brings the base branch, or our snapshot of it, into the branch. One from a fork or from another branch is something else. */
export function openPull(branch: string, { read, base }: Repository): SyncPullRequest | undefined {
  const heads = [base?.name, `${snapshotPrefix}${branch}`]
  const open = read?.pulls.filter(
    (pull) => pull.state === 'OPEN' && pull.base === branch && !pull.fork && heads.includes(pull.head),
  )
  return open?.find(markerOf) ?? open?.[0]
}

interface Settled {
  branch: Branch
  open: SyncPullRequest | undefined
  stale: boolean
  drift: Drift
}

function upToDate({ open, stale, drift }: Settled, { flags }: PlanContext): Verdict {
  const because =
    drift === 'identical' ? 'is the same as the base branch' : 'has everything of the base branch'
  if (open && flags.createPrs && markerOf(open))
    return {
      action: 'close-pull-request',
      because: `${because}, so its pull request has nothing left`,
      pullRequest: open.number,
    }
  return { ...leave(because), retire: stale && drift === 'identical' }
}

const order: readonly PlannedAction[] = [
  'fast-forward',
  'merge',
  'update-pull-request',
  'close-pull-request',
  'delete-snapshot',
  'open-pull-request',
  'report',
  'none',
]

/** Cheap and safe writes first, pull requests last; what exceeds the limit of pull requests waits for the next run. */
export function inOrder(items: readonly PlanItem[], mostPullRequests: number): PlanItem[] {
  let opened = 0
  const sorted = [...items].sort((a, b) => order.indexOf(a.action) - order.indexOf(b.action))
  return sorted.map((item) =>
    item.action === 'open-pull-request' && ++opened > mostPullRequests ? { ...item, deferred: true } : item,
  )
}
