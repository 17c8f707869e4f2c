// Checks, workflow runs and artifacts.
import type { Repository, User } from './model.ts'

export type CheckStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending'
export type Conclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale'
  | 'startup_failure'

export interface App {
  id: number
  slug: string
  name: string
  owner: User
  publicKey: string | null
  createdAt: number
}

export interface Annotation {
  path: string
  startLine: number
  endLine: number
  level: 'notice' | 'warning' | 'failure'
  message: string
  title: string | null
  rawDetails: string | null
}

export interface CheckSuite {
  id: number
  headSha: string
  headBranch: string | null
  app: App
  createdAt: number
  updatedAt: number
  /** The run behind it, and what the check run's world entry said about the workflow. */
  runId: number | null
  workflow: { id: number; name: string; path: string } | null
  event: string | null
}

export interface CheckRun {
  id: number
  name: string
  headSha: string
  status: CheckStatus
  conclusion: Conclusion | null
  startedAt: number | null
  completedAt: number | null
  app: App
  suite: CheckSuite
  detailsUrl: string | null
  externalId: string
  output: { title: string | null; summary: string | null; text: string | null }
  annotations: Annotation[]
  runId: number | null
}

export interface CommitStatus {
  id: number
  sha: string
  context: string
  state: 'error' | 'failure' | 'pending' | 'success'
  description: string | null
  targetUrl: string | null
  creator: User | null
  createdAt: number
  updatedAt: number
}

export interface Step {
  number: number
  name: string
  status: CheckStatus
  conclusion: Conclusion | null
  startedAt: number | null
  completedAt: number | null
}

export interface Job {
  id: number
  name: string
  status: CheckStatus
  conclusion: Conclusion | null
  createdAt: number
  startedAt: number | null
  completedAt: number | null
  steps: Step[]
  labels: string[]
  runnerName: string | null
  annotations: Annotation[]
  log: string | null
}

export interface RunAttempt {
  attempt: number
  status: CheckStatus
  conclusion: Conclusion | null
  runStartedAt: number
  updatedAt: number
  actor: User | null
  jobs: Job[]
}

export interface Workflow {
  id: number
  path: string
  name: string
  state: 'active' | 'disabled_fork' | 'disabled_inactivity' | 'disabled_manually' | 'deleted'
  createdAt: number
  updatedAt: number
}

export interface WorkflowRun {
  id: number
  workflow: Workflow
  name: string
  displayTitle: string
  runNumber: number
  event: string
  headBranch: string | null
  headSha: string
  headRepository: Repository | null
  actor: User | null
  triggeringActor: User | null
  createdAt: number
  /** Oldest first; the last one is the run as it stands. */
  attempts: RunAttempt[]
  suite: CheckSuite
  deleted: boolean
}

export interface Artifact {
  id: number
  name: string
  runId: number
  size: number
  digest: string | null
  createdAt: number
  expiresAt: number
  deleted: boolean
  mimeType: string
  content: Buffer
}
