/** The shape of the gate query's answer. Anything may be null: an answer can be partial. */
export type Maybe<T> = T | null | undefined

export interface Page<T> {
  totalCount?: Maybe<number>
  pageInfo?: Maybe<{
    hasNextPage?: boolean
    hasPreviousPage?: boolean
    endCursor?: string | null
    startCursor?: string | null
  }>
  nodes?: Maybe<readonly Maybe<T>[]>
}

export interface WhoNode {
  type: string
  login: string
  databaseId?: number | null
}

export interface ArmedNode {
  enabledBy: WhoNode | null
}

export interface ReviewNode {
  state: string
  submittedAt: string | null
  authorCanPushToRepository: boolean
  viewerDidAuthor: boolean
  author: WhoNode | null
  commit: { oid: string } | null
}

export interface ThreadNode {
  isResolved: boolean
  path: string
}

export interface ContextNode {
  type: string
  databaseId?: number | null
  name?: string
  status?: string
  conclusion?: string | null
  startedAt?: string | null
  completedAt?: string | null
  detailsUrl?: string | null
  isRequired?: boolean | null
  checkSuite?: Maybe<{
    app: { databaseId: number; slug: string } | null
    workflowRun: {
      databaseId: number
      event: string
      workflow: { databaseId: number; name: string; resourcePath?: string } | null
    } | null
  }>
  context?: string
  state?: string
  createdAt?: string
  targetUrl?: string | null
}

export interface RuleNode {
  type: string
  parameters: Maybe<{
    allowedMergeMethods?: readonly string[] | null
    dismissStaleReviewsOnPush?: boolean
    requireCodeOwnerReview?: boolean
    requiredApprovingReviewCount?: number
    requiredReviewThreadResolution?: boolean
    strictRequiredStatusChecksPolicy?: boolean
    requiredStatusChecks?: readonly { context: string; integrationId: number | null }[]
    mergeMethod?: string
  }>
}

export interface BaseRefNode {
  branchProtectionRule?: Maybe<{ dismissesStaleReviews: boolean; requiresStrictStatusChecks: boolean }>
  refUpdateRule?: Maybe<{
    requiredStatusCheckContexts: readonly string[] | null
    requiredApprovingReviewCount: number | null
    requiresCodeOwnerReviews: boolean
    requiresConversationResolution: boolean
    requiresLinearHistory: boolean
  }>
  rules?: Maybe<Page<RuleNode>>
}

type Moment = Page<{ createdAt?: string }>

export interface PullRequestNode {
  id: string
  number: number
  url: string
  title: string
  body: string
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  isDraft: boolean
  createdAt: string
  mergeable: string
  mergeStateStatus: string
  reviewDecision: string | null
  viewerDidAuthor: boolean
  isInMergeQueue: boolean
  isMergeQueueEnabled: boolean
  autoMergeRequest: Maybe<ArmedNode>
  mergeCommit: { oid: string } | null
  author: WhoNode | null
  baseRefName: string
  baseRefOid: string
  headRefName: string
  headRefOid: string
  headRepository: { nameWithOwner: string } | null
  headRef: Maybe<{ refUpdateRule: { allowsDeletions: boolean } | null }>
  baseRef: Maybe<BaseRefNode>
  labels: Maybe<Page<{ name: string }>>
  labeled: Maybe<Page<{ createdAt: string; label: { name: string }; actor: WhoNode | null }>>
  retargeted: Maybe<Moment>
  moved: Maybe<Moment>
  drafted: Maybe<Moment>
  reviews: Maybe<Page<ReviewNode>>
  latestOpinionatedReviews: Maybe<Page<{ state: string; author: { login: string } | null }>>
  reviewRequests: Maybe<Page<{ requestedReviewer: { databaseId?: number } | null }>>
  reviewThreads: Maybe<Page<ThreadNode>>
  commits: Maybe<
    Page<{
      commit: {
        oid: string
        committedDate: string
        author: { name?: string | null; email?: string | null; user: { databaseId: number } | null } | null
        signature: { isValid: boolean; wasSignedByGitHub: boolean } | null
      }
    }>
  >
  statusCheckRollup: Maybe<{ commit: { oid: string } | null; contexts: Maybe<Page<ContextNode>> }>
  potentialMergeCommit: Maybe<{ statusCheckRollup: { state: string } | null }>
  comments?: Maybe<Page<{ databaseId: number; body: string; viewerDidAuthor: boolean }>>
}

export interface RepositoryNode {
  id: string
  nameWithOwner: string
  isArchived: boolean
  defaultBranchRef?: Maybe<{ name: string }>
  mergeCommitAllowed: boolean
  squashMergeAllowed: boolean
  rebaseMergeAllowed: boolean
  autoMergeAllowed: boolean
  deleteBranchOnMerge: boolean
  collaborators?: Maybe<{
    totalCount?: Maybe<number>
    edges?: Maybe<readonly Maybe<{ permission: string; node: { databaseId: number } | null }>[]>
  }>
  openPullRequests?: Maybe<
    Page<{ number: number; baseRefName: string; headRefName: string; isCrossRepository: boolean }>
  >
  [alias: `pr${number}`]: PullRequestNode | null | undefined
}

export interface GateAnswer {
  viewer?: Maybe<{ login: string; databaseId: number | null }>
  repository?: Maybe<RepositoryNode>
}
