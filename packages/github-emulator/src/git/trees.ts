// Reading and editing trees by path.
import type { ObjectStore } from './object-store.ts'
import { emptyTree, type TreeEntry } from './objects.ts'

export interface PathEntry {
  path: string
  mode: string
  oid: string
  type: 'blob' | 'tree' | 'commit'
}

/** What to put at a path; null removes it. */
export type TreeEdits = ReadonlyMap<string, { mode: string; oid: string } | null>

export function entryType(mode: string): PathEntry['type'] {
  if (mode === '40000' || mode === '040000') return 'tree'
  return mode === '160000' ? 'commit' : 'blob'
}

/** A tree with the edits applied; directories that become empty disappear, as in git. */
export async function editTree(store: ObjectStore, base: string | null, edits: TreeEdits): Promise<string> {
  const entries = new Map<string, TreeEntry>()
  if (base) for (const entry of await store.tree(base)) entries.set(entry.name, entry)
  const nested = new Map<string, Map<string, { mode: string; oid: string } | null>>()
  for (const [path, edit] of edits) {
    const slash = path.indexOf('/')
    if (slash === -1) {
      if (edit) entries.set(path, { name: path, mode: edit.mode.replace(/^0/, ''), oid: edit.oid })
      else entries.delete(path)
      continue
    }
    const name = path.slice(0, slash)
    const group = nested.get(name) ?? new Map<string, { mode: string; oid: string } | null>()
    nested.set(name, group.set(path.slice(slash + 1), edit))
  }
  for (const [name, group] of nested) {
    const present = entries.get(name)
    const oid = await editTree(
      store,
      present && entryType(present.mode) === 'tree' ? present.oid : null,
      group,
    )
    if (oid === emptyTree) entries.delete(name)
    else entries.set(name, { name, mode: '40000', oid })
  }
  return store.writeTree([...entries.values()])
}

/** Edits that write text files. */
export function fileEdits(store: ObjectStore, files: Record<string, string | null>): TreeEdits {
  return new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      content === null
        ? null
        : { mode: path.endsWith('.sh') ? '100755' : '100644', oid: store.writeBlob(content) },
    ]),
  )
}

/** The entry at a path, the root being the empty path; undefined when there is none. */
export async function entryAt(
  store: ObjectStore,
  tree: string,
  path: string,
): Promise<PathEntry | undefined> {
  let current: PathEntry = { path: '', mode: '40000', oid: tree, type: 'tree' }
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (current.type !== 'tree') return undefined
    const found = (await store.tree(current.oid)).find((entry) => entry.name === name)
    if (!found) return undefined
    const at = current.path === '' ? name : `${current.path}/${name}`
    current = { path: at, mode: found.mode, oid: found.oid, type: entryType(found.mode) }
  }
  return current
}

/** All entries of a tree, directories before what they hold. */
export async function listTree(
  store: ObjectStore,
  tree: string,
  options: { recursive: boolean; prefix?: string },
): Promise<PathEntry[]> {
  const listed: PathEntry[] = []
  for (const entry of await store.tree(tree)) {
    const path = `${options.prefix ?? ''}${entry.name}`
    const type = entryType(entry.mode)
    listed.push({ path, mode: entry.mode, oid: entry.oid, type })
    if (options.recursive && type === 'tree')
      listed.push(...(await listTree(store, entry.oid, { recursive: true, prefix: `${path}/` })))
  }
  return listed
}

/** Paths of files that differ between two trees (either may be null), without rename detection. */
export async function changedPaths(
  store: ObjectStore,
  a: string | null,
  b: string | null,
  prefix = '',
): Promise<string[]> {
  if (a === b) return []
  const left = new Map((a ? await store.tree(a) : []).map((entry) => [entry.name, entry]))
  const right = new Map((b ? await store.tree(b) : []).map((entry) => [entry.name, entry]))
  const changed: string[] = []
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [l, r] = [left.get(name), right.get(name)]
    if (l && r && l.oid === r.oid && l.mode === r.mode) continue
    const leftTree = l && entryType(l.mode) === 'tree' ? l.oid : null
    const rightTree = r && entryType(r.mode) === 'tree' ? r.oid : null
    if ((l && !leftTree) || (r && !rightTree)) changed.push(prefix + name)
    if (leftTree || rightTree)
      changed.push(...(await changedPaths(store, leftTree, rightTree, `${prefix}${name}/`)))
  }
  return changed.sort()
}
