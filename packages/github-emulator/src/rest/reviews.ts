// Reviews, review requests and review comments.
import { settleAutoMerge } from '../domain/auto-merge.ts'
import { timestamp } from '../domain/clock.ts'
import type { PullRequest, Review, ReviewComment, ReviewThread } from '../domain/model.ts'
import { nodeId } from '../domain/node-id.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import {
  addReview,
  addThread,
  dismissReview,
  removeReviewRequests,
  replyToThread,
  requestReviews,
  submitReview,
} from '../domain/reviews.ts'
import { htmlUrl } from '../domain/world.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { oneOf, optionalNumber, optionalText, text, textList } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { pullIn } from './pulls.ts'
import { association, reactions } from './views/issues.ts'
import { pullView } from './views/pulls.ts'
import { apiUrl } from './views/repositories.ts'
import { userOrNull, userView } from './views/users.ts'

const events = ['APPROVE', 'REQUEST_CHANGES', 'COMMENT'] as const

function reviewView(call: RepositoryCall, pull: PullRequest, review: Review) {
  const { world, repository } = call
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}#pullrequestreview-${review.id}`
  const url = `${apiUrl(world, repository)}/pulls/${pull.number}`
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id, repository.id),
    user: userOrNull(world, review.user),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: association(world, repository, review.user),
    _links: { html: { href: html }, pull_request: { href: url } },
    ...(review.submittedAt === null ? {} : { submitted_at: timestamp(review.submittedAt) }),
    commit_id: review.commitId,
  }
}

function reviewIn(call: RepositoryCall, pull: PullRequest): Review {
  const review = pull.reviews.find((one) => one.id === Number(call.params['review_id']))
  if (!review) throw notFound()
  return review
}

interface GivenComment {
  path?: string
  line?: number
  position?: number
  body?: string
}

async function createReview(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const pull = pullIn(call)
  const comments = ((body['comments'] ?? []) as GivenComment[]).map((comment) => ({
    path: comment.path ?? '',
    line: comment.line ?? comment.position ?? null,
    body: comment.body ?? '',
  }))
  const review = addReview(world, actorIn(call), {
    repository,
    pull,
    review: {
      event: oneOf(body, 'event', events) ?? null,
      body: optionalText(body, 'body'),
      commitId: optionalText(body, 'commit_id'),
      comments,
    },
  })
  const view = reviewView(call, pull, review)
  await settleAutoMerge(world, repository)
  return ok(view)
}

async function submit(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const pull = pullIn(call)
  const review = reviewIn(call, pull)
  const event = oneOf(body, 'event', events)
  if (!event) throw new Refusal({ status: 422, message: 'Invalid request.\n\n"event" wasn\'t supplied.' })
  submitReview(world, actorIn(call), { repository, pull, review, event, body: optionalText(body, 'body') })
  await settleAutoMerge(world, repository)
  return ok(reviewView(call, pull, review))
}

function commentView(
  call: RepositoryCall,
  input: { pull: PullRequest; thread: ReviewThread; comment: ReviewComment },
) {
  const { world, repository } = call
  const { pull, thread, comment } = input
  const url = `${apiUrl(world, repository)}/pulls/comments/${comment.id}`
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}#discussion_r${comment.id}`
  const pullUrl = `${apiUrl(world, repository)}/pulls/${pull.number}`
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId('PullRequestReviewComment', comment.id, repository.id),
    diff_hunk: '@@ -0,0 +1 @@',
    path: thread.path,
    commit_id: pull.headSha,
    original_commit_id: thread.commitId,
    user: userOrNull(world, comment.user),
    body: comment.body,
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    html_url: html,
    pull_request_url: pullUrl,
    author_association: association(world, repository, comment.user),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl } },
    reactions: reactions(url),
    start_line: null,
    original_start_line: null,
    start_side: null,
    line: thread.outdated ? null : (thread.line ?? 1),
    original_line: thread.line ?? 1,
    side: 'RIGHT',
    original_position: 1,
    position: thread.outdated ? null : 1,
    subject_type: thread.line === null ? 'file' : 'line',
    ...(comment.inReplyToId === null ? {} : { in_reply_to_id: comment.inReplyToId }),
  }
}

