// Git's object formats, as described in git's own documentation (gitformat-pack, "Git Internals - Git Objects").
import { createHash } from 'node:crypto'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

export interface GitObject {
  type: ObjectType
  body: Buffer
}

export interface Signature {
  name: string
  email: string
  /** Milliseconds since the epoch; git keeps whole seconds. */
  date: number
}

export interface Commit {
  oid: string
  tree: string
  parents: string[]
  author: Signature
  committer: Signature
  message: string
  /** The `gpgsig` header when the commit carries one. */
  signature: string | null
  /** 1 + the greatest generation of the parents: a topological order that needs no dates. */
  generation: number
}

export type CommitFields = Omit<Commit, 'oid' | 'generation' | 'signature'> & { signature?: string | null }

export interface TreeEntry {
  mode: string
  name: string
  oid: string
}

export const zeroOid = '0'.repeat(40)
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** The name git gives to an object: SHA-1 over its header and body. */
export function objectId(type: ObjectType, body: Buffer): string {
  return createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest('hex')
}

function signatureLine(signature: Signature): string {
  const clean = (text: string) => text.replace(/[<>\n\0]/g, '')
  return `${clean(signature.name)} <${clean(signature.email)}> ${Math.floor(signature.date / 1000)} +0000`
}

/** The body of a commit object. */
export function encodeCommit(fields: CommitFields): Buffer {
  const lines = [`tree ${fields.tree}`, ...fields.parents.map((parent) => `parent ${parent}`)]
  lines.push(`author ${signatureLine(fields.author)}`, `committer ${signatureLine(fields.committer)}`)
  if (fields.signature) lines.push(`gpgsig ${fields.signature.replaceAll('\n', '\n ')}`)
  return Buffer.from(`${lines.join('\n')}\n\n${fields.message}`)
}

function parseSignature(line: string): Signature {
  const match = /^(.*?) ?<(.*?)> (-?\d+) [+-]\d{4}$/.exec(line)
  return match
    ? { name: match[1] ?? '', email: match[2] ?? '', date: Number(match[3]) * 1000 }
    : { name: line, email: '', date: 0 }
}

/** Reads a commit object's body; the generation is left for the graph to fill in. */
export function parseCommit(oid: string, body: Buffer): Commit {
  const text = body.toString('utf8')
  const end = text.indexOf('\n\n')
  const header = (end === -1 ? text : text.slice(0, end)).replaceAll('\n ', '\u0001')
  const nobody = { name: '', email: '', date: 0 }
  const commit: Commit = {
    oid,
    tree: emptyTree,
    parents: [],
    author: nobody,
    committer: nobody,
    message: end === -1 ? '' : text.slice(end + 2),
    signature: null,
    generation: 0,
  }
  for (const line of header.split('\n')) {
    const space = line.indexOf(' ')
    const value = line.slice(space + 1)
    const key = line.slice(0, space)
    if (key === 'tree') commit.tree = value
    else if (key === 'parent') commit.parents.push(value)
    else if (key === 'author') commit.author = parseSignature(value)
    else if (key === 'committer') commit.committer = parseSignature(value)
    else if (key === 'gpgsig') commit.signature = value.replaceAll('\u0001', '\n')
  }
  return commit
}

/** Git sorts a directory as if its name ended with a slash. */
function sortKey(entry: TreeEntry): string {
  return entry.mode === '40000' ? `${entry.name}/` : entry.name
}

/** The body of a tree, in a buffer of its own: a slice of node's shared pool would keep the whole pool alive. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = entries
    .map((entry) => ({
      head: Buffer.from(`${entry.mode} ${entry.name}\0`),
      oid: entry.oid,
      key: Buffer.from(sortKey(entry)),
    }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
  const body = Buffer.allocUnsafeSlow(sorted.reduce((size, { head }) => size + head.length + 20, 0))
  let at = 0
  for (const { head, oid } of sorted) {
    at += head.copy(body, at)
    at += body.write(oid, at, 'hex')
  }
  return body
}

export function parseTree(body: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = []
  let at = 0
  while (at < body.length) {
    const space = body.indexOf(0x20, at)
    const nul = body.indexOf(0, space)
    entries.push({
      mode: body.toString('latin1', at, space),
      name: body.toString('utf8', space + 1, nul),
      oid: body.toString('hex', nul + 1, nul + 21),
    })
    at = nul + 21
  }
  return entries
}
