import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { survives, warmUp } from './fuzz.ts'

test('10,000 random and mutated inputs, others each time', async () => {
  await warmUp()
  await expect(fc.assert(survives, { numRuns: 10_000 })).resolves.toBeUndefined()
}, 1_200_000)
