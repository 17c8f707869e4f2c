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

const ciRun = {
  id: 9101,
  workflow: '.github/workflows/ci.yml',
  name: 'CI',
  event: 'pull_request',
  head_branch: 'main',
  conclusion: 'success' as const,
}

const merges = ({ requests }: { requests: { method: string; route: string }[] }) =>
  requests.filter(({ method }) => method === 'PUT').length

describe('what it costs', () => {
  test('merge: two requests, and the count in the output is the one of the server', async () => {
    const it = await start([ready()])
    const done = await it.merge()
    expect([done.ended, done.exitCode, done.requests.length]).toEqual(['merged eligible', 0, 2])
    expect(done.outputs).toMatchObject({ requests: '2', 'pull-request': '7' })
    expect(done.undeclaredOutputs).toEqual([])
    expect(it.pull()).toMatchObject({
      merged: true,
      merge_method: 'squash',
      merge_commit_sha: done.outputs['merge-commit-sha'],
    })
    expect(done.rows.filter(({ state }) => state !== 'met' && state !== 'off')).toEqual([])
  })

  test('explain: one request, the table names who and what next, and a dry run gives the same', async () => {
    const it = await start([ready({ reviews: [{ user: 'bob', state: 'APPROVED' }] })])
    const explained = await it.merge()
    expect([explained.ended, explained.exitCode, explained.requests.length]).toEqual([
      'block approvals_missing',
      0,
      1,
    ])
    expect(explained.summary).toContain('Get 1 more approval')
    expect(explained.log).toContain('#7 is blocked: 1 of 2 approvals (bob)')
    const dry = await it.merge({ 'dry-run': 'true' })
    expect([dry.ended, dry.rows]).toEqual([explained.ended, explained.rows])
    expect((await it.merge({ 'fail-on': 'blocked' })).exitCode).toBe(1)
  })

  test.each(['mallory', 'tim'])('an event about a label that %s set: one request', async (by) => {
    const it = await start([ready({ labels: [{ name: 'automerge', by }] })])
    const done = await it.merge({}, { payload: { action: 'labeled', pull_request: { number: 7 } } })
    expect([done.ended, done.requests.length]).toEqual(['block label_actor_permission', 1])
  })

  test('who is beyond the first page of collaborators is asked for by name', async () => {
    const many = Array.from({ length: 101 }, (_, i) => ({ login: `user-${i}`, id: 5000 + i }))
    const collaborators = Object.fromEntries(many.map(({ login }) => [login, 'write' as const]))
    const it = await start(
      [ready({ labels: [{ name: 'automerge', by: 'mallory' }] })],
      { collaborators: { ...collaborators, bob: 'write', carol: 'write' } },
      { users: [...users, ...many] },
    )
    const done = await it.merge()
    expect([done.ended, done.requests.length]).toEqual(['block label_actor_permission', 2])
  })

  test('a dry run of what may be merged says merge and writes nothing', async () => {
    const it = await start([ready()])
    const dry = await it.merge({ 'dry-run': 'true', 'delete-branch': 'true', comment: 'true' })
    expect([dry.ended, dry.requests.length, it.pull().merged]).toEqual(['merge eligible', 1, false])
  })

  test('an answer that does not say that it merged is no merge', async () => {
    const route = '/repos/{owner}/{repo}/pulls/{pull_number}/merge'
    const it = await start(
      [ready()],
      {},
      { faults: [{ match: { method: 'PUT', route }, status: 200, body: {} }] },
    )
    const done = await it.merge()
    expect([done.decision, done.exitCode, it.pull().merged]).toEqual(['error', 1, false])
  })

  test('merge with delete: three requests', async () => {
    const it = await start([ready()])
    const done = await it.merge({ 'delete-branch': 'true' })
    expect([done.ended, done.requests.length]).toEqual(['merged eligible', 3])
    expect(Object.keys(it.branches())).toEqual(['main'])
  })

  test.each([
    ['push', {}, 0],
    ['pull_request_target', { action: 'closed', pull_request: { number: 7, state: 'closed' } }, 0],
    ['status', { state: 'pending', sha: 'a'.repeat(40) }, 0],
    [
      'workflow_run',
      {
        workflow_run: { id: 9101, head_sha: 'a'.repeat(40), head_branch: 'x', pull_requests: [] },
      },
      1,
    ],
  ] as const)('an irrelevant %s: %j costs %i', async (event, payload, cost) => {
    const it = await start([ready()], { workflow_runs: [ciRun] })
    const done = await it.merge({}, { event, payload })
    expect([done.decision, done.exitCode, done.requests.length]).toEqual(['skip', 0, cost])
  })

  test('a sweep of 40 that are blocked: five reads', async () => {
    const pulls = Array.from({ length: 40 }, (_, i) => ready({ number: i + 1, head: `f/${i}`, reviews: [] }))
    const it = await start(pulls)
    const done = await it.merge({}, { event: 'schedule', payload: {} })
    expect([done.ended, done.requests.length]).toEqual(['block approvals_missing', 5])
    expect(done.rows).toHaveLength(40 * 20)
  })

  test('a sweep merges what may be merged, one after the other', async () => {
    const it = await start(
      [1, 2, 3].map((n) => ready({ number: n, head: `f/${n}`, ...(n === 2 ? { draft: true } : {}) })),
    )
    const done = await it.merge({}, { event: 'schedule', payload: {} })
    expect([it.pull(1).merged, it.pull(2).merged, it.pull(3).merged]).toEqual([true, false, true])
    expect(done.exitCode).toBe(0)
  })
})

