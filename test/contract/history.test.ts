import { describe, expect, test } from '@jest/globals'
import type { HistoryRecord, HistoryStore } from '@ecosystem-actions/core/history'
import { artifactHistory } from '@ecosystem-actions/core/history-artifacts'
import { readDigest, type Measure } from '@ecosystem-actions/core/history-digest'
import { branchHistory } from '@ecosystem-actions/core/history-branch'
import { memoryShelf } from '@ecosystem-actions/core/testing/artifacts'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryHistory } from '@ecosystem-actions/core/testing/history'
import { branchGitHub, branchWorld, lostAnswer } from '../support/branch-github.ts'

const series = 'health/default'
const record = (id: string, minute = 0): HistoryRecord => ({
  id,
  at: new Date(Date.UTC(2026, 0, 11, 0, minute)).toISOString(),
  series,
  body: { text: 'ü | <b> ```', n: minute },
})

const measure: Measure = ({ body }) => ({
  counts: new Map([['run', 1]]),
  values: new Map([['n', Number(body['n'])]]),
})

/** A store of each kind; `open` gives another process' view of the same place. */
const kinds: Record<string, () => { open: () => HistoryStore }> = {
  memory() {
    const store = memoryHistory()
    return { open: () => store }
  },
  'branch by GraphQL'() {
    const world = branchWorld()
    return { open: () => openBranch(world) }
  },
  'branch by git objects'() {
    const world = branchWorld({ graphql: false })
    return { open: () => openBranch(world) }
  },
  artifact() {
    const shelf = memoryShelf()
    return { open: () => artifactHistory({ shelf, downloads: 200 }) }
  },
}

function openBranch(world: ReturnType<typeof branchWorld>, attempts = 200): HistoryStore {
  const clock = manualClock(undefined, Math.random)
  return branchHistory({
    github: branchGitHub(world),
    clock,
    repository: 'acme/web',
    attempts,
    deadline: 1e9,
  })
}

const idsOf = async (store: HistoryStore, limit = 1000) =>
  (await store.read({ series, limit })).records.map(({ id }) => id)

describe.each(Object.entries(kinds))('history store: %s', (_, make) => {
  test('nothing there is an empty history, and complete', async () => {
    expect(await make().open().read({ series })).toEqual({ records: [], unreadable: [], complete: true })
  })

  test('what one process appends another reads, whole and in the order of time', async () => {
    const { open } = make()
    const [a, b] = [record('a', 2), record('b', 1)]
    expect((await open().append([a])).stored).toBe(1)
    await open().append([b])
    expect((await open().read({ series })).records).toEqual([b, a])
  })

  test('appending the same record twice stores it once', async () => {
    const { open } = make()
    const store = open()
    await store.append([record('a')])
    expect(await store.append([record('a')])).toMatchObject({ stored: 0, already: 1 })
    expect(await idsOf(open())).toEqual(['a'])
  })

  test('series do not see each other, and a limit takes the newest', async () => {
    const { open } = make()
    const store = open()
    await store.append([record('a', 1), record('b', 2)])
    await store.append([{ ...record('m', 3), series: 'metrics' }])
    expect(await idsOf(open(), 1)).toEqual(['b'])
    expect((await open().read({ series: 'metrics' })).records.map(({ id }) => id)).toEqual(['m'])
  })

  test('a record that is none is refused before anything is written', async () => {
    const { open } = make()
    await expect(open().append([record('a'), { ...record('b'), id: '../up' }])).rejects.toThrow('id')
    expect(await idsOf(open())).toEqual([])
  })

  test('by the day and by the hour each record counts once, in whatever order it came', async () => {
    const { open } = make()
    const store = open()
    await store.append([record('c', 61), record('a', 0)])
    await store.append([record('b', 59)])
    await store.append([record('a', 0)])
    const hourly = await readDigest(open(), { series, by: 'hour', measure })
    expect(hourly).toEqual([
      {
        from: '2026-01-11T00',
        ids: ['a', 'b'],
        counts: { run: 2 },
        values: { n: { n: 2, sum: 59, min: 0, max: 59 } },
      },
      {
        from: '2026-01-11T01',
        ids: ['c'],
        counts: { run: 1 },
        values: { n: { n: 1, sum: 61, min: 61, max: 61 } },
      },
    ])
    const [day, ...more] = await readDigest(open(), { series, by: 'day', measure })
    expect(day).toMatchObject({ from: '2026-01-11', ids: ['a', 'b', 'c'], counts: { run: 3 } })
    expect(more).toEqual([])
  })

  test('twenty writers at once lose nothing and store nothing twice', async () => {
    const { open } = make()
    await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        const store = open()
        for (let n = 0; n < 5; n++) await store.append([record(`w${writer}-${n}`, n)])
      }),
    )
    const ids = await idsOf(open())
    expect(ids).toHaveLength(100)
    expect(new Set(ids).size).toBe(100)
  })
})

