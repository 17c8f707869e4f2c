import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { BudgetStop, GitHubError, UserError } from '@ecosystem-actions/core/errors'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import { manualClock } from '@ecosystem-actions/core/testing/clock'

type Handler = (request: IncomingMessage, response: ServerResponse, url: string) => void

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

/** A server that answers as told, request by request; the last handler stays. */
async function serve(...handlers: Handler[]) {
  const seen: string[] = []
  const authorized: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    authorized.push(request.headers.authorization)
    const handler = handlers[Math.min(seen.length, handlers.length) - 1]!
    handler(request, response, url)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url, seen, authorized }
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

const reset: Handler = (request) => void request.socket.destroy()

async function client(options: { deadline?: Date; reserve?: number }, ...handlers: Handler[]) {
  const server = await serve(...handlers)
  const clock = manualClock()
  const github = createGitHub({ token: 't0ken', baseUrl: server.url, clock, ...options })
  return { ...server, clock, github }
}

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('createGitHub', () => {
  test('asks once, with the token, and counts by route template', async () => {
    const { github, seen, authorized } = await client(
      {},
      json(
        200,
        { id: 1 },
        {
          'x-ratelimit-limit': '60',
          'x-ratelimit-remaining': '59',
          'x-ratelimit-reset': '1768089600',
          'x-ratelimit-resource': 'core',
        },
      ),
    )
    const answer = await github.request<{ id: number }>('GET /repos/{owner}/{repo}', {
      owner: 'acme',
      repo: 'web',
    })
    expect(answer.data.id).toBe(1)
    expect(seen).toEqual(['GET /repos/acme/web'])
    expect(authorized).toEqual(['token t0ken'])
    expect(github.usage()).toMatchObject({
      requests: 1,
      retries: 0,
      byRoute: { 'GET /repos/{owner}/{repo}': 1 },
    })
    expect(github.usage().pools['core']).toMatchObject({ limit: 60, remaining: 59 })
  })

  test('a read is repeated after 502 and after a reset; every attempt counts', async () => {
    const { github, seen, clock } = await client({}, json(502, {}), reset, json(200, { ok: true }))
    await expect(github.request('GET /x')).resolves.toMatchObject({ data: { ok: true } })
    expect(seen).toHaveLength(3)
    expect(github.usage().requests).toBe(3)
    expect(clock.sleeps).toHaveLength(2)
  })

  test('a creating POST is sent exactly once, whatever happens to the answer', async () => {
    for (const fault of [json(502, {}), reset, json(500, {})]) {
      const { github, seen } = await client({}, fault, json(201, {}))
      const error = await caught(
        github.request('POST /repos/{owner}/{repo}/pulls', { owner: 'a', repo: 'b' }),
      )
      expect(error).toBeInstanceOf(GitHubError)
      expect((error as GitHubError).ambiguous).toBe(true)
      expect(seen).toHaveLength(1)
    }
  })

  test('a POST refused by a limit is repeated after the wait', async () => {
    const { github, seen, clock } = await client(
      {},
      json(429, { message: 'slow down' }, { 'retry-after': '3' }),
      json(201, { n: 1 }),
    )
    await expect(github.request('POST /x/issues')).resolves.toMatchObject({ status: 201 })
    expect(seen).toHaveLength(2)
    expect(clock.sleeps.some((ms) => ms >= 3000)).toBe(true)
  })

  test('a limit beyond the deadline stops cleanly and says until when', async () => {
    const deadline = new Date('2026-01-11T00:01:00Z')
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-limit': '60',
      'x-ratelimit-reset': String(Date.parse('2026-01-11T00:50:00Z') / 1000),
    }
    const { github, seen } = await client(
      { deadline },
      json(403, { message: 'API rate limit exceeded' }, headers),
    )
    const error = await caught(github.request('GET /x'))
    expect(error).toBeInstanceOf(BudgetStop)
    expect((error as BudgetStop).resumeAt).toEqual(new Date('2026-01-11T00:50:01Z'))
    expect(seen).toHaveLength(1)
  })

  test('the reserve is left alone', async () => {
    const headers = {
      'x-ratelimit-limit': '60',
      'x-ratelimit-remaining': '10',
      'x-ratelimit-reset': '1999999999',
      'x-ratelimit-resource': 'core',
    }
    const { github, seen } = await client({ reserve: 10 }, json(200, {}, headers))
    await github.request('GET /x')
    expect(await caught(github.request('GET /x'))).toBeInstanceOf(BudgetStop)
    expect(seen).toHaveLength(1)
  })

  test('errors carry status, route, request id and what GitHub said', async () => {
    const body = {
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', code: 'custom', message: 'No commits between main and x' }],
    }
    const { github, seen } = await client({}, json(422, body, { 'x-github-request-id': 'AB:1' }))
    const error = (await caught(github.request('POST /x/pulls'))) as GitHubError
    expect(error).toMatchObject({ status: 422, route: 'POST /x/pulls', requestId: 'AB:1' })
    expect(error.message).toBe('Validation Failed: No commits between main and x')
    expect(seen).toHaveLength(1)
  })

  test('an accepted status is an answer', async () => {
    const { github } = await client({}, json(404, { message: 'Not Found' }))
    await expect(github.request('GET /x', {}, { accept: [404] })).resolves.toMatchObject({ status: 404 })
  })

  test('reads follow a rename, counted; writes do not', async () => {
    const moved: Handler = (_, response, url) =>
      void response.writeHead(301, { location: `${url}/repositories/7` }).end()
    const { github, seen } = await client({}, moved, json(200, { id: 7 }))
    await expect(github.request('GET /repos/old/name')).resolves.toMatchObject({ data: { id: 7 } })
    expect(github.usage().requests).toBe(2)
    expect(seen[1]).toBe('GET /repositories/7')
    const write = await client({}, moved, json(201, {}))
    expect(await caught(write.github.request('POST /repos/old/name/pulls'))).toMatchObject({ status: 410 })
    expect(write.seen).toHaveLength(1)
  })

  test('the token never goes to another origin', async () => {
    const other = await serve(json(200, []))
    const away: Handler = (_, response) =>
      void response.writeHead(302, { location: `${other.url}/steal` }).end()
    const { github } = await client({}, away)
    expect(await caught(github.request('GET /x'))).toBeInstanceOf(UserError)
    expect(other.seen).toEqual([])
    const accepted = await client({}, away)
    const answer = await accepted.github.request('GET /logs', {}, { accept: [302] })
    expect(answer.headers['location']).toBe(`${other.url}/steal`)
    expect(other.seen).toEqual([])
  })

  test('pages are followed on the own origin even when Link points elsewhere', async () => {
    const other = await serve(json(200, ['stolen']))
    const first: Handler = (_, response) => {
      response
        .writeHead(200, {
          'content-type': 'application/json',
          link: `<${other.url}/items?page=2&per_page=100>; rel="next"`,
        })
        .end('[1,2]')
    }
    const { github, seen } = await client({}, first, json(200, [3]))
    const items: number[] = []
    for await (const item of github.pages<number>('GET /items')) items.push(item)
    expect(items).toEqual([1, 2, 3])
    expect(seen).toEqual(['GET /items?per_page=100', 'GET /items?page=2&per_page=100'])
    expect(other.seen).toEqual([])
  })

  test('an endless answer ends with the attempt, and is tried again', async () => {
    const hang: Handler = () => undefined
    const { github, seen } = await client({}, hang, json(200, { ok: 1 }))
    await expect(github.request('GET /x', {}, { timeout: 150 })).resolves.toMatchObject({ status: 200 })
    expect(seen).toHaveLength(2)
  })
})

