import type { Facts, MergeMethod, Need } from './facts.ts'
import type { Policy, Situation } from './policy.ts'
import { botStanding } from './conditions/bots.ts'
import { checkConditions } from './conditions/checks.ts'
import { met, type Case, type Condition } from './conditions/condition.ts'
import { draftCondition } from './conditions/draft.ts'
import { labelConditions } from './conditions/labels.ts'
import { mergeableCondition, queueCondition, upToDateCondition } from './conditions/mergeability.ts'
import { methodCondition, methodOf } from './conditions/method.ts'
import { reviewConditions } from './conditions/reviews.ts'
import { subjectConditions } from './conditions/subject.ts'
import { timingConditions } from './conditions/timing.ts'
import { armingCondition, steppingStone, type Step } from './steps.ts'

/** What is to be done with a pull request. `merge` and `queue` change the base; the other verbs bring it nearer. */
export type Intent = 'merge' | 'queue' | Step | 'queued' | 'wait' | 'block' | 'skip' | 'error'

export interface Verdict {
  intent: Intent
  /** Stable identifier: `eligible`, or the reason of the condition that decides. */
  reason: string
  conditions: readonly Condition[]
  method: MergeMethod | undefined
  /** Questions whose answers may still change the verdict. Empty unless nothing else stands in the way. */
  needs: readonly Need[]
}

/** The whole decision, pure: the same facts, policy and time give the same verdict. */
export function decide(facts: Facts, policy: Policy, situation: Situation): Verdict {
  const input: Case = { facts, policy, situation }
  const rows = conditionsOf(input)
  const verdict = { conditions: [...rows, ...armingCondition(input, rows)], method: methodOf(facts, policy) }
  // What is still to be asked is asked only when nothing else stands in the way.
  const hoped = intentOf(
    input,
    rows.map((row) => (row.need ? met(row.name, row.detail) : row)),
  )
  const needs = rows.flatMap(({ need }) => need ?? [])
  const open = rows.find(({ need }) => need)
  if (open && acting.has(hoped.intent)) return { ...verdict, intent: 'error', reason: open.reason, needs }
  return { ...verdict, ...hoped, needs: [] }
}

const acting: ReadonlySet<Intent> = new Set(['merge', 'queue', 'ready', 'approve', 'update', 'arm'])

function intentOf(input: Case, rows: readonly Condition[]): { intent: Intent; reason: string } {
  const first = (state: Condition['state']) => rows.find((row) => row.state === state)
  const skipped = first('skip')
  if (skipped) return { intent: 'skip', reason: skipped.reason }
  const unknown = first('unknown')
  if (unknown) return { intent: 'error', reason: unknown.reason }
  if (input.facts.queue.entered) return { intent: 'queued', reason: 'in_merge_queue' }
  const step = steppingStone(input, rows)
  if (step) return step
  const blocked = first('block')
  if (blocked) return { intent: 'block', reason: blocked.reason }
  // Our own approval comes when the rest is fulfilled, so the rest is the reason.
  const waiting =
    rows.find(({ state, reason }) => state === 'wait' && reason !== 'own_approval_later') ?? first('wait')
  if (waiting) return { intent: 'wait', reason: waiting.reason }
  return { intent: input.facts.queue.enabled ? 'queue' : 'merge', reason: 'eligible' }
}

function conditionsOf(input: Case): Condition[] {
  const rows = [
    ...subjectConditions(input),
    ...labelConditions(input),
    draftCondition(input),
    ...reviewConditions(input),
    ...checkConditions(input),
    upToDateCondition(input),
    methodCondition(input),
    queueCondition(input),
    ...timingConditions(input),
  ]
  return [...rows, mergeableCondition(input, rows)]
}

/** Whether an approval of ours would be given to the untouched work of a trusted bot. */
export function isTrustedBot(facts: Facts, policy: Policy): boolean {
  return botStanding(facts, policy).kind === 'trusted'
}
