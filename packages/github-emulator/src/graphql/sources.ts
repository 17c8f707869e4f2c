// What resolvers hand to each other: things of the domain with the name of their GraphQL type and their repository.
import type {
  App,
  CheckRun,
  CheckSuite,
  CommitStatus,
  Comment,
  Deployment,
  Issue,
  Label,
  PullRequest,
  Repository,
  Review,
  ReviewComment,
  ReviewThread,
  TimelineEvent,
  User,
  Workflow,
  WorkflowRun,
} from '../domain/model.ts'
import type { Comparison } from '../git/graph.ts'
import type { Commit, Signature } from '../git/objects.ts'

interface Of<T extends string> {
  readonly type: T
}
interface In<T extends string> extends Of<T> {
  readonly repository: Repository
}

export type ActorType = 'User' | 'Bot' | 'Organization' | 'Mannequin'
export type ActorSource = Of<ActorType> & { readonly user: User }
export type RepositorySource = In<'Repository'>
export type RefSource = In<'Ref'> & { readonly ref: string }
export type CommitSource = In<'Commit'> & { readonly commit: Commit }
export type ObjectSource = In<'Tree' | 'Blob' | 'Tag'> & { readonly oid: string; readonly path: string }
export type TreeEntrySource = In<'TreeEntry'> & {
  readonly mode: string
  readonly oid: string
  readonly path: string
}
export type ComparisonSource = In<'Comparison'> & {
  readonly base: string
  readonly head: string
  readonly comparison: Comparison
}
export type GitActorSource = Of<'GitActor'> & { readonly signature: Signature; readonly user: User | null }
export type IssueSource = In<'Issue'> & { readonly issue: Issue }
export type PullSource = In<'PullRequest'> & { readonly pull: PullRequest }
export type SubjectSource = IssueSource | PullSource
export type LabelSource = In<'Label'> & { readonly label: Label }
export type CommentSource = In<'IssueComment'> & {
  readonly subject: Issue | PullRequest
  readonly comment: Comment
}
export type ReviewSource = In<'PullRequestReview'> & { readonly pull: PullRequest; readonly review: Review }
export type ThreadSource = In<'PullRequestReviewThread'> & {
  readonly pull: PullRequest
  readonly thread: ReviewThread
}
export type ReviewCommentSource = In<'PullRequestReviewComment'> & {
  readonly pull: PullRequest
  readonly thread: ReviewThread
  readonly comment: ReviewComment
}
export type ReviewRequestSource = In<'ReviewRequest'> & {
  readonly pull: PullRequest
  readonly reviewer: User
}
export type PullCommitSource = In<'PullRequestCommit'> & {
  readonly pull: PullRequest
  readonly commit: Commit
}
export type EventSource = In<string> & {
  readonly subject: Issue | PullRequest
  readonly event: TimelineEvent
}
export type AppSource = Of<'App'> & { readonly app: App }
export type CheckRunSource = In<'CheckRun'> & { readonly run: CheckRun }
export type CheckSuiteSource = In<'CheckSuite'> & { readonly suite: CheckSuite }
export type StatusContextSource = In<'StatusContext'> & { readonly status: CommitStatus }
export type RollupSource = In<'StatusCheckRollup'> & { readonly sha: string }
export type StatusSource = In<'Status'> & { readonly sha: string }
export type WorkflowSource = In<'Workflow'> & { readonly workflow: Workflow }
export type WorkflowRunSource = In<'WorkflowRun'> & { readonly run: WorkflowRun }
export type DeploymentSource = In<'Deployment'> & { readonly deployment: Deployment }

export type Source = Of<string>

export const asRepository = (repository: Repository): RepositorySource => ({ type: 'Repository', repository })

export const asPull = (repository: Repository, pull: PullRequest): PullSource => ({
  type: 'PullRequest',
  repository,
  pull,
})

export const asSubject = (repository: Repository, subject: Issue | PullRequest): SubjectSource =>
  subject.kind === 'pull' ? asPull(repository, subject) : { type: 'Issue', repository, issue: subject }

export const asLabel = (repository: Repository, label: Label): LabelSource => ({
  type: 'Label',
  repository,
  label,
})

export const asCommit = (repository: Repository, commit: Commit): CommitSource => ({
  type: 'Commit',
  repository,
  commit,
})

export const asRef = (repository: Repository, ref: string): RefSource => ({ type: 'Ref', repository, ref })

export const asActor = (user: User): ActorSource => ({ type: user.type, user })

export const asActorOrNull = (user: User | null): ActorSource | null => (user ? asActor(user) : null)

export const asSuite = (repository: Repository, suite: CheckSuite): CheckSuiteSource => ({
  type: 'CheckSuite',
  repository,
  suite,
})

export const asRun = (repository: Repository, run: CheckRun): CheckRunSource => ({
  type: 'CheckRun',
  repository,
  run,
})
