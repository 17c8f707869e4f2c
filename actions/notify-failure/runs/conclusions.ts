import type { Run } from './run-facts.ts'

/** What a conclusion means for an incident: red opens or goes on, green ends it, the rest says nothing about the code. */
export type Colour = 'red' | 'green' | 'transparent'

// `cancelled` alone is transparent; a time-out or a failed sibling behind it makes it red (see cancellation.ts).
const colours: Readonly<Record<string, Colour>> = {
  success: 'green',
  failure: 'red',
  timed_out: 'red',
  startup_failure: 'red',
  cancelled: 'transparent',
  skipped: 'transparent',
  neutral: 'transparent',
  stale: 'transparent',
  action_required: 'transparent',
}

/** A conclusion that GitHub may add one day says nothing until it is known here. */
export function colourOf(conclusion: string | null): Colour {
  return conclusion !== null && Object.hasOwn(colours, conclusion)
    ? (colours[conclusion] ?? 'transparent')
    : 'transparent'
}

/** Red by conclusion, of a job or a step. */
export function isFailed(conclusion: string | null): boolean {
  return colourOf(conclusion) === 'red'
}

export function runColour(run: Pick<Run, 'status' | 'conclusion'>): Colour {
  return run.status === 'completed' || run.conclusion !== null ? colourOf(run.conclusion) : 'transparent'
}

/** Why a run that is neither red nor green is met with silence. */
export function transparentReason(conclusion: string | null): string {
  if (conclusion === null) return 'The run has no conclusion yet.'
  return `A run that ended as "${conclusion}" says nothing about the code.`
}
