import { expect, test } from '@jest/globals'
import type { Facts } from '../../../actions/auto-merge/facts.ts'
import { replay } from '../../../actions/auto-merge/replay.ts'
import { ago, bob, carol, check, facts, policy, review } from './build-facts.ts'

const mergedFacts = (changes: Partial<Facts> = {}) =>
  facts({ state: 'MERGED', mergeable: 'UNKNOWN', mergeState: 'UNKNOWN', createdAt: ago(7200), ...changes })

test('what was there at the merge counts, what came later does not', () => {
  const late = mergedFacts({ reviews: [review(bob), review(carol, { at: ago(10) })] })
  expect(replay(late, policy(), ago(60)).verdict).toMatchObject({
    intent: 'block',
    reason: 'approvals_missing',
  })
  expect(replay(late, policy(), ago(5)).verdict).toMatchObject({ intent: 'merge' })
})

test('a check that finished after the merge was still running', () => {
  const late = mergedFacts({ checks: [check('build', { startedAt: ago(600), completedAt: ago(30) })] })
  expect(replay(late, policy(), ago(60)).verdict.reason).toBe('checks_pending')
})

test('how much earlier the policy would have merged', () => {
  const early = mergedFacts({
    reviews: [review(bob, { at: ago(5000) }), review(carol, { at: ago(4000) })],
    labelEvents: [{ label: 'automerge', at: ago(6000), actor: bob }],
    checks: [check('build', { startedAt: ago(7000), completedAt: ago(3000) })],
  })
  expect(replay(early, policy(), ago(1000)).earlier).toBe(2000)
  expect(replay({ ...early, reviews: [] }, policy(), ago(1000)).earlier).toBeUndefined()
})

test('a policy that asks for less agrees more often', () => {
  const unreviewed = mergedFacts({ reviews: [] })
  expect(replay(unreviewed, policy(), ago(1)).verdict.intent).toBe('block')
  expect(replay(unreviewed, policy({ requiredApprovals: 0 }), ago(1)).verdict.intent).toBe('merge')
})
