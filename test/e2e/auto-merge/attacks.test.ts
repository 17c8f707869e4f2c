// The attacks of issue 6, numbered by the rows of its security table (4.1 the actor … 4.18 the reader with a branch here): each is tried on
// the committed bundle, and fails.
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

const signed = (author: string, path = 'package.json') => ({
  message: 'Bump x',
  author,
  verified: true,
  files: { [path]: `{"by":"${author}"}\n` },
})
const bots = { 'auto-approve-bots': 'true', 'required-approvals': '1' }
const byBot = { author: 'dependabot[bot]', labels: [], reviews: [] }
const branch = (...commits: object[]) => ({ branches: [{ name: 'feature/a', from: 'main', commits }] })

/** How a run ended, whether it was merged, and whether we approved it. */
async function attempt(it: MergeScene, inputs: Record<string, string> = {}) {
  const run = await it.merge(inputs)
  return [run.ended, it.pull().merged, it.pull().reviews.some(({ user }) => user === 'automation-bot')]
}

/** A commit made over the API, as somebody with write permission may. */
async function git(it: MergeScene, method: string, what: string, body: object): Promise<{ sha: string }> {
  const answer = await fetch(`${it.emulator.url}/repos/acme/web/git/${what}`, {
    method,
    body: JSON.stringify(body),
    headers: { authorization: 'Bearer ghs_viewer', 'content-type': 'application/json' },
  })
  expect(answer.ok).toBe(true)
  return (await answer.json()) as { sha: string }
}

const untouched = (ended: string) => [ended, false, false]

describe('identity of bots', () => {
  test('the honest case: approved at the evaluated commit, and merged', async () => {
    const it = await start([ready(byBot)], branch(signed('dependabot[bot]')))
    const run = await it.merge(bots)
    expect([run.ended, run.requests.length]).toEqual(['merged eligible', 4])
    expect(it.pull().reviews).toEqual([
      expect.objectContaining({
        user: 'automation-bot',
        state: 'APPROVED',
        commit: run.outputs['evaluated-sha'],
      }),
    ])
  })

  test('an approval of ours that somebody dismissed is not given again', async () => {
    const dismissed = { user: 'automation-bot', state: 'DISMISSED' as const, submitted_at: '-1h' }
    const it = await start([ready({ ...byBot, reviews: [dismissed] })], branch(signed('dependabot[bot]')))
    const run = await it.merge(bots)
    expect([run.ended, it.pull().merged]).toEqual(['block approvals_missing', false])
    expect(it.pull().reviews).toHaveLength(1)
  })

  test('being trusted grants nothing but the label', async () => {
    const it = await start([ready(byBot)], branch(signed('dependabot[bot]')))
    expect(await attempt(it)).toEqual(untouched('block approvals_missing'))
  })

  test('4.1 the actor of the event is Dependabot, the author is not', async () => {
    const it = await start([ready({ author: 'mallory', labels: [], reviews: [] })])
    const run = await it.merge(bots, {
      env: { GITHUB_ACTOR: 'dependabot[bot]', GITHUB_ACTOR_ID: '49699333' },
    })
    expect([run.ended, it.pull().merged]).toEqual(['skip label_missing', false])
  })

  test('4.2 a person whose login is the one that GraphQL shows for the bot', async () => {
    const it = await start(
      [ready({ author: 'dependabot', labels: [], reviews: [] })],
      {},
      {
        users: [...users, { login: 'dependabot', id: 667, type: 'User' }],
      },
    )
    expect(await attempt(it, bots)).toEqual(untouched('skip label_missing'))
  })

  test('4.3 confused deputy: Dependabot of a fork', async () => {
    const it = await start([ready({ ...byBot, head: 'fork:mallory/web:feature/a' })])
    expect(await attempt(it, bots)).toEqual(untouched('block bot_from_fork'))
  })

  test('4.4 only the first commit is by the bot', async () => {
    const it = await start([ready(byBot)], branch(signed('dependabot[bot]'), signed('mallory', 'evil.js')))
    expect(await attempt(it, bots)).toEqual(untouched('block bot_foreign_commit'))
  })

  test('4.4 a commit that says it is by the bot, unsigned', async () => {
    const forged = { ...signed('dependabot[bot]'), verified: false }
    const it = await start([ready(byBot)], branch(forged))
    expect(await attempt(it, bots)).toEqual(untouched('block bot_unsigned_commit'))
  })

  test('4.3 more commits than one page', async () => {
    const many = Array.from({ length: 101 }, (_, i) => signed('dependabot[bot]', `f${i}`))
    const it = await start([ready(byBot)], branch(...many))
    expect(await attempt(it, bots)).toEqual(untouched('block bot_commits_unknown'))
  })

  test('4.5 a title is no evidence', async () => {
    const it = await start([
      ready({ author: 'mallory', labels: [], reviews: [], title: 'Bump x from 1.0.0 to 1.0.1' }),
    ])
    expect(await attempt(it, bots)).toEqual(untouched('skip label_missing'))
  })
})

