import { createHash } from 'node:crypto'
import { GitHubError } from '@ecosystem-actions/core/errors'
import { exactly } from '../../actions/ecosystem-sync/plan/drift.ts'
import type {
  CompareAnswer,
  CompareAsk,
  Forge,
  ReadAnswer,
  RepositoryAsk,
} from '../../actions/ecosystem-sync/forge.ts'
import { refused } from '../../actions/ecosystem-sync/forge/refusals.ts'
import type { RepositoryRead, SyncPullRequest } from '../../actions/ecosystem-sync/model.ts'

/** GitHub in memory, as the forge port sees it: commits, branches, pull requests. Each call goes through `onCall`, which may lose it. */
export interface MemoryRepository {
  id: string
  name: string
  defaultBranch: string
  commits: Map<string, string[]>
  branches: Map<string, string>
  protected: Set<string>
  /** Branches with rules that cannot be seen, only felt. */
  ruled: Set<string>
  pulls: SyncPullRequest[]
  pushedAt: string
  archived: boolean
  mergeCommitAllowed: boolean
  /** Refused instead of answered. */
  missing: boolean
}

export interface MemoryForge extends Forge {
  readonly repositories: Map<string, MemoryRepository>
  readonly calls: string[]
  /** Runs before each call; throw to refuse it, or answer 'lost' to do it and lose the answer. */
  onCall: (call: string) => 'lost' | undefined | Promise<'lost' | undefined>
  now: string
  add(name: string, commits?: number): MemoryRepository
  commit(repository: MemoryRepository, branch: string, count?: number): string
  branch(repository: MemoryRepository, name: string, at: { behind: number; ahead: number }): void
}

let counter = 0
const newOid = (): string => createHash('sha1').update(String(counter++)).digest('hex')

function failure(status: number, message: string, ambiguous = false): GitHubError {
  return new GitHubError(message, { status, method: 'POST', route: 'POST /memory', ambiguous })
}

function ancestors(repository: MemoryRepository, from: string): Set<string> {
  const seen = new Set<string>()
  const queue = [from]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (seen.has(oid)) continue
    seen.add(oid)
    queue.push(...(repository.commits.get(oid) ?? []))
  }
  return seen
}

function compareIn(repository: MemoryRepository, { base, head }: CompareAsk): CompareAnswer {
  const { defaultBranch } = repository
  const tip = repository.branches.get(base)
  if (tip === undefined) return { kind: 'base-gone' }
  if (!repository.commits.has(head)) return { kind: 'failed', message: 'no such commit' }
  const [ours, theirs] = [ancestors(repository, tip), ancestors(repository, head)]
  const ahead = [...theirs].filter((oid) => !ours.has(oid)).length
  const behind = [...ours].filter((oid) => !theirs.has(oid)).length
  if (ahead === theirs.size && behind === ours.size)
    return { kind: 'counts', comparison: 'unrelated', baseOid: tip, defaultBranch }
  return { kind: 'counts', comparison: exactly(ahead, behind), baseOid: tip, defaultBranch }
}

function chainOf(repository: MemoryRepository): RepositoryRead['chain'] {
  const chain: { oid: string; parents: string[] }[] = []
  for (let oid = repository.branches.get(repository.defaultBranch); oid !== undefined && chain.length < 30;) {
    const parents = repository.commits.get(oid) ?? []
    chain.push({ oid, parents })
    oid = parents[0]
  }
  return chain
}

function readIn(repository: MemoryRepository, chain: boolean): ReadAnswer {
  const { id, name, archived, pushedAt, mergeCommitAllowed, defaultBranch, branches, pulls } = repository
  const read: RepositoryRead = {
    id,
    nameWithOwner: name,
    archived,
    disabled: false,
    empty: branches.size === 0,
    locked: false,
    pushedAt,
    mergeCommitAllowed,
    diskUsage: 1,
    defaultBranch,
    branches: [...branches].map(([branch, oid]) => ({
      name: branch,
      oid,
      protected: repository.protected.has(branch),
    })),
    pulls: pulls.filter(({ labels }) => labels.includes('ecosystem-sync')).map((pull) => ({ ...pull })),
    deployed: [],
    unread: { rules: false, open: false, done: false },
    chain: chain ? chainOf(repository) : [],
    workflows: 1,
  }
  return { kind: 'read', read, more: {} }
}

