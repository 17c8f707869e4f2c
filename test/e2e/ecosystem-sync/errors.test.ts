import { expect, test } from '@jest/globals'
import { errorRows } from '../../support/sync-errors.table.ts'
import { branchesBehind, doubled, syncRuns, type WorldInput } from '../../support/sync-runs.ts'

test.each(errorRows)(
  '$signal',
  async ({ faults = [], repository = {}, config = {}, inputs = {}, permissions, expected }) => {
    const entry = { name: 'acme/web', commits: 30, branches: branchesBehind(3), ...repository }
    const world = {
      users: [{ login: 'alice', id: 1001, type: 'User' }],
      ...(permissions ? { tokens: [{ token: 'ghs_small', kind: 'installation', permissions }] } : {}),
      repositories: [entry],
    } as WorldInput
    const it = await syncRuns(world, { repositories: [{ name: 'acme/web', ...config }] })
    try {
      it.emulator.addFaults(faults)
      const run = await it.sync(
        { 'create-prs': 'create-prs' in inputs || 'auto-sync' in inputs ? 'false' : 'true', ...inputs },
        permissions ? { token: 'ghs_small' } : {},
      )
      const { says, requests = {}, heads, ...numbers } = expected
      const counted = (name: string) => Number(run.outputs[name])
      const observed = {
        exitCode: run.exitCode,
        created: counted('prs-created'),
        forwarded: counted('fast-forwarded'),
        errors: counted('errors-encountered'),
        remaining: counted('remaining'),
      }
      expect({ ...observed, log: run.log.slice(-1500) }).toMatchObject({ exitCode: 0, ...numbers })
      expect(run.log).not.toMatch(/This is a bug|\n\s+at /)
      expect(run.summary).toMatch(says ?? /Ecosystem sync/)
      for (const [route, count] of Object.entries(requests))
        expect(run.requests.filter((request) => request.route === route)).toHaveLength(count)
      const pulls = it.emulator.state().repositories.flatMap(({ pull_requests: list }) => list)
      const seen = [...new Set(pulls.map(({ head }) => head))]
      expect(seen).toEqual(heads ?? seen)
      expect(doubled(it.emulator)).toEqual([])
    } finally {
      await it.close()
    }
  },
)
