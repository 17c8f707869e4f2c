// Auto-merge: armed while rules are unmet, done by GitHub when they are met.
import { requirePermission, type Actor } from './access.ts'
import { pullEvent } from './events.ts'
import { mergeState } from './merge-requirements.ts'
import { settledMergeability } from './mergeability.ts'
import { mergePullRequest } from './merging.ts'
import type { MergeMethod, PullRequest, Repository, Token, User } from './model.ts'
import { rulesFor } from './protection.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** GraphQL's validation texts start with the name of what is not valid. */
export function invalidPull(message: string): Refusal {
  return new Refusal({
    status: 422,
    message,
    graphqlType: 'UNPROCESSABLE',
    graphqlMessage: `Pull request ${message}`,
  })
}

export function requireHead(pull: PullRequest, expected: string | undefined): void {
  if (expected === undefined || expected === pull.headSha) return
  const message = 'Head branch was modified. Review and try the merge again.'
  throw new Refusal({ status: 422, message, graphqlType: 'UNPROCESSABLE' })
}

export interface AutoMergeInput {
  repository: Repository
  pull: PullRequest
  method: MergeMethod
  expectedHead?: string | undefined
  title?: string | null | undefined
  message?: string | null | undefined
}

const refusing = new Set(['clean', 'unstable', 'dirty', 'draft'])

/** Arms auto-merge. Refuses what could be merged at once, as GitHub does ("Pull request is in clean status"). */
export async function enableAutoMerge(world: World, actor: Actor, input: AutoMergeInput): Promise<void> {
  const { repository, pull, method } = input
  if (!repository.allowAutoMerge) throw invalidPull('Auto merge is not allowed for this repository')
  if (pull.state === 'closed' || pull.autoMerge !== null)
    throw invalidPull("Can't enable auto-merge for this pull request.")
  requireHead(pull, input.expectedHead)
  requireAllowed(repository, pull, method)
  const seen = await settledMergeability(world, repository, pull)
  const state = await mergeState(world, repository, { pull, seen })
  if (refusing.has(state) && !rulesFor(repository, pull.base).mergeQueue)
    throw invalidPull(`Pull request is in ${state} status`)
  pull.autoMerge = {
    enabledBy: actor.user,
    enabledAt: world.clock.now(),
    method,
    commitTitle: input.title ?? null,
    commitMessage: input.message ?? null,
  }
  pull.updatedAt = world.clock.now()
  pull.events.push(pullEvent(world, 'auto_merge_enabled', actor.user))
}

function requireAllowed(repository: Repository, pull: PullRequest, method: MergeMethod): void {
  const { allowMergeCommit: merge, allowSquashMerge: squash, allowRebaseMerge: rebase } = repository
  const methods = rulesFor(repository, pull.base).allowedMergeMethods
  if ({ merge, squash, rebase }[method] && (methods === null || methods.includes(method))) return
  const name = { merge: 'Merge commits', squash: 'Squash merges', rebase: 'Rebase merges' }[method]
  throw invalidPull(`${name} are not allowed on this repository`)
}

export function disableAutoMerge(world: World, actor: Actor, pull: PullRequest): void {
  if (pull.autoMerge === null) throw invalidPull("Can't disable auto-merge for this pull request.")
  pull.autoMerge = null
  pull.updatedAt = world.clock.now()
  pull.events.push(pullEvent(world, 'auto_merge_disabled', actor.user))
}

/** Who acts when GitHub does what a user asked for earlier: that user, with all rights. */
export function onBehalfOf(user: User): Actor {
  const token: Token = {
    token: '',
    kind: 'installation',
    user,
    permissions: null,
    repositories: null,
    owner: null,
    expiresAt: null,
    appId: null,
    installationId: null,
  }
  return { user, token }
}

/** Merges the armed pull requests of a repository whose rules are met by now. */
export async function settleAutoMerge(world: World, repository: Repository): Promise<void> {
  for (const pull of repository.pulls.values()) {
    if (pull.autoMerge && pull.state === 'open' && !pull.queueEntry) await tryMerge(world, repository, pull)
  }
}

async function tryMerge(world: World, repository: Repository, pull: PullRequest): Promise<void> {
  const armed = pull.autoMerge
  if (!armed || rulesFor(repository, pull.base).mergeQueue) return
  const { method, commitTitle: title, commitMessage: message } = armed
  try {
    await mergePullRequest(world, onBehalfOf(armed.enabledBy), { repository, pull, method, title, message })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

/** Arming and queueing need the right to merge besides the right to change the pull request. */
export function requireMergeRight(world: World, actor: Actor, repository: Repository): void {
  requirePermission(world, actor, repository, { permission: 'contents', level: 'write' })
}