describe('the branch store under faults', () => {
  test.each([true, false])('answers lost after the write (GraphQL: %s): everything once', async (graphql) => {
    let n = 0
    const world = branchWorld({
      graphql,
      after: () => {
        if (n++ % 3 === 0) throw lostAnswer()
      },
    })
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        const store = openBranch(world)
        for (let k = 0; k < 5; k++) {
          const done = await store.append([record(`w${writer}-${k}`, k)])
          expect(done.stored + done.already).toBe(1)
        }
      }),
    )
    expect(await idsOf(openBranch(world))).toHaveLength(30)
    expect(world.conflicts).toBeGreaterThan(0)
  })

  test('a branch that never accepts is an error that says why, not a silent loss', async () => {
    const world = branchWorld({
      before: () => {
        throw lostAnswer()
      },
    })
    await expect(openBranch(world, 5).append([record('a')])).rejects.toThrow(
      /not stored in 5 tries: The connection/,
    )
  })

  test('an unreadable file is named, kept aside in quarantine, and hides no other', async () => {
    const world = branchWorld()
    await openBranch(world).append([record('a', 1)])
    const path = `v1/${series}/runs/2026/01/11/broken.json`
    world.commits.get(world.head ?? '')?.set(path, '{"id":')
    const reading = await openBranch(world).read({ series })
    expect(reading.records.map(({ id }) => id)).toEqual(['a'])
    expect(reading.unreadable).toEqual([{ where: path, because: 'is not JSON' }])
    await openBranch(world).append([record('b', 2)])
    const tree = world.commits.get(world.head ?? '')
    expect(tree?.get(`v1/quarantine/${series}/runs/2026/01/11/broken.json`)).toBe('{"id":')
    expect(tree?.has(path)).toBe(false)
    expect(await idsOf(openBranch(world))).toEqual(['a', 'b'])
  })

  test('without the file of the newest records everything is read from its own file', async () => {
    const world = branchWorld()
    await openBranch(world).append([record('a', 1)])
    await openBranch(world).append([record('b', 2)])
    world.commits.get(world.head ?? '')?.delete(`v1/${series}/latest.ndjson`)
    expect(await idsOf(openBranch(world))).toEqual(['a', 'b'])
  })

  test('many old days are rolled up in the commit of the next record, and stay readable', async () => {
    const world = branchWorld()
    const old = Array.from({ length: 210 }, (_, n) => ({
      ...record(`old-${String(n).padStart(3, '0')}`),
      at: new Date(Date.UTC(2025, 6, 1, n)).toISOString(),
    }))
    await openBranch(world).append(old)
    const before = world.commits.get(world.head ?? '')?.size ?? 0
    await openBranch(world).append([record('new')])
    const tree = world.commits.get(world.head ?? '') ?? new Map()
    expect(tree.size).toBe(before + 1 + 1 - 50)
    expect(tree.has(`v1/${series}/months/2025-07.ndjson`)).toBe(true)
    expect(await idsOf(openBranch(world))).toHaveLength(211)
  })

  test('a routine reading takes three requests, an append after it two', async () => {
    const world = branchWorld()
    for (let n = 0; n < 5; n++) await openBranch(world).append([record(`r${n}`, n)])
    const github = branchGitHub(world)
    const store = branchHistory({ github, clock: manualClock(), repository: 'acme/web' })
    await store.read({ series })
    expect(github.calls).toHaveLength(3)
    await store.append([record('next', 9)])
    expect(github.calls).toHaveLength(6)
  })
})

describe('the artifact store', () => {
  test('a reader that follows a single line of runs opens one artifact', async () => {
    const shelf = memoryShelf()
    for (let n = 0; n < 8; n++) {
      const store = artifactHistory({ shelf })
      await store.read({ series })
      await store.append([record(`r${n}`, n)])
    }
    let opened = 0
    const counted = { ...shelf, download: (id: number) => (opened++, shelf.download(id)) }
    expect(await idsOf(artifactHistory({ shelf: counted }))).toHaveLength(8)
    expect(opened).toBe(1)
  })

  test('two runs at once fork, and the next one unions them', async () => {
    const shelf = memoryShelf()
    const [left, right] = [artifactHistory({ shelf }), artifactHistory({ shelf })]
    await left.append([record('l', 1)])
    await right.append([record('r', 2)])
    const next = artifactHistory({ shelf })
    expect(await idsOf(next)).toEqual(['l', 'r'])
  })

  test('a reading that its limit cut short says so', async () => {
    const shelf = memoryShelf()
    for (let n = 0; n < 4; n++) await artifactHistory({ shelf }).append([record(`r${n}`, n)])
    expect(await artifactHistory({ shelf, downloads: 2 }).read({ series })).toMatchObject({ complete: false })
  })
})
