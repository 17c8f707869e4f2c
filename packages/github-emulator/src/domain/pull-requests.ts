// Opening and changing pull requests, with every refusal that GitHub knows.
import { compareCommits } from '../git/graph.ts'
import type { Actor } from './access.ts'
import { pullEvent } from './events.ts'
import { requireBody, setState, updateIssue, type IssuePatch } from './issues.ts'
import { computeMergeability } from './mergeability.ts'
import type { PullRequest, Repository } from './model.ts'
import {
  type NewPullRequest,
  type Side,
  invalid,
  resolveHead,
  openPullRequest,
  newPull,
} from './pull-request-parts.ts'
import { forbidden } from './refusal.ts'
import { adoptCommits, branchTip, headLabel } from './revisions.ts'
import type { World } from './world.ts'

export { openPullRequest, newPull, type NewPullRequest } from './pull-request-parts.ts'

function requireMayOpen(repository: Repository, actor: Actor): void {
  if (actor.token.kind === 'github_token' && !repository.actionsMayCreatePullRequests)
    throw forbidden('GitHub Actions is not permitted to create or approve pull requests.')
}

/** Opens a pull request. Refuses with GitHub's texts: missing head or base, no commits between, one exists already. */
export async function createPullRequest(
  world: World,
  actor: Actor,
  repository: Repository,
  input: NewPullRequest,
): Promise<PullRequest> {
  requireMayOpen(repository, actor)
  if (input.title.trim() === '')
    throw invalid([{ code: 'missing_field', field: 'title' }], "Title can't be blank")
  if (Array.from(input.title).length > 256)
    throw invalid([
      { code: 'custom', field: 'title', message: 'title is too long (maximum is 256 characters)' },
    ])
  requireBody('PullRequest', input.body)
  const head = resolveHead(world, repository, input.head)
  const baseSha = branchTip(repository, input.base)
  const between = `No commits between ${input.base} and ${input.head}`
  if (!head)
    throw invalid(
      [{ field: 'head', code: 'invalid' }],
      `Head sha can't be blank, Base sha can't be blank, ${between}, Head ref must be a branch`,
    )
  if (!baseSha)
    throw invalid(
      [{ field: 'base', code: 'invalid' }],
      `Base sha can't be blank, ${between}, Base ref must be a branch`,
    )
  await requireSomethingToMerge(world, { head, base: input.base, baseSha, headText: input.head })
  if (openPullRequest(repository, head, input.base)) {
    const message = `A pull request already exists for ${headLabel(head.repository, head.branch)}.`
    throw invalid([{ code: 'custom', message }], message)
  }
  const pull = newPull(world, repository, { ...input, head, baseSha, user: actor.user })
  repository.pulls.set(pull.number, pull)
  repository.refs.set(`refs/pull/${pull.number}/head`, head.sha)
  repository.refsDirty = true
  await adoptCommits(world, repository, head.sha)
  return pull
}

async function requireSomethingToMerge(
  world: World,
  input: { head: Side; base: string; baseSha: string; headText: string },
): Promise<void> {
  const comparison = await compareCommits(world.store, input.baseSha, input.head.sha)
  if (comparison.mergeBases.length === 0) {
    const message = `The ${input.headText} branch has no history in common with ${input.base}`
    throw invalid([{ code: 'custom', message }], message)
  }
  if (comparison.ahead > 0) return
  const message = `No commits between ${input.base} and ${input.headText}`
  throw invalid([{ code: 'custom', message }], message)
}

export interface PullRequestPatch extends IssuePatch {
  base?: string
  maintainerCanModify?: boolean
}

/** Changes title, body, state or base of a pull request. Draft is not among them: REST ignores it, as GitHub does. */
export async function updatePullRequest(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; patch: PullRequestPatch },
): Promise<void> {
  const { repository, pull } = input
  const { base, maintainerCanModify, state, ...patch } = input.patch
  if (base !== undefined && base !== pull.base) await retarget(world, actor, { repository, pull, base })
  if (maintainerCanModify !== undefined) pull.maintainerCanModify = maintainerCanModify
  if (state !== undefined && state !== pull.state)
    await changeState(world, actor, { repository, pull, state })
  updateIssue(world, actor, { repository, subject: pull, patch })
}

async function retarget(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; base: string },
): Promise<void> {
  const { repository, pull, base } = input
  if (pull.state === 'closed')
    throw invalid([
      { code: 'invalid', field: 'base', message: 'Cannot change the base branch of a closed pull request.' },
    ])
  const sha = branchTip(repository, base)
  if (!sha)
    throw invalid([
      { code: 'invalid', field: 'base', message: `Proposed base branch '${base}' was not found` },
    ])
  const head = pull.headRepository && { repository: pull.headRepository, branch: pull.head }
  if (head && openPullRequest(repository, head, base)) {
    const message = `A pull request already exists for base branch '${base}' and head branch '${pull.head}'`
    throw invalid([{ code: 'invalid', field: 'base', message }])
  }
  if ((await compareCommits(world.store, sha, pull.headSha)).ahead === 0)
    throw invalid([
      {
        code: 'invalid',
        field: 'base',
        message: `There are no new commits between base branch '${base}' and head branch '${pull.head}'`,
      },
    ])
  pull.base = base
  pull.baseSha = sha
  pull.mergeability = { state: 'unknown', testMerge: null, askedAt: null }
  pull.events.push(pullEvent(world, 'base_ref_changed', actor.user))
}

async function changeState(
  world: World,
  actor: Actor,
  input: { repository: Repository; pull: PullRequest; state: 'open' | 'closed' },
): Promise<void> {
  const { repository, pull, state } = input
  if (state === 'open') {
    const refuse = (message: string) => invalid([{ code: 'invalid', field: 'state', message }], message)
    if (pull.merged)
      throw refuse("state cannot be changed. The pull request can't be reopened because it was merged.")
    const head = pull.headRepository && branchTip(pull.headRepository, pull.head)
    if (!head) throw refuse(`state cannot be changed. The ${pull.head} branch has been deleted.`)
    if (!branchTip(repository, pull.base))
      throw refuse(`state cannot be changed. The ${pull.base} branch has been deleted.`)
    if (
      pull.headRepository &&
      openPullRequest(repository, { repository: pull.headRepository, branch: pull.head }, pull.base)
    )
      throw refuse(
        `state cannot be changed. There is already an open pull request from ${headLabel(pull.headRepository, pull.head)} to ${pull.base}.`,
      )
    pull.headSha = head
    await computeMergeability(world, repository, pull)
  } else Object.assign(pull, { autoMerge: null, queueEntry: null })
  setState(world, actor.user, pull, state)
}
