// The state as tests and people read it.
import { fullName, type Issue, type PullRequest, type Repository } from '../domain/model.ts'
import { timestamp, timestampOrNull } from '../domain/clock.ts'
import { branchNames, branchTip, headLabel } from '../domain/revisions.ts'
import type { World } from '../domain/world.ts'

function common(subject: Issue | PullRequest) {
  return {
    number: subject.number,
    state: subject.state,
    title: subject.title,
    body: subject.body,
    user: subject.user?.login ?? null,
    labels: subject.labels.map((label) => label.name),
    comments: subject.comments.map((comment) => ({
      id: comment.id,
      user: comment.user?.login ?? null,
      body: comment.body,
      created_at: timestamp(comment.createdAt),
      updated_at: timestamp(comment.updatedAt),
    })),
    created_at: timestamp(subject.createdAt),
    updated_at: timestamp(subject.updatedAt),
    closed_at: timestampOrNull(subject.closedAt),
    closed_by: subject.closedBy?.login ?? null,
    assignees: subject.assignees.map((user) => user.login),
  }
}

function pullState(repository: Repository, pull: PullRequest) {
  return {
    ...common(pull),
    head: pull.headRepository === repository ? pull.head : headLabel(pull.headRepository, pull.head),
    head_sha: pull.headSha,
    base: pull.base,
    merged: pull.merged,
    merge_commit_sha: pull.mergeCommitSha,
    merge_method: pull.mergeMethod,
    merged_by: pull.mergedBy?.login ?? null,
    draft: pull.draft,
    reviews: pull.reviews.map((review) => ({
      user: review.user?.login ?? null,
      state: review.state,
      body: review.body,
      commit: review.commitId,
    })),
    review_requests: pull.reviewRequests.map((user) => user.login),
    auto_merge: pull.autoMerge && {
      method: pull.autoMerge.method,
      enabled_by: pull.autoMerge.enabledBy.login,
    },
    queued: pull.queueEntry !== null,
  }
}

function repositoryState(repository: Repository) {
  return {
    name: fullName(repository),
    default_branch: repository.defaultBranch,
    archived: repository.archived,
    branches: Object.fromEntries(
      branchNames(repository).map((name) => [name, branchTip(repository, name) ?? '']),
    ),
    pull_requests: [...repository.pulls.values()].map((pull) => pullState(repository, pull)),
    issues: [...repository.issues.values()].map((issue) => ({
      ...common(issue),
      state_reason: issue.stateReason,
    })),
    labels: [...repository.labels.values()].map((label) => label.name),
    workflow_runs: [...repository.runs.values()].map((run) => ({
      id: run.id,
      name: run.name,
      path: run.workflow.path,
      event: run.event,
      head_branch: run.headBranch,
      head_sha: run.headSha,
      run_attempt: run.attempts.at(-1)?.attempt ?? 1,
      status: run.attempts.at(-1)?.status ?? 'completed',
      conclusion: run.attempts.at(-1)?.conclusion ?? null,
    })),
    artifacts: [...repository.artifacts.values()]
      .filter((artifact) => !artifact.deleted)
      .map((artifact) => ({
        id: artifact.id,
        name: artifact.name,
        run_id: artifact.runId,
        size: artifact.size,
      })),
    check_runs: [...repository.checkRuns.values()].map((run) => ({
      id: run.id,
      name: run.name,
      head_sha: run.headSha,
      status: run.status,
      conclusion: run.conclusion,
    })),
    statuses: repository.statuses.map((status) => ({
      sha: status.sha,
      context: status.context,
      state: status.state,
    })),
    dispatches: repository.dispatches.map((dispatch) => ({
      event_type: dispatch.eventType,
      client_payload: dispatch.clientPayload,
    })),
  }
}

export type WorldState = ReturnType<typeof worldState>

/** Everything that a test may want to look at after an action ran. */
export function worldState(world: World) {
  return {
    now: timestamp(world.clock.now()),
    repositories: [...world.repositories.values()]
      .filter((repository) => repository.renamedTo === null)
      .map((repository) => repositoryState(repository)),
  }
}
