import { describe, expect, test } from '@jest/globals'
import { Budget } from '@ecosystem-actions/core/budget'
import fc from 'fast-check'

const limits = { pointsPerMinute: 10, contentPerMinute: 3, contentPerHour: 5, contentSpacing: 1000 }
const read = { points: 1, content: false }
const create = { points: 5, content: true }

describe('Budget', () => {
  test('points a minute, as a sliding window', () => {
    const budget = new Budget(limits)
    for (let i = 0; i < 10; i++) budget.book(read, i * 1000)
    expect(budget.admit(read, 9000)).toEqual({ kind: 'wait', ms: 51_000, because: 'points a minute' })
    expect(budget.admit(read, 60_000).kind).toBe('go')
  })
  test('what was created before counts, in whatever order it is told', () => {
    const budget = new Budget({ ...limits, pointsPerMinute: 1000, contentPerMinute: 100 })
    budget.book(create, 3_000_000)
    budget.recall([2_000_000, 1_000_000, 2_500_000, 1_500_000])
    expect(budget.admit(create, 3_100_000)).toEqual({
      kind: 'wait',
      ms: 1_500_000,
      because: 'content-creating requests an hour',
    })
    expect(budget.created(3_100_000)).toEqual([1_000_000, 1_500_000, 2_000_000, 2_500_000, 3_000_000])
    expect(budget.created(4_600_001)).toEqual([1_500_000, 2_000_000, 2_500_000, 3_000_000])
  })
  test('content is spaced, and limited by minute and hour', () => {
    const budget = new Budget({ ...limits, pointsPerMinute: 1000 })
    budget.book(create, 0)
    expect(budget.admit(create, 400)).toEqual({ kind: 'wait', ms: 600, because: 'pace of writes' })
    budget.book(create, 1000)
    budget.book(create, 2000)
    expect(budget.admit(create, 5000)).toMatchObject({
      ms: 55_000,
      because: 'content-creating requests a minute',
    })
    budget.book(create, 60_000)
    budget.book(create, 62_000)
    expect(budget.admit(create, 200_000)).toMatchObject({
      ms: 3_400_000,
      because: 'content-creating requests an hour',
    })
    expect(budget.admit(read, 200_000).kind).toBe('go')
  })
  test('whoever waits as told never exceeds a window', () => {
    const spends = fc.array(fc.constantFrom(read, create), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(spends, (list) => {
        const budget = new Budget(limits)
        const booked: { at: number; points: number; content: boolean }[] = []
        let now = 0
        for (const spend of list) {
          for (
            let admission = budget.admit(spend, now);
            admission.kind === 'wait';
            admission = budget.admit(spend, now)
          ) {
            expect(admission.ms).toBeGreaterThan(0)
            now += admission.ms
          }
          budget.book(spend, now)
          booked.push({ at: now, ...spend })
        }
        for (const { at } of booked) {
          const minute = booked.filter((entry) => entry.at > at - 60_000 && entry.at <= at)
          const hour = booked.filter((entry) => entry.at > at - 3_600_000 && entry.at <= at && entry.content)
          expect(minute.reduce((sum, entry) => sum + entry.points, 0)).toBeLessThanOrEqual(10)
          expect(minute.filter((entry) => entry.content).length).toBeLessThanOrEqual(3)
          expect(hour.length).toBeLessThanOrEqual(5)
        }
      }),
    )
  })
})
