// Rules of the base branch, from classic protection and from rulesets, and what meets them.
import { describe, expect, test } from '@jest/globals'
import type { WorldInput } from '../src/index.ts'
import { base, onWorld, type Ask } from './support/emulated.ts'

type Repository = NonNullable<WorldInput['repositories']>[number]

const world = (more: Partial<Repository>): WorldInput => ({
  ...base,
  users: [...base.users, { login: 'carol', id: 1003 }],
  tokens: ['alice', 'bob', 'carol'].map((login) => ({ token: login, kind: 'pat' as const, user: login })),
  repositories: [
    {
      name: 'acme/web',
      collaborators: { alice: 'write', bob: 'write', carol: 'write' },
      files: { 'README.md': 'x\n', CODEOWNERS: '* @bob\n/docs/ @carol\n', 'docs/a.md': 'a\n' },
      commits: 3,
      branches: [
        {
          name: 'work',
          from: 'main~1',
          commits: [{ message: 'work', author: 'alice', files: { 'docs/a.md': 'b\n' } }],
        },
      ],
      pull_requests: [
        { number: 1, head: 'work', author: 'alice', review_threads: [{ path: 'docs/a.md', line: 1 }] },
      ],
      ...more,
    },
  ],
})
const pull = '/repos/acme/web/pulls/1'
const approve = (ask: Ask, who: string) => ask('POST', `${pull}/reviews`, { event: 'APPROVE' }, who)
const merge = async (ask: Ask, body: unknown = {}) => {
  const answer = await ask('PUT', `${pull}/merge`, body)
  return [answer.status, answer.body.message as string]
}
const push = (ask: Ask, who = 'alice') =>
  ask('PUT', '/repos/acme/web/contents/new.txt', { message: 'more', content: 'eA==', branch: 'work' }, who)

