import { describe, expect, test } from '@jest/globals'
import { branchRules, isBot, isStale } from '../../../actions/ecosystem-sync/plan/branch-rules.ts'
import type { BranchTip, Target } from '../../../actions/ecosystem-sync/model.ts'

const target: Target = {
  owner: 'acme',
  name: 'web',
  repository: 'acme/web',
  include: ['**'],
  exclude: [],
  strategy: 'auto',
  threshold: 10,
  labels: [],
  staleAfterDays: 90,
  excludeBots: true,
}
const none = { deployed: [], defaultBranch: 'main' }
const tip = (name: string, more: Partial<BranchTip> = {}): BranchTip => ({
  name,
  oid: 'a'.repeat(40),
  protected: false,
  ...more,
})

describe('branches that stand behind on purpose', () => {
  const rules = branchRules(target, { deployed: ['production', 'Staging'], defaultBranch: 'main' })
  test.each([
    ['release/1', 'release-line'],
    ['releases/2026/q1', 'release-line'],
    ['hotfix/x', 'release-line'],
    ['v2', 'release-line'],
    ['v10.x', 'release-line'],
    ['stable', 'release-line'],
    ['stable-3', 'release-line'],
    ['gh-pages', 'pages'],
    ['production', 'deployment'],
    ['staging', 'deployment'],
    ['ecosystem-sync/feature', 'snapshot'],
    ['dependabot/npm/x', 'bot'],
    ['renovate/y', 'bot'],
    ['main', 'default'],
    ['feature/a', undefined],
    ['version-check', undefined],
    ['my-release', undefined],
  ])('%s: %s', (name, exemption) => expect(rules.exemption(tip(name))).toBe(exemption))

  test('are looked at when include names them literally', () => {
    const named = branchRules({ ...target, include: ['release/1', 'feature/*'] }, none)
    expect(named.exemption(tip('release/1', { protected: true }))).toBeUndefined()
    expect(named.exemption(tip('release/2'))).toBe('excluded')
  })

  test('a protected branch is left alone', () =>
    expect(rules.exemption(tip('feature/a', { protected: true }))).toBe('protected'))
})

test('include and exclude are globs, and exclude has the last word', () => {
  const rules = branchRules(
    { ...target, include: ['feature/**', 'feature/x'], exclude: ['feature/x', 'feature/tmp-*'] },
    none,
  )
  expect([
    rules.wanted('feature/a/b'),
    rules.wanted('feature/tmp-1'),
    rules.wanted('feature/x'),
    rules.wanted('other'),
  ]).toEqual([true, false, false, false])
  expect(rules.exemption(tip('feature/x'))).toBe('excluded')
})

test.each([
  [tip('fix', { byBot: true }), true],
  [tip('fix'), false],
  [tip('robot-arm'), false],
])('%j is a bot: %s', (branch, bot) => {
  expect(isBot(branch)).toBe(bot)
  expect(branchRules(target, none).exemption(branch)).toBe(bot ? 'bot' : undefined)
  expect(branchRules({ ...target, excludeBots: false }, none).exemption(branch)).toBeUndefined()
})

test('stale is older than the days, and 0 days turns it off', () => {
  const now = new Date('2026-06-01T00:00:00Z')
  const old = tip('x', { committedAt: '2026-01-01T00:00:00Z' })
  expect([
    isStale(old, now, 90),
    isStale(old, now, 365),
    isStale(old, now, 0),
    isStale(tip('x'), now, 90),
  ]).toEqual([true, false, false, false])
})
