// The endpoint itself: refusals of whole queries, paging, prices, limits, ids.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { implementedFields } from '../../src/graphql/resolve.ts'
import { githubSchema } from '../../src/graphql/schema.ts'
import { withRepositories } from '../support/graphql.ts'

const web = { name: 'acme/web', commits: 3, branches: Array.from({ length: 7 }, (_, i) => `b${i}`) }

/** One query on `acme/web` and the field of the error it gets. */
const refusals: [what: string, query: string, expected: Record<string, unknown>][] = [
  [
    'an unknown field',
    'query Q{repository(owner:"acme",name:"web"){nonsense}}',
    {
      message: "Field 'nonsense' doesn't exist on type 'Repository'",
      path: ['query Q', 'repository', 'nonsense'],
      extensions: { code: 'undefinedField', typeName: 'Repository', fieldName: 'nonsense' },
    },
  ],
  [
    'an unknown argument',
    '{repository(owner:"acme",name:"web",x:1){id}}',
    {
      message: "Field 'repository' doesn't accept argument 'x'",
      extensions: expect.objectContaining({ code: 'argumentNotAccepted' }),
    },
  ],
  [
    'a missing argument',
    '{repository(owner:"acme"){id}}',
    { message: "Field 'repository' is missing required arguments: name" },
  ],
  [
    'no selection',
    '{repository(owner:"acme",name:"web")}',
    {
      message: expect.stringContaining(
        "Field must have selections (field 'repository' returns Repository but has no selections.",
      ),
    },
  ],
  ['a text that is no query', '{repository(', { message: expect.stringMatching(/^Parse error/) }],
  [
    'too many nodes',
    '{repositoryOwner(login:"acme"){repositories(first:100){nodes{refs(refPrefix:"refs/heads/",first:100){nodes{associatedPullRequests(first:100){totalCount}}}}}}}',
    {
      type: 'MAX_NODE_LIMIT_EXCEEDED',
      message:
        'This query requests up to 1,010,100 possible nodes which exceeds the maximum limit of 500,000.',
    },
  ],
]

const pagingRefusals: [what: string, args: string, expected: Record<string, unknown>][] = [
  [
    'no boundary',
    '',
    {
      type: 'MISSING_PAGINATION_BOUNDARIES',
      message: 'You must provide a `first` or `last` value to properly paginate the `refs` connection.',
    },
  ],
  [
    'too many',
    ',first:101',
    {
      type: 'EXCESSIVE_PAGINATION',
      message: 'Requesting 101 records on the `refs` connection exceeds the `first` limit of 100 records.',
    },
  ],
  ['both ends', ',first:1,last:1', { message: expect.stringContaining('Passing both `first` and `last`') }],
  ['a negative count', ',first:-1', { message: expect.stringContaining('cannot be less than zero') }],
  [
    'a broken cursor',
    ',first:1,after:"nonsense"',
    { type: 'INVALID_CURSOR_ARGUMENTS', message: '`nonsense` does not appear to be a valid cursor.' },
  ],
]

