import { afterEach, describe, expect, test } from '@jest/globals'
import { issueId } from '../../../actions/notify-failure/incident/key.ts'
import { formatMarker } from '../../../actions/notify-failure/channels/marker.ts'
import { job, run, scene, type Part, type Scene } from '../../support/incident-scene.ts'

let open: Scene | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function on(runs: Part[], repository: Part = {}, world: Part = {}): Promise<Scene> {
  await open?.close()
  open = await scene(runs, repository, world)
  return open
}

const issuesOf = ({ emulator }: Scene) => emulator.state().repositories[0]?.issues ?? []
const failing = (id: number, name = 'test') => ({
  jobs: [
    job(id, name, 'failure', {
      annotations: [{ level: 'failure', message: 'Error: broken', path: 'a.ts', line: 1 }],
    }),
  ],
})
const base = [run(1, 'success', 500), run(2, 'failure', 400, failing(20))]

/** The runs of a repository go on while its issues stay. */
async function goesOn(now: Scene, ...runs: Part[]): Promise<void> {
  await now.emulator.add('acme/web', { workflow_runs: runs })
}

describe('issue', () => {
  test('opened, kept up to date, closed on recovery, reopened, and left to a person when it flaps', async () => {
    const now = await on(base)
    const opened = await now.notify(9002, { issue: 'auto' })
    expect([opened.outputs['issue-number'], opened.delivered['issue']?.status]).toEqual(['1', 'sent'])
    expect(opened.requests.filter((route) => route.includes('/issues'))).toHaveLength(3)
    expect(issuesOf(now)).toMatchObject([
      {
        number: 1,
        state: 'open',
        title: expect.stringContaining('CI failed on main'),
        labels: ['ci-incident'],
      },
    ])

    await goesOn(now, run(3, 'failure', 350, failing(30)))
    const updated = await now.notify(9003, { issue: 'auto' })
    expect([updated.outputs['decision'], updated.delivered['issue']?.because]).toEqual([
      'update',
      'Updated #1.',
    ])
    expect(updated.requests.filter((route) => route.includes('/issues'))).toHaveLength(2)

    await goesOn(now, run(4, 'success', 300))
    expect((await now.notify(9004, { issue: 'auto' })).delivered['issue']?.because).toBe('Closed #1.')
    expect(issuesOf(now)).toMatchObject([{ state: 'closed', comments: [] }])

    await goesOn(now, run(5, 'failure', 250, failing(50)))
    expect((await now.notify(9005, { issue: 'auto' })).delivered['issue']?.because).toBe('Reopened #1.')
    await goesOn(now, run(6, 'success', 200))
    await now.notify(9006, { issue: 'auto' })
    await goesOn(now, run(7, 'failure', 150, failing(70)))
    await now.notify(9007, { issue: 'auto' })
    expect(issuesOf(now)).toMatchObject([{ state: 'open', labels: ['ci-incident', 'ci-flaky'] }])
    await goesOn(now, run(8, 'success', 100))
    expect((await now.notify(9008, { issue: 'auto' })).delivered['issue']?.because).toContain(
      'a person closes it',
    )
    expect(issuesOf(now)).toMatchObject([{ state: 'open' }])
  })

  test('an issue that a stranger wrote with our marker is not touched', async () => {
    const now = await on(base)
    await now.notify(9002, { issue: 'auto' })
    const body =
      [...(now.emulator.world.repositories.values().next().value?.issues.values() ?? [])][0]?.body ?? ''
    const other = await on(
      base,
      {
        issues: [
          { number: 7, title: 'CI failed', body, labels: ['ci-incident'], user: 'mallory', state: 'open' },
        ],
      },
      {
        users: [
          { login: 'alice', id: 1001, type: 'User' },
          { login: 'mallory', id: 1002, type: 'User' },
        ],
      },
    )
    const { outputs } = await other.notify(9002, { issue: 'auto' })
    expect(outputs['issue-number']).not.toBe('7')
    expect(issuesOf(other).find(({ number }) => number === 7)).toMatchObject({
      title: 'CI failed',
      state: 'open',
    })
  })

  test('a copy of our issue by another bot is not touched: the marker names its author', async () => {
    const users = [
      { login: 'alice', id: 1001, type: 'User' },
      { login: 'mirror[bot]', id: 2001, type: 'Bot' },
    ]
    const now = await on(base, {}, { users })
    await now.notify(9002, { issue: 'auto' })
    await goesOn(now, run(3, 'failure', 350, failing(30)))
    await now.notify(9003, { issue: 'auto' })
    const ours = issuesOf(now)[0]
    const repository = now.emulator.world.repositories.values().next().value
    const { body = '' } = [...(repository?.issues.values() ?? [])][0] ?? {}
    const copy = { number: 9, title: 'A copy', body, labels: ['ci-incident'], user: 'mirror[bot]' }
    await now.emulator.add('acme/web', { issues: [copy] })
    await goesOn(now, run(4, 'success', 300))
    const { delivered, requests } = await now.notify(9004, { issue: 'auto' })
    expect([ours?.number, delivered['issue']?.because]).toEqual([1, 'Closed #1.'])
    expect(requests.filter((route) => route.includes('/issues'))).toHaveLength(2)
    // Again red: the copy is open, yet ours is reopened.
    await goesOn(now, run(5, 'failure', 250, failing(50)))
    expect((await now.notify(9005, { issue: 'auto' })).delivered['issue']?.because).toBe('Reopened #1.')
    expect(issuesOf(now).find(({ number }) => number === 9)).toMatchObject({ title: 'A copy', state: 'open' })
  })

  test('the answer to its creation is lost: one issue all the same', async () => {
    const now = await on(base)
    now.emulator.addFaults([
      {
        match: { method: 'POST', route: '/repos/{owner}/{repo}/issues' },
        status: 502,
        after_effect: true,
        times: 1,
      },
    ] as never)
    const { delivered } = await now.notify(9002, { issue: 'auto' })
    expect(delivered['issue']?.status).toBe('sent')
    expect(issuesOf(now)).toHaveLength(1)
  })

  test('somebody else was faster: the lower number stays, ours is closed as its duplicate', async () => {
    const now = await on(base)
    const key = 'acme/web:.github/workflows/ci.yml@main'
    const id = issueId(key)
    const body = formatMarker({ id, runId: 9002, attempt: 1, fingerprint: [], reopened: [], closed: false })
    const other = { number: 1, title: 'CI failed', body, labels: ['ci-incident'], user: 'automation-bot' }
    const match = { method: 'POST', route: '/repos/{owner}/{repo}/issues' }
    now.emulator.addFaults([{ match, before_effect: { issues: [other] }, times: 1 }] as never)
    const { outputs } = await now.notify(9002, { issue: 'auto' })
    expect(outputs['issue-number']).toBe('1')
    expect(
      issuesOf(now)
        .map(({ number, state }) => `${number} ${state}`)
        .sort(),
    ).toEqual(['1 open', '2 closed'])
  })

  test('twice the same run writes one issue', async () => {
    const now = await on(base)
    await now.notify(9002, { issue: 'auto' })
    await now.notify(9002, { issue: 'auto' })
    expect(issuesOf(now)).toHaveLength(1)
  })

  test('the label ci-quiet silences every channel', async () => {
    const now = await on(base)
    await now.notify(9002, { issue: 'auto' })
    const issue = [...(now.emulator.world.repositories.values().next().value?.issues.values() ?? [])][0]
    await fetch(`${now.emulator.url}/repos/acme/web/issues/${issue?.number}/labels`, {
      method: 'POST',
      headers: { authorization: 'Bearer ghs_viewer' },
      body: JSON.stringify({ labels: ['ci-quiet'] }),
    })
    await goesOn(now, run(3, 'failure', 350, failing(30)), run(4, 'failure', 300, failing(40)))
    const { outputs } = await now.notify(9004, {
      issue: 'auto',
      'slack-webhook-url': now.channels.urls['slack-webhook-url'],
    })
    expect(outputs['decision']).toBe('suppress')
    expect(outputs['reason']).toContain('ci-quiet')
    expect(now.channels.received).toEqual([])
    expect(outputs['issue-number']).toBe(String(issue?.number))
  })

  test('the label ci-quiet ends with its incident: green closes the issue silently, the next failure speaks', async () => {
    const now = await on(base)
    const inputs = { issue: 'auto', 'slack-webhook-url': now.channels.urls['slack-webhook-url'] }
    await now.notify(9002, { issue: 'auto' })
    await fetch(`${now.emulator.url}/repos/acme/web/issues/1/labels`, {
      method: 'POST',
      headers: { authorization: 'Bearer ghs_viewer' },
      body: JSON.stringify({ labels: ['ci-quiet'] }),
    })
    await goesOn(now, run(3, 'success', 350))
    expect((await now.notify(9003, inputs)).outputs['decision']).toBe('suppress')
    expect([issuesOf(now)[0]?.state, now.channels.received.length]).toEqual(['closed', 0])
    await goesOn(now, run(4, 'failure', 300, failing(40)))
    expect((await now.notify(9004, inputs)).outputs['decision']).toBe('open')
    expect(now.channels.received).toHaveLength(1)
  })

  test('the bot edits its message and answers in its thread, because the issue remembers it', async () => {
    const bot = ({ channels }: Scene) => ({
      issue: 'auto',
      'slack-bot-token': 'xoxb-1-abcdefghijk',
      'slack-channel': 'C0123456789',
      'slack-api-url': channels.urls['slack-api-url'],
    })
    const now = await on(base)
    const first = await now.notify(9002, bot(now))
    await goesOn(now, run(3, 'success', 100))
    await now.notify(9003, bot(now))
    const calls = now.channels
      .shown('slack-bot')
      .map(({ path, json }) => [path, json['ts'] ?? json['thread_ts'] ?? ''])
    const ts = first.outputs['slack-ts']
    expect(calls).toEqual([
      ['/api/chat.postMessage', ''],
      ['/api/chat.update', ts],
      ['/api/chat.postMessage', ts],
    ])
  })

  test('without issues: write it is a warning that names the permission', async () => {
    const now = await on(
      base,
      {},
      {
        tokens: [
          {
            token: 'ghs_small',
            kind: 'installation',
            permissions: {
              actions: 'read',
              checks: 'read',
              contents: 'read',
              issues: 'read',
              metadata: 'read',
            },
          },
        ],
      },
    )
    const { delivered, annotations, exitCode } = await now.notify(
      9002,
      { issue: 'auto' },
      { token: 'ghs_small' },
    )
    expect([exitCode, delivered['issue']?.status]).toEqual([0, 'failed'])
    expect(annotations.map(({ message }) => message).join()).toContain('issues: write')
  })
})