describe('events', () => {
  test('a finished run of a fork finds its pull request by branch and commit', async () => {
    const it = await start([ready({ head: 'fork:mallory/web:feature/a' })], { workflow_runs: [ciRun] })
    const payload = {
      workflow_run: { id: 9101, head_sha: it.pull().head_sha, head_branch: 'feature/a', pull_requests: [] },
    }
    const done = await it.merge({}, { event: 'workflow_run', payload })
    expect([done.ended, done.requests.length]).toEqual(['merged eligible', 3])
  })

  test.each(['status', 'check_suite', 'check_run'])('%s as the world builds it', async (event) => {
    const it = await start([ready({ statuses: [{ context: 'legacy', state: 'success' }] })])
    const done = await it.merge({}, { event, payload: {} })
    expect([done.ended, it.pull().merged]).toEqual(['merged eligible', true])
  })

  test('workflow_dispatch with a number', async () => {
    const it = await start([ready()])
    const done = await it.merge(
      {},
      { event: 'workflow_dispatch', payload: { inputs: { 'pull-request': '7' } } },
    )
    expect(done.ended).toBe('merged eligible')
  })

  test('numbers of something else', async () => {
    const it = await start(
      [ready({ number: 7, closed: true }), ready({ number: 8, head: 'b', merged: true })],
      {
        issues: [{ number: 3, title: 't' }],
      },
    )
    expect((await it.merge({ 'pull-request': '7' })).ended).toBe('skip closed')
    expect((await it.merge({ 'pull-request': '8' })).ended).toBe('skip already_merged')
    const issue = await it.merge({ 'pull-request': '3' })
    expect([issue.ended, issue.exitCode]).toEqual(['error not_a_pull_request', 1])
    expect((await it.merge({ 'pull-request': '99', 'fail-on': 'never' })).exitCode).toBe(0)
  })
})