describe('approvals', () => {
  const approvals = (...reviews: NonNullable<Parameters<typeof ready>[0]>['reviews'] & object[]) =>
    ready({ reviews })

  test('4.6 approve, then push', async () => {
    const it = await start(
      [approvals({ user: 'bob', state: 'APPROVED', commit: 'stale' }, { user: 'carol', state: 'APPROVED' })],
      branch(signed('alice', 'a'), signed('alice', 'b')),
    )
    expect(await attempt(it)).toEqual(untouched('block approvals_stale'))
  })

  test('4.6 push between the read and the merge', async () => {
    const it = await start([ready()])
    const push = {
      branches: [
        { name: 'feature/a', commits: [{ message: 'late', author: 'mallory', files: { 'evil.js': '1\n' } }] },
      ],
    }
    it.emulator.addFaults([{ match: { method: 'PUT' }, before_effect: push, times: 1 }])
    expect(await attempt(it)).toEqual(untouched('wait head_moved'))
  })

  test('4.6 push between the read and the approval', async () => {
    const it = await start([ready(byBot)], branch(signed('dependabot[bot]')))
    const push = {
      branches: [
        { name: 'feature/a', commits: [{ message: 'late', author: 'mallory', files: { 'evil.js': '1\n' } }] },
      ],
    }
    const old = it.pull().head_sha
    it.emulator.addFaults([
      {
        match: { method: 'POST', route: '/repos/{owner}/{repo}/pulls/{pull_number}/reviews' },
        before_effect: push,
        times: 1,
      },
    ])
    await it.merge(bots)
    expect(it.pull().merged).toBe(false)
    expect(it.pull().reviews.filter(({ commit }) => commit !== old)).toEqual([])
  })

  test('4.7 retarget the base after the approval', async () => {
    const it = await start([ready({ base_changed_at: '-10m' })])
    expect(await attempt(it)).toEqual(untouched('block approvals_stale'))
  })

  test.each(['verified', 'not verified'])(
    '4.8 a merge of the base that smuggles a change in, under allow-clean-update: %s',
    async (kind) => {
      const it = await start([ready()], {
        commits: 2,
        branches: [
          {
            name: 'feature/a',
            from: 'main~1',
            commits: [{ message: 'w', author: 'alice', files: { 'a.ts': '1\n' } }],
          },
        ],
      })
      const { 'feature/a': approved = '', main = '' } = it.branches()
      const tree = await git(it, 'POST', 'trees', {
        base_tree: approved,
        tree: [{ path: 'evil.js', mode: '100644', type: 'blob', content: 'steal()\n' }],
      })
      const author = kind === 'verified' ? {} : { author: { name: 'GitHub', email: 'noreply@github.com' } }
      const parents = [approved, main]
      const { sha } = await git(it, 'POST', 'commits', {
        message: 'Merge main',
        tree: tree.sha,
        parents,
        ...author,
      })
      await git(it, 'PATCH', 'refs/heads/feature/a', { sha })
      expect(it.pull().head_sha).toBe(sha)
      const lenient = {
        'stale-approvals': 'allow-clean-update',
        'allow-no-checks': 'true',
        'settle-seconds': '0',
      }
      expect(await attempt(it, lenient)).toEqual(untouched('block approvals_stale'))
    },
  )

  test('4.9 a bot as the second reviewer', async () => {
    const it = await start([
      approvals({ user: 'bob', state: 'APPROVED' }, { user: 'dependabot[bot]', state: 'APPROVED' }),
    ])
    expect(await attempt(it)).toEqual(untouched('block approvals_missing'))
  })

  test('4.9 our own approval on the pull request of a person', async () => {
    const it = await start([
      approvals({ user: 'bob', state: 'APPROVED' }, { user: 'automation-bot', state: 'APPROVED' }),
    ])
    const run = await it.merge(bots['required-approvals'] ? { 'auto-approve-bots': 'true' } : {})
    expect([run.ended, it.pull().merged]).toEqual(['block approvals_missing', false])
  })

  test('approvals of people who may not push', async () => {
    const it = await start([
      approvals({ user: 'tim', state: 'APPROVED' }, { user: 'mallory', state: 'APPROVED' }),
    ])
    expect(await attempt(it)).toEqual(untouched('block approvals_missing'))
  })

  test('the author approves', async () => {
    const it = await start([
      approvals({ user: 'alice', state: 'APPROVED' }, { user: 'bob', state: 'APPROVED' }),
    ])
    expect(await attempt(it)).toEqual(untouched('block approvals_missing'))
  })

  test('a dismissed objection does not bring the older approval back', async () => {
    const it = await start([
      approvals(
        { user: 'bob', state: 'APPROVED', submitted_at: '-3h' },
        { user: 'carol', state: 'APPROVED', submitted_at: '-3h' },
        { user: 'carol', state: 'DISMISSED', submitted_at: '-1h' },
      ),
    ])
    expect(await attempt(it)).toEqual(untouched('block approvals_missing'))
  })
})

