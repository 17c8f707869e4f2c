// Issues, labels and comments as REST shows them.
import { timestamp, timestampOrNull } from '../../domain/clock.ts'
import { roleOf } from '../../domain/access.ts'
import type { Comment, Issue, Label, PullRequest, Repository, User } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl, type World } from '../../domain/world.ts'
import { apiUrl } from './repositories.ts'
import { userOrNull, userView } from './users.ts'

export function labelView(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id, repository.id),
    url: `${apiUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: label.default,
    description: label.description,
  }
}

/** How the author stands to the repository; not a permission (see GraphQL's CommentAuthorAssociation). */
export function association(world: World, repository: Repository, user: User | null): string {
  if (!user) return 'NONE'
  if (user === repository.owner) return 'OWNER'
  if (repository.collaborators.has(user.login.toLowerCase())) return 'COLLABORATOR'
  return roleOf(world, repository, user) === 'admin' ? 'MEMBER' : 'NONE'
}

export function reactions(url: string) {
  const none = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }
  return { url: `${url}/reactions`, total_count: 0, ...none }
}

export function issueView(world: World, repository: Repository, subject: Issue | PullRequest) {
  const url = `${apiUrl(world, repository)}/issues/${subject.number}`
  const isPull = subject.kind === 'pull'
  const html = `${htmlUrl(world, repository)}/${isPull ? 'pull' : 'issues'}/${subject.number}`
  return {
    url,
    repository_url: apiUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    id: subject.id,
    node_id: nodeId(isPull ? 'PullRequest' : 'Issue', subject.number, repository.id),
    number: subject.number,
    title: subject.title,
    user: userOrNull(world, subject.user),
    labels: subject.labels.map((label) => labelView(world, repository, label)),
    state: subject.state,
    locked: subject.locked,
    assignee: subject.assignees[0] ? userView(world, subject.assignees[0]) : null,
    assignees: subject.assignees.map((user) => userView(world, user)),
    milestone: null,
    comments: subject.comments.length,
    created_at: timestamp(subject.createdAt),
    updated_at: timestamp(subject.updatedAt),
    closed_at: timestampOrNull(subject.closedAt),
    author_association: association(world, repository, subject.user),
    active_lock_reason: null,
    ...(isPull ? pullPart(world, repository, { subject, html }) : {}),
    body: subject.body,
    closed_by: userOrNull(world, subject.closedBy),
    reactions: reactions(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: subject.stateReason,
  }
}

function pullPart(world: World, repository: Repository, input: { subject: PullRequest; html: string }) {
  const { subject, html } = input
  return {
    draft: subject.draft,
    pull_request: {
      url: `${apiUrl(world, repository)}/pulls/${subject.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: timestampOrNull(subject.mergedAt),
    },
  }
}

export function commentView(
  world: World,
  repository: Repository,
  input: { subject: Issue | PullRequest; comment: Comment },
) {
  const { subject, comment } = input
  const url = `${apiUrl(world, repository)}/issues/comments/${comment.id}`
  const page = `${htmlUrl(world, repository)}/${subject.kind === 'pull' ? 'pull' : 'issues'}/${subject.number}`
  return {
    url,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${apiUrl(world, repository)}/issues/${subject.number}`,
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id, repository.id),
    user: userOrNull(world, comment.user),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: association(world, repository, comment.user),
    body: comment.body,
    reactions: reactions(url),
    performed_via_github_app: null,
  }
}
