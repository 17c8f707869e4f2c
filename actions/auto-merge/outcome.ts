import type { Condition } from './conditions/condition.ts'
import type { Finding } from './doctor/finding.ts'
import type { Facts } from './facts.ts'

export type Decision =
  'merged' | 'merge' | 'queued' | 'armed' | 'approved' | 'ready' | 'wait' | 'block' | 'skip' | 'error'

/** How it ended with one pull request. */
export interface Result {
  number: number | undefined
  title: string
  url: string
  decision: Decision
  reason: string
  /** One sentence for the log, raw. */
  sentence: string
  conditions: readonly Condition[]
  evaluatedSha: string
  mergeCommit: string
  /** What did not work beside the decision: after-merge steps, the comment. */
  problems: readonly string[]
  /** What was left for another run because of a limit: a warning, and no failure. */
  warnings: readonly string[]
  /** What else is worth a line: a branch that stays, what would follow a merge. */
  notes: readonly string[]
}

export interface Outcome {
  results: readonly Result[]
  dryRun: boolean
  requests: number
  /** Undefined when nobody asked for it. */
  doctor: readonly Finding[] | undefined
  /** Pull requests that were not looked at, and why. */
  left: { count: number; because: string } | undefined
}

/** A result that has a pull request. */
export function resultOf(
  facts: Facts,
  found: Pick<Result, 'decision' | 'reason' | 'sentence'> & Partial<Result>,
): Result {
  const { number, title, url, head } = facts
  return {
    number,
    title,
    url,
    conditions: [],
    evaluatedSha: head.oid,
    mergeCommit: '',
    problems: [],
    warnings: [],
    notes: [],
    ...found,
  }
}

/** A result without one. */
export function bareResult(
  number: number | undefined,
  found: Pick<Result, 'decision' | 'reason' | 'sentence'>,
): Result {
  return {
    number,
    title: '',
    url: '',
    conditions: [],
    evaluatedSha: '',
    mergeCommit: '',
    problems: [],
    warnings: [],
    notes: [],
    ...found,
  }
}
