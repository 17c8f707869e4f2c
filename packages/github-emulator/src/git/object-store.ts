// The object store that all repositories of one emulator share, as GitHub's fork networks do. Refs are per repository.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BatchReader } from './batch-reader.ts'
import { DiffReader } from './diff-reader.ts'
import {
  emptyTree,
  encodeCommit,
  encodeTree,
  objectId,
  parseCommit,
  parseTree,
  type Commit,
  type CommitFields,
  type GitObject,
  type ObjectType,
  type TreeEntry,
} from './objects.ts'
import { writeLoose, writePack, type PackEntry } from './pack.ts'

const config = `[core]
	repositoryformatversion = 0
	bare = true
	looseCompression = 1
[gc]
	auto = 0
`
const cacheLimit = 64 * 1024 * 1024
const entryCost = 600
const packBatch = 20_000

export class ObjectStore {
  /** The bare repository that holds the objects; it has no refs of its own. */
  readonly directory: string
  readonly diffs: DiffReader
  readonly #reader: BatchReader
  readonly #commits = new Map<string, Commit>()
  readonly #cache = new Map<string, GitObject>()
  #cachedBytes = 0
  #bulk: Map<string, PackEntry> | undefined

  private constructor(directory: string) {
    this.directory = directory
    this.diffs = new DiffReader(directory)
    this.#reader = new BatchReader(directory)
  }

  static create(directory: string): ObjectStore {
    for (const folder of ['objects/info', 'objects/pack', 'refs/heads'])
      mkdirSync(join(directory, folder), { recursive: true })
    writeFileSync(join(directory, 'HEAD'), 'ref: refs/heads/main\n')
    writeFileSync(join(directory, 'config'), config)
    const store = new ObjectStore(directory)
    store.write('tree', Buffer.alloc(0))
    return store
  }

  get objectsDirectory(): string {
    return join(this.directory, 'objects')
  }

  close(): void {
    this.diffs.close()
    this.#reader.close()
  }

  /** Collects writes into packs until `endBulk`: for building worlds. */
  startBulk(): void {
    this.#bulk ??= new Map()
  }

  endBulk(): void {
    if (this.#bulk) writePack(this.objectsDirectory, [...this.#bulk.values()])
    this.#bulk = undefined
  }

  /** Writes what was collected so far, so that git processes see it. */
  flushBulk(): void {
    if (!this.#bulk) return
    this.endBulk()
    this.startBulk()
  }

  write(type: ObjectType, body: Buffer): string {
    const oid = objectId(type, body)
    if (this.#cache.has(oid) || this.#bulk?.has(oid)) return oid
    if (this.#bulk) {
      this.#bulk.set(oid, { oid, type, body })
      if (this.#bulk.size >= packBatch) this.flushBulk()
    } else writeLoose(this.objectsDirectory, { oid, type, body })
    // While a world is built only trees are read again soon; git has the rest.
    if (!this.#bulk || type === 'tree') this.#remember(oid, { type, body })
    return oid
  }

  async read(oid: string): Promise<GitObject | undefined> {
    const known = this.#cache.get(oid) ?? this.#bulk?.get(oid)
    if (known) return known
    const object = await this.#reader.read(oid)
    if (object) this.#remember(oid, object)
    return object
  }

  writeBlob(content: string | Buffer): string {
    return this.write('blob', Buffer.isBuffer(content) ? content : Buffer.from(content))
  }

  writeTree(entries: readonly TreeEntry[]): string {
    return this.write('tree', encodeTree(entries))
  }

  /** The entries of a tree; an empty list for the empty tree. */
  async tree(oid: string): Promise<TreeEntry[]> {
    if (oid === emptyTree) return []
    const object = await this.read(oid)
    if (object?.type !== 'tree') throw new Error(`${oid} is not a tree`)
    return parseTree(object.body)
  }

  async writeCommit(fields: CommitFields): Promise<Commit> {
    const parents = await Promise.all(fields.parents.map((parent) => this.commit(parent)))
    const oid = this.write('commit', encodeCommit(fields))
    const known = this.#commits.get(oid)
    if (known) return known
    const generation = 1 + Math.max(0, ...parents.map((parent) => parent?.generation ?? 0))
    const commit: Commit = { ...fields, oid, generation, signature: fields.signature ?? null }
    commit.author = { ...commit.author, date: Math.floor(commit.author.date / 1000) * 1000 }
    commit.committer = { ...commit.committer, date: Math.floor(commit.committer.date / 1000) * 1000 }
    this.#commits.set(oid, commit)
    return commit
  }

  /** A commit with its whole ancestry loaded, or undefined when there is no such commit. */
  async commit(oid: string): Promise<Commit | undefined> {
    const known = this.#commits.get(oid)
    if (known) return known
    return (await this.#load(oid)) ? this.#commits.get(oid) : undefined
  }

  /** A commit whose ancestry is loaded already; throws otherwise. */
  loaded(oid: string): Commit {
    const commit = this.#commits.get(oid)
    if (!commit) throw new Error(`commit ${oid} is not loaded`)
    return commit
  }

  /** Loads unknown ancestors and numbers their generations, parents first, without recursion. */
  async #load(start: string): Promise<boolean> {
    const found = new Map<string, Commit>()
    let wave = [start]
    while (wave.length > 0) {
      const read = await Promise.all(wave.map(async (oid) => ({ oid, object: await this.read(oid) })))
      const next = new Set<string>()
      for (const { oid, object } of read) {
        if (object?.type !== 'commit') {
          if (oid === start) return false
          continue
        }
        const commit = parseCommit(oid, object.body)
        found.set(oid, commit)
        for (const parent of commit.parents)
          if (!found.has(parent) && !this.#commits.has(parent)) next.add(parent)
      }
      wave = [...next].filter((oid) => !found.has(oid))
    }
    this.#number(found)
    return true
  }

  #number(found: Map<string, Commit>): void {
    const stack = [...found.keys()]
    while (stack.length > 0) {
      const oid = stack[stack.length - 1]!
      const commit = found.get(oid)!
      const open = commit.parents.filter((parent) => found.has(parent) && !this.#commits.has(parent))
      if (open.length > 0) {
        stack.push(...open)
        continue
      }
      stack.pop()
      commit.generation = 1 + Math.max(0, ...commit.parents.map((p) => this.#commits.get(p)?.generation ?? 0))
      this.#commits.set(oid, commit)
    }
  }

  #remember(oid: string, object: GitObject): void {
    if (object.body.length > 1024 * 1024) return
    this.#cache.set(oid, object)
    this.#cachedBytes += object.body.length + entryCost
    for (const [oldest, { body }] of this.#cache) {
      if (this.#cachedBytes <= cacheLimit) break
      this.#cache.delete(oldest)
      this.#cachedBytes -= body.length + entryCost
    }
  }
}
