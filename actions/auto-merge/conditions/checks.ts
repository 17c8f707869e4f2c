import { matchesAny } from '../glob.ts'
import {
  answering,
  judgedChecks,
  ownChecks,
  shownChecks as shown,
  type JudgedCheck,
} from './check-results.ts'
import { gapIn, met, momentIn, nameSome, off, unmet, type Case, type Condition } from './condition.ts'
import { requiredChecks, testMerge } from './required-checks.ts'
import { settling } from './settling.ts'

/** Whether everything that must be green is green, on the very commit that would be merged. */
export function checkConditions(input: Case): Condition[] {
  const { facts, situation } = input
  const unknown = gapIn(facts, ['checks', 'rules'], 'checks')
  if (unknown) return [unknown]
  if (facts.checksOf !== undefined && facts.checksOf !== facts.head.oid) {
    return [
      unmet('checks', 'wait', {
        reason: 'head_moved',
        detail: 'The checks belong to another commit than the head.',
        who: 'auto-merge',
        next: 'It is evaluated again when the checks of the new head finish.',
      }),
    ]
  }
  const judged = judgedChecks(facts, situation)
  return [allChecks(input, judged), requiredChecks(input, judged), testMerge(input)]
}

function allChecks({ facts, policy, situation }: Case, judged: readonly JudgedCheck[]): Condition {
  const counted = judged.filter((one) => demanded(one, { facts, policy }))
  const failed = counted.filter(({ result }) => result === 'failed')
  const pending = counted.filter(({ result }) => result === 'pending')
  if (failed.length > 0) {
    return unmet('checks', 'block', {
      reason: 'checks_failed',
      detail: `Failed: ${shown(failed)}.`,
      who: 'the author',
      next: 'Repair the checks and push, or run them again.',
    })
  }
  if (pending.length > 0) {
    return unmet('checks', 'wait', {
      reason: 'checks_pending',
      detail: `Not finished: ${shown(pending)}.`,
      who: 'the checks',
      next: 'It is evaluated again when they finish.',
    })
  }
  const notes = leftOut({ facts, policy, situation }, judged)
  if (counted.length > 0)
    return met(
      'checks',
      `${counted.length} ${counted.length === 1 ? 'check has' : 'checks have'} passed.${notes}`,
    )
  const left = settling({ facts, policy, situation })
  if (left > 0)
    return unmet('checks', 'wait', {
      reason: 'no_checks_yet',
      detail: `Checks may still appear until ${momentIn(left, situation.now)}.${notes}`,
      who: 'the checks',
      next: 'It is evaluated again at the next event.',
    })
  if (policy.allowNoChecks) return off('checks', 'There is no check, and allow-no-checks is set.')
  return unmet('checks', 'block', {
    reason: 'no_checks',
    detail: `Not one check that counts has reported.${notes}`,
    who: 'the owner of the workflows',
    next: 'Let a check run on this pull request, or set allow-no-checks.',
  })
}

// A check that a rule requires is never ignored: GitHub would refuse the merge anyway.
function demanded(one: JudgedCheck, { facts, policy }: Pick<Case, 'facts' | 'policy'>): boolean {
  const { required, name } = one.check
  if (required || facts.rules.requiredChecks.some((rule) => answering(rule, [one]).length > 0)) return true
  return policy.checks === 'all' && !matchesAny(name, policy.ignoreChecks)
}

// A check that does not count is named: whoever reads "passed" beside a red one must see why.
function leftOut({ facts, policy, situation }: Case, judged: readonly JudgedCheck[]): string {
  const own = [...new Set(ownChecks(facts, situation).map(({ name }) => `${name} (of this workflow)`))]
  const ignored = judged
    .filter((one) => policy.checks === 'all' && !demanded(one, { facts, policy }))
    .map(({ check, result }) => `${check.name} (ignored, ${result})`)
  const names = [...own, ...ignored]
  return names.length > 0 ? ` Not counted: ${nameSome(names)}.` : ''
}