describe('refusals', () => {
  test.each(refusals)('%s: the whole query is refused, without data', (_, text, expected) =>
    withRepositories([web], async ({ query }) => {
      const reply = await query(text)
      expect(reply.status).toBe(200)
      expect(reply.data).toBeUndefined()
      expect(reply.errors[0]).toMatchObject(expected)
    }),
  )

  test.each(pagingRefusals)('%s: the field is refused', (_, args, expected) =>
    withRepositories([web], async ({ query }) => {
      const reply = await query(
        `{rateLimit{cost} repository(owner:"acme",name:"web"){refs(refPrefix:"refs/heads/"${args}){nodes{name}}}}`,
      )
      expect(reply.data).toEqual({ rateLimit: { cost: 1 }, repository: { refs: null } })
      expect(reply.errors).toHaveLength(1)
      expect(reply.errors[0]).toMatchObject({ ...expected, path: ['repository', 'refs'] })
    }),
  )

  test('a variable that is missing, an object id that is none', () =>
    withRepositories([web], async ({ query }) => {
      const missing = await query('query($o:String!){repository(owner:$o,name:"web"){id}}')
      expect(missing.errors[0]?.message).toBe('Variable $o of type String! was provided invalid value')
      const wrong = await query(
        'query($x:GitObjectID!){repository(owner:"acme",name:"web"){object(oid:$x){oid}}}',
        { x: 'z' },
      )
      expect(wrong.errors[0]?.message).toContain('Variable $x was provided invalid value')
    }))

  test('a field nobody wrote says so; it is never null', () =>
    withRepositories([web], async ({ query }) => {
      const reply = await query('{repository(owner:"acme",name:"web"){name codeOfConduct{name}}}')
      expect(reply.data.repository).toEqual({ name: 'web', codeOfConduct: null })
      expect(reply.errors).toMatchObject([
        {
          type: 'NOT_IMPLEMENTED_BY_EMULATOR',
          path: ['repository', 'codeOfConduct'],
          message: expect.stringContaining('Repository.codeOfConduct'),
        },
      ])
    }))

  test('no token, no query', () =>
    withRepositories([web], async ({ ask }) => {
      const anonymous = await ask('POST', '/graphql', { query: '{viewer{login}}' }, null)
      expect([anonymous.status, anonymous.body.message]).toEqual([
        401,
        'This endpoint requires you to be authenticated.',
      ])
      const empty = await ask('POST', '/graphql', {})
      expect([empty.status, empty.body.message]).toEqual([
        400,
        'A query attribute must be specified and must be a string.',
      ])
    }))
})

describe('paging', () => {
  test('forward and backward pages are the list, whatever the page size', () =>
    withRepositories([web], async ({ query }) => {
      const text =
        'query($first:Int,$last:Int,$after:String,$before:String){repository(owner:"acme",name:"web"){refs(refPrefix:"refs/heads/",first:$first,last:$last,after:$after,before:$before){totalCount nodes{name} edges{cursor node{name}} pageInfo{hasNextPage hasPreviousPage startCursor endCursor}}}}'
      const names = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'main']
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.boolean(), async (size, forward) => {
          const seen: string[] = []
          let cursor: string | null = null
          for (let more = true; more;) {
            const variables: Record<string, unknown> = forward
              ? { first: size, after: cursor }
              : { last: size, before: cursor }
            const { refs } = (await query(text, variables)).data.repository
            const page = refs.nodes.map((node: { name: string }) => node.name)
            expect(refs.edges.map((edge: { node: { name: string } }) => edge.node.name)).toEqual(page)
            seen.splice(forward ? seen.length : 0, 0, ...page)
            cursor = forward ? refs.pageInfo.endCursor : refs.pageInfo.startCursor
            more = forward ? refs.pageInfo.hasNextPage : refs.pageInfo.hasPreviousPage
          }
          expect(seen).toEqual(names)
        }),
        { numRuns: 12 },
      )
    }))

  test('a page goes on after its last item when others come and go', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const text =
        'query($after:String){repository(owner:"acme",name:"web"){refs(refPrefix:"refs/heads/",first:3,after:$after){nodes{name} pageInfo{endCursor}}}}'
      const first = (await query(text)).data.repository.refs
      await emulator.add('acme/web', { branches: [{ name: 'a-new', from: 'main' }] })
      const second = (await query(text, { after: first.pageInfo.endCursor })).data.repository.refs
      expect(second.nodes.map(({ name }: { name: string }) => name)).toEqual(['b3', 'b4', 'b5'])
    }))
})

