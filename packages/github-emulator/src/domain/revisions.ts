// What a caller means by a revision: a branch, a tag, an object id, `main~3`, `owner:branch`.
import { fullName, type Repository } from './model.ts'
import type { World } from './world.ts'

export const branchRef = (name: string) => `refs/heads/${name}`

/** The tip of a branch. */
export function branchTip(repository: Repository, name: string): string | undefined {
  return repository.refs.get(branchRef(name))
}

export function branchNames(repository: Repository): string[] {
  const names: string[] = []
  for (const ref of repository.refs.keys()) if (ref.startsWith('refs/heads/')) names.push(ref.slice(11))
  return names.sort((a, b) => (a < b ? -1 : 1))
}

/** All repositories that share history by forking, this one included. */
export function network(world: World, repository: Repository): Repository[] {
  const root = rootOf(repository)
  return [...world.repositories.values()].filter(
    (other) => other.renamedTo === null && rootOf(other) === root,
  )
}

function rootOf(repository: Repository): Repository {
  let root = repository
  while (root.forkOf) root = root.forkOf
  return root
}

/** The repository of the same network that belongs to an owner. */
export function networkMember(world: World, repository: Repository, owner: string): Repository | undefined {
  if (repository.owner.login.toLowerCase() === owner.toLowerCase()) return repository
  return network(world, repository).find((other) => other.owner.login.toLowerCase() === owner.toLowerCase())
}

/** The commit id a revision names in this repository; undefined when it names none. Tags are followed to their commit. */
export async function resolveRevision(
  world: World,
  repository: Repository,
  text: string,
): Promise<string | undefined> {
  const steps = /^(.+?)((?:[~^]\d*)+)$/.exec(text)
  const start = await resolveStart(world, repository, steps?.[1] ?? text)
  if (start === undefined || !steps) return start
  let current: string | undefined = start
  for (const [, operator, count] of (steps[2] ?? '').matchAll(/([~^])(\d*)/g)) {
    const number = count === '' ? 1 : Number(count)
    if (operator === '^') current = number === 0 ? current : await parentOf(world, current, number - 1)
    else for (let i = 0; i < number && current; i += 1) current = await parentOf(world, current, 0)
  }
  return current
}

async function parentOf(world: World, oid: string | undefined, index: number): Promise<string | undefined> {
  return oid === undefined ? undefined : (await world.store.commit(oid))?.parents[index]
}

async function resolveStart(world: World, repository: Repository, text: string): Promise<string | undefined> {
  const { refs } = repository
  if (text === 'HEAD') return refs.get(branchRef(repository.defaultBranch))
  const ref =
    refs.get(text) ?? refs.get(`refs/${text}`) ?? refs.get(branchRef(text)) ?? refs.get(`refs/tags/${text}`)
  if (ref) return peel(world, ref)
  const colon = text.indexOf(':')
  if (colon > 0) {
    const [owner = '', ...rest] = text.split(':')
    const other = networkMember(world, repository, owner)
    return other ? resolveStart(world, other, rest[rest.length - 1] ?? '') : undefined
  }
  return /^[0-9a-f]{4,40}$/i.test(text) ? resolveOid(world, repository, text.toLowerCase()) : undefined
}

async function resolveOid(world: World, repository: Repository, text: string): Promise<string | undefined> {
  if (text.length === 40) {
    const commit = await peel(world, text)
    return commit && hasCommit(repository, commit) ? commit : undefined
  }
  const matches: string[] = []
  for (const oid of repository.network.commits) if (oid.startsWith(text)) matches.push(oid)
  return matches.length === 1 ? matches[0] : undefined
}

/** Whether the commit was ever part of this repository's network: object stores are shared, histories are not. */
export function hasCommit(repository: Repository, oid: string): boolean {
  return repository.network.commits.has(oid)
}

/** Follows annotated tags to the commit they name. */
async function peel(world: World, oid: string): Promise<string | undefined> {
  if (await isCommit(world, oid)) return oid
  const object = await world.store.read(oid)
  if (object?.type !== 'tag') return undefined
  const target = /^object ([0-9a-f]{40})/.exec(object.body.toString('utf8'))?.[1]
  return target ? peel(world, target) : undefined
}

async function isCommit(world: World, oid: string): Promise<boolean> {
  return (await world.store.commit(oid)) !== undefined
}

/** Makes a commit and its ancestors part of the repository's network. */
export async function adoptCommits(world: World, repository: Repository, oid: string): Promise<void> {
  const { commits } = repository.network
  if (commits.has(oid) || !(await world.store.commit(oid))) return
  const stack = [oid]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (commits.has(next)) continue
    commits.add(next)
    stack.push(...world.store.loaded(next).parents)
  }
}

/** GitHub's label for a head: `owner:branch`. */
export function headLabel(repository: Repository | null, branch: string): string {
  return repository ? `${repository.owner.login}:${branch}` : branch
}

export function sameRepository(a: Repository | null, b: Repository): boolean {
  return a !== null && fullName(a) === fullName(b)
}
