// The test merge that GitHub makes in the background after a push, here made when somebody has looked.
import { mergeTrees } from '../git/merge.ts'
import type { PullRequest, Repository, User } from './model.ts'
import { branchTip } from './revisions.ts'
import type { World } from './world.ts'

export const webFlow = { name: 'GitHub', email: 'noreply@github.com' }

// One text per user, however many commits name it.
const addresses = new WeakMap<User, string>()

/** GitHub's address for commits made on the web. */
export function noreplyAddress(user: User): string {
  const known = addresses.get(user) ?? user.email ?? `${user.id}+${user.login}@users.noreply.github.com`
  addresses.set(user, known)
  return known
}

/** Marks pull requests of the world file: computed when first looked at, answered as if it had been all along. */
export const builtWithWorld = -1

/** Computes mergeability now. */
export async function computeMergeability(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<void> {
  const base = branchTip(repository, pull.base)
  if (!base || pull.state !== 'open') return
  const head = pull.headSha
  const merged = await mergeTrees(world.store, base, head)
  if (head !== pull.headSha || base !== branchTip(repository, pull.base)) return
  const askedAt = pull.mergeability.askedAt
  if (merged.tree === null) {
    pull.mergeability = { state: 'conflicting', testMerge: null, askedAt }
    repository.refs.delete(`refs/pull/${pull.number}/merge`)
  } else {
    const who = { ...webFlow, date: world.clock.now() }
    const message = `Merge ${head} into ${base}`
    const commit = await world.store.writeCommit({
      tree: merged.tree,
      parents: [base, head],
      author: who,
      committer: who,
      message,
    })
    repository.network.commits.add(commit.oid)
    pull.mergeability = { state: 'mergeable', testMerge: commit.oid, askedAt }
    repository.refs.set(`refs/pull/${pull.number}/merge`, commit.oid)
  }
  repository.refsDirty = true
}

/**
 * What a reader sees now. An unknown state is answered as unknown once, and computed for the next reader,
 * as GitHub does: "the response is null while a background job computes it" (REST docs, get a pull request).
 */
export async function readMergeability(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<PullRequest['mergeability']> {
  if (pull.mergeability.askedAt === builtWithWorld && pull.mergeability.state === 'unknown')
    await computeMergeability(world, repository, pull)
  const seen = pull.mergeability
  if (seen.state === 'unknown' && pull.state === 'open') {
    if (seen.askedAt === null) pull.mergeability = { ...seen, askedAt: world.clock.now() }
    await computeMergeability(world, repository, pull)
  }
  return seen
}

/** For decisions inside the emulator (merging): never unknown for an open pull request. */
export async function settledMergeability(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<PullRequest['mergeability']> {
  if (pull.mergeability.state === 'unknown') await computeMergeability(world, repository, pull)
  return pull.mergeability
}
