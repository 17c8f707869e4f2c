// The commits and files of a pull request, as git sees them between merge base and head.
import { diffTrees, type FileChange } from '../git/diff.ts'
import { compareCommits, type Comparison } from '../git/graph.ts'
import type { PullRequest, Repository } from './model.ts'
import { branchTip } from './revisions.ts'
import type { World } from './world.ts'

/** Base and head as they are compared: the base's tip while open, the base as it was once closed. */
export async function pullComparison(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<Comparison> {
  const base = pull.state === 'open' ? (branchTip(repository, pull.base) ?? pull.baseSha) : pull.baseSha
  return compareCommits(world.store, base, pull.headSha)
}

export async function changedFiles(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<FileChange[]> {
  const { mergeBases } = await pullComparison(world, repository, pull)
  return diffTrees(world.store, mergeBases[0] ?? null, pull.headSha)
}
