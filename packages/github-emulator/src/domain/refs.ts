// Moving refs, and everything that follows from it on GitHub.
import { isAncestor } from '../git/graph.ts'
import { zeroOid } from '../git/objects.ts'
import type { Actor } from './access.ts'
import type { ActivityEntry, Repository, User } from './model.ts'
import { requireRefChange } from './protection.ts'
import { followMove } from './ref-followers.ts'
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

function activityType(before: string | null, after: string | null, forced: boolean): ActivityEntry['type'] {
  if (before === null) return 'branch_creation'
  if (after === null) return 'branch_deletion'
  return forced ? 'force_push' : 'push'
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
