// Review comments and their replies.
import { timestamp } from '../domain/clock.ts'
import type { PullRequest, ReviewComment, ReviewThread } from '../domain/model.ts'
import { nodeId } from '../domain/node-id.ts'
import { notFound } from '../domain/refusal.ts'
import { addThread, replyToThread } from '../domain/reviews.ts'
import { htmlUrl } from '../domain/world.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { optionalNumber, text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { pullIn } from './pulls.ts'
import { association, reactions } from './views/issues.ts'
import { apiUrl } from './views/repositories.ts'
import { userOrNull } from './views/users.ts'

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

export const reviewCommentRoutes: readonly Route[] = [
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