describe('prices', () => {
  const text = (repositories: number, inner: number) =>
    `{rateLimit{cost nodeCount} repositoryOwner(login:"acme"){repositories(first:${repositories}){nodes{refs(refPrefix:"refs/heads/",first:${inner}){nodes{name}} pullRequests(first:${inner}){nodes{labels(first:10){nodes{name}}}}}}}}`

  // Requests: 1 + r + r + r·i; nodes: r + r·i + r·i + r·i·10 (GitHub's formula, by hand).
  test.each([
    [1, 1, 1, 13],
    [50, 10, 6, 6050],
    [100, 30, 32, 36_100],
  ])('%d repositories with %d each', (repositories, inner, cost, nodeCount) =>
    withRepositories([web], async ({ query }) => {
      const { data, headers } = await query(text(repositories, inner))
      expect(data.rateLimit).toEqual({ cost, nodeCount })
      expect(Number(headers.get('x-ratelimit-remaining'))).toBe(5000 - cost)
    }),
  )

  test('comparisons and repositories are no connections: fifty cost one point', () =>
    withRepositories([web], async ({ query }) => {
      const aliases = Array.from({ length: 50 }, (_, i) => `c${i}:compare(headRef:"b0"){aheadBy}`).join(' ')
      const { data } = await query(
        `{rateLimit{cost nodeCount} repository(owner:"acme",name:"web"){defaultBranchRef{${aliases}}}}`,
      )
      expect(data.rateLimit).toEqual({ cost: 1, nodeCount: 0 })
    }))

  test('only the price, on a dry run; nothing is taken', () =>
    withRepositories([web], async ({ query }) => {
      const dry = await query('{rateLimit(dryRun:true){cost remaining} viewer{login}}')
      expect(dry.data.rateLimit).toEqual({ cost: 1, remaining: 5000 })
      expect(dry.headers.get('x-ratelimit-remaining')).toBe('5000')
    }))

  test('points that are used up', () =>
    withRepositories(
      [web],
      async ({ query }) => {
        expect((await query('{viewer{login}}')).data).toEqual({ viewer: { login: 'automation-bot' } })
        const spent = await query('{viewer{login}}')
        expect([spent.status, spent.data]).toEqual([200, undefined])
        expect(spent.errors[0]?.type).toBe('RATE_LIMITED')
      },
      { rate_limit: { graphql: { limit: 5000, remaining: 1, reset_in: 60 } } },
    ))
})

describe('limits of one query', () => {
  const many = (count: number) =>
    `{${Array.from({ length: count }, (_, i) => `r${i}:repository(owner:"acme",name:"web"){name}`).join(' ')}}`

  test('more than the world allows: the rest is refused, what was answered stays', () =>
    withRepositories(
      [web],
      async ({ query }) => {
        const { data, errors } = await query(many(5))
        expect([data.r0, data.r2, data.r3, data.r4]).toEqual([{ name: 'web' }, { name: 'web' }, null, null])
        expect(errors).toEqual([
          expect.objectContaining({
            type: 'RESOURCE_LIMITS_EXCEEDED',
            path: ['r3'],
            message: 'Resource limits for this query exceeded.',
          }),
          expect.objectContaining({ path: ['r4'] }),
        ])
      },
      { graphql_limits: { max_aliases: 3 } },
    ))

  test('comparisons that take too long: 502 for all of them', () =>
    withRepositories(
      [web],
      async ({ query }) => {
        const compares = (count: number) =>
          `{repository(owner:"acme",name:"web"){defaultBranchRef{${Array.from({ length: count }, (_, i) => `c${i}:compare(headRef:"b0"){aheadBy}`).join(' ')}}}}`
        expect((await query(compares(4))).errors).toEqual([])
        const late = await query(compares(5))
        expect(late.status).toBe(502)
        expect(late.errors[0]?.message).toContain('Something went wrong while executing your query')
      },
      { graphql_limits: { compare_cost_ms: 10, timeout_ms: 40 } },
    ))

  test('a fault on oversized batches, and one that answers a part', () =>
    withRepositories(
      [web],
      async ({ query }) => {
        expect((await query(many(2))).status).toBe(200)
        expect((await query(many(3))).status).toBe(502)
        const part = await query(
          `query Part{a:repository(owner:"acme",name:"web"){name} b:repository(owner:"acme",name:"web"){name}}`,
        )
        expect(part.errors.map(({ type }) => type)).toEqual(['RESOURCE_LIMITS_EXCEEDED'])
        expect(part.data).toEqual({ a: { name: 'web' }, b: null })
      },
      {
        faults: [
          { match: { graphql: 'repository' }, status: 502, when: { aliases_over: 2 } },
          { match: { graphql: 'Part' }, fault: 'resource_limit' },
        ],
      },
    ))
})

