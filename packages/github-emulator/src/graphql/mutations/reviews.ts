// Mutations of reviews and conversations.
import {
  addReview,
  addThread,
  dismissReview,
  removeReviewRequests,
  replyToThread,
  requestReviews,
  submitReview,
  type ReviewEvent,
} from '../../domain/reviews.ts'
import { setResolved } from '../../domain/threads.ts'
import { nodeId } from '../../domain/node-id.ts'
import { FieldRefusal } from '../errors.ts'
import type { MutationTable } from '../fields.ts'
import { loadNode, loadTyped } from '../nodes.ts'
import { writable, type Session } from '../session.ts'
import {
  asActor,
  type ActorSource,
  type PullSource,
  type ReviewSource,
  type ThreadSource,
} from '../sources.ts'
import { writablePull } from './pull-requests.ts'

interface DraftThread {
  path: string
  line?: number
  body: string
}

interface AddReviewInput {
  pullRequestId: string
  body?: string
  commitOID?: string
  event?: ReviewEvent | 'DISMISS'
  threads?: DraftThread[]
}

const reviewOf = (source: PullSource, review: ReviewSource['review']): ReviewSource => ({
  type: 'PullRequestReview',
  repository: source.repository,
  pull: source.pull,
  review,
})

async function add(input: AddReviewInput, session: Session) {
  const source = await writablePull(session, input.pullRequestId)
  const { repository, pull } = source
  const review = addReview(session.world, session.actor, {
    repository,
    pull,
    review: {
      event: eventOf(input.event),
      body: input.body,
      commitId: input.commitOID,
      comments: (input.threads ?? []).map(({ path, line, body }) => ({ path, line: line ?? null, body })),
    },
  })
  const node = reviewOf(source, review)
  return { pullRequestReview: node, reviewEdge: { node, cursor: nodeId('PullRequestReview', review.id) } }
}

function eventOf(event: AddReviewInput['event']): ReviewEvent | null {
  if (event !== 'DISMISS') return event ?? null
  throw new FieldRefusal('UNPROCESSABLE', 'A new review cannot be dismissed.')
}

interface SubmitInput {
  pullRequestReviewId?: string
  pullRequestId?: string
  event: ReviewEvent
  body?: string
}

/** Names the review itself, or the pull request on which the caller has one that is not submitted yet. */
async function submit(input: SubmitInput, session: Session) {
  const source = await pendingReview(input, session)
  const { repository, pull, review } = source
  writable(session, repository, 'pull_requests')
  const { event, body } = input
  submitReview(session.world, session.actor, { repository, pull, review, event, body })
  return { pullRequestReview: source }
}

async function pendingReview(input: SubmitInput, session: Session): Promise<ReviewSource> {
  if (input.pullRequestReviewId !== undefined)
    return loadTyped<ReviewSource>(session, input.pullRequestReviewId, 'PullRequestReview')
  const source = await writablePull(session, input.pullRequestId ?? '')
  const { id } = session.actor.user
  const review = source.pull.reviews.find(({ state, user }) => state === 'PENDING' && user?.id === id)
  if (!review) throw new FieldRefusal('NOT_FOUND', 'Could not resolve to a pending PullRequestReview.')
  return reviewOf(source, review)
}

async function dismiss(input: { pullRequestReviewId: string; message: string }, session: Session) {
  const source = await loadTyped<ReviewSource>(session, input.pullRequestReviewId, 'PullRequestReview')
  const { repository, pull, review } = source
  writable(session, repository, 'pull_requests')
  dismissReview(session.world, session.actor, { repository, pull, review, message: input.message })
  return { pullRequestReview: source }
}

interface RequestInput {
  pullRequestId: string
  userIds?: string[]
  botIds?: string[]
  union?: boolean
}

/** Without `union` the given people are asked in place of those asked before. */
async function request(input: RequestInput, session: Session) {
  const source = await writablePull(session, input.pullRequestId)
  const { repository, pull } = source
  const ids = [...(input.userIds ?? []), ...(input.botIds ?? [])]
  const asked = (await Promise.all(ids.map((id) => loadNode(session, id)))) as ActorSource[]
  const logins = asked.map(({ user }) => user.login)
  requestReviews(session.world, session.actor, { repository, pull, logins })
  if (input.union !== true) {
    const gone = pull.reviewRequests.map(({ login }) => login).filter((login) => !logins.includes(login))
    removeReviewRequests(session.world, session.actor, { pull, logins: gone })
  }
  return { pullRequest: source, actor: asActor(session.actor.user) }
}

const resolving = (resolved: boolean) => ({
  payload: ['thread'],
  run: async ({ threadId }: { threadId: string }, session: Session) => {
    const source = await loadTyped<ThreadSource>(session, threadId, 'PullRequestReviewThread')
    writable(session, source.repository, 'pull_requests', 'contents')
    setResolved(session.world, session.actor, { ...source, resolved })
    return { thread: source }
  },
})

interface AddThreadInput extends DraftThread {
  pullRequestId?: string
  pullRequestReviewId?: string
}

async function newThread(input: AddThreadInput, session: Session) {
  const review =
    input.pullRequestReviewId === undefined
      ? undefined
      : await loadTyped<ReviewSource>(session, input.pullRequestReviewId, 'PullRequestReview')
  const { repository, pull } = review ?? (await writablePull(session, input.pullRequestId ?? ''))
  writable(session, repository, 'pull_requests')
  const { path, line = null, body } = input
  const given = { pull, path, line, body, ...(review ? { review: review.review } : {}) }
  const thread = addThread(session.world, session.actor, given)
  return { thread: { type: 'PullRequestReviewThread', repository, pull, thread } }
}

async function reply(input: { pullRequestReviewThreadId: string; body: string }, session: Session) {
  const source = await loadTyped<ThreadSource>(
    session,
    input.pullRequestReviewThreadId,
    'PullRequestReviewThread',
  )
  const { repository, pull, thread } = source
  writable(session, repository, 'pull_requests')
  const commentId = thread.comments[0]?.id ?? 0
  const { comment } = replyToThread(session.world, session.actor, { pull, commentId, body: input.body })
  return { comment: { type: 'PullRequestReviewComment', repository, pull, thread, comment } }
}

export const reviewMutations: MutationTable = {
  addPullRequestReview: { payload: ['pullRequestReview', 'reviewEdge'], run: add },
  submitPullRequestReview: { payload: ['pullRequestReview'], run: submit },
  dismissPullRequestReview: { payload: ['pullRequestReview'], run: dismiss },
  requestReviews: { payload: ['pullRequest', 'actor'], run: request },
  resolveReviewThread: resolving(true),
  unresolveReviewThread: resolving(false),
  addPullRequestReviewThread: { payload: ['thread'], run: newThread },
  addPullRequestReviewThreadReply: { payload: ['comment'], run: reply },
}
