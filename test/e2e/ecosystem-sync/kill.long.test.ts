import { expect, test } from '@jest/globals'
import { killAndResume, killAtHalf, killPoints } from '../../support/sync-kills.ts'

test.each(killPoints(50, 7))(
  'killed at pull request %i after %i ms: the next run completes it, nothing twice',
  async (creation, delay) => {
    expect(await killAndResume(creation, delay)).toMatchObject({ afterwards: 10, doubled: [], unlabelled: 0 })
  },
)

const size = { count: 10_000, branches: 12 }

test(
  `${size.count} × ${size.branches}, killed at half of the scan: the next run asks only for what was not counted`,
  async () => {
    const { killed, counted, requests, same, resumed } = await killAtHalf(size)
    expect({ killed, same }).toEqual({ killed: true, same: true })
    // The state is written when it has grown by a quarter, so at least four fifths of what was counted are kept.
    expect(counted).toBeGreaterThanOrEqual(Math.floor(size.count * 0.5 * 0.75))
    const open = size.count - counted
    // The pushes, then reads and comparisons of what was left, each portion rounded up.
    const portions = Math.ceil(open / 240)
    const needed = 1 + Math.ceil(open / 24) + Math.ceil((open * (size.branches - 1)) / 50)
    expect(requests.resumed).toBeLessThanOrEqual(needed + 2 * portions)
    expect(requests.resumed).toBeLessThan(requests.whole)
    expect(resumed.outputs).toMatchObject({ 'repos-scanned': String(size.count), remaining: '0' })
    expect(resumed.outputs['api-calls-made']).toBe(String(requests.resumed))
    console.log(JSON.stringify({ counted, ...requests }))
  },
  30 * 60_000,
)
