// Refs and comparisons.
import type { GraphQLResolveInfo } from 'graphql'
import { nodeId } from '../../domain/node-id.ts'
import { branchRef, networkMember, resolveRevision } from '../../domain/revisions.ts'
import type { Repository } from '../../domain/model.ts'
import { compareOids } from '../comparisons.ts'
import { connection, type PageArgs } from '../connections.ts'
import { unresolved } from '../errors.ts'
import type { FieldTable } from '../fields.ts'
import { selectPulls, type PullArgs } from '../filters.ts'
import { commitOf, gitObject } from '../git-objects.ts'
import { readable, refOid, spend, visible, type Session } from '../session.ts'
import { asCommit, asPull, asRepository, type ComparisonSource, type RefSource } from '../sources.ts'

const prefixOf = (ref: string) => /^refs\/(?:heads|tags|remotes)\//.exec(ref)?.[0] ?? 'refs/'

const target = ({ repository, ref }: RefSource, _: unknown, session: Session) => {
  const oid = refOid(session, repository, ref)
  return oid === undefined ? null : gitObject(session, repository, oid)
}

/** The ref as base, another branch, `owner:branch` or object id as head. `HEAD` is no longer understood. */
async function compare({ repository, ref }: RefSource, { headRef }: { headRef: string }, session: Session) {
  spend(session)
  readable(session, repository, 'contents')
  const base = await resolveRevision(session.world, repository, refOid(session, repository, ref) ?? ref)
  const head = await headOid(session, repository, headRef)
  if (base === undefined || head === undefined) throw unresolved(`Ref with the name '${headRef}'`)
  const comparison = await compareOids(session.world, base, head)
  if (comparison.mergeBases.length === 0)
    throw unresolved(`Comparison: no common ancestor between ${ref} and ${headRef}`)
  return { type: 'Comparison', repository, base, head, comparison } satisfies ComparisonSource
}

async function headOid(
  session: Session,
  repository: Repository,
  headRef: string,
): Promise<string | undefined> {
  const colon = headRef.indexOf(':')
  if (colon > 0) {
    const other = networkMember(session.world, repository, headRef.slice(0, colon))
    return other && visible(session, other)
      ? refOid(session, other, branchRef(headRef.slice(colon + 1)))
      : undefined
  }
  if (headRef === 'HEAD') return undefined
  const name = headRef.startsWith('refs/') ? headRef : branchRef(headRef)
  return refOid(session, repository, name) ?? resolveRevision(session.world, repository, headRef)
}

export const refFields: FieldTable<RefSource> = {
  id: ({ repository, ref }) => nodeId('Ref', ref, repository.id),
  name: ({ ref }) => ref.slice(prefixOf(ref).length),
  prefix: ({ ref }) => prefixOf(ref),
  repository: ({ repository }) => asRepository(repository),
  target,
  compare,
  associatedPullRequests: ({ repository, ref }, args: PullArgs, session, info) => {
    readable(session, repository, 'pull_requests')
    const branch = ref.replace(/^refs\/heads\//, '')
    const own = [...repository.pulls.values()].filter(
      (pull) => pull.head === branch && pull.headRepository === repository,
    )
    const found = selectPulls(own, args)
    return connection(found, { args, info, key: ({ id }) => id, wrap: (pull) => asPull(repository, pull) })
  },
}

const comparedCommits = (source: ComparisonSource, args: PageArgs, _: Session, info: GraphQLResolveInfo) => {
  const { repository, comparison } = source
  return connection(comparison.commits, {
    args,
    info,
    key: ({ oid }) => oid,
    wrap: (commit) => asCommit(repository, commit),
  })
}

export const comparisonFields: FieldTable<ComparisonSource> = {
  id: ({ repository, base, head }) => nodeId('Comparison', `${base}...${head}`, repository.id),
  aheadBy: ({ comparison }) => comparison.ahead,
  behindBy: ({ comparison }) => comparison.behind,
  status: ({ comparison }) => comparison.status.toUpperCase(),
  baseTarget: ({ repository, base }, _, session) => commitOf(session, repository, base),
  headTarget: ({ repository, head }, _, session) => commitOf(session, repository, head),
  commits: comparedCommits,
}
