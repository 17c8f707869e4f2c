import type { FaultInput } from './sync-runs.ts'

/** GitHub's words for what can go wrong, each with what a run makes of it. Faults hold for requests after the world is built. */
export interface ErrorRow {
  signal: string
  faults?: FaultInput[]
  /** Laid over the repository `acme/web`. */
  repository?: Record<string, unknown>
  config?: Record<string, unknown>
  inputs?: Record<string, string>
  /** Permissions of the token; the viewer's otherwise. */
  permissions?: Record<string, 'read' | 'write' | 'none'>
  expected: {
    exitCode?: number
    created?: number
    forwarded?: number
    errors?: number
    /** In the job summary. */
    says?: RegExp
    /** Requests of a route. */
    requests?: Record<string, number>
    remaining?: number
    /** Of the pull requests that were opened. */
    heads?: string[]
  }
}

const create = 'POST /repos/{owner}/{repo}/pulls'
const createMatch = { method: 'POST', route: '/repos/{owner}/{repo}/pulls' }
const labelMatch = { method: 'POST', route: '/repos/{owner}/{repo}/issues/{issue_number}/labels' }
const forward = { 'auto-sync': 'true', 'create-prs': 'true', strategy: 'auto' }
const contained = { branches: [{ name: 'old', from: 'main~20' }] }
const graphqlError = (message: string, type?: string) => ({
  data: { r0: null },
  errors: [{ ...(type ? { type } : {}), path: ['r0'], message }],
})

