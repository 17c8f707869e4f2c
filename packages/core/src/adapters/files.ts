import { appendFileSync } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { randomUUID } from 'node:crypto'
import picomatch from 'picomatch'
import { UserError } from '../errors.ts'
import type { FileStat, Files } from '../ports.ts'
import { makeFolder } from './make-folder.ts'

const defaultLimit = 64 * 1024 * 1024

/** Files below `root` (the workspace). Absolute paths are taken as they are. */
export function diskFiles(root: string): Files {
  const at = (path: string) => (isAbsolute(path) ? path : resolve(root, path))
  const bytes = (path: string, limit = defaultLimit) => readBytes(at(path), { shown: path, limit })
  return {
    root,
    bytes,
    async read(path, limit) {
      const found = await bytes(path, limit)
      return found && new TextDecoder('utf-8', { ignoreBOM: true }).decode(found)
    },
    stat: (path) => statOf(at(path)),
    write: (path, content) => writeWhole(at(path), { shown: path, content }),
    append(path, line) {
      makeFolder(dirname(at(path)))
      appendFileSync(at(path), `${line}\n`)
    },
    glob: (patterns, options = {}) => glob(root, patterns, options),
  }
}

interface ReadRequest {
  shown: string
  limit: number
}

async function readBytes(path: string, { shown, limit }: ReadRequest): Promise<Uint8Array | undefined> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw cannot('read', shown, error)
  })
  if (!file) return undefined
  try {
    const { size } = await file.stat()
    if (size > limit) {
      throw new UserError(
        `File ${shown} has ${size} bytes; at most ${limit} are read.`,
        'Check that the path is the right one.',
      )
    }
    return await file.readFile()
  } catch (error) {
    if (error instanceof UserError) throw error
    if (isMissing(error)) return undefined
    throw cannot('read', shown, error)
  } finally {
    await file.close()
  }
}

async function statOf(path: string): Promise<FileStat | undefined> {
  try {
    const found = await stat(path)
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other'
    const executable = process.platform !== 'win32' && (found.mode & 0o111) !== 0
    return { kind, size: found.size, modifiedAt: found.mtime, executable }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw cannot('look at', path, error)
  }
}

interface WriteRequest {
  shown: string
  content: string | Uint8Array | Iterable<string>
}

async function writeWhole(path: string, { shown, content }: WriteRequest): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    makeFolder(dirname(path))
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(
        typeof content === 'string' || ArrayBuffer.isView(content) ? content : gathered(content),
      )
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw cannot('write', shown, error)
  }
}

const pieceLength = 1 << 17

/** The same text in larger pieces: each piece is a write of its own. */
function* gathered(pieces: Iterable<string>): Generator<string> {
  let [waiting, length]: [string[], number] = [[], 0]
  for (const piece of pieces) {
    waiting.push(piece)
    length += piece.length
    if (length < pieceLength) continue
    yield waiting.join('')
    ;[waiting, length] = [[], 0]
  }
  if (waiting.length > 0) yield waiting.join('')
}

const never = new Set(['.git', 'node_modules'])

async function glob(
  root: string,
  patterns: readonly string[],
  { ignore = [], depth = 32 }: { ignore?: readonly string[]; depth?: number },
): Promise<string[]> {
  const wanted = picomatch([...patterns].map(posix), { dot: true, ignore: [...ignore].map(posix) })
  const found: string[] = []
  const walk = async (folder: string, left: number): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) {
        if (!never.has(entry.name) && left > 0) await walk(path, left - 1)
      } else if (wanted(path)) found.push(path)
    }
  }
  await walk('', depth)
  return found.sort()
}

function posix(pattern: string): string {
  return pattern.replace(/^\.\//, '')
}

/** A path as it is shown to users: relative to the workspace, with `/`. */
export function shownPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR'
}

function cannot(verb: string, path: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
  return new UserError(`Cannot ${verb} ${path} (${code}).`, 'Check the path and its permissions.', {
    cause: error,
  })
}
