import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import { GitHubError } from '@ecosystem-actions/core/errors'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { startEmulator } from '@ecosystem-actions/github-emulator'
import { exactly } from '../../actions/ecosystem-sync/plan/drift.ts'
import type { Forge, ReadAnswer } from '../../actions/ecosystem-sync/forge.ts'
import { githubForge } from '../../actions/ecosystem-sync/forge/github-forge.ts'
import type { RepositoryRead } from '../../actions/ecosystem-sync/model.ts'
import { writeRefusal } from '../../actions/ecosystem-sync/write/refusals.ts'
import { memoryForge } from '../support/memory-forge.ts'

interface Subject {
  forge: Forge
  close: () => Promise<void>
}

async function onEmulator(): Promise<Subject> {
  const emulator = await startEmulator({
    now: '2026-01-11T00:00:00Z',
    repositories: [
      {
        name: 'acme/web',
        commits: 10,
        branches: [
          { name: 'old', from: 'main~5' },
          { name: 'own', from: 'main~3', commits: [{ message: 'work', files: { 'a.txt': 'a\n' } }] },
        ],
      },
      { name: 'acme/gone', missing: true },
    ],
  })
  const github = createGitHub({
    token: 'ghs_viewer',
    baseUrl: emulator.url,
    clock: manualClock('2026-01-11T00:00:00Z'),
  })
  return { forge: githubForge(github, 'acme/control'), close: () => emulator.close() }
}

function inMemory(): Promise<Subject> {
  const forge = memoryForge()
  const repository = forge.add('acme/web', 10)
  forge.branch(repository, 'old', { behind: 5, ahead: 0 })
  forge.branch(repository, 'own', { behind: 3, ahead: 1 })
  forge.add('acme/gone').missing = true
  return Promise.resolve({ forge, close: () => Promise.resolve() })
}

async function read(forge: Forge, name: string): Promise<ReadAnswer | undefined> {
  const [owner = '', repository = ''] = name.split('/')
  const { answers } = await forge.readRepositories([{ key: name, owner, name: repository, chain: true }])
  return answers.get(name)
}

async function web(forge: Forge): Promise<RepositoryRead> {
  const answer = await read(forge, 'acme/web')
  if (answer?.kind !== 'read') throw new Error(`acme/web was not read: ${JSON.stringify(answer)}`)
  return answer.read
}

const tipOf = ({ branches }: RepositoryRead, name: string) =>
  branches.find((branch) => branch.name === name)?.oid ?? ''

async function refusal(write: Promise<unknown>): Promise<string> {
  const error = await write.then(
    () => undefined,
    (error: unknown) => error,
  )
  return error instanceof GitHubError ? writeRefusal(error).kind : 'none'
}