export const errorRows: ErrorRow[] = [
  {
    signal: 'FORBIDDEN with x-github-sso',
    faults: [
      {
        match: { graphql: 'Repositories' },
        status: 200,
        headers: { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?x=1' },
        body: graphqlError('Resource protected by organization SAML enforcement.', 'FORBIDDEN'),
      },
    ],
    expected: {
      exitCode: 1,
      errors: 1,
      says: /Authorize the token for single sign-on at https&#58;\/\/github\.com\/orgs\/acme\/sso|Authorize the token for single sign-on at https:\/\/github\.com\/orgs\/acme\/sso/,
    },
  },
  {
    signal: '403 IP allow list',
    faults: [
      {
        match: { graphql: 'Repositories' },
        status: 403,
        body: {
          message:
            'Although you appear to have the correct authorization credentials, the organization has an IP allow list enabled',
        },
      },
    ],
    expected: { exitCode: 1, errors: 1, says: /IP allow list/ },
  },
  {
    signal: '401 bad credentials',
    faults: [{ match: { route: '/**' }, status: 401, body: { message: 'Bad credentials' } }],
    expected: { exitCode: 1, errors: 1, says: /did not accept the token/ },
  },
  {
    signal: '403 archived between scan and write',
    faults: [{ match: createMatch, before_effect: { archived: true } }],
    expected: { created: 0, says: /archived/ },
  },
  {
    signal: 'Resource not accessible by integration',
    permissions: { contents: 'read', metadata: 'read', issues: 'write' },
    inputs: { 'fail-on': 'never' },
    expected: { created: 0, says: /pull-requests|pull_requests/, requests: { [create]: 1 } },
  },
  {
    signal: 'GitHub Actions is not permitted to create or approve pull requests',
    faults: [
      {
        match: createMatch,
        status: 403,
        body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
      },
    ],
    inputs: { 'fail-on': 'never' },
    expected: {
      created: 0,
      says: /Allow GitHub Actions to create and approve pull requests/,
      requests: { [create]: 1 },
    },
  },
  {
    signal: '422 no commits between',
    faults: [
      {
        match: createMatch,
        status: 422,
        times: 1,
        body: {
          message: 'Validation Failed',
          errors: [{ message: 'No commits between feature/0 and main' }],
        },
      },
    ],
    expected: { created: 2, errors: 0, says: /up to date by now/ },
  },
  {
    signal: '422 a pull request already exists',
    faults: [
      {
        match: createMatch,
        times: 1,
        before_effect: { pull_requests: [{ number: 77, head: 'main', base: 'feature/0', title: 'theirs' }] },
      },
    ],
    expected: { created: 2, errors: 0, says: /open already/ },
  },
  {
    signal: '422 could not resolve to a node after create',
    faults: [
      {
        match: labelMatch,
        status: 422,
        times: 2,
        body: { message: "Could not resolve to a node with the global id of 'PR_x'." },
      },
    ],
    expected: { created: 3, errors: 0 },
  },
  {
    signal: 'updateRefs: the branch moved',
    repository: contained,
    inputs: forward,
    faults: [
      {
        match: { graphql: 'updateRefs' },
        status: 200,
        body: {
          data: { updateRefs: null },
          errors: [
            {
              type: 'STALE_DATA',
              path: ['updateRefs'],
              message: 'Expected refs/heads/old to point to "0" but it did not. Pull and try again.',
            },
          ],
        },
      },
    ],
    expected: { forwarded: 0, created: 0, errors: 0, says: /moved since the scan/ },
  },
  {
    signal: 'Changes must be made through a pull request',
    repository: { ...contained, protection: { old: { required_approving_review_count: 1 } } },
    config: { include: ['old'] },
    inputs: forward,
    expected: { forwarded: 0, created: 1, errors: 0 },
  },
  {
    signal: 'GH013 of a ruleset that cannot be seen',
    repository: contained,
    inputs: forward,
    faults: [
      {
        match: { graphql: 'updateRefs' },
        status: 200,
        body: {
          data: { updateRefs: null },
          errors: [
            {
              type: 'UNPROCESSABLE',
              path: ['updateRefs'],
              message:
                'Repository rule violations found (GH013): Changes must be made through a pull request.',
            },
          ],
        },
      },
    ],
    expected: { forwarded: 0, created: 1, errors: 0 },
  },
  {
    signal: 'a merge into a protected branch, where a pull request is allowed too',
    repository: { protection: { 'feature/0': { required_approving_review_count: 1 } } },
    config: { include: ['feature/0'] },
    inputs: { 'auto-sync': 'true', 'create-prs': 'true', strategy: 'merge' },
    expected: { created: 1, errors: 0, heads: ['main'] },
  },
  {
    signal: 'a merge into a protected branch, where none is',
    repository: { protection: { 'feature/0': { required_approving_review_count: 1 } } },
    config: { include: ['feature/0'] },
    inputs: { 'auto-sync': 'true', strategy: 'merge' },
    expected: { created: 0, errors: 0, says: /rules of the branch refuse/ },
  },
  {
    signal: 'protected, and no pull requests allowed',
    repository: { ...contained, protection: { old: { required_approving_review_count: 1 } } },
    config: { include: ['old'] },
    inputs: { 'auto-sync': 'true', strategy: 'fast-forward' },
    expected: { forwarded: 0, created: 0, errors: 0, says: /rules of the branch refuse/ },
  },
  {
    signal: 'refusing to allow a workflow without the workflows permission',
    repository: contained,
    inputs: { ...forward, 'fail-on': 'never' },
    faults: [
      {
        match: { graphql: 'updateRefs' },
        status: 200,
        body: {
          data: { updateRefs: null },
          errors: [
            {
              type: 'UNPROCESSABLE',
              path: ['updateRefs'],
              message:
                'refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission',
            },
          ],
        },
      },
    ],
    expected: { forwarded: 0, created: 1 },
  },
  {
    signal: 'merges: 409 conflict',
    inputs: { 'auto-sync': 'true', strategy: 'merge' },
    repository: {
      files: { 'a.txt': 'a\n' },
      commits: [
        ...Array.from({ length: 20 }, (_, n) => ({ message: `c${n}`, files: { [`f${n}`]: 'x' } })),
        { message: 'theirs', files: { 'a.txt': 'main\n' } },
      ],
      branches: [
        {
          name: 'clash',
          from: 'main~15',
          commits: [{ message: 'ours', author: 'alice', date: '-5d', files: { 'a.txt': 'branch\n' } }],
        },
      ],
    },
    expected: { created: 0, errors: 0, says: /conflicts with main/ },
  },
  {
    signal: '403 with retry-after',
    faults: [{ match: createMatch, fault: 'secondary_limit', retry_after: 5, times: 2 }],
    expected: { created: 3, errors: 0 },
  },
  {
    signal: 'was submitted too quickly',
    faults: [{ match: createMatch, status: 403, times: 1, body: { message: 'was submitted too quickly' } }],
    expected: { created: 3, errors: 0 },
  },
  {
    signal: 'x-ratelimit-remaining: 0 beyond the deadline',
    faults: [{ match: createMatch, fault: 'primary_limit', skip: 1 }],
    inputs: { 'deadline-minutes': '2' },
    expected: { exitCode: 0, created: 1, errors: 0, remaining: 2, says: /^\*\*Stopped cleanly/ },
  },
  {
    signal: 'RATE_LIMITED in an answer of status 200',
    faults: [{ match: { graphql: 'Repositories' }, fault: 'primary_limit' }],
    inputs: { 'deadline-minutes': '2' },
    expected: { exitCode: 0, created: 0, errors: 0, remaining: 1, says: /^\*\*Stopped cleanly/ },
  },
  ...[500, 502, 503, 504].map((status): ErrorRow => ({
    signal: `${status} on reads and on a creation that happened all the same`,
    faults: [
      { match: { graphql: 'compare' }, status, times: 2 },
      { match: createMatch, status, after_effect: true, times: 1 },
    ],
    expected: { created: 3, errors: 0 },
  })),
  {
    signal: 'Something went wrong while executing your query',
    faults: [
      {
        match: { graphql: 'compare' },
        status: 200,
        times: 2,
        body: {
          errors: [
            {
              message:
                'Something went wrong while executing your query. This may be the result of a timeout.',
            },
          ],
        },
      },
    ],
    expected: { created: 3, errors: 0 },
  },
  {
    signal: 'ECONNRESET on reads and writes',
    faults: [
      { match: { graphql: 'Repositories' }, fault: 'reset', times: 1 },
      { match: createMatch, fault: 'reset', after_effect: true, times: 1 },
    ],
    expected: { created: 3, errors: 0 },
  },
  {
    signal: 'resource limits with a part of the data',
    faults: [{ match: { graphql: 'compare' }, fault: 'resource_limit', times: 1 }],
    expected: { created: 3, errors: 0 },
  },
  {
    signal: 'an HTML page and a cut answer',
    faults: [
      { match: { graphql: 'Repositories' }, fault: 'html', times: 1 },
      { match: { graphql: 'compare' }, fault: 'truncate', times: 1 },
    ],
    expected: { created: 3, errors: 0 },
  },
  {
    signal: 'the default branch changes during the run',
    faults: [
      {
        match: { graphql: 'compare', repository: 'acme/web' },
        times: 1,
        before_effect: { branches: [{ name: 'next', from: 'main' }], default_branch: 'next' },
      },
    ],
    // The pull requests come from the branch that is the default one by then.
    expected: { created: 3, errors: 0, heads: ['next'] },
  },
]
