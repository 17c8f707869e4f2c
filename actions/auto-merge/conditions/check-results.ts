import type { Check, Facts, RequiredCheck } from '../facts.ts'
import type { Situation } from '../policy.ts'
import { nameSome } from './condition.ts'

export type CheckResult = 'passed' | 'failed' | 'pending'

export interface JudgedCheck {
  check: Check
  result: CheckResult
  /** What the result rests on, for people: the conclusion in lower case, or what is special about it. */
  because: string
}

// An allow-list: whatever GitHub adds to the enum fails until somebody has looked at it.
const passing = new Set(['SUCCESS', 'NEUTRAL', 'SKIPPED'])

/** The newest check of each kind, judged; those of the deciding workflow itself left out. */
export function judgedChecks({ checks }: Pick<Facts, 'checks'>, situation: Situation): JudgedCheck[] {
  const current = newest(checks.filter((check) => !isOwn(check, situation)))
  const failedRuns = new Set(
    current.filter((check) => plainResult(check) === 'failed').map(({ run }) => run?.id ?? 0),
  )
  return current.map((check) => {
    const skipped = check.status === 'COMPLETED' && check.conclusion === 'SKIPPED'
    // "When a job fails, any jobs that depend on the failed job are skipped and do not report a failure" (GitHub Docs).
    if (skipped && check.run && failedRuns.has(check.run.id))
      return { check, result: 'failed', because: 'skipped beside a failure' }
    const because = (check.status === 'COMPLETED' ? check.conclusion : check.status) ?? 'no conclusion'
    return { check, result: plainResult(check), because: because.toLowerCase().replaceAll('_', ' ') }
  })
}

/** Checks of the deciding workflow itself, which do not count. */
export function ownChecks({ checks }: Pick<Facts, 'checks'>, situation: Situation): Check[] {
  return checks.filter((check) => isOwn(check, situation))
}

export function shownChecks(checks: readonly JudgedCheck[]): string {
  return nameSome(checks.map(({ check, because }) => `${check.name} (${because})`))
}

function plainResult({ status, conclusion }: Check): CheckResult {
  if (status !== 'COMPLETED') return 'pending'
  return passing.has(conclusion ?? '') ? 'passed' : 'failed'
}

// The run that decides, and earlier runs of its workflow: waiting for oneself never ends. Only a workflow run can be one of ours, so that
// a status or another app cannot take the name.
function isOwn({ kind, app, url, run, workflow }: Check, situation: Situation): boolean {
  const { runId, workflow: name, workflowFile } = situation
  if (kind !== 'run') return false
  // Where the run may not be read its number still stands in the address, which other apps choose freely.
  const named = app?.slug === 'github-actions' && new RegExp(`/actions/runs/${runId}(?:[/?#]|$)`).test(url)
  if (runId !== undefined && (run?.id === runId || named)) return true
  if (name === '' || workflow?.name !== name) return false
  // A pull request may give another file of its own the same name.
  return workflow.file === undefined || workflowFile === undefined || workflow.file === workflowFile
}

/** Newest by start per app, workflow, event and name; a run that has not started yet is newer than all. */
function newest(checks: readonly Check[]): Check[] {
  const byKey = new Map<string, Check>()
  for (const check of checks) {
    const { kind, app, workflow, run, name } = check
    const key = JSON.stringify(
      kind === 'status' ? ['status', name] : [app?.id, workflow?.id, run?.event, name],
    )
    const known = byKey.get(key)
    if (!known || isNewer(check, known)) byKey.set(key, check)
  }
  return [...byKey.values()]
}

function isNewer(a: Check, b: Check): boolean {
  const [left, right] = [startOf(a), startOf(b)]
  return left === right ? a.id > b.id : left > right
}

function startOf({ startedAt }: Check): number {
  const at = Date.parse(startedAt ?? '')
  return Number.isNaN(at) ? Infinity : at
}

/** All checks that answer a required context, from the required app if the rule names one. */
export function answering(required: RequiredCheck, judged: readonly JudgedCheck[]): JudgedCheck[] {
  return judged.filter(
    ({ check }) =>
      contextMatches(required.context, check.name) &&
      // A status does not say which app made it, and anybody with write access can set one.
      (required.app === undefined || (check.kind === 'run' && check.app?.id === required.app)),
  )
}

// Travis reports one context per kind of build and either satisfies the rule.
export function contextMatches(context: string, name: string): boolean {
  if (context === name) return true
  return (
    context === 'continuous-integration/travis-ci' && (name === `${context}/pr` || name === `${context}/push`)
  )
}