describe('comment on the pull request', () => {
  const branch = {
    branches: [{ name: 'feature/a', from: 'main', commits: [{ message: 'work', files: { 'a.ts': '1' } }] }],
    pull_requests: [{ number: 7, head: 'feature/a', base: 'main', author: 'alice', title: 'Add a' }],
  }
  const ofBranch = (number: number, conclusion: string, ago: number) =>
    run(number, conclusion, ago, {
      event: 'pull_request',
      head_branch: 'feature/a',
      head_sha: 'feature/a',
      ...failing(number * 10),
    })

  test('one comment, edited; chat stays silent on feature branches', async () => {
    const now = await on([run(1, 'success', 500), ofBranch(2, 'failure', 400)], branch)
    const inputs = { 'pr-comment': 'auto', 'slack-webhook-url': now.channels.urls['slack-webhook-url'] }
    const first = await now.notify(9002, inputs)
    expect([first.outputs['decision'], first.delivered['pr-comment']?.status]).toEqual(['open', 'sent'])
    await goesOn(now, ofBranch(3, 'failure', 350))
    await now.notify(9003, inputs)
    await goesOn(now, ofBranch(4, 'success', 300))
    await now.notify(9004, inputs)
    const comments = now.emulator.state().repositories[0]?.pull_requests[0]?.comments ?? []
    expect(comments).toHaveLength(1)
    expect(JSON.stringify(comments)).toContain('green again')
    expect(now.channels.received).toEqual([])
  })

  test('red on the base branch too: not the fault of the pull request', async () => {
    const now = await on([run(1, 'failure', 500), ofBranch(2, 'failure', 400)], branch)
    expect((await now.notify(9002, { 'pr-comment': 'auto' })).outputs['verdict']).toBe('already red on base')
  })

  test('a fork: its pull request is found by its branch, and its base is known', async () => {
    const fork = run(2, 'failure', 400, { event: 'pull_request', head_branch: 'main', ...failing(20) })
    const pull = { number: 8, head: 'fork:mallory/web:main', base: 'main', author: 'mallory', title: 'Add' }
    const now = await on([run(1, 'failure', 500), fork], { pull_requests: [pull] })
    const ofFork = { id: 9002, head_repository: { full_name: 'mallory/web' }, pull_requests: [] }
    const payload = { action: 'completed', workflow_run: ofFork }
    const { outputs, delivered } = await now.notify(9002, { 'pr-comment': 'auto' }, { payload })
    expect([delivered['pr-comment']?.because, outputs['verdict']]).toEqual([
      'Commented on #8.',
      'already red on base',
    ])
  })

  test('a green pull request that never failed gets no comment', async () => {
    const now = await on([ofBranch(2, 'success', 400)], branch)
    const { requests } = await now.notify(9002, { 'pr-comment': 'auto' })
    expect(requests).toHaveLength(1)
    expect(now.emulator.state().repositories[0]?.pull_requests[0]?.comments).toEqual([])
  })
})

test('quiet hours and notify-on hold back messages, not the end of an issue', async () => {
  const now = await on(base)
  await now.notify(9002, { issue: 'auto' })
  await goesOn(now, run(3, 'success', 100))
  const { outputs, delivered } = await now.notify(9003, {
    issue: 'auto',
    'notify-on': 'open',
    'webhook-url': now.channels.urls['webhook-url'],
  })
  expect([outputs['decision'], delivered['issue']?.because]).toEqual(['suppress', 'Closed #1.'])
  expect(issuesOf(now)).toMatchObject([{ state: 'closed', title: expect.stringContaining('green again') }])
  expect(now.channels.received).toEqual([])
})
