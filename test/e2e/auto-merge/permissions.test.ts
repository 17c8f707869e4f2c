import { afterEach, describe, expect, test } from '@jest/globals'
import { mergeScene, ready, type MergeScene } from '../../support/merge-scene.ts'

let scene: MergeScene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

type Level = 'none' | 'read' | 'write'
const all: Record<string, Level> = {
  contents: 'write',
  pull_requests: 'write',
  checks: 'read',
  statuses: 'read',
  actions: 'read',
}

async function start(
  permissions: Record<string, Level>,
  pull: Parameters<typeof ready>[0] = {},
): Promise<MergeScene> {
  const statuses = [{ context: 'ci/legacy', state: 'success' as const }]
  scene = await mergeScene(
    [ready({ statuses, ...pull })],
    { visibility: 'private' },
    { tokens: [{ token: 'ghs_small', kind: 'github_token', repository: 'acme/web', permissions }] },
  )
  return scene
}

const greenRuns = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: `job ${i}`,
    workflow: 'CI',
    conclusion: 'success' as const,
  }))
const greenStatuses = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ context: `ci/${i}`, state: 'success' as const }))

const small = { token: 'ghs_small' }

describe('a token that lacks one permission', () => {
  test('with the documented ones it merges', async () => {
    const it = await start(all)
    expect((await it.merge({}, small)).ended).toBe('merged eligible')
  })

  test.each([
    ['contents', 'read', 'contents: write'],
    ['contents', 'none', 'contents'],
    ['pull_requests', 'none', 'pull-requests'],
    ['checks', 'none', 'checks: read'],
    ['statuses', 'none', 'statuses: read'],
    ['actions', 'none', 'actions: read'],
  ] as const)('%s: %s', async (name, level, wanted) => {
    const it = await start({ ...all, [name]: level })
    const run = await it.merge({}, small)
    expect([run.decision, run.exitCode, it.pull().merged]).toEqual(['error', 1, false])
    expect(run.log + run.summary).toContain(wanted)
    expect(run.log).not.toMatch(/^\s+at /m)
  })

  test('a comment that may not be written is told beside the decision', async () => {
    const it = await start({ ...all, pull_requests: 'read' }, { reviews: [] })
    const run = await it.merge({ comment: 'true' }, small)
    expect([run.ended, run.exitCode]).toEqual(['block approvals_missing', 1])
    expect(run.log).toContain('pull-requests: write')
  })

  test('a token that is wrong', async () => {
    const it = await start(all)
    const run = await it.merge({}, { token: 'ghs_wrong' })
    expect([run.decision, run.exitCode]).toEqual(['error', 1])
    expect(run.log).toContain('did not accept the token')
  })
})

