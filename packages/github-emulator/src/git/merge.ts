// Merges and rebases by git itself (`git merge-tree --write-tree`, git 2.38 or newer), without a work tree.
import { runGit } from './git.ts'
import { compareCommits } from './graph.ts'
import type { ObjectStore } from './object-store.ts'
import type { Commit, Signature } from './objects.ts'

export interface MergeTree {
  /** The merged tree, or null when there are conflicts. */
  tree: string | null
  conflicts: string[]
}

/** The tree that `git merge` of the two commits gives. */
export async function mergeTrees(store: ObjectStore, ours: string, theirs: string): Promise<MergeTree> {
  const args = ['merge-tree', '--write-tree', '--name-only', '-z', '--no-messages', ours, theirs]
  const result = await runGit(args, { directory: store.directory })
  const [tree = '', ...paths] = result.stdout.toString('utf8').split('\0')
  if (result.code === 0) return { tree: tree.trim(), conflicts: [] }
  if (result.code === 1) return { tree: null, conflicts: [...new Set(paths.filter((path) => path !== ''))] }
  if (/unrelated histories/.test(result.stderr)) return { tree: null, conflicts: [] }
  if (/usage: git merge-tree/.test(result.stderr))
    throw new Error('The emulator needs git 2.38 or newer (merge-tree --write-tree)')
  throw new Error(`git merge-tree ended with ${result.code}: ${result.stderr.trim()}`)
}

export interface RebaseResult {
  /** The new tip, or null when a commit does not apply. */
  head: string | null
  conflicts: string[]
}

/** Replays the commits that `head` has and `base` has not onto `base`, as a rebase does: merges are left out. */
export async function rebaseCommits(
  store: ObjectStore,
  input: { base: string; head: string; committer: Signature },
): Promise<RebaseResult> {
  const { commits } = await compareCommits(store, input.base, input.head)
  let tip = store.loaded(input.base)
  for (const commit of commits.filter((commit) => commit.parents.length < 2)) {
    const tree = await cherryTree(store, { tip, commit, committer: input.committer })
    if (tree.tree === null) return { head: null, conflicts: tree.conflicts }
    if (tree.tree === tip.tree) continue
    const { author, message } = commit
    tip = await store.writeCommit({
      tree: tree.tree,
      parents: [tip.oid],
      author,
      committer: input.committer,
      message,
    })
  }
  return { head: tip.oid, conflicts: [] }
}

/**
 * Applies one commit's change to a tip. `merge-tree --merge-base` came only with git 2.40, so the tip's tree is put
 * on a passing commit whose parent is the commit's own parent: then that parent is the merge base.
 */
async function cherryTree(
  store: ObjectStore,
  input: { tip: Commit; commit: Commit; committer: Signature },
): Promise<MergeTree> {
  const { tip, commit, committer } = input
  const parent = commit.parents[0]
  if (parent === tip.oid) return { tree: commit.tree, conflicts: [] }
  const stand = await store.writeCommit({
    tree: tip.tree,
    parents: parent ? [parent] : [],
    author: committer,
    committer,
    message: `stand-in for ${tip.oid}\n`,
  })
  return mergeTrees(store, stand.oid, commit.oid)
}
