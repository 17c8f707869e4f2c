// Auto-merge and the merge queue: what GitHub does by itself once the requirements are met.
import type { Actor } from './access.ts'
import { pullEvent } from './events.ts'
import { settledMergeability } from './mergeability.ts'
import { unmetRules } from './merge-requirements.ts'
import { mergePullRequest, requireMergeable } from './merging.ts'
import type { AutoMergeRequest, MergeQueueEntry, PullRequest, Repository } from './model.ts'
import { isUpToDate } from './opinions.ts'
import { rulesFor } from './protection.ts'
import { Refusal, unprocessable } from './refusal.ts'
import { nextId, type World } from './world.ts'

/** Arms auto-merge. GitHub refuses it where the pull request could be merged at once. */
export async function enableAutoMerge(
  world: World,
  actor: Actor,
  input: {
    repository: Repository
    pull: PullRequest
    request: Pick<AutoMergeRequest, 'method' | 'commitTitle' | 'commitMessage'>
    expected?: string | undefined
  },
): Promise<void> {
  const { repository, pull, request } = input
  if (!repository.allowAutoMerge) throw unprocessable('Auto merge is not allowed for this repository')
  if (pull.state === 'closed') throw unprocessable('Pull request is closed')
  if (input.expected !== undefined && input.expected !== pull.headSha)
    throw unprocessable('The head branch was modified. Review and try again.')
  if (pull.draft) throw unprocessable('Pull request is in draft state')
  const { state } = await settledMergeability(world, repository, pull)
  const clean = state === 'mergeable' && (await isSatisfied(world, repository, pull))
  if (clean && !rulesFor(repository, pull.base).mergeQueue)
    throw unprocessable('Pull request is in clean status')
  pull.autoMerge = { ...request, enabledBy: actor.user, enabledAt: world.clock.now() }
  pull.events.push(pullEvent(world, 'auto_merge_enabled', actor.user))
}

export function disableAutoMerge(world: World, actor: Actor, pull: PullRequest): void {
  if (!pull.autoMerge) throw unprocessable('Auto merge is not enabled for this pull request')
  pull.autoMerge = null
  pull.events.push(pullEvent(world, 'auto_merge_disabled', actor.user))
}

async function isSatisfied(world: World, repository: Repository, pull: PullRequest): Promise<boolean> {
  if ((await unmetRules(world, repository, pull)).length > 0) return false
  return !rulesFor(repository, pull.base).strict || (await isUpToDate(world, repository, pull))
}

/** Puts a pull request into the merge queue of its base. */
export function enqueuePull(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; expected?: string | undefined },
): MergeQueueEntry {
  const { repository, pull } = input
  if (!rulesFor(repository, pull.base).mergeQueue)
    throw unprocessable('Merge queue is not enabled on the base branch')
  if (input.expected !== undefined && input.expected !== pull.headSha)
    throw unprocessable('Head branch was modified. Review and try the merge again.')
  if (pull.state === 'closed' || pull.draft)
    throw unprocessable('Pull request is not in a state that can be queued')
  if (pull.queueEntry) throw unprocessable('Pull request is already in the merge queue')
  pull.queueEntry = {
    id: nextId(world),
    enqueuer: actor.user,
    enqueuedAt: world.clock.now(),
    headOid: pull.headSha,
  }
  pull.events.push(pullEvent(world, 'added_to_merge_queue', actor.user))
  return pull.queueEntry
}

/** The open entries of a base's queue, oldest first. */
export function queueOf(repository: Repository, base: string): PullRequest[] {
  return [...repository.pulls.values()]
    .filter((pull) => pull.state === 'open' && pull.base === base && pull.queueEntry !== null)
    .sort((a, b) => (a.queueEntry?.enqueuedAt ?? 0) - (b.queueEntry?.enqueuedAt ?? 0) || a.number - b.number)
}

/** After checks, reviews or labels changed: merges what was armed and may be merged now. */
export async function settleAutoMerge(world: World, repository: Repository): Promise<void> {
  for (const pull of repository.pulls.values()) {
    if (pull.state === 'closed' || !pull.autoMerge) continue
    const { enabledBy, method, commitTitle, commitMessage } = pull.autoMerge
    const token = world.tokens.get(world.file.viewer.token)
    if (!token) continue
    const actor: Actor = {
      user: enabledBy,
      token: { ...token, permissions: null, repositories: null, owner: null, kind: 'installation' },
    }
    const input = { repository, pull, method, title: commitTitle, message: commitMessage }
    try {
      await requireMergeable(world, actor, input)
      await mergePullRequest(world, actor, input)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}
