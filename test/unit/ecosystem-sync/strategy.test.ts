import { expect, test } from '@jest/globals'
import { allowed, type Step } from '../../../actions/ecosystem-sync/plan/strategy.ts'
import { strategies, type Strategy } from '../../../actions/ecosystem-sync/inputs.ts'

type Cell = Step | `${Step}, else open-pull-request`
type Row = [neither: Cell, createPrs: Cell, autoSync: Cell, both: Cell]

const forwardOrPull: Row = [
  'report',
  'open-pull-request',
  'fast-forward',
  'fast-forward, else open-pull-request',
]

const table: Record<Strategy, { contained: Row; diverged: Row }> = {
  'pull-request': {
    contained: ['report', 'open-pull-request', 'report', 'open-pull-request'],
    diverged: ['report', 'open-pull-request', 'report', 'open-pull-request'],
  },
  auto: {
    contained: forwardOrPull,
    diverged: ['report', 'open-pull-request', 'report', 'open-pull-request'],
  },
  'fast-forward': {
    contained: ['report', 'report', 'fast-forward', 'fast-forward'],
    diverged: ['report', 'report', 'report', 'report'],
  },
  merge: {
    contained: forwardOrPull,
    diverged: ['report', 'open-pull-request', 'merge', 'merge, else open-pull-request'],
  },
  report: {
    contained: ['report', 'report', 'report', 'report'],
    diverged: ['report', 'report', 'report', 'report'],
  },
}

const flags = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const

const cells = strategies.flatMap((strategy) =>
  (['contained', 'diverged'] as const).flatMap((drift) =>
    flags.map(([createPrs, autoSync], index) => ({
      strategy,
      drift,
      createPrs,
      autoSync,
      cell: table[strategy][drift][index],
    })),
  ),
)

test.each(cells)(
  '$strategy, $drift, create-prs $createPrs, auto-sync $autoSync: $cell',
  ({ strategy, drift, createPrs, autoSync, cell }) => {
    const { action, fallback, because } = allowed(drift, strategy, { createPrs, autoSync })
    expect(fallback ? `${action}, else ${fallback}` : action).toBe(cell)
    expect(because).toMatch(/\w/)
  },
)
