// What ecosystem-sync changes: pull requests, labels, refs.
import { describe, expect, test } from '@jest/globals'
import { withRepositories, type Query } from '../support/graphql.ts'

const web = {
  name: 'acme/web',
  files: { 'a.txt': 'one\n', 'b.txt': 'one\n' },
  commits: 8,
  allow_auto_merge: true,
  branches: [
    { name: 'behind', from: 'main~3' },
    { name: 'also-behind', from: 'main~5' },
    { name: 'diverged', from: 'main~3', commits: [{ files: { 'c.txt': 'x\n' } }] },
    { name: 'clash', from: 'main~3', commits: [{ files: { 'a.txt': 'ours\n' } }] },
  ],
}
const clashing = {
  ...web,
  commits: [{}, {}, {}, {}, {}, { files: { 'z.txt': '1\n' } }, {}, { files: { 'a.txt': 'theirs\n' } }],
}
const zero = '0'.repeat(40)

async function repositoryId(query: Query): Promise<string> {
  return (await query('{repository(owner:"acme",name:"web"){id}}')).data.repository.id
}

const create = `mutation($id:ID!,$base:String!,$head:String!,$title:String!){createPullRequest(input:{repositoryId:$id,baseRefName:$base,headRefName:$head,title:$title,clientMutationId:"m1"}){clientMutationId pullRequest{id number state baseRefName headRefName author{__typename login}}}}`
const move = `mutation($id:ID!,$moves:[RefUpdate!]!){updateRefs(input:{repositoryId:$id,refUpdates:$moves}){clientMutationId}}`

