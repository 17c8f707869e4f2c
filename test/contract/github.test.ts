import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import { GitHubError, UserError } from '@ecosystem-actions/core/errors'
import { explainGitHubError } from '@ecosystem-actions/core/explain'
import type { GitHub } from '@ecosystem-actions/core/ports'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({
    now: '2026-01-11T00:00:00Z',
    tokens: [
      { token: 'ghs_small', kind: 'github_token', repository: 'acme/web', permissions: { contents: 'read' } },
      { token: 'ghs_other', kind: 'installation', owner: 'elsewhere', permissions: { contents: 'write' } },
    ],
    repositories: [
      {
        name: 'acme/web',
        files: { 'README.md': '# web' },
        branch_count: { prefix: 'wip/', count: 45, behind: 0, ahead: 1 },
      },
      { name: 'acme/old', renamed_to: 'acme/web' },
      { name: 'acme/vault', visibility: 'private', files: { a: 'b' } },
      { name: 'elsewhere/x', visibility: 'private', files: { a: 'b' } },
    ],
  })
})

afterAll(() => emulator.close())

interface Counted {
  github: GitHub
  /** Ours and the emulator's count of what went over the wire since. */
  counts: () => [number, number]
}

function client(token = 'ghs_viewer'): Counted {
  const before = emulator.requests().length
  const github = createGitHub({
    token,
    baseUrl: emulator.url,
    clock: manualClock(emulator.world.clock.now() > 0 ? new Date(emulator.world.clock.now()) : undefined),
  })
  return { github, counts: () => [github.usage().requests, emulator.requests(before).length] }
}

const web = { owner: 'acme', repo: 'web' }
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as GitHubError,
  )

function expectSameCount({ counts }: Counted): void {
  const [ours, theirs] = counts()
  expect(ours).toBe(theirs)
  expect(ours).toBeGreaterThan(0)
}

describe('the GitHub client against the emulator', () => {
  test('routes are counted as the server counts them', async () => {
    const one = client()
    await one.github.request('GET /repos/{owner}/{repo}', web)
    const branches = await Array.fromAsync(
      one.github.pages<{ name: string }>('GET /repos/{owner}/{repo}/branches', { ...web, per_page: 20 }),
    )
    expect(branches).toHaveLength(46)
    expect(one.github.usage().byRoute).toEqual({
      'GET /repos/{owner}/{repo}': 1,
      'GET /repos/{owner}/{repo}/branches': 3,
    })
    expect(one.github.usage().pools['core']).toMatchObject({ limit: 5000 })
    expectSameCount(one)
  })
  test('a renamed repository is followed for reads, hop by hop', async () => {
    const one = client()
    const { data } = await one.github.request<{ full_name: string }>('GET /repos/{owner}/{repo}', {
      owner: 'acme',
      repo: 'old',
    })
    expect(data.full_name).toBe('acme/web')
    expect(one.counts()).toEqual([2, 2])
  })
  test('a wrong token is explained', async () => {
    const one = client('nonsense')
    const error = await caught(one.github.request('GET /repos/{owner}/{repo}', web))
    expect(error).toMatchObject({ status: 401 })
    expect(explainGitHubError(error!)).toBeInstanceOf(UserError)
    expectSameCount(one)
  })
  test('a token that is too small is told which line is missing', async () => {
    const error = await caught(
      client('ghs_small').github.request('POST /repos/{owner}/{repo}/pulls', {
        ...web,
        title: 't',
        head: 'wip/01',
        base: 'main',
      }),
    )
    expect(error).toMatchObject({ status: 403 })
    expect(explainGitHubError(error!)?.remedy).toContain('pull-requests: write')
  })
  test('what the token may not see is missing, also for another owner', async () => {
    const vault = await caught(
      client('ghs_other').github.request('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'vault' }),
    )
    expect(vault).toMatchObject({ status: 404 })
    await expect(
      client('ghs_other').github.request('GET /repos/{owner}/{repo}', { owner: 'elsewhere', repo: 'x' }),
    ).resolves.toMatchObject({ status: 200 })
  })
  test('what the emulator does not know is an error that says so', async () => {
    const error = await caught(client().github.request('GET /repos/{owner}/{repo}/teapots', web))
    expect(error).toMatchObject({ status: 501 })
    expect(error?.message).toContain('does not implement')
  })
})

describe('faults on the wire', () => {
  const faults = ['reset', 'truncate', 'html'] as const
  test.each(faults)('%s once: a read is repeated, and every attempt counts', async (fault) => {
    emulator.addFaults([{ match: { route: '/repos/{owner}/{repo}' }, fault, times: 1 }])
    const one = client()
    await expect(one.github.request('GET /repos/{owner}/{repo}', web)).resolves.toMatchObject({ status: 200 })
    expectSameCount(one)
  })
  test('a lost answer to a creating POST: one request, one pull request', async () => {
    emulator.addFaults([
      {
        match: { method: 'POST', route: '/repos/{owner}/{repo}/pulls' },
        status: 502,
        after_effect: true,
        times: 1,
      },
    ])
    const one = client()
    const error = await caught(
      one.github.request('POST /repos/{owner}/{repo}/pulls', {
        ...web,
        title: 't',
        head: 'wip/02',
        base: 'main',
      }),
    )
    expect(error).toMatchObject({ status: 502, ambiguous: true })
    expect(emulator.state().repositories[0]?.pull_requests).toHaveLength(1)
    expect(one.counts()).toEqual([1, 1])
  })
  test('limits are waited for', async () => {
    emulator.addFaults([
      { match: { route: '/repos/{owner}/{repo}' }, fault: 'secondary_limit', retry_after: 2, times: 1 },
    ])
    const one = client()
    await expect(one.github.request('GET /repos/{owner}/{repo}', web)).resolves.toMatchObject({ status: 200 })
    expect(one.counts()).toEqual([2, 2])
  })
})