describe('labels, checks and configuration', () => {
  test('a blocking label that begins with # blocks, and so do those beside it', async () => {
    for (const name of ['#hold', 'wip']) {
      const labels = ['automerge', name].map((one) => ({ name: one, by: 'bob' }))
      const it = await start([ready({ labels })])
      expect(await attempt(it, { 'blocking-labels': '#hold, wip' })).toEqual(
        untouched('block blocking_label'),
      )
      await it.close()
    }
    scene = undefined
  })

  test('4.10 a triager sets the label', async () => {
    const it = await start([ready({ labels: [{ name: 'automerge', by: 'tim' }] })])
    expect(await attempt(it)).toEqual(untouched('block label_actor_permission'))
  })

  test('4.10 a triager sets the label that chooses the method', async () => {
    const it = await start([
      ready({
        labels: [
          { name: 'automerge', by: 'bob' },
          { name: 'automerge:merge', by: 'tim' },
        ],
      }),
    ])
    expect(await attempt(it)).toEqual(untouched('block label_actor_permission'))
  })

  test('a writer who is no code owner approves in place of one', async () => {
    const it = await start([ready({ reviews: [{ user: 'bob', state: 'APPROVED', submitted_at: '-1h' }] })], {
      files: { 'README.md': '# web\n', CODEOWNERS: '* @carol\n' },
      protection: {
        main: { required_approving_review_count: 1, require_code_owner_reviews: true },
      },
    })
    const [ended, merged] = await attempt(it, { 'required-approvals': '1' })
    expect([ended, merged]).toEqual(['block review_required', false])
  })

  test("4.13 the gate's own file on pull_request: the pull request lowers every input, and the rules of the branch still hold", async () => {
    const it = await start([ready({ reviews: [], check_runs: [] })], {
      protection: { main: { required_approving_review_count: 2 } },
    })
    const lowered = {
      label: 'automerge',
      'required-approvals': '0',
      'allow-no-checks': 'true',
      'settle-seconds': '0',
      'label-actor-permission': 'any',
    }
    const payload = { action: 'synchronize', pull_request: { number: 7 } }
    const run = await it.merge(lowered, { event: 'pull_request', payload })
    expect([run.decision, it.pull().merged]).toEqual(['block', false])
    expect(run.rows.find(({ name }) => name === 'approvals')).toMatchObject({ state: 'block' })
  })

  test('4.17 commands in comments, also of the author: there are none', async () => {
    const comments = ['/merge', '@automation-bot merge', '/approve'].map((body) => ({ user: 'alice', body }))
    const it = await start([ready({ labels: [], reviews: [], comments })])
    const payload = { action: 'created', issue: { number: 7, pull_request: {} }, comment: { body: '/merge' } }
    const run = await it.merge({}, { event: 'issue_comment', payload })
    expect([run.decision, run.requests.length, it.pull().merged]).toEqual(['skip', 0, false])
    expect(await attempt(it)).toEqual(untouched('skip label_missing'))
  })

  test('4.18 somebody who may only read opens it from a branch of this repository, and labels and approves it', async () => {
    const it = await start(
      [
        ready({
          author: 'alice',
          labels: [{ name: 'automerge', by: 'mallory' }],
          reviews: [
            { user: 'mallory', state: 'APPROVED', submitted_at: '-1h' },
            { user: 'bob', state: 'APPROVED', submitted_at: '-1h' },
          ],
        }),
      ],
      { collaborators: { alice: 'read', bob: 'write', mallory: 'read' } },
    )
    expect(await attempt(it, { 'update-branch': 'true', 'delete-branch': 'true' })).toEqual(
      untouched('block label_actor_permission'),
    )
    expect(Object.keys(it.branches()).sort()).toEqual(['feature/a', 'main'])
  })

  test('4.11 a status forged in the name of a required check', async () => {
    const rules = [
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: [{ context: 'security', integration_id: 15368 }] },
      },
    ]
    const it = await start(
      [ready({ statuses: [{ context: 'security', state: 'success', creator: 'mallory' }] })],
      {
        rulesets: [{ rules }],
      },
    )
    expect(await attempt(it)).toEqual(untouched('block required_check_missing'))
  })

  test('4.12 a pull request that brings its own policy', async () => {
    const files = {
      '.github/workflows/auto-merge.yml': 'with: { required-approvals: 0 }\n',
      '.github/auto-merge.yml': 'required-approvals: 0\n',
    }
    const it = await start([ready({ reviews: [] })], branch({ message: 'w', author: 'alice', files }))
    const run = await it.merge()
    expect([run.ended, run.requests.length]).toEqual(['block approvals_missing', 1])
  })

  test('4.11 a check that takes the name of the gate to hide its failure', async () => {
    const it = await start([
      ready({
        check_runs: [
          { name: 'build', workflow: 'CI', conclusion: 'success' },
          { name: 'auto-merge', app_id: 99, conclusion: 'failure' },
        ],
      }),
    ])
    expect(await attempt(it)).toEqual(untouched('block checks_failed'))
  })

  test('the sender of the event and its texts decide nothing', async () => {
    const it = await start([ready({ reviews: [] })])
    const payload = {
      pull_request: {
        number: 7,
        labels: [{ name: 'automerge' }],
        mergeable_state: 'clean',
        user: { login: 'dependabot[bot]', type: 'Bot', id: 49699333 },
      },
      sender: { login: 'bob' },
      comment: { body: '/merge' },
    }
    const run = await it.merge({}, { payload })
    expect([run.ended, it.pull().merged]).toEqual(['block approvals_missing', false])
  })

  test('4.14 a workflow_run that claims to be about it and to be green: its facts are read, its artifacts are not', async () => {
    const it = await start(
      [ready({ check_runs: [{ name: 'build', workflow: 'CI', conclusion: 'failure' }] })],
      {
        workflow_runs: [
          {
            id: 9101,
            workflow: '.github/workflows/ci.yml',
            name: 'CI',
            event: 'pull_request',
            head_branch: 'feature/a',
            conclusion: 'success',
            artifacts: [{ name: 'pr', files: { 'number.txt': '7', 'merge.sh': 'exit 1' } }],
          },
        ],
      },
    )
    const payload = {
      workflow_run: {
        id: 9101,
        conclusion: 'success',
        head_sha: it.pull().head_sha,
        head_branch: 'feature/a',
        pull_requests: [{ number: 7, base: { repo: { url: 'https://api.github.com/repos/acme/web' } } }],
      },
    }
    const run = await it.merge({}, { event: 'workflow_run', payload })
    expect([run.ended, run.requests.length, it.pull().merged]).toEqual(['block checks_failed', 1, false])
  })

  test('4.14 nothing is checked out or run: the workspace stays empty and only the API is called', async () => {
    const it = await start([ready()])
    const before = it.emulator.requests().length
    await it.merge()
    expect(
      it.emulator
        .requests(before)
        .filter(({ kind }) => kind !== 'rest' && kind !== 'graphql' && kind !== 'admin'),
    ).toEqual([])
  })
})