describe('pull requests by mutation', () => {
  test('open, label, change, close; a second one is refused', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const id = await repositoryId(query)
      const opened = await query(create, { id, base: 'behind', head: 'main', title: 'Sync' })
      expect(opened.errors).toEqual([])
      const { pullRequest, clientMutationId } = opened.data.createPullRequest
      expect(clientMutationId).toBe('m1')
      expect(pullRequest).toMatchObject({
        number: 1,
        state: 'OPEN',
        baseRefName: 'behind',
        headRefName: 'main',
      })
      expect(pullRequest.author).toEqual({ __typename: 'Bot', login: 'automation-bot' })
      const again = await query(create, { id, base: 'behind', head: 'main', title: 'Sync' })
      expect(again.data).toEqual({ createPullRequest: null })
      expect(again.errors).toEqual([
        {
          type: 'UNPROCESSABLE',
          path: ['createPullRequest'],
          locations: expect.any(Array),
          message: 'A pull request already exists for acme:main.',
        },
      ])
      const label = await query(
        'mutation($id:ID!){createLabel(input:{repositoryId:$id,name:"ecosystem-sync",color:"ededed"}){label{id name}}}',
        { id },
      )
      const labelled = await query(
        'mutation($pr:ID!,$labels:[ID!]!){addLabelsToLabelable(input:{labelableId:$pr,labelIds:$labels}){labelable{labels(first:5){nodes{name}}}}}',
        { pr: pullRequest.id, labels: [label.data.createLabel.label.id] },
      )
      expect(labelled.data.addLabelsToLabelable.labelable.labels.nodes).toEqual([{ name: 'ecosystem-sync' }])
      const changed = await query(
        'mutation($pr:ID!){updatePullRequest(input:{pullRequestId:$pr,title:"New",body:"Text"}){pullRequest{title body}} closePullRequest(input:{pullRequestId:$pr}){pullRequest{state closed}}}',
        { pr: pullRequest.id },
      )
      expect(changed.data).toEqual({
        updatePullRequest: { pullRequest: { title: 'New', body: 'Text' } },
        closePullRequest: { pullRequest: { state: 'CLOSED', closed: true } },
      })
      expect(emulator.state().repositories[0]?.pull_requests).toMatchObject([
        { number: 1, state: 'closed', labels: ['ecosystem-sync'] },
      ])
    }))

  test('GitHub’s refusals', () =>
    withRepositories([web], async ({ query }) => {
      const id = await repositoryId(query)
      const asked = [
        { base: 'main', head: 'behind' },
        { base: 'main', head: 'nope' },
        { base: 'nope', head: 'diverged' },
      ]
      const said = await Promise.all(asked.map((sides) => query(create, { id, ...sides, title: 't' })))
      expect(said.map(({ errors }) => errors[0]?.message)).toEqual([
        'No commits between main and behind',
        expect.stringContaining("Head sha can't be blank"),
        expect.stringContaining("Base sha can't be blank"),
      ])
      const gone = await query(create, { id: 'R_kgDOAAAAAA', base: 'a', head: 'b', title: 't' })
      expect(gone.errors[0]).toMatchObject({
        type: 'NOT_FOUND',
        message: "Could not resolve to a node with the global id of 'R_kgDOAAAAAA'",
      })
    }))

  test('auto-merge is armed only where rules hold it back, and merges when they no longer do', () =>
    withRepositories(
      [
        {
          ...web,
          protection: { main: { required_status_checks: { contexts: ['build'] } } },
          pull_requests: [
            { number: 5, head: 'diverged', base: 'main' },
            { number: 6, head: 'clash', base: 'behind' },
          ],
        },
      ],
      async ({ query, ask }) => {
        // The first look may meet GitHub's background test merge; the second sees its result.
        await query(
          '{repository(owner:"acme",name:"web"){a:pullRequest(number:5){mergeable} b:pullRequest(number:6){mergeable}}}',
        )
        const ids = await query(
          '{repository(owner:"acme",name:"web"){a:pullRequest(number:5){id headRefOid mergeStateStatus} b:pullRequest(number:6){id mergeStateStatus}}}',
        )
        const { a, b } = ids.data.repository
        expect([a.mergeStateStatus, b.mergeStateStatus]).toEqual(['BLOCKED', 'CLEAN'])
        const arm = `mutation($id:ID!,$oid:GitObjectID){enablePullRequestAutoMerge(input:{pullRequestId:$id,mergeMethod:MERGE,expectedHeadOid:$oid}){pullRequest{autoMergeRequest{mergeMethod enabledAt enabledBy{login}}}}}`
        const clean = await query(arm, { id: b.id })
        expect(clean.errors[0]?.message).toBe('Pull request Pull request is in clean status')
        const moved = await query(arm, { id: a.id, oid: '1'.repeat(40) })
        expect(moved.errors[0]?.type).toBe('UNPROCESSABLE')
        const armed = await query(arm, { id: a.id, oid: a.headRefOid })
        expect(armed.data.enablePullRequestAutoMerge.pullRequest.autoMergeRequest).toEqual({
          mergeMethod: 'MERGE',
          enabledAt: expect.stringMatching(/^2026-01-11T00:00/),
          enabledBy: { login: 'automation-bot' },
        })
        const status = await ask('POST', `/repos/acme/web/statuses/${a.headRefOid}`, {
          state: 'success',
          context: 'build',
        })
        expect(status.status).toBe(201)
        const after = await query(
          '{repository(owner:"acme",name:"web"){pullRequest(number:5){state merged mergedBy{login} autoMergeRequest{enabledAt} mergeCommit{parents(first:2){totalCount}}}}}',
        )
        expect(after.data.repository.pullRequest).toEqual({
          state: 'MERGED',
          merged: true,
          mergedBy: { login: 'automation-bot' },
          autoMergeRequest: null,
          mergeCommit: { parents: { totalCount: 2 } },
        })
      },
    ))
})

