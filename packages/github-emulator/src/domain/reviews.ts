// Reviewing pull requests: opinions, dismissals, requests, threads.
import { mayWrite, type Actor } from './access.ts'
import { pullEvent } from './events.ts'
import { requireBody } from './issues.ts'
import type { PullRequest, Repository, Review, ReviewComment, ReviewState, ReviewThread } from './model.ts'
import { forbidden, notFound, Refusal, unprocessable, validationFailed } from './refusal.ts'
import { hasCommit } from './revisions.ts'
import { nextId, userByLogin, type World } from './world.ts'

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

/** Asks people for a review; the author cannot be asked, and asking again withdraws nothing but renews the request. */
export function requestReviews(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; logins: readonly string[] },
): void {
  const { repository, pull } = input
  for (const login of input.logins) {
    const user = userByLogin(world, login)
    if (user.id === pull.user?.id)
      throw new Refusal({ status: 422, message: 'Review cannot be requested from pull request author.' })
    if (
      !repository.collaborators.has(user.login.toLowerCase()) &&
      user !== repository.owner &&
      user !== world.viewer
    )
      throw new Refusal({
        status: 422,
        message:
          'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
      })
    if (!pull.reviewRequests.includes(user)) pull.reviewRequests.push(user)
    pull.events.push({ ...pullEvent(world, 'review_requested', actor.user), requestedReviewer: user })
  }
  pull.updatedAt = world.clock.now()
}

export function removeReviewRequests(
  world: World,
  actor: Actor,
  input: { pull: PullRequest; logins: readonly string[] },
): void {
  const gone = new Set(input.logins.map((login) => login.toLowerCase()))
  for (const user of input.pull.reviewRequests.filter((user) => gone.has(user.login.toLowerCase())))
    input.pull.events.push({
      ...pullEvent(world, 'review_request_removed', actor.user),
      requestedReviewer: user,
    })
  input.pull.reviewRequests = input.pull.reviewRequests.filter((user) => !gone.has(user.login.toLowerCase()))
}

export function addThread(
  world: World,
  actor: Actor,
  input: {
    pull: PullRequest
    path: string
    line: number | null
    body: string
    review?: Review
    commitId?: string
  },
): ReviewThread {
  if (input.body.trim() === '')
    throw validationFailed([{ resource: 'PullRequestReviewComment', code: 'missing_field', field: 'body' }])
  const now = world.clock.now()
  const thread: ReviewThread = {
    id: nextId(world),
    path: input.path,
    line: input.line,
    commitId: input.commitId ?? input.pull.headSha,
    resolved: false,
    resolvedBy: null,
    outdated: false,
    comments: [],
  }
  const comment: ReviewComment = {
    id: nextId(world),
    user: actor.user,
    body: input.body,
    createdAt: now,
    updatedAt: now,
    reviewId: input.review?.id ?? null,
    inReplyToId: null,
  }
  thread.comments.push(comment)
  input.pull.threads.push(thread)
  return thread
}

export function replyToThread(
  world: World,
  actor: Actor,
  input: { pull: PullRequest; commentId: number; body: string },
): { thread: ReviewThread; comment: ReviewComment } {
  const thread = input.pull.threads.find((one) =>
    one.comments.some((comment) => comment.id === input.commentId),
  )
  const first = thread?.comments[0]
  if (!thread || !first) throw notFound()
  const now = world.clock.now()
  const comment: ReviewComment = {
    id: nextId(world),
    user: actor.user,
    body: input.body,
    createdAt: now,
    updatedAt: now,
    reviewId: null,
    inReplyToId: first.id,
  }
  thread.comments.push(comment)
  return { thread, comment }
}
