import { expect, test } from '@jest/globals'
import { syncRuns, type SyncRuns, type WorldInput } from '../../support/sync-runs.ts'

const users = [{ login: 'alice', id: 1001, type: 'User' as const }]

async function on(
  repository: Omit<NonNullable<WorldInput['repositories']>[number], 'name'>,
  body: (it: SyncRuns) => Promise<void>,
): Promise<void> {
  const repositories = [{ name: 'acme/web', commits: 30, ...repository }]
  const it = await syncRuns({ users, repositories }, { repositories: ['acme/web'] })
  try {
    await body(it)
  } finally {
    await it.close()
  }
}

const web = ({ emulator }: SyncRuns) => emulator.state().repositories.find(({ name }) => name === 'acme/web')!

/** What the plan says of a branch. */
const planned = (log: string, branch: string) =>
  log.split('\n').find((line) => line.includes(`acme/web ${branch}:`)) ?? ''

async function closeAll(it: SyncRuns): Promise<void> {
  for (const { number } of web(it).pull_requests)
    await fetch(`${it.emulator.url}/repos/acme/web/pulls/${number}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer ghs_viewer' },
      body: JSON.stringify({ state: 'closed' }),
    })
}

test('a decline counts however many pull requests were closed after it', () =>
  on({ branch_count: { prefix: 'wip/', count: 40, behind: 15, ahead: 1 } }, async (it) => {
    expect((await it.sync({ 'create-prs': 'true' })).outputs['prs-created']).toBe('40')
    await closeAll(it)
    expect(web(it).pull_requests.map(({ state }) => state)).not.toContain('open')
    const again = await it.sync({ 'create-prs': 'true' })
    expect(again.outputs).toMatchObject({ 'prs-created': '0', 'errors-encountered': '0' })
    expect(web(it).pull_requests).toHaveLength(40)
  }))

test('the snapshots of forty closed pull requests go in one request, though a page shows thirty', () =>
  on({ branch_count: { prefix: 'wip/', count: 40, behind: 15, ahead: 1 } }, async (it) => {
    const given = { 'create-prs': 'true', 'pr-head': 'snapshot' }
    await it.sync(given)
    const snapshots = () => Object.keys(web(it).branches).filter((name) => name.startsWith('ecosystem-sync/'))
    expect(snapshots()).toHaveLength(40)
    await closeAll(it)
    const run = await it.sync(given)
    expect(snapshots()).toEqual([])
    expect(run.metrics).toMatchObject({ snapshots_deleted: 40, errors_encountered: 0 })
    expect(run.requests.filter(({ graphql }) => graphql?.includes('updateRefs'))).toHaveLength(1)
  }))

test('a branch that one of 130 environments points to is left alone', () => {
  const environments = Array.from({ length: 130 }, (_, index) => `env${String(index).padStart(3, '0')}`)
  const deployments = [
    { environment: 'production', ref: 'live' },
    ...Array.from({ length: 30 }, (_, index) => ({ environment: 'preview', ref: `topic${index}` })),
  ]
  const topics = deployments.slice(1).map(({ ref }) => ({ name: ref, from: 'main' }))
  const branches = ['env005', 'env127', 'live', 'free'].map((name) => ({ name, from: 'main~20' }))
  return on({ environments, deployments, branches: [...branches, ...topics] }, async (it) => {
    const before = web(it).branches
    const run = await it.sync({ 'auto-sync': 'true', strategy: 'auto' })
    const after = web(it).branches
    expect(run.outputs['fast-forwarded']).toBe('1')
    for (const name of ['env005', 'env127', 'live']) expect(after[name]).toBe(before[name])
    expect(after['free']).toBe(after['main'])
  })
})

const ruleset = (include: string, type: 'pull_request' | 'non_fast_forward') => ({
  name: type,
  conditions: { ref_name: { include: [`refs/heads/${include}`] } },
  rules: [{ type }],
})

test('a ruleset that refuses changes is known in the plan, dry and live; one that only forbids force is none', () =>
  on(
    {
      branches: ['ruled', 'free'].map((name) => ({ name, from: 'main~20' })),
      rulesets: [ruleset('ruled', 'pull_request'), ruleset('free', 'non_fast_forward')],
    },
    async (it) => {
      const given = { 'auto-sync': 'true', 'create-prs': 'true', strategy: 'auto' }
      const dry = await it.sync({ ...given, 'dry-run': 'true' })
      expect(planned(dry.log, 'free')).toContain('would fast-forward')
      expect(dry.outputs['branches-behind']).toBe('2')
      const live = await it.sync(given)
      expect(live.outputs).toMatchObject({
        'fast-forwarded': '1',
        'prs-created': '0',
        'errors-encountered': '0',
      })
      expect(web(it).branches['free']).toBe(web(it).branches['main'])
      // The read, the comparison, the rules, the look at the token, the move.
      expect(live.requests).toHaveLength(5)
    },
  ))

test("a dry run sees a person's pull request between the same branches, and promises none of its own", () =>
  on(
    {
      branches: [
        {
          name: 'develop',
          from: 'main~15',
          commits: [{ message: 'work', author: 'alice', date: '-2d', files: { 'own.txt': '1\n' } }],
        },
      ],
      pull_requests: [{ number: 5, head: 'main', base: 'develop', author: 'alice', title: 'mine' }],
    },
    async (it) => {
      const dry = await it.sync({ 'create-prs': 'true', 'dry-run': 'true' })
      expect(dry.summary).not.toContain('would get a pull request')
      const live = await it.sync({ 'create-prs': 'true' })
      expect(live.requests.filter(({ route }) => route !== 'POST /graphql')).toEqual([])
      expect(web(it).pull_requests).toHaveLength(1)
    },
  ))