describe('graphql', () => {
  test('partial data comes with its errors', async () => {
    const body = {
      data: { a: 1, b: null },
      errors: [{ type: 'NOT_FOUND', path: ['b'], message: 'Could not resolve' }],
    }
    const { github } = await client({}, json(200, body))
    await expect(github.graphql('query { a b }')).resolves.toMatchObject({
      data: { a: 1, b: null },
      errors: [{ path: ['b'] }],
    })
  })
  test('a limit told with status 200 is waited for', async () => {
    const limited = json(
      200,
      { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
      { 'x-ratelimit-reset': String(Date.parse('2026-01-11T00:00:10Z') / 1000) },
    )
    const { github, clock } = await client({}, limited, json(200, { data: { a: 1 } }))
    await expect(github.graphql('query { a }')).resolves.toMatchObject({ data: { a: 1 } })
    expect(clock.sleeps).toEqual([11_000])
  })
  test('a query is repeated after a server fault, a mutation is not', async () => {
    const broken = json(200, { errors: [{ message: 'Something went wrong while executing your query.' }] })
    const query = await client({}, broken, json(200, { data: { a: 1 } }))
    await query.github.graphql('query { a }')
    expect(query.seen).toHaveLength(2)
    const mutation = await client({}, json(502, {}), json(200, { data: {} }))
    expect(await caught(mutation.github.graphql('mutation { a }'))).toBeInstanceOf(GitHubError)
    expect(mutation.seen).toHaveLength(1)
  })
  test('one try when the caller wants to split the batch', async () => {
    const { github, seen } = await client({}, json(504, {}))
    expect(await caught(github.graphql('query { a }', {}, { attempts: 1 }))).toMatchObject({ status: 504 })
    expect(seen).toHaveLength(1)
  })
  test('stands beside /api/v3 on GitHub Enterprise Server', async () => {
    const server = await serve(json(200, { data: {} }))
    const github = createGitHub({ token: 't', baseUrl: `${server.url}/api/v3`, clock: manualClock() })
    await github.graphql('query { a }')
    expect(server.seen).toEqual(['POST /api/graphql'])
  })
})
