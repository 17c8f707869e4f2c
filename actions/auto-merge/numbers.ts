import type { Desk } from './evaluate.ts'
import type { Target } from './events.ts'
import type { Policy } from './policy.ts'
import type { Candidate } from './ports.ts'

// Ten pages for the head of an event, fifty for a sweep.
const most = 1000
const mostSwept = 5000

/** Why there is none. */
export function noneFor(target: Target): string {
  if (target.kind === 'head') return `No open pull request has the head ${target.oid.slice(0, 10)}.`
  return 'No open pull request is opted in.'
}

/** The pull requests to look at, and how many are left out. */
export async function numbersOf(
  { ports, policy }: Desk,
  target: Exclude<Target, { kind: 'none' | 'wrong' }>,
): Promise<{ numbers: number[]; beyond: number }> {
  const within = (numbers: readonly number[]) => ({
    numbers: numbers.slice(0, policy.maxPullRequests),
    beyond: Math.max(0, numbers.length - policy.maxPullRequests),
  })
  if (target.kind === 'numbers') return within(target.numbers)
  if (target.kind === 'head') {
    const narrowed = target.branch === undefined ? {} : { headRef: target.branch }
    const { oid: headOid } = target
    const open = await ports.pullRequests.open({ ...narrowed, headOid, limit: most, newestFirst: true })
    return within(open.filter((one) => one.headOid === headOid).map(({ number }) => number))
  }
  const open = await ports.pullRequests.open({ limit: mostSwept })
  return within(open.filter((candidate) => mayBeOptedIn(candidate, policy)).map(({ number }) => number))
}

// What a sweep need not look at more closely. The decision itself is made on facts read afterwards.
function mayBeOptedIn({ labels, author, armedByUs }: Candidate, { label, trustedBots }: Policy): boolean {
  // What we armed is disarmed when it lost its opt-in, also when the event of that never came.
  if (armedByUs) return true
  if (labels.some((name) => name.toLowerCase() === label.toLowerCase())) return true
  return author?.type === 'Bot' && author.id !== undefined && trustedBots.includes(author.id)
}
