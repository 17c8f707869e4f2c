// Questions about history, answered on the loaded commit graph. Generations make the walk topological, so the
// answers are exact whatever the commits' dates say; a property test holds them against `git rev-list`.
import type { ObjectStore } from './object-store.ts'
import type { Commit } from './objects.ts'

const fromBase = 1
const fromHead = 2
const stale = 4

export interface Comparison {
  /** Commits of head that base does not have. */
  ahead: number
  /** Commits of base that head does not have. */
  behind: number
  /** Best common ancestors; empty when the histories are unrelated. */
  mergeBases: string[]
  status: 'ahead' | 'behind' | 'diverged' | 'identical'
  /** The commits counted by `ahead`, parents before children. */
  commits: Commit[]
}

/** A max-heap of commits by generation, so that a commit comes out after all its descendants. */
class Frontier {
  readonly #items: Commit[] = []

  get size(): number {
    return this.#items.length
  }

  push(commit: Commit): void {
    const items = this.#items
    let at = items.push(commit) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (items[parent]!.generation >= commit.generation) break
      items[at] = items[parent]!
      at = parent
    }
    items[at] = commit
  }

  pop(): Commit {
    const items = this.#items
    const top = items[0]!
    const last = items.pop()!
    if (items.length === 0) return top
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= items.length) break
      if (child + 1 < items.length && items[child + 1]!.generation > items[child]!.generation) child += 1
      if (items[child]!.generation <= last.generation) break
      items[at] = items[child]!
      at = child
    }
    items[at] = last
    return top
  }
}

/** Compares two commits as `git rev-list --left-right --count base...head` and `git merge-base --all` do. */
export async function compareCommits(store: ObjectStore, base: string, head: string): Promise<Comparison> {
  const [baseCommit, headCommit] = [await store.commit(base), await store.commit(head)]
  if (!baseCommit || !headCommit) throw new Error('compareCommits needs two commits')
  const flags = new Map<string, number>()
  const frontier = new Frontier()
  let open = 0
  const paint = (commit: Commit, flag: number) => {
    const before = flags.get(commit.oid)
    const after = (before ?? 0) | flag
    if (before === undefined) frontier.push(commit)
    if (before === undefined ? !(after & stale) : !(before & stale) && after & stale) {
      open += before === undefined ? 1 : -1
    }
    flags.set(commit.oid, after)
  }
  paint(baseCommit, fromBase)
  paint(headCommit, fromHead)
  const result: Comparison = { ahead: 0, behind: 0, mergeBases: [], status: 'identical', commits: [] }
  while (open > 0 && frontier.size > 0) {
    const commit = frontier.pop()
    const flag = flags.get(commit.oid)!
    if (!(flag & stale)) open -= 1
    const both = (flag & (fromBase | fromHead)) === (fromBase | fromHead)
    if (both && !(flag & stale)) result.mergeBases.push(commit.oid)
    else if (flag === fromHead) result.commits.push(commit)
    else if (flag === fromBase) result.behind += 1
    for (const parent of commit.parents) paint(store.loaded(parent), both ? flag | stale : flag)
  }
  result.commits.reverse()
  result.ahead = result.commits.length
  result.status = statusOf(result.ahead, result.behind)
  return result
}

function statusOf(ahead: number, behind: number): Comparison['status'] {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

/** Whether `ancestor` is reachable from `descendant` (a commit reaches itself). */
export async function isAncestor(store: ObjectStore, ancestor: string, descendant: string): Promise<boolean> {
  if (ancestor === descendant) return true
  const [old, start] = [await store.commit(ancestor), await store.commit(descendant)]
  if (!old || !start) return false
  const seen = new Set([start.oid])
  const stack = [start]
  for (let commit = stack.pop(); commit; commit = stack.pop()) {
    for (const parent of commit.parents) {
      if (parent === ancestor) return true
      if (seen.has(parent)) continue
      seen.add(parent)
      const next = store.loaded(parent)
      if (next.generation > old.generation) stack.push(next)
    }
  }
  return false
}

/** History from a commit, newest first, children before parents: the order of `git log` for ordinary dates. */
export async function* history(store: ObjectStore, start: string): AsyncGenerator<Commit> {
  const first = await store.commit(start)
  if (!first) return
  const seen = new Set([first.oid])
  const frontier = new Frontier()
  frontier.push(first)
  while (frontier.size > 0) {
    const commit = frontier.pop()
    yield commit
    for (const oid of commit.parents) {
      if (seen.has(oid)) continue
      seen.add(oid)
      frontier.push(store.loaded(oid))
    }
  }
}
