import { isUnknown, type CheckResult } from './check.ts'
import { accessKinds } from './checks/index.ts'
import type { OkShares } from './trend/ok-share.ts'
import type { Story } from './trend/story.ts'

export interface Outcome {
  timestamp: string
  results: readonly CheckResult[]
  notices: readonly string[]
  /** Of the metrics file, as far as they are figures. */
  metrics: Readonly<Record<string, unknown>>
  durationMs: number
  requests: number
  stories: readonly Story[]
  /** By check; none without a history. */
  shares: ReadonlyMap<string, OkShares>
  historyPath: string
  reportPath: string
  /** Why files could not be written; the verdict stands all the same. */
  unwritten: readonly string[]
  issue: IssueOutcome
  dryRun: boolean
}

export interface IssueOutcome {
  number: number | undefined
  /** What was done, or would have been, in words. */
  did: readonly string[]
}

export interface Totals {
  healthy: boolean
  status: 'ok' | 'warning' | 'error' | 'unknown'
  total: number
  passed: number
  warnings: number
  errors: number
  /** Something that says a thing about the automation was looked at. */
  checkedSomething: boolean
}

/** Healthy: something was checked, and nothing is an error. Rate limits alone do not count, nor does what could not be looked at. */
export function totalsOf(results: readonly CheckResult[]): Totals {
  const count = (status: CheckResult['status']) => results.filter((result) => result.status === status).length
  const [errors, warnings] = [count('error'), count('warning')]
  const checkedSomething = results.some(
    (result) => !accessKinds.has(result.kind) && !isUnknown(result) && result.reason !== 'dependency',
  )
  const worst = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'ok'
  return {
    healthy: checkedSomething && errors === 0,
    status: errors === 0 && !checkedSomething ? 'unknown' : worst,
    total: results.length,
    passed: count('ok'),
    warnings,
    errors,
    checkedSomething,
  }
}
