// The whole state of one emulator. REST, GraphQL, git and the results service read it and change it only through `domain/`.
import type { ObjectStore } from '../git/object-store.ts'
import type { Clock } from './clock.ts'
import type { FaultQueue } from '../http/faults.ts'
import type { RateLimits } from '../http/rate-limits.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { Signed } from './storage.ts'
import type { WorldFile } from '../world/schema.ts'
import { fullName, type App, type Repository, type Token, type User } from './model.ts'

export interface Installation {
  id: number
  app: App
  owner: string
  permissions: Record<string, 'none' | 'read' | 'write' | 'admin'>
  repositories: string[] | null
  /** Since when, or from when on, its owner has it suspended. */
  suspendedAt: number | null
}

export interface World {
  file: WorldFile
  store: ObjectStore
  clock: Clock
  /** Where repositories and artifacts lie. */
  directory: string
  /** Origin of the server, without a slash at the end; set when it listens. */
  url: string
  viewer: User
  users: Map<string, User>
  tokens: Map<string, Token>
  /** Origin of log and artifact storage. */
  storageUrl: string
  /** By full name in lower case, stubs of renamed repositories included. */
  repositories: Map<string, Repository>
  /** Addresses of the storage host by their signature. */
  signed: Map<string, Signed>
  apps: Map<number, App>
  installations: Map<number, Installation>
  limits: RateLimits
  faults: FaultQueue
  log: RequestLog
  /** The last identifier given out; see `nextId`. */
  lastId: number
  writeLock: Promise<unknown>
}

/** A fresh identifier, larger than all before it. */
export function nextId(world: World): number {
  world.lastId += 1
  return world.lastId
}

export function findRepository(world: World, owner: string, name: string): Repository | undefined {
  return world.repositories.get(`${owner}/${name}`.toLowerCase())
}

export function repositoryById(world: World, id: number): Repository | undefined {
  for (const repository of world.repositories.values())
    if (repository.id === id && repository.renamedTo === null) return repository
  return undefined
}

export function isSuspended(world: World, { suspendedAt }: Installation): boolean {
  return suspendedAt !== null && suspendedAt <= world.clock.now()
}

/** What GitHub says to a token of an installation that its owner has suspended; undefined for all others. */
export function suspensionOf(world: World, token: Token | undefined): string | undefined {
  const installation = world.installations.get(token?.installationId ?? -1)
  return installation && isSuspended(world, installation) ? 'This installation has been suspended' : undefined
}

/** The user of that login; one is made for a login nobody declared, as every GitHub login is somebody. */
export function userByLogin(world: World, login: string): User {
  const known = world.users.get(login.toLowerCase())
  if (known) return known
  const user: User = {
    id: nextId(world),
    login,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    name: null,
    email: null,
    createdAt: world.clock.now() - 365 * 86_400_000,
  }
  world.users.set(login.toLowerCase(), user)
  return user
}

/** Runs one change at a time: what a request checked still holds when it writes. */
export function exclusively<T>(world: World, work: () => Promise<T>): Promise<T> {
  const turn = world.writeLock.then(work, work)
  world.writeLock = turn.catch(() => undefined)
  return turn
}

/** Public address of a repository's page. */
export function htmlUrl(world: World, repository: Repository): string {
  return `${world.url}/${fullName(repository)}`
}
