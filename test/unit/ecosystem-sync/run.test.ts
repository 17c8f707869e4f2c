import { describe, expect, test } from '@jest/globals'
import type { Outcome } from '../../../actions/ecosystem-sync/outcome.ts'
import { BudgetStop, GitHubError } from '@ecosystem-actions/core/errors'
import { remainingOf } from '../../../actions/ecosystem-sync/outcome.ts'
import { report } from '../../../actions/ecosystem-sync/report.ts'
import { metricsOf } from '../../../actions/ecosystem-sync/metrics.ts'
import { memoryForge, type MemoryForge } from '../../support/memory-forge.ts'
import { largeForge } from '../../support/large-forge.ts'
import { inputsOf, world } from '../../support/sync-world.ts'

function ecosystem(count = 3): { forge: MemoryForge; names: string[] } {
  const forge = memoryForge()
  const names = Array.from({ length: count }, (_, index) => `acme/r${index}`)
  for (const name of names) {
    const repository = forge.add(name)
    forge.branch(repository, 'contained', { behind: 20, ahead: 0 })
    forge.branch(repository, 'diverged', { behind: 15, ahead: 3 })
    forge.branch(repository, 'near', { behind: 2, ahead: 1 })
    forge.branch(repository, 'release/1', { behind: 25, ahead: 0 })
  }
  return { forge, names }
}

function actions(outcome: Outcome, repository: string): Record<string, string> {
  return Object.fromEntries(
    outcome.plan
      .filter((item) => item.repository === repository)
      .map(({ branch, action }) => [branch, action]),
  )
}

const opened = (forge: MemoryForge) =>
  [...forge.repositories.values()].flatMap(({ pulls }) => pulls.map(({ base, state }) => `${base} ${state}`))

describe('a run', () => {
  test('only reports without a flag', async () => {
    const { forge, names } = ecosystem()
    const outcome = await world(forge, { repositories: names }).sync()
    expect(actions(outcome, 'acme/r0')).toEqual({
      contained: 'report',
      diverged: 'report',
      near: 'none',
      'release/1': 'none',
    })
    expect(opened(forge)).toEqual([])
    expect(metricsOf(outcome)).toMatchObject({
      repos_scanned: 3,
      branches_analyzed: 9,
      branches_behind: 6,
      success_rate: 100,
      errors_encountered: 0,
    })
  })

  test('opens pull requests once, and a second run changes nothing', async () => {
    const { forge, names } = ecosystem()
    const it = world(forge, { repositories: names })
    const first = await it.sync({ 'create-prs': 'true' })
    expect(metricsOf(first).prs_created).toBe(6)
    expect(forge.repositories.get('acme/r0')?.pulls[0]).toMatchObject({
      head: 'main',
      labels: ['ecosystem-sync'],
    })
    const calls = forge.calls.length
    const second = await it.sync({ 'create-prs': 'true' })
    expect(metricsOf(second)).toMatchObject({ prs_created: 0, prs_updated: 0 })
    expect(forge.calls.slice(calls)).toEqual(['read', 'compare'])
    expect(opened(forge)).toHaveLength(6)
  })

  test('dry run and live run have the same plan, and the dry run writes nothing', async () => {
    const { forge, names } = ecosystem()
    const it = world(forge, { repositories: names })
    const dry = await it.sync({ 'create-prs': 'true', 'dry-run': 'true' })
    expect(new Set(forge.calls)).toEqual(new Set(['read', 'compare']))
    const live = await it.sync({ 'create-prs': 'true' })
    expect(live.plan).toEqual(dry.plan)
  })

  test('fast-forwards contained branches and opens pull requests for the others', async () => {
    const { forge, names } = ecosystem(1)
    const outcome = await world(forge, { repositories: names }).sync({
      'create-prs': 'true',
      'auto-sync': 'true',
      strategy: 'auto',
    })
    const repository = forge.repositories.get('acme/r0')
    expect(repository?.branches.get('contained')).toBe(repository?.branches.get('main'))
    expect(repository?.pulls.map(({ base, labels }) => [base, labels])).toEqual([
      ['diverged', ['ecosystem-sync', 'automerge']],
    ])
    expect(metricsOf(outcome)).toMatchObject({ fast_forwarded: 1, prs_created: 1 })
  })

  test('a protected branch included by name falls back to a pull request', async () => {
    const { forge } = ecosystem(1)
    forge.repositories.get('acme/r0')?.protected.add('contained')
    const config = { repositories: [{ name: 'acme/r0', include: ['contained'] }] }
    await world(forge, config).sync({ 'create-prs': 'true', 'auto-sync': 'true', strategy: 'auto' })
    expect(opened(forge)).toEqual(['contained OPEN'])
  })

  test('respects a decline until the branch moves', async () => {
    const { forge, names } = ecosystem(1)
    const it = world(forge, { repositories: names })
    await it.sync({ 'create-prs': 'true' })
    const repository = forge.repositories.get('acme/r0')!
    for (const pull of repository.pulls) pull.state = 'CLOSED'
    await it.sync({ 'create-prs': 'true' })
    expect(opened(forge)).toEqual(['contained CLOSED', 'diverged CLOSED'])
    forge.commit(repository, 'diverged')
    await it.sync({ 'create-prs': 'true' })
    expect(opened(forge)).toEqual(['contained CLOSED', 'diverged CLOSED', 'diverged OPEN'])
  })

  test('closes its pull request when the branch has caught up, and that is no decline', async () => {
    const { forge, names } = ecosystem(1)
    const it = world(forge, { repositories: names })
    await it.sync({ 'create-prs': 'true' })
    const repository = forge.repositories.get('acme/r0')!
    repository.branches.set('contained', repository.branches.get('main')!)
    const outcome = await it.sync({ 'create-prs': 'true' })
    expect(metricsOf(outcome).prs_closed).toBe(1)
    forge.commit(repository, 'main', 12)
    await it.sync({ 'create-prs': 'true' })
    expect(opened(forge)).toEqual(['contained CLOSED', 'diverged OPEN', 'contained OPEN', 'near OPEN'])
  })

  test('one missing repository is an error of its own', async () => {
    const { forge, names } = ecosystem()
    const outcome = await world(forge, { repositories: [...names, 'acme/gone'] }).sync()
    expect(metricsOf(outcome)).toMatchObject({ repos_scanned: 3, errors_encountered: 1, success_rate: 75 })
  })
})

