// The top of every query.
import { requireOpen } from '../../domain/access.ts'
import { findRepository, type World } from '../../domain/world.ts'
import { FieldRefusal, unresolved } from '../errors.ts'
import type { FieldTable } from '../fields.ts'
import { loadNode } from '../nodes.ts'
import { search } from '../search.ts'
import { visible, type Session } from '../session.ts'
import { asActor, asRepository, asSubject, type Source } from '../sources.ts'

function repository(
  _: unknown,
  args: { owner: string; name: string; followRenames?: boolean | undefined },
  session: Session,
) {
  const { world } = session
  let found = findRepository(world, args.owner, args.name)
  if (found && found.renamedTo !== null)
    found = args.followRenames === false ? undefined : world.repositories.get(found.renamedTo.toLowerCase())
  if (!found || !visible(session, found))
    throw unresolved(`Repository with the name '${args.owner}/${args.name}'`)
  if (found.blocked) requireOpen(found)
  return asRepository(found)
}

function ownerByLogin(world: World, login: string) {
  return world.users.get(login.toLowerCase()) ?? world.users.get(`${login.toLowerCase()}[bot]`)
}

async function nodes(_: unknown, { ids }: { ids: string[] }, session: Session): Promise<unknown[]> {
  if (ids.length > 100)
    throw new FieldRefusal(
      'argumentError',
      `You may not provide more than 100 node ids; you provided ${ids.length}.`,
    )
  return Promise.all(ids.map((id) => loadNode(session, id).catch((error: unknown) => error)))
}

function rateLimit(_: unknown, __: unknown, session: Session) {
  const { rate, cost, nodeCount } = session
  return {
    cost,
    limit: rate.limit,
    nodeCount,
    remaining: rate.remaining,
    resetAt: rate.resetAt,
    used: rate.used,
  }
}

async function resource(_: unknown, { url }: { url: string }, session: Session): Promise<Source | null> {
  const [owner = '', name = '', kind, number] = new URL(url, session.world.url || 'http://localhost').pathname
    .slice(1)
    .split('/')
  if (name === '') {
    const user = ownerByLogin(session.world, owner)
    return user ? asActor(user) : null
  }
  const found = findRepository(session.world, owner, name)
  if (!found || !visible(session, found)) return null
  if (kind === undefined) return asRepository(found)
  const subject =
    kind === 'pull'
      ? found.pulls.get(Number(number))
      : kind === 'issues'
        ? found.issues.get(Number(number))
        : undefined
  return subject ? asSubject(found, subject) : null
}

export const queryFields: FieldTable<unknown> = {
  repository,
  repositoryOwner: (_, { login }: { login: string }, { world }) => {
    const user = ownerByLogin(world, login)
    return user && (user.type === 'User' || user.type === 'Organization') ? asActor(user) : null
  },
  user: (_, { login }: { login: string }, { world }) => {
    const user = ownerByLogin(world, login)
    if (user?.type !== 'User') throw unresolved(`User with the login of '${login}'`)
    return asActor(user)
  },
  organization: (_, { login }: { login: string }, { world }) => {
    const user = ownerByLogin(world, login)
    if (user?.type !== 'Organization') throw unresolved(`Organization with the login of '${login}'`)
    return asActor(user)
  },
  viewer: (_, __, session) => ({ type: 'User', user: session.actor.user }),
  node: (_, { id }: { id: string }, session) => loadNode(session, id),
  nodes,
  rateLimit,
  resource,
  search,
  id: () => 'query',
  relay: () => ({}),
}

export const rateLimitFields: FieldTable<ReturnType<typeof rateLimit>> = {
  cost: (rate) => rate.cost,
  limit: (rate) => rate.limit,
  nodeCount: (rate) => rate.nodeCount,
  remaining: (rate) => rate.remaining,
  resetAt: (rate) => rate.resetAt,
  used: (rate) => rate.used,
}
