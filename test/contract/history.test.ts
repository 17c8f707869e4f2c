import { describe, expect, test } from '@jest/globals'
import { UploadUnclear } from '@ecosystem-actions/core/history/artifact-shelf'
import type { HistoryStore } from '@ecosystem-actions/core/history'
import { artifactHistory } from '@ecosystem-actions/core/history/artifacts'
import { branchHistory } from '@ecosystem-actions/core/history/branch'
import { memoryShelf } from '@ecosystem-actions/core/testing/artifacts'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryHistory } from '@ecosystem-actions/core/testing/history'
import { branchGitHub, branchWorld, lostAnswer } from '../support/branch-github.ts'
import { historySuite, idsOf, type HistoryPlace } from '../support/history-suite.ts'
import { measure, sampleRecord as record, series } from '../support/sample-records.ts'

const kinds: Record<string, () => HistoryPlace> = {
  memory() {
    const store = memoryHistory()
    return { open: () => store }
  },
  'branch by GraphQL'() {
    const world = branchWorld()
    return { open: () => openBranch(world), loseAnswers: (share) => loseAnswers(world, share) }
  },
  'branch by git objects'() {
    const world = branchWorld({ graphql: false })
    return { open: () => openBranch(world), loseAnswers: (share) => loseAnswers(world, share) }
  },
  artifact() {
    const shelf = memoryShelf()
    const inner = { ...shelf }
    const every = { share: 0, n: 0 }
    // By turns the upload has happened, or only its name is taken.
    shelf.upload = async (name, files) => {
      const lost = every.share > 0 && every.n++ % Math.round(1 / every.share) === 0
      if (lost && every.n % 4 === 1) throw new UploadUnclear('(409) Conflict')
      const done = await inner.upload(name, files)
      if (lost) throw new UploadUnclear('(404) Not Found')
      return done
    }
    return {
      open: () => artifactHistory({ shelf, downloads: 200 }),
      loseAnswers: (share) => void (every.share = share),
    }
  },
}

function loseAnswers(world: ReturnType<typeof branchWorld>, share: number): void {
  let n = 0
  world.after = () => {
    if (n++ % Math.round(1 / share) === 0) throw lostAnswer()
  }
}

function openBranch(world: ReturnType<typeof branchWorld>, attempts = 200): HistoryStore {
  const clock = manualClock(undefined, Math.random)
  return branchHistory({
    github: branchGitHub(world),
    clock,
    repository: 'acme/web',
    attempts,
    deadline: 1e9,
    measure,
  })
}

for (const [name, make] of Object.entries(kinds)) historySuite(name, make)

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
    // More by the record, its month of days, the roll-up and its hours; fewer by what was rolled up.
    const tree = world.commits.get(world.head ?? '') ?? new Map()
    expect(tree.size).toBe(before + 4 - 50)
    expect(tree.has(`v1/${series}/months/2025-07.ndjson`)).toBe(true)
    expect(await idsOf(openBranch(world))).toHaveLength(211)
  })

  test('a reading takes three requests, an append after it four', async () => {
    const world = branchWorld()
    for (let n = 0; n < 5; n++) await openBranch(world).append([record(`r${n}`, n)])
    const github = branchGitHub(world)
    const store = branchHistory({ github, clock: manualClock(), repository: 'acme/web' })
    await store.read({ series })
    expect(github.calls).toHaveLength(3)
    await store.append([record('next', 9)])
    expect(github.calls).toHaveLength(7)
  })
})

describe('the artifact store', () => {
  test('an upload that is refused for good is told at once, one that is unclear after four names', async () => {
    const shelf = memoryShelf()
    const names: string[] = []
    const failing = (error: Error) =>
      artifactHistory({ shelf: { ...shelf, upload: (name) => (names.push(name), Promise.reject(error)) } })
    await expect(failing(new Error('quota')).append([record('a')])).rejects.toThrow('quota')
    expect(names).toHaveLength(1)
    await expect(failing(new UploadUnclear('(409)')).append([record('a')])).rejects.toThrow('(409)')
    expect(new Set(names.slice(1)).size).toBe(4)
  })

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
