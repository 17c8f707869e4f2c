// What reviews say together: the latest opinion of each reviewer, and the decision GitHub draws from them.
import { isAncestor } from '../git/graph.ts'
import { mayWrite } from './access.ts'
import { unapprovedOwners } from './code-owners.ts'
import type { PullRequest, Repository, Review, User } from './model.ts'
import { rulesFor } from './protection.ts'
import type { World } from './world.ts'

/** The last approving, requesting or dismissed review of each reviewer, in order of time. */
export function latestOpinions(pull: PullRequest): Review[] {
  const last = new Map<number | null, Review>()
  const opinions = pull.reviews
    .filter((review) => review.state !== 'COMMENTED' && review.state !== 'PENDING')
    .sort((a, b) => (a.submittedAt ?? 0) - (b.submittedAt ?? 0))
  for (const review of opinions) last.set(review.user?.id ?? null, review)
  return [...last.values()]
}

/** Approvals that count for the rules of the base: by people who may write, not the author, not withdrawn. */
export function countedApprovals(world: World, repository: Repository, pull: PullRequest): Review[] {
  const rules = rulesFor(repository, pull.base)
  return latestOpinions(pull).filter(
    (review) =>
      review.state === 'APPROVED' &&
      review.user !== null &&
      review.user.id !== pull.user?.id &&
      mayWrite(world, repository, review.user) &&
      !(rules.dismissStaleReviews && review.commitId !== pull.headSha),
  )
}

/** Reviewers with write access whose last word is "request changes". */
export function blockingReviews(world: World, repository: Repository, pull: PullRequest): Review[] {
  return latestOpinions(pull).filter(
    (review) =>
      review.state === 'CHANGES_REQUESTED' &&
      (review.user === null || mayWrite(world, repository, review.user)),
  )
}

/** Who pushed the head last: the activity log knows, else the head commit's author address. */
export function lastPusher(world: World, pull: PullRequest): User | null {
  const activity = pull.headRepository?.activity.findLast(
    (entry) => entry.ref === `refs/heads/${pull.head}` && entry.after === pull.headSha,
  )
  if (activity) return activity.actor
  const email = world.store.loaded(pull.headSha).author.email
  const login = /^(?:\d+\+)?([^@]+)@users\.noreply/.exec(email)?.[1]
  return login ? (world.users.get(login.toLowerCase()) ?? null) : null
}

export type ReviewDecision = 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null

/** `reviewDecision`: null when the base requires no review. */
export async function reviewDecision(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<ReviewDecision> {
  const rules = rulesFor(repository, pull.base)
  if (rules.approvals === 0 && !rules.codeOwners && !rules.lastPushApproval) return null
  if (blockingReviews(world, repository, pull).length > 0) return 'CHANGES_REQUESTED'
  return (await missingReviews(world, repository, pull)).length > 0 ? 'REVIEW_REQUIRED' : 'APPROVED'
}

/** What is still missing in reviews, in GitHub's words. */
export async function missingReviews(
  world: World,
  repository: Repository,
  pull: PullRequest,
): Promise<string[]> {
  const rules = rulesFor(repository, pull.base)
  const approvals = countedApprovals(world, repository, pull)
  const missing: string[] = []
  if (approvals.length < rules.approvals) {
    const plural = rules.approvals === 1 ? 'approving review is' : 'approving reviews are'
    missing.push(`At least ${rules.approvals} ${plural} required by reviewers with write access.`)
  }
  if (rules.codeOwners) {
    const owners = await unapprovedOwners(world, repository, { pull, approvals })
    if (owners.length > 0) missing.push(`Waiting on code owner review from ${owners.join(', ')}.`)
  }
  if (rules.lastPushApproval) {
    const pusher = lastPusher(world, pull)
    const fresh = approvals.some(
      (review) => review.user?.id !== pusher?.id && review.commitId === pull.headSha,
    )
    if (!fresh) missing.push('New changes require approval from someone other than the last pusher.')
  }
  return missing
}

/** Whether the head contains the base's tip. */
export async function isUpToDate(world: World, repository: Repository, pull: PullRequest): Promise<boolean> {
  const base = repository.refs.get(`refs/heads/${pull.base}`)
  return base !== undefined && (await isAncestor(world.store, base, pull.headSha))
}