describe('the marks of ecosystem-sync on the pull request of a stranger', () => {
  const marker = 'x\n<!-- ecosystem-sync:{"v":1,"target":"acme/web"} -->'
  const optedIn = { name: 'automerge', by: 'bob' }

  test.each([
    ['the marker', { body: marker }],
    ['the label, set by a triager', { labels: [optedIn, { name: 'ecosystem-sync', by: 'tim' }] }],
    [
      'both, from a fork',
      {
        author: 'mallory',
        head: 'fork:mallory/web:feature/a',
        body: marker,
        labels: [optedIn, { name: 'ecosystem-sync', by: 'mallory' }],
      },
    ],
    [
      'the marker, by Dependabot of a fork',
      { author: 'dependabot[bot]', head: 'fork:mallory/web:feature/a', body: marker },
    ],
  ])('%s: the method stays the one of the workflow', async (_, changes) => {
    const it = await start([ready(changes)])
    const run = await it.merge()
    expect([run.ended, it.pull().merge_method]).toEqual(['merged eligible', 'squash'])
    expect(run.rows.find(({ name }) => name === 'merge-method')?.detail).toContain('treated as any other')
  })

  test('they block nothing where merge commits are not allowed, and open nothing', async () => {
    const it = await start([ready({ body: marker })], { allow_merge_commit: false })
    expect((await it.merge()).ended).toBe('merged eligible')
    await it.close()
    const other = await start([ready({ body: marker, labels: [], reviews: [] })])
    expect(await attempt(other)).toEqual(untouched('skip label_missing'))
    await other.close()
    const blocked = await start([
      ready({ body: marker, reviews: [], labels: [optedIn, { name: 'ecosystem-sync', by: 'bob' }] }),
    ])
    expect(await attempt(blocked)).toEqual(untouched('block approvals_missing'))
  })
})

