// Issues, and what issues and pull requests have in common: labels, comments, state.
import { mayWrite, type Actor } from './access.ts'
import { pullEvent } from './events.ts'
import { addLabels, replaceLabels } from './labels.ts'
import type { Comment, Issue, IssueBase, PullRequest, Repository, User } from './model.ts'
import { forbidden, validationFailed } from './refusal.ts'
import { nextId, userByLogin, type World } from './world.ts'

export { findLabel, createLabel, addLabels, replaceLabels, removeLabel } from './labels.ts'

export const bodyLimit = 65_536

export function requireBody(resource: string, body: string | null | undefined): void {
  if (body && Array.from(body).length > bodyLimit)
    throw validationFailed(
      [
        {
          resource,
          code: 'custom',
          field: 'body',
          message: `body is too long (maximum is ${bodyLimit} characters)`,
        },
      ],
      `Body is too long (maximum is ${bodyLimit} characters)`,
    )
}

export interface NewIssue {
  title: string
  body?: string | null
  labels?: readonly string[]
  assignees?: readonly string[]
}

/** The parts every new issue or pull request starts with. */
export function issueBase(
  world: World,
  repository: Repository,
  fields: { title: string; body: string | null; user: User | null },
): IssueBase {
  const now = world.clock.now()
  const number = repository.nextNumber
  repository.nextNumber += 1
  return {
    id: nextId(world),
    number,
    title: fields.title,
    body: fields.body,
    user: fields.user,
    state: 'open',
    stateReason: null,
    labels: [],
    assignees: [],
    comments: [],
    events: [],
    locked: false,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
  }
}

/** Creates an issue. Labels nobody made yet are created; callers without push access have labels and assignees ignored. */
export function createIssue(world: World, actor: Actor, repository: Repository, input: NewIssue): Issue {
  if (input.title.trim() === '')
    throw validationFailed([{ resource: 'Issue', field: 'title', code: 'missing_field' }])
  if (input.title.length > 256)
    throw validationFailed([
      {
        resource: 'Issue',
        code: 'custom',
        field: 'title',
        message: 'title is too long (maximum is 256 characters)',
      },
    ])
  requireBody('Issue', input.body)
  const base = issueBase(world, repository, {
    title: input.title,
    body: input.body ?? null,
    user: actor.user,
  })
  const issue: Issue = { ...base, kind: 'issue' }
  repository.issues.set(issue.number, issue)
  addLabels(world, { repository, subject: issue, names: input.labels ?? [], actor: actor.user })
  setAssignees(world, issue, input.assignees ?? [])
  return issue
}

export function setAssignees(world: World, subject: IssueBase, logins: readonly string[]): void {
  subject.assignees = logins.map((login) => userByLogin(world, login))
}

export interface IssuePatch {
  title?: string
  body?: string | null
  state?: 'open' | 'closed'
  stateReason?: Issue['stateReason']
  labels?: readonly string[]
  assignees?: readonly string[]
}

/** Changes an issue, or the part of a pull request that is an issue. */
export function updateIssue(
  world: World,
  actor: Actor,
  input: { repository: Repository; subject: Issue | PullRequest; patch: IssuePatch },
): void {
  const { repository, subject, patch } = input
  requireBody(subject.kind === 'issue' ? 'Issue' : 'PullRequest', patch.body)
  if (patch.title !== undefined && patch.title !== subject.title) {
    if (patch.title.trim() === '')
      throw validationFailed([{ resource: 'Issue', field: 'title', code: 'missing_field' }])
    subject.events.push({
      ...pullEvent(world, 'renamed', actor.user),
      rename: { from: subject.title, to: patch.title },
    })
    subject.title = patch.title
  }
  if (patch.body !== undefined) subject.body = patch.body
  if (patch.labels !== undefined)
    replaceLabels(world, { repository, subject, names: patch.labels, actor: actor.user })
  if (patch.assignees !== undefined) setAssignees(world, subject, patch.assignees)
  if (patch.state !== undefined && patch.state !== subject.state)
    setState(world, actor.user, subject, patch.state)
  if (patch.stateReason !== undefined && subject.state === 'closed') subject.stateReason = patch.stateReason
  subject.updatedAt = world.clock.now()
}

export function setState(
  world: World,
  user: User | null,
  subject: Issue | PullRequest,
  state: 'open' | 'closed',
): void {
  const now = world.clock.now()
  const closing = state === 'closed'
  subject.state = state
  subject.updatedAt = now
  subject.closedAt = closing ? now : null
  subject.closedBy = closing ? user : null
  subject.stateReason = subject.kind === 'pull' ? null : closing ? 'completed' : 'reopened'
  subject.events.push(pullEvent(world, closing ? 'closed' : 'reopened', user))
}

/** Adds a comment to an issue or pull request. */
export function addComment(
  world: World,
  actor: Actor,
  input: { repository: Repository; subject: Issue | PullRequest; body: string },
): Comment {
  if (input.body.trim() === '')
    throw validationFailed(
      [{ resource: 'IssueComment', code: 'missing_field', field: 'body' }],
      "Body can't be blank",
    )
  requireBody('IssueComment', input.body)
  if (input.subject.locked && !mayWrite(world, input.repository, actor.user))
    throw forbidden('Unable to create comment because issue is locked.')
  const now = world.clock.now()
  const comment: Comment = {
    id: nextId(world),
    user: actor.user,
    body: input.body,
    createdAt: now,
    updatedAt: now,
  }
  input.subject.comments.push(comment)
  input.subject.updatedAt = now
  return comment
}
