// What auto-merge asks before it decides, in one request, and what it does then.
import { describe, expect, test } from '@jest/globals'
import { withRepositories } from '../support/graphql.ts'

const who = `fragment Person on Actor { __typename login ... on User { databaseId } ... on Bot { databaseId } }`

const gate = `query ($n: Int!) {
  rateLimit { cost nodeCount }
  repository(owner: "acme", name: "web") {
    viewerPermission autoMergeAllowed deleteBranchOnMerge
    pullRequest(number: $n) {
      id state isDraft mergeable mergeStateStatus reviewDecision isCrossRepository isInMergeQueue isMergeQueueEnabled
      mergeQueueEntry { position state } autoMergeRequest { mergeMethod enabledBy { login } }
      authorAssociation author { ...Person } headRefOid headRef { id refUpdateRule { allowsDeletions } }
      baseRef {
        refUpdateRule { requiredStatusCheckContexts requiredApprovingReviewCount requiresConversationResolution viewerCanPush }
        rules(first: 20) { nodes { type parameters { __typename
          ... on PullRequestParameters { requiredApprovingReviewCount allowedMergeMethods dismissStaleReviewsOnPush }
          ... on RequiredStatusChecksParameters { strictRequiredStatusChecksPolicy requiredStatusChecks { context integrationId } } } } }
      }
      labels(first: 10) { nodes { name } }
      labeled: timelineItems(last: 5, itemTypes: [LABELED_EVENT]) { nodes { ... on LabeledEvent { createdAt label { name } actor { ...Person } } } }
      reviews(last: 50, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) { totalCount nodes { state submittedAt authorCanPushToRepository author { ...Person } commit { oid } } }
      latestOpinionatedReviews(first: 10, writersOnly: true) { nodes { state author { login } } }
      moved: timelineItems(last: 5, itemTypes: [BASE_REF_CHANGED_EVENT, HEAD_REF_FORCE_PUSHED_EVENT]) { nodes { __typename ... on BaseRefChangedEvent { createdAt } } }
      reviewRequests(first: 10) { nodes { asCodeOwner requestedReviewer { __typename ... on User { login databaseId } } } }
      reviewThreads(first: 10) { totalCount nodes { isResolved isOutdated path line } }
      commits(last: 10) { totalCount nodes { commit { oid committedViaWeb author { user { login } } signature { isValid wasSignedByGitHub } } } }
      statusCheckRollup { state contexts(first: 50) { totalCount nodes { __typename
        ... on CheckRun { name status conclusion startedAt detailsUrl isRequired(pullRequestNumber: $n) checkSuite { app { databaseId slug } workflowRun { databaseId event workflow { name } } } }
        ... on StatusContext { context state isRequired(pullRequestNumber: $n) } } } }
      potentialMergeCommit { oid statusCheckRollup { state } }
    }
  }
} ${who}`

const web = {
  name: 'acme/web',
  allow_auto_merge: true,
  collaborators: { alice: 'write', bob: 'write', eve: 'read' } as const,
  files: { CODEOWNERS: 'src/ @bob\n', 'src/a.ts': 'export {}\n' },
  commits: 4,
  branches: [
    { name: 'feature', from: 'main~1', commits: [{ author: 'alice', files: { 'src/b.ts': 'x\n' } }] },
  ],
  pull_requests: [
    {
      number: 7,
      head: 'feature',
      base: 'main',
      author: 'alice',
      created_at: '-2h',
      labels: [{ name: 'automerge', by: 'bob', at: '-1h' }],
      reviews: [
        { user: 'bob', state: 'APPROVED' as const, submitted_at: '-50m' },
        { user: 'eve', state: 'CHANGES_REQUESTED' as const, submitted_at: '-40m' },
      ],
      review_requests: ['bob'],
      review_threads: [{ path: 'src/b.ts', line: 1, resolved: true }],
      base_changed_at: '-90m',
      check_runs: [
        { name: 'build', workflow: 'CI', event: 'pull_request', conclusion: 'success' as const, run_id: 501 },
      ],
      statuses: [{ context: 'ci/legacy', state: 'pending' as const }],
    },
  ],
  protection: {
    main: { required_approving_review_count: 1, required_status_checks: { contexts: ['build'] } },
  },
  rulesets: [
    {
      name: 'all',
      rules: [
        {
          type: 'required_status_checks',
          parameters: {
            strict_required_status_checks_policy: false,
            required_status_checks: [{ context: 'build', integration_id: 15368 }],
          },
        },
        { type: 'required_linear_history' },
      ],
    },
  ],
}

