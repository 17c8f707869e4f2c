// Merging pull requests with the three methods, and bringing a head up to date.
import { compareCommits } from '../git/graph.ts'
import { mergeTrees, rebaseCommits } from '../git/merge.ts'
import type { Commit, Signature } from '../git/objects.ts'
import { allows, type Actor } from './access.ts'
import { pullEvent } from './events.ts'
import { settledMergeability, noreplyAddress, webFlow } from './mergeability.ts'
import { onlyRulesets, unmetRules } from './merge-requirements.ts'
import type { MergeMethod, PullRequest, Repository, User } from './model.ts'
import { isUpToDate } from './opinions.ts'
import { rulesFor } from './protection.ts'
import { pullComparison } from './pull-files.ts'
import { forbidden, Refusal, unprocessable } from './refusal.ts'
import { moveRef } from './refs.ts'
import { branchRef, branchTip, headLabel } from './revisions.ts'
import type { World } from './world.ts'
import { requireWorkflowRight } from './workflow-right.ts'
import { emulatedSignature } from './signature.ts'

export interface MergeInput {
  repository: Repository
  pull: PullRequest
  method?: MergeMethod | undefined
  /** The head the caller has seen; a different one answers 409. */
  sha?: string | undefined
  title?: string | null | undefined
  message?: string | null | undefined
  /** Set by the merge queue and auto-merge, which have their own way past the queue rule. */
  fromQueue?: boolean
}

function notAllowed(message: string): Refusal {
  return new Refusal({ status: 405, message, graphqlType: 'UNPROCESSABLE' })
}

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

function identity(user: User, date: number): Signature {
  return { name: user.name ?? user.login, email: noreplyAddress(user), date }
}

/** Merges; answers the commit the base points to afterwards. */
export async function mergePullRequest(world: World, actor: Actor, input: MergeInput): Promise<Commit> {
  const { repository, pull } = input
  await requireMergeable(world, actor, input)
  const base = branchTip(repository, pull.base) ?? pull.baseSha
  await requireWorkflowRight(world, actor, { repository, before: base, after: pull.headSha })
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
  )
    await moveRef(world, repository, { ref: branchRef(pull.head), after: null, user: actor.user })
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

async function mergeCommit(
  world: World,
  actor: Actor,
  input: MergeInput & { method: MergeMethod; base: string },
): Promise<Commit> {
  const { repository, pull, method, base } = input
  const now = world.clock.now()
  const committer = { ...webFlow, date: now }
  if (method === 'rebase') {
    const { head } = await rebaseCommits(world.store, {
      base,
      head: pull.headSha,
      committer: identity(actor.user, now),
    })
    if (head === null) throw notAllowed("This branch can't be rebased")
    return world.store.loaded(head)
  }
  const { tree } = await mergeTrees(world.store, base, pull.headSha)
  if (tree === null) throw notAllowed('Pull Request is not mergeable')
  const message =
    method === 'merge' ? mergeMessage(pull, input) : await squashMessage(world, repository, input)
  const author = method === 'squash' && pull.user ? pull.user : actor.user
  return world.store.writeCommit({
    tree,
    parents: method === 'merge' ? [base, pull.headSha] : [base],
    author: identity(author, now),
    committer,
    message: `${message}\n`,
    signature: emulatedSignature,
  })
}

function mergeMessage(pull: PullRequest, input: MergeInput): string {
  const title =
    input.title ??
    `Merge pull request #${pull.number} from ${headLabel(pull.headRepository, pull.head).replace(':', '/')}`
  const body = input.message ?? pull.title
  return body === '' ? title : `${title}\n\n${body}`
}

