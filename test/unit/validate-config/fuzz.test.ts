import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { survives, warmUp } from './fuzz.ts'

test('2,000 random and mutated inputs, five in a run', async () => {
  await warmUp()
  await expect(fc.assert(survives, { numRuns: 400, seed: 20260615 })).resolves.toBeUndefined()
}, 120_000)
