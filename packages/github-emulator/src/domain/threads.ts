// Resolving conversations: the author of the pull request and everybody who may push can.
import { allows, type Actor } from './access.ts'
import type { PullRequest, Repository, ReviewThread } from './model.ts'
import { forbidden } from './refusal.ts'
import type { World } from './world.ts'

export function mayResolve(world: World, actor: Actor, repository: Repository, pull: PullRequest): boolean {
  return (
    pull.user?.id === actor.user.id ||
    allows(world, actor, repository, { permission: 'contents', level: 'write' })
  )
}

/** Resolves a conversation or opens it again. Doing it twice is no error. */
export function setResolved(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; thread: ReviewThread; resolved: boolean },
): void {
  const { repository, pull, thread, resolved } = input
  if (!mayResolve(world, actor, repository, pull)) throw forbidden('Resource not accessible by integration')
  thread.resolved = resolved
  thread.resolvedBy = resolved ? actor.user : null
  pull.updatedAt = world.clock.now()
}
