// Writes objects to disk: many at once as a pack with its version 2 index (without deltas, which is fastest), one as a loose file.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { ObjectType } from './objects.ts'

const typeNumber: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3, tag: 4 }

export interface PackEntry {
  oid: string
  type: ObjectType
  body: Buffer
}

function entryHeader(type: ObjectType, size: number): Buffer {
  const bytes: number[] = []
  let byte = (typeNumber[type] << 4) | (size & 15)
  let rest = Math.floor(size / 16)
  while (rest > 0) {
    bytes.push(byte | 0x80)
    byte = rest & 0x7f
    rest = Math.floor(rest / 128)
  }
  bytes.push(byte)
  return Buffer.from(bytes)
}

function fileHeader(count: number): Buffer {
  const header = Buffer.alloc(12)
  header.write('PACK', 0, 'latin1')
  header.writeUInt32BE(2, 4)
  header.writeUInt32BE(count, 8)
  return header
}

function sealed(parts: Buffer[]): { file: Buffer; checksum: Buffer } {
  const body = Buffer.concat(parts)
  const checksum = createHash('sha1').update(body).digest()
  return { file: Buffer.concat([body, checksum]), checksum }
}

interface Placed {
  name: Buffer
  crc: number
  offset: number
}

function indexFile(placed: Placed[], packChecksum: Buffer): Buffer {
  const sorted = placed.sort((a, b) => Buffer.compare(a.name, b.name))
  const fanout = Buffer.alloc(256 * 4)
  const crcs = Buffer.alloc(sorted.length * 4)
  const offsets = Buffer.alloc(sorted.length * 4)
  const counts = Array.from({ length: 256 }, () => 0)
  sorted.forEach((entry, i) => {
    counts[entry.name[0] ?? 0]! += 1
    crcs.writeUInt32BE(entry.crc, i * 4)
    offsets.writeUInt32BE(entry.offset, i * 4)
  })
  let total = 0
  counts.forEach((count, i) => fanout.writeUInt32BE((total += count), i * 4))
  const magic = Buffer.from([0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2])
  return sealed([magic, fanout, ...sorted.map((entry) => entry.name), crcs, offsets, packChecksum]).file
}

/** Writes one pack of the given objects (each object once) below `objects/pack`. Keep a batch well under 2 GB. */
export function writePack(objectsDirectory: string, entries: readonly PackEntry[]): void {
  if (entries.length === 0) return
  const parts: Buffer[] = [fileHeader(entries.length)]
  const placed: Placed[] = []
  let offset = 12
  for (const { oid, type, body } of entries) {
    const data = Buffer.concat([entryHeader(type, body.length), deflateSync(body, { level: 1 })])
    placed.push({ name: Buffer.from(oid, 'hex'), crc: crc32(data), offset })
    parts.push(data)
    offset += data.length
  }
  const pack = sealed(parts)
  const directory = join(objectsDirectory, 'pack')
  mkdirSync(directory, { recursive: true })
  const name = join(directory, `pack-${pack.checksum.toString('hex')}`)
  writeFileSync(`${name}.pack`, pack.file)
  writeFileSync(`${name}.idx`, indexFile(placed, pack.checksum))
}

/** Writes one object as git's own loose file, atomically. */
export function writeLoose(objectsDirectory: string, { oid, type, body }: PackEntry): void {
  const folder = join(objectsDirectory, oid.slice(0, 2))
  const file = join(folder, oid.slice(2))
  if (existsSync(file)) return
  mkdirSync(folder, { recursive: true })
  const temporary = join(folder, `tmp_obj_${process.pid}_${oid.slice(2, 12)}`)
  const header = Buffer.from(`${type} ${body.length}\0`)
  writeFileSync(temporary, deflateSync(Buffer.concat([header, body]), { level: 1 }))
  renameSync(temporary, file)
}
