import { expect, test } from '@jest/globals'
import { stoppedQuery, toStopped } from '../../../actions/notify-failure/runs/stopped-checks.ts'

const check = (databaseId: number, detailsUrl: string, message: string) => ({
  databaseId,
  conclusion: 'CANCELLED',
  detailsUrl,
  url: 'https://github.com/acme/web/runs/1',
  annotations: { nodes: [{ message, title: null }] },
})

test('suites are known by the ids that were asked for, and a report in the suite is no job of the run', () => {
  const nodes = [
    null,
    {
      checkRuns: {
        nodes: [
          check(7, 'https://github.com/acme/web/actions/runs/90/job/7', 'late'),
          check(8, 'https://reports.example/8', 'not a job'),
        ],
      },
    },
    check(9, 'https://github.com/acme/web/actions/runs/91/job/9', 'by hand'),
  ]
  const { suites, checks } = toStopped({ nodes }, ['gone', 'old-form-of-id', 'job'])
  expect([...suites.keys()]).toEqual(['old-form-of-id'])
  expect(suites.get('old-form-of-id')?.map(({ id, runId }) => [id, runId])).toEqual([
    [7, 90],
    [8, 0],
  ])
  expect(checks.get(9)).toEqual({ id: 9, conclusion: 'cancelled', runId: 91, messages: ['by hand\n'] })
})

test.each([undefined, null, 'x', { nodes: 'x' }, { nodes: [[], 1, { checkRuns: { nodes: [null] } }] }])(
  'an answer of another form is nothing: %j',
  (data) => {
    const { suites, checks } = toStopped(data, ['a', 'b', 'c'])
    expect(checks.size).toBe(0)
    expect([...suites.values()].flat().every(({ runId }) => runId === 0)).toBe(true)
  },
)

test('the query asks for what stopped of the latest attempt only', () => {
  expect(stoppedQuery).toContain('checkType: LATEST')
})
