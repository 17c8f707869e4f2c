import { expect, test } from '@jest/globals'
import { killAndResume, killInScan, killPoints } from '../../support/sync-kills.ts'

test.each(killPoints(10, 2026))(
  'killed at pull request %i after %i ms: the next run completes it, nothing twice',
  async (creation, delay) => {
    const result = await killAndResume(creation, delay)
    expect(result).toMatchObject({ killed: true, afterwards: 10, doubled: [], unlabelled: 0 })
    expect(result.atKill).toBeLessThan(10)
  },
)

test('killed in the middle of the scan: the next run goes on from what was counted', async () => {
  const { killed, counted, whole, resumed } = await killInScan()
  expect(killed).toBe(true)
  // Ten reads of 24 repositories each were whole when the first run was killed.
  expect(counted).toBe(240)
  expect(resumed.outputs).toMatchObject({ 'repos-scanned': '400', 'branches-behind': '800' })
  // The pushes, then reads and comparisons of the 160 that were left.
  expect(resumed.requests.length).toBe(1 + Math.ceil(160 / 24) + Math.ceil((160 * 2) / 50))
  expect(resumed.requests.length).toBeLessThan(whole / 2)
})
