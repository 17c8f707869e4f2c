// Documented behaviours of GitHub, each with its source, as one request after some others.
// "REST" are the pages of docs.github.com/rest, "docs" the other pages of docs.github.com.
import type { WorldInput } from '../../src/index.ts'

type Request = readonly [method: string, path: string, body?: unknown, token?: string | null]

export interface Behaviour {
  says: string
  source: string
  given?: readonly Request[]
  ask: Request
  status: number
  /** Part of the body (arrays by length and members). */
  has?: unknown
  header?: readonly [name: string, pattern: RegExp]
  /** Changes the world before it starts. */
  world?: (world: WorldInput) => void
}

export const behaviourWorld = (): WorldInput => ({
  now: '2026-01-11T00:00:00Z',
  users: [
    { login: 'alice', id: 1001 },
    { login: 'bob', id: 1002 },
    { login: 'carol', id: 1003 },
  ],
  tokens: [
    { token: 'alice', kind: 'pat', user: 'alice' },
    { token: 'bob', kind: 'pat', user: 'bob' },
    { token: 'carol', kind: 'pat', user: 'carol' },
    { token: 'reader', kind: 'github_token', repository: 'acme/web', permissions: { contents: 'read' } },
    {
      token: 'writer',
      kind: 'github_token',
      repository: 'acme/web',
      permissions: { contents: 'write', pull_requests: 'write' },
    },
    { token: 'old', kind: 'installation', expires_at: '-1h' },
  ],
  repositories: [
    {
      name: 'acme/web',
      collaborators: { alice: 'write', bob: 'write', carol: 'read' },
      allow_auto_merge: true,
      files: { 'README.md': '# web\n', 'a.txt': '1\n2\n3\n4\n5\n' },
      commits: 8,
      branches: [
        {
          name: 'ahead',
          commits: [
            { message: 'one', author: 'alice', files: { 'x.txt': 'x\n' } },
            { message: 'two', author: 'alice', files: { 'y.txt': 'y\n' } },
          ],
        },
        { name: 'behind', from: 'main~3' },
        {
          name: 'apart',
          from: 'main~2',
          commits: [{ message: 'apart', author: 'alice', files: { 'z.txt': 'z\n' } }],
        },
        { name: 'clash', from: 'main~8', commits: [{ message: 'c', files: { 'log/00.txt': 'mine\n' } }] },
        'same',
        { name: 'guarded', from: 'main~1' },
        { name: 'release', from: 'main~1' },
        { name: 'flow', commits: [{ message: 'ci', files: { '.github/workflows/ci.yml': 'on: push\n' } }] },
      ],
      protection: {
        guarded: { required_approving_review_count: 1, required_status_checks: { contexts: ['build'] } },
      },
      rulesets: [
        {
          conditions: { ref_name: { include: ['refs/heads/release'] } },
          rules: [
            { type: 'pull_request', parameters: { required_approving_review_count: 2 } },
            { type: 'deletion' },
            { type: 'non_fast_forward' },
          ],
        },
      ],
      pull_requests: [
        { number: 7, head: 'ahead', author: 'alice', created_at: '-2h' },
        { number: 8, head: 'apart', base: 'guarded', author: 'alice' },
        { number: 9, head: 'clash', author: 'alice' },
        { number: 10, head: 'apart', author: 'alice', draft: true },
      ],
      issues: [
        { number: 1, title: 'first', user: 'alice', labels: ['bug'] },
        { number: 2, title: 'second', user: 'alice', state: 'closed' },
      ],
      workflow_runs: [
        {
          id: 500,
          conclusion: 'failure',
          jobs: [{ id: 50, name: 'test', conclusion: 'failure', log: 'the log\n' }],
          artifacts: [{ id: 5, name: 'gone', expired: true }],
        },
        { id: 501, status: 'in_progress', jobs: [{ id: 51, name: 'test', status: 'in_progress' }] },
      ],
    },
    { name: 'acme/secret', visibility: 'private' },
    { name: 'acme/old', archived: true },
    { name: 'acme/empty', empty: true },
    { name: 'acme/gone', missing: true },
    { name: 'acme/blocked', blocked: true },
    { name: 'acme/former', renamed_to: 'acme/web' },
    { name: 'zed/fork', fork_of: 'acme/web', branches: [{ name: 'ahead', commits: 1 }] },
  ],
})

