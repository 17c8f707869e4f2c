import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub, GraphQLProblem } from '@ecosystem-actions/core/ports'
import { parseRepository } from '@ecosystem-actions/core/repository'
import type { Facts, Gap, Permission } from '../facts.ts'
import type { PullRequests, Reading } from '../ports.ts'
import { openOnes } from './candidates.ts'
import { cleanUpdate } from './clean-update.ts'
import { startersOf } from './dispatched-runs.ts'
import { gapsOf, shortLists } from './gaps.ts'
import type { GateAnswer } from './gate-answer.ts'
import { factsOf } from './gate-facts.ts'
import { gateQuery } from './gate-query.ts'
import { isTransient, noAnswer } from './no-answer.ts'
import { followPages } from './pages.ts'
import { writes } from './writes.ts'

export interface Wanted {
  /** Own comments, the open pull requests of the repository, and what its collaborators may do. */
  comments: boolean
  dependents: boolean
  people: boolean
}

const batch = 10

// So many single failures in a row are no bad pull request but an outage, and asking on only feeds it.
const outage = 5

/** The pull requests of a repository, over the API. */
export function pullRequestsOf(github: GitHub, repository: string, wanted: Wanted): PullRequests {
  const { owner, name: repo } = parseRepository(repository)
  const here = { owner, repo }

  // Single failures without a good answer in between.
  let failures: GitHubError[] = []

  async function readBatch(numbers: readonly number[]): Promise<[number, Reading][]> {
    const [error] = failures
    if (error && failures.length >= outage)
      return numbers.map((number) => [number, { kind: 'failed', error }])
    try {
      const found = await readTogether(numbers)
      failures = []
      return found
    } catch (error) {
      if (!(error instanceof GitHubError) || !isTransient(error)) throw error
      const [only] = numbers
      if (numbers.length === 1 && only !== undefined) {
        failures.push(error)
        return [[only, { kind: 'failed', error }]]
      }
      const middle = Math.ceil(numbers.length / 2)
      return [...(await readBatch(numbers.slice(0, middle))), ...(await readBatch(numbers.slice(middle)))]
    }
  }

  async function readTogether(numbers: readonly number[]): Promise<[number, Reading][]> {
    // A slow query fails as a whole: half of it may not.
    const attempts = numbers.length > 1 ? 1 : 4
    const variables = { ...here, ...wanted }
    const { data, errors } = await github.graphql<GateAnswer>(gateQuery(numbers), variables, { attempts })
    const what = `GitHub did not answer for ${repository}`
    if (!data?.repository) throw noAnswer(errors, what, 'contents: read, pull-requests: read')
    return Promise.all(
      numbers.map(async (number) => [number, await readingOf(number, data, errors)] as [number, Reading]),
    )
  }

  async function readingOf(
    number: number,
    data: GateAnswer,
    errors: readonly GraphQLProblem[],
  ): Promise<Reading> {
    const alias = `pr${number}` as const
    const node = data.repository?.[alias]
    if (!node) return absent(number, errors)
    const { node: whole, gaps } = await followPages(github, here, node)
    const found: Gap[] = [...gapsOf(errors, alias), ...gaps]
    return { kind: 'facts', facts: factsOf(data, whole, [...found, ...shortLists(whole, found)]) }
  }

  return {
    async read(numbers) {
      const readings: [number, Reading][] = []
      for (let at = 0; at < numbers.length; at += batch)
        readings.push(...(await readBatch(numbers.slice(at, at + batch))))
      return new Map(readings)
    },
    open: (options) => openOnes(github, here, options),
    async nudge(number) {
      await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...here, pull_number: number })
    },
    file: (path, ref) => fileText(github, here, { path, ref }),
    permissionOf: (login) => permissionOf(github, here, login),
    async behindBy(base, headOid) {
      const { data } = await github.request<{ behind_by: number }>(
        'GET /repos/{owner}/{repo}/compare/{basehead}',
        { ...here, basehead: `${base}...${headOid}`, per_page: 1 },
      )
      return data.behind_by
    },
    isCleanUpdate: (since, facts: Facts) => cleanUpdate(github, here, { since, facts }),
    startersOf: (what, headOid) => startersOf(github, here, { what, headOid }),
    ...writes(github, here),
  }
}

function absent(number: number, errors: readonly GraphQLProblem[]): Reading {
  const problems = errors.filter(({ path = [] }) => path[1] === `pr${number}`)
  if (problems.every(({ type }) => type === 'NOT_FOUND')) return { kind: 'absent' }
  return { kind: 'failed', error: noAnswer(problems, 'It could not be read', 'pull-requests: read') }
}

type Here = { owner: string; repo: string }

const permissions: readonly string[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin']

async function permissionOf(github: GitHub, here: Here, login: string): Promise<Permission> {
  const { status, data } = await github.request<{ permission?: string; role_name?: string }>(
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    { ...here, username: login },
    { accept: [404] },
  )
  if (status === 404) return 'none'
  // `permission` knows neither triage nor maintain; `role_name` may be a role of the organization's own.
  const found = [data.role_name, data.permission].find((name) => name && permissions.includes(name))
  return (found ?? 'none') as Permission
}

async function fileText(
  github: GitHub,
  here: Here,
  { path, ref }: { path: string; ref: string },
): Promise<string | undefined> {
  const { status, data } = await github.request<{ content?: string }>(
    'GET /repos/{owner}/{repo}/contents/{+path}',
    { ...here, path, ref },
    { accept: [404] },
  )
  return status === 200 && data.content !== undefined
    ? Buffer.from(data.content, 'base64').toString('utf8')
    : undefined
}
