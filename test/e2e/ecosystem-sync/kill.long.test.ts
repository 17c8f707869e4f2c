import { expect, test } from '@jest/globals'
import { killAndResume, killPoints } from '../../support/sync-kills.ts'

test.each(killPoints(50, 7))(
  'killed at pull request %i after %i ms: the next run completes it, nothing twice',
  async (creation, delay) => {
    expect(await killAndResume(creation, delay)).toMatchObject({ afterwards: 10, doubled: [], unlabelled: 0 })
  },
)
