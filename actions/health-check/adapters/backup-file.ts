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
  return ending === 'zip' ? zipDamage(file, size) : undefined
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
