// What follows from a moved branch for the pull requests that stand on it.
import { rulesFor } from './protection.ts'
import { isAncestor } from '../git/graph.ts'
import { changedPaths } from '../git/trees.ts'
import { pullEvent } from './events.ts'
import type { PullRequest, Repository, User } from './model.ts'
import { adoptCommits, branchRef } from './revisions.ts'
import type { World } from './world.ts'

interface Move {
  branch: string
  before: string | null
  after: string | null
  forced: boolean
  user: User | null
}

export async function followMove(
  world: World,
  input: { repository: Repository; target: Repository; pull: PullRequest; move: Move },
): Promise<void> {
  const { repository, target, pull, move } = input
  const isHead = pull.headRepository === repository && pull.head === move.branch
  const isBase = target === repository && pull.base === move.branch
  if (isHead) await followHead(world, { target, pull, move })
  if (isBase && pull.state === 'open') {
    pull.mergeability = { state: 'unknown', testMerge: null, askedAt: null }
    if (move.after === null) closePull(world, target, pull, move.user)
    else if (await isAncestor(world.store, pull.headSha, move.after))
      markMerged(world, { target, pull, move })
  }
}

async function followHead(
  world: World,
  input: { target: Repository; pull: PullRequest; move: Move },
): Promise<void> {
  const { target, pull, move } = input
  const now = world.clock.now()
  if (move.after === null) {
    closePull(world, target, pull, move.user)
    pull.events.push(pullEvent(world, 'head_ref_deleted', move.user))
    return
  }
  pull.headSha = move.after
  pull.baseSha = target.refs.get(branchRef(pull.base)) ?? pull.baseSha
  pull.updatedAt = now
  pull.mergeability = { state: 'unknown', testMerge: null, askedAt: null }
  target.refs.set(`refs/pull/${pull.number}/head`, move.after)
  target.refsDirty = true
  await adoptCommits(world, target, move.after)
  if (move.forced) {
    pull.events.push({
      ...pullEvent(world, 'head_ref_force_pushed', move.user),
      ...(move.before ? { before: move.before } : {}),
      after: move.after,
    })
  }
  const changed = move.before ? await changedBetween(world, move.before, move.after) : []
  for (const thread of pull.threads) if (changed.includes(thread.path)) thread.outdated = true
  if (rulesFor(target, pull.base).dismissStaleReviews) dismissApprovals(world, pull)
  if (pull.queueEntry) pull.queueEntry = null
  const baseSha = target.refs.get(branchRef(pull.base))
  if (baseSha && (await isAncestor(world.store, move.after, baseSha)))
    markMerged(world, { target, pull, move: { ...move, after: baseSha } })
}

async function changedBetween(world: World, before: string, after: string): Promise<string[]> {
  return changedPaths(world.store, world.store.loaded(before).tree, world.store.loaded(after).tree)
}

/** GitHub closes a pull request when its head or base branch goes away. */
function closePull(world: World, _target: Repository, pull: PullRequest, user: User | null): void {
  const now = world.clock.now()
  Object.assign(pull, {
    state: 'closed',
    closedAt: now,
    closedBy: user,
    updatedAt: now,
    autoMerge: null,
    queueEntry: null,
  })
  pull.events.push(pullEvent(world, 'closed', user))
}

/** A push to the base that contains the head merges the pull request "indirectly". */
function markMerged(world: World, input: { target: Repository; pull: PullRequest; move: Move }): void {
  const { pull, move } = input
  const now = world.clock.now()
  closePull(world, input.target, pull, move.user)
  Object.assign(pull, { merged: true, mergedAt: now, mergedBy: move.user, mergeCommitSha: move.after })
  pull.events.push({
    ...pullEvent(world, 'merged', move.user),
    ...(move.after ? { commitId: move.after } : {}),
  })
}

/** "Dismiss stale pull request approvals when new commits are pushed". */
function dismissApprovals(world: World, pull: PullRequest): void {
  for (const review of pull.reviews) {
    if (review.state !== 'APPROVED') continue
    review.state = 'DISMISSED'
    review.updatedAt = world.clock.now()
    pull.events.push(pullEvent(world, 'review_dismissed', null))
  }
}
