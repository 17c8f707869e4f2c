// Mutations of issues, labels and comments.
import {
  addComment,
  addLabels,
  createIssue,
  createLabel,
  removeLabel,
  replaceLabels,
  updateIssue,
  type IssuePatch,
} from '../../domain/issues.ts'
import type { Repository } from '../../domain/model.ts'
import type { MutationTable } from '../fields.ts'
import { loadNode, loadRepository, loadSubject, loadTyped } from '../nodes.ts'
import { subjectOf } from '../resolvers/subject.ts'
import { writable, type Session } from '../session.ts'
import {
  asActor,
  asLabel,
  asSubject,
  type ActorSource,
  type CommentSource,
  type IssueSource,
  type LabelSource,
  type SubjectSource,
} from '../sources.ts'

export async function labelNames(session: Session, ids: readonly string[]): Promise<string[]> {
  const labels = await Promise.all(ids.map((id) => loadTyped<LabelSource>(session, id, 'Label')))
  return labels.map(({ label }) => label.name)
}

async function logins(session: Session, ids: readonly string[]): Promise<string[]> {
  const actors = (await Promise.all(ids.map((id) => loadNode(session, id)))) as ActorSource[]
  return actors.map(({ user }) => user.login)
}

async function writableSubject(session: Session, id: string): Promise<SubjectSource> {
  const source = await loadSubject(session, id)
  const permissions = source.type === 'PullRequest' ? ['pull_requests', 'issues'] : ['issues']
  writable(session, source.repository, ...permissions)
  return source
}

interface LabelInput {
  labelableId: string
  labelIds: string[]
}

const labelling = (change: (session: Session, source: SubjectSource, names: string[]) => void) => ({
  payload: ['labelable'],
  run: async (input: LabelInput, session: Session) => {
    const source = await writableSubject(session, input.labelableId)
    change(session, source, await labelNames(session, input.labelIds))
    return { labelable: source }
  },
})

const changeOf = (session: Session, source: SubjectSource) => ({
  repository: source.repository,
  subject: subjectOf(source),
  actor: session.actor.user,
})

async function repositoryOfIssues(session: Session, id: string): Promise<Repository> {
  const repository = await loadRepository(session, id)
  writable(session, repository, 'issues')
  return repository
}

interface CreateIssueInput {
  repositoryId: string
  title: string
  body?: string | undefined
  labelIds?: string[] | undefined
  assigneeIds?: string[] | undefined
}

async function newIssue(input: CreateIssueInput, session: Session) {
  const repository = await repositoryOfIssues(session, input.repositoryId)
  const labels = await labelNames(session, input.labelIds ?? [])
  const assignees = await logins(session, input.assigneeIds ?? [])
  const given = { title: input.title, body: input.body ?? null, labels, assignees }
  return { issue: asSubject(repository, createIssue(session.world, session.actor, repository, given)) }
}

interface UpdateIssueInput {
  id: string
  title?: string | undefined
  body?: string | undefined
  state?: 'OPEN' | 'CLOSED' | undefined
  labelIds?: string[] | undefined
  assigneeIds?: string[] | undefined
}

async function changeIssue(input: UpdateIssueInput, session: Session) {
  const source = await writableIssue(session, input.id)
  const patch: IssuePatch = {}
  if (input.title !== undefined) patch.title = input.title
  if (input.body !== undefined) patch.body = input.body
  if (input.state !== undefined) patch.state = input.state === 'OPEN' ? 'open' : 'closed'
  if (input.labelIds !== undefined) patch.labels = await labelNames(session, input.labelIds)
  if (input.assigneeIds !== undefined) patch.assignees = await logins(session, input.assigneeIds)
  change(session, source, patch)
  return { issue: source, actor: asActor(session.actor.user) }
}

async function writableIssue(session: Session, id: string): Promise<IssueSource> {
  const source = await loadTyped<IssueSource>(session, id, 'Issue')
  writable(session, source.repository, 'issues')
  return source
}

function change(session: Session, { repository, issue }: IssueSource, patch: IssuePatch): void {
  updateIssue(session.world, session.actor, { repository, subject: issue, patch })
}

async function comment(input: { subjectId: string; body: string }, session: Session) {
  const source = await writableSubject(session, input.subjectId)
  const { repository } = source
  const subject = subjectOf(source)
  const added = addComment(session.world, session.actor, { repository, subject, body: input.body })
  const node: CommentSource = { type: 'IssueComment', repository, subject, comment: added }
  return { commentEdge: { node, cursor: String(added.id) }, subject: source }
}

async function changeComment(input: { id: string; body: string }, session: Session) {
  const source = await loadTyped<CommentSource>(session, input.id, 'IssueComment')
  writable(session, source.repository, 'issues', 'pull_requests')
  Object.assign(source.comment, { body: input.body, updatedAt: session.world.clock.now() })
  return { issueComment: source }
}

async function dropComment(input: { id: string }, session: Session) {
  const source = await loadTyped<CommentSource>(session, input.id, 'IssueComment')
  const { repository, subject } = source
  writable(session, repository, 'issues', 'pull_requests')
  subject.comments.splice(subject.comments.indexOf(source.comment), 1)
  return {}
}

interface CreateLabelInput {
  repositoryId: string
  name: string
  color: string
  description?: string | undefined
}

async function newLabel({ repositoryId, name, color, description }: CreateLabelInput, session: Session) {
  const repository = await repositoryOfIssues(session, repositoryId)
  return { label: asLabel(repository, createLabel(session.world, repository, { name, color, description })) }
}

interface CloseIssueInput {
  issueId: string
  stateReason?: 'COMPLETED' | 'NOT_PLANNED' | 'DUPLICATE' | undefined
}

async function close({ issueId, stateReason }: CloseIssueInput, session: Session) {
  const source = await writableIssue(session, issueId)
  const reason = (stateReason ?? 'COMPLETED').toLowerCase() as 'completed' | 'not_planned' | 'duplicate'
  change(session, source, { state: 'closed', stateReason: reason })
  return { issue: source }
}

async function reopen({ issueId }: { issueId: string }, session: Session) {
  const source = await writableIssue(session, issueId)
  change(session, source, { state: 'open' })
  return { issue: source }
}

async function clear({ labelableId }: { labelableId: string }, session: Session) {
  const source = await writableSubject(session, labelableId)
  replaceLabels(session.world, { ...changeOf(session, source), names: [] })
  return { labelable: source }
}

export const issueMutations: MutationTable = {
  addLabelsToLabelable: labelling((session, source, names) =>
    addLabels(session.world, { ...changeOf(session, source), names }),
  ),
  removeLabelsFromLabelable: labelling((session, source, names) => {
    for (const name of names) removeLabel(session.world, { ...changeOf(session, source), name })
  }),
  clearLabelsFromLabelable: { payload: ['labelable'], run: clear },
  createLabel: { payload: ['label'], run: newLabel },
  createIssue: { payload: ['issue'], run: newIssue },
  updateIssue: { payload: ['issue', 'actor'], run: changeIssue },
  closeIssue: { payload: ['issue'], run: close },
  reopenIssue: { payload: ['issue'], run: reopen },
  addComment: { payload: ['commentEdge', 'subject'], run: comment },
  updateIssueComment: { payload: ['issueComment'], run: changeComment },
  deleteIssueComment: { payload: [], run: dropComment },
}
