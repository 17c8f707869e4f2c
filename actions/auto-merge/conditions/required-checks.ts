import type { RequiredCheck } from '../facts.ts'
import {
  answering,
  contextMatches,
  ownChecks,
  shownChecks as shown,
  type JudgedCheck,
} from './check-results.ts'
import { met, nameSome, off, unmet, type Case, type Condition } from './condition.ts'
import { settling } from './settling.ts'

/** What the rules of the base branch require by name. */
export function requiredChecks(
  { facts, policy, situation }: Case,
  judged: readonly JudgedCheck[],
): Condition {
  const { requiredChecks: required } = facts.rules
  if (required.length === 0) return off('required-checks', 'No rule of the branch requires a check.')
  const answers = required.map((rule) => ({ rule, found: answering(rule, judged) }))
  const missing = answers.filter(({ rule, found }) => !isAnswered(rule, found)).map(({ rule }) => rule)
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
      who: 'the owner of the workflows',
      ...missingText({ facts, policy, situation }, judged, missing),
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

/** Where the test merge commit has checks, they decide too. */
export function testMerge({ facts }: Case): Condition {
  const { testMerge: state } = facts
  if (state === undefined || state === 'SUCCESS')
    return state === undefined
      ? off('test-merge', 'Nothing reported on the test merge.')
      : met('test-merge', 'The test merge is green.')
  const pending = state === 'PENDING' || state === 'EXPECTED'
  return unmet('test-merge', pending ? 'wait' : 'block', {
    reason: pending ? 'checks_pending' : 'checks_failed',
    detail: `The test merge commit has checks, and they ${pending ? 'have not finished' : 'failed'}.`,
    who: pending ? 'the checks' : 'the author',
    next: pending
      ? 'It is evaluated again when they finish.'
      : 'Repair what fails after the merge with the base.',
  })
}

// Classic protection does not tell which app a context is pinned to; whether this very check is the required one, GitHub tells by check.
// The names of Travis are only alike, so nothing can be said of them.
function isAnswered({ context, app }: RequiredCheck, found: readonly JudgedCheck[]): boolean {
  return found.some(({ check }) => app !== undefined || check.required || check.name !== context)
}

function missingText(
  { facts, situation }: Case,
  judged: readonly JudgedCheck[],
  missing: readonly RequiredCheck[],
): { detail: string; next: string } {
  const named = (checks: readonly { name: string }[], { context }: RequiredCheck) =>
    checks.some(({ name }) => contextMatches(context, name))
  const reported = judged.map(({ check }) => check)
  const own = missing.filter((rule) => !named(reported, rule) && named(ownChecks(facts, situation), rule))
  const foreign = missing.filter((rule) => named(reported, rule))
  const never = missing.filter((rule) => !own.includes(rule) && !foreign.includes(rule))
  const parts = [
    never.length > 0 && `never reported for this commit: ${nameSome(never.map(describe))}`,
    foreign.length > 0 &&
      `reported, but not by the app that the rule names: ${nameSome(foreign.map(describe))}`,
    own.length > 0 &&
      `reported only by the workflow that merges, whose checks do not count: ${nameSome(own.map(describe))}`,
  ].filter((part) => part !== false)
  const next =
    never.length > 0
      ? 'Let the check run on this pull request; a workflow that is filtered by path never reports.'
      : foreign.length > 0
        ? 'Let the app report it that the rule names, or change the rule.'
        : 'Move the check to another workflow than the one that merges.'
  return { detail: `Required, and ${parts.join('; ')}.`, next }
}

function describe({ context, app }: RequiredCheck): string {
  return app === undefined ? context : `${context} (app ${app})`
}