describe('the gate', () => {
  test('one request tells everything, for one point', () =>
    withRepositories([web], async ({ query }) => {
      const { data, errors } = await query(gate, { n: 7 })
      expect(errors).toEqual([])
      expect(data.rateLimit).toEqual({ cost: 1, nodeCount: 180 })
      const pull = data.repository.pullRequest
      expect(pull).toMatchObject({
        state: 'OPEN',
        mergeable: 'MERGEABLE',
        mergeStateStatus: 'UNSTABLE',
        reviewDecision: 'APPROVED',
        author: { __typename: 'User', login: 'alice', databaseId: 1001 },
        authorAssociation: 'MEMBER',
        headRef: { refUpdateRule: null },
        baseRef: {
          refUpdateRule: {
            requiredStatusCheckContexts: ['build'],
            requiredApprovingReviewCount: 1,
            viewerCanPush: true,
          },
          rules: {
            nodes: [
              {
                type: 'REQUIRED_STATUS_CHECKS',
                parameters: {
                  __typename: 'RequiredStatusChecksParameters',
                  strictRequiredStatusChecksPolicy: false,
                  requiredStatusChecks: [{ context: 'build', integrationId: 15368 }],
                },
              },
              { type: 'REQUIRED_LINEAR_HISTORY', parameters: null },
            ],
          },
        },
        labels: { nodes: [{ name: 'automerge' }] },
        labeled: {
          nodes: [
            { createdAt: '2026-01-10T23:00:00Z', label: { name: 'automerge' }, actor: { login: 'bob' } },
          ],
        },
        latestOpinionatedReviews: { nodes: [{ state: 'APPROVED', author: { login: 'bob' } }] },
        moved: { nodes: [{ __typename: 'BaseRefChangedEvent', createdAt: '2026-01-10T22:30:00Z' }] },
        reviewRequests: {
          nodes: [
            { asCodeOwner: true, requestedReviewer: { __typename: 'User', login: 'bob', databaseId: 1002 } },
          ],
        },
        reviewThreads: { nodes: [{ isResolved: true, isOutdated: false, path: 'src/b.ts', line: 1 }] },
        commits: {
          totalCount: 1,
          nodes: [
            { commit: { oid: pull.headRefOid, author: { user: { login: 'alice' } }, signature: null } },
          ],
        },
        potentialMergeCommit: { statusCheckRollup: null },
      })
      expect(pull.reviews.nodes).toMatchObject([
        { state: 'APPROVED', authorCanPushToRepository: true, commit: { oid: pull.headRefOid } },
        { state: 'CHANGES_REQUESTED', authorCanPushToRepository: false },
      ])
      expect(pull.statusCheckRollup).toMatchObject({
        state: 'PENDING',
        contexts: {
          totalCount: 2,
          nodes: [
            {
              __typename: 'CheckRun',
              name: 'build',
              status: 'COMPLETED',
              conclusion: 'SUCCESS',
              isRequired: true,
              checkSuite: {
                app: { databaseId: 15368, slug: 'github-actions' },
                workflowRun: { databaseId: 501, event: 'pull_request', workflow: { name: 'CI' } },
              },
            },
            { __typename: 'StatusContext', context: 'ci/legacy', state: 'PENDING', isRequired: false },
          ],
        },
      })
    }))

  test('a token without actions:read gets the rest, and an error in its place', () =>
    withRepositories(
      [{ ...web, visibility: 'private' }],
      async ({ query }) => {
        const { data, errors } = await query(gate, { n: 7 }, 'ghs_noactions')
        const [build] = data.repository.pullRequest.statusCheckRollup.contexts.nodes
        expect(build.checkSuite).toMatchObject({ app: { slug: 'github-actions' }, workflowRun: null })
        expect(errors).toMatchObject([
          {
            type: 'FORBIDDEN',
            path: [
              'repository',
              'pullRequest',
              'statusCheckRollup',
              'contexts',
              'nodes',
              0,
              'checkSuite',
              'workflowRun',
            ],
            message: 'Resource not accessible by integration',
          },
        ])
      },
      {
        tokens: [
          {
            token: 'ghs_noactions',
            permissions: {
              contents: 'read',
              pull_requests: 'read',
              checks: 'read',
              statuses: 'read',
              issues: 'read',
            },
          },
        ],
      },
    ))

  test('which pull requests an event without a number means', () =>
    withRepositories([web], async ({ query }) => {
      const { data } = await query(
        'query($head:String){repository(owner:"acme",name:"web"){pullRequests(states:OPEN,headRefName:$head,first:10,orderBy:{field:UPDATED_AT,direction:DESC}){totalCount nodes{number headRefOid headRepository{nameWithOwner}}}}}',
        { head: 'feature' },
      )
      expect(data.repository.pullRequests).toMatchObject({
        totalCount: 1,
        nodes: [{ number: 7, headRepository: { nameWithOwner: 'acme/web' } }],
      })
    }))

  test('merge only the head that was seen; the branch goes afterwards', () =>
    withRepositories([{ ...web, rulesets: [] }], async ({ query, emulator }) => {
      const read = await query(gate, { n: 7 })
      const { id, headRefOid, headRef } = read.data.repository.pullRequest
      const merge =
        'mutation($id:ID!,$oid:GitObjectID!){mergePullRequest(input:{pullRequestId:$id,expectedHeadOid:$oid,mergeMethod:SQUASH,commitHeadline:"One",commitBody:"Two"}){pullRequest{merged mergeCommit{oid message parents(first:2){totalCount}}}}}'
      const wrong = await query(merge, { id, oid: '1'.repeat(40) })
      expect(wrong.errors[0]).toMatchObject({
        type: 'UNPROCESSABLE',
        message: 'Head branch was modified. Review and try the merge again.',
      })
      const done = await query(merge, { id, oid: headRefOid })
      expect(done.data.mergePullRequest.pullRequest).toMatchObject({
        merged: true,
        mergeCommit: { message: 'One\n\nTwo', parents: { totalCount: 1 } },
      })
      await query('mutation($ref:ID!){deleteRef(input:{refId:$ref}){clientMutationId}}', { ref: headRef.id })
      expect(Object.keys(emulator.state().repositories[0]?.branches ?? {})).toEqual(['main'])
    }))

  test('a rule that is not met refuses with its name', () =>
    withRepositories(
      [{ ...web, pull_requests: [{ number: 7, head: 'feature', base: 'main', author: 'alice' }] }],
      async ({ query }) => {
        const read = await query(gate, { n: 7 })
        const { id, headRefOid, mergeStateStatus, reviewDecision } = read.data.repository.pullRequest
        expect([mergeStateStatus, reviewDecision]).toEqual(['BLOCKED', 'REVIEW_REQUIRED'])
        const refused = await query(
          'mutation($id:ID!,$oid:GitObjectID!){mergePullRequest(input:{pullRequestId:$id,expectedHeadOid:$oid,mergeMethod:SQUASH}){pullRequest{merged}}}',
          { id, oid: headRefOid },
        )
        expect(refused.errors[0]?.message).toContain('At least 1 approving review is required')
      },
    ))

  test('the queue: in, seen, merged a minute later', () =>
    withRepositories(
      [{ ...web, rulesets: [], protection: { main: { merge_queue: true } } }],
      async ({ query, emulator }) => {
        const read = await query(gate, { n: 7 })
        const { id, headRefOid, isMergeQueueEnabled } = read.data.repository.pullRequest
        expect(isMergeQueueEnabled).toBe(true)
        const direct = await query(
          'mutation($id:ID!){mergePullRequest(input:{pullRequestId:$id}){clientMutationId}}',
          { id },
        )
        expect(direct.errors[0]?.message).toBe('Changes must be made through the merge queue')
        const queued = await query(
          'mutation($id:ID!,$oid:GitObjectID!){enqueuePullRequest(input:{pullRequestId:$id,expectedHeadOid:$oid}){mergeQueueEntry{id position state estimatedTimeToMerge enqueuer{login}}}}',
          { id, oid: headRefOid },
        )
        expect(queued.data.enqueuePullRequest.mergeQueueEntry).toMatchObject({
          position: 1,
          state: 'AWAITING_CHECKS',
        })
        const waiting = await query(gate, { n: 7 })
        expect(waiting.data.repository.pullRequest).toMatchObject({ state: 'OPEN', isInMergeQueue: true })
        emulator.setClock({ advance: '2m' })
        const after = await query(gate, { n: 7 })
        expect(after.data.repository.pullRequest).toMatchObject({ state: 'MERGED', isInMergeQueue: false })
      },
    ))
})

test('collaborators with their permission, for those who may push', () =>
  withRepositories(
    [web],
    async ({ query }) => {
      const asked =
        '{ repository(owner: "acme", name: "web") { collaborators(first: 100) { totalCount edges { permission node { login databaseId } } } } }'
      const { edges } = (await query(asked)).data.repository.collaborators
      expect(edges).toContainEqual(
        expect.objectContaining({ permission: 'WRITE', node: expect.objectContaining({ login: 'bob' }) }),
      )
      expect(edges).toContainEqual(
        expect.objectContaining({ permission: 'READ', node: expect.objectContaining({ login: 'eve' }) }),
      )
      const refused = await query(asked, {}, 'ghs_reader')
      expect(refused.errors).toMatchObject([{ type: 'FORBIDDEN', path: ['repository', 'collaborators'] }])
    },
    {
      tokens: [
        {
          token: 'ghs_reader',
          kind: 'github_token',
          repository: 'acme/web',
          permissions: { contents: 'read' },
        },
      ],
    },
  ))
