import type { GitHubUsage, RateLimitPool } from '../ports.ts'

/** Counts what goes over the wire and reads the limits from what comes back. */
export class Meter {
  readonly #byRoute: Record<string, number> = {}
  readonly #pools: Record<string, RateLimitPool> = {}
  #requests = 0
  #retries = 0

  sent(route: string): void {
    this.#requests++
    this.#byRoute[route] = (this.#byRoute[route] ?? 0) + 1
  }

  retried(): void {
    this.#retries++
  }

  answered(headers: Readonly<Record<string, string>>): void {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
      Number(headers[`x-ratelimit-${name}`]),
    )
    if (limit === undefined || remaining === undefined || reset === undefined) return
    if (!Number.isFinite(limit + remaining + reset)) return
    this.#pools[headers['x-ratelimit-resource'] ?? 'core'] = {
      limit,
      remaining,
      resetAt: new Date(reset * 1000),
    }
  }

  pool(name: string): RateLimitPool | undefined {
    return this.#pools[name]
  }

  usage(): GitHubUsage {
    return {
      requests: this.#requests,
      retries: this.#retries,
      byRoute: { ...this.#byRoute },
      pools: { ...this.#pools },
    }
  }
}

/** The pool that GitHub counts a route in. */
export function poolOf(route: string): string {
  if (route === 'POST /graphql') return 'graphql'
  return route.startsWith('GET /search/') ? 'search' : 'core'
}

// https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api: creating what people are notified of.
const creating =
  /^POST .*\/(?:pulls|issues|comments|reviews|requested_reviewers|merges|releases)$|createPullRequest|createIssue|addComment|addPullRequestReview|createCommitOnBranch/

/** Points and content as GitHub's secondary limits count them. `subject` is the route, or the text of a GraphQL document. */
export function spendOf(route: string, query?: string): { points: number; content: boolean } {
  const write = query === undefined ? !/^(?:GET|HEAD|OPTIONS) /.test(route) : /^\s*mutation\b/m.test(query)
  return { points: write ? 5 : 1, content: write && creating.test(query ?? route) }
}
