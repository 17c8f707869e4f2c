// Review threads and their comments.
import type { GraphQLResolveInfo } from 'graphql'
import { authorAssociation } from '../../domain/association.ts'
import { nodeId } from '../../domain/node-id.ts'
import { mayResolve } from '../../domain/threads.ts'
import { connection, type PageArgs } from '../connections.ts'
import { constants, type FieldTable } from '../fields.ts'
import { commitOf } from '../git-objects.ts'
import { may, type Session } from '../session.ts'
import {
  asActorOrNull,
  asPull,
  asRepository,
  type ReviewCommentSource,
  type ThreadSource,
} from '../sources.ts'
import { asHtml, pathOf } from './subject.ts'

interface CommentsArgs extends PageArgs {
  skip?: number
}

function comments(source: ThreadSource, args: CommentsArgs, _: Session, info: GraphQLResolveInfo) {
  const { repository, pull, thread } = source
  const wrap = (comment: ReviewCommentSource['comment']): ReviewCommentSource => ({
    type: 'PullRequestReviewComment',
    repository,
    pull,
    thread,
    comment,
  })
  return connection(thread.comments.slice(args.skip ?? 0), { args, info, key: ({ id }) => id, wrap })
}

const canResolve = ({ world, actor }: Session, { repository, pull }: ThreadSource) =>
  mayResolve(world, actor, repository, pull)

export const threadFields: FieldTable<ThreadSource> = {
  id: ({ repository, thread }) => nodeId('PullRequestReviewThread', thread.id, repository.id),
  isResolved: ({ thread }) => thread.resolved,
  isOutdated: ({ thread }) => thread.outdated,
  isCollapsed: ({ thread }) => thread.resolved || thread.outdated,
  path: ({ thread }) => thread.path,
  line: ({ thread }) => (thread.outdated ? null : thread.line),
  originalLine: ({ thread }) => thread.line,
  resolvedBy: ({ thread }) => (thread.resolvedBy ? { type: 'User', user: thread.resolvedBy } : null),
  comments,
  pullRequest: ({ repository, pull }) => asPull(repository, pull),
  repository: ({ repository }) => asRepository(repository),
  viewerCanReply: ({ repository }, _, session) => may(session, repository, 'pull_requests', 'write'),
  viewerCanResolve: (source, _, session) => !source.thread.resolved && canResolve(session, source),
  viewerCanUnresolve: (source, _, session) => source.thread.resolved && canResolve(session, source),
  subjectType: ({ thread }) => (thread.line === null ? 'FILE' : 'LINE'),
  ...constants({ diffSide: 'RIGHT', startDiffSide: null, startLine: null, originalStartLine: null }),
}

const commentPath = ({ repository, pull, comment }: ReviewCommentSource) =>
  `${pathOf(repository, pull)}#discussion_r${comment.id}`

function reviewOf({ repository, pull, comment }: ReviewCommentSource) {
  const review = pull.reviews.find(({ id }) => id === comment.reviewId)
  return review ? { type: 'PullRequestReview', repository, pull, review } : null
}

function replyTo(source: ReviewCommentSource): ReviewCommentSource | null {
  const comment = source.thread.comments.find(({ id }) => id === source.comment.inReplyToId)
  return comment ? { ...source, comment } : null
}

export const reviewCommentFields: FieldTable<ReviewCommentSource> = {
  id: ({ repository, comment }) => nodeId('PullRequestReviewComment', comment.id, repository.id),
  databaseId: ({ comment }) => comment.id,
  fullDatabaseId: ({ comment }) => String(comment.id),
  author: ({ comment }) => asActorOrNull(comment.user),
  authorAssociation: ({ repository, comment }) => authorAssociation(repository, comment.user),
  body: ({ comment }) => comment.body,
  bodyText: ({ comment }) => comment.body,
  bodyHTML: ({ comment }) => asHtml(comment.body),
  commit: ({ repository, pull }, _, session) => commitOf(session, repository, pull.headSha),
  originalCommit: ({ repository, thread }, _, session) => commitOf(session, repository, thread.commitId),
  createdAt: ({ comment }) => comment.createdAt,
  publishedAt: ({ comment }) => comment.createdAt,
  draftedAt: ({ comment }) => comment.createdAt,
  updatedAt: ({ comment }) => comment.updatedAt,
  path: ({ thread }) => thread.path,
  line: ({ thread }) => (thread.outdated ? null : thread.line),
  originalLine: ({ thread }) => thread.line,
  outdated: ({ thread }) => thread.outdated,
  pullRequest: ({ repository, pull }) => asPull(repository, pull),
  pullRequestReview: reviewOf,
  replyTo,
  repository: ({ repository }) => asRepository(repository),
  state: (source) => (reviewOf(source)?.review.state === 'PENDING' ? 'PENDING' : 'SUBMITTED'),
  subjectType: ({ thread }) => (thread.line === null ? 'FILE' : 'LINE'),
  resourcePath: commentPath,
  url: (source, _, { world }) => `${world.url}${commentPath(source)}`,
  viewerDidAuthor: ({ comment }, _, { actor }) => comment.user?.id === actor.user.id,
  ...constants({
    createdViaEmail: false,
    editor: null,
    includesCreatedEdit: false,
    isMinimized: false,
    lastEditedAt: null,
    minimizedReason: null,
    reactionGroups: [],
  }),
}
