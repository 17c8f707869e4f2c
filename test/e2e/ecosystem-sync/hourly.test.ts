import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { branchesBehind, syncRuns } from '../../support/sync-runs.ts'

interface Known {
  created: Record<string, string[]>
}

const given = { 'create-prs': 'true', state: 'state.json', 'deadline-minutes': '5', 'max-prs-per-run': '1' }

test('what earlier runs created within the hour counts: the 401st waits, and the run says so', async () => {
  const it = await syncRuns(
    {
      users: [{ login: 'alice', id: 1001, type: 'User' }],
      repositories: [{ name: 'acme/web', commits: 30, branches: branchesBehind(3) }],
    },
    { repositories: ['acme/web'] },
  )
  const file = join(it.workspace, 'state.json')
  const state = (): Known => JSON.parse(readFileSync(file, 'utf8')) as Known
  try {
    await it.sync(given)
    expect(Object.keys(state().created)).toEqual([''])
    expect(state().created['']).toHaveLength(1)
    const [time = ''] = state().created['']!
    // 398 more of a run ten minutes ago.
    const earlier = Array.from({ length: 398 }, (_, index) =>
      new Date(Date.parse(time) - 600_000 + index * 10).toISOString(),
    )
    // Only the value is exchanged: the state is read line by line.
    const text = readFileSync(file, 'utf8')
    const known = JSON.stringify({ '': [time] })
    expect(text.split(known)).toHaveLength(2)
    writeFileSync(file, text.replace(known, JSON.stringify({ '': [...earlier, time] })))
    const run = await it.sync({ ...given, 'max-prs-per-run': '50' })
    expect(run).toMatchObject({ exitCode: 0 })
    expect(run.outputs).toMatchObject({ 'prs-created': '1', remaining: '1', 'errors-encountered': '0' })
    expect(run.summary).toMatch(/^\*\*Stopped cleanly.*content-creating requests an hour/)
    // The first of them is an hour old in fifty minutes.
    const due = Date.parse(run.outputs['next-due'] ?? '')
    expect(Math.abs(due - (Date.parse(earlier[0]!) + 3_600_000))).toBeLessThan(5000)
    expect(state().created['']).toHaveLength(400)
  } finally {
    await it.close()
  }
})
