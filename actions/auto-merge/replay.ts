import { decide, type Verdict } from './eligibility.ts'
import type { Check, Facts } from './facts.ts'
import type { Policy } from './policy.ts'

export interface Replay {
  number: number
  title: string
  mergedAt: string
  /** What the policy says at the moment of the merge. */
  verdict: Verdict
  /** Seconds from the first moment at which the policy would have merged to the merge; undefined when it would not. */
  earlier: number | undefined
}

/**
 * A merged pull request as it stood at a moment. What has no history in the API is taken as it is now: rules, permissions, conversations.
 * Mergeability is taken as given, for it was merged.
 */
export function factsAt(facts: Facts, at: Date): Facts {
  const before = (time: string | undefined) => time !== undefined && Date.parse(time) <= at.getTime()
  return {
    ...facts,
    state: 'OPEN',
    draft: false,
    mergeable: 'MERGEABLE',
    mergeState: 'CLEAN',
    // Of today, and about the reviews of today; the reviews of the moment are counted by the action itself.
    reviewDecision: null,
    queue: { ...facts.queue, entered: false },
    testMerge: undefined,
    reviews: facts.reviews.filter((review) => before(review.at)),
    labelEvents: facts.labelEvents.filter((event) => before(event.at)),
    baseChangedAt: facts.baseChangedAt.filter(before),
    forcePushedAt: facts.forcePushedAt.filter(before),
    draftedAt: facts.draftedAt.filter(before),
    checks: facts.checks.filter((check) => before(check.startedAt)).map((check) => checkAt(check, before)),
    behindBy: 0,
    gaps: facts.gaps.filter(({ part }) => part !== 'mergeability' && part !== 'queue'),
  }
}

function checkAt(check: Check, before: (time: string | undefined) => boolean): Check {
  if (check.status !== 'COMPLETED' || before(check.completedAt)) return check
  return { ...check, status: 'IN_PROGRESS', conclusion: null }
}

/** The policy over a merged pull request: at its merge, and at every earlier moment at which something changed. */
export function replay(facts: Facts, policy: Policy, mergedAt: string): Replay {
  const end = new Date(mergedAt)
  const verdictAt = (at: Date) =>
    decide(factsAt(facts, at), policy, { now: at, runId: undefined, workflow: '' })
  const verdict = verdictAt(end)
  const first = momentsOf(facts, policy)
    .filter((at) => at <= end.getTime())
    .find((at) => isMerge(verdictAt(new Date(at))))
  const merged = isMerge(verdict)
  const earlier = merged ? (end.getTime() - (first ?? end.getTime())) / 1000 : undefined
  return { number: facts.number, title: facts.title, mergedAt, verdict, earlier }
}

export function isMerge({ intent }: Verdict): boolean {
  return intent === 'merge' || intent === 'queue'
}

function momentsOf(facts: Facts, { settleSeconds, minimumAge }: Policy): number[] {
  const times = [
    facts.createdAt,
    ...facts.reviews.map(({ at }) => at),
    ...facts.labelEvents.map(({ at }) => at),
    ...facts.checks.flatMap(({ startedAt, completedAt }) => [startedAt, completedAt]),
  ]
    .map((time) => Date.parse(time ?? ''))
    .filter(Number.isFinite)
  const settled = times.map((time) => time + settleSeconds * 1000)
  return [...times, ...settled, Date.parse(facts.createdAt) + minimumAge * 1000].sort((a, b) => a - b)
}
