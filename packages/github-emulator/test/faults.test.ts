// Every kind of fault, at the moment it says, on the requests it names.
import { describe, expect, test } from '@jest/globals'
import type { WorldInput } from '../src/index.ts'
import { base, onWorld, type Ask } from './support/emulated.ts'

type Fault = NonNullable<WorldInput['faults']>[number]

const world = (...faults: Fault[]): WorldInput => ({
  ...base,
  faults,
  repositories: [
    { name: 'acme/web', commits: 3, branches: [{ name: 'work', commits: 1 }] },
    { name: 'acme/api' },
  ],
})
const repo = '/repos/acme/web'
const outcome = (work: Promise<{ status: number }>) =>
  work.then(
    ({ status }) => status,
    () => 'broken',
  )
const open = (ask: Ask) => outcome(ask('POST', `${repo}/pulls`, { title: 't', head: 'work', base: 'main' }))

describe('faults', () => {
  test('a status comes in place of the effect, as often as `times` says', () =>
    onWorld(
      world({ match: { method: 'POST', route: '/repos/{owner}/{repo}/pulls' }, status: 502, times: 2 }),
      async (ask, emulator) => {
        expect([await open(ask), await open(ask)]).toEqual([502, 502])
        expect(emulator.state().repositories[0]?.pull_requests).toEqual([])
        expect(await open(ask)).toBe(201)
        expect(emulator.requests().map(({ fault }) => fault)).toEqual(['502', '502', undefined])
      },
    ))

  test('after_effect does the work and loses the answer', () =>
    onWorld(
      world({ match: { route: '/repos/{owner}/{repo}/pulls' }, status: 502, after_effect: true, times: 1 }),
      async (ask, emulator) => {
        expect(await open(ask)).toBe(502)
        expect(emulator.state().repositories[0]?.pull_requests).toHaveLength(1)
        expect(await open(ask)).toBe(422)
      },
    ))

  test('before_effect: somebody else was faster', () =>
    onWorld(
      world({
        match: { method: 'POST', route: '/repos/{owner}/{repo}/issues' },
        before_effect: { issues: [{ number: 40, title: 'theirs' }] },
        times: 1,
      }),
      async (ask, emulator) => {
        expect((await ask('POST', `${repo}/issues`, { title: 'ours' })).body.number).toBe(41)
        expect(emulator.state().repositories[0]?.issues.map(({ title }) => title)).toEqual(['theirs', 'ours'])
      },
    ))

  test('before_effect may push: the pull request follows', () =>
    onWorld(
      world({
        match: { method: 'PUT' },
        before_effect: {
          branches: [{ name: 'work', commits: [{ message: 'late', files: { 'late.txt': 'x' } }] }],
        },
        times: 1,
      }),
      async (ask) => {
        const opened = await ask('POST', `${repo}/pulls`, { title: 't', head: 'work', base: 'main' })
        const merged = await ask('PUT', `${repo}/pulls/1/merge`, { sha: opened.body.head.sha })
        expect(merged.status).toBe(409)
        expect((await ask('GET', `${repo}/pulls/1`)).body.commits).toBe(2)
      },
    ))

  test.each([
    ['reset', 'broken'],
    ['truncate', 'broken'],
    ['html', 502],
    ['secondary_limit', 403],
    ['primary_limit', 403],
  ] as const)('%s', (fault, seen) =>
    onWorld(world({ match: { route: '/**' }, fault, times: 1 }), async (ask) => {
      expect(await outcome(ask('GET', repo))).toBe(seen)
      expect(await outcome(ask('GET', repo))).toBe(200)
    }),
  )

  test('a hanging request never answers, and the next one does', () =>
    onWorld(
      world({ match: { route: '/repos/{owner}/{repo}' }, fault: 'hang', times: 1 }),
      async (ask, emulator) => {
        const signal = AbortSignal.timeout(150)
        await expect(fetch(emulator.url + repo, { signal })).rejects.toThrow(/time|abort/i)
        expect(await outcome(ask('GET', repo))).toBe(200)
      },
    ))

  test('slow answers are right, only late', () =>
    onWorld(
      world({ match: { route: '/repos/{owner}/{repo}' }, fault: 'slow', delay_ms: 120, times: 1 }),
      async (ask, emulator) => {
        expect(await outcome(ask('GET', repo))).toBe(200)
        expect(emulator.requests()[0]?.duration_ms).toBeGreaterThanOrEqual(100)
      },
    ))

  test('limits tell when to come back', () =>
    onWorld(
      world(
        { match: {}, fault: 'secondary_limit', retry_after: 7, times: 1 },
        { match: {}, fault: 'primary_limit', times: 1 },
      ),
      async (ask) => {
        const secondary = await ask('GET', repo)
        expect(secondary.headers.get('retry-after')).toBe('7')
        expect(secondary.body.message).toMatch(/^You have exceeded a secondary rate limit/)
        const primary = await ask('GET', repo)
        expect(primary.headers.get('x-ratelimit-remaining')).toBe('0')
      },
    ))

  test('a fault may carry its own headers and body', () =>
    onWorld(
      world({
        match: {},
        status: 418,
        headers: { 'X-Kind': 'teapot' },
        body: { message: 'short and stout' },
      }),
      async (ask) => {
        const answer = await ask('GET', repo)
        expect([answer.status, answer.headers.get('x-kind'), answer.body]).toEqual([
          418,
          'teapot',
          { message: 'short and stout' },
        ])
      },
    ))

  test('only the named repository, method or token is hit', () =>
    onWorld(world({ match: { repository: 'acme/api', method: 'GET' }, status: 500 }), async (ask) => {
      expect(await outcome(ask('GET', repo))).toBe(200)
      expect(await outcome(ask('GET', '/repos/acme/api'))).toBe(500)
      expect(await outcome(ask('POST', '/repos/acme/api/issues', { title: 't' }))).toBe(201)
    }))

  test('a probability with a seed hits the same requests every time', async () => {
    const run = () =>
      onWorld(world({ match: { route: '/**' }, status: 500, probability: 0.3, seed: 11 }), async (ask) => {
        const seen: unknown[] = []
        for (let i = 0; i < 30; i += 1) seen.push(await outcome(ask('GET', repo)))
        return seen
      })
    const first = await run()
    expect(first).toEqual(await run())
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(3)
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(10)
  })

  test('GraphQL is matched by field, by the number of aliases, and by the repository it names', () =>
    onWorld(
      world(
        { match: { graphql: 'compare' }, status: 502, when: { aliases_over: 2 } },
        { match: { graphql: 'isArchived', repository: 'acme/api' }, status: 503 },
      ),
      async (ask) => {
        const compares = (count: number) => ({
          query: `query($h:String!){repository(owner:"acme",name:"web"){defaultBranchRef{${Array.from({ length: count }, (_, i) => `c${i}:compare(headRef:$h){aheadBy}`).join(' ')}}}}`,
          variables: { h: 'work' },
        })
        const archived = (name: string) => ({
          query: 'query($o:String!,$n:String!){repository(owner:$o,name:$n){isArchived}}',
          variables: { o: 'acme', n: name },
        })
        expect(await outcome(ask('POST', '/graphql', compares(3)))).toBe(502)
        expect(await outcome(ask('POST', '/graphql', compares(2)))).toBe(200)
        expect(await outcome(ask('POST', '/graphql', archived('api')))).toBe(503)
        expect(await outcome(ask('POST', '/graphql', archived('web')))).toBe(200)
      },
    ))

  test('a stale ref reads as it was before', () =>
    onWorld(
      world({
        match: { route: '/repos/{owner}/{repo}/git/ref/{ref}' },
        fault: 'stale_ref',
        times: 1,
        skip: 1,
      }),
      async (ask) => {
        const before = (await ask('GET', `${repo}/git/ref/heads/main`)).body.object.sha as string
        await ask('PUT', `${repo}/contents/n.txt`, { message: 'm', content: 'eA==' })
        expect((await ask('GET', `${repo}/git/ref/heads/main`)).body.object.sha).toBe(before)
        expect((await ask('GET', `${repo}/git/ref/heads/main`)).body.object.sha).not.toBe(before)
      },
    ))

  test('admin routes are exempt, add faults while running, and refuse nonsense', () =>
    onWorld(world({ match: { route: '/**' }, status: 500 }), async (ask) => {
      expect(await outcome(ask('GET', '/_emulator/state'))).toBe(200)
      expect(await outcome(ask('DELETE', '/_emulator/faults'))).toBe(204)
      expect(await outcome(ask('GET', repo))).toBe(200)
      expect(
        await outcome(ask('POST', '/_emulator/faults', { match: { method: 'GET' }, status: 503, times: 1 })),
      ).toBe(201)
      expect(await outcome(ask('GET', repo))).toBe(503)
      const refused = await ask('POST', '/_emulator/faults', { match: { metod: 'GET' }, status: 503 })
      expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('metod')])
    }))
})

