// Moving refs, and everything that follows from it on GitHub.
import { isAncestor } from '../git/graph.ts'
import { zeroOid } from '../git/objects.ts'
import { changedPaths } from '../git/trees.ts'
import type { Actor } from './access.ts'
import { pullEvent } from './events.ts'
import type { ActivityEntry, PullRequest, Repository, User } from './model.ts'
import { requireRefChange } from './protection.ts'
import { Refusal, unprocessable } from './refusal.ts'
import { adoptCommits, branchRef } from './revisions.ts'
import { requireWorkflowRight } from './workflow-right.ts'
import { nextId, type World } from './world.ts'

export interface RefChange {
  ref: string
  /** null deletes the ref. */
  after: string | null
  user: User | null
  type?: ActivityEntry['type']
}

/** Moves a ref without asking anybody, and lets pull requests, activity and dates follow. */
export async function moveRef(world: World, repository: Repository, change: RefChange): Promise<void> {
  const before = repository.refs.get(change.ref) ?? null
  if (before === change.after) return
  if (change.after === null) repository.refs.delete(change.ref)
  else {
    await adoptCommits(world, repository, change.after)
    repository.refs.set(change.ref, change.after)
  }
  repository.refsDirty = true
  if (!change.ref.startsWith('refs/heads/')) return
  const now = world.clock.now()
  repository.pushedAt = now
  repository.updatedAt = now
  const forced =
    before !== null && change.after !== null && !(await isAncestor(world.store, before, change.after))
  repository.activity.push({
    id: nextId(world),
    before: before ?? zeroOid,
    after: change.after ?? zeroOid,
    ref: change.ref,
    timestamp: now,
    type: change.type ?? activityType(before, change.after, forced),
    actor: change.user,
  })
  const move = {
    branch: change.ref.slice('refs/heads/'.length),
    before,
    after: change.after,
    forced,
    user: change.user,
  }
  for (const target of world.repositories.values())
    for (const pull of target.pulls.values())
      if (pull.state === 'open') await followMove(world, { repository, target, pull, move })
}

interface Move {
  branch: string
  before: string | null
  after: string | null
  forced: boolean
  user: User | null
}

function activityType(before: string | null, after: string | null, forced: boolean): ActivityEntry['type'] {
  if (before === null) return 'branch_creation'
  if (after === null) return 'branch_deletion'
  return forced ? 'force_push' : 'push'
}

async function followMove(
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

const refRules = /[\s~^:?*[\\\u007f]|\.\.|@\{|\/\/|\.$|\/$|\.lock(\/|$)|(^|\/)\.|^@$/

/** Whether git accepts the name (git-check-ref-format). */
export function isRefName(ref: string): boolean {
  return (
    ref.startsWith('refs/') &&
    ref.split('/').length >= 3 &&
    !refRules.test(ref) &&
    !Array.from(ref).some((character) => character < ' ')
  )
}

/** Creates a ref as `POST /git/refs` and `createRef` do. */
export async function createRef(
  world: World,
  actor: Actor,
  input: { repository: Repository; ref: string; sha: string },
) {
  const { repository, ref, sha } = input
  if (!isRefName(ref))
    throw unprocessable(`Reference name must start with 'refs/' and contain at least two slashes.`)
  if (repository.refs.has(ref)) throw unprocessable('Reference already exists')
  if (!(await world.store.read(sha))) throw unprocessable('Object does not exist')
  if (conflictsWithDirectory(repository, ref)) throw unprocessable('Reference cannot be created')
  await requireRefChange(world, actor, { repository, ref, before: null, after: sha })
  await requireWorkflowRight(world, actor, { repository, before: null, after: sha })
  await moveRef(world, repository, { ref, after: sha, user: actor.user })
}

function conflictsWithDirectory(repository: Repository, ref: string): boolean {
  for (const other of repository.refs.keys())
    if (other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`)) return true
  return false
}

/** Moves a ref as `PATCH /git/refs/{ref}` does: only forward unless forced. */
export async function updateRef(
  world: World,
  actor: Actor,
  input: { repository: Repository; ref: string; sha: string; force: boolean; expected?: string },
): Promise<void> {
  const { repository, ref, sha, force } = input
  const before = repository.refs.get(ref)
  if (before === undefined) throw unprocessable('Reference does not exist')
  if (input.expected !== undefined && input.expected !== before)
    throw new Refusal({
      status: 409,
      message: `Expected branch to point to "${input.expected}" but it did not. Pull and try again.`,
      graphqlType: 'STALE_DATA',
    })
  if (!(await world.store.read(sha))) throw unprocessable('Object does not exist')
  if (!force && !(await isAncestor(world.store, before, sha)))
    throw unprocessable('Update is not a fast forward')
  await requireRefChange(world, actor, { repository, ref, before, after: sha })
  await requireWorkflowRight(world, actor, { repository, before, after: sha })
  await moveRef(world, repository, { ref, after: sha, user: actor.user })
}

/** Deletes a ref as `DELETE /git/refs/{ref}` does. */
export async function deleteRef(
  world: World,
  actor: Actor,
  input: { repository: Repository; ref: string },
): Promise<void> {
  const { repository, ref } = input
  const before = repository.refs.get(ref)
  if (before === undefined) throw unprocessable('Reference does not exist')
  if (ref === branchRef(repository.defaultBranch)) throw unprocessable('Cannot delete the default branch')
  await requireRefChange(world, actor, { repository, ref, before, after: null })
  await moveRef(world, repository, { ref, after: null, user: actor.user })
}
