import { expect, test } from '@jest/globals'
import { holdsForRandomOperations } from './support/random-operations.ts'

test('2,000 random sequences', async () => {
  const { merged, refused } = await holdsForRandomOperations(2000)
  expect(merged).toBeGreaterThan(400)
  expect(refused).toBeGreaterThan(400)
}, 1_200_000)
