import { plain } from '@ecosystem-actions/core/markdown'

/** One workflow run as far as incidents need it; made from the REST form and from the `workflow_run` payload, which agree. */
export interface Run {
  id: number
  /** Grows by one per run of a workflow; a re-run keeps it. */
  number: number
  attempt: number
  status: string
  /** Of the latest attempt; null while it runs. */
  conclusion: string | null
  event: string
  branch: string
  sha: string
  /** `owner/name` the head comes from; another one than the run's own for a fork. */
  headRepository: string
  /** Commit or pull request title. Hostile. */
  title: string
  actor: string
  startedAt: Date
  /** When it last changed; for a completed run the moment it ended. */
  finishedAt: Date
  url: string
  workflowId: number
  workflowPath: string
  workflowName: string
  pullRequests: readonly PullRequestFacts[]
  /** Node id of the check suite, for GraphQL; '' when unknown. */
  suite: string
}

export interface PullRequestFacts {
  number: number
  baseBranch: string
  /** REST address of the repository it would be merged into; '' when unknown. */
  baseUrl: string
}

export type Json = Record<string, unknown>

/** Reads one run; anything missing or of the wrong type becomes empty rather than a crash. */
export function toRun(value: unknown): Run {
  const run = object(value)
  const path = text(run['path']).split('@')[0] ?? ''
  const started = time(run['run_started_at']) ?? time(run['created_at']) ?? new Date(0)
  return {
    id: integer(run['id']),
    number: integer(run['run_number']),
    attempt: Math.max(1, integer(run['run_attempt'])),
    status: text(run['status']),
    conclusion: typeof run['conclusion'] === 'string' ? run['conclusion'] : null,
    event: text(run['event']),
    branch: text(run['head_branch']),
    sha: text(run['head_sha']),
    headRepository: text(object(run['head_repository'])['full_name']),
    title: text(run['display_title']) || firstLine(text(object(run['head_commit'])['message'])),
    actor: text(object(run['triggering_actor'])['login']) || text(object(run['actor'])['login']),
    startedAt: started,
    finishedAt: time(run['updated_at']) ?? started,
    url: text(run['html_url']),
    workflowId: integer(run['workflow_id']),
    workflowPath: path,
    workflowName: text(run['name']) || path,
    pullRequests: array(run['pull_requests']).map(toPullRequest),
    suite: text(run['check_suite_node_id']),
  }
}

function toPullRequest(value: unknown): PullRequestFacts {
  const pullRequest = object(value)
  const base = object(pullRequest['base'])
  return {
    number: integer(pullRequest['number']),
    baseBranch: text(base['ref']),
    baseUrl: text(object(base['repo'])['url']),
  }
}

export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function integer(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0
}

export function time(value: unknown): Date | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : new Date(ms)
}

export function firstLine(value: string): string {
  return plain(value).split('\n')[0]?.trim() ?? ''
}
