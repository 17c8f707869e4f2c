import { expect, test } from '@jest/globals'
import { Budget } from '@ecosystem-actions/core/budget'
import { creationsOf, recallCreations } from '../../../actions/ecosystem-sync/state/creations.ts'
import type { Forge } from '../../../actions/ecosystem-sync/forge.ts'
import { formatState, parseState } from '../../../actions/ecosystem-sync/state/format.ts'
import { emptyState, type State } from '../../../actions/ecosystem-sync/state/state.ts'
import { memoryForge } from '../../support/memory-forge.ts'

const now = new Date('2026-01-11T12:00:00Z')
const at = (time: string) => `2026-01-11T${time}.000Z`
const lines = (state: State) => [...formatState(state)].join('').split('\n')
const creation = { points: 5, content: true }

function held(key: string): { forge: Forge; budget: Budget } {
  const budget = new Budget()
  const creations = {
    key,
    recall: (times: readonly number[]) => budget.recall(times),
    times: () => budget.created(now.getTime()),
  }
  return { forge: { ...memoryForge(), creations }, budget }
}

test('what was created within the last hour counts in the next run, by token', () => {
  const state = {
    ...emptyState(),
    created: { acme: [at('10:59:59'), at('11:30:00')], '': [at('11:59:00')], gone: [at('11:10:00')] },
  }
  const [acme, rest] = [held('acme'), held('')]
  recallCreations([acme.forge, rest.forge, acme.forge], state, now)
  acme.budget.book(creation, now.getTime())
  expect(creationsOf([acme.forge, rest.forge], state, now)).toEqual({
    acme: [at('11:30:00'), at('12:00:00')],
    '': [at('11:59:00')],
    gone: [at('11:10:00')],
  })
})

test('400 of an earlier run leave nothing for this one until the first of them is an hour old', () => {
  const first = Date.parse(at('11:15:00'))
  const times = Array.from({ length: 400 }, (_, index) => new Date(first + index * 1000).toISOString())
  const { forge, budget } = held('acme')
  recallCreations([forge], { ...emptyState(), created: { acme: times } }, now)
  expect(budget.admit(creation, now.getTime())).toEqual({
    kind: 'wait',
    ms: 15 * 60_000,
    because: 'content-creating requests an hour',
  })
  expect(budget.admit({ points: 1, content: false }, now.getTime())).toEqual({ kind: 'go' })
})

test('a clock that was ahead makes nobody wait for longer than an hour', () => {
  const { forge } = held('acme')
  recallCreations([forge], { ...emptyState(), created: { acme: [at('13:00:00'), 'never'] } }, now)
  expect(forge.creations?.times()).toEqual([now.getTime()])
})

test('the state keeps them, and one of before they were counted is read', () => {
  const state = { ...emptyState(), created: { acme: [at('11:30:00')] } }
  expect(parseState(lines(state))).toEqual(state)
  const old = lines(state).map((line) => line.replace(/,"created":\{[^}]*\}/, ''))
  expect(old).not.toEqual(lines(state))
  expect(parseState(old)).toEqual(emptyState())
})
