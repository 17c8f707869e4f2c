// The guard of `.github/workflows/**`: it needs a permission of its own, whatever the token may write otherwise.
import { compareCommits } from '../git/graph.ts'
import { changedPaths, entryAt } from '../git/trees.ts'
import { allows, type Actor } from './access.ts'
import type { Repository } from './model.ts'
import { Refusal } from './refusal.ts'
import { branchRef } from './revisions.ts'
import type { World } from './world.ts'

export interface WorkflowChange {
  repository: Repository
  before: string | null
  after: string
  /** A merge is judged by what it brings to its base, even when another branch has the same file already. */
  merging?: boolean
}

/** Without the `workflows` permission nobody's token may bring changed workflow files to a branch. */
export async function requireWorkflowRight(world: World, actor: Actor, input: WorkflowChange): Promise<void> {
  const { repository } = input
  if (allows(world, actor, repository, { permission: 'workflows', level: 'write' })) return
  const file = await changedWorkflow(world, input)
  if (file === undefined) return
  const kind =
    actor.token.kind === 'pat' || actor.token.kind === 'fine_grained'
      ? 'a Personal Access Token'
      : 'a GitHub App'
  const right = actor.token.kind === 'pat' ? '`workflow` scope' : '`workflows` permission'
  throw new Refusal({
    status: 403,
    message: `refusing to allow ${kind} to create or update workflow \`${file}\` without ${right}`,
  })
}

/**
 * A workflow file that the change brings. Without the right, a file may still be pushed when the same file (path and
 * contents) is on another branch of the repository (docs, "Scopes for OAuth apps": workflow).
 */
export async function changedWorkflow(world: World, input: WorkflowChange): Promise<string | undefined> {
  const after = await world.store.commit(input.after)
  if (!after) return undefined
  const { repository } = input
  const base = input.before ?? repository.refs.get(branchRef(repository.defaultBranch)) ?? null
  const from =
    base && input.merging ? (await compareCommits(world.store, base, input.after)).mergeBases[0] : base
  const tree = from ? ((await world.store.commit(from))?.tree ?? null) : null
  const changed = (await changedPaths(world.store, tree, after.tree)).filter((path) =>
    path.startsWith('.github/workflows/'),
  )
  if (input.merging) return changed[0]
  // A new branch takes nothing away: an orphan one (gh-pages, data) is made by tokens of jobs every day.
  const lacks = async (path: string) =>
    input.before === null && (await entryAt(world.store, after.tree, path)) === undefined
  for (const path of changed)
    if (!(await lacks(path)) && !(await isOnSomeBranch(world, repository, { path, tree: after.tree })))
      return path
  return undefined
}

async function isOnSomeBranch(
  world: World,
  repository: Repository,
  file: { path: string; tree: string },
): Promise<boolean> {
  const wanted = (await entryAt(world.store, file.tree, file.path))?.oid
  for (const [ref, tip] of repository.refs) {
    if (!ref.startsWith('refs/heads/')) continue
    const tree = (await world.store.commit(tip))?.tree
    if (tree && (await entryAt(world.store, tree, file.path))?.oid === wanted) return true
  }
  return false
}
