import { expect, test } from '@jest/globals'
import { killAndResume, killPoints } from '../../support/sync-kills.ts'

test.each(killPoints(10, 2026))(
  'killed at pull request %i after %i ms: the next run completes it, nothing twice',
  async (creation, delay) => {
    const result = await killAndResume(creation, delay)
    expect(result).toMatchObject({ killed: true, afterwards: 10, doubled: [], unlabelled: 0 })
    expect(result.atKill).toBeLessThan(10)
  },
)