describe('ids', () => {
  test('are the same in REST and GraphQL, and lead back', () =>
    withRepositories(
      [
        {
          ...web,
          pull_requests: [{ number: 9, head: 'b0', base: 'main', author: 'alice' }],
          issues: [{ number: 3 }],
        },
      ],
      async ({ query, ask }) => {
        const { repository } = (
          await query(
            '{repository(owner:"acme",name:"web"){id owner{id} pullRequest(number:9){id} issue(number:3){id} label(name:"bug"){id} ref(qualifiedName:"b0"){id target{id}}}}',
          )
        ).data
        const rest = await Promise.all(
          [
            '/repos/acme/web',
            '/repos/acme/web/pulls/9',
            '/repos/acme/web/issues/3',
            '/repos/acme/web/labels/bug',
            '/repos/acme/web/git/ref/heads/b0',
            '/repos/acme/web/commits/b0',
          ].map(async (path) => (await ask('GET', path)).body.node_id),
        )
        const ids = [
          repository.id,
          repository.pullRequest.id,
          repository.issue.id,
          repository.label.id,
          repository.ref.id,
          repository.ref.target.id,
        ]
        expect(ids).toEqual(rest)
        const back = await query('query($ids:[ID!]!){nodes(ids:$ids){__typename id}}', {
          ids: [...ids, repository.owner.id],
        })
        expect(back.errors).toEqual([])
        expect(back.data.nodes.map((node: { id: string }) => node.id)).toEqual([...ids, repository.owner.id])
      },
    ))

  test('of nothing are errors of their own place', () =>
    withRepositories(
      [web, { name: 'acme/secret', visibility: 'private' }],
      async ({ query }) => {
        const { data } = await query('{repository(owner:"acme",name:"secret"){id}}')
        const reply = await query(
          'query($ids:[ID!]!){nodes(ids:$ids){id}}',
          { ids: ['R_x', data.repository.id] },
          'ghs_web',
        )
        expect(reply.data.nodes).toEqual([null, null])
        expect(reply.errors.map(({ type, path }) => [type, path])).toEqual([
          ['NOT_FOUND', ['nodes', 0]],
          ['NOT_FOUND', ['nodes', 1]],
        ])
      },
      { tokens: [{ token: 'ghs_web', kind: 'github_token', repository: 'acme/web' }] },
    ))

  test('of checks, also of earlier attempts, need the permission to read checks', () => {
    const job = (id: number) => ({
      id,
      name: 'test',
      conclusion: 'cancelled',
      annotations: [{ message: `of ${id}` }],
    })
    const runs = [
      {
        id: 5,
        jobs: [job(52)],
        run_attempt: 2,
        conclusion: 'cancelled',
        previous_attempts: [{ run_attempt: 1, jobs: [job(51)] }],
      },
    ]
    const world = [{ ...web, workflow_runs: runs }]
    return withRepositories(
      world as never,
      async ({ query, ask }) => {
        const { body } = await ask('GET', '/repos/acme/web/actions/runs/5')
        const { body: earlier } = await ask('GET', '/repos/acme/web/actions/runs/5/attempts/1/jobs')
        const text =
          'query($ids:[ID!]!){nodes(ids:$ids){...on CheckRun{...c} ...on CheckSuite{checkRuns(first:9,filterBy:{checkType:LATEST,conclusions:[CANCELLED]}){nodes{...c}}}}} fragment c on CheckRun{databaseId annotations(first:9){nodes{message}}}'
        const ids = [body.check_suite_node_id, earlier.jobs[0].node_id]
        const seen = (id: number) => ({ databaseId: id, annotations: { nodes: [{ message: `of ${id}` }] } })
        expect((await query(text, { ids })).data.nodes).toEqual([
          { checkRuns: { nodes: [seen(52)] } },
          seen(51),
        ])
        const refused = await query(text, { ids }, 'ghs_small')
        expect(refused.data.nodes).toEqual([null, null])
        expect(refused.errors.map(({ type }) => type)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
      },
      { tokens: [{ token: 'ghs_small', permissions: { actions: 'read', metadata: 'read' } }] },
    )
  })
})

test('every implemented field is one of GitHub’s schema', () => {
  const types = githubSchema().getTypeMap()
  const unknown = implementedFields().filter((name) => {
    const [type = '', field = ''] = name.split('.')
    const found = types[type]
    return !(found && 'getFields' in found && field in found.getFields())
  })
  expect(unknown).toEqual([])
  expect(implementedFields().length).toBeGreaterThan(700)
})
