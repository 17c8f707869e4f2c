import { describe, expect, test } from '@jest/globals'
import { strategies, type Strategy } from '../../../actions/ecosystem-sync/inputs.ts'
import type { Branch, Comparison, Repository, Target } from '../../../actions/ecosystem-sync/model.ts'
import { planRepository } from '../../../actions/ecosystem-sync/plan/plan.ts'
import { allowed, type Flags } from '../../../actions/ecosystem-sync/plan/strategy.ts'

const now = new Date('2026-06-01T00:00:00Z')
const fresh = '2026-05-31T00:00:00Z'
const old = '2026-01-01T00:00:00Z'
const contained: Comparison = { ahead: 0, behind: 20, behindAtMost: 20 }
const diverged: Comparison = { ahead: 2, behind: 20, behindAtMost: 20 }

interface Kind {
  name: string
  comparison?: Comparison
  committedAt?: string
  protected?: boolean
  byBot?: boolean
  named?: boolean
  base?: string
}

function planned(kind: Kind, strategy: Strategy, flags: Flags) {
  const { name, comparison = contained, committedAt = fresh, base = 'main' } = kind
  const target: Target = {
    owner: 'acme',
    name: 'web',
    repository: 'acme/web',
    include: kind.named ? ['**', name] : ['**'],
    exclude: [],
    strategy,
    threshold: 10,
    labels: [],
    staleAfterDays: 90,
    excludeBots: true,
  }
  const branch: Branch = {
    name,
    oid: 'a'.repeat(40),
    protected: kind.protected ?? false,
    committedAt,
    comparison,
    ...(kind.byBot ? { byBot: true } : {}),
  }
  const repository: Repository = {
    target,
    status: 'ok',
    repository: 'acme/web',
    message: '',
    remedy: '',
    fromState: false,
    base: { name: base, oid: 'b'.repeat(40) },
    branches: [branch],
    failures: [],
    read: {
      id: 'R_1',
      nameWithOwner: 'acme/web',
      archived: false,
      disabled: false,
      empty: false,
      locked: false,
      pushedAt: fresh,
      mergeCommitAllowed: true,
      diskUsage: 1,
      defaultBranch: 'main',
      branches: [branch],
      pulls: [],
      deployed: ['production'],
      unread: { rules: false, open: false, done: false },
      chain: [],
      workflows: 0,
    },
  }
  const [item] = planRepository(repository, { flags, now, ours: () => undefined, squashed: () => false })
  return item
}

const pairs = strategies.flatMap((strategy) =>
  [false, true].flatMap((createPrs) =>
    [false, true].map((autoSync): [Strategy, Flags] => [strategy, { createPrs, autoSync }]),
  ),
)

describe.each(pairs)('%s, %j', (strategy, flags) => {
  test.each<Kind>([
    { name: 'old', committedAt: old },
    { name: 'old-with-work', committedAt: old, comparison: diverged },
    { name: 'strange', comparison: 'unrelated' },
  ])('$name is only reported', (kind) => {
    expect(planned(kind, strategy, flags)?.action).toBe('report')
  })

  test.each<Kind>([
    { name: 'guarded', protected: true },
    { name: 'guarded-with-work', protected: true, comparison: diverged },
    { name: 'dependabot/npm/x', comparison: diverged },
    { name: 'by-an-app', byBot: true },
    { name: 'release/1' },
    { name: 'gh-pages' },
    { name: 'production' },
  ])('$name is left alone', (kind) => {
    expect(planned(kind, strategy, flags)?.action).toBe('none')
  })

  test.each<Kind>([
    { name: 'feature/a' },
    { name: 'feature/b', comparison: diverged },
    { name: 'guarded', protected: true, named: true },
    { name: 'dependabot/npm/x', comparison: diverged, named: true },
    { name: 'by-an-app', byBot: true, named: true },
    { name: 'release/1', named: true },
    { name: 'production', named: true, comparison: diverged },
  ])('$name, which may be brought up to date, is what its drift says', (kind) => {
    const { action, fallback } = allowed(
      kind.comparison === diverged ? 'diverged' : 'contained',
      strategy,
      flags,
    )
    expect(planned(kind, strategy, flags)).toMatchObject({ action })
    expect(planned(kind, strategy, flags)?.fallback).toBe(fallback)
  })

  test('the default branch below another base is never moved', () => {
    const step = planned({ name: 'main', named: true, base: 'develop' }, strategy, flags)?.action
    expect(['report', 'open-pull-request']).toContain(step)
    expect(step).toBe(allowed('contained', strategy, { ...flags, autoSync: false }).action)
  })
})