describe('rules are enforced', () => {
  test('stale approvals are dismissed by a push, and count again when given again', () =>
    onWorld(
      world({ protection: { main: { required_approving_review_count: 1, dismiss_stale_reviews: true } } }),
      async (ask) => {
        await approve(ask, 'bob')
        await push(ask)
        expect((await ask('GET', `${pull}/reviews`)).body[0].state).toBe('DISMISSED')
        expect(await merge(ask)).toEqual([
          405,
          'At least 1 approving review is required by reviewers with write access.',
        ])
        await approve(ask, 'bob')
        expect((await merge(ask))[0]).toBe(200)
      },
    ))

  test('code owners: the last matching line decides', () =>
    onWorld(
      world({
        protection: { main: { required_approving_review_count: 1, require_code_owner_reviews: true } },
      }),
      async (ask) => {
        await approve(ask, 'bob')
        expect(await merge(ask)).toEqual([405, 'Waiting on code owner review from carol.'])
        await approve(ask, 'carol')
        expect((await merge(ask))[0]).toBe(200)
      },
    ))

  test('the last push needs an approval by somebody else', () =>
    onWorld(
      world({
        protection: { main: { required_approving_review_count: 1, require_last_push_approval: true } },
      }),
      async (ask) => {
        await push(ask, 'bob')
        await approve(ask, 'bob')
        expect((await merge(ask))[1]).toMatch(/someone other than the last pusher/)
        await approve(ask, 'carol')
        expect((await merge(ask))[0]).toBe(200)
      },
    ))

  test('strict checks want an up-to-date head', () =>
    onWorld(
      world({ protection: { main: { required_status_checks: { strict: true, contexts: [] } } } }),
      async (ask) => {
        expect((await ask('GET', pull)).body.mergeable_state).toBe('behind')
        expect((await merge(ask))[0]).toBe(405)
        await ask('PUT', `${pull}/update-branch`)
        expect((await merge(ask))[0]).toBe(200)
      },
    ))

  test('a required check of an app is not met by another app or a status', () =>
    onWorld(
      world({
        protection: { main: { required_status_checks: { checks: [{ context: 'build', app_id: 77 }] } } },
      }),
      async (ask) => {
        const head = (await ask('GET', pull)).body.head.sha as string
        await ask('POST', `/repos/acme/web/statuses/${head}`, { state: 'success', context: 'build' })
        await ask('POST', '/repos/acme/web/check-runs', {
          name: 'build',
          head_sha: head,
          conclusion: 'success',
        })
        expect((await merge(ask))[0]).toBe(405)
      },
    ))

  test.each(['pr', 'push'])('the context of Travis is met by /%s alone', (kind) => {
    const context = 'continuous-integration/travis-ci'
    const checks = [{ context, app_id: -1 }]
    return onWorld(world({ protection: { main: { required_status_checks: { checks } } } }), async (ask) => {
      expect((await merge(ask))[0]).toBe(405)
      const head = (await ask('GET', pull)).body.head.sha as string
      const status = { state: 'success', context: `${context}/${kind}` }
      await ask('POST', `/repos/acme/web/statuses/${head}`, status)
      expect((await merge(ask))[0]).toBe(200)
    })
  })

  test('conversations must be resolved', () =>
    onWorld(world({ protection: { main: { required_conversation_resolution: true } } }), async (ask) => {
      expect((await merge(ask))[1]).toMatch(/conversation must be resolved/)
    }))

  test('linear history takes no merge commit', () =>
    onWorld(world({ protection: { main: { required_linear_history: true } } }), async (ask) => {
      expect((await merge(ask))[1]).toMatch(/must not contain merge commits/)
      expect((await merge(ask, { merge_method: 'rebase' }))[0]).toBe(200)
    }))

  test('a merge queue takes the merge button', () =>
    onWorld(world({ protection: { main: { merge_queue: true } } }), async (ask) => {
      expect(await merge(ask)).toEqual([405, 'Changes must be made through the merge queue'])
    }))

  test('rulesets: allowed methods, approvals and checks, in their own words', () => {
    const rules = [
      {
        type: 'pull_request',
        parameters: { required_approving_review_count: 1, allowed_merge_methods: ['squash'] },
      },
      { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'build' }] } },
    ]
    return onWorld(world({ rulesets: [{ name: 'main', rules }] }), async (ask) => {
      expect((await merge(ask))[1]).toBe('Merge commits are not allowed on this repository.')
      const refused = await merge(ask, { merge_method: 'squash' })
      expect(refused[1]).toMatch(/^Repository rule violations found\n\nAt least 1 approving review/)
      expect(refused[1]).toMatch(/Required status check "build" is expected\./)
      const head = (await ask('GET', pull)).body.head.sha as string
      await approve(ask, 'carol')
      await ask('POST', `/repos/acme/web/statuses/${head}`, { state: 'success', context: 'build' })
      expect((await merge(ask, { merge_method: 'squash' }))[0]).toBe(200)
    })
  })

  test('evaluated rulesets refuse nothing', () =>
    onWorld(
      world({
        rulesets: [
          {
            enforcement: 'evaluate',
            rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }],
          },
        ],
      }),
      async (ask) => {
        expect((await merge(ask))[0]).toBe(200)
      },
    ))

  test('workflow files: a token without the right does not merge them', () => {
    const branch = {
      name: 'flow',
      commits: [{ message: 'ci', author: 'alice', files: { '.github/workflows/ci.yml': 'on: push\n' } }],
    }
    const given = world({ branches: [branch], pull_requests: [{ number: 1, head: 'flow', author: 'alice' }] })
    const token = {
      token: 'job',
      kind: 'github_token' as const,
      repository: 'acme/web',
      permissions: { contents: 'write' as const, pull_requests: 'write' as const },
    }
    return onWorld({ ...given, tokens: [token] }, async (ask) => {
      const refused = await ask('PUT', `${pull}/merge`, {}, 'job')
      expect(refused.status).toBe(403)
      expect(refused.body.message).toMatch(/without `workflows` permission/)
      expect((await merge(ask))[0]).toBe(200)
    })
  })
})
