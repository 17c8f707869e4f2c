// Reviews, review requests, threads and their comments.
import type { GraphQLResolveInfo } from 'graphql'
import { mayWrite } from '../../domain/access.ts'
import { authorAssociation } from '../../domain/association.ts'
import { ownersOfChanges } from '../../domain/code-owners.ts'
import type { Review, ReviewThread, User } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { latestOpinions, reviewDecision } from '../../domain/opinions.ts'
import { connection, type PageArgs } from '../connections.ts'
import { constants, type FieldTable } from '../fields.ts'
import { commitOf } from '../git-objects.ts'
import type { Session } from '../session.ts'
import {
  asActor,
  asActorOrNull,
  asPull,
  asRepository,
  type PullSource,
  type ReviewRequestSource,
  type ReviewSource,
} from '../sources.ts'
import { asHtml, pathOf } from './subject.ts'

interface ReviewsArgs extends PageArgs {
  author?: string | undefined
  states?: Review['state'][] | undefined
}

const byTime = (reviews: readonly Review[]) =>
  [...reviews].sort((a, b) => (a.submittedAt ?? a.updatedAt) - (b.submittedAt ?? b.updatedAt) || a.id - b.id)

function asReviews(
  { repository, pull }: PullSource,
  reviews: readonly Review[],
  asked: { args: PageArgs; info: GraphQLResolveInfo },
) {
  const wrap = (review: Review): ReviewSource => ({ type: 'PullRequestReview', repository, pull, review })
  return connection(reviews, { ...asked, key: ({ id }) => id, wrap })
}

/** Drafts of reviews are seen by their authors only. */
function reviews(source: PullSource, args: ReviewsArgs, session: Session, info: GraphQLResolveInfo) {
  const found = byTime(source.pull.reviews).filter(
    ({ user, state }) =>
      (state !== 'PENDING' || user?.id === session.actor.user.id) &&
      (args.states === undefined || args.states.length === 0 || args.states.includes(state)) &&
      (args.author === undefined || user?.login.toLowerCase() === args.author.toLowerCase()),
  )
  return asReviews(source, found, { args, info })
}

interface OpinionArgs extends PageArgs {
  writersOnly?: boolean
}

function latestOpinionatedReviews(
  source: PullSource,
  args: OpinionArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  const found = latestOpinions(source.pull).filter(
    ({ user, state }) =>
      state !== 'DISMISSED' && (!args.writersOnly || mayWrite(session.world, source.repository, user)),
  )
  return asReviews(source, found, { args, info })
}

/** The last review of each person, unless a new one has been asked of them. */
function latestReviews(source: PullSource, args: PageArgs, _: Session, info: GraphQLResolveInfo) {
  const last = new Map<number | null, Review>()
  for (const review of byTime(source.pull.reviews))
    if (review.state !== 'PENDING') last.set(review.user?.id ?? null, review)
  const asked = new Set(source.pull.reviewRequests.map(({ id }) => id))
  const found = [...last.values()].filter(({ user }) => !user || !asked.has(user.id))
  return asReviews(source, found, { args, info })
}

function reviewRequests(
  { repository, pull }: PullSource,
  args: PageArgs,
  _: Session,
  info: GraphQLResolveInfo,
) {
  const wrap = (reviewer: User): ReviewRequestSource => ({
    type: 'ReviewRequest',
    repository,
    pull,
    reviewer,
  })
  return connection(pull.reviewRequests, { args, info, key: ({ id }) => id, wrap })
}

function reviewThreads(
  { repository, pull }: PullSource,
  args: PageArgs,
  _: Session,
  info: GraphQLResolveInfo,
) {
  const wrap = (thread: ReviewThread) => ({ type: 'PullRequestReviewThread', repository, pull, thread })
  return connection(pull.threads, { args, info, key: ({ id }) => id, wrap })
}

export const pullReviewFields: FieldTable<PullSource> = {
  reviewDecision: ({ repository, pull }, _, { world }) => reviewDecision(world, repository, pull),
  reviews,
  latestReviews,
  latestOpinionatedReviews,
  reviewRequests,
  reviewThreads,
  viewerLatestReview: ({ repository, pull }, _, { actor }) => {
    const review = byTime(pull.reviews).findLast(({ user }) => user?.id === actor.user.id)
    return review ? { type: 'PullRequestReview', repository, pull, review } : null
  },
}

export const reviewPath = ({ repository, pull, review }: ReviewSource) =>
  `${pathOf(repository, pull)}#pullrequestreview-${review.id}`

/** Comments of a review: those of its threads that were written with it. */
function commentsOf({ repository, pull, review }: ReviewSource) {
  return pull.threads.flatMap((thread) =>
    thread.comments
      .filter(({ reviewId }) => reviewId === review.id)
      .map((comment) => ({ type: 'PullRequestReviewComment', repository, pull, thread, comment })),
  )
}

export const reviewFields: FieldTable<ReviewSource> = {
  id: ({ repository, review }) => nodeId('PullRequestReview', review.id, repository.id),
  databaseId: ({ review }) => review.id,
  fullDatabaseId: ({ review }) => String(review.id),
  author: ({ review }) => asActorOrNull(review.user),
  authorAssociation: ({ repository, review }) => authorAssociation(repository, review.user),
  authorCanPushToRepository: ({ repository, review }, _, { world }) =>
    mayWrite(world, repository, review.user),
  state: ({ review }) => review.state,
  body: ({ review }) => review.body,
  bodyText: ({ review }) => review.body,
  bodyHTML: ({ review }) => asHtml(review.body),
  commit: ({ repository, review }, _, session) => commitOf(session, repository, review.commitId),
  comments: (source, args: PageArgs, _, info) =>
    connection(commentsOf(source), { args, info, key: ({ comment }) => comment.id }),
  submittedAt: ({ review }) => review.submittedAt,
  createdAt: ({ review }) => review.submittedAt ?? review.updatedAt,
  publishedAt: ({ review }) => review.submittedAt,
  updatedAt: ({ review }) => review.updatedAt,
  pullRequest: ({ repository, pull }) => asPull(repository, pull),
  repository: ({ repository }) => asRepository(repository),
  resourcePath: reviewPath,
  url: (source, _, { world }) => `${world.url}${reviewPath(source)}`,
  viewerDidAuthor: ({ review }, _, { actor }) => review.user?.id === actor.user.id,
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

export const reviewRequestFields: FieldTable<ReviewRequestSource> = {
  id: ({ repository, pull, reviewer }) => nodeId('ReviewRequest', `${pull.id}:${reviewer.id}`, repository.id),
  databaseId: ({ pull, reviewer }) => pull.id * 1000 + (reviewer.id % 1000),
  asCodeOwner: async ({ repository, pull, reviewer }, _, { world }) =>
    (await ownersOfChanges(world, repository, pull))
      .flat()
      .some((owner) => owner.toLowerCase() === reviewer.login.toLowerCase()),
  pullRequest: ({ repository, pull }) => asPull(repository, pull),
  requestedReviewer: ({ reviewer }) => (reviewer.type === 'Organization' ? null : asActor(reviewer)),
}
