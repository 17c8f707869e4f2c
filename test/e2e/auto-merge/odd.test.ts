// What is not in anybody's text and comes all the same: odd names, odd answers, odd states of a repository.
import { afterEach, describe, expect, test } from '@jest/globals'
import { mergeScene, ready, users, type MergeScene } from '../../support/merge-scene.ts'

let scene: MergeScene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

async function start(...args: Parameters<typeof mergeScene>): Promise<MergeScene> {
  scene = await mergeScene(...args)
  return scene
}

const row = ({ rows }: { rows: { name: string; detail: string }[] }, name: string) =>
  rows.find((one) => one.name === name)?.detail ?? ''

/** The API as somebody with write permission. */
async function api(it: MergeScene, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${it.emulator.url}/repos/acme/web/${path}`, {
    method,
    headers: { authorization: 'Bearer ghs_viewer', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  expect([answer.ok, answer.status]).toEqual([true, answer.status])
  return answer.status === 204 ? undefined : answer.json()
}

describe('texts', () => {
  test('dollars, backticks, braces, emoji and trailers reach the commit as they are', async () => {
    const title = 'Füge `$&` $1 $$ hinzu 🎉 {{ body }} ${{ github.token }}'
    const body =
      'Why: `$&` and {{title}}.\r\n\r\nCo-authored-by: Dana <dana@example.com>\r\nReviewed-by: @bob'
    const it = await start([ready({ title, body })])
    const run = await it.merge()
    expect(run.ended).toBe('merged eligible')
    const { message } = it.emulator.world.store.loaded(run.outputs['merge-commit-sha'] ?? '')
    expect(message.split('\n')[0]).toBe(`${title} (#7)`)
    expect(message).toContain('Why: `$&` and {{title}}.')
    expect(message).toContain('\nCo-authored-by: Dana <dana@example.com>')
    expect(message).toContain('Reviewed-by: @\u2060bob')
    expect(message).not.toContain('\r')
  })

  test('a squash names everybody who has a commit in it, a merge commit keeps the commits themselves', async () => {
    const commits = ['alice', 'bob', 'carol', 'bob'].map((author, i) => ({
      message: `part ${i}`,
      author,
      files: { [`part-${i}`]: 'x\n' },
    }))
    const it = await start([ready({ body: 'Why.' }), ready({ number: 8, head: 'b', body: 'Why.' })], {
      branches: ['feature/a', 'b'].map((name) => ({ name, commits })),
    })
    const message = ({ outputs }: { outputs: Record<string, string> }) =>
      it.emulator.world.store.loaded(outputs['merge-commit-sha'] ?? '').message
    const text = message(await it.merge())
    expect(text.match(/^Co-authored-by: .*$/gm)).toEqual([
      expect.stringMatching(/^Co-authored-by: bob <\S+@\S+>$/),
      expect.stringMatching(/^Co-authored-by: carol <\S+@\S+>$/),
    ])
    const merged = await it.merge({ 'pull-request': '8', 'merge-method': 'merge' })
    expect([merged.ended, message(merged)]).toEqual([
      'merged eligible',
      expect.not.stringContaining('Co-authored-by'),
    ])
  })

  test('an empty body, and a title of blanks only', async () => {
    const it = await start([ready({ title: '   ', body: null })])
    const run = await it.merge({ 'commit-title': '{{ title }}' })
    expect(run.ended).toBe('merged eligible')
    const { message } = it.emulator.world.store.loaded(run.outputs['merge-commit-sha'] ?? '')
    expect(message.trim()).toBe('Merge pull request #7')
  })

  test('a hundred labels, and a blocking one of another case among them', async () => {
    const names = Array.from({ length: 98 }, (_, i) => ({ name: `label ${i}`, by: 'bob' }))
    const optIn = { name: 'AutoMerge', by: 'bob' }
    const it = await start([
      ready({ labels: [optIn, ...names] }),
      ready({ number: 8, head: 'b', labels: [...names, optIn, { name: 'Do Not Merge', by: 'tim' }] }),
    ])
    expect((await it.merge()).ended).toBe('merged eligible')
    expect((await it.merge({ 'pull-request': '8' })).ended).toBe('block blocking_label')
  })
})

