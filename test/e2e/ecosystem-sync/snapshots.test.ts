import { expect, test } from '@jest/globals'
import { branchesBehind, syncRuns, type SyncRuns } from '../../support/sync-runs.ts'

const users = [{ login: 'alice', id: 1001, type: 'User' as const }]
const given = { 'create-prs': 'true', 'pr-head': 'snapshot' }

/** A request to the emulator, as somebody would press a button. */
async function press({ emulator }: SyncRuns, method: string, path: string, body: object = {}): Promise<void> {
  const answer = await fetch(`${emulator.url}/repos/acme/web${path}`, {
    method,
    headers: { authorization: 'token ghs_viewer' },
    body: JSON.stringify(body),
  })
  expect(answer.ok).toBe(true)
}

test('snapshots of pull requests that people merged or closed go in one request; those in use or touched by others stay', async () => {
  const it = await syncRuns(
    { users, repositories: [{ name: 'acme/web', commits: 30, branches: branchesBehind(5) }] },
    { repositories: ['acme/web'] },
  )
  const web = () => it.emulator.state().repositories.find(({ name }) => name === 'acme/web')!
  const snapshots = () => Object.keys(web().branches).filter((name) => name.startsWith('ecosystem-sync/'))
  try {
    await it.sync(given)
    const numberOf = (branch: string) =>
      web().pull_requests.find(({ base, state }) => base === branch && state === 'open')!.number
    expect(snapshots()).toHaveLength(5)
    await press(it, 'PUT', `/pulls/${numberOf('feature/0')}/merge`, { merge_method: 'merge' })
    await press(it, 'PATCH', `/pulls/${numberOf('feature/1')}`, { state: 'closed' })
    await press(it, 'PATCH', `/pulls/${numberOf('feature/2')}`, { state: 'closed' })
    await press(it, 'PUT', '/contents/theirs.txt', {
      branch: 'ecosystem-sync/feature/2',
      message: 'theirs',
      content: 'eA==',
    })
    // Somebody uses the snapshot of a declined pull request for one of his own, which has no label of ours.
    await press(it, 'PATCH', `/pulls/${numberOf('feature/3')}`, { state: 'closed' })
    await press(it, 'POST', '/pulls', {
      head: 'ecosystem-sync/feature/3',
      base: 'feature/3',
      title: 'Mine',
      body: 'text',
    })
    const dry = await it.sync({ ...given, 'dry-run': 'true' })
    expect(dry.summary).toContain('snapshot would be deleted')
    expect(snapshots()).toHaveLength(5)
    const run = await it.sync(given)
    expect(snapshots().sort()).toEqual([2, 3, 4].map((n) => `ecosystem-sync/feature/${n}`))
    expect(run.requests.filter(({ graphql }) => graphql?.includes('updateRefs'))).toHaveLength(1)
    expect(run.metrics).toMatchObject({ snapshots_deleted: 2, errors_encountered: 0 })
    expect(web().pull_requests.filter(({ state }) => state === 'open')).toHaveLength(2)
    const idle = await it.sync(given)
    expect(idle.metrics).toMatchObject({ snapshots_deleted: 0, errors_encountered: 0 })
  } finally {
    await it.close()
  }
})
