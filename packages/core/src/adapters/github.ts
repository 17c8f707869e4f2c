import { GitHub as Octokit, getOctokitOptions } from '@actions/github/lib/utils'
import { Budget, githubLimits } from '../budget.ts'
import { BudgetStop, GitHubError } from '../errors.ts'
import { Lanes } from '../safeguards/lanes.ts'
import type { Clock, GitHub, GitHubAnswer, GraphQLProblem, RequestOptions } from '../ports.ts'
import { afterAttempt, defaultPolicy, type RetryPolicy } from '../retry.ts'
import {
  absolute,
  acceptedAnswer,
  failureInside,
  fromQuery,
  isIdempotent,
  itemsOf,
  stringHeaders,
  type Call,
} from './github-answers.ts'
import { fetchOnOrigin, toGitHubError } from './github-fetch.ts'
import { Meter, poolOf, spendOf } from './wire.ts'

export interface GitHubOptions {
  token: string
  /** REST root, e.g. https://api.github.com */
  baseUrl: string
  clock: Clock
  /** Requests left untouched of each primary pool; default 0. */
  reserve?: number
  deadline?: Date | undefined
  concurrency?: number
  /** Of requests to REST; for a client that goes on where another one was. */
  budget?: Budget | undefined
  policy?: Partial<RetryPolicy>
  /** Told about each retry and each wait. */
  onWait?: (what: { route: string; ms: number; because: string }) => void
}

/** The only Octokit of the house. */
export function createGitHub(settings: GitHubOptions): GitHub {
  const { clock, baseUrl } = settings
  const meter = new Meter()
  const lanes = new Lanes(settings.concurrency ?? 10)
  const budgets: Record<string, Budget> = {
    graphql: new Budget({ ...githubLimits, pointsPerMinute: 2000 }),
    core: settings.budget ?? new Budget(),
  }
  const policy: RetryPolicy = { ...defaultPolicy, ...settings.policy, deadline: settings.deadline }
  const octokit = new Octokit(
    getOctokitOptions(settings.token || 'none', { baseUrl, retry: { enabled: false } }),
  )

  async function admit({ route, query }: Call): Promise<void> {
    const spend = spendOf(route, query)
    const pool = poolOf(route)
    const budget = budgets[pool] ?? budgets['core']!
    for (;;) {
      checkReserve(pool)
      const now = clock.now().getTime()
      const admission = budget.admit(spend, now)
      if (admission.kind === 'go') return budget.book(spend, now)
      await pause(route, admission.ms, admission.because)
    }
  }

  function checkReserve(name: string): void {
    const pool = meter.pool(name)
    const reserve = settings.reserve ?? 0
    if (!pool || reserve === 0 || pool.remaining > reserve || pool.resetAt <= clock.now()) return
    throw new BudgetStop(`The ${name} rate limit is down to its reserve of ${reserve}.`, pool.resetAt)
  }

  async function pause(route: string, ms: number, because: string): Promise<void> {
    const until = new Date(clock.now().getTime() + ms)
    if (settings.deadline && until >= settings.deadline)
      throw new BudgetStop(`The deadline comes before the ${because} allows more.`, until)
    settings.onWait?.({ route, ms, because })
    await clock.sleep(ms)
  }

  async function once(call: Call): Promise<GitHubAnswer<unknown>> {
    const { route, parameters, options } = call
    const timeout = AbortSignal.timeout(options.timeout ?? 30_000)
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
    const origin = { baseUrl, accept: options.accept ?? [], sent: () => meter.sent(route) }
    const answer = await octokit.request(absolute(route, baseUrl), {
      ...parameters,
      request: { signal, fetch: fetchOnOrigin(origin) },
    } as never)
    const { status, data, headers } = answer as {
      status: number
      data: unknown
      headers: Record<string, unknown>
    }
    return { status, data, headers: stringHeaders(headers) }
  }

  async function attempt(call: Call): Promise<GitHubAnswer<unknown>> {
    const idempotent = call.options.idempotent ?? isIdempotent(call)
    const limit = { ...policy, maximumAttempts: call.options.attempts ?? policy.maximumAttempts }
    for (let number = 1; ; number++) {
      checkDeadline()
      await admit(call)
      const result = await once(call).catch((error: unknown) => toGitHubError(error, call.route))
      meter.answered(result.headers)
      const failure = result instanceof GitHubError ? result : failureInside(result, call)
      if (!failure) return result as GitHubAnswer<unknown>
      if (call.options.accept?.includes(failure.status) && failure.status !== 200)
        return acceptedAnswer(failure)
      const facts = {
        number,
        idempotent,
        status: failure.status,
        headers: failure.headers,
        message: failure.message,
        now: clock.now(),
      }
      const decision = afterAttempt(
        { ...facts, neverSent: failure.status === 0 && !failure.ambiguous },
        limit,
        clock.random(),
      )
      if (decision.kind === 'throw') throw failure
      if (decision.kind === 'stop')
        throw new BudgetStop(`GitHub's ${decision.because} is reached.`, decision.until)
      meter.retried()
      settings.onWait?.({ route: call.route, ms: decision.ms, because: decision.because })
      await clock.sleep(decision.ms, call.options.signal)
    }
  }

  function checkDeadline(): void {
    if (settings.deadline && clock.now() >= settings.deadline)
      throw new BudgetStop('The deadline of this run has come.')
  }

  const send = (call: Call) => lanes.run(() => attempt(call))

  return {
    usage: () => meter.usage(),
    request: async <T>(route: string, parameters = {}, options: RequestOptions = {}) =>
      (await send({ route, parameters, options })) as GitHubAnswer<T>,
    async graphql<T>(query: string, variables = {}, options: RequestOptions = {}) {
      const { data, headers } = await send({
        route: 'POST /graphql',
        parameters: { query, variables },
        options,
        query,
      })
      const body = (data ?? {}) as { data?: T | null; errors?: GraphQLProblem[] }
      return { data: body.data ?? null, errors: body.errors ?? [], headers }
    },
    async *pages<T>(route: string, parameters: Record<string, unknown> = {}, options: RequestOptions = {}) {
      let answer = await send({ route, parameters: { per_page: 100, ...parameters }, options })
      for (;;) {
        yield* itemsOf<T>(answer.data)
        const next = /<([^<>]+)>;\s*rel="next"/.exec(answer.headers['link'] ?? '')?.[1]
        if (!next) return
        answer = await send({ route, parameters: { ...fromQuery(parameters, next) }, options })
      }
    },
  }
}
