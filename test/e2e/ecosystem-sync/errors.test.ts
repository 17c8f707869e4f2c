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
      const { exitCode = 0, created, forwarded, errors, says, requests = {}, remaining } = expected
      expect({ exitCode: run.exitCode, log: run.log.slice(-1500) }).toMatchObject({ exitCode })
      expect(run.log).not.toMatch(/This is a bug|\n\s+at /)
      if (created !== undefined) expect(run.outputs['prs-created']).toBe(String(created))
      if (forwarded !== undefined) expect(run.outputs['fast-forwarded']).toBe(String(forwarded))
      if (errors !== undefined)
        expect({ errors: run.outputs['errors-encountered'], log: run.log }).toMatchObject({
          errors: String(errors),
        })
      if (remaining !== undefined) expect(run.outputs['remaining']).toBe(String(remaining))
      expect(run.summary).toMatch(says ?? /Ecosystem sync/)
      for (const [route, count] of Object.entries(requests))
        expect(run.requests.filter((request) => request.route === route)).toHaveLength(count)
      expect(run.outputs['api-calls-made']).toBe(String(run.requests.length))
      expect(doubled(it.emulator)).toEqual([])
    } finally {
      await it.close()
    }
  },
)
