import { test } from '@jest/globals'
import fc from 'fast-check'
import { survives } from './fuzz.ts'

test('2,000 random and mutated inputs, five in a run', async () => {
  await fc.assert(survives, { numRuns: 400, seed: 20260615 })
}, 120_000)
