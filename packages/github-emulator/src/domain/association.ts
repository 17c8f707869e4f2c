// How an author stands to a repository. It says little about rights: a member may be read-only.
import type { Repository, User } from './model.ts'

export type Association = 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE'

/** `author_association` of REST and `authorAssociation` of GraphQL. */
export function authorAssociation(repository: Repository, user: User | null): Association {
  if (user === null) return 'NONE'
  if (user.id === repository.owner.id) return 'OWNER'
  const role = repository.collaborators.get(user.login.toLowerCase())
  if (role && role !== 'none') return repository.owner.type === 'Organization' ? 'MEMBER' : 'COLLABORATOR'
  const merged = [...repository.pulls.values()].some((pull) => pull.merged && pull.user?.id === user.id)
  return merged ? 'CONTRIBUTOR' : 'NONE'
}
