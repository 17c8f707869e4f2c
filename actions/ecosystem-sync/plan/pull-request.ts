import { markerOf, parseMarker } from '../marker.ts'
import type { Branch, Drift, Repository, SyncPullRequest } from '../model.ts'
import { behindBy, leave, report, type PlanContext, type Verdict } from './item.ts'

interface Wanted {
  branch: Branch
  repository: Repository
  open: SyncPullRequest | undefined
  drift: Drift
}

/** A pull request is wanted: is there one, was it declined, could it ever be merged so that the branch catches up? */
export function pullRequest({ branch, repository, open, drift }: Wanted, context: PlanContext): Verdict {
  const { base, read } = repository
  if (open) {
    const marker = markerOf(open)
    const known = { pullRequest: open.number }
    if (!marker) return { ...leave(`pull request #${open.number} is open`), ...known }
    const current =
      marker.head === base?.oid && marker.base === branch.oid && open.labels.includes('ecosystem-sync')
    return current
      ? { ...leave(`pull request #${open.number} is open and up to date`), ...known }
      : {
          action: 'update-pull-request',
          because: `pull request #${open.number} is open; its text is out of date`,
          ...known,
        }
  }
  const done = read?.pulls.filter((pull) => pull.state !== 'OPEN' && pull.base === branch.name) ?? []
  const declined = done.find(({ state, body }) => state === 'CLOSED' && wasDeclined(body, branch.oid))
  if (declined)
    return {
      ...leave(
        `pull request #${declined.number} was closed without merging, and the branch has not moved since`,
      ),
      pullRequest: declined.number,
    }
  const frozen = done.find(({ mergeCommit }) => mergeCommit !== undefined && context.squashed(mergeCommit))
  if (frozen)
    return report(
      `pull request #${frozen.number} was squashed, so the same commits count as missing for ever; merge the base branch with a merge commit once`,
      { pullRequest: frozen.number },
    )
  if (read && !read.mergeCommitAllowed) {
    if (drift === 'contained' && context.flags.autoSync)
      return {
        action: 'fast-forward',
        because:
          'merge commits are not allowed here, so a pull request could never converge; everything of the branch is in the base branch',
      }
    return report(
      'merge commits are not allowed in this repository, so a pull request could never bring the branch up to date',
    )
  }
  return { action: 'open-pull-request', because: behindBy(branch, drift) }
}

function wasDeclined(body: string, tip: string): boolean {
  const marker = parseMarker(body)
  return marker !== undefined && marker.closed === undefined && marker.base === tip
}