const w = '/repos/acme/web'
const pulls = 'REST, Pulls'
const git = 'REST, Git database'
const issues = 'REST, Issues'
const access = 'REST, Troubleshooting the REST API'
const limits = 'REST, Rate limits for the REST API'
const protection = 'docs, About protected branches'
const checks = 'REST, Checks'
const actions = 'REST, Actions'
const sha = '1'.repeat(40)

export const behaviours: readonly Behaviour[] = [
  // Access
  {
    says: 'a wrong token is 401 "Bad credentials"',
    source: access,
    ask: ['GET', w, undefined, 'nope'],
    status: 401,
    has: { message: 'Bad credentials' },
  },
  {
    says: 'an expired installation token is 401',
    source: 'docs, Generating an installation access token',
    ask: ['GET', w, undefined, 'old'],
    status: 401,
  },
  {
    says: 'public repositories need no token',
    source: access,
    ask: ['GET', w, undefined, null],
    status: 200,
  },
  {
    says: 'a private repository is 404 without a token',
    source: access,
    ask: ['GET', '/repos/acme/secret', undefined, null],
    status: 404,
    has: { message: 'Not Found' },
  },
  {
    says: 'a private repository out of reach is 404, not 403',
    source: access,
    ask: ['GET', '/repos/acme/secret', undefined, 'reader'],
    status: 404,
  },
  { says: 'a missing repository is 404', source: access, ask: ['GET', '/repos/acme/gone'], status: 404 },
  {
    says: 'a blocked repository is 451',
    source: 'docs, DMCA takedown policy',
    ask: ['GET', '/repos/acme/blocked'],
    status: 451,
    has: { message: 'Repository access blocked' },
  },
  {
    says: 'a renamed repository answers 301 by id',
    source: 'REST, Best practices: follow redirects',
    ask: ['GET', '/repos/acme/former'],
    status: 301,
    header: ['location', /\/repositories\/\d+$/],
  },
  {
    says: 'a write to the former name is 307',
    source: 'REST, Best practices: follow redirects',
    ask: ['POST', '/repos/acme/former/issues', { title: 'x' }],
    status: 307,
    header: ['location', /\/repositories\/\d+\/issues$/],
  },
  {
    says: 'a token without the permission is 403 and the header names it',
    source: access,
    ask: ['POST', `${w}/issues`, { title: 'x' }, 'reader'],
    status: 403,
    has: { message: 'Resource not accessible by integration' },
    header: ['x-accepted-github-permissions', /issues=write/],
  },
  {
    says: 'GITHUB_TOKEN does not write to other repositories',
    source: 'docs, GITHUB_TOKEN',
    ask: ['POST', '/repos/zed/fork/issues', { title: 'x' }, 'writer'],
    status: 403,
  },
  {
    says: 'an archived repository is read-only',
    source: 'docs, About archiving repositories',
    ask: ['POST', '/repos/acme/old/issues', { title: 'x' }],
    status: 403,
    has: { message: 'Repository was archived so is read-only.' },
  },
  {
    says: 'an archived repository can be read',
    source: 'docs, About archiving repositories',
    ask: ['GET', '/repos/acme/old/branches'],
    status: 200,
  },
  {
    says: 'anonymous writes ask for authentication',
    source: access,
    ask: ['POST', `${w}/issues`, { title: 'x' }, null],
    status: 401,
  },
  {
    says: 'reading a permission level tells none, read, write or admin',
    source: 'REST, Collaborators',
    ask: ['GET', `${w}/collaborators/carol/permission`],
    status: 200,
    has: { permission: 'read' },
  },
  {
    says: 'installation tokens have no user',
    source: 'REST, Users',
    ask: ['GET', '/user'],
    status: 403,
    has: { message: 'Resource not accessible by integration' },
  },
  {
    says: 'an unknown route of the emulator says so',
    source: 'the emulator’s own contract',
    ask: ['GET', `${w}/pages`],
    status: 501,
    has: { route: 'GET /repos/acme/web/pages' },
  },
  {
    says: 'a body that is no JSON is 400',
    source: access,
    ask: ['POST', `${w}/issues`, undefined],
    status: 422,
  },
  // Limits and caching
  {
    says: 'each answer carries the limit of its pool',
    source: limits,
    ask: ['GET', w],
    status: 200,
    header: ['x-ratelimit-remaining', /^4999$/],
  },
  {
    says: 'anonymous callers have 60 requests an hour',
    source: limits,
    ask: ['GET', w, undefined, null],
    status: 200,
    header: ['x-ratelimit-limit', /^60$/],
  },
  {
    says: 'GITHUB_TOKEN has 1,000 requests an hour and repository',
    source: limits,
    ask: ['GET', w, undefined, 'reader'],
    status: 200,
    header: ['x-ratelimit-limit', /^1000$/],
  },
  {
    says: 'asking for the limits costs nothing',
    source: 'REST, Rate limit',
    given: [
      ['GET', '/rate_limit'],
      ['GET', '/rate_limit'],
    ],
    ask: ['GET', '/rate_limit'],
    status: 200,
    has: { resources: { core: { remaining: 5000 } } },
  },
  {
    says: 'search has its own pool of 30 a minute',
    source: limits,
    ask: ['GET', '/search/issues?q=first'],
    status: 200,
    header: ['x-ratelimit-limit', /^30$/],
  },
  {
    says: 'an exhausted pool is 403 with remaining 0',
    source: limits,
    world: (world) => (world.rate_limit = { core: { limit: 5000, remaining: 0, reset_in: 60 } }),
    ask: ['GET', w],
    status: 403,
    header: ['x-ratelimit-remaining', /^0$/],
  },
  {
    says: 'more than 80 content-creating requests a minute meet a secondary limit with retry-after',
    source: limits,
    world: (world) => (world.secondary_limits = { content_per_minute: 1 }),
    given: [['POST', `${w}/issues`, { title: 'a' }]],
    ask: ['POST', `${w}/issues`, { title: 'b' }],
    status: 403,
    header: ['retry-after', /^\d+$/],
  },
  {
    says: 'answers have an ETag',
    source: 'REST, Best practices: conditional requests',
    ask: ['GET', w],
    status: 200,
    header: ['etag', /^W\/"[0-9a-f]+"$/],
  },
  {
    says: 'long lists have a Link header',
    source: 'REST, Using pagination',
    ask: ['GET', `${w}/branches?per_page=3`],
    status: 200,
    has: { length: 3 },
    header: ['link', /rel="next".*rel="last"/],
  },
  {
    says: 'the last page links back to the first',
    source: 'REST, Using pagination',
    ask: ['GET', `${w}/branches?per_page=8&page=2`],
    status: 200,
    has: { length: 1 },
    header: ['link', /rel="prev".*rel="first"/],
  },
  {
    says: 'a page holds 30 unless asked',
    source: 'REST, Using pagination',
    ask: ['GET', `${w}/commits`],
    status: 200,
    has: { length: 9 },
  },
  // Refs
  {
    says: 'a ref that exists cannot be created',
    source: git,
    ask: ['POST', `${w}/git/refs`, { ref: 'refs/heads/same', sha }],
    status: 422,
    has: { message: 'Reference already exists' },
  },
  {
    says: 'a ref to an object that does not exist is refused',
    source: git,
    ask: ['POST', `${w}/git/refs`, { ref: 'refs/heads/new', sha }],
    status: 422,
    has: { message: 'Object does not exist' },
  },
  {
    says: 'a ref needs refs/ and two slashes',
    source: git,
    ask: ['POST', `${w}/git/refs`, { ref: 'heads/new', sha }],
    status: 422,
  },
  {
    says: 'a ref that is not there is 404',
    source: git,
    ask: ['GET', `${w}/git/ref/heads/nope`],
    status: 404,
  },
  {
    says: 'moving a missing ref is 422',
    source: git,
    ask: ['PATCH', `${w}/git/refs/heads/nope`, { sha }],
    status: 422,
    has: { message: 'Reference does not exist' },
  },
  {
    says: 'matching refs start with the given text',
    source: git,
    ask: ['GET', `${w}/git/matching-refs/heads/a`],
    status: 200,
    has: { length: 2 },
  },
  {
    says: 'an empty repository answers 409',
    source: 'REST, Commits',
    ask: ['GET', '/repos/acme/empty/commits'],
    status: 409,
    has: { message: 'Git Repository is empty.' },
  },
  {
    says: 'an empty repository has no branches',
    source: 'REST, Branches',
    ask: ['GET', '/repos/acme/empty/branches'],
    status: 200,
    has: [],
  },
  {
    says: 'a branch that is not there is 404 "Branch not found"',
    source: 'REST, Branches',
    ask: ['GET', `${w}/branches/nope`],
    status: 404,
    has: { message: 'Branch not found' },
  },
  {
    says: 'a commit that is not there is 422',
    source: 'REST, Commits',
    ask: ['GET', `${w}/commits/${sha}`],
    status: 422,
    has: { message: `No commit found for SHA: ${sha}` },
  },
  {
    says: 'deleting a protected branch is refused',
    source: protection,
    ask: ['DELETE', `${w}/git/refs/heads/guarded`],
    status: 422,
    has: { message: 'Cannot delete this branch' },
  },
  {
    says: 'a ruleset refuses deletion too',
    source: 'docs, Available rules for rulesets',
    ask: ['DELETE', `${w}/git/refs/heads/release`],
    status: 422,
  },
  {
    says: 'workflow files need their own permission',
    source: 'docs, Permissions of GITHUB_TOKEN',
    ask: ['POST', `${w}/merges`, { base: 'main', head: 'flow' }, 'writer'],
    status: 403,
    has: { message: workflowRefusal() },
  },
  // Compare
  {
    says: 'a branch with own commits is ahead',
    source: 'REST, Commits: compare',
    ask: ['GET', `${w}/compare/main...ahead`],
    status: 200,
    has: { status: 'ahead', ahead_by: 2, behind_by: 0, total_commits: 2 },
  },
  {
    says: 'an old tip is behind',
    source: 'REST, Commits: compare',
    ask: ['GET', `${w}/compare/main...behind`],
    status: 200,
    has: { status: 'behind', ahead_by: 0, behind_by: 3, commits: [] },
  },
  {
    says: 'both is diverged',
    source: 'REST, Commits: compare',
    ask: ['GET', `${w}/compare/main...apart`],
    status: 200,
    has: { status: 'diverged', ahead_by: 1, behind_by: 2 },
  },
  {
    says: 'equal tips are identical',
    source: 'REST, Commits: compare',
    ask: ['GET', `${w}/compare/main...same`],
    status: 200,
    has: { status: 'identical' },
  },
  {
    says: 'a fork’s branch is named owner:branch',
    source: 'REST, Commits: compare',
    ask: ['GET', `${w}/compare/main...zed:ahead`],
    status: 200,
    has: { ahead_by: 3 },
  },
  {
    says: 'an unknown side is 404',
    source: 'REST, Commits: compare',
    ask: ['GET', `${w}/compare/main...nope`],
    status: 404,
  },
  {
    says: 'compare pages hold the commits asked for',
    source: 'REST, Commits: compare',
    ask: ['GET', `${w}/compare/main...ahead?per_page=1`],
    status: 200,
    has: { total_commits: 2, commits: { length: 1 } },
    header: ['link', /rel="next"/],
  },
  // Pull requests
  {
    says: 'a pull request needs commits between',
    source: pulls,
    ask: ['POST', `${w}/pulls`, { title: 't', head: 'same', base: 'main' }],
    status: 422,
    has: { errors: [{ message: 'No commits between main and same' }] },
  },
  {
    says: 'one open pull request per head and base',
    source: pulls,
    ask: ['POST', `${w}/pulls`, { title: 't', head: 'ahead', base: 'main' }],
    status: 422,
    has: { errors: [{ message: 'A pull request already exists for acme:ahead.' }] },
  },
  {
    says: 'a head that does not exist is invalid',
    source: pulls,
    ask: ['POST', `${w}/pulls`, { title: 't', head: 'nope', base: 'main' }],
    status: 422,
    has: { errors: [{ field: 'head', code: 'invalid' }] },
  },
  {
    says: 'a body over 65,536 characters is refused',
    source: issues,
    ask: ['POST', `${w}/pulls`, { title: 't', head: 'flow', base: 'main', body: 'x'.repeat(65_537) }],
    status: 422,
  },
  {
    says: 'a fork’s head opens with owner:branch',
    source: pulls,
    ask: ['POST', `${w}/pulls`, { title: 't', head: 'zed:ahead', base: 'main' }],
    status: 201,
    has: { head: { label: 'zed:ahead', repo: { full_name: 'zed/fork' } } },
  },
  {
    says: 'the head filter takes owner:branch',
    source: pulls,
    ask: ['GET', `${w}/pulls?head=acme:ahead`],
    status: 200,
    has: { length: 1 },
  },
  {
    says: 'lists hold open pull requests unless asked',
    source: pulls,
    given: [['PATCH', `${w}/pulls/7`, { state: 'closed' }]],
    ask: ['GET', `${w}/pulls?state=closed`],
    status: 200,
    has: { length: 1 },
  },
  {
    says: 'mergeability is null right after creation',
    source: pulls,
    ask: ['POST', `${w}/pulls`, { title: 't', head: 'flow', base: 'main' }],
    status: 201,
    has: { mergeable: null, mergeable_state: 'unknown' },
  },
  {
    says: 'a conflict is not mergeable and dirty',
    source: pulls,
    ask: ['GET', `${w}/pulls/9`],
    status: 200,
    has: { mergeable: false, mergeable_state: 'dirty' },
  },
  {
    says: 'a draft is "draft"',
    source: pulls,
    ask: ['GET', `${w}/pulls/10`],
    status: 200,
    has: { draft: true, mergeable_state: 'draft' },
  },
  {
    says: 'unmet rules are "blocked"',
    source: pulls,
    ask: ['GET', `${w}/pulls/8`],
    status: 200,
    has: { mergeable_state: 'blocked' },
  },
  {
    says: 'a failing check that is not required is "unstable"',
    source: pulls,
    given: [['POST', `${w}/statuses/$head7`, { state: 'failure' }]],
    ask: ['GET', `${w}/pulls/7`],
    status: 200,
    has: { mergeable_state: 'unstable' },
  },
  {
    says: 'merging with another head’s sha is 409',
    source: pulls,
    ask: ['PUT', `${w}/pulls/7/merge`, { sha }],
    status: 409,
  },
  {
    says: 'merging a conflict is 405',
    source: pulls,
    ask: ['PUT', `${w}/pulls/9/merge`],
    status: 405,
    has: { message: 'Pull Request is not mergeable' },
  },
  { says: 'merging a draft is 405', source: pulls, ask: ['PUT', `${w}/pulls/10/merge`], status: 405 },
  {
    says: 'a method that the repository forbids is 405',
    source: pulls,
    given: [['PATCH', w, { allow_squash_merge: false }]],
    ask: ['PUT', `${w}/pulls/7/merge`, { merge_method: 'squash' }],
    status: 405,
    has: { message: 'Squash merges are not allowed on this repository.' },
  },
  {
    says: 'an unknown method is 422',
    source: pulls,
    ask: ['PUT', `${w}/pulls/7/merge`, { merge_method: 'octopus' }],
    status: 422,
  },
  {
    says: 'a missing approval is told in GitHub’s words',
    source: protection,
    ask: ['PUT', `${w}/pulls/8/merge`],
    status: 405,
    has: { message: matching(/At least 1 approving review is required by reviewers with write access\./) },
  },
  {
    says: 'a missing check is "expected"',
    source: protection,
    given: [['POST', `${w}/pulls/8/reviews`, { event: 'APPROVE' }, 'bob']],
    ask: ['PUT', `${w}/pulls/8/merge`],
    status: 405,
    has: { message: 'Required status check "build" is expected.' },
  },
  {
    says: 'an approval by a reader does not count',
    source: protection,
    given: [
      ['POST', `${w}/pulls/8/reviews`, { event: 'APPROVE' }, 'carol'],
      ['POST', `${w}/statuses/$head8`, { state: 'success', context: 'build' }],
    ],
    ask: ['PUT', `${w}/pulls/8/merge`],
    status: 405,
  },
  {
    says: 'with approval and check the merge goes through',
    source: protection,
    given: [
      ['POST', `${w}/pulls/8/reviews`, { event: 'APPROVE' }, 'bob'],
      ['POST', `${w}/statuses/$head8`, { state: 'success', context: 'build' }],
    ],
    ask: ['PUT', `${w}/pulls/8/merge`],
    status: 200,
    has: { merged: true },
  },
  {
    says: 'requested changes block',
    source: protection,
    given: [
      ['POST', `${w}/pulls/8/reviews`, { event: 'APPROVE' }, 'bob'],
      ['POST', `${w}/statuses/$head8`, { state: 'success', context: 'build' }],
      ['POST', `${w}/pulls/8/reviews`, { event: 'REQUEST_CHANGES', body: 'no' }, 'bob'],
    ],
    ask: ['PUT', `${w}/pulls/8/merge`],
    status: 405,
  },
  {
    says: 'nobody approves the own pull request',
    source: pulls,
    ask: ['POST', `${w}/pulls/7/reviews`, { event: 'APPROVE' }, 'alice'],
    status: 422,
    has: { errors: ['Can not approve your own pull request'] },
  },
  {
    says: 'requesting changes needs a text',
    source: pulls,
    ask: ['POST', `${w}/pulls/7/reviews`, { event: 'REQUEST_CHANGES' }, 'bob'],
    status: 422,
  },
  {
    says: 'a review without event is pending and seen by its author alone',
    source: pulls,
    given: [['POST', `${w}/pulls/7/reviews`, { body: 'draft' }, 'bob']],
    ask: ['GET', `${w}/pulls/7/reviews`, undefined, 'alice'],
    status: 200,
    has: [],
  },
  {
    says: 'reviews are asked of collaborators',
    source: pulls,
    ask: ['POST', `${w}/pulls/7/requested_reviewers`, { reviewers: ['stranger'] }],
    status: 422,
  },
  {
    says: 'the author cannot be asked for a review',
    source: pulls,
    ask: ['POST', `${w}/pulls/7/requested_reviewers`, { reviewers: ['alice'] }],
    status: 422,
  },
  {
    says: 'updating an up-to-date branch is 422',
    source: pulls,
    ask: ['PUT', `${w}/pulls/7/update-branch`],
    status: 422,
  },
  {
    says: 'updating checks the expected head',
    source: pulls,
    ask: ['PUT', `${w}/pulls/10/update-branch`, { expected_head_sha: sha }],
    status: 422,
  },
  {
    says: 'updating is accepted with 202',
    source: pulls,
    ask: ['PUT', `${w}/pulls/10/update-branch`],
    status: 202,
    has: { message: 'Updating pull request branch.' },
  },
  {
    says: 'a merged pull request answers 204 to "is it merged"',
    source: pulls,
    given: [['PUT', `${w}/pulls/7/merge`]],
    ask: ['GET', `${w}/pulls/7/merge`],
    status: 204,
  },
  { says: 'an unmerged one answers 404', source: pulls, ask: ['GET', `${w}/pulls/7/merge`], status: 404 },
  {
    says: 'deleting the head branch closes the pull request',
    source: 'docs, Closing a pull request',
    given: [['DELETE', `${w}/git/refs/heads/ahead`]],
    ask: ['GET', `${w}/pulls/7`],
    status: 200,
    has: { state: 'closed', merged: false },
  },
  {
    says: 'a merged pull request cannot be reopened',
    source: pulls,
    given: [['PUT', `${w}/pulls/7/merge`]],
    ask: ['PATCH', `${w}/pulls/7`, { state: 'open' }],
    status: 422,
  },
  {
    says: '"closes #1" closes the issue on merge',
    source: 'docs, Linking a pull request to an issue',
    given: [
      ['PATCH', `${w}/pulls/7`, { body: 'Closes #1' }],
      ['PUT', `${w}/pulls/7/merge`],
    ],
    ask: ['GET', `${w}/issues/1`],
    status: 200,
    has: { state: 'closed' },
  },
  {
    says: 'GITHUB_TOKEN opens none when the setting forbids it',
    source: 'docs, Managing GitHub Actions settings',
    world: (world) =>
      Object.assign(world.repositories?.[0] ?? {}, { actions_can_create_pull_requests: false }),
    ask: ['POST', `${w}/pulls`, { title: 't', head: 'flow', base: 'main' }, 'writer'],
    status: 403,
    has: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
  },
  {
    says: 'merging branches answers 204 when there is nothing new',
    source: 'REST, Branches: merge',
    ask: ['POST', `${w}/merges`, { base: 'main', head: 'behind' }],
    status: 204,
  },
  {
    says: 'merging branches with a conflict is 409',
    source: 'REST, Branches: merge',
    ask: ['POST', `${w}/merges`, { base: 'main', head: 'clash' }],
    status: 409,
    has: { message: 'Merge conflict' },
  },
  {
    says: 'merging into a branch that is not there is 404',
    source: 'REST, Branches: merge',
    ask: ['POST', `${w}/merges`, { base: 'nope', head: 'ahead' }],
    status: 404,
  },
  // Issues, labels, search
  {
    says: 'issue lists hold pull requests too',
    source: issues,
    ask: ['GET', `${w}/issues`],
    status: 200,
    has: { length: 5 },
  },
  {
    says: 'unknown labels are made when they are put on',
    source: issues,
    given: [['POST', `${w}/issues/1/labels`, { labels: ['brand-new'] }]],
    ask: ['GET', `${w}/labels/brand-new`],
    status: 200,
    has: { color: 'ededed' },
  },
  {
    says: 'label names ignore case',
    source: issues,
    ask: ['GET', `${w}/labels/BUG`],
    status: 200,
    has: { name: 'bug' },
  },
  {
    says: 'a label that exists cannot be made again',
    source: issues,
    ask: ['POST', `${w}/labels`, { name: 'bug' }],
    status: 422,
    has: { errors: [{ code: 'already_exists' }] },
  },
  {
    says: 'taking off a label that is not on is 404',
    source: issues,
    ask: ['DELETE', `${w}/issues/1/labels/wontfix`],
    status: 404,
    has: { message: 'Label does not exist' },
  },
  {
    says: 'a comment over 65,536 characters is refused',
    source: issues,
    ask: ['POST', `${w}/issues/1/comments`, { body: 'x'.repeat(65_537) }],
    status: 422,
  },
  {
    says: 'an issue without title is refused',
    source: issues,
    ask: ['POST', `${w}/issues`, {}],
    status: 422,
  },
  {
    says: 'closing for "not planned" keeps the reason',
    source: issues,
    ask: ['PATCH', `${w}/issues/1`, { state: 'closed', state_reason: 'not_planned' }],
    status: 200,
    has: { state_reason: 'not_planned' },
  },
  { says: 'search needs a query', source: 'REST, Search', ask: ['GET', '/search/issues?q='], status: 422 },
  {
    says: 'search joins qualifiers',
    source: 'REST, Search',
    ask: ['GET', '/search/issues?q=repo:acme/web+is:issue+is:open+label:bug'],
    status: 200,
    has: { total_count: 1 },
  },
  {
    says: 'the search index may lag',
    source: 'REST, Search',
    world: (world) => (world.search_lag_seconds = 600),
    given: [['POST', `${w}/issues`, { title: 'young' }]],
    ask: ['GET', '/search/issues?q=young'],
    status: 200,
    has: { total_count: 0 },
  },
  // Checks, statuses, actions
  {
    says: 'the combined status of nothing is pending',
    source: 'REST, Commit statuses',
    ask: ['GET', `${w}/commits/main/status`],
    status: 200,
    has: { state: 'pending', total_count: 0 },
  },
  {
    says: 'one failure makes the combined status fail',
    source: 'REST, Commit statuses',
    given: [
      ['POST', `${w}/statuses/$head7`, { state: 'success', context: 'a' }],
      ['POST', `${w}/statuses/$head7`, { state: 'error', context: 'b' }],
    ],
    ask: ['GET', `${w}/commits/ahead/status`],
    status: 200,
    has: { state: 'failure', total_count: 2 },
  },
  {
    says: 'the newest status of a context counts',
    source: 'REST, Commit statuses',
    given: [
      ['POST', `${w}/statuses/$head7`, { state: 'failure', context: 'a' }],
      ['POST', `${w}/statuses/$head7`, { state: 'success', context: 'a' }],
    ],
    ask: ['GET', `${w}/commits/ahead/status`],
    status: 200,
    has: { state: 'success', total_count: 1 },
  },
  {
    says: 'a completed check run needs a conclusion',
    source: checks,
    ask: ['POST', `${w}/check-runs`, { name: 'x', head_sha: '$head7', status: 'completed' }],
    status: 422,
  },
  {
    says: 'a conclusion completes the check run',
    source: checks,
    ask: ['POST', `${w}/check-runs`, { name: 'x', head_sha: '$head7', conclusion: 'neutral' }],
    status: 201,
    has: { status: 'completed' },
  },
  {
    says: 'logs are a redirect to another host',
    source: actions,
    ask: ['GET', `${w}/actions/jobs/50/logs`],
    status: 302,
    header: ['location', /^http:\/\/127\.0\.0\.1:\d+\/logs\//],
  },
  {
    says: 'an unfinished job has no log yet',
    source: actions,
    ask: ['GET', `${w}/actions/jobs/51/logs`],
    status: 404,
  },
  {
    says: 'an unfinished run has no conclusion',
    source: actions,
    ask: ['GET', `${w}/actions/runs/501`],
    status: 200,
    has: { status: 'in_progress', conclusion: null },
  },
  {
    says: 'an expired artifact is 410',
    source: actions,
    ask: ['GET', `${w}/actions/artifacts/5/zip`],
    status: 410,
  },
  {
    says: 'a running run cannot be run again',
    source: actions,
    ask: ['POST', `${w}/actions/runs/501/rerun`],
    status: 403,
  },
  {
    says: 'running again makes a second attempt',
    source: actions,
    given: [['POST', `${w}/actions/runs/500/rerun-failed-jobs`]],
    ask: ['GET', `${w}/actions/runs/500`],
    status: 200,
    has: { run_attempt: 2, status: 'queued' },
  },
  {
    says: 'a dispatch needs a ref that exists',
    source: actions,
    ask: ['POST', `${w}/actions/workflows/ci.yml/dispatches`, { ref: 'nope' }],
    status: 422,
  },
  {
    says: 'a branch’s rules list the rulesets’ rules',
    source: 'REST, Rules',
    ask: ['GET', `${w}/rules/branches/release`],
    status: 200,
    has: { length: 3 },
  },
  {
    says: 'a branch without protection is 404 "Branch not protected"',
    source: 'REST, Branch protection',
    ask: ['GET', `${w}/branches/main/protection`],
    status: 404,
    has: { message: 'Branch not protected' },
  },
  {
    says: 'rules of a ruleset refuse a merge with their own words',
    source: 'docs, Available rules for rulesets',
    given: [['POST', `${w}/pulls`, { title: 'r', head: 'ahead', base: 'release' }]],
    ask: ['PUT', `${w}/pulls/11/merge`],
    status: 405,
    has: { message: matching(/^Repository rule violations found/) },
  },
  // Contents
  {
    says: 'changing a file needs its sha',
    source: 'REST, Contents',
    ask: ['PUT', `${w}/contents/a.txt`, { message: 'm', content: 'eA==' }],
    status: 422,
  },
  {
    says: 'another sha is 409',
    source: 'REST, Contents',
    ask: ['PUT', `${w}/contents/a.txt`, { message: 'm', content: 'eA==', sha }],
    status: 409,
  },
  {
    says: 'a new file is 201',
    source: 'REST, Contents',
    ask: ['PUT', `${w}/contents/new/file.txt`, { message: 'm', content: 'eA==' }],
    status: 201,
    has: { content: { path: 'new/file.txt' }, commit: { verification: { verified: true } } },
  },
  {
    says: 'a directory is a list',
    source: 'REST, Contents',
    ask: ['GET', `${w}/contents/log`],
    status: 200,
    has: { length: 8 },
  },
  {
    says: 'a protected branch is not written directly',
    source: protection,
    ask: ['PUT', `${w}/contents/n.txt`, { message: 'm', content: 'eA==', branch: 'guarded' }],
    status: 422,
    has: { message: 'Changes must be made through a pull request.' },
  },
  {
    says: 'a path that is not there is 404',
    source: 'REST, Contents',
    ask: ['GET', `${w}/contents/nope`],
    status: 404,
  },
]

/** A text to be matched by a pattern; the test turns it into a matcher. */
function matching(pattern: RegExp): { $matches: string } {
  return { $matches: pattern.source }
}

function workflowRefusal(): { $matches: string } {
  return matching(
    /refusing to allow a GitHub App to create or update workflow `\.github\/workflows\/ci\.yml` without `workflows` permission/,
  )
}
