// Workflows, runs, jobs and artifacts as REST shows them.
import { timestamp, timestampOrNull } from '../../domain/clock.ts'
import type {
  Artifact,
  Job,
  PullRequest,
  Repository,
  RunAttempt,
  Workflow,
  WorkflowRun,
} from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl, type World } from '../../domain/world.ts'
import { apiUrl, repositoryView } from './repositories.ts'
import { userOrNull } from './users.ts'

export function workflowView(world: World, repository: Repository, workflow: Workflow) {
  const html = htmlUrl(world, repository)
  return {
    id: workflow.id,
    node_id: nodeId('Workflow', workflow.id, repository.id),
    name: workflow.name,
    path: workflow.path,
    state: workflow.state,
    created_at: new Date(workflow.createdAt).toISOString(),
    updated_at: new Date(workflow.updatedAt).toISOString(),
    url: `${apiUrl(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  }
}

/** The open pull requests of the same repository whose head is the run's branch. */
export function pullsOfRun(repository: Repository, run: WorkflowRun): PullRequest[] {
  if (run.headRepository !== repository || run.headBranch === null) return []
  return [...repository.pulls.values()].filter(
    (pull) => pull.state === 'open' && pull.headRepository === repository && pull.head === run.headBranch,
  )
}

export function pullReference(world: World, repository: Repository, pull: PullRequest) {
  const source = pull.headRepository ?? repository
  return {
    id: pull.id,
    number: pull.number,
    url: `${apiUrl(world, repository)}/pulls/${pull.number}`,
    head: {
      ref: pull.head,
      sha: pull.headSha,
      repo: { id: source.id, url: apiUrl(world, source), name: source.name },
    },
    base: {
      ref: pull.base,
      sha: pull.baseSha,
      repo: { id: repository.id, url: apiUrl(world, repository), name: repository.name },
    },
  }
}

function headCommit(world: World, run: WorkflowRun) {
  if (!/^[0-9a-f]{40}$/.test(run.headSha)) return null
  try {
    const commit = world.store.loaded(run.headSha)
    const person = (who: typeof commit.author) => ({ name: who.name, email: who.email })
    return {
      id: commit.oid,
      tree_id: commit.tree,
      message: commit.message.replace(/\n$/, ''),
      timestamp: timestamp(commit.author.date),
      author: person(commit.author),
      committer: person(commit.committer),
    }
  } catch {
    return null
  }
}

/** A run as one of its attempts shows it. */
export function runView(
  world: World,
  repository: Repository,
  input: { run: WorkflowRun; attempt?: RunAttempt; pulls?: boolean },
) {
  const { run } = input
  const latest = run.attempts.at(-1)
  const attempt = input.attempt ?? latest
  if (!attempt) throw new Error(`run ${run.id} has no attempt`)
  const url = `${apiUrl(world, repository)}/actions/runs/${run.id}`
  const tail = attempt === latest ? '' : `/attempts/${attempt.attempt}`
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id, repository.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    display_title: run.displayTitle,
    run_number: run.runNumber,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    workflow_id: run.workflow.id,
    check_suite_id: run.suite.id,
    check_suite_node_id: nodeId('CheckSuite', run.suite.id, repository.id),
    url,
    html_url: `${htmlUrl(world, repository)}/actions/runs/${run.id}${tail}`,
    pull_requests:
      input.pulls === false
        ? []
        : pullsOfRun(repository, run).map((pull) => pullReference(world, repository, pull)),
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(attempt.updatedAt),
    actor: userOrNull(world, run.actor),
    run_attempt: attempt.attempt,
    referenced_workflows: [],
    run_started_at: timestamp(attempt.runStartedAt),
    triggering_actor: userOrNull(world, attempt.actor ?? run.triggeringActor),
    jobs_url: `${url}${tail}/jobs`,
    logs_url: `${url}${tail}/logs`,
    check_suite_url: `${apiUrl(world, repository)}/check-suites/${run.suite.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt.attempt > 1 ? `${url}/attempts/${attempt.attempt - 1}` : null,
    workflow_url: `${apiUrl(world, repository)}/actions/workflows/${run.workflow.id}`,
    head_commit: headCommit(world, run),
    repository: repositoryView(world, repository, null),
    head_repository: run.headRepository && repositoryView(world, run.headRepository, null),
  }
}

export function jobView(
  world: World,
  repository: Repository,
  input: { run: WorkflowRun; attempt: RunAttempt; job: Job },
) {
  const { run, attempt, job } = input
  const api = apiUrl(world, repository)
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: attempt.attempt,
    node_id: nodeId('CheckRun', job.id, repository.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${htmlUrl(world, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: timestamp(job.createdAt),
    started_at: timestamp(job.startedAt ?? job.createdAt),
    completed_at: timestampOrNull(job.completedAt),
    name: job.name,
    steps: job.steps.map((step) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: timestampOrNull(step.startedAt),
      completed_at: timestampOrNull(step.completedAt),
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: job.runnerName === null ? null : 1,
    runner_name: job.runnerName,
    runner_group_id: job.runnerName === null ? null : 0,
    runner_group_name: job.runnerName === null ? null : 'GitHub Actions',
  }
}

export function artifactView(world: World, repository: Repository, artifact: Artifact) {
  const url = `${apiUrl(world, repository)}/actions/artifacts/${artifact.id}`
  const run = repository.runs.get(artifact.runId)
  return {
    id: artifact.id,
    node_id: nodeId('Workflow', artifact.id, repository.id),
    name: artifact.name,
    size_in_bytes: artifact.size,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expiresAt <= world.clock.now(),
    digest: artifact.digest,
    created_at: timestamp(artifact.createdAt),
    updated_at: timestamp(artifact.createdAt),
    expires_at: timestamp(artifact.expiresAt),
    workflow_run: {
      id: artifact.runId,
      repository_id: repository.id,
      head_repository_id: run?.headRepository?.id ?? repository.id,
      head_branch: run?.headBranch ?? repository.defaultBranch,
      head_sha: run?.headSha ?? '',
    },
  }
}
