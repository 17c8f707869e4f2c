// Changed files with patches, from `git diff-tree`, in the words of GitHub's API.
import type { ObjectStore } from './object-store.ts'
import { emptyTree } from './objects.ts'

export interface FileChange {
  filename: string
  previousFilename: string | null
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'
  sha: string
  additions: number
  deletions: number
  /** Hunks without the file header; null for binary files and pure renames. */
  patch: string | null
}

const statusByLetter: Record<string, FileChange['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
}

const remembered = new WeakMap<ObjectStore, Map<string, Promise<FileChange[]>>>()

/** The difference of two trees or commits (null: the empty tree), with renames detected. Answers are kept. */
export function diffTrees(store: ObjectStore, from: string | null, to: string): Promise<FileChange[]> {
  const cache = remembered.get(store) ?? new Map<string, Promise<FileChange[]>>()
  remembered.set(store, cache)
  const key = `${from ?? ''}..${to}`
  const known = cache.get(key)
  if (known) return known
  if (cache.size > 5000) cache.clear()
  const fresh = computeDiff(store, from ?? emptyTree, to)
  cache.set(key, fresh)
  fresh.catch(() => cache.delete(key))
  return fresh
}

async function treeOf(store: ObjectStore, oid: string): Promise<string> {
  return (await store.commit(oid))?.tree ?? oid
}

async function computeDiff(store: ObjectStore, from: string, to: string): Promise<FileChange[]> {
  const [left, right] = [await treeOf(store, from), await treeOf(store, to)]
  if (left === right) return []
  const output = (await store.diffs.read(left, right)).toString('utf8')
  // First the two ids, then the raw entries up to an empty field, then the patches.
  const body = output.slice(output.indexOf('\n') + 1)
  const split = body.indexOf('\0\0')
  const changes = parseRaw(split === -1 ? body : body.slice(0, split + 1))
  const patches = splitPatches(split === -1 ? '' : body.slice(split + 2))
  // A change of type (file to link) has two patches for one entry; then none is shown.
  if (patches.length === changes.length) changes.forEach((change, i) => applyPatch(change, patches[i] ?? ''))
  return changes
}

function parseRaw(raw: string): FileChange[] {
  const fields = raw.split('\0')
  const changes: FileChange[] = []
  for (let at = 0; at + 1 < fields.length;) {
    const [, , oldOid = '', newOid = '', letter = 'M'] = (fields[at] ?? '').split(' ')
    const renamed = letter.startsWith('R') || letter.startsWith('C')
    const first = fields[at + 1] ?? ''
    changes.push({
      filename: renamed ? (fields[at + 2] ?? '') : first,
      previousFilename: renamed ? first : null,
      status: statusByLetter[letter[0] ?? 'M'] ?? 'modified',
      sha: letter === 'D' ? oldOid : newOid,
      additions: 0,
      deletions: 0,
      patch: null,
    })
    at += renamed ? 3 : 2
  }
  return changes
}

function splitPatches(text: string): string[] {
  return text.split(/^diff --git /m).slice(1)
}

function applyPatch(change: FileChange, section: string): void {
  const start = section.search(/^@@ /m)
  if (start === -1) return
  const patch = section.slice(start).replace(/\n$/, '')
  change.patch = patch
  for (const line of patch.split('\n')) {
    if (line.startsWith('+')) change.additions += 1
    else if (line.startsWith('-')) change.deletions += 1
  }
}
