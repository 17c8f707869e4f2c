// `POST /_emulator/event`: the webhook payload and the run's identity for an event of the world, as a runner would be given them.
// Built from the same answers that REST gives, but past permissions, limits, faults and the request log: nobody asked for them over the wire.
import { timestamp } from '../domain/clock.ts'
import type { Repository, Token } from '../domain/model.ts'
import { branchTip } from '../domain/revisions.ts'
import { findRepository, type World } from '../domain/world.ts'
import { Router, type RepositoryCall } from '../http/router.ts'
import { routes } from '../rest/routes.ts'
import { checkEvents, checkSubject } from './check-event.ts'

export interface EventRequest {
  event: string
  repository: string
  /** Merged over what the world says; `{pull_request: {number}}` or `{workflow_run: {id}}` choose the subject. */
  overrides: Record<string, unknown>
}

export interface EventAnswer {
  payload: Record<string, unknown>
  repository: { name: string; id: number; default_branch: string }
  actor: { login: string; id: number }
  sha: string
  ref: string
  token: string
  now: string
}

type Values = Record<string, unknown>

const router = new Router(routes)
const pullRequestEvents = new Set(['pull_request', 'pull_request_target', 'pull_request_review'])
const actions: Record<string, string> = {
  pull_request: 'synchronize',
  pull_request_target: 'synchronize',
  pull_request_review: 'submitted',
  workflow_run: 'completed',
  check_suite: 'completed',
  check_run: 'completed',
  issues: 'opened',
  issue_comment: 'created',
  merge_group: 'checks_requested',
}

/** Throws an Error that names what is missing. */
export async function eventOf(
  world: World,
  { event, repository: name, overrides }: EventRequest,
): Promise<EventAnswer> {
  const [owner = '', short = ''] = name.split('/')
  const repository = findRepository(world, owner, short)
  if (!repository) throw new Error(`The world has no repository ${name}`)
  const read = (path: string) => inside(world, repository, path)
  const sender = { login: world.viewer.login, id: world.viewer.id, type: world.viewer.type }
  const subject = await subjectOf(event, overrides, read)
  const common = { ...(actions[event] ? { action: actions[event] } : {}), repository: await read(''), sender }
  const payload = merged({ ...common, ...subject }, overrides)
  const head = branchTip(repository, repository.defaultBranch) ?? ''
  return {
    payload,
    ...whereOf(event, payload, { sha: head, ref: `refs/heads/${repository.defaultBranch}` }),
    repository: { name, id: repository.id, default_branch: repository.defaultBranch },
    actor: { login: sender.login, id: sender.id },
    token: world.file.viewer.token,
    now: timestamp(world.clock.now()),
  }
}

async function inside(world: World, repository: Repository, path: string): Promise<unknown> {
  const full = `/repos/${repository.owner.login}/${repository.name}${path}`
  const found = router.find('GET', full)
  if (!found) throw new Error(`The emulator has no route GET ${full}`)
  const token = world.tokens.get(world.file.viewer.token) as Token
  const everything: Token = { ...token, permissions: null, repositories: null, owner: null }
  const call: RepositoryCall = {
    world,
    repository,
    actor: { user: world.viewer, token: everything },
    params: found.params,
    query: new URLSearchParams(),
    body: {},
    headers: {},
    staleRefs: false,
    searchLag: false,
    base: world.url,
    tail: path,
  }
  return (await found.route.run(call)).body
}

async function subjectOf(
  event: string,
  overrides: Values,
  read: (path: string) => Promise<unknown>,
): Promise<Values> {
  if (pullRequestEvents.has(event)) return pullRequestSubject(event, overrides, read)
  if (checkEvents.has(event))
    return checkSubject(event, overrides, {
      read,
      pull: async () => ((await openNumbers(read)).length > 0 ? askedPull(overrides, read) : undefined),
    })
  if (event === 'workflow_run') {
    const { id } = (overrides['workflow_run'] ?? {}) as { id?: number }
    if (id === undefined)
      throw new Error('The event workflow_run needs a payload {"workflow_run": {"id": …}}')
    const run = (await read(`/actions/runs/${id}`)) as { workflow_id?: number }
    return {
      workflow_run: run,
      workflow: await read(`/actions/workflows/${run.workflow_id}`).catch(() => null),
    }
  }
  if (event === 'issues' || event === 'issue_comment') {
    const { number } = (overrides['issue'] ?? {}) as { number?: number }
    return number === undefined ? {} : { issue: await read(`/issues/${number}`) }
  }
  if (event === 'schedule') return { schedule: '17 * * * *' }
  if (event === 'workflow_dispatch') return { inputs: {}, ref: 'refs/heads/main' }
  return {}
}

async function pullRequestSubject(
  event: string,
  overrides: Values,
  read: (path: string) => Promise<unknown>,
): Promise<Values> {
  const pull_request = await askedPull(overrides, read)
  const { number } = pull_request
  if (event !== 'pull_request_review') return { number, pull_request }
  const reviews = (await read(`/pulls/${number}/reviews`)) as unknown[]
  return { pull_request, review: reviews.at(-1) ?? null }
}

async function askedPull(
  overrides: Values,
  read: (path: string) => Promise<unknown>,
): Promise<{ number: number }> {
  const given = (overrides['pull_request'] ?? {}) as { number?: number }
  const number = given.number ?? (overrides['number'] as number | undefined) ?? (await firstOpen(read))
  return (await read(`/pulls/${number}`)) as { number: number }
}

async function firstOpen(read: (path: string) => Promise<unknown>): Promise<number> {
  const numbers = await openNumbers(read)
  if (numbers[0] === undefined)
    throw new Error('The repository has no open pull request; name one: {"pull_request": {"number": …}}')
  return numbers[0]
}

async function openNumbers(read: (path: string) => Promise<unknown>): Promise<number[]> {
  const open = (await read('/pulls')) as { number: number }[]
  return open.map(({ number }) => number).sort((a, b) => a - b)
}

/** Where the run runs: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows */
function whereOf(
  event: string,
  payload: Values,
  standard: { sha: string; ref: string },
): { sha: string; ref: string } {
  const pull = payload['pull_request'] as
    { number: number; merge_commit_sha?: string | null; head: { sha: string } } | undefined
  if (pull && event !== 'pull_request_target') {
    return { sha: pull.merge_commit_sha ?? pull.head.sha, ref: `refs/pull/${pull.number}/merge` }
  }
  const { ref, after } = payload as { ref?: string; after?: string }
  if (event === 'push' && ref) return { sha: after ?? standard.sha, ref }
  return standard
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Objects are merged by key, everything else is replaced. */
function merged(base: Values, over: Values): Values {
  const result: Values = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = result[key]
    result[key] = isRecord(before) && isRecord(value) ? merged(before, value) : value
  }
  return result
}
