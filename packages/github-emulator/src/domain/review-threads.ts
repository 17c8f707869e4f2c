// Review requests, and threads of review comments.
import { pullEvent } from './events.ts'
import type { Actor } from './access.ts'
import type { PullRequest, Repository, Review, ReviewComment, ReviewThread } from './model.ts'
import { notFound, Refusal, validationFailed } from './refusal.ts'
import { nextId, userByLogin, type World } from './world.ts'

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
