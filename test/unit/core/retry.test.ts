import { describe, expect, test } from '@jest/globals'
import { afterAttempt, defaultPolicy, limitOf, retryAfter, type Attempt } from '@ecosystem-actions/core/retry'

const now = new Date('2026-01-11T00:00:00Z')
const base: Attempt = { number: 1, status: 502, headers: {}, message: '', idempotent: true, now }
const decide = (over: Partial<Attempt>, policy = {}) =>
  afterAttempt({ ...base, ...over }, { ...defaultPolicy, ...policy }, 0)

describe('faults of the server', () => {
  test.each([0, 408, 500, 502, 503, 504])('%i is repeated for a read', (status) => {
    expect(decide({ status })).toMatchObject({ kind: 'wait', ms: 500 })
  })
  test.each([400, 401, 403, 404, 409, 410, 422, 451])('%i is never repeated', (status) => {
    expect(decide({ status })).toEqual({ kind: 'throw' })
  })
  test('a creating POST is not repeated after a lost answer', () => {
    expect(decide({ idempotent: false })).toEqual({ kind: 'throw' })
    expect(decide({ idempotent: false, status: 0 })).toEqual({ kind: 'throw' })
  })
  test('a POST that never left is repeated', () => {
    expect(decide({ idempotent: false, status: 0, neverSent: true }).kind).toBe('wait')
  })
  test('back-off doubles, is capped, and ends', () => {
    const waits = [1, 2, 3].map((number) => decide({ number }))
    expect(waits.map((wait) => wait.kind === 'wait' && wait.ms)).toEqual([500, 1000, 2000])
    expect(decide({ number: 4 })).toEqual({ kind: 'throw' })
    expect(decide({ number: 9 }, { maximumAttempts: 20 })).toMatchObject({ ms: 15_000 })
  })
  test('a wait beyond the deadline is not begun', () => {
    expect(decide({}, { deadline: new Date(now.getTime() + 400) })).toEqual({ kind: 'throw' })
  })
})

describe('limits', () => {
  const reset = String(now.getTime() / 1000 + 120)
  test('primary: until the reset and a second', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    expect(decide({ status: 403, headers, idempotent: false })).toEqual({
      kind: 'wait',
      ms: 121_000,
      because: 'primary rate limit',
    })
  })
  test('a reset beyond the deadline is a clean stop that says when', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    const stop = decide({ status: 403, headers }, { deadline: new Date(now.getTime() + 60_000) })
    expect(stop).toEqual({
      kind: 'stop',
      until: new Date(now.getTime() + 121_000),
      because: 'primary rate limit',
    })
  })
  test('secondary: Retry-After is kept, without it at least a minute', () => {
    expect(decide({ status: 429, headers: { 'retry-after': '7' } })).toMatchObject({ kind: 'wait', ms: 7000 })
    expect(decide({ status: 403, message: 'You have exceeded a secondary rate limit' })).toMatchObject({
      kind: 'wait',
      ms: 60_000,
    })
    expect(decide({ status: 403, number: 2, message: 'secondary rate limit' })).toMatchObject({ ms: 120_000 })
  })
  test('GraphQL says it in words with status 200', () => {
    expect(limitOf({ status: 200, headers: {}, message: 'was submitted too quickly' })).toBe('secondary')
    expect(limitOf({ status: 200, headers: {}, message: 'RATE_LIMITED: API rate limit exceeded' })).toBe(
      'primary',
    )
  })
  test('a plain 403 is no limit', () => {
    expect(
      limitOf({ status: 403, headers: { 'x-ratelimit-remaining': '12' }, message: 'Must have admin rights' }),
    ).toBeUndefined()
  })
  test('Retry-After as a date, and as nonsense', () => {
    expect(retryAfter({ headers: { 'retry-after': 'Sun, 11 Jan 2026 00:00:30 GMT' }, now })).toBe(30_000)
    expect(retryAfter({ headers: { 'retry-after': 'soon' }, now })).toBeUndefined()
  })
})
