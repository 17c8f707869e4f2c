import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import type { GitHub } from '@ecosystem-actions/core/ports'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { startEmulator } from '@ecosystem-actions/github-emulator'
import { createEmulator } from 'emulate'

// The contract of the GitHub client, held against our emulator and, where that one is right, against one written by others. Where it is wrong
// is listed in packages/github-emulator/test/second-opinion.test.ts.
interface Server {
  url: string
  close(): Promise<void>
}

const starts: [string, () => Promise<Server>][] = [
  [
    'our emulator',
    () => startEmulator({ viewer: { login: 'octo', id: 5 }, repositories: [{ name: 'octo/web' }] }),
  ],
  [
    'emulate 0.12.2',
    () =>
      createEmulator({
        service: 'github',
        port: 0,
        seed: {
          tokens: { ghs_viewer: { login: 'octo', scopes: ['repo'] } },
          github: { users: [{ login: 'octo' }], repos: [{ owner: 'octo', name: 'web', auto_init: true }] },
        },
      }),
  ],
]

const web = { owner: 'octo', repo: 'web' }

describe.each(starts)('the GitHub client on %s', (_, start) => {
  let server: Server
  let github: GitHub

  beforeAll(async () => {
    server = await start()
    github = createGitHub({ token: 'ghs_viewer', baseUrl: server.url, clock: manualClock() })
  })
  afterAll(() => server.close())

  test('reads, and counts by route template', async () => {
    const { status, data } = await github.request<{ full_name: string }>('GET /repos/{owner}/{repo}', web)
    expect([status, data.full_name]).toEqual([200, 'octo/web'])
    expect(github.usage().byRoute['GET /repos/{owner}/{repo}']).toBe(1)
  })

  test('follows pages to the end, each item once', async () => {
    const { data } = await github.request<{ object: { sha: string } }>(
      'GET /repos/{owner}/{repo}/git/ref/{ref}',
      { ...web, ref: 'heads/main' },
    )
    for (let i = 1; i <= 6; i++)
      await github.request('POST /repos/{owner}/{repo}/git/refs', {
        ...web,
        ref: `refs/heads/b${i}`,
        sha: data.object.sha,
      })
    const before = github.usage().requests
    const found = await Array.fromAsync(
      github.pages<{ name: string }>('GET /repos/{owner}/{repo}/branches', { ...web, per_page: 3 }),
    )
    expect(found.map(({ name }) => name).sort()).toEqual(['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'main'])
    expect(github.usage().requests - before).toBe(3)
  })

  test('what is missing is thrown with status and route, or answered when accepted', async () => {
    const missing = { ...web, pull_number: 999 }
    await expect(
      github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', missing),
    ).rejects.toMatchObject({
      status: 404,
      route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    })
    await expect(
      github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', missing, { accept: [404] }),
    ).resolves.toMatchObject({ status: 404 })
  })

  test('a refused write is one request and one error', async () => {
    const before = github.usage().requests
    const write = github.request('POST /repos/{owner}/{repo}/git/refs', {
      ...web,
      ref: 'refs/heads/b1',
      sha: '0'.repeat(40),
    })
    await expect(write).rejects.toMatchObject({ status: 422, ambiguous: false })
    expect(github.usage().requests - before).toBe(1)
  })

  test('limits are read from the answers', async () => {
    await github.request('GET /repos/{owner}/{repo}', web)
    const pool = github.usage().pools['core']
    expect(pool?.limit).toBe(5000)
    expect(pool?.remaining).toBeLessThan(5000)
  })
})
