// Who has a role in a repository. GitHub tells it only to those who may push.
import type { GraphQLResolveInfo } from 'graphql'
import { roleOf } from '../../domain/access.ts'
import type { Repository, User } from '../../domain/model.ts'
import { connection, type PageArgs } from '../connections.ts'
import { FieldRefusal } from '../errors.ts'
import type { FieldTable } from '../fields.ts'
import { may, type Session } from '../session.ts'
import { asActor, type RepositorySource } from '../sources.ts'

interface Collaborator {
  repository: Repository
  user: User
}

export function collaborators(
  { repository }: RepositorySource,
  args: PageArgs & { query?: string | undefined; login?: string | undefined },
  session: Session,
  info: GraphQLResolveInfo,
) {
  if (!may(session, repository, 'contents', 'write'))
    throw new FieldRefusal('FORBIDDEN', 'Must have push access to view repository collaborators.')
  const query = args.query?.toLowerCase()
  const found = [repository.owner.login.toLowerCase(), ...repository.collaborators.keys()]
    .flatMap((login) => session.world.users.get(login) ?? [])
    .filter((user, index, all) => user.type === 'User' && all.indexOf(user) === index)
    .filter(({ login }) => query === undefined || login.toLowerCase().includes(query))
    .filter(({ login }) => args.login === undefined || login.toLowerCase() === args.login.toLowerCase())
    .map((user): Collaborator => ({ repository, user }))
  const wrap = ({ user }: Collaborator) => asActor(user)
  return connection(found, { args, info, key: ({ user }) => user.id, wrap })
}

export const collaboratorEdgeFields: FieldTable<{ item: Collaborator }> = {
  permission: ({ item }, _, { world }) => roleOf(world, item.repository, item.user).toUpperCase(),
}
