import { afterEach, expect, test } from '@jest/globals'
import type { WorldInput } from '@ecosystem-actions/github-emulator'
import { syncRuns, type SyncRuns } from '../../support/sync-runs.ts'

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

test.each([
  ['502', { status: 502 }],
  ['403', { status: 403, body: { message: 'Resource not accessible by integration' } }],
])(
  'where the list of pushes is not to be had (%s) everything is read, and the run goes on',
  async (_, answer) => {
    const names = Array.from({ length: 30 }, (__, index) => `acme/r${index}`)
    const repositories = names.map((name) => ({
      name,
      commits: 20,
      pushed_at: '-1h',
      branch_count: { prefix: 'wip/', count: 1, behind: 15, ahead: 1 },
    }))
    const it = await start({ repositories }, { repositories: names })
    await it.sync({ state: 'state.json' })
    it.emulator.addFaults([{ match: { graphql: 'Pushed' }, ...answer }])
    const run = await it.sync({ state: 'state.json' })
    expect(run).toMatchObject({ exitCode: 0 })
    expect(run.outputs).toMatchObject({
      'repos-scanned': '30',
      'branches-behind': '30',
      'errors-encountered': '0',
    })
  },
)