describe('the request log', () => {
  test('has route, status, token and cost of each request, and counts what a conditional request saves', () =>
    onWorld(world(), async (ask, emulator) => {
      const first = await ask('GET', `${repo}/branches?per_page=1`)
      const etag = first.headers.get('etag') ?? ''
      const again = await fetch(`${emulator.url}${repo}/branches?per_page=1`, {
        headers: { authorization: 'Bearer ghs_viewer', 'if-none-match': etag },
      })
      expect(again.status).toBe(304)
      await ask('GET', '/api/v3/repos/acme/web')
      const log = emulator.requests()
      expect(log.map(({ route, status, cost, token, kind }) => [route, status, cost, token, kind])).toEqual([
        ['GET /repos/{owner}/{repo}/branches', 200, 1, 'ghs_viewer', 'rest'],
        ['GET /repos/{owner}/{repo}/branches', 304, 0, 'ghs_viewer', 'rest'],
        ['GET /repos/{owner}/{repo}', 200, 1, 'ghs_viewer', 'rest'],
      ])
    }))

  test('latency is added to every answer', () =>
    onWorld({ ...world(), latency_ms: 60 }, async (ask, emulator) => {
      await ask('GET', repo)
      expect(emulator.requests()[0]?.duration_ms).toBeGreaterThanOrEqual(55)
    }))
})
