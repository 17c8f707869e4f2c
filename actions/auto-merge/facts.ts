/** What is known about one pull request at one moment. Names and enum words are GitHub's own (GraphQL). */
export interface Facts {
  repository: RepositoryFacts
  /** Global node id. */
  id: string
  number: number
  url: string
  title: string
  body: string
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  mergeCommit: string | undefined
  draft: boolean
  createdAt: string
  author: Actor | undefined
  /** Opened by the account that asks. */
  ours: boolean
  base: { name: string; oid: string }
  head: { name: string; oid: string; repository: string | undefined; deletable: boolean }
  mergeable: string
  mergeState: string
  /** `null` means that no review is required, not that it was approved. */
  reviewDecision: string | null
  rules: RuleFacts
  queue: { enabled: boolean; entered: boolean }
  autoMergeArmed: boolean
  /** Armed by the account that asks. */
  autoMergeOurs: boolean
  labels: readonly string[]
  labelEvents: readonly LabelEvent[]
  reviews: readonly Review[]
  /** Logins that GitHub itself counts as approving writers (`latestOpinionatedReviews(writersOnly: true)`). */
  approvingWriters: readonly string[]
  /** Ids of people whose review is asked for again. */
  requestedReviewers: readonly number[]
  baseChangedAt: readonly string[]
  draftedAt: readonly string[]
  forcePushedAt: readonly string[]
  conversations: { unresolved: number; first: string | undefined }
  commits: { total: number; nodes: readonly Commit[] }
  /** The commit that the checks belong to; undefined when there is none. */
  checksOf: string | undefined
  checks: readonly Check[]
  /** State of the rollup of the test merge commit; undefined when nothing reported there. */
  testMerge: string | undefined
  /** Open pull requests of the repository, with the head only where it is a branch of it; undefined when they were not asked for or do not fit one page. */
  openPullRequests: readonly { number: number; base: string; head: string | undefined }[] | undefined
  comments: readonly OwnComment[]
  /** What was asked for and not answered. Every condition that stands on such a part is unknown. */
  gaps: readonly Gap[]
  /** Answers to further questions, filled in when `Need`s ask for them. */
  behindBy: number | undefined
  permissions: Readonly<Record<number, Permission>>
  /** Whoever is not in `permissions` has none. */
  permissionsComplete: boolean
  /** Commits whose approval still describes the head: since then only the base came in. */
  cleanUpdatesSince: Readonly<Record<string, boolean>>
}

export interface RepositoryFacts {
  id: string
  /** `owner/name` */
  name: string
  archived: boolean
  /** Undefined in an empty repository, or when GitHub did not say. */
  defaultBranch: string | undefined
  methods: readonly MergeMethod[]
  autoMergeAllowed: boolean
  deletesBranches: boolean
  viewer: { login: string; id: number | undefined } | undefined
}

export type MergeMethod = 'squash' | 'merge' | 'rebase'
export type Permission = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin'

/** `type` is the GraphQL typename: GraphQL drops the `[bot]` of a login, so only type and id tell a bot from a person. */
export interface Actor {
  type: string
  login: string
  id: number | undefined
}

export interface LabelEvent {
  label: string
  at: string
  actor: Actor | undefined
}

export interface Review {
  state: string
  at: string | undefined
  author: Actor | undefined
  canPush: boolean
  commit: string | undefined
  /** Given by the account that asks. */
  ours: boolean
}

export interface Commit {
  oid: string
  authorId: number | undefined
  /** As the commit says it, which anybody may write. */
  author?: { name: string; email: string } | undefined
  /** The signature is valid and GitHub made it. */
  signedByGitHub: boolean
  committedAt: string | undefined
}

export interface Check {
  kind: 'run' | 'status'
  id: number
  name: string
  app: { id: number; slug: string } | undefined
  /** `file` is the name of its file; undefined when GitHub did not say it in a way that we know. */
  workflow: { id: number; name: string; file?: string | undefined } | undefined
  run: { id: number; event: string } | undefined
  /** For a status: COMPLETED, or PENDING while it is expected or pending. */
  status: string
  conclusion: string | null
  startedAt: string | undefined
  completedAt: string | undefined
  url: string
  /** GitHub says that this one is required. */
  required: boolean
}

export interface OwnComment {
  id: number
  body: string
}

export interface RuleFacts {
  requiredApprovals: number
  codeOwners: boolean
  conversations: boolean
  linearHistory: boolean
  /** `undefined`: not to be seen with this token. */
  dismissStaleReviews: boolean | undefined
  upToDate: boolean
  requiredChecks: readonly RequiredCheck[]
  /** `undefined`: no rule restricts them. */
  methods: readonly MergeMethod[] | undefined
  queueMethod: MergeMethod | undefined
  /** Rule types that only GitHub can judge. */
  others: readonly string[]
}

export interface RequiredCheck {
  context: string
  /** Only this app counts; undefined: any. */
  app: number | undefined
}

export type Part =
  | 'author'
  | 'labels'
  | 'reviews'
  | 'conversations'
  | 'commits'
  | 'checks'
  | 'rules'
  | 'mergeability'
  | 'queue'

export interface Gap {
  part: Part
  because: string
  /** The line that is missing under `permissions:`, when it can be told. */
  permission?: string
}

/** One more question that must be answered before the decision stands. */
export type Need =
  | { kind: 'behind-by' }
  | { kind: 'permission'; login: string; id: number }
  | { kind: 'clean-update'; since: readonly string[] }
