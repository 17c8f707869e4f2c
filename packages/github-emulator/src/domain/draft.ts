// Drafts: only GraphQL changes them; REST ignores `draft` in an update.
import type { Actor } from './access.ts'
import { pullEvent } from './events.ts'
import type { PullRequest } from './model.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** Turns a draft into a pull request that is ready for review, or back. Doing it twice is no error. */
export function setDraft(world: World, actor: Actor, pull: PullRequest, draft: boolean): void {
  if (pull.state === 'closed')
    throw new Refusal({ status: 422, message: 'Pull request is closed', graphqlType: 'UNPROCESSABLE' })
  if (pull.draft === draft) return
  pull.draft = draft
  if (draft) Object.assign(pull, { autoMerge: null, queueEntry: null })
  pull.updatedAt = world.clock.now()
  pull.events.push(pullEvent(world, draft ? 'convert_to_draft' : 'ready_for_review', actor.user))
}
