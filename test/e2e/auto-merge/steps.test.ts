// Every decision, as it is and as a dry run would have it; and what each step says when the token may not take it.
import { afterEach, describe, expect, test } from '@jest/globals'
import { mergeScene, ready, users, type MergeScene } from '../../support/merge-scene.ts'

type Repository = NonNullable<Parameters<typeof mergeScene>[1]>

let scene: MergeScene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const bump = { message: 'Bump x', author: 'dependabot[bot]', verified: true, files: { 'p.json': '{}\n' } }
const byBot = {
  pull: { author: 'dependabot[bot]', labels: [], reviews: [] },
  repository: { branches: [{ name: 'feature/a', commits: [bump] }] },
}
const held = {
  rules: [
    { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'build' }] } },
    {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: 2,
        dismiss_stale_reviews_on_push: true,
        required_review_thread_resolution: true,
      },
    },
  ],
}
const behind: Repository = {
  protection: { main: { required_status_checks: { strict: true, contexts: ['build'] } } },
  commits: 3,
  branches: [
    { name: 'feature/a', from: 'main~2', commits: [{ message: 'w', author: 'alice', files: { a: '1\n' } }] },
  ],
}

interface Situation {
  ended: string
  /** What a dry run says instead, where the decision has another name. */
  dry?: string
  pull?: Parameters<typeof ready>[0]
  repository?: Repository
  inputs?: Record<string, string>
  lacking: string
}

const situations: Record<string, Situation> = {
  merge: { ended: 'merged eligible', dry: 'merge eligible', lacking: 'contents' },
  queue: {
    ended: 'queued eligible',
    repository: { protection: { main: { merge_queue: true } } },
    lacking: 'contents',
  },
  arm: {
    ended: 'armed required_checks_pending',
    pull: { check_runs: [{ name: 'build', workflow: 'CI', status: 'in_progress', started_at: '-10m' }] },
    repository: { allow_auto_merge: true, rulesets: [held] },
    inputs: { 'arm-auto-merge': 'true', checks: 'required' },
    lacking: 'contents',
  },
  approve: {
    ended: 'approved trusted_bot',
    ...byBot,
    inputs: { 'auto-approve-bots': 'true' },
    lacking: 'pull_requests',
  },
  ready: {
    ended: 'ready draft_old_enough',
    pull: { draft: true },
    inputs: { 'ready-after-seconds': '60' },
    lacking: 'contents',
  },
  update: {
    ended: 'wait branch_updated',
    dry: 'wait behind',
    repository: behind,
    inputs: { 'update-branch': 'true' },
    lacking: 'contents',
  },
}

const app = (permissions: Record<string, 'none' | 'read' | 'write'>) => ({
  token: 'ghs_app',
  login: 'merger[bot]',
  kind: 'installation' as const,
  repositories: ['acme/web'],
  permissions,
})
const all = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  checks: 'read',
  statuses: 'read',
  actions: 'read',
} as const

async function start(
  { pull = {}, repository = {} }: Situation,
  permissions: Record<string, 'none' | 'read' | 'write'>,
): Promise<MergeScene> {
  scene = await mergeScene([ready(pull)], repository, {
    users: [...users, { login: 'merger[bot]', id: 90002, type: 'Bot' }],
    tokens: [app(permissions)],
  })
  return scene
}

const names = Object.keys(situations)
const token = 'ghs_app'

