// The pull requests a commit belongs to.
import type { Repository } from './model.ts'
import { branchTip } from './revisions.ts'
import type { World } from './world.ts'

/** Pull requests whose head is the commit, or that brought it to the default branch. Forks' commits give none. */
export function pullsOfCommit(repository: Repository, sha: string, world: World) {
  return [...repository.pulls.values()].filter((pull) => {
    if (pull.headRepository !== repository && !pull.merged) return false
    if (pull.headSha === sha || pull.mergeCommitSha === sha) return true
    return (
      contains(world, pull.headSha, sha) && !contains(world, branchTip(repository, pull.base) ?? sha, sha)
    )
  })
}

function contains(world: World, tip: string, sha: string): boolean {
  const seen = new Set<string>()
  const stack = [tip]
  for (let oid = stack.pop(); oid; oid = stack.pop()) {
    if (oid === sha) return true
    if (seen.has(oid) || seen.size > 5000) continue
    seen.add(oid)
    stack.push(...world.store.loaded(oid).parents)
  }
  return false
}
