// What a repository holds: refs, pull requests, issues, labels, git objects.
import type { GraphQLResolveInfo } from 'graphql'
import type { Repository } from '../../domain/model.ts'
import { findLabel } from '../../domain/issues.ts'
import { connection, ordered, type Order, type PageArgs } from '../connections.ts'
import { FieldRefusal, unresolved } from '../errors.ts'
import type { FieldTable } from '../fields.ts'
import { selectIssues, selectPulls, type IssueArgs, type PullArgs } from '../filters.ts'
import { gitObject, objectByExpression } from '../git-objects.ts'
import { readable, refOid, type Session } from '../session.ts'
import {
  asActor,
  asLabel,
  asPull,
  asRef,
  asRepository,
  asSubject,
  type RepositorySource,
} from '../sources.ts'

interface RefsArgs extends PageArgs {
  refPrefix: string
  query?: string | undefined
  direction?: 'ASC' | 'DESC' | undefined
  orderBy?: Order | undefined
}

function refs({ repository }: RepositorySource, args: RefsArgs, session: Session, info: GraphQLResolveInfo) {
  readable(session, repository, 'contents')
  const prefix = args.refPrefix.endsWith('/') ? args.refPrefix : `${args.refPrefix}/`
  if (!prefix.startsWith('refs/'))
    throw new FieldRefusal(
      'argumentError',
      `refPrefix must start with 'refs/' and end with '/': ${args.refPrefix}`,
    )
  const query = args.query?.toLowerCase()
  const names = [...repository.refs.keys()]
    .filter((ref) => ref.startsWith(prefix) && !ref.startsWith('refs/pull/'))
    .filter((ref) => query === undefined || ref.slice(prefix.length).toLowerCase().includes(query))
    .sort((a, b) => (a < b ? -1 : 1))
  const order = args.orderBy ?? { field: 'ALPHABETICAL', direction: args.direction ?? 'ASC' }
  const value = (ref: string) => (order.field === 'TAG_COMMIT_DATE' ? tagDate(session, repository, ref) : ref)
  const sorted = ordered(names, order, value)
  return connection(sorted, { args, info, key: (ref) => ref, wrap: (ref) => asRef(repository, ref) })
}

/** Only tags are ordered by date; GitHub leaves branches in their alphabetical order. */
function tagDate(session: Session, repository: Repository, ref: string): number {
  const oid = repository.refs.get(ref)
  if (!oid || !ref.startsWith('refs/tags/')) return 0
  try {
    return session.world.store.loaded(oid).committer.date
  } catch {
    return 0
  }
}

/** `qualifiedName` with or without `refs/` and `refs/heads/`. */
function ref(
  { repository }: RepositorySource,
  { qualifiedName }: { qualifiedName: string },
  session: Session,
) {
  readable(session, repository, 'contents')
  const names = [
    qualifiedName,
    `refs/${qualifiedName}`,
    `refs/heads/${qualifiedName}`,
    `refs/tags/${qualifiedName}`,
  ]
  const found = names.find(
    (name) => name.startsWith('refs/') && refOid(session, repository, name) !== undefined,
  )
  return found === undefined ? null : asRef(repository, found)
}

async function object(
  { repository }: RepositorySource,
  args: { expression?: string | undefined; oid?: string | undefined },
  session: Session,
) {
  readable(session, repository, 'contents')
  if (args.oid !== undefined) return (await gitObject(session, repository, args.oid)) ?? null
  if (args.expression === undefined)
    throw new FieldRefusal('argumentError', 'Either `oid` or `expression` is required.')
  return (await objectByExpression(session, repository, args.expression)) ?? null
}

function pullRequest({ repository }: RepositorySource, { number }: { number: number }, session: Session) {
  readable(session, repository, 'pull_requests')
  const pull = repository.pulls.get(number)
  if (!pull) throw unresolved(`PullRequest with the number of ${number}`)
  return asPull(repository, pull)
}

function issue({ repository }: RepositorySource, { number }: { number: number }, session: Session) {
  readable(session, repository, 'issues')
  const found = repository.issues.get(number)
  if (!found) throw unresolved(`Issue with the number of ${number}`)
  return asSubject(repository, found)
}

function issueOrPullRequest(
  { repository }: RepositorySource,
  { number }: { number: number },
  session: Session,
) {
  readable(session, repository, 'issues', 'pull_requests')
  const found = repository.issues.get(number) ?? repository.pulls.get(number)
  if (!found) throw unresolved(`issue or pull request with the number of ${number}`)
  return asSubject(repository, found)
}

interface LabelsArgs extends PageArgs {
  query?: string | undefined
  orderBy?: Order | undefined
}

function labels(
  { repository }: RepositorySource,
  args: LabelsArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  readable(session, repository, 'issues', 'pull_requests')
  const query = args.query?.toLowerCase()
  const found = [...repository.labels.values()].filter(
    ({ name }) => query === undefined || name.toLowerCase().includes(query),
  )
  const order = args.orderBy ?? { field: 'CREATED_AT', direction: 'ASC' }
  const sorted = ordered(found, order, (label, field) =>
    field === 'NAME' ? label.name.toLowerCase() : label.id,
  )
  return connection(sorted, { args, info, key: ({ id }) => id, wrap: (label) => asLabel(repository, label) })
}

function forks(
  { repository }: RepositorySource,
  args: PageArgs,
  { world }: Session,
  info: GraphQLResolveInfo,
) {
  const found = [...world.repositories.values()].filter(
    (other) => other.forkOf === repository && !other.missing,
  )
  return connection(found, { args, info, key: ({ id }) => id, wrap: asRepository })
}

function assignableUsers(
  source: RepositorySource,
  args: PageArgs,
  { world }: Session,
  info: GraphQLResolveInfo,
) {
  const { repository } = source
  const logins = new Set([repository.owner.login.toLowerCase(), ...repository.collaborators.keys()])
  const users = [...logins]
    .flatMap((login) => world.users.get(login) ?? [])
    .filter(({ type }) => type === 'User')
  return connection(users, { args, info, key: ({ id }) => id, wrap: asActor })
}

export const repositoryListFields: FieldTable<RepositorySource> = {
  refs,
  ref,
  object,
  pullRequest,
  pullRequests: ({ repository }, args: PullArgs, session, info) => {
    readable(session, repository, 'pull_requests')
    const found = selectPulls(repository.pulls.values(), args)
    return connection(found, { args, info, key: ({ id }) => id, wrap: (pull) => asPull(repository, pull) })
  },
  issue,
  issues: ({ repository }, args: IssueArgs, session, info) => {
    readable(session, repository, 'issues')
    const found = selectIssues(repository.issues.values(), args)
    return connection(found, { args, info, key: ({ id }) => id, wrap: (one) => asSubject(repository, one) })
  },
  issueOrPullRequest,
  label: ({ repository }, { name }: { name: string }, session) => {
    readable(session, repository, 'issues', 'pull_requests')
    const found = findLabel(repository, name)
    return found ? asLabel(repository, found) : null
  },
  labels,
  forks,
  assignableUsers,
}
