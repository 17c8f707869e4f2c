import { test } from '@jest/globals'
import fc from 'fast-check'
import { survives } from './fuzz.ts'

test('10,000 random and mutated inputs, others each time', async () => {
  await fc.assert(survives, { numRuns: 10_000 })
}, 1_200_000)
