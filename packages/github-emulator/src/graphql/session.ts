// What one GraphQL request carries from field to field.
import {
  allows,
  canSee,
  requireOpen,
  requirePermission,
  requireWritable,
  type Actor,
  type Need,
} from '../domain/access.ts'
import type { Repository } from '../domain/model.ts'
import type { World } from '../domain/world.ts'
import { FieldRefusal, unresolved } from './errors.ts'

/** The caller's GraphQL points once this request is paid. Times in milliseconds since the epoch. */
export interface RateState {
  limit: number
  remaining: number
  used: number
  resetAt: number
}

export interface Session {
  world: World
  actor: Actor
  /** A `stale_ref` fault acts: refs read as they were before their last move. */
  staleRefs: boolean
  cost: number
  nodeCount: number
  rate: RateState
  /** `rateLimit(dryRun: true)`: only the price is told. */
  dryRun: boolean
  /** How many heavy fields (top-level fields, comparisons) are still answered before the resource limit is met. */
  allowance: number
}

/** Counts a heavy field. Throws GitHub's refusal when the query has used up what one request may cost. */
export function spend(session: Session): void {
  session.allowance -= 1
  if (session.allowance < 0)
    throw new FieldRefusal('RESOURCE_LIMITS_EXCEEDED', 'Resource limits for this query exceeded.')
}

/** Whether the caller's token may do this in the repository. */
export function may(
  session: Session,
  repository: Repository,
  permission: string,
  level: Need['level'] = 'read',
) {
  return allows(session.world, session.actor, repository, { permission, level })
}

/** Throws `Resource not accessible by …` unless the token may read this part of the repository. */
export function readable(session: Session, repository: Repository, ...permissions: string[]): void {
  requirePermission(
    session.world,
    session.actor,
    repository,
    ...permissions.map((permission): Need => ({ permission, level: 'read' })),
  )
}

/** Throws unless the caller may change this part of the repository, and the repository may be changed at all. */
export function writable(session: Session, repository: Repository, ...permissions: string[]): void {
  requirePermission(
    session.world,
    session.actor,
    repository,
    ...permissions.map((permission): Need => ({ permission, level: 'write' })),
  )
  requireOpen(repository)
  requireWritable(repository)
}

export function visible(session: Session, repository: Repository): boolean {
  return repository.renamedTo === null && canSee(session.world, session.actor, repository)
}

/** The oid a full ref name has for this caller; undefined when there is no such ref. */
export function refOid(session: Session, repository: Repository, ref: string): string | undefined {
  const now = repository.refs.get(ref)
  if (!session.staleRefs || now === undefined) return now
  const last = repository.activity.findLast((entry) => entry.ref === ref && entry.after === now)
  return last && !/^0+$/.test(last.before) ? last.before : now
}

export function branchNotFound(name: string): FieldRefusal {
  return unresolved(`Ref with the name '${name}'`)
}
