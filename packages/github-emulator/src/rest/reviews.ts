// Reviews, review requests and review comments.
import { settleAutoMerge } from '../domain/auto-merge.ts'
import { timestamp } from '../domain/clock.ts'
import type { PullRequest, Review } from '../domain/model.ts'
import { nodeId } from '../domain/node-id.ts'
import { notFound, Refusal } from '../domain/refusal.ts'
import {
  addReview,
  dismissReview,
  removeReviewRequests,
  requestReviews,
  submitReview,
} from '../domain/reviews.ts'
import { htmlUrl } from '../domain/world.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { oneOf, optionalText, text, textList } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { pullIn } from './pulls.ts'
import { association } from './views/issues.ts'
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
]
