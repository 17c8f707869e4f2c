import type { BatchAnswer } from './batch.ts'
import type { BranchTip, Comparison, Refused, RepositoryRead, SyncPullRequest, Unread } from './model.ts'

/** GitHub in the words of this action; one per token. `forge/github-forge.ts` speaks to GitHub, the tests' twin holds repositories in memory. */

export interface RepositoryAsk {
  key: string
  owner: string
  name: string
  /** The newest commits of the default branch too, for the interval rule. */
  chain: boolean
}

/** What is beyond the first hundred branches or pull requests. */
export interface PageAsk {
  key: string
  owner: string
  name: string
  kind: 'branches' | 'pulls' | 'environments'
  after: string
}

export interface More {
  branches?: string
  pulls?: string
  environments?: string
}

export type ReadAnswer =
  { kind: 'read'; read: RepositoryRead; more: More } | { kind: 'refused'; refused: Refused }

export interface PageAnswer {
  branches: readonly BranchTip[]
  pulls: readonly SyncPullRequest[]
  deployed: readonly string[]
  next?: string
}

/** A branch that is to be written, and what of it the scan left unread. */
export interface BranchAsk {
  key: string
  owner: string
  name: string
  branch: string
  base: string
  unread: Unread
}

export interface BranchAnswer {
  /** Rules that refuse a direct change, or what a sync pull request brings. */
  ruled: boolean
  pulls: readonly SyncPullRequest[]
}

export interface CompareAsk {
  key: string
  owner: string
  name: string
  base: string
  /** Tip of the other side, as an object id. */
  head: string
}

export type CompareAnswer =
  | { kind: 'counts'; comparison: Comparison; baseOid: string; defaultBranch?: string }
  /** The base branch is gone or has another name by now. */
  | { kind: 'base-gone' }
  | { kind: 'failed'; message: string }

export interface Pushed {
  repository: string
  pushedAt: string
}

/** `owner/name` and the ids that its writes need. */
export interface Place {
  id: string
  repository: string
}

export interface RefMove {
  branch: string
  before: string
  after: string
}

export interface NewPullRequest {
  head: string
  base: string
  title: string
  body: string
}

export interface PullRequestChange {
  body?: string
  state?: 'closed'
}

/** What a token may do, as far as it can be told without trying. */
export interface Rights {
  kind: 'job-token' | 'installation' | 'personal' | 'unknown'
  /** Of a job's token: the only repository it can write to. */
  only?: string
  login?: string
}

export type Merged = { kind: 'merged'; oid: string } | { kind: 'nothing' | 'conflict' }

/** Counts tips against the object id of a base from the commit graph alone, past the API. Rejects where git or the server cannot. */
export type CountByGit = (
  repository: string,
  base: string,
  tips: readonly string[],
) => Promise<Map<string, Comparison>>

/** What was created with a token within the last hour: GitHub allows so much, whichever run creates it. */
export interface Creations {
  /** Whose token it is, in the state: an owner in lower case, or '' for the step's own. */
  key: string
  /** Times in milliseconds. */
  recall(times: readonly number[]): void
  times(): readonly number[]
}

/** Where a token is from: minted by the app, a line of `tokens`, or `github-token`. */
export type TokenOrigin = 'app' | 'tokens' | 'step'

/** Reads never throw for one bad item; writes throw GitHubError with GitHub's words, all of them BudgetStop. */
export interface Forge {
  readRepositories(asks: readonly RepositoryAsk[]): Promise<BatchAnswer<ReadAnswer>>
  readPages(asks: readonly PageAsk[]): Promise<BatchAnswer<PageAnswer>>
  compare(asks: readonly CompareAsk[]): Promise<BatchAnswer<CompareAnswer>>
  lookAtBranches(asks: readonly BranchAsk[]): Promise<BatchAnswer<BranchAnswer>>
  countByGit?: CountByGit
  origin?: TokenOrigin
  creations?: Creations
  /** Repositories of an owner pushed to after a time, newest first; undefined when the list is not to be had. */
  pushedSince(owner: string, since: string): Promise<readonly Pushed[] | undefined>
  rights(): Promise<Rights>
  tip(repository: string, branch: string): Promise<string | undefined>
  /** Number of parents of a commit. */
  parents(repository: string, oid: string): Promise<number>
  /** Moves all or none, and only from where they were seen; never by force. An all-zero `before` creates. */
  moveBranches(place: Place, moves: readonly RefMove[]): Promise<void>
  merge(repository: string, merge: { base: string; head: string; message: string }): Promise<Merged>
  findPullRequest(
    repository: string,
    pull: { head: string; base: string },
  ): Promise<SyncPullRequest | undefined>
  createPullRequest(repository: string, pull: NewPullRequest): Promise<{ number: number; head: string }>
  changePullRequest(repository: string, number: number, change: PullRequestChange): Promise<void>
  addLabels(repository: string, number: number, labels: readonly string[]): Promise<void>
}
