import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { examine } from '../../../actions/auto-merge/doctor/examine.ts'
import type { Policy } from '../../../actions/auto-merge/policy.ts'
import { run } from '../../../actions/auto-merge/run.ts'
import { root } from '../../../scripts/house.ts'
import { facts, policy } from './build-facts.ts'
import { memory, portsOf } from './memory-pull-requests.ts'

const whole = `
on:
  pull_request_target: { types: [labeled, synchronize, ready_for_review, reopened] }
  pull_request_review: { types: [submitted, dismissed] }
  workflow_run: { workflows: [CI], types: [completed] }
  status:
  schedule: [{ cron: '*/15 * * * *' }]
permissions: { contents: write, pull-requests: write, checks: read, statuses: read, actions: read }
jobs: { merge: { runs-on: ubuntu-latest } }
`
const jobToken = { ...facts().repository, viewer: { login: 'github-actions', id: 41898282 } }
const said = (workflow: string | undefined, wanted: Partial<Policy> = {}, repository = jobToken) =>
  examine({
    workflow,
    job: 'merge',
    policy: policy({ dispatchAfterMerge: [{ kind: 'repository', type: 'x' }], ...wanted }),
    repository,
  })
    .map(({ level, what, fix }) => `${level}: ${what} ${fix}`)
    .join('\n')

test('a workflow with everything has no finding', () => {
  expect(said(whole)).toBe('')
})

test.each<[string, string, string, Partial<Policy>?]>([
  [
    'no trigger for labels',
    whole.replace(/ {2}pull_request_target.*\n/, ''),
    'Nothing starts it when a label is set',
  ],
  ['a type that is missing', whole.replace('labeled, ', ''), 'does not start it on labeled'],
  [
    'the default types',
    whole.replace(/pull_request_target:.*/, 'pull_request_target:'),
    'labeled, ready_for_review',
  ],
  [
    '4 the own file on pull_request',
    whole.replace('pull_request_target', 'pull_request'),
    'advice: On pull_request GitHub runs the workflow file of the pull request itself, so it can change its own gate; from a fork the token is read-only. Use pull_request_target; whatever a workflow says, a ruleset',
  ],
  ['no reviews', whole.replace(/ {2}pull_request_review.*\n/, ''), 'when somebody approves'],
  ['no workflow_run', whole.replace(/ {2}workflow_run.*\n/, ''), 'when checks of GitHub Actions finish'],
  [
    'check_suite instead',
    whole.replace(/ {2}workflow_run.*\n/, '  check_suite:\n'),
    'check_suite never fires',
  ],
  ['no schedule', whole.replace(/ {2}schedule.*\n/, ''), 'advice: No schedule'],
  [
    'no schedule for a window',
    whole.replace(/ {2}schedule.*\n/, ''),
    'missing: Nothing starts it when a window opens',
    { minimumAge: 60 },
  ],
  ['a permission', whole.replace('checks: read, ', ''), 'permissions: { checks: read }'],
  ['a level', whole.replace('contents: write', 'contents: read'), 'permissions: { contents: write }'],
  [
    'all to read',
    whole.replace(/permissions:.*/, 'permissions: read-all'),
    'contents: write, pull-requests: write',
  ],
  [
    'actions for a dispatch',
    whole,
    'actions: write',
    { dispatchAfterMerge: [{ kind: 'workflow', file: 'a.yml' }] },
  ],
  ['no permissions', whole.replace(/permissions:.*\n/, ''), 'names no permissions'],
  ['a list of events', 'on: [push, status]', 'Nothing starts it when a label is set'],
  ['no YAML', '{{', 'Nothing starts it when a label is set'],
  ['arming in vain', whole, 'Set checks to required', { armAutoMerge: true }],
  ['updating in vain', whole, 'starts no checks', { updateBranch: true }],
  ['approving', whole, 'Allow GitHub Actions to create and approve', { autoApproveBots: true }],
  ['dispatching nothing', whole, 'starts no other workflow', { dispatchAfterMerge: [] }],
])('%s', (...[, workflow, expected, wanted]) => {
  expect(said(workflow, wanted)).toContain(expected)
})

test('settings of the repository', () => {
  const repository = {
    ...jobToken,
    methods: ['rebase' as const],
    deletesBranches: true,
    autoMergeAllowed: false,
  }
  const text = said(whole, { deleteBranch: true, armAutoMerge: true, checks: 'required' }, repository)
  for (const part of [
    'does not allow squash',
    'merge commits are not allowed',
    'deletes merged branches',
    'does not allow auto-merge',
  ])
    expect(text).toContain(part)
})

test('another token brings its own permissions', () => {
  const repository = { ...jobToken, viewer: { login: 'app', id: 5 } }
  expect(said(whole.replace(/permissions:.*/, 'permissions: {}'), {}, repository)).toBe('')
})

test('a file that cannot be read is said', () => {
  expect(said(undefined)).toContain('could not be read')
})

test('it costs one request, and only when it is asked for', async () => {
  const context = { workflowRef: 'acme/web/.github/workflows/merge.yml@refs/heads/main', job: 'merge' }
  const state = memory([facts({ reviews: [] })])
  const outcome = await run(policy({ doctor: true }), 7, portsOf(state, context))
  expect(state.log).toEqual(['read 7', 'file .github/workflows/merge.yml'])
  expect(outcome.doctor?.length).toBeGreaterThan(0)
  expect((await run(policy(), 7, portsOf(memory([facts()]), context))).doctor).toBeUndefined()
})

test.each(['actions/auto-merge/README.md', 'examples/auto-merge-on-approval.yml'])(
  'the workflow in %s lacks nothing',
  (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const workflow = /```yaml\n([^]*?)```/.exec(text)?.[1] ?? text
    expect(workflow).toContain('uses: OWNER/ecosystem-actions/actions/auto-merge@v1')
    const findings = examine({ workflow, job: 'merge', policy: policy(), repository: facts().repository })
    expect(findings.filter(({ level }) => level === 'missing')).toEqual([])
  },
)
