import { expect, test } from '@jest/globals'
import { branchesBehind, doubled, syncRuns, type SyncRuns } from '../../support/sync-runs.ts'

const users = [{ login: 'alice', id: 1001, type: 'User' as const }]
const names = ['acme/web', 'acme/api', 'acme/app']
const given = { 'create-prs': 'true', 'auto-sync': 'true', strategy: 'auto', 'fail-on': 'never' }

function ecosystem(): Promise<SyncRuns> {
  const repositories = names.map((name) => ({
    name,
    commits: 30,
    branches: [...branchesBehind(2), { name: 'old', from: 'main~20' }],
  }))
  return syncRuns({ users, repositories }, { repositories: names })
}

function standing({ emulator }: SyncRuns): unknown {
  return emulator.state().repositories.map(({ name, branches, pull_requests: pulls }) => ({
    name,
    forwarded: branches['old'] === branches['main'],
    pulls: pulls
      .map(({ head, base, state, labels }) => `${head} ${base} ${state} ${[...labels].sort().join()}`)
      .sort(),
  }))
}

// Half of the lost answers lose work that was done all the same.
const lossy = (seed: number) => [
  { match: { route: '/**' }, status: 502, probability: 0.05, seed },
  { match: { route: '/**' }, status: 502, after_effect: true, probability: 0.05, seed: seed + 1000 },
]

test('ten seeds of random 502s with the effect done or not: nothing twice, nothing hidden, and the next run completes it', async () => {
  const clean = await ecosystem()
  await clean.sync(given)
  const wanted = standing(clean)
  await clean.close()
  for (let seed = 1; seed <= 10; seed++) {
    const it = await ecosystem()
    try {
      it.emulator.addFaults(lossy(seed))
      const faulty = await it.sync(given)
      expect(faulty).toMatchObject({ exitCode: 0 })
      expect(doubled(it.emulator)).toEqual([])
      const complete = JSON.stringify(standing(it)) === JSON.stringify(wanted)
      expect({ seed, told: complete || Number(faulty.outputs['errors-encountered']) > 0 }).toEqual({
        seed,
        told: true,
      })
      it.emulator.clearFaults()
      await it.sync(given)
      expect({ seed, state: standing(it) }).toEqual({ seed, state: wanted })
    } finally {
      await it.close()
    }
  }
})

test('three runs at once on one world open nothing twice', async () => {
  const it = await ecosystem()
  try {
    const runs = await Promise.all([1, 2, 3].map(() => it.sync(given, { together: true })))
    for (const run of runs) expect(run).toMatchObject({ exitCode: 0 })
    const counted = runs.reduce((sum, { outputs }) => sum + Number(outputs['api-calls-made']), 0)
    const seen = it.emulator.requests().filter(({ kind }) => kind === 'rest' || kind === 'graphql')
    expect(counted).toBe(seen.length)
    expect(doubled(it.emulator)).toEqual([])
    expect((standing(it) as { pulls: string[] }[])[1]?.pulls).toHaveLength(2)
  } finally {
    await it.close()
  }
})
