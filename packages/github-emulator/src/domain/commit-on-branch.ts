// A commit made through the API (GraphQL's `createCommitOnBranch`): signed by GitHub, only on the head the caller saw.
import type { Commit } from '../git/objects.ts'
import { editTree, entryAt, type TreeEdits } from '../git/trees.ts'
import type { Actor } from './access.ts'
import { noreplyAddress, webFlow } from './mergeability.ts'
import type { Repository } from './model.ts'
import { requireRefChange } from './protection.ts'
import { moveRef } from './refs.ts'
import { Refusal, unprocessable } from './refusal.ts'
import { branchRef, branchTip } from './revisions.ts'
import { emulatedSignature } from './signature.ts'
import { requireWorkflowRight } from './workflow-right.ts'
import type { World } from './world.ts'

export interface BranchCommit {
  repository: Repository
  branch: string
  /** The commit the branch must be at. */
  expectedHead: string
  headline: string
  body?: string | null | undefined
  additions: readonly { path: string; contents: Buffer }[]
  deletions: readonly { path: string }[]
}

/** Writes the files, commits, moves the branch. Nothing happens when the branch has moved meanwhile. */
export async function commitOnBranch(world: World, actor: Actor, input: BranchCommit): Promise<Commit> {
  const { repository, branch, expectedHead } = input
  const tip = branchTip(repository, branch)
  if (tip === undefined)
    throw new Refusal({ status: 404, message: `Could not resolve to a Ref with the name '${branch}'.` })
  if (tip !== expectedHead)
    throw new Refusal({
      status: 409,
      message: `Expected branch to point to "${expectedHead}" but it did not. Pull and try again.`,
      graphqlType: 'STALE_DATA',
    })
  const parent = world.store.loaded(tip)
  const tree = await editTree(world.store, parent.tree, await editsOf(world, parent, input))
  const now = world.clock.now()
  const message = input.body ? `${input.headline}\n\n${input.body}` : input.headline
  const commit = await world.store.writeCommit({
    tree,
    parents: [tip],
    author: { name: actor.user.name ?? actor.user.login, email: noreplyAddress(actor.user), date: now },
    committer: { ...webFlow, date: now },
    message: `${message}\n`,
    signature: emulatedSignature,
  })
  const ref = branchRef(branch)
  await requireRefChange(world, actor, { repository, ref, before: tip, after: commit.oid })
  await requireWorkflowRight(world, actor, { repository, before: tip, after: commit.oid })
  await moveRef(world, repository, { ref, after: commit.oid, user: actor.user })
  return commit
}

async function editsOf(world: World, parent: Commit, input: BranchCommit): Promise<TreeEdits> {
  const edits = new Map<string, { mode: string; oid: string } | null>()
  for (const { path } of input.deletions) {
    if (!(await entryAt(world.store, parent.tree, requirePath(path))))
      throw unprocessable(
        `A path was requested for deletion which does not exist as of commit oid \`${parent.oid}\``,
      )
    edits.set(path, null)
  }
  for (const { path, contents } of input.additions) {
    const mode = (await entryAt(world.store, parent.tree, requirePath(path)))?.mode ?? '100644'
    edits.set(path, { mode, oid: world.store.writeBlob(contents) })
  }
  return edits
}

function requirePath(path: string): string {
  const parts = path.split('/')
  if (
    path === '' ||
    parts.some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')
  )
    throw unprocessable(`The path \`${path}\` is invalid.`)
  return path
}