describe('checks', () => {
  const check = (conclusion: string, changes: object = {}) =>
    ({ name: 'build', workflow: 'CI', run_id: 501, started_at: '-50m', conclusion, ...changes }) as never

  test.each([
    ['success', 'merged eligible'],
    ['neutral', 'merged eligible'],
    ['skipped', 'merged eligible'],
    ['stale', 'block checks_failed'],
    ['action_required', 'block checks_failed'],
    ['cancelled', 'block checks_failed'],
    ['timed_out', 'block checks_failed'],
    ['startup_failure', 'block checks_failed'],
    ['failure', 'block checks_failed'],
  ])('3.2.4 the only check is %s: %s', async (conclusion, ended) => {
    const it = await start([ready({ check_runs: [check(conclusion)] })])
    expect((await it.merge()).ended).toBe(ended)
  })

  test.each(['queued', 'in_progress', 'waiting', 'requested', 'pending'])(
    '3.2.4 the only check is %s: it waits',
    async (status) => {
      const it = await start([
        ready({ check_runs: [{ name: 'build', workflow: 'CI', status: status as never }] }),
      ])
      expect((await it.merge()).ended).toBe('wait checks_pending')
    },
  )

  test('3.2.3 run again and green: the older failure is gone; that of another app of the same name is not', async () => {
    const older = check('failure', { started_at: '-90m', run_id: 500 })
    const it = await start([
      ready({ check_runs: [older, check('success')] }),
      ready({
        number: 8,
        head: 'b',
        check_runs: [
          check('failure', { app_id: 99, workflow: undefined, run_id: undefined, started_at: '-90m' }),
          check('success'),
        ],
      }),
    ])
    expect((await it.merge()).ended).toBe('merged eligible')
    expect((await it.merge({ 'pull-request': '8' })).ended).toBe('block checks_failed')
  })

  test('3.2.6 a required check that never reports is named as missing, and is no pending one', async () => {
    const it = await start([ready()], {
      protection: { main: { required_status_checks: { contexts: ['e2e / chrome'] } } },
    })
    const run = await it.merge()
    expect(run.ended).toBe('block required_check_missing')
    expect(run.log).toContain('never reported for this commit: e2e / chrome')
    expect(run.log).toContain('a workflow that is filtered by path never reports')
  })

  test('3.2.6 a status and a check run of one context are both demanded', async () => {
    const status = (state: 'pending' | 'failure') => [{ context: 'build', state }]
    const it = await start([
      ready({ statuses: status('pending') }),
      ready({ number: 8, head: 'b', statuses: status('failure') }),
    ])
    expect((await it.merge()).ended).toBe('wait checks_pending')
    expect((await it.merge({ 'pull-request': '8' })).ended).toBe('block checks_failed')
  })

  test('3.2.8 a failed check of a workflow that only bears the name of ours in the pull request', async () => {
    // The workflow that decides is `Run` at .github/workflows/run.yml; a pull request may call any other file so.
    const it = await start(
      [
        ready({
          check_runs: [
            { name: 'lint', workflow: 'CI', run_id: 501, conclusion: 'success', started_at: '-50m' },
            { name: 'test', workflow: 'Run', run_id: 777, conclusion: 'failure', started_at: '-50m' },
          ],
        }),
      ],
      {
        workflow_runs: [
          {
            id: 777,
            workflow: '.github/workflows/evil.yml',
            name: 'Run',
            event: 'pull_request',
            head_branch: 'feature/a',
            conclusion: 'failure',
          },
        ],
      },
    )
    const run = await it.merge()
    expect([run.ended, it.pull().merged]).toEqual(['block checks_failed', false])
  })
})

