// Who may do what: tokens, roles, and GitHub's words for a refusal.
import { forbidden, notFound, Refusal } from './refusal.ts'
import { fullName, type Level, type Repository, type Role, type Token, type User } from './model.ts'
import type { World } from './world.ts'

export interface Actor {
  user: User
  token: Token
}

const rank: Record<Level, number> = { none: 0, read: 1, write: 2, admin: 3 }
const roleLevel: Record<Role, Level> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
}

/** Whether the token was given this repository at all. */
export function inReach(token: Token, repository: Repository): boolean {
  if (token.kind === 'app') return false
  if (token.owner !== null && token.owner.toLowerCase() !== repository.owner.login.toLowerCase()) return false
  return token.repositories === null || token.repositories.has(fullName(repository).toLowerCase())
}

/** The role of a user in a repository, as `GET /collaborators/{username}/permission` tells it. */
export function roleOf(world: World, repository: Repository, user: User): Role {
  if (user.login.toLowerCase() === repository.owner.login.toLowerCase()) return 'admin'
  const given = repository.collaborators.get(user.login.toLowerCase())
  if (given) return given
  if (user.id === world.viewer.id) return 'admin'
  return repository.visibility === 'public' ? 'read' : 'none'
}

export function mayWrite(world: World, repository: Repository, user: User | null): boolean {
  return user !== null && rank[roleLevel[roleOf(world, repository, user)]] >= rank.write
}

function tokenLevel(token: Token, permission: string): Level {
  if (token.permissions === null)
    return permission === 'workflows' && token.kind === 'github_token' ? 'none' : 'admin'
  if (permission === 'metadata') return 'read'
  if (permission === 'workflows' && token.kind === 'github_token') return 'none'
  return token.permissions[permission] ?? 'none'
}

/** Who may read may also open issues and pull requests, comment and review. */
function talkLevel(level: Level, permission: string): Level {
  return level === 'read' && (permission === 'issues' || permission === 'pull_requests') ? 'write' : level
}

/** What even a public repository shows to its people only. */
const neverPublic = new Set(['administration', 'secrets', 'workflows'])

/** The level a token has for one permission on one repository. */
export function levelFor(
  world: World,
  actor: Actor | null,
  repository: Repository,
  permission: string,
): Level {
  const open = repository.visibility === 'public' && !neverPublic.has(permission)
  const publicLevel: Level = open ? 'read' : 'none'
  if (!actor) return publicLevel
  if (!inReach(actor.token, repository)) return publicLevel
  const granted = tokenLevel(actor.token, permission)
  if (actor.token.kind !== 'pat' && actor.token.kind !== 'fine_grained') return granted
  const role = talkLevel(roleLevel[roleOf(world, repository, actor.user)], permission)
  return rank[granted] < rank[role] ? granted : role
}

/** Whether the repository exists for this caller: GitHub hides what one may not see. */
export function canSee(world: World, actor: Actor | null, repository: Repository): boolean {
  if (repository.missing) return false
  if (repository.visibility === 'public') return true
  return rank[levelFor(world, actor, repository, 'metadata')] >= rank.read
}

export function allows(world: World, actor: Actor | null, repository: Repository, need: Need): boolean {
  return rank[levelFor(world, actor, repository, need.permission)] >= rank[need.level]
}

export interface Need {
  permission: string
  level: Exclude<Level, 'none'>
}

/** Throws GitHub's refusal unless the caller may do this. */
export function requirePermission(
  world: World,
  actor: Actor | null,
  repository: Repository,
  ...needs: Need[]
): void {
  if (!canSee(world, actor, repository)) throw notFound()
  if (needs.some((need) => allows(world, actor, repository, need))) return
  const header = {
    'x-accepted-github-permissions': needs.map((n) => `${n.permission}=${n.level}`).join('; '),
  }
  if (!actor) throw new Refusal({ status: 401, message: 'Requires authentication', headers: header })
  throw forbidden(refusalText(actor.token), header)
}

function refusalText(token: Token): string {
  if (token.kind === 'fine_grained') return 'Resource not accessible by personal access token'
  if (token.kind === 'pat') return 'Must have push access to repository.'
  return 'Resource not accessible by integration'
}

/** Throws when nobody may write here at present. */
export function requireWritable(repository: Repository): void {
  if (repository.archived)
    throw new Refusal({
      status: 403,
      message: 'Repository was archived so is read-only.',
      graphqlMessage: 'Repository was archived so is read-only.',
    })
  if (repository.locked)
    throw forbidden(
      `Repository ${fullName(repository)} is locked and cannot be changed while it is being migrated.`,
    )
}

/** Throws when GitHub has shut the repository off. */
export function requireOpen(repository: Repository): void {
  if (repository.blocked)
    throw new Refusal({
      status: 451,
      message: 'Repository access blocked',
      graphqlType: 'FORBIDDEN',
      extra: {
        block: {
          reason: 'dmca',
          created_at: '2025-01-01T00:00:00Z',
          html_url: 'https://github.com/github/dmca',
        },
      },
    })
  if (repository.disabled)
    throw new Refusal({
      status: 403,
      message: 'Repository access blocked',
      extra: { block: { reason: 'tos', created_at: '2025-01-01T00:00:00Z', html_url: null } },
    })
}

export const githubActionsUser = { login: 'github-actions[bot]', id: 41898282 }
