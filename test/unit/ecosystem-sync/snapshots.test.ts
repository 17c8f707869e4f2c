import { describe, expect, test } from '@jest/globals'
import { GitHubError } from '@ecosystem-actions/core/errors'
import { metricsOf } from '../../../actions/ecosystem-sync/metrics.ts'
import { memoryForge, type MemoryForge, type MemoryRepository } from '../../support/memory-forge.ts'
import { world, type World } from '../../support/sync-world.ts'

const given = { 'create-prs': 'true', 'pr-head': 'snapshot', state: 'state.json' }
const snapshot = (branch: string) => `ecosystem-sync/${branch}`

interface Scene {
  forge: MemoryForge
  web: MemoryRepository
  it: World
}

/** A repository with a sync pull request and its snapshot for each branch. */
async function opened(...branches: string[]): Promise<Scene> {
  const forge = memoryForge()
  const web = forge.add('acme/web', 40)
  for (const name of branches) forge.branch(web, name, { behind: 20, ahead: 1 })
  const it = world(forge, { repositories: ['acme/web'] })
  await it.sync(given)
  expect(web.pulls.map(({ head }) => head)).toEqual(branches.map(snapshot))
  return { forge, web, it }
}

/** What the server does when somebody presses the button. */
function finish({ forge, web }: Scene, branch: string, state: 'MERGED' | 'CLOSED'): void {
  const pull = web.pulls.find(({ base }) => base === branch)!
  pull.state = state
  if (state === 'CLOSED') return
  const parents = [web.branches.get(branch)!, web.branches.get(pull.head)!]
  const oid = forge.commit(web, branch)
  web.commits.set(oid, parents)
  pull.mergeCommit = oid
}

const snapshotsOf = ({ web }: Scene) =>
  [...web.branches.keys()].filter((name) => name.startsWith('ecosystem-sync/'))

describe('a later run deletes the snapshot', () => {
  test.each(['MERGED', 'CLOSED'] as const)('of a pull request that somebody had %s', async (state) => {
    const scene = await opened('a')
    finish(scene, 'a', state)
    const outcome = await scene.it.sync(given)
    expect(snapshotsOf(scene)).toEqual([])
    expect(outcome.plan.find(({ branch }) => branch === 'ecosystem-sync/a')).toMatchObject({
      action: 'delete-snapshot',
      because: `its pull request #1 was ${state.toLowerCase()}`,
    })
    expect(metricsOf(outcome)).toMatchObject({ snapshots_deleted: 1, errors_encountered: 0 })
    expect(
      outcome.entries.filter(({ action }) => action === 'delete-snapshot').map(({ kind }) => kind),
    ).toEqual(['intended', 'wrote'])
    const idle = await scene.it.sync(given)
    expect(idle.results.size).toBe(0)
  })

  test('all of one repository in one request', async () => {
    const scene = await opened('a', 'b', 'c')
    for (const name of ['a', 'b', 'c']) finish(scene, name, 'MERGED')
    scene.forge.calls.length = 0
    await scene.it.sync(given)
    expect(snapshotsOf(scene)).toEqual([])
    expect(scene.forge.calls.filter((call) => call === 'move')).toHaveLength(1)
  })

  test('one by one where one of them moved in between', async () => {
    const scene = await opened('a', 'b')
    for (const name of ['a', 'b']) finish(scene, name, 'MERGED')
    let moves = 0
    scene.forge.onCall = (call) => {
      if (call === 'move' && ++moves === 1) scene.forge.commit(scene.web, snapshot('a'))
      return undefined
    }
    const outcome = await scene.it.sync(given)
    expect(snapshotsOf(scene)).toEqual([snapshot('a')])
    expect(metricsOf(outcome)).toMatchObject({ snapshots_deleted: 1, errors_encountered: 0 })
  })

  test('once, also where the answer was lost', async () => {
    const scene = await opened('a')
    finish(scene, 'a', 'MERGED')
    let moves = 0
    scene.forge.onCall = (call) => (call === 'move' && ++moves === 1 ? 'lost' : undefined)
    const outcome = await scene.it.sync(given)
    expect(snapshotsOf(scene)).toEqual([])
    expect(metricsOf(outcome)).toMatchObject({ snapshots_deleted: 1, errors_encountered: 0 })
  })

  test('that outlived a pull request of ours which we closed', async () => {
    const scene = await opened('a')
    scene.web.branches.set('a', scene.web.branches.get('main')!)
    let moves = 0
    scene.forge.onCall = (call) => {
      if (call === 'move' && ++moves === 1)
        throw new GitHubError('Server Error', { status: 422, method: 'POST', route: 'POST /memory' })
      return undefined
    }
    await scene.it.sync(given)
    expect(scene.web.pulls).toMatchObject([{ state: 'CLOSED' }])
    expect(snapshotsOf(scene)).toEqual([snapshot('a')])
    await scene.it.sync(given)
    expect(snapshotsOf(scene)).toEqual([])
  })
})

