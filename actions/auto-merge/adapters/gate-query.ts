// One query answers everything that a decision needs. Its price is the number of connections divided by 100, at least one point.

const who = `fragment Who on Actor {
  type: __typename
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId }
}`

const contexts = (number: number) => `
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes {
    type: __typename
    ... on CheckRun {
      databaseId name status conclusion startedAt completedAt detailsUrl
      isRequired(pullRequestNumber: ${number})
      checkSuite { app { databaseId slug } workflowRun { databaseId event workflow { databaseId name resourcePath } } }
    }
    ... on StatusContext { context state createdAt targetUrl isRequired(pullRequestNumber: ${number}) }
  }`

const reviews = `
  totalCount
  pageInfo { hasPreviousPage startCursor }
  nodes { state submittedAt authorCanPushToRepository viewerDidAuthor author { ...Who } commit { oid } }`

const threads = `
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { isResolved path }`

const opinionStates = 'states: [APPROVED, CHANGES_REQUESTED, DISMISSED]'

// Base changes have a connection of their own: many later pushes must not hide one.
const pullRequest = (number: number) => `
  id number url title body state isDraft createdAt mergeable mergeStateStatus reviewDecision
  viewerDidAuthor isInMergeQueue isMergeQueueEnabled
  autoMergeRequest { enabledBy { ...Who } }
  mergeCommit { oid }
  author { ...Who }
  baseRefName baseRefOid headRefName headRefOid
  headRepository { nameWithOwner }
  headRef { refUpdateRule { allowsDeletions } }
  baseRef {
    branchProtectionRule { dismissesStaleReviews requiresStrictStatusChecks }
    refUpdateRule {
      requiredStatusCheckContexts requiredApprovingReviewCount requiresCodeOwnerReviews
      requiresConversationResolution requiresLinearHistory
    }
    rules(first: 100) {
      totalCount
      nodes {
        type
        parameters {
          ... on PullRequestParameters {
            allowedMergeMethods dismissStaleReviewsOnPush requireCodeOwnerReview
            requiredApprovingReviewCount requiredReviewThreadResolution
          }
          ... on RequiredStatusChecksParameters {
            strictRequiredStatusChecksPolicy
            requiredStatusChecks { context integrationId }
          }
          ... on MergeQueueParameters { mergeMethod }
        }
      }
    }
  }
  labels(first: 100) { totalCount nodes { name } }
  labeled: timelineItems(last: 100, itemTypes: [LABELED_EVENT]) {
    nodes { ... on LabeledEvent { createdAt label { name } actor { ...Who } } }
  }
  retargeted: timelineItems(last: 5, itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]) {
    nodes {
      ... on BaseRefChangedEvent { createdAt }
      ... on AutomaticBaseChangeSucceededEvent { createdAt }
    }
  }
  moved: timelineItems(last: 1, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
    nodes { ... on HeadRefForcePushedEvent { createdAt } }
  }
  drafted: timelineItems(last: 1, itemTypes: [CONVERT_TO_DRAFT_EVENT]) {
    nodes { ... on ConvertToDraftEvent { createdAt } }
  }
  reviews(last: 100, ${opinionStates}) {${reviews} }
  latestOpinionatedReviews(first: 100, writersOnly: true) { nodes { state author { login } } }
  reviewRequests(first: 100) {
    totalCount
    nodes { requestedReviewer { type: __typename ... on User { databaseId } ... on Bot { databaseId } } }
  }
  reviewThreads(first: 100) {${threads} }
  commits(last: 100) {
    totalCount
    nodes { commit { oid committedDate author { name email user { databaseId } } signature { isValid wasSignedByGitHub } } }
  }
  statusCheckRollup { commit { oid } contexts(first: 100) {${contexts(number)} } }
  potentialMergeCommit { statusCheckRollup { state } }
  comments(last: 100) @include(if: $comments) { nodes { databaseId body viewerDidAuthor } }`

const variables =
  '$owner: String!, $repo: String!, $comments: Boolean!, $dependents: Boolean!, $people: Boolean!'

/** Everything about up to ten pull requests of one repository, each under the alias `pr<number>`. */
export function gateQuery(numbers: readonly number[]): string {
  const asked = numbers.map(
    (number) => `pr${number}: pullRequest(number: ${number}) {${pullRequest(number)} }`,
  )
  return `query Gate(${variables}) {
  viewer { login databaseId }
  repository(owner: $owner, name: $repo) {
    id nameWithOwner isArchived defaultBranchRef { name } mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed autoMergeAllowed deleteBranchOnMerge
    collaborators(first: 100) @include(if: $people) { totalCount edges { permission node { databaseId } } }
    openPullRequests: pullRequests(states: OPEN, first: 100) @include(if: $dependents) { totalCount nodes { number baseRefName headRefName isCrossRepository } }
    ${asked.join('\n    ')}
  }
}
${who}`
}

/** The next page of one connection of one pull request. */
export function pageQuery(part: 'reviews' | 'reviewThreads' | 'contexts', number: number): string {
  const wanted = {
    reviews: `reviews(last: 100, before: $cursor, ${opinionStates}) {${reviews} }`,
    reviewThreads: `reviewThreads(first: 100, after: $cursor) {${threads} }`,
    contexts: `statusCheckRollup { commit { oid } contexts(first: 100, after: $cursor) {${contexts(number)} } }`,
  }[part]
  return `query Page($owner: String!, $repo: String!, $number: Int!, $cursor: String!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { headRefOid ${wanted} } }
}
${part === 'reviews' ? who : ''}`
}

export const candidatesQuery = `query Candidates($owner: String!, $repo: String!, $headRef: String, $first: Int!, $cursor: String, $direction: OrderDirection!) {
  viewer { databaseId }
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, headRefName: $headRef, first: $first, after: $cursor, orderBy: { field: UPDATED_AT, direction: $direction }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        number headRefOid headRefName baseRefName isCrossRepository
        headRepository { nameWithOwner }
        author { ...Who }
        labels(first: 100) { nodes { name } }
        autoMergeRequest { enabledBy { ...Who } }
      }
    }
  }
}
${who}`