describe('methods', () => {
  test('by label, by rule, by what the repository allows', async () => {
    const it = await start(
      [
        ready({
          labels: [
            { name: 'automerge', by: 'bob' },
            { name: 'automerge:rebase', by: 'bob' },
          ],
        }),
        ready({ number: 8, head: 'b' }),
      ],
      { allow_squash_merge: false },
    )
    expect((await it.merge()).ended).toBe('merged eligible')
    expect(it.pull().merge_method).toBe('rebase')
    const second = await it.merge({ 'pull-request': '8' })
    expect(second.ended).toBe('block merge_method_not_allowed')
    expect((await it.merge({ 'pull-request': '8', 'merge-method': 'auto' })).ended).toBe('merged eligible')
    expect(it.pull(8).merge_method).toBe('merge')
  })

  const marker = 'x\n<!-- ecosystem-sync:{"v":1} -->'

  test.each([
    ['the account that merges opened it', { author: 'automation-bot', body: marker }],
    [
      'somebody with write permission labelled it',
      { labels: ['automerge', 'ecosystem-sync'].map((name) => ({ name, by: 'bob' })) },
    ],
  ] as const)('6: of ecosystem-sync, a merge commit whatever the method: %s', async (_, changes) => {
    const it = await start([ready(changes)])
    await it.merge({ 'merge-method': 'squash' })
    expect(it.pull()).toMatchObject({ merged: true, merge_method: 'merge' })
  })

  test.each([
    { allow_merge_commit: false },
    { rulesets: [{ rules: [{ type: 'required_linear_history' }] }] },
  ])('6: where only squash or rebase is allowed it is blocked, and says why: %j', async (repository) => {
    const it = await start([ready({ author: 'automation-bot', body: marker })], repository)
    const refused = await it.merge({ 'merge-method': 'auto' })
    expect([refused.ended, it.pull().merged]).toEqual(['block sync_needs_merge_commit', false])
    expect(refused.summary).toContain('a squash or rebase would freeze the merge base')
    expect(refused.summary).toContain('Allow merge commits for this base branch.')
  })
})

describe('the merge call', () => {
  const route = '/repos/{owner}/{repo}/pulls/{pull_number}/merge'

  test('502 with the effect done: one call, and it is known to be merged', async () => {
    const it = await start([ready()])
    it.emulator.addFaults([{ match: { method: 'PUT', route }, status: 502, after_effect: true, times: 1 }])
    const done = await it.merge()
    expect([done.ended, merges(done), it.pull().merged]).toEqual(['merged eligible', 1, true])
    expect(done.outputs['merge-commit-sha']).toBe(it.pull().merge_commit_sha)
  })

  test('502 without the effect: one call, an error, and the next run merges', async () => {
    const it = await start([ready()])
    it.emulator.addFaults([{ match: { method: 'PUT', route }, status: 502, times: 1 }])
    const done = await it.merge()
    expect([done.ended, done.exitCode, merges(done)]).toEqual(['error merge_answer_lost', 1, 1])
    expect((await it.merge()).ended).toBe('merged eligible')
  })

  test('"Base branch was modified" is tried again on facts read anew', async () => {
    const it = await start([ready()])
    const message = 'Base branch was modified. Review and try the merge again.'
    it.emulator.addFaults([{ match: { method: 'PUT', route }, status: 405, body: { message }, times: 1 }])
    const done = await it.merge()
    expect([done.ended, merges(done)]).toEqual(['merged eligible', 2])
  })

  test.each([
    [403, 'Resource not accessible by integration', 'error missing_permission'],
    [422, 'Validation Failed', 'error merge_invalid'],
    [405, 'Pull Request is not mergeable', 'block refused_by_github'],
    [409, 'Head branch was modified. Review and try the merge again.', 'wait head_moved'],
    [
      403,
      'refusing to allow a GitHub App to create or update workflow `.github/workflows/a.yml` without `workflows` permission',
      'error workflow_permission',
    ],
  ] as const)('%i %s', async (status, message, expected) => {
    const it = await start([ready()])
    it.emulator.addFaults([{ match: { method: 'PUT', route }, status, body: { message } }])
    const done = await it.merge()
    expect([done.ended, merges(done), it.pull().merged]).toEqual([expected, 1, false])
  })

  test('two pull requests race to one base: both end well', async () => {
    const it = await start([ready(), ready({ number: 8, head: 'b' })])
    const both = await Promise.all([it.merge({ 'pull-request': '7' }), it.merge({ 'pull-request': '8' })])
    expect(both.map(({ decision }) => decision)).toEqual(['merged', 'merged'])
  })

  test('a limit whose reset is further away than the deadline: a clean stop', async () => {
    const it = await start(
      [ready()],
      {},
      { rate_limit: { graphql: { limit: 5000, remaining: 0, reset_in: 3000 } } },
    )
    const done = await it.merge()
    expect([done.ended, done.exitCode]).toEqual(['wait rate_limit', 0])
    expect(done.annotations.some(({ level }) => level === 'warning')).toBe(true)
  })
})

