import { expect, test } from '@jest/globals'
import { agree } from '../support/agreement.ts'

test('REST, GraphQL and git are of one mind after random changes', async () => {
  const { done, refused } = await agree(200)
  expect(Math.min(done, refused)).toBeGreaterThan(400)
}, 1_800_000)
