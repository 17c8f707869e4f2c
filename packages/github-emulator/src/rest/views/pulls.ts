// Pull requests as REST shows them.
import { timestamp, timestampOrNull } from '../../domain/clock.ts'
import type { Actor } from '../../domain/access.ts'
import { mergeState } from '../../domain/merge-requirements.ts'
import { readMergeability } from '../../domain/mergeability.ts'
import type { PullRequest, Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { changedFiles, pullComparison } from '../../domain/pull-files.ts'
import { headLabel } from '../../domain/revisions.ts'
import { htmlUrl, type World } from '../../domain/world.ts'
import { statsOf } from './commits.ts'
import { association, labelView } from './issues.ts'
import { apiUrl, repositoryView } from './repositories.ts'
import { userOrNull, userView } from './users.ts'

function sideView(world: World, side: { repository: Repository | null; branch: string; sha: string }) {
  const { repository, branch, sha } = side
  return {
    label: headLabel(repository, branch),
    ref: branch,
    sha,
    user: repository ? userView(world, repository.owner) : null,
    repo: repository && repositoryView(world, repository, null),
  }
}

function autoMergeView(world: World, pull: PullRequest) {
  return (
    pull.autoMerge && {
      enabled_by: userView(world, pull.autoMerge.enabledBy),
      merge_method: pull.autoMerge.method,
      commit_title: pull.autoMerge.commitTitle,
      commit_message: pull.autoMerge.commitMessage,
    }
  )
}

function links(api: string, input: { html: string; number: number; statuses: string }) {
  const url = `${api}/pulls/${input.number}`
  const issue = `${api}/issues/${input.number}`
  return {
    self: { href: url },
    html: { href: input.html },
    issue: { href: issue },
    comments: { href: `${issue}/comments` },
    review_comments: { href: `${url}/comments` },
    review_comment: { href: `${api}/pulls/comments{/number}` },
    commits: { href: `${url}/commits` },
    statuses: { href: input.statuses },
  }
}

/** The "pull request simple" of lists. */
export function pullView(world: World, repository: Repository, pull: PullRequest) {
  const api = apiUrl(world, repository)
  const url = `${api}/pulls/${pull.number}`
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}`
  const statuses = `${api}/statuses/${pull.headSha}`
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.number, repository.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${pull.number}`,
    number: pull.number,
    state: pull.state,
    locked: pull.locked,
    title: pull.title,
    user: userOrNull(world, pull.user),
    body: pull.body,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: timestampOrNull(pull.closedAt),
    merged_at: timestampOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha ?? pull.mergeability.testMerge,
    assignee: pull.assignees[0] ? userView(world, pull.assignees[0]) : null,
    assignees: pull.assignees.map((user) => userView(world, user)),
    requested_reviewers: pull.reviewRequests.map((user) => userView(world, user)),
    requested_teams: [],
    labels: pull.labels.map((label) => labelView(world, repository, label)),
    milestone: null,
    draft: pull.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: statuses,
    head: sideView(world, { repository: pull.headRepository, branch: pull.head, sha: pull.headSha }),
    base: sideView(world, { repository, branch: pull.base, sha: pull.baseSha }),
    _links: links(api, { html, number: pull.number, statuses }),
    author_association: association(world, repository, pull.user),
    auto_merge: autoMergeView(world, pull),
    active_lock_reason: null,
  }
}

/** `GET /pulls/{number}`: reading it starts the test merge when it is due. */
export async function fullPullView(
  world: World,
  repository: Repository,
  input: { pull: PullRequest; actor: Actor | null },
) {
  const { pull } = input
  const seen = await readMergeability(world, repository, pull)
  const comparison = await pullComparison(world, repository, pull)
  const changes = await changedFiles(world, repository, pull)
  const { additions, deletions } = statsOf(changes)
  const mergeable = pull.state === 'closed' || seen.state === 'unknown' ? null : seen.state === 'mergeable'
  return {
    ...pullView(world, repository, pull),
    merge_commit_sha: pull.mergeCommitSha ?? seen.testMerge,
    merged: pull.merged,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: await mergeState(world, repository, { pull, seen }),
    merged_by: userOrNull(world, pull.mergedBy),
    comments: pull.comments.length,
    review_comments: pull.threads.reduce((sum, thread) => sum + thread.comments.length, 0),
    maintainer_can_modify: pull.maintainerCanModify && pull.headRepository !== repository,
    commits: comparison.ahead,
    additions,
    deletions,
    changed_files: changes.length,
  }
}
