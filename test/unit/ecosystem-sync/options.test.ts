import { describe, expect, test } from '@jest/globals'
import { memoryRunner } from '@ecosystem-actions/core/testing/runner'
import { readInputs } from '@ecosystem-actions/core/inputs'
import type { ReadAnswer } from '../../../actions/ecosystem-sync/forge.ts'
import type { RepositoryRead } from '../../../actions/ecosystem-sync/model.ts'
import { Inputs } from '../../../actions/ecosystem-sync/inputs.ts'
import type { Outcome } from '../../../actions/ecosystem-sync/outcome.ts'
import { failureOf, report } from '../../../actions/ecosystem-sync/report.ts'
import { memoryForge, type MemoryForge } from '../../support/memory-forge.ts'
import { inputsOf, world } from '../../support/sync-world.ts'

function one(): MemoryForge {
  const forge = memoryForge()
  const repository = forge.add('acme/web', 40)
  forge.branch(repository, 'feature/a', { behind: 20, ahead: 1 })
  forge.branch(repository, 'feature/b', { behind: 5, ahead: 1 })
  return forge
}

async function run(
  given: Record<string, string>,
  config: object = {},
  forge = one(),
): Promise<{ outcome: Outcome; forge: MemoryForge; planned: Record<string, string> }> {
  const it = world(forge, { repositories: ['acme/web'], ...config })
  const outcome = await it.sync({ 'create-prs': 'true', ...given })
  return {
    outcome,
    forge,
    planned: Object.fromEntries(outcome.plan.map(({ branch, action }) => [branch, action])),
  }
}

/** What is read of repositories, changed on its way. */
function altered(forge: MemoryForge, change: (read: RepositoryRead) => RepositoryRead): void {
  const before = forge.readRepositories.bind(forge)
  forge.readRepositories = async (asks) => {
    const { answers, ...rest } = await before(asks)
    const changed = new Map<string, ReadAnswer>()
    for (const [key, answer] of answers)
      changed.set(key, answer.kind === 'read' ? { ...answer, read: change(answer.read) } : answer)
    return { ...rest, answers: changed }
  }
}

const web = (forge: MemoryForge) => forge.repositories.get('acme/web')!

describe('threshold', () => {
  test.each([
    ['the default of 10', {}, {}, ['open-pull-request', 'none']],
    ["the file's", {}, { auto_merge_threshold_commits: 4 }, ['open-pull-request', 'open-pull-request']],
    [
      "the step's over the file's",
      { threshold: '30' },
      { auto_merge_threshold_commits: 4 },
      ['none', 'none'],
    ],
    [
      "the repository's over the step's",
      { threshold: '30' },
      { repositories: [{ name: 'acme/web', threshold: 4 }] },
      ['open-pull-request', 'open-pull-request'],
    ],
    [
      "the repository's over the step's, also where it says what the file says for all",
      { threshold: '0' },
      { repositories: [{ name: 'acme/web', threshold: 20 }], defaults: { threshold: 20 } },
      ['none', 'none'],
    ],
    ['is exceeded, not reached', { threshold: '20' }, {}, ['none', 'none']],
  ])('%s', async (_title, given, config, expected) => {
    const { planned } = await run(given, config)
    expect([planned['feature/a'], planned['feature/b']]).toEqual(expected)
  })
})

