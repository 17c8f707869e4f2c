import { UserError } from '../errors.ts'
import type { ArtifactShelf, StoredArtifact } from '../history/artifact-shelf.ts'

export interface MemoryShelf extends ArtifactShelf {
  readonly stored: { artifact: StoredArtifact; files: ReadonlyMap<string, Uint8Array> }[]
}

/** Artifacts in memory: a name is new or refused, and nothing changes once it is uploaded. */
export function memoryShelf(now: () => Date = () => new Date('2026-01-11T00:00:00Z')): MemoryShelf {
  const stored: MemoryShelf['stored'] = []
  return {
    stored,
    page: (page, name) => {
      const all = stored
        .map(({ artifact }) => artifact)
        .filter((one) => name === undefined || one.name === name)
      const newestFirst = all.toReversed()
      const artifacts = newestFirst.slice((page - 1) * 100, page * 100)
      return Promise.resolve({ artifacts, last: artifacts.length < 100 })
    },
    download: (id) => {
      const found = stored.find(({ artifact }) => artifact.id === id)
      return found
        ? Promise.resolve(found.files)
        : Promise.reject(new UserError(`There is no artifact ${id}.`))
    },
    upload: (name, files) => {
      if (stored.some(({ artifact }) => artifact.name === name))
        return Promise.reject(new UserError(`An artifact named ${name} exists already.`))
      const id = stored.length + 1
      const content = new Map([...files].map(([path, text]) => [path, new TextEncoder().encode(text)]))
      const size = [...content.values()].reduce((sum, { length }) => sum + length, 0)
      stored.push({ artifact: { id, name, size, createdAt: now(), runId: undefined }, files: content })
      return Promise.resolve({ id, name, size })
    },
  }
}