describe('queue, native auto-merge, drafts, update', () => {
  test('a branch with a merge queue', async () => {
    const it = await start([ready()], { protection: { main: { merge_queue: true } } })
    const done = await it.merge()
    expect([done.ended, it.pull().queued, done.requests.length]).toEqual(['queued eligible', true, 2])
    const again = await it.merge()
    expect([again.ended, again.requests.length]).toEqual(['queued in_merge_queue', 1])
  })

  const held = {
    required_status_checks: { strict: false, contexts: ['build'] },
    required_approving_review_count: 2,
    dismiss_stale_reviews: true,
    required_conversation_resolution: true,
  }
  const pending = {
    check_runs: [{ name: 'build', workflow: 'CI', status: 'in_progress' as const, started_at: '-10m' }],
  }

  test('native auto-merge is armed where the rules hold everything', async () => {
    const it = await start([ready(pending)], { allow_auto_merge: true, protection: { main: held } })
    const refused = await it.merge({ 'arm-auto-merge': 'true' })
    expect([refused.ended, it.pull().auto_merge]).toEqual(['wait checks_pending', null])
    const done = await it.merge({ 'arm-auto-merge': 'true', checks: 'required' })
    expect(done.ended).toBe('armed required_checks_pending')
    expect(it.pull().auto_merge).not.toBeNull()
    const forbidden = await it.merge({ 'blocking-labels': 'automerge', checks: 'required' })
    expect([forbidden.ended, it.pull().auto_merge]).toEqual(['block blocking_label', null])
  })

  const clean = {
    match: { graphql: 'enablePullRequestAutoMerge' },
    status: 200,
    body: {
      data: { enablePullRequestAutoMerge: null },
      errors: [{ type: 'UNPROCESSABLE', message: 'Pull request Pull request is in clean status' }],
    },
  }
  const wantsArming = { 'arm-auto-merge': 'true', checks: 'required' }

  test('"clean status": it became mergeable while it was judged, so the same run merges it', async () => {
    const it = await start([ready(pending)], { allow_auto_merge: true, protection: { main: held } })
    // Checks belong to the commit, so those of a second pull request from it are those of the first.
    const finished = {
      pull_requests: [
        ready({
          number: 8,
          closed: true,
          check_runs: [{ name: 'build', workflow: 'CI', conclusion: 'success', started_at: '-1m' }],
        }),
      ],
    }
    it.emulator.addFaults([
      clean,
      { match: { graphql: 'Gate', repository: 'acme/web' }, skip: 1, before_effect: finished, times: 1 },
    ])
    const done = await it.merge(wantsArming)
    expect([done.ended, merges(done), it.pull().auto_merge]).toEqual(['merged eligible', 1, null])
  })

  test('"clean status" while a required check is open: it says which, and merges nothing', async () => {
    const it = await start([ready(pending)], { allow_auto_merge: true, protection: { main: held } })
    it.emulator.addFaults([clean])
    const done = await it.merge(wantsArming)
    expect([done.ended, done.requests.length, it.pull().merged]).toEqual(['wait checks_pending', 3, false])
    expect(done.log).toContain('Required and not finished: build (in progress).')
  })

  test('and not where a push would go through unreviewed', async () => {
    const protection = { main: { ...held, dismiss_stale_reviews: false } }
    const it = await start([ready(pending)], { allow_auto_merge: true, protection })
    const done = await it.merge({ 'arm-auto-merge': 'true', checks: 'required' })
    expect([done.ended, it.pull().auto_merge]).toEqual(['wait checks_pending', null])
    expect(done.summary).toContain('no rule dismisses approvals after a push')
  })

  test('a draft is made ready after the delay', async () => {
    const it = await start([ready({ draft: true })])
    expect((await it.merge()).ended).toBe('block draft')
    expect((await it.merge({ 'ready-after-seconds': '86400' })).ended).toBe('wait draft_too_young')
    expect((await it.merge({ 'ready-after-seconds': '60' })).ended).toBe('ready draft_old_enough')
    expect(it.pull().draft).toBe(false)
    expect((await it.merge({ 'ready-after-seconds': '60' })).ended).toBe('merged eligible')
  })

  test('a head that is behind a strict rule is updated, or named', async () => {
    const protection = { main: { required_status_checks: { strict: true, contexts: ['build'] } } }
    const it = await start([ready()], {
      protection,
      commits: 3,
      branches: [
        {
          name: 'feature/a',
          from: 'main~2',
          commits: [{ message: 'w', author: 'alice', files: { 'a.ts': '1\n' } }],
        },
      ],
    })
    expect((await it.merge()).ended).toBe('block behind')
    const before = it.pull().head_sha
    expect((await it.merge({ 'update-branch': 'true' })).ended).toBe('wait branch_updated')
    expect(it.pull().head_sha).not.toBe(before)
  })

  test('up to date can be demanded without a rule', async () => {
    const it = await start([ready()], {
      commits: 3,
      branches: [
        {
          name: 'feature/a',
          from: 'main~2',
          commits: [{ message: 'w', author: 'alice', files: { 'a.ts': '1\n' } }],
        },
      ],
    })
    const done = await it.merge({ 'require-up-to-date': 'true' })
    expect([done.ended, done.requests.length]).toEqual(['block behind', 2])
  })
})

