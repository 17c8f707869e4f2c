import { branchHistory } from '@ecosystem-actions/core/history/branch'
import { HistoryError } from '@ecosystem-actions/core/history'
import { artifactHistory } from '@ecosystem-actions/core/history/artifacts'
import { fallbackHistory } from '@ecosystem-actions/core/history/fallback'
import { memoryShelf } from '@ecosystem-actions/core/testing/artifacts'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { describe, expect, test } from '@jest/globals'
import { branchGitHub, branchWorld, lostAnswer, type BranchWorld } from '../support/branch-github.ts'
import { branchOnEmulator } from '../support/branch-place.ts'
import { historyScene, lostAnswers } from '../support/history-scene.ts'
import { idsOf } from '../support/history-suite.ts'
import { measure, series } from '../support/sample-records.ts'
import { fourADay, retentionSuite, type RetentionPlace } from '../support/retention-suite.ts'

const open = (world: BranchWorld, now: string, counted = true) =>
  branchHistory({
    github: branchGitHub(world),
    clock: manualClock(now, Math.random),
    repository: 'acme/web',
    attempts: 300,
    deadline: 1e9,
    ...(counted ? { measure } : {}),
  })

function inMemory(graphql: boolean): RetentionPlace {
  const world = branchWorld({ graphql })
  const head = () => world.commits.get(world.head ?? '') ?? new Map<string, string>()
  return {
    open: (now) => open(world, now),
    paths: () => Promise.resolve([...head().keys()]),
    commits: () => Promise.resolve([...world.commits.values()].map((tree) => [...tree.values()].join('\n'))),
    put: (path, text) => Promise.resolve(void head().set(path, text)),
    loseAnswers(share) {
      let n = 0
      world.after = () => {
        if (share > 0 && n++ % Math.round(1 / share) === 0) throw lostAnswer()
      }
    },
    writers: 20,
  }
}

retentionSuite('branch by GraphQL', () => inMemory(true))
retentionSuite('branch by git objects', () => inMemory(false))
retentionSuite('branch by GraphQL, on the emulator', () => branchOnEmulator({ graphql: true }))

const old = fourADay(400, '2025-07-01T00:00:00Z')
const [then, now] = ['2025-10-10T00:00:00Z', '2026-01-11T00:00:00Z']

describe('reading a branch that lets records go', () => {
  test('the newest sixty are read whole, also when they are older than that', async () => {
    const world = branchWorld()
    await open(world, then).append(old)
    const fresh = fourADay(20, now, 'new')
    for (const one of fresh) await open(world, now).append([one])
    const { records: read, complete } = await open(world, now).read({ series })
    expect(complete).toBe(true)
    expect(read.map(({ id }) => id)).toEqual([...old.slice(-40), ...fresh].map(({ id }) => id))
  })

  test('a record counts in its day at once; asking for some months asks for no others', async () => {
    const world = branchWorld()
    await open(world, then).append(old)
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
    await open(world, then, false).append(old)
    for (const one of fourADay(12, now, 'new')) await open(world, now, false).append([one])
    expect((await open(world, now).read({ series, limit: Infinity })).records).toHaveLength(412)
    expect([...(world.commits.get(world.head ?? '')?.keys() ?? [])].join()).not.toContain('/days/')
  })
})

describe('a data branch with a rule against pushes, on the emulator', () => {
  test.each([true, false])(
    'nothing goes while it is refused, no record is lost, and it follows when the rule is gone (GraphQL: %s)',
    async (graphql) => {
      const place = await branchOnEmulator({ graphql })
      const { scene } = place
      try {
        await place.open(then).append(old)
        const before = await place.paths()
        await scene.emulator.add('acme/data', { protection: { 'automation-data': { lock_branch: true } } })
        const [first, second] = fourADay(2, now, 'new')
        await expect(place.open(now).append([first!])).rejects.toThrow(HistoryError)
        expect(await place.paths()).toEqual(before)

        const notices: string[] = []
        const both = () =>
          fallbackHistory([place.open(now), scene.artifacts(1)], (notice) => notices.push(notice))
        const refused = both()
        await refused.read({ series })
        await refused.append([first!])
        expect(notices.join()).toContain('The history was not written to the branch store')
        expect(await place.paths()).toEqual(before)

        await place.unlock()
        const again = both()
        expect((await again.read({ series })).records.map(({ id }) => id)).toContain('new-0000')
        await again.append([second!])
        expect((await place.paths()).filter((path) => path.includes('/new-'))).toHaveLength(2)
      } finally {
        await place.close()
      }
    },
    60_000,
  )
})

describe('artifacts expire by themselves', () => {
  test('what runs knew goes on in the newest artifact when the old ones have expired', async () => {
    let day = 0
    const shelf = memoryShelf()
    const inner = { ...shelf }
    const kept = new Map<string, number>()
    shelf.page = async (number, name) => {
      const { artifacts, last } = await inner.page(number, name)
      return { artifacts: artifacts.filter((one) => day - (kept.get(one.name) ?? 0) < 90), last }
    }
    for (const one of fourADay(40, now, 'new')) {
      day += 10
      const store = artifactHistory({ shelf })
      await store.read({ series })
      const { where } = await store.append([one])
      kept.set(where.replace('artifact ', ''), day)
    }
    expect(await idsOf(artifactHistory({ shelf }))).toHaveLength(40)
  })

  test('on the emulator too, with lost answers and two runs at once', async () => {
    const scene = await historyScene(2)
    try {
      scene.emulator.addFaults(lostAnswers(0.1))
      for (let round = 0; round < 6; round++) {
        scene.emulator.setClock({ advance: '40d' })
        await Promise.all(
          [0, 1].map(async (writer) => {
            const store = scene.artifacts(writer, 5)
            await store.read({ series })
            await store.append(fourADay(1, now, `w${writer}${round}`))
          }),
        )
      }
      scene.emulator.clearFaults()
      const reading = await scene.artifacts(0, 5).read({ series })
      expect(reading.records).toHaveLength(12)
      expect(scene.emulator.state().repositories[0]?.artifacts.length).toBeGreaterThanOrEqual(12)
    } finally {
      await scene.close()
    }
  }, 120_000)
})
