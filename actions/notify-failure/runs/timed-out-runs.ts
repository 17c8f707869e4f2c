import type { Run } from './run-facts.ts'

const slack = 120_000

/** Cancelled runs between `run` and the last run that said something, newest first: only these can change what is decided now. */
export function doubtfulRuns(related: readonly Run[], run: Run): Run[] {
  const earlier = related.filter(({ number }) => number < run.number).sort((a, b) => b.number - a.number)
  const doubtful: Run[] = []
  for (const other of earlier) {
    if (other.conclusion === 'success' || other.conclusion === 'failure') break
    if (other.conclusion === 'cancelled' && !wasSuperseded(other, related)) doubtful.push(other)
  }
  return doubtful
}

/** A newer run of the branch began while it ran, and it ended then: the concurrency group, not a time limit. */
function wasSuperseded(cancelled: Run, related: readonly Run[]): boolean {
  const end = cancelled.finishedAt.getTime()
  return related.some(
    (other) =>
      other.number > cancelled.number &&
      other.startedAt > cancelled.startedAt &&
      Math.abs(end - other.startedAt.getTime()) <= slack,
  )
}

function runLength(run: Run): number {
  return run.finishedAt.getTime() - run.startedAt.getTime()
}

/** A run that took as long as one that is known to have timed out did so too. */
export function sameLength(run: Run, known: Run): boolean {
  return runLength(known) > 0 && Math.abs(runLength(run) - runLength(known)) <= slack / 2
}
