import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { GitHubError } from '@ecosystem-actions/core/errors'
import type { GitHub } from '@ecosystem-actions/core/ports'
import { answer, scriptedGitHub, type ScriptedCall } from '@ecosystem-actions/core/testing/github'

export interface BranchWorld {
  /** Whole commits: path to text. */
  commits: Map<string, Map<string, string>>
  head: string | undefined
  conflicts: number
  /** Called before each write takes effect and after it did; a throw loses the request or its answer. */
  before: () => void
  after: () => void
  graphql: boolean
}

export function branchWorld(options: Partial<BranchWorld> = {}): BranchWorld {
  const quiet = () => undefined
  return {
    commits: new Map(),
    head: undefined,
    conflicts: 0,
    before: quiet,
    after: quiet,
    graphql: true,
    ...options,
  }
}

export function lostAnswer(): GitHubError {
  return new GitHubError('The connection failed', {
    status: 0,
    method: 'POST',
    route: 'POST /graphql',
    ambiguous: true,
  })
}

/** One branch with real compare-and-swap, in memory: the routes that the history store uses and nothing else. */
export function branchGitHub(world: BranchWorld): GitHub & { readonly calls: ScriptedCall[] } {
  const blobs = new Map<string, string>()
  const trees = new Map<string, Map<string, string>>()
  const pending = new Map<string, { tree: Map<string, string>; parent: string | undefined }>()
  let n = 0
  const name = (kind: string) => createHash('sha1').update(`${kind}${n++}${Math.random()}`).digest('hex')
  const blob = (text: string) => {
    const id = createHash('sha1').update(text).digest('hex')
    blobs.set(id, text)
    return id
  }
  const move = (expected: string | undefined, next: string, tree: Map<string, string>): boolean => {
    world.before()
    if (world.head !== expected) {
      world.conflicts++
      return false
    }
    world.commits.set(next, tree)
    world.head = next
    world.after()
    return true
  }
  const script: Record<string, (call: ScriptedCall) => unknown> = {
    'POST /graphql': async ({ query, parameters }) => {
      await setImmediate()
      if (!world.graphql) return answer(404, { message: 'Not Found' })
      if (query?.includes('dataBranch'))
        return { data: { repository: { ref: world.head ? { target: { oid: world.head } } : null } } }
      const input = parameters['input'] as {
        expectedHeadOid: string
        fileChanges: { additions: { path: string; contents: string }[]; deletions: { path: string }[] }
      }
      const tree = new Map(world.commits.get(input.expectedHeadOid))
      for (const { path, contents } of input.fileChanges.additions)
        tree.set(path, Buffer.from(contents, 'base64').toString())
      for (const { path } of input.fileChanges.deletions) tree.delete(path)
      const oid = name('commit')
      if (move(input.expectedHeadOid, oid, tree))
        return { data: { createCommitOnBranch: { commit: { oid } } } }
      const message = `Expected branch to point to "${input.expectedHeadOid}" but it did not. Pull and try again.`
      return { data: { createCommitOnBranch: null }, errors: [{ type: 'STALE_DATA', message }] }
    },
    'GET /repos/{owner}/{repo}/git/ref/{ref}': async () => {
      await setImmediate()
      return world.head ? { object: { sha: world.head } } : answer(404, { message: 'Not Found' })
    },
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': ({ parameters }) => {
      const tree = world.commits.get(String(parameters['tree_sha'])) ?? new Map<string, string>()
      return { sha: 'x', tree: [...tree].map(([path, text]) => ({ path, type: 'blob', sha: blob(text) })) }
    },
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': ({ parameters }) => ({
      encoding: 'base64',
      content: Buffer.from(blobs.get(String(parameters['file_sha'])) ?? '').toString('base64'),
    }),
    'POST /repos/{owner}/{repo}/git/trees': async ({ parameters }) => {
      await setImmediate()
      const tree = new Map(world.commits.get(String(parameters['base_tree'])))
      for (const entry of parameters['tree'] as { path: string; content?: string; sha?: null }[]) {
        if (entry.sha === null) tree.delete(entry.path)
        else tree.set(entry.path, entry.content ?? '')
      }
      const sha = name('tree')
      trees.set(sha, tree)
      return answer(201, { sha })
    },
    'POST /repos/{owner}/{repo}/git/commits': ({ parameters }) => {
      const sha = name('commit')
      const [parent] = parameters['parents'] as string[]
      pending.set(sha, { tree: trees.get(String(parameters['tree'])) ?? new Map<string, string>(), parent })
      return answer(201, { sha })
    },
    'PATCH /repos/{owner}/{repo}/git/refs/{ref}': async ({ parameters }) => {
      await setImmediate()
      const sha = String(parameters['sha'])
      const commit = pending.get(sha)
      return commit && move(commit.parent, sha, commit.tree)
        ? { object: { sha } }
        : answer(422, { message: 'Update is not a fast forward' })
    },
    'POST /repos/{owner}/{repo}/git/refs': async ({ parameters }) => {
      await setImmediate()
      const sha = String(parameters['sha'])
      const commit = pending.get(sha)
      return world.head === undefined && commit && move(undefined, sha, commit.tree)
        ? answer(201, { object: { sha } })
        : answer(422, { message: 'Reference already exists' })
    },
  }
  return scriptedGitHub(script)
}
