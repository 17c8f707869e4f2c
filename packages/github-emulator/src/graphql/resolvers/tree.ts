// Trees, their entries, blobs and tags.
import { fullName } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { htmlUrl } from '../../domain/world.ts'
import { entryType } from '../../git/trees.ts'
import type { FieldTable } from '../fields.ts'
import { gitObject } from '../git-objects.ts'
import type { Session } from '../session.ts'
import { asRepository, type ObjectSource, type TreeEntrySource } from '../sources.ts'
import { gitActor } from './commit.ts'

const common: FieldTable<ObjectSource> = {
  id: ({ type, repository, oid }) => nodeId(type, oid, repository.id),
  oid: ({ oid }) => oid,
  abbreviatedOid: ({ oid }) => oid.slice(0, 7),
  repository: ({ repository }) => asRepository(repository),
  commitResourcePath: ({ repository, oid }) => `/${fullName(repository)}/commit/${oid}`,
  commitUrl: ({ repository, oid }, _, { world }) => `${htmlUrl(world, repository)}/commit/${oid}`,
}

const textLimit = 512_000

async function content({ world }: Session, oid: string): Promise<Buffer> {
  return (await world.store.read(oid))?.body ?? Buffer.alloc(0)
}

const isBinary = (body: Buffer) => body.subarray(0, 8000).includes(0)

export const treeFields: FieldTable<ObjectSource> = {
  ...common,
  entries: async ({ repository, oid, path }, _, { world }) =>
    (await world.store.tree(oid)).map((entry): TreeEntrySource => ({
      type: 'TreeEntry',
      repository,
      mode: entry.mode,
      oid: entry.oid,
      path: path === '' ? entry.name : `${path}/${entry.name}`,
    })),
}

export const blobFields: FieldTable<ObjectSource> = {
  ...common,
  byteSize: async ({ oid }, _, session) => (await content(session, oid)).length,
  isBinary: async ({ oid }, _, session) => isBinary(await content(session, oid)),
  isTruncated: async ({ oid }, _, session) => (await content(session, oid)).length > textLimit,
  text: async ({ oid }, _, session) => {
    const body = await content(session, oid)
    return isBinary(body) ? null : body.subarray(0, textLimit).toString('utf8')
  },
}

async function tagLine(session: Session, oid: string, key: string): Promise<string> {
  const text = (await content(session, oid)).toString('utf8')
  return new RegExp(`^${key} (.*)$`, 'm').exec(text)?.[1] ?? ''
}

export const tagFields: FieldTable<ObjectSource> = {
  ...common,
  name: ({ oid }, _, session) => tagLine(session, oid, 'tag'),
  message: async ({ oid }, _, session) => {
    const text = (await content(session, oid)).toString('utf8')
    return text.slice(text.indexOf('\n\n') + 2)
  },
  tagger: async ({ oid }, _, session) => {
    const match = /^(.*?) ?<(.*?)> (\d+)/.exec(await tagLine(session, oid, 'tagger'))
    if (!match) return null
    return gitActor(session, { name: match[1] ?? '', email: match[2] ?? '', date: Number(match[3]) * 1000 })
  },
  target: async ({ repository, oid }, _, session) =>
    gitObject(session, repository, await tagLine(session, oid, 'object')),
}

export const treeEntryFields: FieldTable<TreeEntrySource> = {
  name: ({ path }) => path.slice(path.lastIndexOf('/') + 1),
  path: ({ path }) => path,
  oid: ({ oid }) => oid,
  mode: ({ mode }) => Number.parseInt(mode, 8),
  type: ({ mode }) => entryType(mode),
  extension: ({ path }) => /[^/](\.[^./]+)$/.exec(path)?.[1] ?? '',
  repository: ({ repository }) => asRepository(repository),
  size: async ({ mode, oid }, _, session) =>
    entryType(mode) === 'blob' ? (await content(session, oid)).length : 0,
  object: ({ repository, mode, oid, path }) => {
    const kind = entryType(mode)
    if (kind === 'commit') return null
    return { type: kind === 'tree' ? 'Tree' : 'Blob', repository, oid, path } satisfies ObjectSource
  },
}
