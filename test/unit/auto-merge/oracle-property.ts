import { expect } from '@jest/globals'
import fc from 'fast-check'
import { decide } from '../../../actions/auto-merge/eligibility.ts'
import { situation } from './build-facts.ts'
import { expected } from './oracle.ts'
import { worlds } from './random-states.ts'

/** Compares the decision with the oracle over random states; answers how often each intent came. */
export function compareWithOracle(numRuns: number, seed: number): Map<string, number> {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(worlds, (world) => {
      const verdict = decide(world.f, world.p, situation)
      seen.set(verdict.intent, (seen.get(verdict.intent) ?? 0) + 1)
      expect(verdict.intent).toBe(expected(world))
      if (verdict.intent === 'merge' || verdict.intent === 'queue')
        expect(verdict.conditions.filter(({ state }) => state !== 'met' && state !== 'off')).toEqual([])
    }),
    { numRuns, seed },
  )
  return seen
}
