// Issues, pull requests and what hangs on them.
import type { Repository, User } from './model.ts'

export interface Label {
  id: number
  name: string
  color: string
  description: string | null
  default: boolean
}

export interface TimelineEvent {
  id: number
  event: string
  actor: User | null
  createdAt: number
  label?: Label
  commitId?: string
  before?: string
  after?: string
  requestedReviewer?: User
  rename?: { from: string; to: string }
  assignee?: User
}

export interface Comment {
  id: number
  user: User | null
  body: string
  createdAt: number
  updatedAt: number
}

export interface IssueBase {
  id: number
  number: number
  title: string
  body: string | null
  user: User | null
  state: 'open' | 'closed'
  stateReason: 'completed' | 'not_planned' | 'reopened' | 'duplicate' | null
  labels: Label[]
  assignees: User[]
  comments: Comment[]
  events: TimelineEvent[]
  locked: boolean
  createdAt: number
  updatedAt: number
  closedAt: number | null
  closedBy: User | null
}

export type Issue = IssueBase & { kind: 'issue' }

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'

export interface Review {
  id: number
  user: User | null
  state: ReviewState
  body: string
  commitId: string
  submittedAt: number | null
  updatedAt: number
}

export interface ReviewComment {
  id: number
  user: User | null
  body: string
  createdAt: number
  updatedAt: number
  reviewId: number | null
  inReplyToId: number | null
}

export interface ReviewThread {
  id: number
  path: string
  line: number | null
  commitId: string
  resolved: boolean
  resolvedBy: User | null
  outdated: boolean
  comments: ReviewComment[]
}

export interface AutoMergeRequest {
  enabledBy: User
  enabledAt: number
  method: MergeMethod
  commitTitle: string | null
  commitMessage: string | null
}

export interface MergeQueueEntry {
  id: number
  enqueuer: User
  enqueuedAt: number
  headOid: string
}

export type MergeMethod = 'merge' | 'squash' | 'rebase'

export interface PullRequest extends IssueBase {
  kind: 'pull'
  draft: boolean
  base: string
  head: string
  /** Where the head branch lives; null once that repository is gone. */
  headRepository: Repository | null
  /** Kept when the head branch is deleted or the pull request is closed. */
  headSha: string
  baseSha: string
  merged: boolean
  mergedAt: number | null
  mergedBy: User | null
  mergeCommitSha: string | null
  mergeMethod: MergeMethod | null
  /** 'unknown' after a push or a move of the base, until it has been read. */
  mergeability: {
    state: 'unknown' | 'mergeable' | 'conflicting'
    testMerge: string | null
    askedAt: number | null
  }
  reviews: Review[]
  reviewRequests: User[]
  threads: ReviewThread[]
  autoMerge: AutoMergeRequest | null
  queueEntry: MergeQueueEntry | null
  maintainerCanModify: boolean
}