describe('every step', () => {
  test.each(names)('%s: a dry run says it and writes nothing, then it is done', async (name) => {
    const situation = situations[name]!
    const { ended, dry = ended, inputs = {} } = situation
    const it = await start(situation, all)
    const before = JSON.stringify(it.emulator.state().repositories)
    const planned = await it.merge({ ...inputs, 'dry-run': 'true' }, { token })
    expect([planned.ended, planned.exitCode]).toEqual([dry, 0])
    expect(JSON.stringify(it.emulator.state().repositories)).toBe(before)
    expect(planned.requests.filter(({ method }) => method !== 'GET' && method !== 'POST')).toEqual([])
    const done = await it.merge(inputs, { token })
    expect([done.ended, done.exitCode]).toEqual([ended, 0])
  })

  test.each(names)('%s: a token that may not names the line that is missing', async (name) => {
    const situation = situations[name]!
    const { inputs = {}, lacking } = situation
    const it = await start(situation, { ...all, [lacking]: 'read' })
    const before = it.pull()
    const run = await it.merge(inputs, { token })
    expect([run.ended, run.exitCode]).toEqual(['error missing_permission', 1])
    expect(run.log).toContain(`${lacking.replace('_', '-')}: write`)
    expect(it.pull()).toMatchObject({
      merged: false,
      queued: before.queued,
      draft: before.draft,
      head_sha: before.head_sha,
      auto_merge: null,
      reviews: before.reviews,
    })
  })

  test.each([
    [
      'add-labels',
      'shipped',
      { ...all, pull_requests: 'read' },
      'could not add the label shipped',
      'pull-requests: write',
    ],
    [
      'remove-labels',
      'automerge',
      { ...all, pull_requests: 'read' },
      'could not remove the label automerge',
      'pull-requests: write',
    ],
    ['dispatch-after-merge', 'deploy.yml', all, 'could not dispatch deploy.yml', 'actions: write'],
  ] as const)(
    '%s without its permission: the merge stands, and the line is named',
    async (name, value, permissions, what, line) => {
      const deploy = {
        workflows: [{ path: '.github/workflows/deploy.yml' }],
        files: { '.github/workflows/deploy.yml': 'on: workflow_dispatch\n' },
      }
      const it = await start({ ended: '', lacking: '', repository: deploy }, permissions)
      const run = await it.merge({ [name]: value }, { token })
      expect([run.ended, run.exitCode, it.pull().merged]).toEqual(['merged eligible', 1, true])
      expect(run.log).toContain(what)
      expect(run.log).toContain(line)
    },
  )
})

describe('rules that GitHub alone judges', () => {
  const rule = (type: string, parameters: Record<string, unknown>): Repository => ({
    rulesets: [{ rules: [{ type, parameters }] }],
  })

  test('3.6 a required deployment is named while it is missing, and then it is merged', async () => {
    const rules = rule('required_deployments', { required_deployment_environments: ['staging'] })
    scene = await mergeScene([ready()], { ...rules, environments: ['staging'] })
    const run = await scene.merge()
    expect([run.ended, scene.pull().merged]).toEqual(['block blocked_by_rule', false])
    expect(run.log).toContain('Rules that only GitHub can judge: REQUIRED_DEPLOYMENTS.')
    await scene.emulator.add('acme/web', {
      deployments: [{ environment: 'staging', ref: 'feature/a', state: 'success' }],
    })
    expect((await scene.merge()).ended).toBe('merged eligible')
  })

  test('3.1.7 the last push needs the approval of somebody else', async () => {
    const rules = rule('pull_request', {
      required_approving_review_count: 1,
      require_last_push_approval: true,
    })
    scene = await mergeScene([ready({ reviews: [{ user: 'bob', state: 'APPROVED' }] })], {
      ...rules,
      branches: [{ name: 'feature/a', commits: [{ message: 'w', author: 'bob', files: { a: '1\n' } }] }],
    })
    const run = await scene.merge({ 'required-approvals': '1' })
    expect([run.ended, scene.pull().merged]).toEqual(['block review_required', false])
  })

  test('3.1.5 GitHub changes the base by itself when the lower branch is merged: approved was another difference', async () => {
    scene = await mergeScene([ready(), ready({ number: 8, head: 'upper', base: 'feature/a' })], {
      delete_branch_on_merge: true,
    })
    expect((await scene.merge()).ended).toBe('merged eligible')
    expect(scene.pull(8)).toMatchObject({ state: 'open', base: 'main' })
    const run = await scene.merge({ 'pull-request': '8' })
    expect([run.ended, scene.pull(8).merged]).toEqual(['block approvals_stale', false])
    expect(run.log).toContain('the base was changed since')
  })

  test('3.1.5 and so it is for those that this action moved itself', async () => {
    scene = await mergeScene([ready(), ready({ number: 8, head: 'upper', base: 'feature/a' })])
    await scene.merge({ 'delete-branch': 'true' })
    expect((await scene.merge({ 'pull-request': '8' })).ended).toBe('block approvals_stale')
  })
})

test('on pull_request of a fork the token may only read, and the way out is another event', async () => {
  const pull = { head: 'fork:mallory/web:feature/a', author: 'mallory' }
  const it = await start(
    { ended: '', lacking: '', pull },
    { ...all, contents: 'read', pull_requests: 'read' },
  )
  const payload = { action: 'labeled', pull_request: { number: 7 } }
  const run = await it.merge({}, { event: 'pull_request', payload, token })
  expect([run.ended, it.pull().merged]).toEqual(['error read_only_token', false])
  expect(run.log).toContain('Start the workflow on pull_request_target or workflow_run')
})
