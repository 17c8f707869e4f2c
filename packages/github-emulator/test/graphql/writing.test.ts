// Commits, reviews, conversations, issues and search through GraphQL.
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { withRepositories, type Tools } from '../support/graphql.ts'

const web = {
  name: 'acme/web',
  collaborators: { alice: 'write', bob: 'write' } as const,
  files: { 'a.txt': 'one\n', 'run.sh': 'echo\n', 'docs/b.txt': 'two\n' },
  commits: [{ message: 'second', files: { 'a.txt': 'two\n' } }],
  branches: [{ name: 'work', commits: [{ author: 'alice', files: { 'c.txt': 'c\n' } }] }],
  pull_requests: [
    {
      number: 5,
      head: 'work',
      base: 'main',
      author: 'alice',
      title: 'Add c',
      review_threads: [{ path: 'c.txt' }],
    },
  ],
  issues: [{ number: 3, title: 'Broken', labels: ['bug'] }],
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const commit = `mutation($input:CreateCommitOnBranchInput!){createCommitOnBranch(input:$input){commit{oid message committedViaWeb author{user{login}} signature{isValid wasSignedByGitHub} changedFilesIfAvailable} ref{name target{oid}}}}`

async function tip({ query }: Tools, branch = 'main'): Promise<string> {
  const { data } = await query(
    'query($b:String!){repository(owner:"acme",name:"web"){ref(qualifiedName:$b){target{oid}}}}',
    { b: branch },
  )
  return data.repository.ref.target.oid
}

function input(head: string, changes: { additions?: Record<string, string>; deletions?: string[] }) {
  const additions = Object.entries(changes.additions ?? {}).map(([path, text]) => ({
    path,
    contents: base64(text),
  }))
  return {
    branch: { repositoryNameWithOwner: 'acme/web', branchName: 'main' },
    expectedHeadOid: head,
    message: { headline: 'Change', body: 'Why' },
    fileChanges: { additions, deletions: (changes.deletions ?? []).map((path) => ({ path })) },
  }
}

describe('createCommitOnBranch', () => {
  test('writes, deletes, signs, keeps modes; git reads it', () =>
    withRepositories([web], async (tools) => {
      const head = await tip(tools)
      const changes = {
        additions: { 'a.txt': 'new\n', 'x/y.txt': 'deep\n', 'run.sh': 'ls\n' },
        deletions: ['docs/b.txt'],
      }
      const { data, errors } = await tools.query(commit, { input: input(head, changes) })
      expect(errors).toEqual([])
      const made = data.createCommitOnBranch
      expect(made.commit).toMatchObject({
        message: 'Change\n\nWhy',
        committedViaWeb: true,
        author: { user: { login: 'automation-bot' } },
        signature: { isValid: true, wasSignedByGitHub: true },
        changedFilesIfAvailable: 4,
      })
      expect(made.ref).toEqual({ name: 'main', target: { oid: made.commit.oid } })
      const listed = execFileSync('git', ['ls-tree', '-r', made.commit.oid], {
        cwd: tools.emulator.world.store.directory,
      })
      expect(listed.toString().replaceAll(/ blob \w+\t/g, ' ')).toBe(
        '100644 a.txt\n100755 run.sh\n100644 x/y.txt\n',
      )
    }))

  test('a branch that has moved, a path that is not there, a workflow file', () =>
    withRepositories(
      [web],
      async (tools) => {
        const head = await tip(tools)
        const stale = await tools.query(commit, {
          input: input(await tip(tools, 'work'), { additions: { 'a.txt': 'x' } }),
        })
        expect(stale.errors).toMatchObject([
          {
            type: 'STALE_DATA',
            message: expect.stringMatching(/^Expected branch to point to "\w{40}" but it did not\./),
          },
        ])
        const gone = await tools.query(commit, { input: input(head, { deletions: ['nope'] }) })
        expect(gone.errors[0]?.message).toContain('A path was requested for deletion which does not exist')
        const above = await tools.query(commit, { input: input(head, { additions: { '../x': 'x' } }) })
        expect(above.errors[0]?.type).toBe('UNPROCESSABLE')
        const workflow = input(head, { additions: { '.github/workflows/a.yml': 'on: push\n' } })
        const refused = await tools.query(commit, { input: workflow }, 'ghs_plain')
        expect(refused.errors).toMatchObject([
          { type: 'FORBIDDEN', message: expect.stringContaining('without `workflows` permission') },
        ])
        expect(await tip(tools)).toBe(head)
      },
      { tokens: [{ token: 'ghs_plain', permissions: { contents: 'write' } }] },
    ))
})

const pull = `{repository(owner:"acme",name:"web"){pullRequest(number:5){id headRefOid reviewDecision reviewThreads(first:5){nodes{id isResolved resolvedBy{login} viewerCanResolve comments(first:5){nodes{body}}}} reviews(first:9){nodes{id state body}} reviewRequests(first:5){nodes{requestedReviewer{... on User{login}}}}}}}`

const people = {
  tokens: [
    { token: 'ghp_alice', kind: 'pat' as const, user: 'alice' },
    { token: 'ghs_job', kind: 'github_token' as const, repository: 'acme/web' },
  ],
}

describe('reviews', () => {
  test('approve the commit that was seen, dismiss, ask again', () =>
    withRepositories(
      [{ ...web, actions_can_create_pull_requests: false }],
      async ({ query }) => {
        const { id, headRefOid } = (await query(pull)).data.repository.pullRequest
        const approve =
          'mutation($id:ID!,$oid:GitObjectID!){addPullRequestReview(input:{pullRequestId:$id,commitOID:$oid,event:APPROVE,body:"Fine"}){pullRequestReview{id state commit{oid} author{login}}}}'
        const approved = await query(approve, { id, oid: headRefOid })
        expect(approved.data.addPullRequestReview.pullRequestReview).toMatchObject({
          state: 'APPROVED',
          commit: { oid: headRefOid },
          author: { login: 'automation-bot' },
        })
        const own = await query(approve, { id, oid: headRefOid }, 'ghp_alice')
        expect(own.errors).toMatchObject([
          { type: 'UNPROCESSABLE', message: 'Can not approve your own pull request' },
        ])
        const job = await query(approve, { id, oid: headRefOid }, 'ghs_job')
        expect(job.errors[0]?.message).toBe('GitHub Actions is not permitted to approve pull requests.')
        const review = approved.data.addPullRequestReview.pullRequestReview.id
        const dismissed = await query(
          'mutation($r:ID!){dismissPullRequestReview(input:{pullRequestReviewId:$r,message:"old"}){pullRequestReview{state}}}',
          { r: review },
        )
        expect(dismissed.data.dismissPullRequestReview.pullRequestReview.state).toBe('DISMISSED')
        const bob = (await query('{user(login:"bob"){id}}')).data.user.id
        await query(
          'mutation($id:ID!,$u:[ID!]){requestReviews(input:{pullRequestId:$id,userIds:$u}){pullRequest{number}}}',
          { id, u: [bob] },
        )
        const after = (await query(pull)).data.repository.pullRequest
        expect(after.reviewRequests.nodes).toEqual([{ requestedReviewer: { login: 'bob' } }])
      },
      people,
    ))

  test('a draft of a review is its author’s until it is submitted', () =>
    withRepositories(
      [web],
      async ({ query }) => {
        const { id } = (await query(pull)).data.repository.pullRequest
        const pending = await query(
          'mutation($id:ID!){addPullRequestReview(input:{pullRequestId:$id,body:"Hm"}){pullRequestReview{id state}}}',
          { id },
        )
        expect(pending.data.addPullRequestReview.pullRequestReview.state).toBe('PENDING')
        expect((await query(pull, {}, 'ghp_alice')).data.repository.pullRequest.reviews.nodes).toEqual([])
        const sent = await query(
          'mutation($id:ID!){submitPullRequestReview(input:{pullRequestId:$id,event:COMMENT}){pullRequestReview{state body submittedAt}}}',
          { id },
        )
        expect(sent.data.submitPullRequestReview.pullRequestReview).toMatchObject({
          state: 'COMMENTED',
          body: 'Hm',
        })
      },
      people,
    ))

  test('conversations: open one, answer, resolve', () =>
    withRepositories(
      [web],
      async ({ query }) => {
        const { id, reviewThreads } = (await query(pull)).data.repository.pullRequest
        const [first] = reviewThreads.nodes
        expect(first).toMatchObject({ isResolved: false, viewerCanResolve: true })
        const resolve =
          'mutation($t:ID!){resolveReviewThread(input:{threadId:$t}){thread{isResolved resolvedBy{login}}}}'
        const stranger = await query(resolve, { t: first.id }, 'ghs_read')
        expect(stranger.errors[0]?.type).toBe('FORBIDDEN')
        const resolved = await query(resolve, { t: first.id })
        expect(resolved.data.resolveReviewThread.thread).toEqual({
          isResolved: true,
          resolvedBy: { login: 'automation-bot' },
        })
        const opened = await query(
          'mutation($id:ID!){addPullRequestReviewThread(input:{pullRequestId:$id,path:"c.txt",line:1,body:"Why?"}){thread{id path line}}}',
          { id },
        )
        const { thread } = opened.data.addPullRequestReviewThread
        await query(
          'mutation($t:ID!){addPullRequestReviewThreadReply(input:{pullRequestReviewThreadId:$t,body:"So."}){comment{body replyTo{body}}}}',
          { t: thread.id },
        )
        const after = (await query(pull)).data.repository.pullRequest.reviewThreads.nodes
        expect(after[1].comments.nodes).toEqual([{ body: 'Why?' }, { body: 'So.' }])
      },
      { tokens: [{ token: 'ghs_read', permissions: { pull_requests: 'read', contents: 'read' } }] },
    ))
})

describe('issues', () => {
  test('open, comment, change, close, find', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const { id, label } = (await query('{repository(owner:"acme",name:"web"){id label(name:"bug"){id}}}'))
        .data.repository
      const opened = await query(
        'mutation($r:ID!,$l:[ID!]){createIssue(input:{repositoryId:$r,title:"New",body:"Text",labelIds:$l}){issue{id number labels(first:2){nodes{name}}}}}',
        { r: id, l: [label.id] },
      )
      const { issue } = opened.data.createIssue
      expect(issue).toMatchObject({ number: 6, labels: { nodes: [{ name: 'bug' }] } })
      const said = await query(
        'mutation($s:ID!,$b:String!){addComment(input:{subjectId:$s,body:$b}){commentEdge{node{id body author{login}}} subject{id}}}',
        { s: issue.id, b: 'Hello' },
      )
      expect(said.data.addComment.commentEdge.node).toMatchObject({
        body: 'Hello',
        author: { login: 'automation-bot' },
      })
      const long = await query(
        'mutation($s:ID!,$b:String!){addComment(input:{subjectId:$s,body:$b}){clientMutationId}}',
        { s: issue.id, b: 'x'.repeat(65_537) },
      )
      expect(long.errors[0]?.message).toBe('Body is too long (maximum is 65536 characters)')
      const closed = await query(
        'mutation($i:ID!){updateIssue(input:{id:$i,title:"Newer"}){issue{title}} closeIssue(input:{issueId:$i,stateReason:NOT_PLANNED}){issue{state stateReason}}}',
        { i: issue.id },
      )
      expect(closed.data).toEqual({
        updateIssue: { issue: { title: 'Newer' } },
        closeIssue: { issue: { state: 'CLOSED', stateReason: 'NOT_PLANNED' } },
      })
      const found = await query(
        '{search(query:"repo:acme/web is:issue label:bug",type:ISSUE,first:5){issueCount nodes{... on Issue{number state}}}}',
      )
      expect(found.data.search).toEqual({
        issueCount: 2,
        nodes: [
          { number: 6, state: 'CLOSED' },
          { number: 3, state: 'OPEN' },
        ],
      })
      const timeline = await query(
        '{repository(owner:"acme",name:"web"){issue(number:6){timelineItems(first:9){nodes{kind:__typename}}}}}',
      )
      expect(
        timeline.data.repository.issue.timelineItems.nodes.map((node: { kind: string }) => node.kind),
      ).toEqual(['LabeledEvent', 'IssueComment', 'RenamedTitleEvent', 'ClosedEvent'])
      expect(emulator.state().repositories[0]?.issues.find(({ number }) => number === 6)).toMatchObject({
        state: 'closed',
        comments: [expect.anything()],
      })
    }))
})

