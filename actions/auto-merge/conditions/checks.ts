import type { RequiredCheck } from '../facts.ts'
import { formatDuration } from '../duration.ts'
import { matchesAny } from '../glob.ts'
import { answering, judgedChecks, type JudgedCheck } from './check-results.ts'
import { gapIn, met, nameSome, off, secondsSince, unmet, type Case, type Condition } from './condition.ts'

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
  const left = settling({ facts, policy, situation })
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
  if (left > 0)
    return unmet('checks', 'wait', {
      reason: counted.length > 0 ? 'checks_settling' : 'no_checks_yet',
      detail: `Checks may still appear, for ${formatDuration(left)}.`,
      who: 'the checks',
      next: 'It is evaluated again at the next event.',
    })
  if (counted.length > 0)
    return met('checks', `${counted.length} ${counted.length === 1 ? 'check has' : 'checks have'} passed.`)
  if (policy.allowNoChecks) return off('checks', 'There is no check, and allow-no-checks is set.')
  return unmet('checks', 'block', {
    reason: 'no_checks',
    detail: 'Not one check that counts has reported.',
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

/**
 * Seconds until the checks of this head are believed to be all there. The push itself has no time in the API (`pushedDate` was removed),
 * so the newest sign of it counts: the opening, a force push, the head's commit date, or the first check that started.
 */
function settling({ facts, policy, situation }: Case): number {
  const since = (time: string | undefined) => secondsSince(time, situation.now) ?? Infinity
  const started = facts.checks.map(({ startedAt }) => since(startedAt)).filter(Number.isFinite)
  if (started.length > 0) return policy.settleSeconds - Math.max(0, ...started)
  const head = facts.commits.nodes.find(({ oid }) => oid === facts.head.oid)
  // A commit date is written by its author: one in the future is no sign.
  const committed = since(head?.committedAt)
  const ages = [facts.createdAt, ...facts.forcePushedAt].map((time) => Math.max(0, since(time)))
  return policy.settleSeconds - Math.min(...ages, committed < 0 ? Infinity : committed)
}

function requiredChecks({ facts, policy, situation }: Case, judged: readonly JudgedCheck[]): Condition {
  const { requiredChecks: required } = facts.rules
  if (required.length === 0) return off('required-checks', 'No rule of the branch requires a check.')
  const answers = required.map((rule) => ({ rule, found: answering(rule, judged) }))
  const missing = answers.filter(({ found }) => found.length === 0).map(({ rule }) => rule)
  const bad = answers.flatMap(({ found }) => found.filter(({ result }) => result === 'failed'))
  const open = answers.flatMap(({ found }) => found.filter(({ result }) => result === 'pending'))
  if (bad.length > 0) {
    return unmet('required-checks', 'block', {
      reason: 'checks_failed',
      detail: `Required and failed: ${shown(bad)}.`,
      who: 'the author',
      next: 'Repair the checks and push, or run them again.',
    })
  }
  if (missing.length > 0) {
    // A job that needs others appears only when they are done: while anything runs, missing is not lost.
    const mayCome =
      judged.some(({ result }) => result === 'pending') || settling({ facts, policy, situation }) > 0
    return unmet('required-checks', mayCome ? 'wait' : 'block', {
      reason: 'required_check_missing',
      detail: `Required, and never reported for this commit: ${nameSome(missing.map(describe))}.`,
      who: 'the owner of the workflows',
      next: 'Let the check run on this pull request; a workflow that is filtered by path never reports.',
    })
  }
  if (open.length > 0) {
    return unmet('required-checks', 'wait', {
      reason: 'checks_pending',
      detail: `Required and not finished: ${shown(open)}.`,
      who: 'the checks',
      next: 'It is evaluated again when they finish.',
    })
  }
  return met('required-checks', `All ${required.length} required have passed.`)
}

function testMerge({ facts }: Case): Condition {
  const { testMerge: state } = facts
  if (state === undefined || state === 'SUCCESS')
    return state === undefined
      ? off('test-merge', 'Nothing reported on the test merge.')
      : met('test-merge', 'The test merge is green.')
  const pending = state === 'PENDING' || state === 'EXPECTED'
  return unmet('test-merge', pending ? 'wait' : 'block', {
    reason: pending ? 'checks_pending' : 'checks_failed',
    detail: `The test merge commit has checks, and they are ${state.toLowerCase()}.`,
    who: pending ? 'the checks' : 'the author',
    next: pending
      ? 'It is evaluated again when they finish.'
      : 'Repair what fails after the merge with the base.',
  })
}

function shown(checks: readonly JudgedCheck[]): string {
  return nameSome(checks.map(({ check, because }) => `${check.name} (${because})`))
}

function describe({ context, app }: RequiredCheck): string {
  return app === undefined ? context : `${context} (app ${app})`
}