describe('after the merge', () => {
  test('dependents move to the base before the branch goes', async () => {
    const it = await start([ready(), ready({ number: 8, head: 'b', base: 'feature/a' })])
    const done = await it.merge({ 'delete-branch': 'true' })
    expect(done.ended).toBe('merged eligible')
    expect(it.pull(8)).toMatchObject({ state: 'open', base: 'main' })
    expect(Object.keys(it.branches()).sort()).toEqual(['b', 'main'])
  })

  test('one comment, changed in the end', async () => {
    const it = await start([ready({ reviews: [] })])
    await it.merge({ comment: 'true' })
    await it.merge({ comment: 'true' })
    expect(it.pull().comments).toHaveLength(1)
    await it.merge({ comment: 'true', 'required-approvals': '0' })
    expect(it.pull().comments).toHaveLength(1)
    expect(it.pull().comments[0]?.body).toContain('Merged as')
  })

  test('the comment says it when the opt-in is taken away, and none is begun for what was never opted in', async () => {
    const it = await start([ready({ reviews: [] }), ready({ number: 8, head: 'b', labels: [] })])
    await it.merge({ comment: 'true' })
    const url = `${it.emulator.url}/repos/acme/web/issues/7/labels/automerge`
    const authorization = 'Bearer ghs_viewer'
    expect((await fetch(url, { method: 'DELETE', headers: { authorization } })).status).toBe(200)
    const payload = { action: 'unlabeled', pull_request: { number: 7 } }
    expect((await it.merge({ comment: 'true' }, { payload })).ended).toBe('skip label_missing')
    expect(it.pull().comments).toEqual([
      expect.objectContaining({ body: expect.stringContaining('Add the label automerge.') }),
    ])
    expect((await it.merge({ comment: 'true', 'pull-request': '8' })).ended).toBe('skip label_missing')
    expect(it.pull(8).comments).toEqual([])
  })

  test('labels are set and taken off, and only those that are not there yet, or still are', async () => {
    const it = await start([ready()])
    const done = await it.merge({ 'add-labels': 'shipped, Automerge', 'remove-labels': 'AutoMerge, other' })
    expect([done.ended, done.exitCode, done.requests.length]).toEqual(['merged eligible', 0, 4])
    expect(it.pull().labels).toEqual(['shipped'])
  })

  test('a label that cannot be set is told, and the merge stands', async () => {
    const it = await start(
      [ready()],
      {},
      {
        faults: [
          {
            match: { method: 'POST', route: '/repos/{owner}/{repo}/issues/{issue_number}/labels' },
            status: 403,
            times: 1,
          },
        ],
      },
    )
    const done = await it.merge({ 'add-labels': 'shipped' })
    expect([done.ended, it.pull().merged]).toEqual(['merged eligible', true])
    expect(JSON.stringify(done.annotations)).toContain('could not add the label shipped')
  })

  test('other workflows are started', async () => {
    const it = await start([ready()], {
      workflows: [{ path: '.github/workflows/deploy.yml' }],
      files: { '.github/workflows/deploy.yml': 'on: workflow_dispatch\n' },
    })
    const done = await it.merge({ 'dispatch-after-merge': 'repository_dispatch:merged\ndeploy.yml' })
    expect([done.ended, done.exitCode, done.requests.length]).toEqual(['merged eligible', 0, 4])
    expect(JSON.stringify(it.emulator.state())).toContain('merged')
  })
})