describe('branches', () => {
  test('include and exclude', async () => {
    expect((await run({ include: 'other/*' })).planned).toMatchObject({ 'feature/a': 'none' })
    expect((await run({ exclude: 'feature/**' })).planned).toMatchObject({ 'feature/a': 'none' })
    const perRepository = { repositories: [{ name: 'acme/web', exclude: ['feature/a'] }] }
    expect((await run({}, perRepository)).planned).toMatchObject({ 'feature/a': 'none' })
  })

  test('base compares with another branch', async () => {
    const forge = one()
    const { outcome } = await run({}, { repositories: [{ name: 'acme/web', base: 'feature/b' }] }, forge)
    expect(outcome.plan.find(({ branch }) => branch === 'feature/a')).toMatchObject({
      base: 'feature/b',
      behind: 16,
    })
    const none = await run({}, { repositories: [{ name: 'acme/web', base: 'nowhere' }] })
    expect(none.outcome.repositories[0]).toMatchObject({ status: 'no-base' })
  })

  const gitflow = (include?: string[]) => {
    const forge = one()
    forge.branch(web(forge), 'develop', { behind: 0, ahead: 20 })
    // Contained in develop, so it could be fast-forwarded.
    const config = { repositories: [{ name: 'acme/web', base: 'develop', ...(include ? { include } : {}) }] }
    return { forge, config, before: web(forge).branches.get('main') }
  }

  test.each(['auto', 'merge', 'fast-forward', 'pull-request'])(
    'the default branch is left alone by the strategy %s where another branch is the base',
    async (strategy) => {
      const { forge, config, before } = gitflow()
      const { planned } = await run({ 'auto-sync': 'true', strategy }, config, forge)
      expect(planned['main']).toBe('none')
      expect(web(forge).branches.get('main')).toBe(before)
    },
  )

  test('the default branch that is included by name gets a pull request and is never moved', async () => {
    const { forge, config, before } = gitflow(['main'])
    const { planned } = await run({ 'auto-sync': 'true', strategy: 'auto' }, config, forge)
    expect(planned['main']).toBe('open-pull-request')
    expect(web(forge).branches.get('main')).toBe(before)
  })

  test('exclude-bots', async () => {
    const forge = one()
    forge.branch(web(forge), 'renovate/x', { behind: 20, ahead: 1 })
    expect((await run({}, {}, forge)).planned['renovate/x']).toBe('none')
    expect((await run({ 'exclude-bots': 'false' }, {}, forge)).planned['renovate/x']).toBe(
      'open-pull-request',
    )
  })

  test('stale-after-days', async () => {
    const forge = one()
    altered(forge, (read) => ({
      ...read,
      branches: read.branches.map((branch) => ({ ...branch, committedAt: '2025-11-01T00:00:00Z' })),
    }))
    expect((await run({ 'stale-after-days': '30' }, {}, forge)).planned['feature/a']).toBe('report')
    expect((await run({ 'stale-after-days': '0' }, {}, forge)).planned['feature/a']).toBe('open-pull-request')
  })
})

