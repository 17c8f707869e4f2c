// Writing commits through the API: contents, git data, createCommitOnBranch.
import { editTree, entryAt, type TreeEdits } from '../git/trees.ts'
import type { Commit, Signature } from '../git/objects.ts'
import type { Actor } from './access.ts'
import { noreplyAddress, webFlow } from './mergeability.ts'
import type { Repository, User } from './model.ts'
import { requireRefChange } from './protection.ts'
import { conflict, Refusal, unprocessable } from './refusal.ts'
import { moveRef } from './refs.ts'
import { branchRef } from './revisions.ts'
import { emulatedSignature } from './signature.ts'
import { requireWorkflowRight } from './workflow-right.ts'
import type { World } from './world.ts'

export function personOf(user: User, date: number): Signature {
  return { name: user.name ?? user.login, email: noreplyAddress(user), date }
}

export interface BranchCommit {
  repository: Repository
  branch: string
  message: string
  /** Paths to contents; null deletes. */
  files: Readonly<Record<string, Buffer | null>>
  /** The head the caller has seen; another one is refused as stale. */
  expectedHead?: string | undefined
  author?: Signature | undefined
  committer?: Signature | undefined
}

/** One commit on a branch, signed by GitHub, as a compare-and-swap when `expectedHead` is given. The first commit of an empty repository makes its branch. */
export async function commitOnBranch(world: World, actor: Actor, input: BranchCommit): Promise<Commit> {
  const { repository, branch, expectedHead } = input
  const ref = branchRef(branch)
  const head = repository.refs.get(ref) ?? null
  if (head === null && repository.refs.size > 0)
    throw new Refusal({
      status: 404,
      message: `Branch ${branch} not found`,
      graphqlMessage: `Could not resolve to a ref with the name '${branch}'.`,
    })
  if (expectedHead !== undefined && expectedHead !== head)
    throw new Refusal({
      status: 409,
      message: `Expected branch to point to "${expectedHead}" but it did not. Pull and try again.`,
      graphqlType: 'STALE_DATA',
      graphqlMessage: `Expected branch to point to "${expectedHead}" but it did not. Pull and try again.`,
    })
  const base = head === null ? null : world.store.loaded(head).tree
  const edits = await editsOf(world, base, { files: input.files, head })
  const now = world.clock.now()
  const author = input.author ?? personOf(actor.user, now)
  const signed = !input.committer
  const commit = await world.store.writeCommit({
    tree: await editTree(world.store, base, edits),
    parents: head === null ? [] : [head],
    author,
    committer: input.committer ?? { ...webFlow, date: now },
    message: input.message,
    signature: signed ? emulatedSignature : null,
  })
  await requireRefChange(world, actor, { repository, ref, before: head, after: commit.oid })
  await requireWorkflowRight(world, actor, { repository, before: head, after: commit.oid })
  await moveRef(world, repository, { ref, after: commit.oid, user: actor.user })
  return commit
}

/** A file that is there keeps its mode; one that is not cannot be deleted. */
async function editsOf(
  world: World,
  base: string | null,
  input: Pick<BranchCommit, 'files'> & { head: string | null },
): Promise<TreeEdits> {
  const edits = new Map<string, { mode: string; oid: string } | null>()
  for (const [path, content] of Object.entries(input.files)) {
    requirePath(path)
    const present = base === null ? undefined : await entryAt(world.store, base, path)
    if (content === null && !present)
      throw unprocessable(
        `A path was requested for deletion which does not exist as of commit oid \`${input.head ?? ''}\``,
      )
    const mode = present?.type === 'blob' ? present.mode : '100644'
    edits.set(path, content === null ? null : { mode, oid: world.store.writeBlob(content) })
  }
  return edits
}

function requirePath(path: string): void {
  const parts = path.split('/')
  const bad = (part: string) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git'
  if (parts.some(bad)) throw unprocessable(`The path \`${path}\` is invalid.`)
}

/** Checks the blob a caller wants to replace: 422 without its sha, 409 with another one. */
export async function requireBlobSha(
  world: World,
  input: { repository: Repository; branch: string; path: string; sha: string | undefined },
): Promise<void> {
  const head = input.repository.refs.get(branchRef(input.branch))
  const entry = head && (await entryAt(world.store, world.store.loaded(head).tree, input.path))
  if (!entry) {
    if (input.sha !== undefined) throw conflict(`${input.path} does not match ${input.sha}`)
    return
  }
  if (input.sha === undefined) throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.')
  if (entry.oid !== input.sha) throw conflict(`${input.path} does not match ${input.sha}`)
}