describe('between scan and write', () => {
  const live = { 'auto-sync': 'true', 'create-prs': 'true', strategy: 'auto' }

  test.each([
    [
      'a branch that is deleted is skipped',
      (forge: MemoryForge) => forge.repositories.get('acme/r0')?.branches.delete('contained'),
    ],
    [
      'a branch that moves is skipped',
      (forge: MemoryForge) => forge.commit(forge.repositories.get('acme/r0')!, 'contained'),
    ],
  ])('%s', async (_title, happens) => {
    const { forge, names } = ecosystem(1)
    const it = world(forge, { repositories: names })
    forge.onCall = (call) => {
      if (call === 'move') happens(forge)
      return undefined
    }
    const outcome = await it.sync(live)
    const tip = forge.repositories.get('acme/r0')?.branches.get('contained')
    expect(metricsOf(outcome)).toMatchObject({ fast_forwarded: 0, errors_encountered: 0 })
    expect(tip).not.toBe(forge.repositories.get('acme/r0')?.branches.get('main'))
  })

  test('a branch without a common ancestor is reported', async () => {
    const { forge, names } = ecosystem(1)
    const repository = forge.repositories.get('acme/r0')!
    repository.branches.delete('near')
    forge.commit(repository, 'near', 3)
    const outcome = await world(forge, { repositories: names }).sync(live)
    expect(outcome.plan.find(({ branch }) => branch === 'near')).toMatchObject({
      drift: 'unrelated',
      action: 'report',
      because: 'has no common ancestor with the base branch',
    })
  })
})

test('where the API gives comparisons up git counts soon, not after minutes', async () => {
  const { forge, names } = ecosystem(1)
  const compared = forge.compare.bind(forge)
  const it = world(forge, { repositories: names })
  const { repositories } = forge
  forge.countByGit = async (name, _base, tips) => {
    const asks = tips.map((head) => ({ key: head, owner: 'acme', name: name.slice(5), base: 'main', head }))
    const calls = forge.calls.length
    forge.onCall = () => undefined
    const { answers } = await compared(asks)
    forge.calls.length = calls
    return new Map(
      [...answers].flatMap(([key, answer]) => (answer.kind === 'counts' ? [[key, answer.comparison]] : [])),
    )
  }
  forge.onCall = (call) => {
    if (call === 'compare')
      throw new GitHubError('Bad Gateway', {
        status: 502,
        method: 'POST',
        route: 'POST /graphql',
        ambiguous: true,
      })
    return undefined
  }
  const outcome = await it.sync()
  expect(repositories.size).toBe(1)
  expect(metricsOf(outcome)).toMatchObject({ branches_analyzed: 3, errors_encountered: 0 })
  expect(forge.calls.filter((call) => call === 'compare').length).toBeLessThanOrEqual(4)
  expect(it.clock.sleeps.reduce((total, ms) => total + ms, 0)).toBeLessThan(20_000)
})