describe('pull requests', () => {
  test('labels of step and repository are added to our own', async () => {
    const { forge } = await run(
      { labels: 'one, two' },
      { repositories: [{ name: 'acme/web', labels: ['three'] }] },
    )
    expect(web(forge).pulls[0]?.labels).toEqual(['ecosystem-sync', 'one', 'two', 'three'])
  })

  test('pr-head: snapshot stands still and is moved by us', async () => {
    const forge = one()
    const it = world(forge, { repositories: ['acme/web'] })
    const given = { 'create-prs': 'true', 'pr-head': 'snapshot' }
    await it.sync(given)
    const first = web(forge).branches.get('main')
    expect(web(forge).pulls).toMatchObject([{ head: 'ecosystem-sync/feature/a', base: 'feature/a' }])
    expect(web(forge).branches.get('ecosystem-sync/feature/a')).toBe(first)
    forge.commit(web(forge), 'main', 3)
    const second = await it.sync(given)
    expect(second.plan.find(({ branch }) => branch === 'feature/a')?.action).toBe('update-pull-request')
    expect(web(forge).branches.get('ecosystem-sync/feature/a')).toBe(web(forge).branches.get('main'))
    expect(web(forge).pulls).toHaveLength(1)
  })

  test('a snapshot to which somebody pushed stays when its pull request is closed', async () => {
    const forge = one()
    const it = world(forge, { repositories: ['acme/web'] })
    const given = { 'create-prs': 'true', 'pr-head': 'snapshot' }
    await it.sync(given)
    forge.commit(web(forge), 'ecosystem-sync/feature/a', 1)
    const pushed = web(forge).branches.get('ecosystem-sync/feature/a')
    web(forge).branches.set('feature/a', web(forge).branches.get('main')!)
    await it.sync(given)
    expect(web(forge).pulls).toMatchObject([{ state: 'CLOSED' }])
    expect(web(forge).branches.get('ecosystem-sync/feature/a')).toBe(pushed)
  })

  test('every write is in the journal: snapshot, pull request, labels', async () => {
    const { outcome } = await run({ 'pr-head': 'snapshot' })
    for (const kind of ['intended', 'wrote'])
      expect(outcome.entries.filter((entry) => entry.kind === kind).map(({ action }) => action)).toEqual(
        expect.arrayContaining(['move-snapshot', 'open-pull-request', 'add-labels']),
      )
  })

  test('a snapshot goes with its pull request', async () => {
    const forge = one()
    const it = world(forge, { repositories: ['acme/web'] })
    const given = { 'create-prs': 'true', 'pr-head': 'snapshot' }
    await it.sync(given)
    web(forge).branches.set('feature/a', web(forge).branches.get('main')!)
    await it.sync(given)
    expect(web(forge).pulls).toMatchObject([{ head: 'ecosystem-sync/feature/a', state: 'CLOSED' }])
    expect([...web(forge).branches.keys()]).not.toContain('ecosystem-sync/feature/a')
  })

  test('pr-head: auto takes a snapshot only where the default branch is busy', async () => {
    expect(web((await run({ 'pr-head': 'auto' })).forge).pulls[0]?.head).toBe('main')
    const busy = one()
    altered(busy, (read) => ({
      ...read,
      chain: read.chain.map((link) => ({ ...link, committedAt: '2026-01-10T23:00:00Z' })),
    }))
    expect(web((await run({ 'pr-head': 'auto' }, {}, busy)).forge).pulls[0]?.head).toBe(
      'ecosystem-sync/feature/a',
    )
  })
})

test('files are written where they are wanted', async () => {
  const forge = one()
  const it = world(forge, { repositories: ['acme/web'] })
  await it.sync({ 'metrics-file': 'out/m.json', 'plan-file': 'out/p.json' })
  const text = async (path: string) =>
    JSON.parse((await it.files.read(path)) ?? 'null') as Record<string, unknown>
  expect(await text('out/m.json')).toMatchObject({ repos_scanned: 1, branches_behind: 1, api_calls_made: 2 })
  expect(await text('out/p.json')).toMatchObject({
    version: 1,
    dry_run: false,
    totals: { actions: { report: 1, none: 1 } },
  })
  expect(await it.files.read('out/ecosystem-sync-journal.jsonl')).toContain('"kind":"read"')
})

test('files that cannot be written at the end are warnings, and the outputs are there', async () => {
  const it = world(one(), { repositories: ['acme/web'] })
  const write = it.files.write.bind(it.files)
  it.files.write = (path, content) =>
    path === 'p.json' && typeof content !== 'string'
      ? Promise.reject(new Error('No space left on device'))
      : write(path, content)
  const outcome = await it.sync({ 'plan-file': 'p.json', 'create-prs': 'true' })
  expect(outcome.warnings).toEqual(['No space left on device'])
  expect(report(outcome, inputsOf()).outputs).toMatchObject({ 'prs-created': 1 })
})

describe('fail-on', () => {
  const failing = async (bad: number, good: number): Promise<Outcome> => {
    const forge = memoryForge()
    const names = Array.from({ length: bad + good }, (_, index) => `acme/r${index}`)
    for (const [index, name] of names.entries()) forge.add(name).missing = index < bad
    return world(forge, { repositories: names }).sync()
  }
  test.each([
    ['any', 1, 9, true],
    ['any', 0, 10, false],
    ['all', 9, 1, false],
    ['all', 10, 0, true],
    ['never', 10, 0, false],
    ['0.2', 2, 8, false],
    ['0.2', 3, 7, true],
    ['1', 10, 0, true],
  ])('%s: %i of them bad, %i good', async (word, bad, good, fails) => {
    const failure = failureOf(await failing(bad, good), inputsOf({ 'fail-on': word })['fail-on'])
    expect(failure !== undefined).toBe(fails)
  })
})

