import { GitHubError } from '@ecosystem-actions/core/errors'
import { scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { describe, expect, test } from '@jest/globals'
import { pullRequestsOf } from '../../../actions/auto-merge/adapters/pull-requests.ts'
import { run } from '../../../actions/auto-merge/run.ts'
import { facts, policy } from './build-facts.ts'
import { memory, portsOf } from './memory-pull-requests.ts'

const wanted = { comments: false, dependents: false, people: false }
const asked = (query = '') => [...query.matchAll(/pr(\d+): /g)].map(([, number]) => Number(number))

interface Answer {
  data?: unknown
  errors?: { message: string; type?: string; path?: (string | number)[] }[]
}

/** Pull requests over a GraphQL that answers by the numbers that are asked for. */
function over(answer: (numbers: number[]) => Answer) {
  const github = scriptedGitHub({ 'POST /graphql': ({ query }) => answer(asked(query)) })
  return { github, pullRequests: pullRequestsOf(github, 'acme/web', wanted) }
}

const found = (numbers: readonly number[]): Answer => ({
  data: { repository: Object.fromEntries(numbers.map((n) => [`pr${n}`, { number: n }])) },
})

async function kinds(answer: (numbers: number[]) => Answer, numbers: readonly number[]) {
  const { github, pullRequests } = over(answer)
  const readings = await pullRequests.read(numbers)
  return { readings, calls: github.calls.length, kinds: [...readings.values()].map(({ kind }) => kind) }
}

const down = () => new GitHubError('Bad Gateway', { status: 502, method: 'POST', route: 'POST /graphql' })

describe('one bad pull request leaves the others', () => {
  test('a query that fails whenever it is in it', async () => {
    const { kinds: seen, readings } = await kinds(
      (numbers) => {
        if (numbers.includes(3)) throw down()
        return found(numbers)
      },
      [1, 2, 3, 4, 5, 6],
    )
    expect(seen).toEqual(['facts', 'facts', 'failed', 'facts', 'facts', 'facts'])
    expect([...readings.keys()]).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('an alias that is null with an error of its own', async () => {
    const errors = [
      { message: 'Something went wrong', path: ['repository', 'pr2'] },
      { message: 'No such number', type: 'NOT_FOUND', path: ['repository', 'pr3'] },
      { message: 'Resource not accessible by integration', type: 'FORBIDDEN', path: ['repository', 'pr4'] },
    ]
    const { kinds: seen, readings } = await kinds(() => ({ ...found([1]), errors }), [1, 2, 3, 4])
    expect(seen).toEqual(['facts', 'failed', 'absent', 'failed'])
    expect(readings.get(4)).toMatchObject({
      error: { remedy: 'Add to the job: permissions: { pull-requests: read }' },
    })
  })

  test("a field that is left out is told in GitHub's words, as a sentence", async () => {
    const errors = [{ message: 'Something went wrong', path: ['repository', 'pr2', 'reviews'] }]
    const { readings } = await kinds((numbers) => ({ ...found(numbers), errors }), [1, 2])
    const gaps = JSON.stringify(readings.get(2))
    expect(gaps).toContain('GitHub left out repository.pr2.reviews: Something went wrong.')
    expect(JSON.stringify(readings.get(1))).not.toContain('Something went wrong')
  })

  test('an outage is noticed: no number after the fifth failure in a row is asked for', async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => i + 1)
    const { kinds: seen, calls } = await kinds(() => {
      throw down()
    }, numbers)
    expect(seen.every((kind) => kind === 'failed')).toBe(true)
    expect(calls).toBeLessThan(15)
  })

  test('each has its own line in the outcome', async () => {
    const state = memory([facts({ number: 1 }), facts({ number: 3 })])
    const outside = portsOf(state, { eventName: 'schedule' })
    const open = outside.pullRequests.open.bind(outside.pullRequests)
    const read = outside.pullRequests.read.bind(outside.pullRequests)
    outside.pullRequests.open = async (options) => [
      ...(await open(options)),
      { ...(await open(options))[0]!, number: 2 },
    ]
    outside.pullRequests.read = async (numbers) =>
      new Map([...(await read(numbers)), [2, { kind: 'failed', error: down() }]])
    const { results } = await run(policy(), undefined, outside)
    expect(results.map(({ number, decision }) => [number, decision])).toEqual([
      [1, 'merged'],
      [3, 'merged'],
      [2, 'error'],
    ])
    expect(results[2]?.sentence).toMatch(/^#2: Bad Gateway/)
  })
})

describe('the open ones', () => {
  const oid = (n: number) => String(n % 10).repeat(40)
  const node = (number: number) => ({
    number,
    headRefOid: oid(number === 205 ? 9 : 1),
    headRefName: 'f',
    isCrossRepository: true,
    baseRefName: 'main',
    headRepository: null,
    author: null,
    labels: null,
    autoMergeRequest: number === 3 ? { enabledBy: { type: 'Bot', login: 'me', databaseId: 5 } } : null,
  })
  function listing(total: number) {
    const github = scriptedGitHub({
      'POST /graphql': ({ parameters }) => {
        const from = Number(parameters['cursor'] ?? 0)
        const to = Math.min(total, from + Number(parameters['first']))
        const nodes = Array.from({ length: to - from }, (_, i) => node(from + i + 1))
        const pageInfo = { hasNextPage: to < total, endCursor: String(to) }
        return { data: { viewer: { databaseId: 5 }, repository: { pullRequests: { pageInfo, nodes } } } }
      },
    })
    return { github, pullRequests: pullRequestsOf(github, 'acme/web', wanted) }
  }

  test('a head beyond the newest hundred is found, and no page after it is read', async () => {
    const { github, pullRequests } = listing(450)
    const open = await pullRequests.open({ headOid: oid(9), limit: 1000, newestFirst: true })
    expect([open.some(({ number }) => number === 205), github.calls.length]).toEqual([true, 3])
    await pullRequests.open({ headOid: oid(1), limit: 1000 })
    expect(github.calls.length).toBe(4)
  })

  test('which of them this account armed', async () => {
    const open = await listing(5).pullRequests.open({ limit: 10 })
    expect(open.map(({ armedByUs }) => armedByUs)).toEqual([false, false, true, false, false])
  })
})

describe('no answer at all', () => {
  const limits = [{ message: 'Resource limits for this query exceeded.', type: 'RESOURCE_LIMITS_EXCEEDED' }]

  test('a query that is too heavy is halved until it is not', async () => {
    const answer = (numbers: number[]) =>
      numbers.length > 2 ? { data: null, errors: limits } : found(numbers)
    const { kinds: seen, calls } = await kinds(answer, [1, 2, 3, 4, 5, 6, 7, 8])
    expect([new Set(seen), calls]).toEqual([new Set(['facts']), 7])
  })

  test.each([
    ['limits', { data: null, errors: limits }],
    ['a cut answer', {}],
  ] as [string, Answer][])('%s: not a missing permission', async (_, answer) => {
    const { readings } = await kinds(() => answer, [7])
    expect(readings.get(7)).toMatchObject({ kind: 'failed', error: { name: 'GitHubError' } })
  })

  test('what the token may not see names what is missing, and only that', async () => {
    const message = "Could not resolve to a Repository with the name 'acme/web'."
    const { pullRequests } = over(() => ({ data: null, errors: [{ message, type: 'NOT_FOUND' }] }))
    await expect(pullRequests.open({ limit: 10 })).rejects.toMatchObject({
      message: `The open pull requests could not be listed: ${message}`,
      remedy: 'Give `github-token` a token that can read this repository.',
    })
  })
})
