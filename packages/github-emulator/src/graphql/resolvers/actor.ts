// People, bots, organisations: everything that acts or owns.
import type { Repository, User } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { connection, ordered, type Order, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import type { GraphQLResolveInfo } from 'graphql'
import { visible, type Session } from '../session.ts'
import { asRepository, type ActorSource, type GitActorSource } from '../sources.ts'

/** GraphQL tells a bot's login without REST's `[bot]`. */
const loginOf = ({ type, user }: ActorSource) =>
  type === 'Bot' ? user.login.replace(/\[bot\]$/, '') : user.login

const pathOf = ({ type, user }: ActorSource) =>
  type === 'Bot' ? `/apps/${user.login.replace(/\[bot\]$/, '')}` : `/${user.login}`

const common: FieldTable<ActorSource> = {
  id: ({ user }) => nodeId(user.type, user.id),
  login: loginOf,
  databaseId: ({ user }) => user.id,
  avatarUrl: ({ user }, _, { world }) => `${world.url}/avatars/u/${user.id}?v=4`,
  resourcePath: pathOf,
  url: (source, _, { world }) => `${world.url}${pathOf(source)}`,
  createdAt: ({ user }) => user.createdAt,
  updatedAt: ({ user }) => user.createdAt,
}

interface RepositoriesArgs extends PageArgs {
  orderBy?: Order | undefined
  privacy?: 'PUBLIC' | 'PRIVATE' | undefined
  visibility?: 'PUBLIC' | 'PRIVATE' | 'INTERNAL' | undefined
  isFork?: boolean | undefined
  isArchived?: boolean | undefined
  isLocked?: boolean | undefined
}

function repositories(
  { user }: ActorSource,
  args: RepositoriesArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  const fits = (wanted: boolean | null | undefined, is: boolean) => wanted === undefined || wanted === is
  const owned = ownedBy(session, user).filter(
    (repository) =>
      fits(args.isFork, repository.forkOf !== null) &&
      fits(args.isArchived, repository.archived) &&
      fits(args.isLocked, repository.locked) &&
      (args.privacy === undefined || (args.privacy === 'PUBLIC') === (repository.visibility === 'public')) &&
      (args.visibility === undefined || args.visibility.toLowerCase() === repository.visibility),
  )
  const sorted = args.orderBy ? ordered(owned, args.orderBy, sortValue) : owned
  return connection(sorted, { args, info, key: ({ id }) => id, wrap: asRepository })
}

function ownedBy(session: Session, user: User): Repository[] {
  return [...session.world.repositories.values()].filter(
    (repository) => repository.owner.id === user.id && visible(session, repository) && !repository.blocked,
  )
}

function sortValue(repository: Repository, field: string): number | string {
  if (field === 'PUSHED_AT') return repository.pushedAt
  if (field === 'UPDATED_AT') return repository.updatedAt
  if (field === 'CREATED_AT') return repository.createdAt
  return field === 'NAME' ? repository.name.toLowerCase() : 0
}

const owner: FieldTable<ActorSource> = {
  repositories,
  repository: ({ user }, { name }: { name: string }, session) => {
    const found = ownedBy(session, user).find((one) => one.name.toLowerCase() === name.toLowerCase())
    return found ? asRepository(found) : null
  },
  name: ({ user }) => user.name,
}

export const botFields: FieldTable<ActorSource> = common
export const mannequinFields: FieldTable<ActorSource> = { ...common, email: ({ user }) => user.email }
export const organizationFields: FieldTable<ActorSource> = {
  ...common,
  ...owner,
  email: ({ user }) => user.email,
}
export const userFields: FieldTable<ActorSource> = {
  ...common,
  ...owner,
  login: ({ user }) => user.login,
  email: ({ user }) => user.email ?? '',
  isViewer: ({ user }, _, { actor }) => actor.user.id === user.id,
  isSiteAdmin: () => false,
}

export const gitActorFields: FieldTable<GitActorSource> = {
  name: ({ signature }) => signature.name,
  email: ({ signature }) => signature.email,
  date: ({ signature }) => signature.date,
  user: ({ user }) => (user && (user.type === 'User' || user.type === 'Bot') ? { type: 'User', user } : null),
  avatarUrl: ({ user }, _, { world }) => `${world.url}/avatars/u/${user?.id ?? 0}?v=4`,
}
