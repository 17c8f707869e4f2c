// Check suites, check runs and statuses as REST shows them.
import { timestamp, timestampOrNull } from '../../domain/clock.ts'
import type { Annotation, CheckRun, CheckSuite, CommitStatus, Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl, type World } from '../../domain/world.ts'
import { pullReference } from './actions.ts'
import { gitCommitView } from './commits.ts'
import { apiUrl, repositoryView } from './repositories.ts'
import { appView, userOrNull } from './users.ts'

function pullsAt(world: World, repository: Repository, sha: string) {
  return [...repository.pulls.values()]
    .filter((pull) => pull.state === 'open' && pull.headSha === sha && pull.headRepository === repository)
    .map((pull) => pullReference(world, repository, pull))
}

/** Where a check run's details are: its job's page for GitHub Actions. */
export function detailsUrl(world: World, repository: Repository, run: CheckRun): string {
  const html = htmlUrl(world, repository)
  if (run.detailsUrl !== null) return run.detailsUrl
  return run.runId === null ? `${html}/runs/${run.id}` : `${html}/actions/runs/${run.runId}/job/${run.id}`
}

export function checkRunView(world: World, repository: Repository, run: CheckRun) {
  const url = `${apiUrl(world, repository)}/check-runs/${run.id}`
  const details = detailsUrl(world, repository, run)
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id, repository.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: details,
    details_url: details,
    status: run.status,
    conclusion: run.conclusion,
    started_at: timestampOrNull(run.startedAt),
    completed_at: timestampOrNull(run.completedAt),
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: appView(world, run.app),
    pull_requests: pullsAt(world, repository, run.headSha),
  }
}

export function annotationView(
  world: World,
  repository: Repository,
  input: { run: CheckRun; annotation: Annotation },
) {
  const { run, annotation } = input
  return {
    path: annotation.path,
    blob_href: `${htmlUrl(world, repository)}/blob/${run.headSha}/${annotation.path}`,
    start_line: annotation.startLine,
    start_column: null,
    end_line: annotation.endLine,
    end_column: null,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    raw_details: annotation.rawDetails,
  }
}

/** A suite's state: its run's for GitHub Actions, else what its check runs say together. */
export function suiteState(
  repository: Repository,
  suite: CheckSuite,
): { status: string; conclusion: string | null } {
  const attempt = suite.runId === null ? undefined : repository.runs.get(suite.runId)?.attempts.at(-1)
  if (attempt) return { status: attempt.status, conclusion: attempt.conclusion }
  const runs = [...repository.checkRuns.values()].filter((run) => run.suite === suite)
  if (runs.length === 0) return { status: 'queued', conclusion: null }
  if (runs.some((run) => run.status !== 'completed')) return { status: 'in_progress', conclusion: null }
  const bad = runs.find((run) => !['success', 'neutral', 'skipped'].includes(run.conclusion ?? ''))
  return { status: 'completed', conclusion: bad?.conclusion ?? 'success' }
}

export function suiteView(world: World, repository: Repository, suite: CheckSuite) {
  const url = `${apiUrl(world, repository)}/check-suites/${suite.id}`
  const commit = gitCommitView(world, repository, world.store.loaded(suite.headSha))
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id, repository.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...suiteState(repository, suite),
    url,
    before: null,
    after: suite.headSha,
    pull_requests: pullsAt(world, repository, suite.headSha),
    app: appView(world, suite.app),
    repository: repositoryView(world, repository, null),
    created_at: timestamp(suite.createdAt),
    updated_at: timestamp(suite.updatedAt),
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree.sha,
      message: commit.message,
      timestamp: commit.author.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    latest_check_runs_count: [...repository.checkRuns.values()].filter((run) => run.suite === suite).length,
    check_runs_url: `${url}/check-runs`,
  }
}

export function statusView(world: World, repository: Repository, status: CommitStatus) {
  return {
    url: `${apiUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: null,
    id: status.id,
    node_id: nodeId('StatusContext', status.id, repository.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.updatedAt),
    creator: userOrNull(world, status.creator),
  }
}
