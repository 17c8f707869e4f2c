// Issues and their comments, labels and assignees; pull requests are issues here, as on GitHub.
import { issueOrPull } from '../domain/events.ts'
import * as domain from '../domain/issues.ts'
import type { Comment, Issue, PullRequest, Repository } from '../domain/model.ts'
import { notFound } from '../domain/refusal.ts'
import { noContent, ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type Need, type RepositoryCall, type Route } from '../http/router.ts'
import { actorIn } from './branches.ts'
import { nullableText, oneOf, optionalText, text, textList } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { commentView, issueView } from './views/issues.ts'

export type Subject = Issue | PullRequest
export const read: readonly Need[] = ['issues:read', 'pull_requests:read']
export const write: readonly Need[] = ['issues:write', 'pull_requests:write']

export function subjectIn(call: RepositoryCall): Subject {
  const subject = issueOrPull(call.repository, Number(call.params['issue_number']))
  if (!subject) throw notFound()
  return subject
}

function listIssues(call: RepositoryCall) {
  const { repository, query, world } = call
  const state = query.get('state') ?? 'open'
  const labels = (query.get('labels') ?? '')
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.trim().toLowerCase())
  const since = Date.parse(query.get('since') ?? '') || -Infinity
  const [creator, assignee] = [query.get('creator'), query.get('assignee')]
  const items = [...repository.issues.values(), ...repository.pulls.values()].filter(
    (subject) =>
      (state === 'all' || subject.state === state) &&
      labels.every((name) => subject.labels.some((label) => label.name.toLowerCase() === name)) &&
      subject.updatedAt >= since &&
      (!creator || subject.user?.login.toLowerCase() === creator.toLowerCase()) &&
      matchesAssignee(subject, assignee),
  )
  const sort = query.get('sort') ?? 'created'
  const field = (subject: Subject) =>
    sort === 'updated' ? subject.updatedAt : sort === 'comments' ? subject.comments.length : subject.createdAt
  const sign = query.get('direction') === 'asc' ? 1 : -1
  items.sort((a, b) => (field(a) - field(b) || a.number - b.number) * sign)
  return paged(call, {
    items,
    path: repositoryPath(call),
    view: (subject) => issueView(world, repository, subject),
  })
}

function matchesAssignee(subject: Subject, assignee: string | null): boolean {
  if (!assignee) return true
  if (assignee === 'none') return subject.assignees.length === 0
  return assignee === '*'
    ? subject.assignees.length > 0
    : subject.assignees.some((user) => user.login === assignee)
}

function createIssue(call: RepositoryCall): Answer {
  const { world, repository, body } = call
  const assignee = optionalText(body, 'assignee')
  const issue = domain.createIssue(world, actorIn(call), repository, {
    title: typeof body['title'] === 'number' ? String(body['title']) : text(body, 'title'),
    body: optionalText(body, 'body') ?? null,
    labels: textList(body, 'labels') ?? [],
    assignees: textList(body, 'assignees') ?? (assignee ? [assignee] : []),
  })
  const view = issueView(world, repository, issue)
  return { status: 201, body: view, headers: { location: view.url } }
}

function changeIssue(call: RepositoryCall): Answer {
  const { world, repository, body } = call
  const subject = subjectIn(call)
  const patch: domain.IssuePatch = {}
  const [title, content] = [optionalText(body, 'title'), nullableText(body, 'body')]
  const state = oneOf(body, 'state', ['open', 'closed'])
  const reason = oneOf(body, 'state_reason', ['completed', 'not_planned', 'duplicate', 'reopened'])
  const [labels, assignees] = [textList(body, 'labels'), textList(body, 'assignees')]
  if (title !== undefined) patch.title = title
  if (content !== undefined) patch.body = content
  if (state !== undefined) patch.state = state
  if (reason !== undefined) patch.stateReason = reason
  if (labels !== undefined) patch.labels = labels
  if (assignees !== undefined) patch.assignees = assignees
  domain.updateIssue(world, actorIn(call), { repository, subject, patch })
  return ok(issueView(world, repository, subject))
}

function findComment(repository: Repository, id: number): { subject: Subject; comment: Comment } {
  for (const subject of [...repository.issues.values(), ...repository.pulls.values()]) {
    const comment = subject.comments.find((one) => one.id === id)
    if (comment) return { subject, comment }
  }
  throw notFound()
}

function changeComment(call: RepositoryCall): Answer {
  const { world, repository } = call
  const found = findComment(repository, Number(call.params['comment_id']))
  const content = text(call.body, 'body')
  domain.requireBody('IssueComment', content)
  found.comment.body = content
  found.comment.updatedAt = world.clock.now()
  return ok(commentView(world, repository, found))
}

export const issueRoutes: readonly Route[] = [
  repositoryRoute('GET', '/issues', read, listIssues),
  repositoryRoute('POST', '/issues', 'issues:write', createIssue),
  repositoryRoute('GET', '/issues/{issue_number}', read, (call) =>
    ok(issueView(call.world, call.repository, subjectIn(call))),
  ),
  repositoryRoute('PATCH', '/issues/{issue_number}', write, changeIssue),
  repositoryRoute('GET', '/issues/{issue_number}/comments', read, (call) => {
    const subject = subjectIn(call)
    const since = Date.parse(call.query.get('since') ?? '') || -Infinity
    const items = subject.comments.filter((comment) => comment.updatedAt >= since)
    return paged(call, {
      items,
      path: repositoryPath(call),
      view: (comment) => commentView(call.world, call.repository, { subject, comment }),
    })
  }),
  repositoryRoute('POST', '/issues/{issue_number}/comments', write, (call) => {
    const { world, repository } = call
    const subject = subjectIn(call)
    const comment = domain.addComment(world, actorIn(call), {
      repository,
      subject,
      body: text(call.body, 'body'),
    })
    const view = commentView(world, repository, { subject, comment })
    return { status: 201, body: view, headers: { location: view.url } }
  }),
  repositoryRoute('GET', '/issues/comments', read, (call) => {
    const { world, repository } = call
    const items = [...repository.issues.values(), ...repository.pulls.values()]
      .flatMap((subject) => subject.comments.map((comment) => ({ subject, comment })))
      .sort((a, b) => a.comment.createdAt - b.comment.createdAt || a.comment.id - b.comment.id)
    return paged(call, {
      items,
      path: repositoryPath(call),
      view: (entry) => commentView(world, repository, entry),
    })
  }),
  repositoryRoute('GET', '/issues/comments/{comment_id}', read, (call) =>
    ok(
      commentView(
        call.world,
        call.repository,
        findComment(call.repository, Number(call.params['comment_id'])),
      ),
    ),
  ),
  repositoryRoute('PATCH', '/issues/comments/{comment_id}', write, changeComment),
  repositoryRoute('DELETE', '/issues/comments/{comment_id}', write, (call) => {
    const { subject, comment } = findComment(call.repository, Number(call.params['comment_id']))
    subject.comments.splice(subject.comments.indexOf(comment), 1)
    return noContent()
  }),
  repositoryRoute('POST', '/issues/{issue_number}/assignees', write, (call) => {
    const subject = subjectIn(call)
    const logins = [
      ...subject.assignees.map((user) => user.login),
      ...(textList(call.body, 'assignees') ?? []),
    ]
    domain.setAssignees(call.world, subject, [...new Set(logins)])
    return ok(issueView(call.world, call.repository, subject), 201)
  }),
]
