import type { Journal, NewEntry } from '@ecosystem-actions/core/journal'
import type { Branch, Repository } from './model.ts'
import { isTroubled, wasScanned } from './outcome.ts'
import { isBeyond } from './scan/since.ts'
import { sentences } from './texts.ts'

/** One entry a repository with what was counted there, one more for each thing that could not be. */
export function journalScan(
  repositories: readonly Repository[],
  { journal, now }: { journal: Journal; now: Date },
): void {
  // Nothing is written to GitHub here, so they need not reach the disk one by one; all at once they would be in memory twice.
  for (let at = 0; at < repositories.length; at += perWrite)
    journal.recordAll(
      repositories.slice(at, at + perWrite).flatMap((repository) => entriesOf(repository, now)),
    )
}

const perWrite = 500

function entriesOf(repository: Repository, now: Date): NewEntry[] {
  const { status, message, remedy, failures } = repository
  const place = { subject: repository.target.repository, action: 'scan' }
  if (isTroubled(repository))
    return [{ kind: 'failed', ...place, because: sentences(message, remedy), facts: { class: status } }]
  if (status === 'left') return [{ kind: 'skipped', ...place, because: message, facts: { left: true } }]
  const behind = repository.branches.filter((branch) => isBeyond(branch, repository.target))
  const facts = {
    status,
    scanned: wasScanned(repository) ? 1 : 0,
    branches: counted(repository),
    behind: behind.length,
    hoursBehind: behind.reduce((hours, branch) => hours + hoursOf(branch, now), 0),
    fromState: repository.fromState ? 1 : 0,
  }
  return [
    ...failures.map((failure) => failed(repository, failure)),
    { kind: 'read', ...place, because: message || 'its branches were counted', facts },
  ]
}

function failed({ repository }: Repository, { branch, message }: Repository['failures'][number]): NewEntry {
  return {
    kind: 'failed',
    subject: `${repository}:${branch}`,
    action: 'compare',
    because: `could not be compared: ${message}`,
    facts: { class: 'compare' },
  }
}

function hoursOf({ behindSince }: Branch, now: Date): number {
  return behindSince === undefined ? 0 : Math.max(0, now.getTime() - Date.parse(behindSince)) / 3_600_000
}

function counted({ branches }: Repository): number {
  return branches.filter(({ comparison }) => comparison !== 'unknown').length
}