describe('a snapshot stays', () => {
  const stays = async (scene: Scene, inputs: Record<string, string> = given): Promise<string | undefined> => {
    const tip = scene.web.branches.get(snapshot('a'))
    const outcome = await scene.it.sync(inputs)
    expect(scene.web.branches.get(snapshot('a'))).toBe(tip)
    return outcome.plan.find(({ branch }) => branch === snapshot('a'))?.because
  }

  test('while its pull request is open', async () => {
    expect(await stays(await opened('a'))).toBe('is the head of pull request #1')
  })

  test('where somebody pushed to it', async () => {
    const scene = await opened('a')
    finish(scene, 'a', 'CLOSED')
    scene.forge.commit(scene.web, snapshot('a'))
    expect(await stays(scene)).toContain('does not stand where we put it')
  })

  test.each([
    ['of somebody else', { own: false }],
    ['from a fork', { fork: true, own: false }],
    ['into another branch', { base: 'b' }],
    ['without a marker', { body: 'mine' }],
  ])('where the pull request is %s', async (_title, change) => {
    const scene = await opened('a')
    finish(scene, 'a', 'CLOSED')
    Object.assign(scene.web.pulls[0]!, change)
    // Nothing that opens a new pull request from it.
    scene.web.branches.set('a', scene.web.branches.get('main')!)
    expect(await stays(scene)).toBe('is a snapshot of which no pull request of ours is known')
  })

  test('without create-prs, and in a dry run', async () => {
    const scene = await opened('a')
    finish(scene, 'a', 'CLOSED')
    expect(await stays(scene, { 'auto-sync': 'true' })).toBe(
      'its pull request #1 was closed; deleting it needs create-prs',
    )
    expect(await stays(scene, { ...given, 'dry-run': 'true' })).toBe('its pull request #1 was closed')
  })

  test('as the head of the pull request that is opened anew, because the branch moved', async () => {
    const scene = await opened('a')
    finish(scene, 'a', 'CLOSED')
    scene.forge.commit(scene.web, 'a')
    await scene.it.sync(given)
    expect(snapshotsOf(scene)).toEqual([snapshot('a')])
    expect(scene.web.pulls.map(({ head, state }) => [head, state])).toEqual([
      [snapshot('a'), 'CLOSED'],
      [snapshot('a'), 'OPEN'],
    ])
  })

  test('and is not moved any more once somebody pushed to it, which is said', async () => {
    const scene = await opened('a')
    const pushed = scene.forge.commit(scene.web, snapshot('a'))
    scene.forge.commit(scene.web, 'main', 3)
    scene.forge.calls.length = 0
    const outcome = await scene.it.sync(given)
    expect(scene.web.branches.get(snapshot('a'))).toBe(pushed)
    expect(scene.forge.calls).not.toContain('move')
    expect([...outcome.results.values()]).toMatchObject([
      {
        kind: 'refused',
        because: expect.stringContaining('somebody pushed to its snapshot ecosystem-sync/a'),
      },
    ])
  })
})

test('a snapshot that a killed run left without a pull request is used and moved on', async () => {
  const forge = memoryForge()
  const web = forge.add('acme/web', 40)
  forge.branch(web, 'a', { behind: 20, ahead: 1 })
  web.branches.set(snapshot('a'), web.branches.get('main')!)
  forge.commit(web, 'main', 2)
  const outcome = await world(forge, { repositories: ['acme/web'] }).sync(given)
  expect(web.branches.get(snapshot('a'))).toBe(web.branches.get('main'))
  expect(web.pulls).toMatchObject([{ head: snapshot('a'), state: 'OPEN' }])
  expect(metricsOf(outcome)).toMatchObject({ prs_created: 1, errors_encountered: 0 })
})
