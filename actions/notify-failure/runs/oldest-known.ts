import type { Decided, Question } from '../incident/decision.ts'

const pageSize = 100

/** A page of runs without a green one: the incident is at least as old as the oldest failure on it, and nothing more is claimed. */
export function atLeast(decided: Decided, { history, beginning }: Question): Decided {
  const { incident, lastGreen, reason } = decided
  const isCut = beginning ? beginning.isCut === true : history.length >= pageSize && !lastGreen
  if (!incident || !isCut || incident.first.id === incident.last.id) return decided
  const honest = reason
    .replace(/ (\d+) failed runs, first #/, ' at least $1 failed runs, first known #')
    .replace(/[Ff]ailing since #/, (words) => words.replace('since', 'since at least'))
    .replace('announced since #', 'announced since at least #')
    .replace(/([Ss]treak) (\d+)/, '$1 at least $2')
  return { ...decided, reason: honest, isAtLeast: true }
}