test('text of others is inert in the summary', async () => {
  const forge = memoryForge()
  const repository = forge.add('acme/web', 40)
  forge.branch(repository, 'x`|<img src=x>@everyone', { behind: 20, ahead: 1 })
  const outcome = await world(forge, { repositories: ['acme/web'] }).sync()
  const { summary } = report(outcome, inputsOf())
  const row = summary.split('\n').find((line) => line.includes('everyone')) ?? ''
  // Inside a code span whose fence its content cannot close, and with the cell's own bars only.
  expect(row).toContain('``x`\\|<img src=x>@everyone``')
  expect(row.replaceAll('\\|', '').split('|')).toHaveLength(5)
})

test('every mistake in the inputs is named, and no token is shown', () => {
  const given = {
    threshold: '-1',
    strategy: 'sync',
    'fail-on': '2',
    'pr-head': 'x',
    tokens: 'ghs_verysecrettoken',
    'max-prs-per-run': 'all',
    'deadline-minutes': '0',
    state: 'branch:a..b',
  }
  let message = ''
  try {
    readInputs(Inputs, memoryRunner(given), () => undefined)
  } catch (error) {
    message = error instanceof Error ? error.message : ''
  }
  for (const name of Object.keys(given)) expect(message).toContain(`Input "${name}"`)
  expect(message).not.toContain('verysecret')
})

test.each([
  [' branch: automation-data ', 'branch:automation-data'],
  ['branch:data/ecosystem', 'branch:data/ecosystem'],
  ['.cache/state.json', '.cache/state.json'],
  ['', ''],
])('the place of the state %j is %j', (state, place) => {
  expect(readInputs(Inputs, memoryRunner({ state }), () => undefined).state).toBe(place)
})

test.each(['', 'two words', '.hidden', 'x.lock', 'x/', '-x', 'a..b', 'a@{1}'])(
  'the state on a branch %j is refused before anything is asked',
  (name) => {
    const given = memoryRunner({ state: `branch:${name}` })
    expect(() => readInputs(Inputs, given, () => undefined)).toThrow('Input "state" names')
  },
)

test.each([
  ['longer than GitHub allows', 'x'.repeat(51), 'longer than 50 characters'],
  [
    'more than a pull request can have',
    Array.from({ length: 99 }, (_, n) => `l${n}`).join(),
    'has 99 labels',
  ],
])('labels that are %s are known before anything is asked', async (_, labels, says) => {
  const forge = memoryForge()
  forge.branch(forge.add('acme/web'), 'old', { behind: 20, ahead: 0 })
  await expect(
    world(forge, { repositories: ['acme/web'] }).sync({ 'create-prs': 'true', labels }),
  ).rejects.toThrow(says)
  expect(forge.calls).toEqual([])
})

test.each<[string, (forge: MemoryForge) => void, Record<string, string>, string | undefined]>([
  ['all branches are left out', () => undefined, { exclude: '**' }, 'No branch was counted'],
  [
    'all repositories are archived',
    (forge) => forge.repositories.forEach((repository) => (repository.archived = true)),
    {},
    'No branch was looked at',
  ],
  ['there is one to count', () => undefined, {}, undefined],
  [
    'there is none at all',
    (forge) => forge.repositories.get('acme/web')?.branches.delete('old'),
    {},
    undefined,
  ],
])('a run that looks at nothing says so, where %s', async (_, prepare, given, says) => {
  const forge = memoryForge()
  forge.branch(forge.add('acme/web'), 'old', { behind: 20, ahead: 0 })
  prepare(forge)
  const { warnings } = await world(forge, { repositories: ['acme/web'] }).sync(given)
  expect(warnings.map((warning) => warning.split(':')[0])).toEqual(says === undefined ? [] : [says])
})