describe('a run that cannot begin has all outputs', () => {
  test('every wrong input at once, one row each', async () => {
    const it = await start(all)
    const run = await it.merge({
      'merge-method': 'sqash',
      'required-approvals': '-1',
      'trusted-bots': 'dependabot',
      'settle-seconds': '-5',
    })
    expect([run.ended, run.exitCode, run.requests.length]).toEqual(['error invalid_inputs', 1, 0])
    expect(run.rows.map(({ name, state, detail }) => [name, state, /"([a-z-]+)"/.exec(detail)?.[1]])).toEqual(
      ['required-approvals', 'settle-seconds', 'trusted-bots', 'merge-method'].map((input) => [
        'inputs',
        'unknown',
        input,
      ]),
    )
    expect(run.outputs).toMatchObject({
      'pull-request': '',
      'merge-commit-sha': '',
      'evaluated-sha': '',
      requests: '0',
    })
    expect(run.undeclaredOutputs).toEqual([])
  })

  test('each input that can be wrong is, and each is named once, with its place in the workflow', async () => {
    const it = await start(all)
    const maybe = Object.fromEntries(
      [
        'allow-no-checks',
        'auto-approve-bots',
        'require-up-to-date',
        'update-branch',
        'require-resolved-conversations',
        'delete-branch',
        'comment',
        'arm-auto-merge',
        'dry-run',
        'doctor',
      ].map((name) => [name, 'maybe']),
    )
    const wrong: Record<string, string> = {
      ...maybe,
      'pull-request': '#7',
      'required-approvals': 'two',
      checks: 'some',
      'settle-seconds': '1e9',
      'trusted-bots': '49699333, renovate[bot]',
      'ready-after-seconds': '-60',
      'merge-method': 'fast-forward',
      'commit-title': '{{ titel }}',
      'commit-message': '{{ github.token }}',
      'stale-approvals': 'deny',
      'label-actor-permission': 'owner',
      'merge-window': 'Mon-Fri 9-17',
      'time-zone': 'Berlin',
      'minimum-age': '-3d',
      'dispatch-after-merge': 'deploy.yml\n../../evil.sh',
      'merge-queue': 'on',
      'fail-on': 'always',
      'max-pull-requests': '0',
    }
    const run = await it.merge(wrong)
    expect([run.ended, run.exitCode, run.requests.length]).toEqual(['error invalid_inputs', 1, 0])
    const named = run.rows.map(({ detail }) => /^Input "([a-z-]+)"/.exec(detail)?.[1] ?? detail)
    expect([...named].sort()).toEqual(Object.keys(wrong).sort())
    for (const { detail } of run.rows) expect(detail).toMatch(/must|holds/)
    expect(it.pull().merged).toBe(false)
  })

  test('an input that is not known', async () => {
    const it = await start(all)
    const run = await it.merge({ labels: 'x' })
    expect([run.ended, run.exitCode]).toEqual(['error invalid_inputs', 1])
    expect(run.rows[0]?.next).toContain('Did you mean')
  })

  test('outside a workflow', async () => {
    const it = await start(all)
    const run = await it.merge({}, { env: { GITHUB_REPOSITORY: '' } })
    expect([run.ended, run.exitCode, run.requests.length]).toEqual(['error not_configured', 1, 0])
    expect(run.rows[0]).toMatchObject({ name: 'run', detail: 'GITHUB_REPOSITORY is not set.' })
  })

  test('a payload that is no JSON object is an event without a pull request', async () => {
    const it = await start(all)
    const run = await it.merge({}, { env: { GITHUB_EVENT_PATH: '/nowhere/event.json' } })
    expect([run.ended, run.exitCode]).toEqual(['skip no_pull_request', 0])
  })
})

test('none switches off the blocking labels and the trusted bots', async () => {
  const it = await start(all, { labels: ['automerge', 'wip'].map((name) => ({ name, by: 'bob' })) })
  expect((await it.merge({ 'blocking-labels': '' })).ended).toBe('block blocking_label')
  expect((await it.merge({ 'blocking-labels': 'none' })).ended).toBe('merged eligible')
})

describe('faults while reading', () => {
  test('3.1 reviews beyond one page are read, the older approval counts', async () => {
    const reviews = Array.from({ length: 130 }, () => ({
      user: 'bob',
      state: 'APPROVED' as const,
      submitted_at: '-1h',
    }))
    const it = await start(all, {
      reviews: [{ user: 'carol', state: 'APPROVED', submitted_at: '-2h' }, ...reviews],
    })
    const run = await it.merge()
    expect([run.ended, run.requests.length]).toEqual(['merged eligible', 3])
  })

  test.each([
    ['a check run', { check_runs: [...greenRuns(120), { name: 'last', conclusion: 'failure' as const }] }],
    ['a status', { statuses: [...greenStatuses(120), { context: 'last', state: 'failure' as const }] }],
  ])('3.2.2 checks beyond one page are read: the failed one there is %s', async (_, changes) => {
    const it = await start(all, changes)
    const run = await it.merge()
    expect([run.ended, run.requests.length, it.pull().merged]).toEqual(['block checks_failed', 2, false])
    expect(run.log).toContain('last (failure)')
  })

  test.each(['reset', 'truncate', 'html'] as const)(
    '%s on every request: an error, nothing written',
    async (fault) => {
      const it = await start(all)
      it.emulator.addFaults([
        { match: { route: '/**' }, fault },
        { match: { graphql: 'Gate' }, fault },
      ])
      const run = await it.merge()
      expect([run.decision, run.exitCode, it.pull().merged]).toEqual(['error', 1, false])
      expect(run.log).not.toMatch(/^\s+at /m)
    },
  )

  test('3.7 a batch that is too heavy is asked for in halves', async () => {
    const pulls = Array.from({ length: 10 }, (_, i) => ready({ number: i + 1, head: `f/${i}`, reviews: [] }))
    scene = await mergeScene(pulls)
    scene.emulator.addFaults([{ match: { graphql: 'pr6' }, status: 502, when: { aliases_over: 5 } }])
    const run = await scene.merge({}, { event: 'schedule', payload: {} })
    expect(run.ended).toBe('block approvals_missing')
    expect(run.requests.length).toBeLessThanOrEqual(5)
  })
})