describe('what can never converge', () => {
  test('where merge commits are not allowed no pull request is opened', async () => {
    const { forge, names } = ecosystem(1)
    forge.repositories.get('acme/r0')!.mergeCommitAllowed = false
    const outcome = await world(forge, { repositories: names }).sync({ 'create-prs': 'true' })
    expect(actions(outcome, 'acme/r0')).toMatchObject({ contained: 'report', diverged: 'report' })
    expect(opened(forge)).toEqual([])
  })

  test('a squashed sync pull request is recognised by its single parent and explained', async () => {
    const { forge, names } = ecosystem(1)
    const it = world(forge, { repositories: names })
    await it.sync({ 'create-prs': 'true' })
    const repository = forge.repositories.get('acme/r0')!
    const pull = repository.pulls.find(({ base }) => base === 'diverged')!
    Object.assign(pull, { state: 'MERGED', mergeCommit: forge.commit(repository, 'diverged') })
    const outcome = await it.sync({ 'create-prs': 'true' })
    expect(outcome.plan.find(({ branch }) => branch === 'diverged')).toMatchObject({
      action: 'report',
      pullRequest: pull.number,
      because: expect.stringContaining('squashed'),
    })
    expect(forge.calls).toContain('parents')
  })
})

describe('limits', () => {
  test('max-prs-per-run leaves the rest for the next run', async () => {
    const { forge, names } = ecosystem(3)
    const it = world(forge, { repositories: names })
    const first = await it.sync({ 'create-prs': 'true', 'max-prs-per-run': '4' })
    expect([metricsOf(first).prs_created, remainingOf(first)]).toEqual([4, 2])
    const second = await it.sync({ 'create-prs': 'true', 'max-prs-per-run': '4' })
    expect([metricsOf(second).prs_created, remainingOf(second)]).toEqual([2, 0])
  })

  test('max-prs-per-run holds for pull requests instead of refused moves too', async () => {
    const forge = memoryForge()
    const names = ['acme/r0', 'acme/r1', 'acme/r2']
    for (const name of names) {
      const repository = forge.add(name)
      forge.branch(repository, 'ruled', { behind: 20, ahead: 0 })
      forge.branch(repository, 'diverged', { behind: 20, ahead: 1 })
      repository.ruled.add('ruled')
    }
    const it = world(forge, { repositories: names })
    const given = { 'create-prs': 'true', 'auto-sync': 'true', strategy: 'auto', 'max-prs-per-run': '2' }
    for (const [opens, left] of [
      [2, 4],
      [2, 2],
      [2, 0],
    ]) {
      const outcome = await it.sync(given)
      expect([metricsOf(outcome).prs_created, remainingOf(outcome)]).toEqual([opens, left])
    }
  })

  test('pull requests beyond the limit are told first, and only what was done is said to start runs', async () => {
    const { forge, names } = ecosystem(3)
    const given = { 'create-prs': 'true', 'max-prs-per-run': '4' }
    let creations = 0
    forge.onCall = (call) => {
      if (call === 'create' && ++creations === 1)
        throw new GitHubError('Server Error', { status: 422, method: 'POST', route: 'POST /memory' })
      return undefined
    }
    const { summary, annotations } = report(
      await world(forge, { repositories: names }).sync(given),
      inputsOf(given),
    )
    expect(summary).toMatch(/^\*\*Not all was done:\*\* .*max-prs-per-run.*2 items left for the next run/)
    expect(annotations?.[0]?.message).toContain('2 items left for the next run')
    // Four were planned for this run and one failed.
    expect(summary).toContain('It may have started at most 3 workflow runs')
  })

  test('between two pull requests lie at least three seconds', async () => {
    const { forge, names } = ecosystem(3)
    const it = world(forge, { repositories: names })
    const times: number[] = []
    forge.onCall = (call) => {
      if (call === 'create') times.push(it.clock.monotonic())
      return undefined
    }
    await it.sync({ 'create-prs': 'true' })
    expect(times).toHaveLength(6)
    expect(Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toBeGreaterThanOrEqual(
      3000,
    )
    expect(forge.repositories.get('acme/r0')?.pulls[0]?.body).toContain('lacks 20 commits of `main`')
  })

  test('a limit in the middle of writing stops cleanly, and the next run goes on', async () => {
    const { forge, names } = ecosystem(3)
    const it = world(forge, { repositories: names })
    let creations = 0
    forge.onCall = (call) => {
      if (call === 'create' && ++creations > 2)
        throw new BudgetStop(
          'The core rate limit is down to its reserve of 100.',
          new Date('2026-01-11T00:30:00Z'),
        )
      return undefined
    }
    const given = { 'create-prs': 'true', state: 'state.json' }
    const first = await it.sync(given)
    expect(remainingOf(first)).toBe(4)
    expect(first.nextDue.toISOString()).toBe('2026-01-11T00:30:00.000Z')
    expect(report(first, inputsOf(given))).toMatchObject({
      summary: expect.stringMatching(/^\*\*Stopped cleanly/),
      outputs: { remaining: 4 },
    })
    expect(report(first, inputsOf(given)).failure).toBeUndefined()
    forge.onCall = () => undefined
    await it.sync(given)
    expect(opened(forge)).toHaveLength(6)
  })

  test("a limit of one token ends only that token's writes", async () => {
    const forges = new Map(['acme', 'other'].map((owner) => [owner, memoryForge()]))
    for (const [owner, forge] of forges) {
      const repository = forge.add(`${owner}/web`)
      forge.branch(repository, 'contained', { behind: 20, ahead: 0 })
      forge.branch(repository, 'one', { behind: 20, ahead: 1 })
      forge.branch(repository, 'two', { behind: 20, ahead: 1 })
    }
    const it = world(forges.get('acme')!, { repositories: ['acme/web', 'other/web'] })
    it.forgeOf = (owner) => forges.get(owner)!
    const limited = new Set(['rights', 'move', 'create'])
    it.forge.onCall = (call) => {
      if (limited.has(call)) throw new BudgetStop('The core rate limit is down to its reserve of 100.')
      return undefined
    }
    const given = { 'create-prs': 'true', 'auto-sync': 'true', strategy: 'auto' }
    const outcome = await it.sync(given)
    expect(opened(it.forge)).toEqual([])
    expect(opened(forges.get('other')!)).toEqual(['one OPEN', 'two OPEN'])
    expect(metricsOf(outcome)).toMatchObject({ fast_forwarded: 1, prs_created: 2, errors_encountered: 0 })
    expect(remainingOf(outcome)).toBe(3)
    expect(outcome.stopped?.message).toContain('reserve')
    // The first refusal is enough: nothing else was tried with that token.
    expect(it.forge.calls.filter((call) => call === 'move' || call === 'create')).toEqual(['move'])
  })

  test('a limit while a token is had ends only the part of its owner, and is no error', async () => {
    const { forge } = ecosystem(1)
    const it = world(forge, { repositories: ['acme/r0', 'other/web', 'third/web'] })
    const [third] = [memoryForge()]
    third.branch(third.add('third/web'), 'one', { behind: 20, ahead: 1 })
    it.forgeOf = (owner) => {
      if (owner === 'other') throw new BudgetStop('The core rate limit is used up.')
      return owner === 'third' ? third : forge
    }
    const outcome = await it.sync({ 'create-prs': 'true' })
    expect(outcome.repositories.map(({ status }) => status)).toEqual(['ok', 'left', 'ok'])
    expect(opened(third)).toEqual(['one OPEN'])
    expect(remainingOf(outcome)).toBe(1)
    expect(metricsOf(outcome)).toMatchObject({ errors_encountered: 0 })
    expect(report(outcome, inputsOf()).summary).toMatch(/^\*\*Stopped cleanly/)
  })

  test('a limit in the middle of the scan keeps what was seen', async () => {
    const { forge } = ecosystem(60)
    const it = world(forge, { repositories: Array.from({ length: 60 }, (_, index) => `acme/r${index}`) })
    let reads = 0
    forge.onCall = (call) => {
      if (call === 'compare' && ++reads > 2)
        throw new BudgetStop('The graphql rate limit is down to its reserve of 100.')
      return undefined
    }
    const first = await it.sync({ state: 'state.json' })
    expect(remainingOf(first)).toBeGreaterThan(0)
    expect(metricsOf(first).repos_scanned).toBe(60 - remainingOf(first))
    expect(metricsOf(first).repos_scanned).toBeGreaterThan(10)
    forge.onCall = () => undefined
    const second = await it.sync({ state: 'state.json' })
    expect(metricsOf(second)).toMatchObject({ repos_scanned: 60, branches_behind: 120 })
  })
})

describe('state', () => {
  const given = { state: 'state.json' }
  const many = Array.from({ length: 40 }, (_, index) => `acme/r${index}`)

  test('an idle run asks once per owner; a push is read and counted by arithmetic', async () => {
    const { forge } = ecosystem(40)
    const it = world(forge, { repositories: many })
    await it.sync(given)
    forge.calls.length = 0
    const idle = await it.sync(given)
    expect(forge.calls).toEqual(['pushed'])
    expect(metricsOf(idle)).toMatchObject({ repos_scanned: 40, branches_analyzed: 120, repos_from_state: 40 })
    forge.calls.length = 0
    forge.now = '2026-01-10T12:00:00Z'
    forge.commit(forge.repositories.get('acme/r7')!, 'main', 9)
    const moved = await it.sync(given)
    expect(forge.calls).toEqual(['pushed', 'read'])
    expect(
      moved.plan.find(({ repository, branch }) => repository === 'acme/r7' && branch === 'near'),
    ).toMatchObject({ behind: 11, action: 'report' })
  })

  test('an idle run leaves the state as it is on the disk', async () => {
    const { forge } = ecosystem(40)
    const it = world(forge, { repositories: many })
    await it.sync(given)
    const written = it.files.content.get('state.json')
    await it.sync(given)
    expect(it.files.content.get('state.json')).toBe(written)
    // The threshold decides since when a branch is behind.
    await it.sync({ ...given, threshold: '17' })
    expect(it.files.content.get('state.json')).not.toBe(written)
  })

  test('hours behind are counted from when a branch was first seen behind', async () => {
    const { forge } = ecosystem(40)
    const it = world(forge, { repositories: many })
    expect(metricsOf(await it.sync(given)).hours_behind_total).toBe(0)
    it.clock.advance(2 * 3_600_000)
    expect(metricsOf(await it.sync(given)).hours_behind_total).toBe(160)
    forge.now = it.clock.now().toISOString()
    forge.commit(forge.repositories.get('acme/r7')!, 'main', 9)
    it.clock.advance(3_600_000)
    // The branch that fell behind with this push was not seen behind before.
    expect(metricsOf(await it.sync(given)).hours_behind_total).toBe(240)
    it.clock.advance(3_600_000)
    expect(metricsOf(await it.sync(given)).hours_behind_total).toBe(321)
  })

  test.each([
    [0, [['pushed', 'read'], ['pushed'], ['pushed']]],
    [4, [['pushed', 'read'], ['pushed'], ['pushed']]],
    [6, [['pushed'], ['pushed'], ['pushed']]],
  ])(
    'pushes %i s before they were read are read at most once more, because a time of whole seconds may hide another',
    async (seconds, expected) => {
      const { forge } = ecosystem(40)
      const it = world(forge, { repositories: many })
      await it.sync(given)
      it.clock.advance(3_600_000)
      forge.now = it.clock.now().toISOString()
      for (const name of many.slice(0, 10)) forge.commit(forge.repositories.get(name)!, 'main', 1)
      it.clock.advance(seconds * 1000)
      await it.sync(given)
      it.clock.advance(60_000)
      for (const calls of expected) {
        forge.calls.length = 0
        await it.sync(given)
        expect(forge.calls).toEqual(calls)
      }
    },
  )

  test('after a day everything is read again', async () => {
    const { forge } = ecosystem(40)
    const it = world(forge, { repositories: many })
    await it.sync(given)
    forge.calls.length = 0
    it.clock.advance(25 * 3_600_000)
    await it.sync(given)
    expect(forge.calls).toEqual(['read'])
  })

  test('a branch that we moved is left alone for a day', async () => {
    const { forge, names } = ecosystem(1)
    const it = world(forge, { repositories: names })
    const live = { ...given, 'auto-sync': 'true', strategy: 'auto' }
    await it.sync(live)
    const repository = forge.repositories.get('acme/r0')!
    const tip = repository.branches.get('contained')
    forge.commit(repository, 'main', 20)
    const second = await it.sync(live)
    expect(second.plan.find(({ branch }) => branch === 'contained')).toMatchObject({
      action: 'none',
      because: 'its tip is ours and less than a day old',
    })
    it.clock.advance(25 * 3_600_000)
    await it.sync(live)
    expect(repository.branches.get('contained')).not.toBe(tip)
  })
})

test.each([
  [4, 3],
  [104, 30],
  [1000, 270],
])(
  '%i repositories of 12 branches cost at most %i requests, however they are portioned',
  async (count, most) => {
    const forge = largeForge({ repositories: count, branches: 12 })
    const outcome = await world(forge, { repositories: forge.names }).sync({ state: 'state.json' })
    expect(metricsOf(outcome)).toMatchObject({ repos_scanned: count, branches_behind: count * 11 })
    expect(forge.calls.length).toBeLessThanOrEqual(most)
  },
)
