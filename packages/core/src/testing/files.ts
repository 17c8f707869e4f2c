import picomatch from 'picomatch'
import { UserError } from '../errors.ts'
import type { FileStat, Files } from '../ports.ts'

export interface MemoryFiles extends Files {
  /** Path to content, as it stands now. */
  readonly content: Map<string, Uint8Array>
  setModified(path: string, at: Date): void
  setExecutable(path: string, executable: boolean): void
}

/** Files in memory, by POSIX path relative to the workspace. */
export function memoryFiles(
  initial: Record<string, string | Uint8Array> = {},
  now = new Date('2026-01-11T00:00:00Z'),
): MemoryFiles {
  const content = new Map(Object.entries(initial).map(([path, value]) => [path, encode(value)]))
  const modified = new Map<string, Date>()
  const executable = new Set<string>()
  const key = (path: string) => path.replace(/^\.\//, '')
  const bytes = async (path: string, limit = Infinity): Promise<Uint8Array | undefined> => {
    const found = content.get(key(path))
    if (found && found.length > limit)
      throw new UserError(`File ${path} has ${found.length} bytes; at most ${limit} are read.`)
    return Promise.resolve(found)
  }
  const statOf = (path: string): FileStat | undefined => {
    const found = content.get(path)
    const modifiedAt = modified.get(path) ?? now
    if (found) return { kind: 'file', size: found.length, modifiedAt, executable: executable.has(path) }
    const folder = [...content.keys()].some((file) => file.startsWith(`${path}/`))
    return folder ? { kind: 'directory', size: 0, modifiedAt, executable: false } : undefined
  }
  return {
    root: '/workspace',
    content,
    setModified: (path, at) => void modified.set(path, at),
    setExecutable: (path, flag) => void (flag ? executable.add(path) : executable.delete(path)),
    bytes,
    read: async (path, limit) => {
      const found = await bytes(path, limit)
      return found && new TextDecoder('utf-8', { ignoreBOM: true }).decode(found)
    },
    stat: (path) => Promise.resolve(statOf(key(path))),
    write: (path, value) => Promise.resolve(void content.set(key(path), encode(value))),
    append: (path, line) =>
      void content.set(
        key(path),
        Buffer.concat([content.get(key(path)) ?? Buffer.of(), encode(`${line}\n`)]),
      ),
    glob: (patterns, { ignore = [], depth = 32 } = {}) => {
      const wanted = picomatch(patterns.map(key), { dot: true, ignore: ignore.map(key) })
      const paths = [...content.keys()].filter((path) => wanted(path) && path.split('/').length - 1 <= depth)
      return Promise.resolve(paths.filter((path) => !/(?:^|\/)(?:\.git|node_modules)\//.test(path)).sort())
    },
  }
}

function encode(value: string | Uint8Array | Iterable<string>): Uint8Array {
  if (value instanceof Uint8Array) return value
  return new TextEncoder().encode(typeof value === 'string' ? value : [...value].join(''))
}
