import { afterEach, describe, expect, test } from '@jest/globals'
import { job, run, scene, type Part, type Scene } from '../../support/incident-scene.ts'

let open: Scene | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

const main: Part[] = [
  run(1, 'success', 300, { head_sha: 'main~1' }),
  run(2, 'failure', 100, { head_sha: 'main' }),
]

function issuesOf({ emulator }: Scene) {
  return [...(emulator.world.repositories.values().next().value?.issues.values() ?? [])]
}

describe('what programs compare stays whole, whatever variables hold', () => {
  test('words as secrets: one issue over three runs, one key, schema, ids and addresses', async () => {
    open = await scene(main)
    const inputs = {
      issue: 'auto',
      'webhook-url': open.channels.urls['webhook-url'],
      'webhook-secret': 'failure',
    }
    const env = {
      CACHE_KEY: 'workflows',
      REPO_TOKEN: 'acme/web',
      API_KEY: 'actions-',
      DB_PASSWORD: 'compare/',
    }
    const keys: (string | undefined)[] = []
    for (let times = 0; times < 3; times++)
      keys.push((await open.notify(9002, inputs, { env })).outputs['incident-key'])
    expect([...new Set(keys)]).toEqual(['acme/web:.github/workflows/ci.yml@main'])
    expect(issuesOf(open)).toHaveLength(1)
    const body = open.channels.shown('webhook')[0]?.json as Record<string, Record<string, unknown>>
    expect(body).toMatchObject({
      schema: 'notify-failure/v1',
      dedup_key: keys[0],
      repository: 'acme/web',
      run: { sha: expect.stringMatching(/^[0-9a-f]{40}$/) },
    })
    expect(String(body['run']?.['url'])).toContain('/acme/web/actions/runs/9002')
  })

  test.each(['workflow_run', 'workflow_dispatch'])(
    'on %s, variables that repeat branch, commit, workflow and repository hide none of them',
    async (event) => {
      const branch = 'release/2026-01-winter'
      const runs = [
        run(1, 'success', 300, { head_branch: branch, head_sha: 'main~1' }),
        run(2, 'failure', 100, { head_branch: branch, head_sha: 'main', name: 'CI number 4 of winter 2026' }),
      ]
      open = await scene(runs, { branches: [{ name: branch, from: 'main' }] })
      const url = { 'webhook-url': open.channels.urls['webhook-url'], branches: '*' }
      await open.notify(9002, url)
      const { sha } = (open.channels.shown('webhook')[0]!.json as { run: { sha: string } }).run
      const env = { BRANCH: branch, HEAD_SHA: sha, DEPLOY_KEY: 'CI number 4 of winter 2026' }
      const more = event === 'workflow_run' ? url : { ...url, 'run-id': '9002' }
      const { outputs, summary } = await open.notify(9002, more, { event, env })
      expect(outputs['incident-key']).toBe(`acme/web:.github/workflows/ci.yml@${branch}`)
      expect(summary).not.toContain('***')
      const told = open.channels.shown('webhook').at(-1)?.json as { run: Part }
      expect(told.run).toMatchObject({ sha, branch, workflow: 'CI number 4 of winter 2026' })
    },
  )

  test('a secret that somebody named a branch after does not leave in the key', async () => {
    const secret = 'hunter2-and-n0-more'
    const branch = `fix/${secret}`
    const runs = [run(1, 'failure', 100, { head_branch: branch, jobs: [job(10, 'test', 'failure')] })]
    open = await scene(runs, { branches: [{ name: branch, from: 'main' }] })
    const inputs = { branches: '*', issue: 'auto', 'webhook-url': open.channels.urls['webhook-url'] }
    const { outputs, summary } = await open.notify(9001, inputs, { env: { DEPLOY_TOKEN: secret } })
    const texts = [JSON.stringify(outputs), summary, JSON.stringify(open.channels.received)]
    expect(texts.filter((text) => text.includes(secret))).toEqual([])
    await open.notify(9001, inputs, { env: { DEPLOY_TOKEN: secret } })
    expect(issuesOf(open)).toHaveLength(1)
    expect(issuesOf(open)[0]?.body).not.toContain(secret)
  })
})
