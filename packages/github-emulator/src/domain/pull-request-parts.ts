// A pull request as it is made, and how its head and its twin are found.
import { issueBase } from './issues.ts'
import type { PullRequest, Repository, User } from './model.ts'
import { Refusal, validationFailed, type FieldError } from './refusal.ts'
import { branchTip, networkMember } from './revisions.ts'
import type { World } from './world.ts'

export interface NewPullRequest {
  title: string
  head: string
  base: string
  body?: string | null | undefined
  draft?: boolean | undefined
  maintainerCanModify?: boolean | undefined
}

export interface Side {
  repository: Repository
  branch: string
  sha: string
}

export function invalid(errors: readonly FieldError[], graphqlMessage?: string): Refusal {
  return validationFailed(
    errors.map((error) => ({ resource: 'PullRequest', ...error })),
    graphqlMessage,
  )
}

/** Finds the head branch: `branch`, or `owner:branch` within the fork network. */
export function resolveHead(world: World, repository: Repository, head: string): Side | undefined {
  const colon = head.indexOf(':')
  const source = colon === -1 ? repository : networkMember(world, repository, head.slice(0, colon))
  const branch = head.slice(colon + 1)
  const sha = source && branchTip(source, branch)
  return source && sha ? { repository: source, branch, sha } : undefined
}

/** An open pull request with the same head and base. */
export function openPullRequest(
  repository: Repository,
  head: { repository: Repository; branch: string },
  base: string,
): PullRequest | undefined {
  for (const pull of repository.pulls.values())
    if (
      pull.state === 'open' &&
      pull.base === base &&
      pull.head === head.branch &&
      pull.headRepository === head.repository
    )
      return pull
  return undefined
}

export function newPull(
  world: World,
  repository: Repository,
  input: Omit<NewPullRequest, 'head'> & { head: Side; baseSha: string; user: User | null },
): PullRequest {
  return {
    ...issueBase(world, repository, { title: input.title, body: input.body ?? null, user: input.user }),
    kind: 'pull',
    draft: input.draft ?? false,
    base: input.base,
    head: input.head.branch,
    headRepository: input.head.repository,
    headSha: input.head.sha,
    baseSha: input.baseSha,
    merged: false,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    mergeMethod: null,
    mergeability: { state: 'unknown', testMerge: null, askedAt: null },
    reviews: [],
    reviewRequests: [],
    threads: [],
    autoMerge: null,
    queueEntry: null,
    maintainerCanModify: input.maintainerCanModify ?? true,
  }
}