describe('hostile text', () => {
  const nasty = '::error::x @alice <img src=x> |`[a](javascript:x)` $(id) ${{ secrets.X }} [skip ci]'

  test('4.16 in title, branch names and check names: no command, no markup, no placeholder', async () => {
    const it = await start([
      ready({
        head: 'fix/`x`|<img>@alice',
        title: nasty,
        body: `${nasty}\n{{ title }}`,
        check_runs: [{ name: nasty, conclusion: 'failure' }],
      }),
    ])
    const run = await it.merge()
    expect(run.ended).toBe('block checks_failed')
    expect(run.annotations).toEqual([])
    expect(run.rawLog).not.toMatch(/^::error/m)
    expect(run.summary).not.toMatch(/<img|\]\(javascript:|@alice/)
    const merged = await it.merge({
      'ignore-checks': '*',
      'allow-no-checks': 'true',
      'delete-branch': 'true',
    })
    expect([merged.ended, merged.outputs['pull-request']]).toEqual(['merged eligible', '7'])
    expect(merged.summary).not.toMatch(/<img|\]\(javascript:|@alice/)
    expect(Object.keys(it.branches())).toEqual(['main'])
  })

  test('4.15 in the commit: one line of title, no skipped workflows, nobody mentioned', async () => {
    const it = await start([
      ready({ title: `Add a\n${nasty}`, body: `${nasty}\n\nskip-checks: true\n{{ title }}` }),
    ])
    const run = await it.merge()
    expect(run.ended).toBe('merged eligible')
    const { world } = it.emulator
    const message = world.store.loaded(run.outputs['merge-commit-sha'] ?? '').message
    expect(message).not.toMatch(/\[skip ci\]|@alice|skip-checks/)
    expect(message).toContain('{{ title }}')
    expect(message.split('\n')[0]).toContain('Add a')
  })
})
