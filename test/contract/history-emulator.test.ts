import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  historyScene,
  sampleRecord,
  series,
  writeAtOnce,
  type HistoryScene,
} from '../support/history-scene.ts'

let scene: HistoryScene
beforeEach(async () => {
  scene = await historyScene(4)
})
afterEach(() => scene.close())

describe.each(['branch', 'artifacts'] as const)('the %s store on the emulator', (kind) => {
  const open = (writer: number) => scene[kind](writer)

  test('nothing there is an empty history, and complete', async () => {
    expect(await open(0).read({ series })).toEqual({ records: [], unreadable: [], complete: true })
  })

  test('what one run appends another reads whole', async () => {
    const [a, b] = [sampleRecord('a', 2), sampleRecord('b', 1)]
    await open(0).append([a])
    const next = open(1)
    await next.read({ series })
    await next.append([b])
    expect((await open(2).read({ series })).records).toEqual([b, a])
  })

  test('writers at once lose nothing, also when every tenth answer is lost', async () => {
    scene.emulator.addFaults([
      {
        match: { graphql: 'createCommitOnBranch' },
        status: 502,
        after_effect: true,
        probability: 0.1,
        seed: 3,
      },
    ])
    const { ids, failures } = await writeAtOnce(open, 4, 3)
    expect(failures).toEqual([])
    expect(ids).toHaveLength(12)
    expect(new Set(ids).size).toBe(12)
  }, 120_000)
})

describe('the branch', () => {
  test('stands alone: no history with the default branch, which stays as it was', async () => {
    const main = scene.emulator.state().repositories[0]?.branches['main']
    await scene.branch(0).append([sampleRecord('a')])
    const branches: Record<string, string> = scene.emulator.state().repositories[0]?.branches ?? {}
    expect(branches['main']).toBe(main)
    const { data } = await scene
      .github(0)
      .request<{ parents: unknown[] }>('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
        owner: 'acme',
        repo: 'data',
        commit_sha: branches['automation-data'],
      })
    expect(data.parents).toEqual([])
  })

  test('a record is one request to commit after the first, and one to read it back', async () => {
    await scene.branch(0).append([sampleRecord('a')])
    const store = scene.branch(1)
    await store.read({ series })
    const before = scene.emulator.requests().length
    await store.append([sampleRecord('b', 1)])
    expect(scene.emulator.requests(before)).toHaveLength(3)
  })
})
