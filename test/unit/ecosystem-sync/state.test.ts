import { expect, test } from '@jest/globals'
import { isFresh } from '../../../actions/ecosystem-sync/state.ts'

const now = new Date('2026-01-11T12:00:00Z')

test.each([
  ['now', '2026-01-11T12:00:00Z', true],
  ['almost a day ago', '2026-01-10T12:00:01Z', true],
  ['a day ago', '2026-01-10T12:00:00Z', false],
  ['by a runner whose clock is ahead a little', '2026-01-11T12:04:00Z', true],
  ['in the future', '2026-01-11T12:06:00Z', false],
  ['at no time', 'yesterday', false],
])('a repository that was seen %s', (_, seenAt, fresh) => {
  const known = { seenAt } as Parameters<typeof isFresh>[0]
  expect(isFresh(known, now)).toBe(fresh)
})
