// Merging pull requests with the three methods, and bringing a head up to date.
import type { Commit } from '../git/objects.ts'
import { allows, type Actor } from './access.ts'
import { moveDependents } from './automatic-base-change.ts'
import { pullEvent } from './events.ts'
import { type MergeInput, notAllowed, mergeCommit } from './merge-commits.ts'
import { onlyRulesets, unmetRules } from './merge-requirements.ts'
import { settledMergeability } from './mergeability.ts'
import type { MergeMethod, PullRequest, Repository, User } from './model.ts'
import { isUpToDate } from './opinions.ts'
import { rulesFor } from './protection.ts'
import { moveRef } from './refs.ts'
import { forbidden, Refusal, unprocessable } from './refusal.ts'
import { branchRef, branchTip } from './revisions.ts'
import { requireWorkflowRight } from './workflow-right.ts'
import type { World } from './world.ts'

export { type MergeInput } from './merge-commits.ts'

export { updatePullBranch, mergeBranch } from './branch-merging.ts'

const methodNames = { merge: 'Merge commits', squash: 'Squash merges', rebase: 'Rebase merges' }

function requireMethod(repository: Repository, pull: PullRequest, method: MergeMethod): void {
  const allowed = {
    merge: repository.allowMergeCommit,
    squash: repository.allowSquashMerge,
    rebase: repository.allowRebaseMerge,
  }
  const rules = rulesFor(repository, pull.base)
  if (!allowed[method] || (rules.allowedMergeMethods && !rules.allowedMergeMethods.includes(method)))
    throw notAllowed(`${methodNames[method]} are not allowed on this repository.`)
  if (rules.linearHistory && method === 'merge')
    throw notAllowed('This branch must not contain merge commits.')
}

/** Throws GitHub's refusal unless the pull request may be merged by this method now. */
export async function requireMergeable(world: World, actor: Actor, input: MergeInput): Promise<void> {
  const { repository, pull } = input
  const method = input.method ?? 'merge'
  if (!allows(world, actor, repository, { permission: 'contents', level: 'write' }))
    throw forbidden('Resource not accessible by integration')
  if (pull.merged || pull.state === 'closed') throw notAllowed('Pull Request is not mergeable')
  if (input.sha !== undefined && !/^[0-9a-f]{40}$/.test(input.sha)) throw unprocessable('Validation Failed')
  if (input.sha !== undefined && input.sha !== pull.headSha)
    throw new Refusal({
      status: 409,
      message: 'Head branch was modified. Review and try the merge again.',
      graphqlType: 'UNPROCESSABLE',
      graphqlMessage: 'Head branch was modified. Review and try the merge again.',
    })
  if (pull.draft) throw notAllowed('Pull Request is still a draft')
  const { state } = await settledMergeability(world, repository, pull)
  if (state !== 'mergeable') throw notAllowed('Pull Request is not mergeable')
  if (rulesFor(repository, pull.base).mergeQueue && !input.fromQueue)
    throw notAllowed('Changes must be made through the merge queue')
  requireMethod(repository, pull, method)
  const unmet = await unmetRules(world, repository, pull)
  if (unmet.length > 0) {
    const text = unmet.join(' ')
    throw notAllowed(
      onlyRulesets(repository, pull) ? `Repository rule violations found\n\n${unmet.join('\n\n')}\n\n` : text,
    )
  }
  if (rulesFor(repository, pull.base).strict && !(await isUpToDate(world, repository, pull)))
    throw notAllowed('Head branch is out of date. Review and try the merge again.')
}

/** Merges; answers the commit the base points to afterwards. */
export async function mergePullRequest(world: World, actor: Actor, input: MergeInput): Promise<Commit> {
  const { repository, pull } = input
  await requireMergeable(world, actor, input)
  const base = branchTip(repository, pull.base) ?? pull.baseSha
  await requireWorkflowRight(world, actor, { repository, before: base, after: pull.headSha, merging: true })
  const method = input.method ?? 'merge'
  const commit = await mergeCommit(world, actor, { ...input, method, base })
  const now = world.clock.now()
  Object.assign(pull, {
    baseSha: base,
    merged: true,
    mergedAt: now,
    mergedBy: actor.user,
    mergeCommitSha: commit.oid,
    mergeMethod: method,
    state: 'closed',
    closedAt: now,
    closedBy: actor.user,
    updatedAt: now,
    autoMerge: null,
    queueEntry: null,
  })
  pull.events.push(
    { ...pullEvent(world, 'merged', actor.user), commitId: commit.oid },
    pullEvent(world, 'closed', actor.user),
  )
  repository.refs.delete(`refs/pull/${pull.number}/merge`)
  const type = input.fromQueue ? ('merge_queue_merge' as const) : ('pr_merge' as const)
  await moveRef(world, repository, { ref: branchRef(pull.base), after: commit.oid, user: actor.user, type })
  closeReferenced(world, { repository, pull, user: actor.user })
  if (
    repository.deleteBranchOnMerge &&
    pull.headRepository === repository &&
    pull.head !== repository.defaultBranch
  ) {
    await moveDependents(world, { repository, from: pull.head, to: pull.base, user: actor.user })
    await moveRef(world, repository, { ref: branchRef(pull.head), after: null, user: actor.user })
  }
  return commit
}

/** "Fixes #3" in the text of a pull request into the default branch closes the issue. */
function closeReferenced(
  world: World,
  input: { repository: Repository; pull: PullRequest; user: User },
): void {
  const { repository, pull, user } = input
  if (pull.base !== repository.defaultBranch) return
  const now = world.clock.now()
  for (const [, number] of (pull.body ?? '').matchAll(
    /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)/gi,
  )) {
    const issue = repository.issues.get(Number(number))
    if (issue?.state !== 'open') continue
    Object.assign(issue, {
      state: 'closed',
      stateReason: 'completed',
      closedAt: now,
      closedBy: user,
      updatedAt: now,
    })
    issue.events.push(pullEvent(world, 'closed', user))
  }
}
