import { crc32, inflateRawSync } from 'node:zlib'
import { UserError } from './errors.ts'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50

/**
 * The files of a zip, by path. Sizes are limited before anything is unpacked, checksums are compared, and paths that leave the folder
 * are refused. Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7, 4.3.12 and 4.3.16; no Zip64, because
 * nothing above `limit` bytes is read.
 */
export function readZip(bytes: Uint8Array, limit = 64 * 1024 * 1024): Map<string, Uint8Array> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > zip.length || zip.readUInt32LE(end) !== endSignature) throw broken('has no end')
  const files = new Map<string, Uint8Array>()
  let at = zip.readUInt32LE(end + 16)
  let left = limit
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== entrySignature)
      throw broken('has a broken directory')
    const entry = entryAt(zip, at)
    at = entry.next
    if (entry.path.endsWith('/')) continue
    if (/^\/|^[A-Za-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)|\0/.test(entry.path))
      throw broken('holds a path outside of its folder')
    left -= entry.size
    if (left < 0) throw new UserError(`The archive holds more than ${limit} bytes.`)
    files.set(entry.path, contentOf(zip, entry))
  }
  return files
}

interface ZipEntry {
  path: string
  method: number
  crc: number
  packed: number
  size: number
  local: number
  next: number
}

function entryAt(zip: Buffer, at: number): ZipEntry {
  const name = zip.readUInt16LE(at + 28)
  return {
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    packed: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    local: zip.readUInt32LE(at + 42),
    path: zip.toString('utf8', at + 46, at + 46 + name),
    next: at + 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
  }
}

function contentOf(zip: Buffer, { local, packed, size, method, crc, path }: ZipEntry): Uint8Array {
  if (local + 30 > zip.length || zip.readUInt32LE(local) !== localSignature)
    throw broken(`has no content for ${path}`)
  const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const raw = zip.subarray(from, from + packed)
  if (method !== 0 && method !== 8) throw broken(`packs ${path} in an unknown way`)
  try {
    const content = method === 0 ? raw : inflateRawSync(raw, { maxOutputLength: Math.max(1, size) })
    if (content.length !== size || crc32(content) !== crc) throw broken(`holds a damaged ${path}`)
    return content
  } catch (error) {
    throw error instanceof UserError ? error : broken(`holds a damaged ${path}`)
  }
}

function broken(what: string): UserError {
  return new UserError(`The archive ${what}.`)
}
