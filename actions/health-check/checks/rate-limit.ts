import { BudgetStop, GitHubError, reason } from '@ecosystem-actions/core/errors'
import { plural } from '@ecosystem-actions/core/markdown'
import { z } from 'zod'
import { error, ok, unknown, warning, worse, type CheckKind, type Verdict } from '../check.ts'

const settings = z.strictObject({
  warning: z.number().min(0).max(100).default(50),
  error: z.number().min(0).max(100).default(20),
  'planned-requests': z.int().min(0).default(0),
})

export interface Pool {
  limit: number
  remaining: number
  /** Seconds since 1970. */
  reset: number
}

export interface RateLimits {
  warning: number
  error: number
  planned: number
  now: Date
}

const pools = ['core', 'graphql', 'search'] as const

/** The worst of the pools in per cent, and whether the planned requests fit before the reset. A pool without a limit limits nothing. */
export function judgeRateLimit(resources: Partial<Record<string, Pool>>, limits: RateLimits): Verdict {
  const verdicts = pools.flatMap((name) => {
    const pool = resources[name]
    return pool && pool.limit > 0 ? [judgePool(name, pool, limits)] : []
  })
  const [first] = verdicts
  if (!first) return ok('This server does not limit requests.')
  const evidence = Object.fromEntries(pools.map((name) => [name, facts(resources[name], limits.now)]))
  return { ...verdicts.reduce(worse, first), evidence }
}

function facts(pool: Pool | undefined, now: Date): unknown {
  if (!pool) return null
  return { remaining: pool.remaining, limit: pool.limit, resets_in_minutes: minutesTo(pool, now) }
}

const minutesTo = ({ reset }: Pool, now: Date) =>
  Math.max(0, Math.round((reset * 1000 - now.getTime()) / 60_000))

function judgePool(name: (typeof pools)[number], pool: Pool, limits: RateLimits): Verdict {
  const percent = (pool.remaining / pool.limit) * 100
  const message = `${pool.remaining}/${pool.limit} ${name === 'core' ? 'API calls' : `${name} calls`} remaining (${percent.toFixed(1)}%), reset in ${plural(minutesTo(pool, limits.now), 'minute')}.`
  const fix = `Wait ${plural(minutesTo(pool, limits.now), 'minute')}, or use a token of a GitHub App with its own limit.`
  if (name === 'core' && limits.planned > pool.remaining)
    return error(
      'planned',
      `${plural(limits.planned, 'request')} are planned, only ${pool.remaining} of ${pool.limit} are left until the reset in ${plural(minutesTo(pool, limits.now), 'minute')}.`,
      { fix },
    )
  if (percent < limits.error) return error('low', message, { fix })
  if (percent < limits.warning) return warning('low', message, { fix })
  return ok(message)
}

export const rateLimit: CheckKind<typeof settings> = {
  kind: 'rate-limit',
  settings,
  async look({ 'planned-requests': planned, ...limits }, { github }, { now }) {
    if (!github)
      return unknown('no_token', 'Without a token the rate limit is not known.', {
        fix: 'Set `github-token`.',
      })
    try {
      const { data } = await github.request<{ resources?: unknown } | undefined>(
        'GET /rate_limit',
        {},
        { attempts: 2 },
      )
      const resources = data?.resources
      // A proxy that answers a page of its own says nothing about limits.
      if (typeof resources !== 'object' || resources === null)
        return unknown('format', 'GitHub was asked for its rate limit and answered something else.', {
          fix: 'See whether a proxy answers in its place.',
        })
      return judgeRateLimit(resources, { ...limits, planned, now })
    } catch (failure) {
      return judgeAccess(failure)
    }
  },
}

/** What a failed request says about the token and about GitHub. */
export function judgeAccess(failure: unknown): Verdict {
  if (failure instanceof BudgetStop) return warning('low', failure.message, { fix: whenLimited })
  if (!(failure instanceof GitHubError)) throw failure
  if (failure.status === 401)
    return error('bad_token', 'GitHub does not accept the token.', {
      fix: 'Set `github-token` to a token that is still valid.',
    })
  // Enterprise Server answers 404 when its rate limit is switched off.
  if (failure.status === 404) return ok('This server does not limit requests.')
  if (failure.status === 0 || failure.status >= 500)
    return unknown('github_unreachable', `GitHub could not be asked: ${reason(failure)}`, {
      fix: 'See https://www.githubstatus.com.',
    })
  if (isLimit(failure))
    return unknown('limited', `GitHub limits the requests of this token: ${reason(failure)}`, {
      fix: whenLimited,
    })
  return unknown('refused', `GitHub refused to answer: ${reason(failure)}`)
}

const whenLimited =
  'Run again when the limit has been reset, run less often, or use a token of a GitHub App with its own limit.'

/** A primary or secondary limit: says nothing about permissions, although it may come as 403. */
export function isLimit(failure: unknown): boolean {
  if (!(failure instanceof GitHubError)) return false
  return failure.status === 429 || (failure.status === 403 && /rate limit|abuse/i.test(failure.message))
}