describe('refs by mutation', () => {
  test('many at once, each only from where it was; one that moved stops all', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const id = await repositoryId(query)
      const tips = { ...emulator.state().repositories[0]?.branches }
      const to = (name: string, before = tips[name]) => ({
        name: `refs/heads/${name}`,
        beforeOid: before,
        afterOid: tips['main'],
      })
      const stale = await query(move, { id, moves: [to('behind'), to('also-behind', tips['behind'])] })
      expect(stale.errors).toMatchObject([
        {
          type: 'STALE_DATA',
          path: ['updateRefs'],
          message: expect.stringContaining('refs/heads/also-behind'),
        },
      ])
      expect(emulator.state().repositories[0]?.branches).toEqual(tips)
      const forced = await query(move, { id, moves: [to('behind'), to('diverged')] })
      expect(forced.errors[0]).toMatchObject({
        type: 'UNPROCESSABLE',
        message: 'Update is not a fast forward',
      })
      expect(emulator.state().repositories[0]?.branches).toEqual(tips)
      const done = await query(move, {
        id,
        moves: [
          to('behind'),
          { name: 'refs/heads/also-behind', beforeOid: tips['also-behind'], afterOid: zero },
          { name: 'refs/heads/new', beforeOid: zero, afterOid: tips['main'] },
        ],
      })
      expect(done.errors).toEqual([])
      const { 'also-behind': gone, ...rest } = tips
      expect(gone).toBeDefined()
      expect(emulator.state().repositories[0]?.branches).toEqual({
        ...rest,
        behind: tips['main'],
        new: tips['main'],
      })
    }))

  test('create, delete, merge one branch into another', () =>
    withRepositories([clashing], async ({ query, emulator }) => {
      const id = await repositoryId(query)
      const tips = { ...emulator.state().repositories[0]?.branches }
      const made = await query(
        'mutation($id:ID!,$oid:GitObjectID!){createRef(input:{repositoryId:$id,name:"refs/heads/x",oid:$oid}){ref{id name target{oid}}}}',
        { id, oid: tips['behind'] },
      )
      expect(made.data.createRef.ref).toMatchObject({ name: 'x', target: { oid: tips['behind'] } })
      const dropped = await query('mutation($ref:ID!){deleteRef(input:{refId:$ref}){clientMutationId}}', {
        ref: made.data.createRef.ref.id,
      })
      expect(dropped.data).toEqual({ deleteRef: { clientMutationId: null } })
      const merge = `mutation($id:ID!,$base:String!,$head:String!){mergeBranch(input:{repositoryId:$id,base:$base,head:$head}){mergeCommit{oid parents(first:3){nodes{oid}} signature{isValid wasSignedByGitHub}}}}`
      const merged = await query(merge, { id, base: 'diverged', head: 'main' })
      expect(merged.data.mergeBranch.mergeCommit).toMatchObject({
        parents: { nodes: [{ oid: tips['diverged'] }, { oid: tips['main'] }] },
        signature: { isValid: true, wasSignedByGitHub: true },
      })
      const again = await query(merge, { id, base: 'diverged', head: 'main' })
      expect(again.errors[0]?.message).toBe('Failed to merge: "Already merged"')
      const conflict = await query(merge, { id, base: 'clash', head: 'main' })
      expect(conflict.errors[0]?.message).toBe('Failed to merge: "Merge conflict"')
    }))

  test('a token that may only read, one of another repository, an archived repository', () =>
    withRepositories(
      [web, { name: 'acme/done', archived: true, branches: ['x'] }],
      async ({ query }) => {
        const id = await repositoryId(query)
        const small = await query(create, { id, base: 'behind', head: 'main', title: 't' }, 'ghs_small')
        const foreign = await query(create, { id, base: 'behind', head: 'main', title: 't' }, 'ghs_done')
        for (const reply of [small, foreign])
          expect(reply.errors).toMatchObject([
            {
              type: 'FORBIDDEN',
              path: ['createPullRequest'],
              message: 'Resource not accessible by integration',
            },
          ])
        const person = await query(move, { id, moves: [] }, 'ghp_bob')
        expect(person.errors[0]?.message).toBe(
          'bob does not have the correct permissions to execute `UpdateRefs`',
        )
        const done = await query('{repository(owner:"acme",name:"done"){id defaultBranchRef{target{oid}}}}')
        const { id: archived, defaultBranchRef } = done.data.repository
        const moves = [{ name: 'refs/heads/y', afterOid: defaultBranchRef.target.oid }]
        const refused = await query(move, { id: archived, moves })
        expect(refused.errors[0]).toMatchObject({
          type: 'FORBIDDEN',
          message: 'Repository was archived so is read-only.',
        })
      },
      {
        tokens: [
          { token: 'ghs_small', permissions: { contents: 'read', pull_requests: 'read' } },
          { token: 'ghs_done', kind: 'github_token', repository: 'acme/done' },
          { token: 'ghp_bob', kind: 'pat', user: 'bob' },
        ],
      },
    ))
})
