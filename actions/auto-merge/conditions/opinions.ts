import type { Facts, Review } from '../facts.ts'
import type { Policy } from '../policy.ts'
import { botStanding } from './bots.ts'

/** The last word of one reviewer, and why an approval does not count (undefined: it does). */
export interface Opinion {
  review: Review
  login: string
  discounted: string | undefined
}

/**
 * The latest opinion of each reviewer, by user id. A dismissed review is no opinion, and does not bring an older one back. Reviews of
 * deleted accounts cannot be told apart: each stands for itself.
 */
export function latestReviews(reviews: readonly Review[]): Review[] {
  const opinions = reviews
    .map((review, index) => ({ review, index, at: Date.parse(review.at ?? '') || 0 }))
    .filter(({ review }) => ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(review.state))
    .sort((a, b) => a.at - b.at || a.index - b.index)
  const latest = new Map<string, Review>()
  for (const { review, index } of opinions) latest.set(reviewerKey(review, index), review)
  return [...latest.values()]
}

function reviewerKey({ author }: Review, index: number): string {
  return author?.id === undefined ? `unknown ${index}` : `${author.type} ${author.id}`
}

export function approvals(facts: Facts, policy: Policy): Opinion[] {
  return latestReviews(facts.reviews)
    .filter(({ state }) => state === 'APPROVED')
    .map((review) => ({
      review,
      login: review.author?.login ?? 'a deleted account',
      discounted: discount(review, facts, policy),
    }))
}

function discount(review: Review, facts: Facts, policy: Policy): string | undefined {
  const { author } = review
  if (author?.id === undefined) return 'the account is deleted'
  if (facts.author?.id === author.id && facts.author.type === author.type) return 'it is the author'
  if (!isOwnApprovalOfBot(review, facts, policy)) {
    if (author.type !== 'User') return 'it is not a person'
    if (review.ours) return 'it is the account that merges'
    if (!review.canPush) return 'no push rights'
    if (!facts.approvingWriters.some((login) => login.toLowerCase() === author.login.toLowerCase()))
      return 'GitHub does not count it'
  }
  if (facts.requestedReviewers.includes(author.id)) return again
  return staleness(review, facts, policy)
}

// Our own approval counts only where we give one: on the untouched work of a trusted bot.
function isOwnApprovalOfBot(review: Review, facts: Facts, policy: Policy): boolean {
  return policy.autoApproveBots && review.ours && botStanding(facts, policy).kind === 'trusted'
}

const [again, retargeted, earlier] = [
  'asked to review again',
  'the base was changed since',
  'it is for an earlier commit',
] as const

/** Why an approval was one and is none any more. */
export const staleReasons: ReadonlySet<string> = new Set([again, retargeted, earlier])

function staleness(review: Review, facts: Facts, { staleApprovals }: Policy): string | undefined {
  const at = Date.parse(review.at ?? '')
  if (Number.isNaN(at)) return 'its time is not known'
  // The guard on the head does not protect against a change of the base: what was approved was another difference. GitHub's times have no
  // fractions, so within one second nobody knows which came first.
  if (facts.baseChangedAt.some((time) => !(Date.parse(time) < at))) return retargeted
  if (review.commit === facts.head.oid || staleApprovals === 'allow') return undefined
  const clean = review.commit !== undefined && facts.cleanUpdatesSince[review.commit] === true
  if (staleApprovals === 'allow-clean-update' && clean) return undefined
  return earlier
}

/** Commits of approvals that would count if only the base had come in since; asked for only under `allow-clean-update`. */
export function cleanUpdateQuestions(facts: Facts, policy: Policy): string[] {
  if (policy.staleApprovals !== 'allow-clean-update') return []
  const lenient: Policy = { ...policy, staleApprovals: 'allow' }
  const commits = latestReviews(facts.reviews)
    .filter((review) => review.state === 'APPROVED' && discount(review, facts, lenient) === undefined)
    .map(({ commit }) => commit)
  return [...new Set(commits)].filter(
    (oid): oid is string =>
      oid !== undefined && oid !== facts.head.oid && facts.cleanUpdatesSince[oid] === undefined,
  )
}
