// What issues and pull requests share: words, labels, comments, people.
import type { GraphQLResolveInfo } from 'graphql'
import { allows } from '../../domain/access.ts'
import { authorAssociation } from '../../domain/association.ts'
import { fullName, type Issue, type PullRequest, type Repository, type User } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { connection, ordered, type Order, type PageArgs } from '../connections.ts'
import { constants, type FieldTable } from '../fields.ts'
import type { Session } from '../session.ts'
import {
  asActor,
  asActorOrNull,
  asLabel,
  asRepository,
  asSubject,
  type CommentSource,
  type SubjectSource,
} from '../sources.ts'

export function subjectOf(source: SubjectSource): Issue | PullRequest {
  return source.type === 'PullRequest' ? source.pull : source.issue
}

export const pathOf = (repository: Repository, subject: Issue | PullRequest) =>
  `/${fullName(repository)}/${subject.kind === 'pull' ? 'pull' : 'issues'}/${subject.number}`

/** Plain HTML of Markdown text: escaped, in one paragraph. The emulator renders no Markdown. */
export const asHtml = (text: string) =>
  text === '' ? '' : `<p dir="auto">${text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</p>`

interface LabelArgs extends PageArgs {
  orderBy?: Order | undefined
}

function labels(source: SubjectSource, args: LabelArgs, _: Session, info: GraphQLResolveInfo) {
  const { repository } = source
  const order = args.orderBy ?? { field: 'CREATED_AT', direction: 'ASC' }
  const sorted = ordered(subjectOf(source).labels, order, (label, field) =>
    field === 'NAME' ? label.name.toLowerCase() : label.id,
  )
  return connection(sorted, { args, info, key: ({ id }) => id, wrap: (label) => asLabel(repository, label) })
}

function comments(source: SubjectSource, args: LabelArgs, _: Session, info: GraphQLResolveInfo) {
  const subject = subjectOf(source)
  const sorted = args.orderBy
    ? ordered(subject.comments, args.orderBy, (one) => one.updatedAt)
    : subject.comments
  const wrap = (comment: CommentSource['comment']): CommentSource => ({
    type: 'IssueComment',
    repository: source.repository,
    subject,
    comment,
  })
  return connection(sorted, { args, info, key: ({ id }) => id, wrap })
}

const people = (users: readonly User[], args: PageArgs, info: GraphQLResolveInfo) =>
  connection(users, { args, info, key: ({ id }) => id, wrap: (user) => ({ ...asActor(user), type: 'User' }) })

function participants(source: SubjectSource, args: PageArgs, _: Session, info: GraphQLResolveInfo) {
  const subject = subjectOf(source)
  const all = [subject.user, ...subject.comments.map(({ user }) => user)].filter((user) => user !== null)
  return people([...new Set(all)], args, info)
}

const mayWrite = (session: Session, source: SubjectSource) =>
  allows(session.world, session.actor, source.repository, {
    permission: source.type === 'PullRequest' ? 'pull_requests' : 'issues',
    level: 'write',
  })

const words: FieldTable<SubjectSource> = {
  id: (source) =>
    nodeId(
      source.type === 'PullRequest' ? 'PullRequest' : 'Issue',
      subjectOf(source).number,
      source.repository.id,
    ),
  databaseId: (source) => subjectOf(source).id,
  fullDatabaseId: (source) => String(subjectOf(source).id),
  number: (source) => subjectOf(source).number,
  title: (source) => subjectOf(source).title,
  titleHTML: (source) => asHtml(subjectOf(source).title).replace(/<\/?p[^>]*>/g, ''),
  body: (source) => subjectOf(source).body ?? '',
  bodyText: (source) => subjectOf(source).body ?? '',
  bodyHTML: (source) => asHtml(subjectOf(source).body ?? ''),
  repository: ({ repository }) => asRepository(repository),
  resourcePath: (source) => pathOf(source.repository, subjectOf(source)),
  url: (source, _, { world }) => `${world.url}${pathOf(source.repository, subjectOf(source))}`,
}

export const subjectFields: FieldTable<SubjectSource> = {
  ...words,
  author: (source) => asActorOrNull(subjectOf(source).user),
  authorAssociation: (source) => authorAssociation(source.repository, subjectOf(source).user),
  closed: (source) => subjectOf(source).state === 'closed',
  closedAt: (source) => subjectOf(source).closedAt,
  createdAt: (source) => subjectOf(source).createdAt,
  publishedAt: (source) => subjectOf(source).createdAt,
  updatedAt: (source) => subjectOf(source).updatedAt,
  locked: (source) => subjectOf(source).locked,
  labels,
  comments,
  participants,
  assignees: (source, args: PageArgs, _, info) => people(subjectOf(source).assignees, args, info),
  viewerDidAuthor: (source, _, { actor }) => subjectOf(source).user?.id === actor.user.id,
  viewerCanUpdate: (source, _, session) => mayWrite(session, source),
  viewerCanLabel: (source, _, session) => mayWrite(session, source),
  viewerCanClose: (source, _, session) => mayWrite(session, source),
  viewerCanReopen: (source, _, session) => mayWrite(session, source),
  ...constants({
    activeLockReason: null,
    createdViaEmail: false,
    editor: null,
    includesCreatedEdit: false,
    lastEditedAt: null,
    milestone: null,
    reactionGroups: [],
  }),
}

export const issueFields: FieldTable<SubjectSource> = {
  ...subjectFields,
  state: (source) => (subjectOf(source).state === 'open' ? 'OPEN' : 'CLOSED'),
  stateReason: (source) => subjectOf(source).stateReason?.toUpperCase() ?? null,
  isPinned: () => false,
}

const commentPath = ({ repository, subject, comment }: CommentSource) =>
  `${pathOf(repository, subject)}#issuecomment-${comment.id}`

export const commentFields: FieldTable<CommentSource> = {
  id: ({ repository, comment }) => nodeId('IssueComment', comment.id, repository.id),
  databaseId: ({ comment }) => comment.id,
  fullDatabaseId: ({ comment }) => String(comment.id),
  author: ({ comment }) => asActorOrNull(comment.user),
  authorAssociation: ({ repository, comment }) => authorAssociation(repository, comment.user),
  body: ({ comment }) => comment.body,
  bodyText: ({ comment }) => comment.body,
  bodyHTML: ({ comment }) => asHtml(comment.body),
  createdAt: ({ comment }) => comment.createdAt,
  publishedAt: ({ comment }) => comment.createdAt,
  updatedAt: ({ comment }) => comment.updatedAt,
  repository: ({ repository }) => asRepository(repository),
  issue: ({ repository, subject }) => asSubject(repository, subject),
  pullRequest: ({ repository, subject }) => (subject.kind === 'pull' ? asSubject(repository, subject) : null),
  resourcePath: commentPath,
  url: (source, _, { world }) => `${world.url}${commentPath(source)}`,
  viewerDidAuthor: ({ comment }, _, { actor }) => comment.user?.id === actor.user.id,
  ...constants({
    createdViaEmail: false,
    editor: null,
    includesCreatedEdit: false,
    isMinimized: false,
    lastEditedAt: null,
    minimizedReason: null,
    reactionGroups: [],
  }),
}