describe('a lost answer after the merge', () => {
  const deploy = {
    workflows: [{ path: '.github/workflows/deploy.yml' }],
    files: { '.github/workflows/deploy.yml': 'on: workflow_dispatch\n' },
  }
  const lose = (method: string, route: string) => ({
    match: { method, route },
    status: 502,
    after_effect: true,
  })
  const dispatches = ({ requests }: { requests: { route: string }[] }) =>
    requests.filter(({ route }) => route.endsWith('/dispatches')).length

  test('of a dispatch: its run is found, and nothing is started twice', async () => {
    const it = await start([ready()], deploy)
    it.emulator.addFaults([lose('POST', '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches')])
    const done = await it.merge({ 'dispatch-after-merge': 'deploy.yml' })
    expect([done.ended, done.exitCode, dispatches(done)]).toEqual(['merged eligible', 0, 1])
    const runs = it.emulator.state().repositories[0]?.workflow_runs ?? []
    expect(runs.filter(({ event }) => event === 'workflow_dispatch')).toHaveLength(1)
  })

  test('of a dispatch that did not arrive: it is said that it cannot be told', async () => {
    const it = await start([ready()], deploy)
    const route = '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'
    it.emulator.addFaults([{ match: { method: 'POST', route }, status: 502 }])
    const done = await it.merge({ 'dispatch-after-merge': 'deploy.yml' })
    expect([done.ended, done.exitCode, dispatches(done)]).toEqual(['merged eligible', 1, 1])
    expect(done.log).toContain('Whether it was started cannot be told, so it is not started again')
  })

  test('of labels: they are read', async () => {
    const it = await start([ready()])
    it.emulator.addFaults([
      lose('POST', '/repos/{owner}/{repo}/issues/{issue_number}/labels'),
      lose('DELETE', '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}'),
    ])
    const done = await it.merge({ 'add-labels': 'shipped', 'remove-labels': 'automerge' })
    expect([done.ended, done.exitCode, it.pull().labels]).toEqual(['merged eligible', 0, ['shipped']])
  })
})

test('an approval survives a clean update of the branch, and only where that is allowed', async () => {
  const it = await start([ready()], {
    commits: 3,
    branches: [
      {
        name: 'feature/a',
        from: 'main~2',
        commits: [{ message: 'w', author: 'alice', files: { 'a.ts': '1\n' } }],
      },
    ],
  })
  const updated = { 'require-up-to-date': 'true', 'update-branch': 'true' }
  expect((await it.merge(updated)).ended).toBe('wait branch_updated')
  const lenient = {
    'stale-approvals': 'allow-clean-update',
    'allow-no-checks': 'true',
    'settle-seconds': '0',
  }
  expect((await it.merge({ ...lenient, 'stale-approvals': 'reject' })).ended).toBe('block approvals_stale')
  expect((await it.merge(lenient)).ended).toBe('merged eligible')
})

test('the doctor reads the workflow it runs in, and names the trigger that is missing', async () => {
  const it = await start([ready({ reviews: [] })], {
    files: {
      '.github/workflows/run.yml': 'on: pull_request_target\njobs: { run: { runs-on: ubuntu-latest } }\n',
    },
  })
  const done = await it.merge({ doctor: 'true' })
  expect([done.ended, done.requests.length]).toEqual(['block approvals_missing', 2])
  expect(done.summary).toContain('### Doctor')
  expect(done.log).toContain('doctor: missing: Nothing starts it when somebody approves.')
})
