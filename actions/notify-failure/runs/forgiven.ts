import type { Coloured } from './colouring.ts'
import { runColour } from './conclusions.ts'
import { fingerprint } from '../incident/key.ts'
import { failingJobs } from './jobs.ts'
import type { Reading } from './reading.ts'
import type { Run } from './run-facts.ts'

/**
 * Under a job's own `continue-on-error` GitHub calls the job failed and its run green. While the run goes on only the jobs are to be seen, so what
 * failed in the run before, which GitHub calls green, is no failure now either. https://github.com/actions/runner/issues/1161
 */
export async function forgiven(
  coloured: Coloured,
  related: readonly Run[],
  reading: Reading,
): Promise<Pick<Coloured, 'colour' | 'reason'>> {
  const { run, colour, reason, failing, jobs = [] } = coloured
  const isOwn = run.status !== 'completed' && colour === 'red' && failing.length > 0 && !coloured.settled
  const before = related
    .filter((other) => other.number < run.number && runColour(other) !== 'transparent')
    .sort((a, b) => b.number - a.number)[0]
  if (!isOwn || !before || runColour(before) !== 'green') return { colour, reason }
  const failedBefore = fingerprint(failingJobs((await reading.attemptJobs(before)) ?? []))
  const names = fingerprint(failing)
  if (!names.every((name) => failedBefore.includes(name))) return { colour, reason }
  const isOver = jobs.every(({ status, conclusion }) => status === 'completed' || conclusion === null)
  return {
    colour: isOver ? 'green' : 'transparent',
    reason: `${names.join(', ')} failed in #${before.number} too, which GitHub calls green (\`continue-on-error\`).`,
  }
}
