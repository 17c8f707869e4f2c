import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtActions, root } from '../scripts/house.ts'
import { median, table } from './figures.ts'

export const about =
  'start of each committed bundle (until its inputs are refused) beside an empty module, interleaved'

function time(entry: string, folder: string): number {
  const started = performance.now()
  // An input nobody knows: the bundle loads everything it needs at start, refuses, and asks for nothing.
  spawnSync(process.execPath, [entry], {
    cwd: folder,
    env: { PATH: process.env['PATH'], 'INPUT_NOT-AN-INPUT': 'x' },
  })
  return performance.now() - started
}

export async function run(args: string[]): Promise<void> {
  const runs = Number(args[0] ?? 15)
  const folder = mkdtempSync(join(tmpdir(), 'cold-'))
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const entries = [
    ['bare node', empty],
    ...builtActions().map((name) => [name, join(root, 'dist', name, 'index.js')]),
  ] as [string, string][]
  const times = new Map(entries.map(([name]) => [name, [] as number[]]))
  for (let i = -1; i < runs; i++) {
    for (const [name, entry] of entries) {
      const ms = time(entry, folder)
      if (i >= 0) times.get(name)?.push(ms)
    }
  }
  const bare = median(times.get('bare node') ?? [])
  const rows = entries.map(([name, entry]) => {
    const ms = median(times.get(name) ?? [])
    return [
      name,
      `${ms.toFixed(0)} ms`,
      `${(ms / bare).toFixed(2)} ×`,
      `${(readFileSync(entry).length / 1e6).toFixed(2)} MB`,
    ]
  })
  rmSync(folder, { recursive: true })
  console.log(`${runs} interleaved runs, medians`)
  console.log(table(['', 'start', 'to bare node', 'entry'], rows))
  await Promise.resolve()
}
