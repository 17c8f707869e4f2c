// What the emulator knows about GitHub's things. Times are milliseconds since the epoch; git holds all code and history.
import type { Artifact, CheckRun, CheckSuite, CommitStatus, Workflow, WorkflowRun } from './model-ci.ts'
import type { Issue, Label, PullRequest } from './model-issues.ts'
import type { Protection, Ruleset } from './model-rules.ts'

export type * from './model-ci.ts'
export type * from './model-issues.ts'
export type * from './model-rules.ts'

export type UserType = 'User' | 'Bot' | 'Organization' | 'Mannequin'

export interface User {
  id: number
  login: string
  type: UserType
  name: string | null
  email: string | null
  createdAt: number
}

export type Level = 'none' | 'read' | 'write' | 'admin'
/** Permission names as in GitHub's REST API (`contents`, `pull_requests`, …); absent means none. */
export type Permissions = Readonly<Record<string, Level>>
export type TokenKind = 'installation' | 'github_token' | 'pat' | 'fine_grained' | 'app'
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

export interface Token {
  token: string
  kind: TokenKind
  user: User
  /** null: everything. */
  permissions: Permissions | null
  /** Full names in lower case; null: every repository. For `github_token` its own repository. */
  repositories: ReadonlySet<string> | null
  owner: string | null
  expiresAt: number | null
  appId: number | null
  installationId: number | null
}

export interface Deployment {
  id: number
  sha: string
  ref: string
  task: string
  environment: string
  description: string | null
  payload: unknown
  creator: User | null
  createdAt: number
  updatedAt: number
  statuses: {
    id: number
    state: string
    description: string | null
    creator: User | null
    createdAt: number
    environmentUrl: string
    logUrl: string
  }[]
}

export interface ActivityEntry {
  id: number
  before: string
  after: string
  ref: string
  timestamp: number
  type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge' | 'merge_queue_merge'
  actor: User | null
}

export interface Repository {
  id: number
  owner: User
  name: string
  description: string | null
  visibility: 'public' | 'private' | 'internal'
  defaultBranch: string
  archived: boolean
  disabled: boolean
  locked: boolean
  missing: boolean
  blocked: boolean
  /** Full name of the entry this stub redirects to. */
  renamedTo: string | null
  forkOf: Repository | null
  createdAt: number
  updatedAt: number
  pushedAt: number
  allowMergeCommit: boolean
  allowSquashMerge: boolean
  allowRebaseMerge: boolean
  allowAutoMerge: boolean
  allowUpdateBranch: boolean
  deleteBranchOnMerge: boolean
  /** The setting "Allow GitHub Actions to create and approve pull requests". */
  actionsMayCreatePullRequests: boolean
  collaborators: Map<string, Role>
  /** Commits that were ever part of this repository or its forks: they share one object store, not their histories. */
  network: { commits: Set<string> }
  /** Full ref names (`refs/heads/main`) to object ids; git's directory is written from it before git reads it. */
  refs: Map<string, string>
  /** Where the bare repository lies. */
  directory: string
  refsDirty: boolean
  labels: Map<string, Label>
  issues: Map<number, Issue>
  pulls: Map<number, PullRequest>
  nextNumber: number
  protection: Protection[]
  rulesets: Ruleset[]
  checkSuites: Map<number, CheckSuite>
  checkRuns: Map<number, CheckRun>
  statuses: CommitStatus[]
  workflows: Map<number, Workflow>
  runs: Map<number, WorkflowRun>
  artifacts: Map<number, Artifact>
  deployments: Map<number, Deployment>
  environments: Set<string>
  activity: ActivityEntry[]
  dispatches: { eventType: string; clientPayload: unknown; actor: User | null; createdAt: number }[]
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`
}
