import { describe, expect, test } from '@jest/globals'
import { systemClock } from '@ecosystem-actions/core/adapters/clock'
import type { Clock } from '@ecosystem-actions/core/ports'
import { manualClock } from '@ecosystem-actions/core/testing/clock'

const local = {
  GITHUB_API_URL: 'http://127.0.0.1:9',
  ECOSYSTEM_ACTIONS_NOW: '2026-01-11T00:00:00Z',
  ECOSYSTEM_ACTIONS_TIME_SCALE: '1000',
}
const clocks: [string, () => Clock][] = [
  ['memory', () => manualClock('2026-01-11T00:00:00Z')],
  ['system, against an API on a loopback address', () => systemClock(local)],
]

describe.each(clocks)('Clock: %s', (_, create) => {
  test('starts where it was told and moves by what was slept', async () => {
    const clock = create()
    const [before, ticks] = [clock.now().getTime(), clock.monotonic()]
    expect(Math.abs(before - Date.parse('2026-01-11T00:00:00Z'))).toBeLessThan(1000)
    await clock.sleep(30_000)
    expect(clock.now().getTime() - before).toBeGreaterThanOrEqual(30_000)
    expect(clock.now().getTime() - before).toBeLessThan(31_000)
    expect(clock.monotonic() - ticks).toBeGreaterThanOrEqual(30_000)
  })
  test('a sleep can be ended', async () => {
    await expect(create().sleep(60_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      /enough|abort/i,
    )
  })
  test('randomness is a share', () => {
    const value = create().random()
    expect(value >= 0 && value < 1).toBe(true)
  })
})

describe('the system clock elsewhere', () => {
  test.each(['https://api.github.com', 'http://10.0.0.1', 'http://127.evil.test', ''])(
    '%p: nobody sets its time',
    (url) => {
      const clock = systemClock({ ...local, GITHUB_API_URL: url })
      expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(1000)
    },
  )
})
