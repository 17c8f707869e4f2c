// Mutations that merge: at once, when the rules are met, or through the queue.
import { disableAutoMerge, enableAutoMerge, requireMergeRight } from '../../domain/auto-merge.ts'
import { dequeue, enqueue } from '../../domain/merge-queue.ts'
import { mergePullRequest } from '../../domain/merging.ts'
import type { MutationTable } from '../fields.ts'
import { loadNode, loadPull, nodeNotFound } from '../nodes.ts'
import { writable, type Session } from '../session.ts'
import { asActor, type PullSource } from '../sources.ts'
import { writablePull } from './pull-requests.ts'

interface MergeInput {
  pullRequestId: string
  expectedHeadOid?: string | undefined
  mergeMethod?: 'MERGE' | 'SQUASH' | 'REBASE' | undefined
  commitHeadline?: string | undefined
  commitBody?: string | undefined
}

const methodOf = (input: MergeInput) =>
  (input.mergeMethod ?? 'MERGE').toLowerCase() as 'merge' | 'squash' | 'rebase'

async function merge(input: MergeInput, session: Session) {
  const source = await loadPull(session, input.pullRequestId)
  const { repository, pull } = source
  writable(session, repository, 'contents')
  await mergePullRequest(session.world, session.actor, {
    repository,
    pull,
    method: methodOf(input),
    sha: input.expectedHeadOid ?? undefined,
    title: input.commitHeadline,
    message: input.commitBody,
  })
  return { pullRequest: source, actor: asActor(session.actor.user) }
}

async function arm(input: MergeInput, session: Session) {
  const source = await mergeablePull(session, input.pullRequestId)
  await enableAutoMerge(session.world, session.actor, {
    repository: source.repository,
    pull: source.pull,
    method: methodOf(input),
    expectedHead: input.expectedHeadOid ?? undefined,
    title: input.commitHeadline,
    message: input.commitBody,
  })
  return { pullRequest: source, actor: asActor(session.actor.user) }
}

async function mergeablePull(session: Session, id: string): Promise<PullSource> {
  const source = await writablePull(session, id)
  requireMergeRight(session.world, session.actor, source.repository)
  return source
}

async function disarm(input: { pullRequestId: string }, session: Session) {
  const source = await writablePull(session, input.pullRequestId)
  disableAutoMerge(session.world, session.actor, source.pull)
  return { pullRequest: source, actor: asActor(session.actor.user) }
}

async function intoQueue(
  input: { pullRequestId: string; expectedHeadOid?: string | undefined },
  session: Session,
) {
  const source = await mergeablePull(session, input.pullRequestId)
  const { repository, pull } = source
  const expectedHead = input.expectedHeadOid ?? undefined
  await enqueue(session.world, session.actor, { repository, pull, expectedHead })
  return { mergeQueueEntry: { ...source, type: 'MergeQueueEntry' } }
}

/** `id` may be the entry's or the pull request's. */
async function outOfQueue({ id }: { id: string }, session: Session) {
  const source = (await loadNode(session, id)) as PullSource
  if (source.pull === undefined) throw nodeNotFound(id)
  const { repository, pull } = source
  writable(session, repository, 'pull_requests')
  const queueEntry = dequeue(session.world, session.actor.user, pull)
  return { mergeQueueEntry: { type: 'MergeQueueEntry', repository, pull: { ...pull, queueEntry } } }
}

export const mergeMutations: MutationTable = {
  mergePullRequest: { payload: ['pullRequest', 'actor'], run: merge },
  enablePullRequestAutoMerge: { payload: ['pullRequest', 'actor'], run: arm },
  disablePullRequestAutoMerge: { payload: ['pullRequest', 'actor'], run: disarm },
  enqueuePullRequest: { payload: ['mergeQueueEntry'], run: intoQueue },
  dequeuePullRequest: { payload: ['mergeQueueEntry'], run: outOfQueue },
}