describe.each([
  ['the emulator', onEmulator],
  ['memory', inMemory],
])('the forge on %s', (_name, begin) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await begin()
  })
  afterAll(() => subject.close())

  test('reads a repository with its branches and the chain of its default branch', async () => {
    const found = await web(subject.forge)
    expect(found).toMatchObject({
      nameWithOwner: 'acme/web',
      defaultBranch: 'main',
      archived: false,
      empty: false,
      pulls: [],
    })
    expect(found.branches.map(({ name }) => name).sort()).toEqual(['main', 'old', 'own'])
    expect(found.chain[0]?.oid).toBe(tipOf(found, 'main'))
    expect(found.chain[5]?.oid).toBe(tipOf(found, 'old'))
    expect(found.chain[0]?.parents).toEqual([found.chain[1]?.oid])
  })

  test('says of a missing repository that it is missing', async () => {
    expect(await read(subject.forge, 'acme/gone')).toMatchObject({
      kind: 'refused',
      refused: { problem: 'missing' },
    })
    expect(await read(subject.forge, 'acme/never')).toMatchObject({
      kind: 'refused',
      refused: { problem: 'missing' },
    })
  })

  test('compares tips with the base branch, and says when the base is gone', async () => {
    const found = await web(subject.forge)
    const ask = (head: string, base = 'main') => ({
      key: `${base} ${head}`,
      owner: 'acme',
      name: 'web',
      base,
      head,
    })
    const asks = [
      ask(tipOf(found, 'old')),
      ask(tipOf(found, 'own')),
      ask(tipOf(found, 'main')),
      ask(tipOf(found, 'old'), 'nowhere'),
    ]
    const { answers, overloaded } = await subject.forge.compare(asks)
    expect(overloaded).toBe(false)
    const baseOid = tipOf(found, 'main')
    const { defaultBranch } = found
    expect(asks.map(({ key }) => answers.get(key))).toEqual([
      { kind: 'counts', comparison: exactly(0, 5), baseOid, defaultBranch },
      { kind: 'counts', comparison: exactly(1, 3), baseOid, defaultBranch },
      { kind: 'counts', comparison: exactly(0, 0), baseOid, defaultBranch },
      { kind: 'base-gone' },
    ])
  })

  test('lists what was pushed after a time', async () => {
    const all = await subject.forge.pushedSince('acme', '2000-01-01T00:00:00Z')
    expect(all?.map(({ repository }) => repository)).toContain('acme/web')
    expect(await subject.forge.pushedSince('acme', '2100-01-01T00:00:00Z')).toEqual([])
  })

  test('opens a pull request once, finds, labels, changes and closes it', async () => {
    const { forge } = subject
    const pair = { head: 'main', base: 'own' }
    expect(await forge.findPullRequest('acme/web', pair)).toBeUndefined()
    const { number } = await forge.createPullRequest('acme/web', { ...pair, title: 'Sync', body: 'first' })
    expect(
      await refusal(forge.createPullRequest('acme/web', { ...pair, title: 'Sync', body: 'again' })),
    ).toBe('exists')
    await forge.addLabels('acme/web', number, ['ecosystem-sync', 'chore'])
    await forge.changePullRequest('acme/web', number, { body: 'second' })
    expect(await forge.findPullRequest('acme/web', pair)).toMatchObject({
      number,
      body: 'second',
      state: 'OPEN',
      labels: ['ecosystem-sync', 'chore'],
    })
    expect((await web(forge)).pulls).toMatchObject([{ number, ...pair, body: 'second', state: 'OPEN' }])
    await forge.changePullRequest('acme/web', number, { state: 'closed', body: 'third' })
    expect(await forge.findPullRequest('acme/web', pair)).toBeUndefined()
    expect((await web(forge)).pulls).toMatchObject([{ number, state: 'CLOSED', body: 'third' }])
  })

  test('moves a branch from where it was seen, forward only', async () => {
    const { forge } = subject
    const found = await web(forge)
    const place = { id: found.id, repository: 'acme/web' }
    const [main, old, own] = ['main', 'old', 'own'].map((name) => tipOf(found, name)) as [
      string,
      string,
      string,
    ]
    expect(await refusal(forge.moveBranches(place, [{ branch: 'own', before: own, after: main }]))).toBe(
      'moved',
    )
    expect(await refusal(forge.moveBranches(place, [{ branch: 'old', before: main, after: main }]))).toBe(
      'moved',
    )
    expect(
      await refusal(
        forge.moveBranches(place, [
          { branch: 'old', before: old, after: main },
          { branch: 'own', before: main, after: main },
        ]),
      ),
    ).toBe('moved')
    expect(await forge.tip('acme/web', 'old')).toBe(old)
    await forge.moveBranches(place, [{ branch: 'old', before: old, after: main }])
    expect(await forge.tip('acme/web', 'old')).toBe(main)
    await forge.moveBranches(place, [{ branch: 'ecosystem-sync/x', before: '0'.repeat(40), after: main }])
    expect(await forge.tip('acme/web', 'ecosystem-sync/x')).toBe(main)
    expect(await forge.tip('acme/web', 'nowhere')).toBeUndefined()
    // To nowhere deletes, with the same guard.
    const gone = (before: string) => [{ branch: 'ecosystem-sync/x', before, after: '0'.repeat(40) }]
    expect(await refusal(forge.moveBranches(place, gone(own)))).toBe('moved')
    await forge.moveBranches(place, gone(main))
    expect(await forge.tip('acme/web', 'ecosystem-sync/x')).toBeUndefined()
  })

  test('merges the base into a branch, once', async () => {
    const { forge } = subject
    const main = tipOf(await web(forge), 'main')
    const merged = await forge.merge('acme/web', { base: 'own', head: main, message: 'Merge main' })
    expect(merged.kind).toBe('merged')
    const tip = (await forge.tip('acme/web', 'own')) ?? ''
    expect(merged).toEqual({ kind: 'merged', oid: tip })
    expect(await forge.parents('acme/web', tip)).toBe(2)
    expect(await forge.merge('acme/web', { base: 'own', head: main, message: 'Merge main' })).toEqual({
      kind: 'nothing',
    })
  })
})
