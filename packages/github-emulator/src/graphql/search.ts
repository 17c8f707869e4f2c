// Search: issues and pull requests by the domain's own search, repositories by owner, name and state.
import type { GraphQLResolveInfo } from 'graphql'
import { searchIssues } from '../domain/issue-search.ts'
import { fullName, type Repository } from '../domain/model.ts'
import { connection, type PageArgs } from './connections.ts'
import { FieldRefusal, notImplemented } from './errors.ts'
import type { FieldTable } from './fields.ts'
import { visible, type Session } from './session.ts'
import { asRepository, asSubject } from './sources.ts'

interface SearchArgs extends PageArgs {
  query: string
  type: 'ISSUE' | 'ISSUE_ADVANCED' | 'REPOSITORY' | 'USER' | 'DISCUSSION'
}

/** GitHub finds at most 1,000 things, whatever the count says. */
const most = 1000

export function search(_: unknown, args: SearchArgs, session: Session, info: GraphQLResolveInfo): unknown {
  if (args.type === 'REPOSITORY') return searchRepositories(args, session, info)
  if (args.type !== 'ISSUE' && args.type !== 'ISSUE_ADVANCED')
    throw notImplemented(`Query.search(type: ${args.type})`)
  const { world, actor } = session
  const until = world.clock.now() - world.file.search_lag_seconds * 1000
  const { hits, unknown } = searchIssues(world, actor, { query: args.query, until })
  refuseUnknown(unknown)
  const sorted = hits.sort((a, b) => b.subject.createdAt - a.subject.createdAt || b.subject.id - a.subject.id)
  const page = connection(sorted.slice(0, most), {
    args,
    info,
    key: ({ subject }) => subject.id,
    wrap: ({ repository, subject }) => asSubject(repository, subject),
  })
  return { ...page, issueCount: hits.length, repositoryCount: 0 }
}

function refuseUnknown(unknown: readonly string[]): void {
  if (unknown.length === 0) return
  throw new FieldRefusal(
    'NOT_IMPLEMENTED_BY_EMULATOR',
    `The emulator does not understand these search qualifiers: ${unknown.join(', ')}`,
  )
}

const qualifiers: Record<string, (repository: Repository, value: string) => boolean> = {
  repo: (repository, value) => fullName(repository).toLowerCase() === value,
  org: (repository, value) => repository.owner.login.toLowerCase() === value,
  user: (repository, value) => repository.owner.login.toLowerCase() === value,
  archived: (repository, value) => String(repository.archived) === value,
  fork: (repository, value) => value === 'true' || repository.forkOf === null,
  is: (repository, value) => repository.visibility === value,
}

function searchRepositories(args: SearchArgs, session: Session, info: GraphQLResolveInfo): unknown {
  const terms = args.query.toLowerCase().split(/\s+/).filter(Boolean)
  const parsed = terms.map(
    (term): (string | undefined)[] => /^([a-z]+):(.*)$/.exec(term) ?? [term, undefined, term],
  )
  refuseUnknown(parsed.flatMap(([, key]) => (key && key !== 'sort' && !qualifiers[key] ? [key] : [])))
  const found = [...session.world.repositories.values()].filter(
    (repository) =>
      visible(session, repository) &&
      parsed.every(([, key, value = '']) =>
        key
          ? key === 'sort' || qualifiers[key]?.(repository, value)
          : repository.name.toLowerCase().includes(value),
      ),
  )
  const page = connection(found.slice(0, most), { args, info, key: ({ id }) => id, wrap: asRepository })
  return { ...page, issueCount: 0, repositoryCount: found.length }
}

export const searchFields: FieldTable<{ issueCount: number; repositoryCount: number }> = {
  issueCount: ({ issueCount }) => issueCount,
  repositoryCount: ({ repositoryCount }) => repositoryCount,
  userCount: () => 0,
  discussionCount: () => 0,
  wikiCount: () => 0,
  codeCount: () => 0,
}
