// What happens between two questions, and between two repositories.
import { describe, expect, test } from '@jest/globals'
import { withRepositories } from '../support/graphql.ts'

const web = {
  name: 'acme/web',
  files: { 'a.txt': '1\n' },
  commits: 6,
  branches: [{ name: 'work', from: 'main~2', commits: [{ files: { 'b.txt': 'b\n' } }] }],
  pull_requests: [{ number: 4, head: 'work', base: 'main', author: 'alice' }],
}

const state =
  '{repository(owner:"acme",name:"web"){pullRequest(number:4){id mergeable mergeStateStatus potentialMergeCommit{oid} headRefOid}}}'

describe('time', () => {
  test('a pull request of the world is computed; after a push it is unknown once', () =>
    withRepositories([web], async ({ query, emulator }) => {
      expect((await query(state)).data.repository.pullRequest).toMatchObject({
        mergeable: 'MERGEABLE',
        mergeStateStatus: 'CLEAN',
      })
      await emulator.add('acme/web', {
        branches: [{ name: 'work', commits: [{ files: { 'c.txt': 'c\n' } }] }],
      })
      const first = (await query(state)).data.repository.pullRequest
      expect(first).toMatchObject({
        mergeable: 'UNKNOWN',
        mergeStateStatus: 'UNKNOWN',
        potentialMergeCommit: null,
      })
      const second = (await query(state)).data.repository.pullRequest
      expect(second).toMatchObject({
        mergeable: 'MERGEABLE',
        mergeStateStatus: 'CLEAN',
        headRefOid: first.headRefOid,
      })
      await emulator.add('acme/web', { commits: [{ files: { 'b.txt': 'other\n' } }] })
      await query(state)
      expect((await query(state)).data.repository.pullRequest).toMatchObject({
        mergeable: 'CONFLICTING',
        mergeStateStatus: 'DIRTY',
      })
    }))

  test('a stale read shows a branch as it was before the last push', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const tip =
        '{repository(owner:"acme",name:"web"){ref(qualifiedName:"refs/heads/work"){target{oid}} defaultBranchRef{compare(headRef:"work"){aheadBy}}}}'
      const before = (await query(tip)).data.repository
      await emulator.add('acme/web', {
        branches: [{ name: 'work', commits: [{ files: { 'c.txt': 'c\n' } }] }],
      })
      emulator.addFaults([{ match: { graphql: 'ref' }, fault: 'stale_ref', times: 1 }])
      expect((await query(tip)).data.repository).toEqual(before)
      const now = (await query(tip)).data.repository
      expect(now.ref.target.oid).not.toBe(before.ref.target.oid)
      expect([before.defaultBranchRef.compare.aheadBy, now.defaultBranchRef.compare.aheadBy]).toEqual([1, 2])
    }))

  test('a mutation whose answer is lost has happened', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const { id } = (await query(state)).data.repository.pullRequest
      emulator.addFaults([
        { match: { graphql: 'closePullRequest' }, status: 502, after_effect: true, times: 1 },
      ])
      const lost = await query(
        'mutation($id:ID!){closePullRequest(input:{pullRequestId:$id}){clientMutationId}}',
        { id },
      )
      expect(lost.status).toBe(502)
      expect(emulator.state().repositories[0]?.pull_requests[0]).toMatchObject({ state: 'closed' })
    }))
})

const fork = {
  name: 'eve/web',
  fork_of: 'acme/web',
  branches: [{ name: 'gift', commits: [{ author: 'eve', files: { 'gift.txt': 'x\n' } }] }],
}

describe('forks', () => {
  test('a pull request from a fork, and a comparison with its branch', () =>
    withRepositories(
      [
        { ...web, pull_requests: [{ number: 8, head: 'fork:eve/web:gift', base: 'main', author: 'eve' }] },
        fork,
      ],
      async ({ query }) => {
        const { data, errors } = await query(
          '{repository(owner:"acme",name:"web"){pullRequest(number:8){isCrossRepository headRefName headRepository{nameWithOwner} headRepositoryOwner{login} headRef{name repository{nameWithOwner}} commits(first:5){totalCount}} defaultBranchRef{compare(headRef:"eve:gift"){aheadBy behindBy}} forks(first:5){nodes{nameWithOwner parent{nameWithOwner}}}}}',
        )
        expect(errors).toEqual([])
        expect(data.repository).toEqual({
          pullRequest: {
            isCrossRepository: true,
            headRefName: 'gift',
            headRepository: { nameWithOwner: 'eve/web' },
            headRepositoryOwner: { login: 'eve' },
            headRef: { name: 'gift', repository: { nameWithOwner: 'eve/web' } },
            commits: { totalCount: 1 },
          },
          defaultBranchRef: { compare: { aheadBy: 1, behindBy: 0 } },
          forks: { nodes: [{ nameWithOwner: 'eve/web', parent: { nameWithOwner: 'acme/web' } }] },
        })
      },
    ))

  test('opened by mutation from the fork', () =>
    withRepositories([{ ...web, pull_requests: [] }, fork], async ({ query }) => {
      const ids = (
        await query('{a:repository(owner:"acme",name:"web"){id} b:repository(owner:"eve",name:"web"){id}}')
      ).data
      const opened = await query(
        'mutation($r:ID!,$h:ID!){createPullRequest(input:{repositoryId:$r,headRepositoryId:$h,baseRefName:"main",headRefName:"gift",title:"Gift"}){pullRequest{number isCrossRepository}}}',
        { r: ids.a.id, h: ids.b.id },
      )
      expect(opened.data.createPullRequest.pullRequest).toEqual({ number: 1, isCrossRepository: true })
    }))
})
