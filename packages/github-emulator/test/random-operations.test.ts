import { expect, test } from '@jest/globals'
import { holdsForRandomOperations } from './support/random-operations.ts'

test('200 random sequences: refs move as git allows, merges are git’s, distances are git’s, refusals change nothing', async () => {
  const { merged, refused } = await holdsForRandomOperations(200)
  expect(merged).toBeGreaterThan(40)
  expect(refused).toBeGreaterThan(40)
}, 120_000)
