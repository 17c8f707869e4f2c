import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { emulatedHistories } from '../support/emulated-histories.ts'
import { historyScene, type HistoryScene } from '../support/history-scene.ts'
import { sampleRecord, series } from '../support/sample-records.ts'

// 20 writers × 5 records take a minute for each place here: `history-emulator.long.test.ts`.
emulatedHistories({ writers: 5, each: 3 })

describe('the branch', () => {
  let scene: HistoryScene
  beforeEach(async () => {
    scene = await historyScene(4)
  })
  afterEach(() => scene.close())

  const routesSince = (before: number) => scene.emulator.requests(before).map(({ route }) => route)

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

  test('a run costs seven requests: four to read, and three to write and read back', async () => {
    await scene.branch(0).append([sampleRecord('a')])
    await scene.branch(1).append([sampleRecord('b', 1)])
    const store = scene.branch(2)
    const before = scene.emulator.requests().length
    await store.read({ series })
    await store.buckets?.({ series, by: 'day', since: '2025-12' })
    expect(routesSince(before)).toEqual([
      'POST /graphql',
      'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
      'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    ])
    const written = scene.emulator.requests().length
    await store.append([sampleRecord('c', 2)])
    expect(routesSince(written)).toEqual([
      'POST /graphql',
      'POST /graphql',
      'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    ])
  })
})
