import type { Strategy } from './inputs.ts'

/** The words of this action. Object ids are 40 lower-case hex digits; times are ISO 8601 in UTC. */

/** A configured repository with the settings that hold for it. */
export interface Target {
  owner: string
  name: string
  /** `owner/name` as configured. */
  repository: string
  /** Branch to compare with; the default branch if absent. */
  base?: string
  include: readonly string[]
  exclude: readonly string[]
  strategy: Strategy
  threshold: number
  labels: readonly string[]
  staleAfterDays: number
  excludeBots: boolean
}

/** Why a repository could not be looked at. */
export type RepositoryProblem =
  'missing' | 'no-access' | 'blocked' | 'sso' | 'ip-allow-list' | 'bad-token' | 'unavailable'

export interface Refused {
  problem: RepositoryProblem
  message: string
  /** What the caller can do about it. */
  remedy: string
}

export interface BranchTip {
  name: string
  oid: string
  /** When the last commit was made; absent when GitHub did not say. */
  committedAt?: string
  /** A bot made the last commit. Who else did is of no use, and would be held for each of a hundred thousand branches. */
  byBot?: true
  protected: boolean
}

export interface SyncPullRequest {
  number: number
  base: string
  head: string
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  body: string
  labels: readonly string[]
  /** Opened with this token, from a branch of the repository itself; only then its marker is believed. */
  own: boolean
  /** From a branch of another repository. */
  fork: boolean
  mergeCommit?: string
}

/** One commit of the base branch with its parents, newest first in a chain. */
export interface ChainLink {
  oid: string
  parents: readonly string[]
  committedAt?: string
}

export interface Unread {
  /** Rulesets, which may refuse what classic protection allows. */
  rules: boolean
  /** Open pull requests without our label. */
  open: boolean
  /** Closed and merged pull requests before the newest ones. */
  done: boolean
}

/** What one look at a repository says. */
export interface RepositoryRead {
  id: string
  nameWithOwner: string
  archived: boolean
  disabled: boolean
  empty: boolean
  locked: boolean
  pushedAt: string
  mergeCommitAllowed: boolean
  /** Kilobytes, as GitHub estimates it. */
  diskUsage: number
  defaultBranch: string
  branches: readonly BranchTip[]
  pulls: readonly SyncPullRequest[]
  /** Names of environments and of branches that were deployed. */
  deployed: readonly string[]
  /** What is there and was not read, because only branches that are to be written need it. */
  unread: Unread
  /** The newest commits of the default branch, if they were asked for. */
  chain: readonly ChainLink[]
  /** Files in `.github/workflows`: how many runs one update may start at most. */
  workflows: number
}

/** Commits that only the branch has, and only the base has. `behind` is a range where exact counting was not needed. */
export interface Counts {
  ahead: number
  behind: number
  behindAtMost: number
}

export type Drift = 'identical' | 'contained' | 'ahead' | 'diverged' | 'unrelated' | 'unknown'

/** `unrelated`: no common ancestor. `unknown`: not asked for, because the branch is left alone anyway. */
export type Comparison = Counts | 'unrelated' | 'unknown'

export interface Branch extends BranchTip {
  comparison: Comparison
  /** When it was first seen beyond its threshold; only while it is. */
  behindSince?: string
}

export type RepositoryStatus =
  | 'ok'
  | 'renamed'
  | 'archived'
  | 'empty'
  | 'disabled'
  | 'locked'
  /** Another entry of the configuration is the same repository under its old name. */
  | 'duplicate'
  /** The configured base branch is not there. */
  | 'no-base'
  /** A limit ended the run before it was looked at. */
  | 'left'
  | RepositoryProblem

/** Everything that is known of a repository before anything is decided. */
export interface Repository {
  target: Target
  status: RepositoryStatus
  /** The present name; as configured when it could not be read. */
  repository: string
  /** Why the status is not ok, and what to do. */
  message: string
  remedy: string
  /** From the state, because nothing was pushed since. */
  fromState: boolean
  /** When it was read, or a little before. */
  seenAt?: string
  read?: RepositoryRead
  base?: { name: string; oid: string }
  branches: readonly Branch[]
  /** Its base branch moved while it was looked at, so it is worth a second look. */
  restless?: boolean
  /** Branches that could not be compared. */
  failures: readonly { branch: string; message: string }[]
}
