// `npm run emulator` as its users start and end it.
import { expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'command-'))

function start(world: string, ...more: string[]) {
  const file = join(folder, 'world.yml')
  writeFileSync(file, world)
  const child = spawn(
    process.execPath,
    ['--conditions=source', 'scripts/emulator.ts', '--world', file, ...more],
    { cwd: root },
  )
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)))
  return { child, output, ended, file }
}

test('the first line tells where it listens, and SIGTERM ends it well', async () => {
  const { child, output, ended } = start('repositories: [{ name: acme/web }]')
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  const [, url] = /^listening on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(output.stdout) ?? []
  const answer = await fetch(`${url}/repos/acme/web`)
  expect(answer.status).toBe(200)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('an invalid world ends with 2 and the places of its mistakes', async () => {
  const { output, ended, file } = start('repositories: [{ nme: x }]')
  expect(await ended).toBe(2)
  expect(output.stderr).toContain(`${file}:1:18: repositories[0].nme: unknown key "nme"`)
  expect(output.stderr).not.toMatch(/\bat .*\.ts:\d+/)
  rmSync(folder, { recursive: true, force: true })
})
