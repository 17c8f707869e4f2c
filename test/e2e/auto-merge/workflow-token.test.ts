// The account behind GITHUB_TOKEN is a bot, and GraphQL spells it in two ways: `viewer` with `[bot]`, as an actor without.
import { afterEach, expect, test } from '@jest/globals'
import { mergeScene, ready, type MergeScene } from '../../support/merge-scene.ts'

let scene: MergeScene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const workflowToken = {
  tokens: [
    {
      token: 'ghs_job',
      kind: 'github_token' as const,
      repository: 'acme/web',
      permissions: {
        metadata: 'read' as const,
        contents: 'write' as const,
        pull_requests: 'write' as const,
        checks: 'read' as const,
        statuses: 'read' as const,
        actions: 'read' as const,
      },
    },
  ],
}
const job = { token: 'ghs_job' }

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
const pending = { name: 'build', workflow: 'CI', status: 'in_progress' as const, started_at: '-10m' }
const arming = { 'arm-auto-merge': 'true', checks: 'required' }

async function armed(changes: Parameters<typeof ready>[0] = {}): Promise<MergeScene> {
  scene = await mergeScene(
    [ready({ check_runs: [pending], ...changes })],
    { allow_auto_merge: true, rulesets: [held] },
    workflowToken,
  )
  expect((await scene.merge(arming, job)).ended).toBe('armed required_checks_pending')
  expect(scene.pull().auto_merge).toMatchObject({ enabled_by: 'github-actions[bot]' })
  return scene
}

test('what the token of a workflow armed is disarmed when it may no longer be merged', async () => {
  const it = await armed()
  const forbidden = await it.merge({ ...arming, 'blocking-labels': 'automerge' }, job)
  expect([forbidden.ended, it.pull().auto_merge]).toEqual(['block blocking_label', null])
})

test('and by a sweep, when the opt-in is gone', async () => {
  const it = await armed()
  const headers = { authorization: 'Bearer ghs_viewer' }
  const url = `${it.emulator.url}/repos/acme/web/issues/7/labels/automerge`
  expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(200)
  const swept = await it.merge(arming, { ...job, event: 'schedule', payload: {} })
  expect([swept.ended, it.pull().auto_merge]).toEqual(['skip label_missing', null])
})

test('an arming whose answer is lost is seen to be done', async () => {
  scene = await mergeScene(
    [ready({ check_runs: [pending] })],
    { allow_auto_merge: true, rulesets: [held] },
    workflowToken,
  )
  scene.emulator.addFaults([
    { match: { graphql: 'enablePullRequestAutoMerge' }, status: 502, after_effect: true, times: 1 },
  ])
  expect((await scene.merge(arming, job)).ended).toBe('armed required_checks_pending')
})

test('GitHub merges what was armed with the text that this policy would have given it', async () => {
  const it = await armed({
    title: 'Add a [skip ci]',
    body: 'Thanks @alice\n\nskip-checks: true',
    check_runs: [],
    statuses: [{ context: 'build', state: 'pending' }],
  })
  const { head_sha: head } = it.pull()
  const headers = { authorization: 'Bearer ghs_viewer', 'content-type': 'application/json' }
  const green = { method: 'POST', headers, body: JSON.stringify({ context: 'build', state: 'success' }) }
  expect((await fetch(`${it.emulator.url}/repos/acme/web/statuses/${head}`, green)).status).toBe(201)
  expect(it.pull()).toMatchObject({ merged: true, merge_method: 'squash' })
  const { message } = it.emulator.world.store.loaded(it.pull().merge_commit_sha ?? '')
  expect(message.split('\n')[0]).toBe('Add a (#7)')
  expect(message).toContain('Thanks @\u2060alice')
  expect(message).not.toMatch(/\[skip ci\]|skip-checks/)
})
