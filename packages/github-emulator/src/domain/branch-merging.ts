// Bringing branches together outside a pull request's merge: "update branch" and merging one branch into another.
import { webFlow } from './mergeability.ts'
import { compareCommits } from '../git/graph.ts'
import { mergeTrees, rebaseCommits } from '../git/merge.ts'
import type { Commit } from '../git/objects.ts'
import { allows, type Actor } from './access.ts'
import { personOf } from './commits.ts'
import type { PullRequest, Repository } from './model.ts'
import { moveRef } from './refs.ts'
import { forbidden, Refusal, unprocessable } from './refusal.ts'
import { branchRef, branchTip } from './revisions.ts'
import { emulatedSignature } from './signature.ts'
import { requireWorkflowRight } from './workflow-right.ts'
import type { World } from './world.ts'

/** "Update branch": merges the base into the head (or rebases the head), as a push by the caller. */
export async function updatePullBranch(
  world: World,
  actor: Actor,
  input: {
    repository: Repository
    pull: PullRequest
    expected?: string | undefined
    method?: 'merge' | 'rebase'
  },
): Promise<string> {
  const { repository, pull } = input
  const base = branchTip(repository, pull.base)
  const source = pull.headRepository
  if (!base || !source || pull.state === 'closed') throw unprocessable('Validation Failed')
  if (input.expected !== undefined && input.expected !== pull.headSha)
    throw unprocessable('expected head sha didn’t match current head ref.')
  const { behind } = await compareCommits(world.store, base, pull.headSha)
  if (behind === 0) throw unprocessable('There are no new commits on the base branch.')
  if (
    !allows(world, actor, source, { permission: 'contents', level: 'write' }) &&
    !(pull.maintainerCanModify && source !== repository)
  )
    throw forbidden('Resource not accessible by integration')
  await requireWorkflowRight(world, actor, { repository, before: pull.headSha, after: base })
  const now = world.clock.now()
  const after =
    input.method === 'rebase'
      ? (await rebaseCommits(world.store, { base, head: pull.headSha, committer: personOf(actor.user, now) }))
          .head
      : await mergedHead(world, actor, { pull, base })
  if (after === null) throw unprocessable('merge conflict between base and head')
  await moveRef(world, source, { ref: branchRef(pull.head), after, user: actor.user })
  return after
}

async function mergedHead(
  world: World,
  actor: Actor,
  input: { pull: PullRequest; base: string },
): Promise<string | null> {
  const { pull, base } = input
  const { tree } = await mergeTrees(world.store, pull.headSha, base)
  if (tree === null) return null
  const now = world.clock.now()
  const commit = await world.store.writeCommit({
    tree,
    parents: [pull.headSha, base],
    author: personOf(actor.user, now),
    committer: { ...webFlow, date: now },
    message: `Merge branch '${pull.base}' into ${pull.head}\n`,
    signature: emulatedSignature,
  })
  return commit.oid
}

/** `POST /merges` and `mergeBranch`: merges a head into a branch. null: there was nothing to merge. */
export async function mergeBranch(
  world: World,
  actor: Actor,
  input: {
    repository: Repository
    base: string
    head: string
    headText: string
    message?: string | undefined
  },
): Promise<Commit | null> {
  const { repository, base, head } = input
  const tip = branchTip(repository, base)
  if (!tip) throw new Refusal({ status: 404, message: 'Base does not exist' })
  const { ahead } = await compareCommits(world.store, tip, head)
  if (ahead === 0) return null
  const { tree } = await mergeTrees(world.store, tip, head)
  if (tree === null)
    throw new Refusal({
      status: 409,
      message: 'Merge conflict',
      graphqlType: 'UNPROCESSABLE',
      graphqlMessage: 'Failed to merge: "Merge conflict"',
    })
  await requireWorkflowRight(world, actor, { repository, before: tip, after: head, merging: true })
  const now = world.clock.now()
  const commit = await world.store.writeCommit({
    tree,
    parents: [tip, head],
    author: personOf(actor.user, now),
    committer: { ...webFlow, date: now },
    message: `${input.message ?? `Merge ${input.headText} into ${base}`}\n`,
    signature: emulatedSignature,
  })
  await moveRef(world, repository, { ref: branchRef(base), after: commit.oid, user: actor.user })
  return commit
}
