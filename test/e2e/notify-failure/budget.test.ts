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

const [main] = modes
const telling = [
  'green before',
  'somebody cancelled before',
  'a time-out before',
  'an attempt before that timed out',
]

describe.each(modes)('$name', (mode) => {
  const chosen = Object.entries(histories).filter(([name]) => mode === main || telling.includes(name))
  test.each(chosen)('green: %s', async (_, history) => expect(await greenWithin(mode, history)).toEqual([]))
  test.each(chosen.filter(([name]) => telling.includes(name)))('red: %s', async (_, history) =>
    expect(await redWithin(mode, history)).toEqual([]),
  )
})

const some = Object.entries(histories).filter(([name]) => telling.includes(name))

test('three of four failing jobs are explained', async () =>
  expect(await explainedWithin(main!, histories['somebody cancelled before']!)).toEqual([]))
test('the run itself timed out in the last of twelve jobs', async () =>
  expect(await timeOutWithin(histories['somebody cancelled before']!)).toEqual([]))
test.each(some)('the issue: %s', async (_, history) => expect(await issueWithin(history)).toEqual([]))
test.each(some)('a sweep: %s', async (_, history) => expect(await sweepWithin(history)).toEqual([]))
