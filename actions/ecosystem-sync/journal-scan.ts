import type { Journal } from '@ecosystem-actions/core/journal'
import type { Branch, Repository } from './model.ts'
import { isTroubled, wasScanned } from './outcome.ts'
import type { State } from './state.ts'

interface Scanned {
  journal: Journal
  state: State
  now: Date
}

/** One entry a repository with what was counted there, one more for each thing that could not be. */
export function journalScan(repositories: readonly Repository[], { journal, state, now }: Scanned): void {
  const since: Record<string, string> = {}
  const present = now.toISOString()
  for (const repository of repositories) {
    const { status, message, remedy, failures } = repository
    const subject = repository.target.repository
    if (isTroubled(repository)) {
      journal.record({
        kind: 'failed',
        subject,
        action: 'scan',
        because: sentences(message, remedy),
        facts: { class: status },
      })
      continue
    }
    if (status === 'left') {
      journal.record({ kind: 'skipped', subject, action: 'scan', because: message, facts: { left: true } })
      continue
    }
    for (const failure of failures) {
      const because = `could not be compared: ${failure.message}`
      journal.record({
        kind: 'failed',
        subject: `${repository.repository}:${failure.branch}`,
        action: 'compare',
        because,
        facts: { class: 'compare' },
      })
    }
    const behind = beyond(repository)
    let hoursBehind = 0
    for (const { name } of behind) {
      const key = `${repository.repository}:${name}`
      since[key] = state.behindSince[key] ?? present
      hoursBehind += (now.getTime() - Date.parse(since[key])) / 3_600_000
    }
    const facts = {
      status,
      scanned: wasScanned(repository) ? 1 : 0,
      branches: counted(repository).length,
      behind: behind.length,
      hoursBehind,
      fromState: repository.fromState ? 1 : 0,
    }
    journal.record({
      kind: 'read',
      subject,
      action: 'scan',
      because: message || 'its branches were counted',
      facts,
    })
  }
  state.behindSince = since
}

/** Two sentences with a full stop between them, whoever wrote the first. */
function sentences(message: string, remedy: string): string {
  const whole = /[.!?]$/.test(message.trim()) ? message.trim() : `${message.trim()}.`
  return `${whole} ${remedy}`.trim()
}

function counted({ branches }: Repository): Branch[] {
  return branches.filter(({ comparison }) => comparison !== 'unknown')
}

function beyond(repository: Repository): Branch[] {
  const { threshold } = repository.target
  return repository.branches.filter(
    ({ comparison }) => typeof comparison !== 'string' && comparison.behind > threshold,
  )
}
