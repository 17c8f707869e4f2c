// What ecosystem-sync asks: many repositories by alias, their branches, their divergence.
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { withRepositories } from '../support/graphql.ts'

const sketch = `query($o0:String!,$n0:String!,$o1:String!,$n1:String!){ rateLimit{cost remaining resetAt nodeCount}
 r0:repository(owner:$o0,name:$n0){...R} r1:repository(owner:$o1,name:$n1){...R}}
fragment R on Repository{id nameWithOwner isArchived isDisabled isEmpty isLocked isFork pushedAt
  mergeCommitAllowed autoMergeAllowed diskUsage defaultBranchRef{name target{oid}}
  refs(refPrefix:"refs/heads/",first:100){totalCount pageInfo{hasNextPage endCursor} nodes{name target{oid ... on Commit{committedDate}}}}
  pullRequests(states:OPEN,first:50,labels:["ecosystem-sync"]){nodes{id number baseRefName headRefName mergeable author{login}}}}`

const web = {
  name: 'acme/web',
  commits: 40,
  branches: [
    { name: 'feature/a', from: 'main~12', commits: 3 },
    { name: 'old', from: 'main~30' },
    { name: 'work', from: 'main~2', commits: 1 },
  ],
  pull_requests: [
    { number: 7, head: 'main', base: 'feature/a', author: 'alice', labels: ['ecosystem-sync'] },
    { number: 8, head: 'work', base: 'main', author: 'bob' },
  ],
}