export function memoryForge(): MemoryForge {
  const repositories = new Map<string, MemoryRepository>()
  const calls: string[] = []
  const at = (name: string): MemoryRepository => {
    const found = repositories.get(name.toLowerCase())
    if (!found || found.missing) throw failure(404, 'Not Found')
    return found
  }
  async function call<T>(name: string, body: () => T): Promise<T> {
    calls.push(name)
    const fate = await forge.onCall(name)
    const result = body()
    if (fate === 'lost') throw failure(502, 'Bad Gateway', true)
    return result
  }
  const find = ({ owner, name }: Pick<RepositoryAsk, 'owner' | 'name'>) =>
    repositories.get(`${owner}/${name}`.toLowerCase())
  const forge: MemoryForge = {
    repositories,
    calls,
    onCall: () => undefined,
    now: '2026-01-10T00:00:00Z',
    add(name, commits = 30) {
      const repository: MemoryRepository = {
        id: `R_${name}`,
        name,
        defaultBranch: 'main',
        commits: new Map(),
        branches: new Map(),
        protected: new Set(),
        ruled: new Set(),
        pulls: [],
        pushedAt: forge.now,
        archived: false,
        mergeCommitAllowed: true,
        missing: false,
      }
      repositories.set(name.toLowerCase(), repository)
      if (commits > 0) forge.commit(repository, 'main', commits)
      return repository
    },
    commit(repository, branch, count = 1) {
      for (let left = count; left > 0; left--) {
        const parent = repository.branches.get(branch)
        const oid = newOid()
        repository.commits.set(oid, parent === undefined ? [] : [parent])
        repository.branches.set(branch, oid)
      }
      repository.pushedAt = forge.now
      return repository.branches.get(branch) ?? ''
    },
    branch(repository, name, { behind, ahead }) {
      let oid = repository.branches.get(repository.defaultBranch) ?? ''
      for (let left = behind; left > 0; left--) oid = repository.commits.get(oid)?.[0] ?? ''
      repository.branches.set(name, oid)
      forge.commit(repository, name, ahead)
    },
    readRepositories: (asks) =>
      batch(call, 'read', () =>
        asks.map((ask) => {
          const found = find(ask)
          const answer: ReadAnswer =
            !found || found.missing
              ? { kind: 'refused', refused: refused('missing', 'Could not resolve to a Repository') }
              : readIn(found, ask.chain)
          return [ask.key, answer] as const
        }),
      ),
    lookAtBranches: () => batch(call, 'look', () => []),
    readPages: () => batch(call, 'pages', () => []),
    compare: (asks) =>
      batch(call, 'compare', () =>
        asks.map((ask) => [ask.key, compareIn(at(`${ask.owner}/${ask.name}`), ask)] as const),
      ),
    pushedSince: (owner, since) =>
      call('pushed', () =>
        [...repositories.values()]
          .filter(({ name, pushedAt }) => name.startsWith(`${owner}/`) && pushedAt > since)
          .map(({ name, pushedAt }) => ({ repository: name, pushedAt })),
      ),
    rights: () => call('rights', () => ({ kind: 'installation' as const })),
    tip: (repository, branch) => call('tip', () => at(repository).branches.get(branch)),
    parents: (repository, oid) => call('parents', () => at(repository).commits.get(oid)?.length ?? 0),
    moveBranches: ({ repository: name }, moves) =>
      call('move', () => {
        const repository = at(name)
        for (const { branch, before, after } of moves) {
          if (repository.protected.has(branch) || repository.ruled.has(branch))
            throw failure(422, 'Protected branch update failed: Changes must be made through a pull request.')
          const tip = repository.branches.get(branch) ?? '0'.repeat(40)
          if (tip !== before)
            throw failure(422, `Reference update failed: ${branch} does not match beforeOid`)
          if (Number(after) !== 0 && !ancestors(repository, after).has(tip) && Number(tip) !== 0)
            throw failure(422, 'Update is not a fast forward')
        }
        for (const { branch, after } of moves) {
          if (Number(after) === 0) repository.branches.delete(branch)
          else repository.branches.set(branch, after)
        }
        repository.pushedAt = forge.now
      }),
    merge: (name, { base, head }) =>
      call('merge', () => {
        const repository = at(name)
        const tip = repository.branches.get(base) ?? ''
        if (ancestors(repository, tip).has(head)) return { kind: 'nothing' as const }
        const oid = newOid()
        repository.commits.set(oid, [tip, head])
        repository.branches.set(base, oid)
        return { kind: 'merged' as const, oid }
      }),
    findPullRequest: (name, { head, base }) =>
      call('find', () =>
        at(name).pulls.find((pull) => pull.state === 'OPEN' && pull.head === head && pull.base === base),
      ),
    createPullRequest: (name, { head, base, body }) =>
      call('create', () => {
        const repository = at(name)
        if (!repository.branches.has(base)) throw failure(422, 'Validation Failed: PullRequest base invalid')
        if (
          repository.pulls.some((pull) => pull.state === 'OPEN' && pull.head === head && pull.base === base)
        )
          throw failure(422, `Validation Failed: A pull request already exists for ${head}.`)
        const number = repository.pulls.length + 1
        repository.pulls.push({ number, head, base, body, labels: [], own: true, fork: false, state: 'OPEN' })
        return { number, head: repository.branches.get(head) ?? '' }
      }),
    changePullRequest: (name, number, { body, state }) =>
      call('change', () => {
        const pull = at(name).pulls.find((candidate) => candidate.number === number)
        if (!pull) throw failure(404, 'Not Found')
        if (body !== undefined) pull.body = body
        if (state) pull.state = 'CLOSED'
      }),
    addLabels: (name, number, labels) =>
      call('label', () => {
        const pull = at(name).pulls.find((candidate) => candidate.number === number)
        if (!pull) throw failure(404, 'Not Found')
        pull.labels = [...new Set([...pull.labels, ...labels])]
      }),
  }
  return forge
}

async function batch<T>(
  call: <R>(name: string, body: () => R) => Promise<R>,
  name: string,
  body: () => (readonly [string, T])[],
): Promise<{ answers: Map<string, T>; overloaded: boolean; because?: string }> {
  try {
    return { answers: new Map(await call(name, body)), overloaded: false }
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.ambiguous) throw error
    return { answers: new Map(), overloaded: true, because: error.message }
  }
}
