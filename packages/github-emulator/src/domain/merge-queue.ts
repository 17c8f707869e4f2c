// Merge queues. There is no CI behind the emulator: the checks of a group are taken to pass a minute after the first
// entry reached the front, by the emulator's clock.
import type { Actor } from './access.ts'
import { invalidPull, onBehalfOf, requireHead } from './auto-merge.ts'
import { pullEvent } from './events.ts'
import { unmetRules } from './merge-requirements.ts'
import { settledMergeability } from './mergeability.ts'
import { mergePullRequest } from './merging.ts'
import type { MergeQueueEntry, PullRequest, Repository, User } from './model.ts'
import { activeRules, rulesFor } from './protection.ts'
import { Refusal, unprocessable } from './refusal.ts'
import { nextId, type World } from './world.ts'

const checksTake = 60_000

/** The queued pull requests of a branch, first in line first. */
export function queueOf(repository: Repository, branch: string): PullRequest[] {
  return [...repository.pulls.values()]
    .filter((pull) => pull.queueEntry !== null && pull.base === branch)
    .sort(
      (a, b) =>
        (a.queueEntry?.enqueuedAt ?? 0) - (b.queueEntry?.enqueuedAt ?? 0) ||
        (a.queueEntry?.id ?? 0) - (b.queueEntry?.id ?? 0),
    )
}

/** Puts a pull request in the queue of its base branch. */
export async function enqueue(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; expectedHead?: string | undefined },
): Promise<MergeQueueEntry> {
  const { repository, pull } = input
  if (!rulesFor(repository, pull.base).mergeQueue)
    throw invalidPull('A merge queue is not enabled for this branch')
  if (pull.queueEntry) throw invalidPull('Pull request is already in the merge queue')
  if (pull.state === 'closed') throw invalidPull('Pull request is closed')
  if (pull.draft) throw invalidPull('Pull request is in draft status')
  requireHead(pull, input.expectedHead)
  const { state } = await settledMergeability(world, repository, pull)
  if (state === 'conflicting') throw invalidPull('Pull request is in dirty status')
  const [unmet] = await unmetRules(world, repository, pull)
  if (unmet !== undefined) throw invalidPull(unmet)
  pull.queueEntry = {
    id: nextId(world),
    enqueuer: actor.user,
    enqueuedAt: world.clock.now(),
    headOid: pull.headSha,
  }
  pull.events.push(pullEvent(world, 'added_to_merge_queue', actor.user))
  return pull.queueEntry
}

export function dequeue(world: World, user: User, pull: PullRequest): MergeQueueEntry {
  const entry = pull.queueEntry
  if (!entry) throw unprocessable('Pull request is not in the merge queue')
  pull.queueEntry = null
  pull.events.push(pullEvent(world, 'removed_from_merge_queue', user))
  return entry
}

/** Merges the queued pull requests whose time has come, in order; one that no longer fits leaves the queue. */
export async function settleQueues(world: World): Promise<void> {
  for (const repository of world.repositories.values()) {
    const branches = new Set(
      [...repository.pulls.values()].filter((pull) => pull.queueEntry).map((pull) => pull.base),
    )
    for (const branch of branches)
      for (const pull of queueOf(repository, branch)) await settle(world, repository, pull)
  }
}

async function settle(world: World, repository: Repository, pull: PullRequest): Promise<void> {
  const entry = pull.queueEntry
  if (!entry || entry.enqueuedAt + checksTake > world.clock.now()) return
  try {
    const method = methodOf(repository, pull.base)
    await mergePullRequest(world, onBehalfOf(entry.enqueuer), { repository, pull, method, fromQueue: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    dequeue(world, entry.enqueuer, pull)
  }
}

/** The queue decides the method: its rule's, or a merge commit. */
export function methodOf(repository: Repository, branch: string): 'merge' | 'squash' | 'rebase' {
  const rule = activeRules(repository, branch).find((active) => active.rule.type === 'merge_queue')?.rule
  const method = rule?.parameters?.['merge_method']
  if (method === 'SQUASH') return 'squash'
  return method === 'REBASE' ? 'rebase' : 'merge'
}