describe('scanning', () => {
  test('the query sketch, with one repository missing', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const reply = await query(sketch, { o0: 'acme', n0: 'web', o1: 'acme', n1: 'gone' })
      expect(reply.status).toBe(200)
      expect(reply.errors).toEqual([
        {
          type: 'NOT_FOUND',
          path: ['r1'],
          locations: expect.any(Array),
          message: "Could not resolve to a Repository with the name 'acme/gone'.",
        },
      ])
      expect(reply.data.r1).toBeNull()
      const { repositories } = emulator.state()
      const tips = repositories[0]?.branches ?? {}
      expect(reply.data.r0).toMatchObject({
        nameWithOwner: 'acme/web',
        isArchived: false,
        isEmpty: false,
        defaultBranchRef: { name: 'main', target: { oid: tips['main'] } },
        refs: { totalCount: 4, pageInfo: { hasNextPage: false } },
        pullRequests: {
          nodes: [{ number: 7, baseRefName: 'feature/a', headRefName: 'main', author: { login: 'alice' } }],
        },
      })
      expect(reply.data.r0.refs.nodes.map((ref: { name: string }) => ref.name)).toEqual(
        Object.keys(tips).sort(),
      )
      expect(reply.data.rateLimit).toMatchObject({ cost: 1, nodeCount: 300, remaining: 4999 })
      expect(reply.headers.get('x-ratelimit-remaining')).toBe('4999')
    }))

  test('fifty comparisons in one request equal git, and are quick', () => {
    const many = Array.from({ length: 25 }, (_, i) => ({ name: `b${i}`, from: `main~${i}`, commits: i % 4 }))
    return withRepositories([{ ...web, branches: many, pull_requests: [] }], async ({ query, emulator }) => {
      const tips = emulator.state().repositories[0]?.branches ?? {}
      const names = Object.keys(tips).filter((name) => name !== 'main')
      const heads = [...names, ...names.map((name) => tips[name] ?? '')]
      const aliases = heads.map((_, i) => `c${i}:compare(headRef:$h${i}){aheadBy behindBy status}`).join(' ')
      const declared = heads.map((_, i) => `$h${i}:String!`).join(',')
      const text = `query(${declared}){r0:repository(owner:"acme",name:"web"){d:defaultBranchRef{${aliases}}}}`
      const variables = Object.fromEntries(heads.map((head, i) => [`h${i}`, head]))
      const before = performance.now()
      const reply = await query(text, variables)
      const took = performance.now() - before
      expect(reply.errors).toEqual([])
      expect(took).toBeLessThan(500)
      const store = emulator.world.store.directory
      heads.forEach((head, i) => {
        const oid = tips[head] ?? head
        const range = `${tips['main']}...${oid}`
        const counted = execFileSync('git', ['rev-list', '--left-right', '--count', range], { cwd: store })
        const [behind, ahead] = counted.toString().trim().split('\t').map(Number)
        expect(reply.data.r0.d[`c${i}`]).toMatchObject({ aheadBy: ahead, behindBy: behind })
      })
    })
  })

  test('a comparison with what is not there is an error of its alias only', () =>
    withRepositories([web], async ({ query }) => {
      const reply = await query(
        '{repository(owner:"acme",name:"web"){defaultBranchRef{a:compare(headRef:"old"){behindBy status} b:compare(headRef:"nope"){behindBy} c:compare(headRef:"HEAD"){behindBy}}}}',
      )
      expect(reply.data.repository.defaultBranchRef).toEqual({
        a: { behindBy: 30, status: 'BEHIND' },
        b: null,
        c: null,
      })
      expect(reply.errors.map(({ type, path }) => [type, path?.at(-1)])).toEqual([
        ['NOT_FOUND', 'b'],
        ['NOT_FOUND', 'c'],
      ])
    }))

  test('renamed, archived, empty, private, blocked', () =>
    withRepositories(
      [
        web,
        { name: 'acme/oldname', renamed_to: 'acme/web' },
        { name: 'acme/done', archived: true },
        { name: 'acme/empty', empty: true },
        { name: 'acme/secret', visibility: 'private' },
        { name: 'acme/blocked', blocked: true },
      ],
      async ({ query }) => {
        const names = ['oldname', 'done', 'empty', 'secret', 'blocked']
        const text = names
          .map(
            (name) =>
              `${name}:repository(owner:"acme",name:"${name}"){nameWithOwner isArchived isEmpty defaultBranchRef{name} viewerPermission}`,
          )
          .join(' ')
        const all = await query(`{${text}}`, {}, 'ghs_small')
        expect(all.data.oldname.nameWithOwner).toBe('acme/web')
        expect(all.data.done.isArchived).toBe(true)
        expect(all.data.empty).toMatchObject({ isEmpty: true, defaultBranchRef: null })
        expect(all.data.secret).toBeNull()
        expect(all.errors.map(({ type, path }) => [type, path])).toEqual([
          ['NOT_FOUND', ['secret']],
          ['FORBIDDEN', ['blocked']],
        ])
        const seen = await query('{repository(owner:"acme",name:"secret"){isPrivate}}')
        expect(seen.data).toEqual({ repository: { isPrivate: true } })
        const kept = await query('{repository(owner:"acme",name:"oldname",followRenames:false){id}}')
        expect(kept.errors[0]?.type).toBe('NOT_FOUND')
      },
      {
        tokens: [
          {
            token: 'ghs_small',
            kind: 'github_token',
            repository: 'acme/web',
            permissions: { contents: 'read' },
          },
        ],
      },
    ))

  test('what was pushed lately, owner by owner', () =>
    withRepositories(
      [
        { name: 'acme/a', pushed_at: '-3d' },
        { name: 'acme/b', pushed_at: '-1h' },
        { name: 'acme/c', pushed_at: '-2d' },
      ],
      async ({ query }) => {
        const text =
          'query($after:String){repositoryOwner(login:"acme"){repositories(first:2,after:$after,ownerAffiliations:[OWNER],orderBy:{field:PUSHED_AT,direction:DESC}){totalCount pageInfo{hasNextPage endCursor} nodes{nameWithOwner pushedAt}}} nobody:repositoryOwner(login:"nobody"){id}}'
        const first = await query(text, { after: null })
        const page = first.data.repositoryOwner.repositories
        expect(page.nodes).toEqual([
          { nameWithOwner: 'acme/b', pushedAt: '2026-01-10T23:00:00Z' },
          { nameWithOwner: 'acme/c', pushedAt: '2026-01-09T00:00:00Z' },
        ])
        expect(first.data.nobody).toBeNull()
        expect(first.errors).toEqual([])
        const second = await query(text, { after: page.pageInfo.endCursor })
        expect(second.data.repositoryOwner.repositories).toMatchObject({
          totalCount: 3,
          pageInfo: { hasNextPage: false },
          nodes: [{ nameWithOwner: 'acme/a' }],
        })
      },
    ))
})
