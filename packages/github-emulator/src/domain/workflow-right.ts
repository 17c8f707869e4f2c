// The guard of `.github/workflows/**`: it needs a permission of its own, whatever the token may write otherwise.
import { changedPaths } from '../git/trees.ts'
import { allows, type Actor } from './access.ts'
import type { Repository } from './model.ts'
import { Refusal } from './refusal.ts'
import { branchRef } from './revisions.ts'
import type { World } from './world.ts'

/** Without the `workflows` permission nobody's token may bring changed workflow files to a branch. */
export async function requireWorkflowRight(
  world: World,
  actor: Actor,
  input: { repository: Repository; before: string | null; after: string },
): Promise<void> {
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

/** A workflow file that the new tip has differently from every commit the repository's branches already hold. */
export async function changedWorkflow(
  world: World,
  input: { repository: Repository; before: string | null; after: string },
): Promise<string | undefined> {
  const after = await world.store.commit(input.after)
  if (!after) return undefined
  const { repository } = input
  for (const [ref, tip] of repository.refs)
    if (ref.startsWith('refs/heads/') && tip === input.after) return undefined
  const base = input.before ?? repository.refs.get(branchRef(repository.defaultBranch)) ?? null
  const from = base ? ((await world.store.commit(base))?.tree ?? null) : null
  const changed = (await changedPaths(world.store, from, after.tree)).filter((path) =>
    path.startsWith('.github/workflows/'),
  )
  if (changed.length === 0) return undefined
  for (const [ref, tip] of repository.refs) {
    if (!ref.startsWith('refs/heads/')) continue
    const tree = (await world.store.commit(tip))?.tree ?? null
    const different = await changedPaths(world.store, tree, after.tree)
    if (!different.some((path) => path.startsWith('.github/workflows/'))) return undefined
  }
  return changed[0]
}
