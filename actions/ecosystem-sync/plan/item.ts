import type { Branch, Counts, Drift } from '../model.ts'
import type { Flags, Step } from './strategy.ts'

export type PlannedAction = Step | 'update-pull-request' | 'close-pull-request' | 'delete-snapshot' | 'none'

/** What happens to one branch and why. The same in a dry run and live. */
export interface PlanItem {
  repository: string
  branch: string
  drift: Drift
  ahead: number
  behind: number
  /** False where the interval rule left a range; `behind` is then its lower end. */
  exact: boolean
  action: PlannedAction
  because: string
  /** Needs a person: shown apart in the summary. */
  attention: boolean
  /** What to do when the branch's rules refuse the action. */
  fallback?: 'open-pull-request'
  pullRequest?: number
  /** Merged or old branches that could be deleted. */
  retire?: boolean
  /** Workflow runs that this starts at most. */
  runs: number
  /** A limit leaves it for the next run. */
  deferred?: boolean
  tip: string
  base: string
  baseOid: string
}

export interface PlanContext {
  flags: Flags
  now: Date
  /** Tips that this action made, with the time, by branch. */
  ours: (repository: string, branch: string) => { oid: string; at: string } | undefined
  /** Merge commits of sync pull requests that turned out to have one parent. */
  squashed: (mergeCommit: string) => boolean
}

/** The decision about one branch. */
export interface Verdict {
  action: PlannedAction
  because: string
  attention?: boolean
  fallback?: 'open-pull-request'
  pullRequest?: number
  retire?: boolean
}

export function leave(because: string): Verdict {
  return { action: 'none', because }
}

export function report(because: string, more: Partial<Verdict> = {}): Verdict {
  return { action: 'report', because, attention: true, ...more }
}

export function countsOf({ comparison }: Branch): Counts {
  return typeof comparison === 'string' ? { ahead: 0, behind: 0, behindAtMost: 0 } : comparison
}

export function behindBy(branch: Branch, drift: Drift): string {
  const { ahead, behind, behindAtMost } = countsOf(branch)
  const missing = behind === behindAtMost ? `${behind}` : `at least ${behind}`
  return drift === 'contained' ? `is behind by ${missing}` : `is behind by ${missing} and ahead by ${ahead}`
}
