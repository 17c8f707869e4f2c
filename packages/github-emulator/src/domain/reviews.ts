// Reviewing pull requests: opinions, dismissals, requests, threads.
import { mayWrite, type Actor } from './access.ts'
import { pullEvent } from './events.ts'
import { requireBody } from './issues.ts'
import type { PullRequest, Repository, Review, ReviewState } from './model.ts'
import { forbidden, Refusal, unprocessable } from './refusal.ts'
import { addThread } from './review-threads.ts'
import { hasCommit } from './revisions.ts'
import { nextId, type World } from './world.ts'

export { requestReviews, removeReviewRequests, addThread, replyToThread } from './review-threads.ts'

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'

const states: Record<ReviewEvent, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

export interface NewReview {
  event: ReviewEvent | null
  body?: string | undefined
  commitId?: string | undefined
  comments?: readonly { path: string; line: number | null; body: string }[]
}

function requireOpinionAllowed(
  repository: Repository,
  input: { actor: Actor; pull: PullRequest; event: ReviewEvent | null },
): void {
  const { actor, pull, event } = input
  if (event === null || event === 'COMMENT') return
  if (actor.token.kind === 'github_token' && event === 'APPROVE' && !repository.actionsMayCreatePullRequests)
    throw new Refusal({
      status: 422,
      message: 'Unprocessable Entity',
      errors: ['GitHub Actions is not permitted to approve pull requests.'],
    })
  if (pull.user?.id !== actor.user.id) return
  const what =
    event === 'APPROVE'
      ? 'Can not approve your own pull request'
      : 'Can not request changes on your own pull request'
  throw new Refusal({ status: 422, message: 'Unprocessable Entity', errors: [what], graphqlMessage: what })
}

/** Adds a review. Nobody approves their own pull request; requesting changes needs a text. */
export function addReview(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; review: NewReview },
): Review {
  const { repository, pull, review } = input
  requireOpinionAllowed(repository, { actor, pull, event: review.event })
  if (
    review.event !== null &&
    review.event !== 'APPROVE' &&
    (review.body ?? '') === '' &&
    (review.comments ?? []).length === 0
  )
    throw new Refusal({
      status: 422,
      message: 'Unprocessable Entity',
      errors: ["Body can't be blank"],
      graphqlMessage: "Body can't be blank",
    })
  requireBody('PullRequestReview', review.body)
  const commitId = review.commitId ?? pull.headSha
  if (!hasCommit(repository, commitId)) throw unprocessable('The commit is not part of the pull request')
  const now = world.clock.now()
  const made: Review = {
    id: nextId(world),
    user: actor.user,
    state: review.event === null ? 'PENDING' : states[review.event],
    body: review.body ?? '',
    commitId,
    submittedAt: review.event === null ? null : now,
    updatedAt: now,
  }
  pull.reviews.push(made)
  for (const comment of review.comments ?? []) addThread(world, actor, { pull, ...comment, review: made })
  if (review.event !== null) settleRequest(pull, actor)
  pull.updatedAt = now
  return made
}

/** A review fulfils the request that asked for it. */
function settleRequest(pull: PullRequest, actor: Actor): void {
  pull.reviewRequests = pull.reviewRequests.filter((user) => user.id !== actor.user.id)
}

export function submitReview(
  world: World,
  actor: Actor,
  input: {
    repository: Repository
    pull: PullRequest
    review: Review
    event: ReviewEvent
    body?: string | undefined
  },
): void {
  const { pull, review, event } = input
  if (review.state !== 'PENDING') throw unprocessable('Can not submit a review that is not pending')
  requireOpinionAllowed(input.repository, { actor, pull, event })
  const now = world.clock.now()
  Object.assign(review, {
    state: states[event],
    body: input.body ?? review.body,
    submittedAt: now,
    updatedAt: now,
  })
  settleRequest(pull, actor)
}

/** Dismisses an approval or a request for changes; an older opinion of the same person does not come back. */
export function dismissReview(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; review: Review; message: string },
): void {
  const { repository, pull, review } = input
  if (!mayWrite(world, repository, actor.user) && actor.token.permissions !== null)
    throw forbidden('Resource not accessible by integration')
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
    throw new Refusal({
      status: 422,
      message: 'Unprocessable Entity',
      errors: ['Can not dismiss a commented pull request review'],
    })
  review.state = 'DISMISSED'
  review.updatedAt = world.clock.now()
  pull.events.push(pullEvent(world, 'review_dismissed', actor.user))
}
