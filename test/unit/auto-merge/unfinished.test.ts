import { UserError, UserErrors } from '@ecosystem-actions/core/errors'
import { expect, test } from '@jest/globals'
import { unfinished } from '../../../actions/auto-merge/unfinished.ts'

const wrong = new UserErrors('2 inputs of this step are not right:', [
  new UserError('Input "a" must be true.'),
  new UserError('Input "b" is not known.', 'Remove it.'),
])

test.each([
  ['inputs', wrong, 'error invalid_inputs', ['Input "a" must be true.', 'Input "b" is not known.']],
  ['configuration', new UserError('There is no token.'), 'error not_configured', ['There is no token.']],
  ['github', new Error('x'), 'error github_error', ['told']],
  ['limit', new Error('x'), 'wait rate_limit', ['told']],
  ['bug', new TypeError('x'), 'error internal_error', ['told']],
] as const)('%s: every output, one row for each problem', (kind, error, ended, details) => {
  const outputs = unfinished({ kind, error, message: 'told' }, { requests: () => 3 })
  const rows = JSON.parse(String(outputs['explanation'])) as { detail: string }[]
  expect([`${outputs['decision']} ${outputs['reason']}`, rows.map(({ detail }) => detail)]).toEqual([
    ended,
    details,
  ])
  expect(outputs).toMatchObject({
    requests: 3,
    'pull-request': '',
    'merge-commit-sha': '',
    'evaluated-sha': '',
  })
})
