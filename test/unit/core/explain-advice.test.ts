import { GitHubError, UserError } from '@ecosystem-actions/core/errors'
import { adviceFor, reasonWithAdvice } from '@ecosystem-actions/core/explain'
import { HistoryError } from '@ecosystem-actions/core/history'
import { expect, test } from '@jest/globals'

const permission = 'permissions: actions: read'
const failure = (status: number, message = 'Nope') =>
  new GitHubError(message, { status, method: 'GET', route: 'GET /x' })

test.each([
  [401, 'Nope', /token is not valid/],
  [403, 'Nope', /^It needs `permissions: actions: read`\.$/],
  [404, 'Nope', /^It needs `permissions: actions: read`\.$/],
  [403, 'You have exceeded a secondary rate limit', /limit has been reset/],
  [429, 'Nope', /limit has been reset/],
  [500, 'Nope', /fault is GitHub's/],
  [502, 'Nope', /fault is GitHub's/],
  [0, 'Nope', /runner can reach GitHub/],
  [422, 'Nope', /^$/],
])('%i %s: the permission is named only where it can be the cause', (status, message, advice) =>
  expect(adviceFor(failure(status, message), permission)).toMatch(advice),
)

test('whole sentences, whatever the message ends with; the cause and a remedy of ours count', () => {
  expect(reasonWithAdvice(failure(502, 'Server Error.'), permission)).toBe(
    "Server Error. (GET /x: HTTP 502). The fault is GitHub's: try again later.",
  )
  expect(reasonWithAdvice(new Error('broken'), permission)).toBe('broken.')
  expect(adviceFor(new HistoryError('unreachable', 'x', { cause: failure(403) }), permission)).toContain(
    'It needs',
  )
  expect(reasonWithAdvice(new UserError('Odd.', 'Do this.'), permission)).toBe('Odd. Do this.')
})
