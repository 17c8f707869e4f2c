import { afterEach, describe, expect, test } from '@jest/globals'
import type { WorldInput } from '@ecosystem-actions/github-emulator'
import { branchesBehind, doubled, syncRuns, type SyncRuns } from '../../support/sync-runs.ts'

let runs: SyncRuns | undefined
afterEach(async () => {
  await runs?.close()
  runs = undefined
})

const users = [{ login: 'alice', id: 1001, type: 'User' as const }]

async function start(world: WorldInput, config: unknown): Promise<SyncRuns> {
  runs = await syncRuns({ users, ...world }, config)
  return runs
}

const pulls = ({ emulator }: SyncRuns, name: string) =>
  emulator.state().repositories.find((repository) => repository.name === name)?.pull_requests ?? []

describe('the committed bundle on the emulator', () => {
  test('reports without a flag, opens pull requests with one, and does it once', async () => {
    const repositories = ['acme/web', 'acme/api'].map((name) => ({
      name,
      commits: 40,
      branches: branchesBehind(3),
    }))
    const it = await start({ repositories }, { repositories: ['acme/web', 'acme/api'] })

    const reported = await it.sync()
    expect(reported).toMatchObject({ exitCode: 0, undeclaredOutputs: [], unexpectedInputs: [] })
    expect(reported.outputs).toMatchObject({
      'repos-scanned': '2',
      'branches-analyzed': '6',
      'branches-behind': '6',
      'prs-created': '0',
      'success-rate': '100',
    })
    expect(reported.requests).toHaveLength(2)
    expect(reported.metrics['api_calls_made']).toBe(2)

    const dry = await it.sync({ 'create-prs': 'true', 'dry-run': 'true' })
    expect(dry.requests.every(({ route }) => route === 'POST /graphql')).toBe(true)
    expect(dry.summary).toContain('would get a pull request')

    const opened = await it.sync({ 'create-prs': 'true', labels: 'chore' })
    expect(opened.outputs['prs-created']).toBe('6')
    expect(opened.metrics['api_calls_made']).toBe(opened.requests.length)
    expect(pulls(it, 'acme/web')[0]).toMatchObject({
      head: 'main',
      base: 'feature/0',
      state: 'open',
      labels: ['ecosystem-sync', 'chore'],
    })

    const again = await it.sync({ 'create-prs': 'true', labels: 'chore' })
    expect(again.outputs).toMatchObject({ 'prs-created': '0', 'prs-updated': '0' })
    expect(again.requests).toHaveLength(2)
    expect(doubled(it.emulator)).toEqual([])
  })

  test('updates an open pull request when the default branch moves', async () => {
    const it = await start(
      { repositories: [{ name: 'acme/web', commits: 40, branches: branchesBehind(1) }] },
      { repositories: ['acme/web'] },
    )
    await it.sync({ 'create-prs': 'true' })
    await it.emulator.add('acme/web', { commits: 2 })
    const updated = await it.sync({ 'create-prs': 'true' })
    expect(updated.outputs).toMatchObject({ 'prs-created': '0', 'prs-updated': '1' })
    expect(pulls(it, 'acme/web')).toHaveLength(1)
  })

  test('one bad repository of each kind changes nothing for the others', async () => {
    const repositories = [
      { name: 'acme/web', commits: 40, branches: branchesBehind(2) },
      { name: 'acme/old', commits: 3, archived: true },
      { name: 'acme/gone', missing: true },
      { name: 'acme/empty', empty: true },
      { name: 'acme/barred', blocked: true, commits: 2 },
      { name: 'acme/off', disabled: true, commits: 2 },
      { name: 'acme/now', commits: 30, branches: branchesBehind(1) },
      { name: 'acme/was', renamed_to: 'acme/now' },
    ]
    const it = await start(
      { repositories },
      { repositories: repositories.map(({ name }) => name).filter((name) => name !== 'acme/now') },
    )
    const run = await it.sync({ 'create-prs': 'true', 'fail-on': 'any' })
    expect(run.exitCode).toBe(1)
    expect(pulls(it, 'acme/web')).toHaveLength(2)
    expect(pulls(it, 'acme/now')).toHaveLength(1)
    expect(run.metrics['repositories_by_status']).toMatchObject({
      ok: 1,
      renamed: 1,
      archived: 1,
      empty: 1,
      missing: 1,
    })
    expect(run.metrics['api_calls_made']).toBe(run.requests.length)
    for (const name of ['acme/gone', 'acme/barred']) expect(run.summary).toContain(`\`${name}\``)
    expect((await it.sync({ 'fail-on': 'never' })).exitCode).toBe(0)
  })

  test('104 repositories of 12 branches cost at most 30 requests, 4 at most 3, an idle run one per owner', async () => {
    const names = Array.from({ length: 104 }, (_, index) => `acme/r${index}`)
    const repositories = names.map((name) => ({
      name,
      commits: 40,
      pushed_at: '-1h',
      branch_count: { prefix: 'wip/', count: 11, behind: 30, ahead: 1 },
    }))
    const it = await start({ repositories }, { repositories: names })
    const cold = await it.sync({ state: 'state.json', 'create-prs': 'true', 'dry-run': 'true' })
    expect(cold.outputs).toMatchObject({
      'repos-scanned': '104',
      'branches-analyzed': String(104 * 11),
      'branches-behind': String(104 * 11),
    })
    expect(cold.requests.length).toBeLessThanOrEqual(30)
    const idle = await it.sync({ state: 'state.json' })
    expect(idle.requests).toHaveLength(1)
    expect(idle.metrics['api_calls_made']).toBe(1)
    expect(idle.outputs).toMatchObject({ 'repos-scanned': '104', 'branches-behind': String(104 * 11) })
  })

  test('a repository of hundreds of branches is counted from its commit graph by git, like the API would', async () => {
    const bulk = { prefix: 'wip/', count: 320, behind: 15, ahead: 2 }
    const it = await start(
      { repositories: [{ name: 'acme/wide', commits: 40, branch_count: bulk }] },
      { repositories: ['acme/wide'] },
    )
    const run = await it.sync()
    expect(run.outputs).toMatchObject({
      'branches-analyzed': '320',
      'branches-behind': '320',
      'errors-encountered': '0',
    })
    // One read and three more pages of branches; no comparison.
    expect(run.requests).toHaveLength(4)
    expect(run.outputs['api-calls-made']).toBe('4')
    expect(run.log).not.toContain('x-access-token')
  })

  test('where the API cannot compare, git counts', async () => {
    const it = await start(
      { repositories: [{ name: 'acme/web', commits: 40, branches: branchesBehind(2) }] },
      { repositories: ['acme/web'] },
    )
    it.emulator.addFaults([{ match: { graphql: 'compare' }, status: 504 }])
    const run = await it.sync()
    expect(run.outputs).toMatchObject({ 'branches-behind': '2', 'errors-encountered': '0' })
  })

  test('the state may live on a branch of the own repository, which a dry run does not write', async () => {
    const it = await start(
      { repositories: [{ name: 'acme/web', commits: 40, branches: branchesBehind(2) }] },
      { repositories: ['acme/web'] },
    )
    const branches = () => Object.keys(it.emulator.state().repositories[0]?.branches ?? {})
    await it.sync({ state: 'branch:sync-state', 'dry-run': 'true', 'create-prs': 'true' })
    expect(branches()).not.toContain('sync-state')
    const first = await it.sync({ state: 'branch:sync-state' })
    expect(branches()).toContain('sync-state')
    const second = await it.sync({ state: 'branch:sync-state' })
    // What was counted is remembered: the repository is read, nothing is compared.
    expect(second.outputs).toMatchObject({ 'branches-behind': '2' })
    expect(second.requests.length).toBeLessThan(first.requests.length)
  })

  test('uploads metrics, plan and journal as one artifact', async () => {
    const it = await start(
      { repositories: [{ name: 'acme/web', commits: 20 }] },
      { repositories: ['acme/web'] },
    )
    const run = await it.sync({ 'upload-artifact': 'true' })
    expect(run.log).not.toContain('was not uploaded')
    const [control] = it.emulator.state().repositories
    expect(JSON.stringify(control)).toContain('ecosystem-sync-1')
  })

  test.each(['plan-file', 'metrics-file', 'state'])(
    'an unwritable %s is known before anything is asked',
    async (input) => {
      const it = await start(
        { repositories: [{ name: 'acme/web', commits: 40, branches: branchesBehind(1) }] },
        { repositories: ['acme/web'] },
      )
      const run = await it.sync({ 'create-prs': 'true', [input]: '.' })
      expect(run).toMatchObject({ exitCode: 1, requests: [] })
      expect(run.log).toContain(`Input "${input}": . is a folder`)
      expect(pulls(it, 'acme/web')).toEqual([])
    },
  )

  test('a mistake in inputs or configuration is named with its place and without a stack', async () => {
    const it = await start(
      { repositories: [{ name: 'acme/web' }] },
      '{\n  "repositories": ["acme/web", "acme/web", "nonsense"]\n}',
    )
    const run = await it.sync()
    expect(run.exitCode).toBe(1)
    expect(run.log).toContain('config/ecosystem-repos.json:2:')
    expect(run.log).toContain('nonsense')
    const inputs = await it.sync({ 'fail-on': 'often', threshold: 'many', tokens: 'nobody' })
    expect(inputs.exitCode).toBe(1)
    for (const name of ['fail-on', 'threshold', 'tokens']) expect(inputs.log).toContain(`Input "${name}"`)
    expect(`${run.log}${inputs.log}`).not.toMatch(/\n\s+at /)
  })
})