describe('people', () => {
  const approved = (user: string | null, at = '-1h') => ({
    user,
    state: 'APPROVED' as const,
    submitted_at: at,
  })

  test('a reviewer who has lost the write permission since', async () => {
    const it = await start([ready()], { collaborators: { alice: 'write', bob: 'write', carol: 'read' } })
    const run = await it.merge()
    expect(run.ended).toBe('block approvals_missing')
    expect(row(run, 'approvals')).toContain('carol (no push rights)')
  })

  test('an account that was deleted since, and one that is a bot', async () => {
    const it = await start([
      ready({ reviews: [approved('bob'), approved(null), approved('dependabot[bot]')] }),
    ])
    const run = await it.merge()
    expect(run.ended).toBe('block approvals_missing')
    expect(row(run, 'approvals')).toContain('a deleted account (the account is deleted)')
    expect(row(run, 'approvals')).toContain('dependabot (it is not a person)')
  })

  test('the objection of a deleted account stands', async () => {
    const it = await start([
      ready({
        reviews: [
          approved('bob'),
          approved('carol'),
          { user: null, state: 'CHANGES_REQUESTED', submitted_at: '-3h' },
        ],
      }),
    ])
    const run = await it.merge()
    expect(run.ended).toBe('block changes_requested')
    expect(run.log).toContain('Next: Dismiss the review.')
  })

  test('a comment after an approval leaves it, a dismissal and a new request take it', async () => {
    const it = await start([
      ready({
        reviews: [
          approved('bob'),
          approved('carol'),
          { user: 'bob', state: 'COMMENTED', submitted_at: '-30m' },
        ],
      }),
      ready({
        number: 8,
        head: 'b',
        reviews: [
          approved('bob'),
          approved('carol'),
          { user: 'bob', state: 'DISMISSED', submitted_at: '-30m' },
        ],
      }),
      ready({ number: 9, head: 'c', review_requests: ['carol'] }),
    ])
    expect((await it.merge()).ended).toBe('merged eligible')
    expect((await it.merge({ 'pull-request': '8' })).ended).toBe('block approvals_missing')
    const asked = await it.merge({ 'pull-request': '9' })
    expect(asked.ended).toBe('block approvals_stale')
    expect(row(asked, 'approvals')).toContain('carol (asked to review again)')
  })

  test('the head is pushed back to the commit that was approved: what was approved is what is merged', async () => {
    const it = await start([ready()])
    const approvedHead = it.pull().head_sha
    await it.emulator.add('acme/web', {
      branches: [{ name: 'feature/a', commits: [{ message: 'x', author: 'alice', files: { x: '1\n' } }] }],
    })
    expect(it.pull().head_sha).not.toBe(approvedHead)
    expect((await it.merge()).decision).toBe('block')
    await api(it, 'PATCH', 'git/refs/heads/feature/a', { sha: approvedHead, force: true })
    const run = await it.merge()
    expect([run.ended, run.outputs['evaluated-sha']]).toEqual(['merged eligible', approvedHead])
  })

  test.each(['github-actions[bot]', 'dependabot[bot]'])('the label set by %s', async (by) => {
    const bot = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' as const }
    const it = await start([ready({ labels: [{ name: 'automerge', by }] })], {}, { users: [...users, bot] })
    expect((await it.merge()).ended).toBe('block label_actor_unknown')
  })
})

