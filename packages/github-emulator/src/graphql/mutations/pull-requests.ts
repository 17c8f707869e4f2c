// Mutations of pull requests: opening, changing, merging. Auto-merge and the queue are in `merging.ts`.
import { requireMergeRight } from '../../domain/auto-merge.ts'
import { setDraft } from '../../domain/draft.ts'
import { fullName } from '../../domain/model.ts'
import { updatePullBranch } from '../../domain/merging.ts'
import { createPullRequest, updatePullRequest, type PullRequestPatch } from '../../domain/pull-requests.ts'
import { revertPullRequest } from '../../domain/reverting.ts'
import type { MutationTable } from '../fields.ts'
import { loadPull, loadRepository } from '../nodes.ts'
import { writable, type Session } from '../session.ts'
import { asActor, asPull, type PullSource } from '../sources.ts'
import { labelNames } from './issues.ts'

interface CreateInput {
  repositoryId: string
  baseRefName: string
  headRefName: string
  headRepositoryId?: string | undefined
  title: string
  body?: string | undefined
  draft?: boolean | undefined
  maintainerCanModify?: boolean | undefined
}

const branchName = (name: string) => name.replace(/^refs\/heads\//, '')

async function create(input: CreateInput, session: Session) {
  const repository = await loadRepository(session, input.repositoryId)
  writable(session, repository, 'pull_requests')
  const head =
    input.headRepositoryId === undefined ? null : await loadRepository(session, input.headRepositoryId)
  const branch = branchName(input.headRefName)
  const elsewhere = head !== null && fullName(head) !== fullName(repository)
  const pull = await createPullRequest(session.world, session.actor, repository, {
    title: input.title,
    head: elsewhere ? `${head.owner.login}:${branch}` : branch,
    base: branchName(input.baseRefName),
    body: input.body,
    draft: input.draft ?? false,
    maintainerCanModify: input.maintainerCanModify ?? true,
  })
  return { pullRequest: asPull(repository, pull) }
}

interface UpdateInput {
  pullRequestId: string
  baseRefName?: string | undefined
  title?: string | undefined
  body?: string | undefined
  state?: 'OPEN' | 'CLOSED' | undefined
  maintainerCanModify?: boolean | undefined
  labelIds?: string[] | undefined
}

async function update(input: UpdateInput, session: Session) {
  const source = await writablePull(session, input.pullRequestId)
  const patch: PullRequestPatch = {}
  if (input.baseRefName !== undefined) patch.base = branchName(input.baseRefName)
  if (input.title !== undefined) patch.title = input.title
  if (input.body !== undefined) patch.body = input.body
  if (input.state !== undefined) patch.state = input.state === 'OPEN' ? 'open' : 'closed'
  if (input.maintainerCanModify !== undefined) patch.maintainerCanModify = input.maintainerCanModify
  if (input.labelIds !== undefined) patch.labels = await labelNames(session, input.labelIds)
  const { repository, pull } = source
  await updatePullRequest(session.world, session.actor, { repository, pull, patch })
  return { pullRequest: source, actor: asActor(session.actor.user) }
}

/** The pull request, if the caller may change it. */
export async function writablePull(session: Session, id: string): Promise<PullSource> {
  const source = await loadPull(session, id)
  writable(session, source.repository, 'pull_requests')
  return source
}

const stateTo = (state: 'open' | 'closed') => ({
  payload: ['pullRequest'],
  run: async (input: { pullRequestId: string }, session: Session) => {
    const source = await writablePull(session, input.pullRequestId)
    const { repository, pull } = source
    await updatePullRequest(session.world, session.actor, { repository, pull, patch: { state } })
    return { pullRequest: source }
  },
})

interface UpdateBranchInput {
  pullRequestId: string
  expectedHeadOid?: string | undefined
  updateMethod?: 'MERGE' | 'REBASE' | undefined
}

async function updateBranch(input: UpdateBranchInput, session: Session) {
  const source = await writablePull(session, input.pullRequestId)
  const { repository, pull } = source
  await updatePullBranch(session.world, session.actor, {
    repository,
    pull,
    expected: input.expectedHeadOid ?? undefined,
    method: input.updateMethod === 'REBASE' ? 'rebase' : 'merge',
  })
  return { pullRequest: source }
}

/** GitHub asks for the right to push besides the right to change the pull request (cli/cli, discussion 6924). */
const draftTo = (draft: boolean) => ({
  payload: ['pullRequest'],
  run: async (input: { pullRequestId: string }, session: Session) => {
    const source = await writablePull(session, input.pullRequestId)
    requireMergeRight(session.world, session.actor, source.repository)
    setDraft(session.world, session.actor, source.pull, draft)
    return { pullRequest: source }
  },
})

interface RevertInput {
  pullRequestId: string
  title?: string | undefined
  body?: string | undefined
  draft?: boolean | undefined
}

async function revert(input: RevertInput, session: Session) {
  const source = await writablePull(session, input.pullRequestId)
  const { repository, pull } = source
  requireMergeRight(session.world, session.actor, repository)
  const { title, body } = input
  const asked = { repository, pull, title, body, draft: input.draft ?? false }
  const back = await revertPullRequest(session.world, session.actor, asked)
  return { pullRequest: source, revertPullRequest: asPull(repository, back) }
}

export const pullRequestMutations: MutationTable = {
  createPullRequest: { payload: ['pullRequest'], run: create },
  updatePullRequest: { payload: ['pullRequest', 'actor'], run: update },
  closePullRequest: stateTo('closed'),
  reopenPullRequest: stateTo('open'),
  updatePullRequestBranch: { payload: ['pullRequest'], run: updateBranch },
  markPullRequestReadyForReview: draftTo(false),
  convertPullRequestToDraft: draftTo(true),
  revertPullRequest: { payload: ['pullRequest', 'revertPullRequest'], run: revert },
}
