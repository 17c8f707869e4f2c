import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Writable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib'
import type { BackupFacts, Probes } from '../probes.ts'

/** Streams a backup once for its checksum and once through its decompressor; nothing of it is kept in memory. */
export function backupFile(workspace: string): Probes['backup'] {
  return async (path, { checksum }) => {
    const file = resolve(workspace, path)
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) return undefined
    const facts: BackupFacts = {
      size: found.size,
      modifiedAt: found.mtime,
      damage: undefined,
      sha256: undefined,
    }
    try {
      if (checksum) facts.sha256 = await digest(file)
      facts.damage = await damageOf(file, path, found.size)
    } catch (error) {
      facts.damage = error instanceof Error ? error.message : 'unknown error'
    }
    return facts
  }
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

const packers: Record<string, () => Transform> = {
  gz: createGunzip,
  tgz: createGunzip,
  br: createBrotliDecompress,
  zst: createZstdDecompress,
}

async function damageOf(file: string, path: string, size: number): Promise<string | undefined> {
  if (size === 0) return 'it is empty'
  const ending = path.split('.').at(-1)?.toLowerCase() ?? ''
  const unpack = packers[ending]
  let bytes = 0
  const count = new Writable({
    write(chunk: Buffer, _, done) {
      bytes += chunk.length
      done()
    },
  })
  try {
    await (unpack
      ? pipeline(createReadStream(file), unpack(), count)
      : pipeline(createReadStream(file), count))
  } catch (error) {
    return `it does not unpack (${error instanceof Error ? error.message : 'unknown error'})`
  }
  if (bytes === 0) return 'there is nothing in it'
  return ending === 'zip' ? zipDamage(file, size) : packedDamage(file, { ending, size })
}

/** What Node cannot unpack begins with its mark, and a whole xz file ends with one: https://tukaani.org/xz/xz-file-format.txt */
const marks: Record<string, { begins: Buffer; ends?: Buffer }> = {
  xz: { begins: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), ends: Buffer.from('YZ') },
  bz2: { begins: Buffer.from('BZh') },
  '7z': { begins: Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]) },
}

async function packedDamage(
  file: string,
  { ending, size }: { ending: string; size: number },
): Promise<string | undefined> {
  const mark = marks[ending === 'txz' ? 'xz' : ending === 'tbz2' ? 'bz2' : ending]
  if (!mark) return undefined
  const { begins, ends } = mark
  if (!(await bytesAt(file, 0, begins.length)).equals(begins)) return `it is no ${ending} archive`
  if (!ends) return undefined
  const tail = await bytesAt(file, Math.max(0, size - ends.length), ends.length)
  return tail.equals(ends) ? undefined : 'the archive is cut off'
}

async function bytesAt(file: string, start: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of createReadStream(file, { start, end: start + length - 1 }))
    parts.push(chunk as Buffer)
  return Buffer.concat(parts)
}

// The directory of a zip stands at its end: a copy that was cut off lacks it.
async function zipDamage(file: string, size: number): Promise<string | undefined> {
  const tail: Buffer[] = []
  for await (const chunk of createReadStream(file, { start: Math.max(0, size - 65_557) }))
    tail.push(chunk as Buffer)
  return Buffer.concat(tail).includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
    ? undefined
    : 'the archive is cut off'
}