describe('repositories and branches', () => {
  test('a fork keeps its branch after the merge; when it deletes it before, GitHub closes the pull request', async () => {
    const it = await start(
      [
        ready({ head: 'fork:mallory/web:feature/a', author: 'mallory' }),
        ready({ number: 8, head: 'fork:mallory/web:gone', author: 'mallory' }),
      ],
      {},
      { tokens: [{ token: 'ghp_mallory', login: 'mallory', kind: 'pat' }] },
    )
    const run = await it.merge({ 'delete-branch': 'true' })
    expect([run.ended, run.exitCode]).toEqual(['merged eligible', 0])
    expect(run.log).toContain('stays: it is in a fork')
    const gone = `${it.emulator.url}/repos/mallory/web/git/refs/heads/gone`
    const headers = { authorization: 'Bearer ghp_mallory' }
    expect((await fetch(gone, { method: 'DELETE', headers })).status).toBe(204)
    expect((await it.merge({ 'pull-request': '8' })).ended).toBe('skip closed')
  })

  test('conflicts are named with the way out', async () => {
    const files = (text: string) => ({ 'src/app.ts': text })
    const it = await start([ready()], {
      commits: [
        { message: 'one', files: files('1\n') },
        { message: 'two', files: files('2\n') },
      ],
      branches: [
        {
          name: 'feature/a',
          from: 'main~1',
          commits: [{ message: 'w', author: 'alice', files: files('3\n') }],
        },
      ],
    })
    const run = await it.merge()
    expect(run.ended).toBe('block conflict')
    expect(run.log).toContain('Next: Merge main into feature/a and resolve the conflicts.')
  })

  test('the base branch goes away: the pull request is closed, and nothing is to be done', async () => {
    const it = await start([ready({ base: 'release' })], { branches: ['release'] })
    await api(it, 'DELETE', 'git/refs/heads/release')
    const run = await it.merge({ 'pull-request': '7' })
    expect([run.ended, run.exitCode]).toEqual(['skip closed', 0])
  })

  test('an archived repository, and a token of another one', async () => {
    const it = await start(
      [ready()],
      { archived: true, visibility: 'private' },
      {
        repositories: [{ name: 'acme/other', visibility: 'private' }],
        tokens: [{ token: 'ghs_other', kind: 'github_token', repository: 'acme/other' }],
      },
    )
    const archived = await it.merge()
    expect([archived.ended, archived.requests.length]).toEqual(['block repository_archived', 1])
    const wrong = await it.merge({}, { token: 'ghs_other' })
    expect([wrong.decision, wrong.exitCode, wrong.requests.length]).toEqual(['error', 1, 1])
    expect(wrong.log).toContain('Give `github-token` a token that can read this repository.')
  })

  test('merge commits are not allowed and a label asks for one', async () => {
    const labels = ['automerge', 'automerge:merge'].map((name) => ({ name, by: 'bob' }))
    const it = await start([ready({ labels })], { allow_merge_commit: false })
    const run = await it.merge()
    expect(run.ended).toBe('block merge_method_not_allowed')
    expect(run.log).toContain('Next: Remove the label automerge:merge.')
  })

  test('base branches by pattern', async () => {
    const it = await start(
      [ready({ base: 'release/1.2' }), ready({ number: 8, head: 'b', base: 'develop' })],
      {
        branches: ['release/1.2', 'develop'],
      },
    )
    const inputs = { 'base-branches': 'main, release/*' }
    expect((await it.merge(inputs)).ended).toBe('merged eligible')
    const other = await it.merge({ ...inputs, 'pull-request': '8' })
    expect([other.ended, other.requests.length]).toEqual(['skip base_branch', 1])
  })

  test('a conversation that is locked is merged like any other', async () => {
    const it = await start([ready({ locked: true })])
    const run = await it.merge({ comment: 'true' })
    expect([run.ended, run.exitCode]).toEqual(['merged eligible', 0])
  })

  test('a pull request without a change', async () => {
    const it = await start([ready()], {
      branches: [{ name: 'feature/a', commits: [{ message: 'nothing', author: 'alice', files: {} }] }],
    })
    const run = await it.merge()
    expect(run.decision).toBe('merged')
  })
})

describe('time', () => {
  test.each([
    // Clocks go forward in Berlin on 2026-03-29 at 01:00Z, back on 2026-10-25 at 01:00Z.
    ['2026-03-27T08:30:00Z', 'merged eligible'],
    ['2026-03-30T07:30:00Z', 'merged eligible'],
    ['2026-03-27T07:30:00Z', 'wait outside_merge_window'],
    ['2026-03-30T06:30:00Z', 'wait outside_merge_window'],
  ])('09:00 in Berlin, before and after the clocks change: %s', async (now, ended) => {
    const it = await start([ready()], {}, { now })
    const window = { 'merge-window': 'Mon-Fri 09:00-17:00', 'time-zone': 'Europe/Berlin' }
    expect((await it.merge(window)).ended).toBe(ended)
  })

  test('the next opening is told as it will be after the clocks have changed', async () => {
    const it = await start([ready()], {}, { now: '2026-03-28T12:00:00Z' })
    const window = { 'merge-window': 'Mon-Fri 09:00-17:00', 'time-zone': 'Europe/Berlin' }
    expect((await it.merge(window)).log).toContain('closed until 2026-03-30T07:00:00.000Z')
  })

  test('a minimum age, also of a pull request that a clock puts into the future', async () => {
    const it = await start([ready(), ready({ number: 8, head: 'b', created_at: '+1h' })])
    const young = await it.merge({ 'minimum-age': '3d' })
    expect([young.ended, young.exitCode]).toEqual(['wait too_young', 0])
    expect((await it.merge({ 'minimum-age': '10m', 'pull-request': '8' })).ended).toBe('wait too_young')
  })

  test('the comment stays as it is while only time passes', async () => {
    const it = await start([ready(), ready({ number: 8, head: 'b', draft: true })])
    const inputs = { comment: 'true', 'minimum-age': '3d', 'ready-after-seconds': '86400' }
    await it.merge(inputs)
    await it.merge({ ...inputs, 'pull-request': '8' })
    const before = [it.pull(), it.pull(8)].map(({ comments }) => comments[0]?.body)
    it.emulator.setClock({ advance: '1h' })
    const again = await it.merge(inputs)
    const draft = await it.merge({ ...inputs, 'pull-request': '8' })
    expect([it.pull(), it.pull(8)].map(({ comments }) => comments[0]?.body)).toEqual(before)
    expect([again.requests.length, draft.requests.length]).toEqual([1, 1])
  })
})

