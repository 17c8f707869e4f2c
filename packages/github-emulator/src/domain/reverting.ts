// Reverting a merged pull request: a new branch that takes its changes back, and a pull request for it.
import { mergeTrees } from '../git/merge.ts'
import type { Actor } from './access.ts'
import { noreplyAddress, webFlow } from './mergeability.ts'
import type { PullRequest, Repository } from './model.ts'
import { createPullRequest } from './pull-requests.ts'
import { moveRef } from './refs.ts'
import { unprocessable } from './refusal.ts'
import { branchRef, branchTip } from './revisions.ts'
import { emulatedSignature } from './signature.ts'
import type { World } from './world.ts'

export interface RevertInput {
  repository: Repository
  pull: PullRequest
  title?: string | null | undefined
  body?: string | null | undefined
  draft?: boolean
}

/** Opens the reverting pull request. Refuses what is not merged, and changes that no longer come off cleanly. */
export async function revertPullRequest(
  world: World,
  actor: Actor,
  input: RevertInput,
): Promise<PullRequest> {
  const { repository, pull } = input
  const tip = branchTip(repository, pull.base)
  if (!pull.merged || !pull.mergeCommitSha || !tip) throw unprocessable('Pull request is not merged')
  const tree = await revertedTree(world, { pull, merged: pull.mergeCommitSha, tip })
  const now = world.clock.now()
  const commit = await world.store.writeCommit({
    tree,
    parents: [tip],
    author: { name: actor.user.name ?? actor.user.login, email: noreplyAddress(actor.user), date: now },
    committer: { ...webFlow, date: now },
    message: `Revert "${pull.title}"\n\nThis reverts commit ${pull.mergeCommitSha}.\n`,
    signature: emulatedSignature,
  })
  const head = freeBranch(repository, `revert-${pull.number}-${pull.head}`)
  await moveRef(world, repository, { ref: branchRef(head), after: commit.oid, user: actor.user })
  return createPullRequest(world, actor, repository, {
    title: input.title ?? `Revert "${pull.title}"`,
    head,
    base: pull.base,
    body: input.body ?? `Reverts ${repository.owner.login}/${repository.name}#${pull.number}`,
    draft: input.draft ?? false,
  })
}

/** The way back is a commit on top of the merge with the tree from before it; merging that undoes the change. */
async function revertedTree(
  world: World,
  input: { pull: PullRequest; merged: string; tip: string },
): Promise<string> {
  const who = { ...webFlow, date: 0 }
  const before = world.store.loaded(input.pull.baseSha)
  const back = await world.store.writeCommit({
    tree: before.tree,
    parents: [input.merged],
    author: who,
    committer: who,
    message: `before ${input.merged}\n`,
  })
  const { tree } = await mergeTrees(world.store, input.tip, back.oid)
  if (tree === null) throw unprocessable('This pull request could not be reverted automatically.')
  return tree
}

function freeBranch(repository: Repository, wanted: string): string {
  for (let n = 0; ; n += 1) {
    const name = n === 0 ? wanted : `${wanted}-${n}`
    if (branchTip(repository, name) === undefined) return name
  }
}
