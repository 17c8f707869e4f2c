// Turns a checked world file into a living world.
import { mkdirSync, readFileSync } from 'node:fs'
import { createPublicKey } from 'node:crypto'
import { join, resolve } from 'node:path'
import { ObjectStore } from '../git/object-store.ts'
import { Clock } from '../domain/clock.ts'
import { githubActionsUser } from '../domain/access.ts'
import type { Repository, Token, User } from '../domain/model.ts'
import { nextId, userByLogin, type World } from '../domain/world.ts'
import { FaultQueue } from '../http/faults.ts'
import { RateLimits } from '../http/rate-limits.ts'
import { RequestLog } from '../http/request-log.ts'
import { buildHistory } from './build-git.ts'
import { buildIssues } from './build-issues.ts'
import { buildPulls } from './build-pulls.ts'
import { emptyRepository } from './build-repository.ts'
import { collecting, within, WorldMistake, WorldMistakes } from './mistake.ts'
import { buildRuns } from './build-runs.ts'
import { resolveTime } from './primitives.ts'
import type { RepositoryFile, WorldFile } from './schema.ts'

const wellKnown: { login: string; id: number; type: User['type'] }[] = [
  { ...githubActionsUser, type: 'Bot' },
  { login: 'dependabot[bot]', id: 49699333, type: 'Bot' },
  { login: 'web-flow', id: 19864447, type: 'User' },
]

/** Builds everything below `directory`. `folder` is where relative paths of the file start. */
export async function buildWorld(file: WorldFile, directory: string, folder: string): Promise<World> {
  mkdirSync(directory, { recursive: true })
  const start = file.now === undefined ? undefined : resolveTime(file.now, Date.now())
  const clock = new Clock(start)
  const store = ObjectStore.create(join(directory, 'objects.git'))
  const world: World = {
    file,
    store,
    clock,
    directory,
    url: '',
    storageUrl: '',
    viewer: {
      id: file.viewer.id,
      login: file.viewer.login,
      type: file.viewer.type,
      name: file.viewer.name ?? null,
      email: null,
      createdAt: clock.now() - 365 * 86_400_000,
    },
    users: new Map(),
    tokens: new Map(),
    repositories: new Map(),
    signed: new Map(),
    apps: new Map(),
    installations: new Map(),
    limits: new RateLimits(file, clock),
    faults: new FaultQueue(clock),
    log: new RequestLog(clock),
    lastId: 1_000_000,
    writeLock: Promise.resolve(),
  }
  addUsers(world)
  addApps(world, folder)
  addTokens(world)
  world.faults.add(file.faults)
  store.startBulk()
  await addRepositories(world, file.repositories, folder)
  store.endBulk()
  return world
}

function addUsers(world: World): void {
  world.users.set(world.viewer.login.toLowerCase(), world.viewer)
  for (const user of [...wellKnown, ...world.file.users]) {
    const declared = 'name' in user ? user : { ...user, name: null, email: null, created_at: undefined }
    world.users.set(user.login.toLowerCase(), {
      id: user.id ?? nextId(world),
      login: user.login,
      type: user.login.endsWith('[bot]') ? 'Bot' : user.type,
      name: declared.name ?? null,
      email: declared.email ?? null,
      createdAt: declared.created_at
        ? resolveTime(declared.created_at, world.clock.now())
        : world.clock.now() - 365 * 86_400_000,
    })
  }
}

function addApps(world: World, folder: string): void {
  const github: User = userByLogin(world, 'github')
  github.type = 'Organization'
  world.apps.set(15368, {
    id: 15368,
    slug: 'github-actions',
    name: 'GitHub Actions',
    owner: github,
    publicKey: null,
    createdAt: 1_532_964_000_000,
  })
  for (const [index, file] of world.file.apps.entries()) {
    const key = file.private_key_file && readKey(resolve(folder, file.private_key_file), index)
    const publicKey =
      file.public_key ??
      (key ? createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString() : null)
    const slug = file.slug ?? `app-${file.id}`
    const app = {
      id: file.id,
      slug,
      name: file.name ?? slug,
      owner: github,
      publicKey,
      createdAt: world.clock.now() - 30 * 86_400_000,
    }
    world.apps.set(file.id, app)
    for (const installation of file.installations)
      world.installations.set(installation.id, {
        ...installation,
        app,
        repositories: installation.repositories ?? null,
        suspendedAt:
          installation.suspended_at === undefined
            ? null
            : resolveTime(installation.suspended_at, world.clock.now()),
      })
  }
}

function readKey(path: string, index: number): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    const place = ['apps', index, 'private_key_file']
    throw new WorldMistakes([new WorldMistake(`The file ${path} cannot be read`, place)])
  }
}

function addTokens(world: World): void {
  const { viewer, tokens } = world.file
  for (const entry of [{ ...viewer, user: viewer.login }, ...tokens]) {
    const own = entry.kind === 'github_token' ? githubActionsUser.login : undefined
    const login = entry.user ?? entry.login ?? own ?? viewer.login
    const names = [entry.repository ?? [], entry.repositories ?? []].flat()
    const token: Token = {
      token: entry.token,
      kind: entry.kind,
      user: userByLogin(world, login),
      permissions: entry.permissions ?? null,
      repositories: names.length > 0 ? new Set(names.map((name) => name.toLowerCase())) : null,
      owner: entry.owner ?? null,
      expiresAt: entry.expires_at ? resolveTime(entry.expires_at, world.clock.now()) : null,
      appId: null,
      installationId: null,
    }
    world.tokens.set(entry.token, token)
  }
}

/** Adds repositories: first all of them, then their histories (originals before forks), then what hangs on the histories. */
export async function addRepositories(
  world: World,
  files: readonly RepositoryFile[],
  folder: string,
): Promise<void> {
  const built = files.map((file, index) => ({ file, index, repository: emptyRepository(world, file) }))
  for (const { file, repository } of built) {
    world.repositories.set(file.name.toLowerCase(), repository)
    const owner = repository.owner
    if (
      !world.file.users.some((user) => user.login.toLowerCase() === owner.login.toLowerCase()) &&
      owner !== world.viewer
    )
      owner.type = 'Organization'
  }
  for (const { file, repository } of built) {
    if (!file.fork_of) continue
    repository.forkOf = world.repositories.get(file.fork_of.toLowerCase()) ?? null
    if (repository.forkOf) repository.network = repository.forkOf.network
  }
  const ordered = [...built.filter(({ file }) => !file.fork_of), ...built.filter(({ file }) => file.fork_of)]
  const mistakes: WorldMistake[] = []
  for (const { file, index, repository } of ordered)
    await collecting(mistakes, () =>
      within(['repositories', index], () => buildHistory(world, repository, { file, folder })),
    )
  if (mistakes.length === 0)
    for (const { file, index, repository } of ordered)
      await collecting(mistakes, () =>
        within(['repositories', index], () => buildRest(world, repository, file)),
      )
  if (mistakes.length > 0) throw new WorldMistakes(mistakes)
}

async function buildRest(world: World, repository: Repository, file: RepositoryFile): Promise<void> {
  if (repository.renamedTo !== null) return
  await buildPulls(world, repository, file)
  await buildRuns(world, repository, file)
  await buildIssues(world, repository, file)
}
