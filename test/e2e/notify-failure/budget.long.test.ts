// Requests to GitHub, pinned for each way to stand in a workflow and each history: green after green 1, a recovery at most 3, a first failure at
// most 3 and 2 for each of up to three failing jobs, the issue 3 more. `run-id` costs one more, a final job without `needs` one for its jobs.
import { describe, expect, test } from '@jest/globals'
import {
  explainedWithin,
  greenWithin,
  issueWithin,
  redWithin,
  sweepWithin,
  timeOutWithin,
} from '../../support/budget-checks.ts'
import { histories, modes } from '../../support/budget-histories.ts'

const all = Object.entries(histories)
const opening = all.filter(([, { red }]) => red === 'open')

describe.each(modes)('$name', (mode) => {
  test.each(all)('green: %s', async (_, history) => expect(await greenWithin(mode, history)).toEqual([]))
  test.each(all)('red: %s', async (_, history) => expect(await redWithin(mode, history)).toEqual([]))
  test.each(opening)('three of four failing jobs are explained: %s', async (_, history) =>
    expect(await explainedWithin(mode, history)).toEqual([]),
  )
})

test.each(all.filter(([, { own }]) => !own))(
  'the run itself timed out in the last of twelve jobs: %s',
  async (_, history) => expect(await timeOutWithin(history)).toEqual([]),
)
test.each(all)('the issue: %s', async (_, history) => expect(await issueWithin(history)).toEqual([]))
test.each(all)('a sweep: %s', async (_, history) => expect(await sweepWithin(history)).toEqual([]))
