// What GitHub does with pull requests on a branch that it deletes itself after the merge.
// https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/changing-the-base-branch-of-a-pull-request
import { compareCommits } from '../git/graph.ts'
import { pullEvent } from './events.ts'
import type { PullRequest, Repository, User } from './model.ts'
import { openPullRequest } from './pull-request-parts.ts'
import { branchTip } from './revisions.ts'
import type { World } from './world.ts'

/** Moves the open pull requests on a branch to another base; one that cannot stand there is left, and closes with the branch. */
export async function moveDependents(
  world: World,
  input: { repository: Repository; from: string; to: string; user: User },
): Promise<void> {
  const { repository, from, to, user } = input
  const base = branchTip(repository, to)
  for (const pull of repository.pulls.values()) {
    if (pull.state !== 'open' || pull.base !== from) continue
    const moves = base !== undefined && (await canStandOn(world, { repository, pull, branch: to, base }))
    const event = moves ? 'automatic_base_change_succeeded' : 'automatic_base_change_failed'
    pull.events.push({ ...pullEvent(world, event, user), rename: { from, to } })
    if (!moves) continue
    pull.base = to
    pull.baseSha = base
    pull.updatedAt = world.clock.now()
    pull.mergeability = { state: 'unknown', testMerge: null, askedAt: null }
  }
}

async function canStandOn(
  world: World,
  input: { repository: Repository; pull: PullRequest; branch: string; base: string },
): Promise<boolean> {
  const { repository, pull, branch, base } = input
  const head = pull.headRepository && { repository: pull.headRepository, branch: pull.head }
  if (head && openPullRequest(repository, head, branch)) return false
  return (await compareCommits(world.store, base, pull.headSha)).ahead > 0
}