describe('reading git', () => {
  test('history, trees and blobs by expression', () =>
    withRepositories([web], async ({ query }) => {
      const { data, errors } = await query(
        '{repository(owner:"acme",name:"web"){object(expression:"HEAD:docs"){... on Tree{entries{name type object{... on Blob{text byteSize}}}}} file:object(expression:"main~1:a.txt"){... on Blob{text}} none:object(expression:"main:nope"){oid} defaultBranchRef{target{... on Commit{history(first:5){totalCount nodes{messageHeadline parents(first:1){totalCount}}} of:history(path:"a.txt",first:5){totalCount}}}}}}',
      )
      expect(errors).toEqual([])
      expect(data.repository).toMatchObject({
        object: { entries: [{ name: 'b.txt', type: 'blob', object: { text: 'two\n', byteSize: 4 } }] },
        file: { text: 'one\n' },
        none: null,
        defaultBranchRef: {
          target: {
            history: {
              totalCount: 2,
              nodes: [
                { messageHeadline: 'second', parents: { totalCount: 1 } },
                { parents: { totalCount: 0 } },
              ],
            },
            of: { totalCount: 2 },
          },
        },
      })
    }))

  test('a merged pull request is taken back by another one', () =>
    withRepositories([web], async ({ query, emulator }) => {
      const { id } = (await query(pull)).data.repository.pullRequest
      await query('mutation($id:ID!){mergePullRequest(input:{pullRequestId:$id}){pullRequest{merged}}}', {
        id,
      })
      const back = await query(
        'mutation($id:ID!){revertPullRequest(input:{pullRequestId:$id}){revertPullRequest{number title body headRefName files(first:5){nodes{path changeType}}}}}',
        { id },
      )
      expect(back.errors).toEqual([])
      expect(back.data.revertPullRequest.revertPullRequest).toMatchObject({
        title: 'Revert "Add c"',
        body: 'Reverts acme/web#5',
        headRefName: 'revert-5-work',
        files: { nodes: [{ path: 'c.txt', changeType: 'DELETED' }] },
      })
      expect(Object.keys(emulator.state().repositories[0]?.branches ?? {})).toContain('revert-5-work')
    }))
})