/** One commit: its own subject and body; several: the title and the list of subjects (GitHub's default setting). */
async function squashMessage(world: World, repository: Repository, input: MergeInput): Promise<string> {
  const { pull } = input
  const { commits } = await pullComparison(world, repository, pull)
  const single = commits.length === 1 ? commits[0] : undefined
  const [subject = '', ...rest] = (single?.message ?? '').trimEnd().split('\n')
  const title = input.title ?? `${single ? subject : pull.title} (#${pull.number})`
  const listed = commits.map((commit) => `* ${commit.message.trimEnd()}`).join('\n\n')
  const body = input.message ?? (single ? rest.join('\n').trim() : listed)
  return body === '' ? title : `${title}\n\n${body}`
}

/** "Update branch": merges the base into the head (or rebases the head), as a push by the caller. */
export async function updatePullBranch(
  world: World,
  actor: Actor,
  input: {
    repository: Repository
    pull: PullRequest
    expected?: string | undefined
    method?: 'merge' | 'rebase'
  },
): Promise<string> {
  const { repository, pull } = input
  const base = branchTip(repository, pull.base)
  const source = pull.headRepository
  if (!base || !source || pull.state === 'closed') throw unprocessable('Validation Failed')
  if (input.expected !== undefined && input.expected !== pull.headSha)
    throw unprocessable('expected head sha didn’t match current head ref.')
  const { behind } = await compareCommits(world.store, base, pull.headSha)
  if (behind === 0) throw unprocessable('There are no new commits on the base branch.')
  if (
    !allows(world, actor, source, { permission: 'contents', level: 'write' }) &&
    !(pull.maintainerCanModify && source !== repository)
  )
    throw forbidden('Resource not accessible by integration')
  await requireWorkflowRight(world, actor, { repository, before: pull.headSha, after: base })
  const now = world.clock.now()
  const after =
    input.method === 'rebase'
      ? (await rebaseCommits(world.store, { base, head: pull.headSha, committer: identity(actor.user, now) }))
          .head
      : await mergedHead(world, actor, { pull, base })
  if (after === null) throw unprocessable('merge conflict between base and head')
  await moveRef(world, source, { ref: branchRef(pull.head), after, user: actor.user })
  return after
}

async function mergedHead(
  world: World,
  actor: Actor,
  input: { pull: PullRequest; base: string },
): Promise<string | null> {
  const { pull, base } = input
  const { tree } = await mergeTrees(world.store, pull.headSha, base)
  if (tree === null) return null
  const now = world.clock.now()
  const commit = await world.store.writeCommit({
    tree,
    parents: [pull.headSha, base],
    author: identity(actor.user, now),
    committer: { ...webFlow, date: now },
    message: `Merge branch '${pull.base}' into ${pull.head}\n`,
    signature: emulatedSignature,
  })
  return commit.oid
}

/** `POST /merges` and `mergeBranch`: merges a head into a branch. null: there was nothing to merge. */
export async function mergeBranch(
  world: World,
  actor: Actor,
  input: {
    repository: Repository
    base: string
    head: string
    headText: string
    message?: string | undefined
  },
): Promise<Commit | null> {
  const { repository, base, head } = input
  const tip = branchTip(repository, base)
  if (!tip) throw new Refusal({ status: 404, message: 'Base does not exist' })
  const { ahead } = await compareCommits(world.store, tip, head)
  if (ahead === 0) return null
  const { tree } = await mergeTrees(world.store, tip, head)
  if (tree === null)
    throw new Refusal({
      status: 409,
      message: 'Merge conflict',
      graphqlType: 'UNPROCESSABLE',
      graphqlMessage: 'Failed to merge: "Merge conflict"',
    })
  await requireWorkflowRight(world, actor, { repository, before: tip, after: head })
  const now = world.clock.now()
  const commit = await world.store.writeCommit({
    tree,
    parents: [tip, head],
    author: identity(actor.user, now),
    committer: { ...webFlow, date: now },
    message: `${input.message ?? `Merge ${input.headText} into ${base}`}\n`,
    signature: emulatedSignature,
  })
  await moveRef(world, repository, { ref: branchRef(base), after: commit.oid, user: actor.user })
  return commit
}