function createComment(call: RepositoryCall): Answer {
  const { world, body } = call
  const pull = pullIn(call)
  const replyTo = optionalNumber(body, 'in_reply_to')
  const actor = actorIn(call)
  if (replyTo !== undefined) {
    const made = replyToThread(world, actor, { pull, commentId: replyTo, body: text(body, 'body') })
    return ok(commentView(call, { pull, ...made }), 201)
  }
  const thread = addThread(world, actor, {
    pull,
    path: text(body, 'path'),
    line: optionalNumber(body, 'line') ?? optionalNumber(body, 'position') ?? null,
    body: text(body, 'body'),
    commitId: text(body, 'commit_id'),
  })
  return created(call, pull, thread)
}

function created(call: RepositoryCall, pull: PullRequest, thread: ReviewThread): Answer {
  const comment = thread.comments[0]
  if (!comment) throw notFound()
  return ok(commentView(call, { pull, thread, comment }), 201)
}

export const reviewRoutes: readonly Route[] = [
  repositoryRoute('GET', '/pulls/{pull_number}/reviews', 'pull_requests:read', (call) => {
    const pull = pullIn(call)
    // Pending reviews are seen by their author alone.
    const items = pull.reviews.filter(
      (review) => review.state !== 'PENDING' || review.user === call.actor?.user,
    )
    return paged(call, {
      items,
      path: repositoryPath(call),
      view: (review) => reviewView(call, pull, review),
    })
  }),
  repositoryRoute('POST', '/pulls/{pull_number}/reviews', 'pull_requests:write', createReview),
  repositoryRoute('GET', '/pulls/{pull_number}/reviews/{review_id}', 'pull_requests:read', (call) => {
    const pull = pullIn(call)
    return ok(reviewView(call, pull, reviewIn(call, pull)))
  }),
  repositoryRoute('POST', '/pulls/{pull_number}/reviews/{review_id}/events', 'pull_requests:write', submit),
  repositoryRoute(
    'PUT',
    '/pulls/{pull_number}/reviews/{review_id}/dismissals',
    'pull_requests:write',
    (call) => {
      const pull = pullIn(call)
      const review = reviewIn(call, pull)
      dismissReview(call.world, actorIn(call), {
        repository: call.repository,
        pull,
        review,
        message: text(call.body, 'message'),
      })
      return ok(reviewView(call, pull, review))
    },
  ),
  repositoryRoute('GET', '/pulls/{pull_number}/requested_reviewers', 'pull_requests:read', (call) =>
    ok({ users: pullIn(call).reviewRequests.map((user) => userView(call.world, user)), teams: [] }),
  ),
  repositoryRoute('POST', '/pulls/{pull_number}/requested_reviewers', 'pull_requests:write', (call) => {
    const { world, repository, body } = call
    const pull = pullIn(call)
    requestReviews(world, actorIn(call), { repository, pull, logins: textList(body, 'reviewers') ?? [] })
    return ok(pullView(world, repository, pull), 201)
  }),
  repositoryRoute('DELETE', '/pulls/{pull_number}/requested_reviewers', 'pull_requests:write', (call) => {
    const pull = pullIn(call)
    removeReviewRequests(call.world, actorIn(call), { pull, logins: textList(call.body, 'reviewers') ?? [] })
    return ok(pullView(call.world, call.repository, pull))
  }),
  repositoryRoute('GET', '/pulls/{pull_number}/comments', 'pull_requests:read', (call) => {
    const pull = pullIn(call)
    const items = pull.threads.flatMap((thread) =>
      thread.comments.map((comment) => ({ pull, thread, comment })),
    )
    return paged(call, { items, path: repositoryPath(call), view: (entry) => commentView(call, entry) })
  }),
  repositoryRoute('POST', '/pulls/{pull_number}/comments', 'pull_requests:write', createComment),
  repositoryRoute(
    'POST',
    '/pulls/{pull_number}/comments/{comment_id}/replies',
    'pull_requests:write',
    (call) => {
      const pull = pullIn(call)
      const made = replyToThread(call.world, actorIn(call), {
        pull,
        commentId: Number(call.params['comment_id']),
        body: text(call.body, 'body'),
      })
      return ok(commentView(call, { pull, ...made }), 201)
    },
  ),
]
