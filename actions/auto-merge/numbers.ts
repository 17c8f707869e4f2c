import type { Desk } from './evaluate.ts'
import type { Target } from './events.ts'
import type { Policy } from './policy.ts'
import type { Candidate } from './ports.ts'

/** Why there is none. */
export function noneFor(target: Target): string {
  if (target.kind === 'head') return `No open pull request has the head ${target.oid.slice(0, 10)}.`
  return 'No open pull request is opted in.'
}

/** The pull requests to look at, and how many are left out. */
export async function numbersOf(
  { ports, policy }: Desk,
  target: Exclude<Target, { kind: 'none' }>,
): Promise<{ numbers: number[]; beyond: number }> {
  const within = (numbers: readonly number[]) => ({
    numbers: numbers.slice(0, policy.maxPullRequests),
    beyond: Math.max(0, numbers.length - policy.maxPullRequests),
  })
  if (target.kind === 'numbers') return within(target.numbers)
  if (target.kind === 'head') {
    const narrowed = target.branch === undefined ? {} : { headRef: target.branch }
    const open = await ports.pullRequests.open({ ...narrowed, limit: 100, newestFirst: true })
    return within(open.filter(({ headOid }) => headOid === target.oid).map(({ number }) => number))
  }
  const open = await ports.pullRequests.open({ limit: 1000 })
  return within(open.filter((candidate) => mayBeOptedIn(candidate, policy)).map(({ number }) => number))
}

// What a sweep need not look at more closely. The decision itself is made on facts read afterwards.
function mayBeOptedIn({ labels, author }: Candidate, { label, trustedBots }: Policy): boolean {
  if (labels.some((name) => name.toLowerCase() === label.toLowerCase())) return true
  return author?.type === 'Bot' && author.id !== undefined && trustedBots.includes(author.id)
}
