import { deflateRawSync, crc32 } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { readZip } from '@ecosystem-actions/core/zip'

/** A zip of one file, written by the book, so that the reader is not tested against its own assumptions. */
function zipOf(path: string, content: string, { method = 8, damage = false } = {}): Buffer {
  const raw = Buffer.from(content)
  const packed = method === 8 ? deflateRawSync(raw) : raw
  const name = Buffer.from(path)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(method, 8)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(method, 10)
  central.writeUInt32LE(damage ? 1 : crc32(raw), 16)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(raw.length, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, central, name, end])
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

test.each([0, 8])('a file packed by method %i comes back whole', (method) => {
  const content = 'records\n'.repeat(500)
  expect(text(readZip(zipOf('history.ndjson', content, { method })).get('history.ndjson'))).toBe(content)
})

test.each([
  ['no zip at all', Buffer.from('hello'), /has no end/],
  ['a checksum that differs', zipOf('a', 'x', { damage: true }), /damaged a/],
  ['a path that climbs', zipOf('../a', 'x'), /outside/],
  ['an absolute path', zipOf('/etc/a', 'x'), /outside/],
  ['an unknown method', zipOf('a', 'x', { method: 99 }), /unknown way/],
  ['a directory cut off', zipOf('a', 'x').subarray(20), /./],
])('%s is refused in words', (_, zip, message) => {
  expect(() => readZip(zip)).toThrow(message)
})

test('the size limit holds before anything is unpacked', () => {
  expect(() => readZip(zipOf('a', 'x'.repeat(1000)), 999)).toThrow('more than 999 bytes')
})
