// Many refs at once, all or none, each only when it still is what the caller saw (GraphQL's `updateRefs`).
import { isAncestor } from '../git/graph.ts'
import { zeroOid } from '../git/objects.ts'
import type { Actor } from './access.ts'
import type { Repository } from './model.ts'
import { requireRefChange } from './protection.ts'
import { isRefName, moveRef } from './refs.ts'
import { Refusal, unprocessable } from './refusal.ts'
import { branchRef } from './revisions.ts'
import { requireWorkflowRight } from './workflow-right.ts'
import type { World } from './world.ts'

export interface RefUpdate {
  /** Full name, `refs/heads/…`. */
  name: string
  /** What the ref must be now; all zeros: it must not exist; undefined: anything. */
  before?: string | undefined
  /** All zeros delete the ref. */
  after: string
  force: boolean
}

/** Moves all refs, or throws and moves none. */
export async function updateRefs(
  world: World,
  actor: Actor,
  input: { repository: Repository; updates: readonly RefUpdate[] },
): Promise<void> {
  const { repository, updates } = input
  if (new Set(updates.map(({ name }) => name)).size < updates.length)
    throw unprocessable('A ref may be updated only once in a request.')
  for (const update of updates) await requireUpdate(world, actor, { repository, update })
  for (const { name, after } of updates)
    await moveRef(world, repository, { ref: name, after: after === zeroOid ? null : after, user: actor.user })
}

async function requireUpdate(
  world: World,
  actor: Actor,
  input: { repository: Repository; update: RefUpdate },
): Promise<void> {
  const { repository, update } = input
  const { name, force } = update
  const before = repository.refs.get(name) ?? null
  const after = update.after === zeroOid ? null : update.after
  if (!isRefName(name)) throw unprocessable(`Reference name '${name}' is invalid.`)
  requireExpected(update, before)
  if (after === null) {
    if (before === null) throw unprocessable(`Reference ${name} does not exist`)
    if (name === branchRef(repository.defaultBranch)) throw unprocessable('Cannot delete the default branch')
  } else {
    if (!(await world.store.commit(after))) throw unprocessable(`Object ${after} does not exist`)
    if (before !== null && !force && !(await isAncestor(world.store, before, after)))
      throw unprocessable('Update is not a fast forward')
  }
  await requireRefChange(world, actor, { repository, ref: name, before, after })
  if (after !== null) await requireWorkflowRight(world, actor, { repository, before, after })
}

function requireExpected({ name, before: expected }: RefUpdate, actual: string | null): void {
  if (expected === undefined || expected === (actual ?? zeroOid)) return
  const message = `Expected ${name} to point to "${expected}" but it did not. Pull and try again.`
  throw new Refusal({ status: 409, message, graphqlType: 'STALE_DATA' })
}
