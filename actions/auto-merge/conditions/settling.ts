import { secondsSince, type Case } from './condition.ts'

/**
 * Seconds until the checks of this head are believed to be all there. The push itself has no time in the API (`pushedDate` was removed),
 * so the newest sign of it counts: the opening, a force push, the head's commit date, or the first check that started.
 */
export function settling({ facts, policy, situation }: Case): number {
  const since = (time: string | undefined) => secondsSince(time, situation.now) ?? Infinity
  const started = facts.checks.map(({ startedAt }) => since(startedAt)).filter(Number.isFinite)
  if (started.length > 0) return policy.settleSeconds - Math.max(0, ...started)
  const head = facts.commits.nodes.find(({ oid }) => oid === facts.head.oid)
  // A commit date is written by its author: one in the future is no sign.
  const committed = since(head?.committedAt)
  const ages = [facts.createdAt, ...facts.forcePushedAt].map((time) => Math.max(0, since(time)))
  return policy.settleSeconds - Math.min(...ages, committed < 0 ? Infinity : committed)
}
