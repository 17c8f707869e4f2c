import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { diskFiles } from '@ecosystem-actions/core/adapters/files'
import type { Files } from '@ecosystem-actions/core/ports'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'

const folder = mkdtempSync(join(tmpdir(), 'files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const memory = memoryFiles()
const ports: [string, Files, (path: string) => void][] = [
  ['memory', memory, (path) => memory.setExecutable(path, true)],
  ['disk', diskFiles(folder), (path) => chmodSync(join(folder, path), 0o755)],
]

describe.each(ports)('Files: %s', (_, files, makeExecutable) => {
  test('what was written is read, whole, in new folders', async () => {
    await files.write('a/b/c.txt', '\uFEFFhé')
    expect(await files.read('a/b/c.txt')).toBe('\uFEFFhé')
    expect(await files.bytes('a/b/c.txt')).toHaveLength(6)
    await files.write('a/b/c.txt', 'x')
    expect(await files.read('./a/b/c.txt')).toBe('x')
  })
  test('a text in many pieces is written whole', async () => {
    const pieces = Array.from({ length: 3000 }, (_, index) => `${index} é${'x'.repeat(900)}\n`)
    await files.write('pieces.txt', pieces.values())
    expect(await files.read('pieces.txt')).toBe(pieces.join(''))
    await files.write('pieces.txt', [].values())
    expect(await files.read('pieces.txt')).toBe('')
  })
  test('what is not there is undefined', async () => {
    expect(await files.read('nope.txt')).toBeUndefined()
    expect(await files.stat('nope.txt')).toBeUndefined()
  })
  test('a file above the limit is refused with its size', async () => {
    await files.write('big.bin', new Uint8Array(100))
    await expect(files.bytes('big.bin', 99)).rejects.toThrow(
      'File big.bin has 100 bytes; at most 99 are read.',
    )
  })
  test('stat tells kind, size and the execute bit', async () => {
    await files.write('run.sh', '#!/bin/sh\n')
    expect(await files.stat('run.sh')).toMatchObject({ kind: 'file', size: 10, executable: false })
    makeExecutable('run.sh')
    expect(await files.stat('run.sh')).toMatchObject({ executable: true })
    expect(await files.stat('a/b')).toMatchObject({ kind: 'directory' })
  })
  test('append adds lines at once', async () => {
    files.append('log/j.jsonl', 'one')
    files.append('log/j.jsonl', 'two')
    expect(await files.read('log/j.jsonl')).toBe('one\ntwo\n')
  })
  test('globs: braces, dot files, depth, never node_modules', async () => {
    for (const path of [
      '.github/workflows/a.yml',
      '.github/workflows/b.yaml',
      'node_modules/x/action.yml',
      'd/action.yml',
      'd/e/f/action.yml',
    ]) {
      await files.write(path, '')
    }
    expect(await files.glob(['.github/workflows/*.{yml,yaml}'])).toEqual([
      '.github/workflows/a.yml',
      '.github/workflows/b.yaml',
    ])
    expect(await files.glob(['**/action.yml'], { depth: 2 })).toEqual(['d/action.yml'])
    expect(await files.glob(['**/action.yml'], { ignore: ['d/action.yml'] })).toEqual(['d/e/f/action.yml'])
  })
})

const onLinux = process.platform === 'linux' ? test : test.skip

describe('folders that cannot be made end in an error at once', () => {
  const files = diskFiles(folder)
  test('below a file', async () => {
    await files.write('plain', 'x')
    await expect(files.write('plain/a/b/c.txt', 'y')).rejects.toThrow('Cannot write plain/a/b/c.txt')
    expect(() => files.append('plain/a/b/c.txt', 'y')).toThrow('ENOTDIR')
  })
  onLinux('where the system holds none', async () => {
    await expect(files.write('/proc/a/b/c.txt', 'y')).rejects.toThrow('Cannot write /proc/a/b/c.txt')
    expect(() => files.append('/proc/a/b/c.txt', 'y')).toThrow('ENOENT')
  })
})
