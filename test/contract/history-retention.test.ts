import { describe, expect, test } from '@jest/globals'
import type { HistoryRecord } from '@ecosystem-actions/core/history'
import { readDigest, type Measure } from '@ecosystem-actions/core/history-digest'
import { branchHistory } from '@ecosystem-actions/core/history-branch'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { branchGitHub, branchWorld, lostAnswer, type BranchWorld } from '../support/branch-github.ts'

const series = 'health/default'
const hour = 3_600_000
const measure: Measure = () => ({ counts: new Map([['run', 1]]), values: new Map() })

/** Four a day from the day on, the newest last. */
const records = (count: number, from: string, name = 'r'): HistoryRecord[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${name}-${String(n).padStart(4, '0')}`,
    at: new Date(Date.parse(from) + n * 6 * hour).toISOString(),
    series,
    body: { n },
  }))

const open = (world: BranchWorld, now: string, kept: Measure | 'none' = measure) =>
  branchHistory({
    github: branchGitHub(world),
    clock: manualClock(now, Math.random),
    repository: 'acme/web',
    attempts: 300,
    deadline: 1e9,
    ...(kept === 'none' ? {} : { measure: kept }),
  })

const paths = ({ commits, head }: BranchWorld, part: string) =>
  [...(commits.get(head ?? '') ?? new Map<string, string>()).keys()].filter((path) => path.includes(part))

async function counted(world: BranchWorld, now: string): Promise<string[]> {
  const days = await readDigest(open(world, now), { series, by: 'day', measure })
  for (const { ids, counts } of days) expect(counts['run']).toBe(ids.length)
  return days.flatMap(({ ids }) => ids).sort()
}

/** Runs one after the other until the branch has settled. */
async function runs(world: BranchWorld, count: number, { now, name }: { now: string; name: string }) {
  for (const one of records(count, now, name)) await open(world, now).append([one])
}

/** No commit may hold less than the one before it: a record, or a bucket of the head that counts it. */
function lostBetween({ commits }: BranchWorld): string[] {
  const lost: string[] = []
  let before = new Set<string>()
  for (const tree of commits.values()) {
    const all = [...tree.values()].join('\n')
    for (const id of before) if (!all.includes(`"${id}"`)) lost.push(id)
    before = new Set([...all.matchAll(/"((?:r|new|w\d+)-\d{4})"/g)].map(([, id = '']) => id))
  }
  return lost
}

describe('retention of the branch', () => {
  const old = records(400, '2025-07-01T00:00:00Z')
  const now = '2026-01-11T00:00:00Z'

  test('records go after 90 days, their hours and days stay, and no commit loses one', async () => {
    const world = branchWorld()
    await open(world, '2025-10-10T00:00:00Z').append(old)
    await runs(world, 30, { now, name: 'new' })
    expect(paths(world, '/months/').map((path) => path.slice(-14, -7))).toEqual(['2025-10'])
    expect(paths(world, '/runs/2025/')).toEqual([])
    expect(paths(world, '/hours/')).toHaveLength(4)
    expect(paths(world, '/days/')).toHaveLength(5)
    expect(await counted(world, now)).toHaveLength(430)
    expect(lostBetween(world)).toEqual([])
  })

  test('hours go after a year, days never; a record of then is known as stored', async () => {
    const world = branchWorld()
    await open(world, '2025-10-10T00:00:00Z').append(old)
    await runs(world, 30, { now, name: 'new' })
    const later = '2027-01-11T00:00:00Z'
    await runs(world, 12, { now: later, name: 'w1' })
    expect(paths(world, '/hours/')).toEqual([])
    expect(paths(world, '/days/')).toHaveLength(6)
    expect(await counted(world, later)).toHaveLength(442)
    expect(await open(world, later).append(old.slice(0, 3))).toMatchObject({ stored: 0, already: 3 })
  })

  test('the newest sixty are read whole, also when they are older than that', async () => {
    const world = branchWorld()
    await open(world, '2025-10-10T00:00:00Z').append(old)
    await runs(world, 20, { now, name: 'new' })
    const { records: read, complete } = await open(world, now).read({ series })
    expect(complete).toBe(true)
    expect(read.map(({ id }) => id)).toEqual([
      ...old.slice(-40).map(({ id }) => id),
      ...records(20, now, 'new').map(({ id }) => id),
    ])
  })

  test('a record counts in its day at once; asking for some months asks for no others', async () => {
    const world = branchWorld()
    await open(world, '2025-10-10T00:00:00Z').append(old)
    const github = branchGitHub(world)
    const store = branchHistory({ github, clock: manualClock(now), repository: 'acme/web', measure })
    await store.read({ series })
    const before = github.calls.length
    const days = await store.buckets?.({ series, by: 'day', since: '2025-09' })
    expect(days?.at(0)?.from).toBe('2025-09-01')
    expect(days?.flatMap(({ ids }) => ids)).toHaveLength(400 - 62 * 4)
    expect(github.calls.slice(before).map(({ route }) => route)).toEqual([
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    ])
  })

  test('a series that nobody measures keeps every record', async () => {
    const world = branchWorld()
    await open(world, '2025-10-10T00:00:00Z', 'none').append(old)
    for (const one of records(12, now, 'new')) await open(world, now, 'none').append([one])
    expect((await open(world, now).read({ series, limit: Infinity })).records).toHaveLength(412)
    expect(paths(world, '/days/')).toEqual([])
  })

  test('a month with a line that is no record goes to quarantine, not away', async () => {
    const world = branchWorld()
    const month = `v1/${series}/months/2025-02.ndjson`
    await open(world, now).append(records(1, now, 'new'))
    world.commits.get(world.head ?? '')?.set(month, 'broken\n')
    await runs(world, 3, { now, name: 'w1' })
    expect(paths(world, '2025-02')).toEqual([`v1/quarantine/${series}/months/2025-02.ndjson`])
  })

  test('twenty writers at once and lost answers while everything is due: each record counted once', async () => {
    let n = 0
    const world = branchWorld()
    await open(world, '2025-10-10T00:00:00Z').append(old)
    world.after = () => {
      if (n++ % 4 === 0) throw lostAnswer()
    }
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        for (const one of records(3, now, `w${writer}`)) await open(world, now).append([one])
      }),
    )
    world.after = () => undefined
    await runs(world, 12, { now, name: 'new' })
    expect(paths(world, '/runs/2025/')).toEqual([])
    const ids = await counted(world, now)
    expect(ids).toHaveLength(400 + 60 + 12)
    expect(new Set(ids).size).toBe(ids.length)
    expect(lostBetween(world)).toEqual([])
    expect(world.conflicts).toBeGreaterThan(0)
  }, 120_000)
})
