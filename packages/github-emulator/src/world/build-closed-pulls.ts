// Pull requests that a world file gives as closed or merged.
import { pullEvent } from '../domain/events.ts'
import type { PullRequest, Repository } from '../domain/model.ts'
import { branchRef, resolveRevision } from '../domain/revisions.ts'
import { userByLogin, type World } from '../domain/world.ts'
import { compareCommits } from '../git/graph.ts'
import { resolveTime } from './primitives.ts'
import type { PullRequestFile } from './pull-request-schema.ts'

export async function finish(
  world: World,
  input: { repository: Repository; pull: PullRequest; entry: PullRequestFile },
): Promise<void> {
  const { repository, pull, entry } = input
  const now = world.clock.now()
  const closedAt = resolveTime(entry.closed_at ?? entry.merged_at ?? '-1h', now)
  const by = userByLogin(world, entry.closed_by ?? entry.merged_by ?? repository.owner.login)
  Object.assign(pull, {
    state: 'closed',
    closedAt,
    closedBy: by,
    updatedAt: Math.max(pull.updatedAt, closedAt),
  })
  pull.events.push(pullEvent(world, 'closed', by, closedAt))
  if (!entry.merged) return
  const commit = await mergeCommitOf(world, { repository, pull, rev: entry.merge_commit })
  const mergedAt = entry.merged_at === undefined ? closedAt : resolveTime(entry.merged_at, now)
  const mergedBy = entry.merged_by === undefined ? by : userByLogin(world, entry.merged_by)
  Object.assign(pull, { merged: true, mergedAt, mergedBy, mergeCommitSha: commit, mergeMethod: 'merge' })
  pull.events.push({ ...pullEvent(world, 'merged', mergedBy, mergedAt), commitId: commit })
}

/** The named revision; else the commit of the base that brought the head, else the base's tip. */
async function mergeCommitOf(
  world: World,
  input: { repository: Repository; pull: PullRequest; rev: string | undefined },
): Promise<string> {
  const { repository, pull, rev } = input
  const tip = repository.refs.get(branchRef(pull.base)) ?? pull.baseSha
  if (rev !== undefined) return (await resolveRevision(world, repository, rev)) ?? tip
  const { behind } = await compareCommits(world.store, tip, pull.headSha)
  return behind === 0 ? pull.headSha : tip
}