describe('several', () => {
  test('two runs race for one pull request: one merges, the other says that it is merged', async () => {
    const it = await start([ready()])
    const both = await Promise.all([it.merge(), it.merge()])
    expect(it.pull().merged).toBe(true)
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(both.map(({ decision }) => decision).sort()).toEqual(['merged', 'skip'])
  })

  test('somebody merges it between the read and the call', async () => {
    const it = await start([ready()])
    it.emulator.addFaults([
      {
        match: { method: 'PUT' },
        status: 405,
        body: { message: 'Pull Request is not mergeable' },
        after_effect: true,
        times: 1,
      },
    ])
    const run = await it.merge({ 'fail-on': 'blocked' })
    expect([run.ended, run.exitCode, it.pull().merged]).toEqual(['skip already_merged', 0, true])
  })

  test('3.3 a base so busy that GitHub never knows: it waits a little, and merges nothing', async () => {
    const it = await start([ready()])
    const commits = [{ message: 'busy', author: 'bob', files: { busy: 'x\n' } }]
    it.emulator.addFaults([
      {
        match: { graphql: 'Gate', repository: 'acme/web' },
        before_effect: { branches: [{ name: 'main', commits }] },
      },
    ])
    const run = await it.merge()
    expect([run.ended, run.exitCode, it.pull().merged]).toEqual(['wait mergeability_unknown', 0, false])
    // One reading, and four times a question that makes GitHub compute it and a reading after that.
    expect(run.requests).toHaveLength(9)
  })

  test('another one is merged first and conflicts: the conflict is told, and the words of GitHub beside it', async () => {
    const it = await start([ready()], {
      branches: [
        {
          name: 'feature/a',
          commits: [{ message: 'w', author: 'alice', files: { 'src/app.ts': 'mine\n' } }],
        },
      ],
    })
    const other = { message: 'other', author: 'bob', files: { 'src/app.ts': 'theirs\n' } }
    it.emulator.addFaults([
      {
        match: { method: 'PUT' },
        before_effect: { branches: [{ name: 'main', commits: [other] }] },
        times: 1,
      },
    ])
    const run = await it.merge()
    expect([run.ended, run.exitCode, it.pull().merged]).toEqual(['block conflict', 0, false])
    expect(run.log).toContain('resolve the conflicts')
    expect(run.log).toContain('GitHub refused to merge: Pull Request is not mergeable.')
  })

  test('a status of a commit that is the head of two pull requests: both are looked at', async () => {
    const it = await start(
      [
        ready({ statuses: [{ context: 'ci', state: 'success' }] }),
        ready({ number: 8, base: 'release', reviews: [] }),
      ],
      { branches: ['release'] },
    )
    expect(it.pull(8).head_sha).toBe(it.pull().head_sha)
    const sha = it.pull().head_sha
    const run = await it.merge(
      {},
      { event: 'status', payload: { sha, state: 'success', branches: [{ name: 'feature/a' }] } },
    )
    expect([it.pull().merged, it.pull(8).merged]).toEqual([true, false])
    expect(new Set(run.rows.map((one) => (one as never)['pull-request']))).toEqual(new Set([7, 8]))
  })

  test('a suite of checks of a fork names no pull request, and is found by its commit', async () => {
    const it = await start([ready({ head: 'fork:mallory/web:feature/a', author: 'mallory' })])
    const check_suite = {
      id: 1,
      status: 'completed',
      conclusion: 'success',
      head_sha: it.pull().head_sha,
      head_branch: 'feature/a',
      pull_requests: [],
    }
    const run = await it.merge({}, { event: 'check_suite', payload: { action: 'completed', check_suite } })
    expect([run.ended, run.requests.length]).toEqual(['merged eligible', 3])
  })

  test('a sweep with one that poisons every query it is in', async () => {
    const it = await start([1, 2, 3].map((number) => ready({ number, head: `f/${number}` })))
    it.emulator.addFaults([{ match: { graphql: 'pr2' }, status: 502 }])
    const run = await it.merge({}, { event: 'schedule', payload: {} })
    expect([1, 2, 3].map((number) => it.pull(number).merged)).toEqual([true, false, true])
    expect([run.ended, run.exitCode, run.outputs['pull-request']]).toEqual(['error github_error', 1, '2'])
  })
})
