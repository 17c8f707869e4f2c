// The real @actions/artifact against the emulator's results service and storage.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runtimeToken, startEmulator, type Emulator } from '../src/index.ts'
import { askAt, base } from './support/emulated.ts'

let emulator: Emulator
let folder: string
const before = { ...process.env }

beforeAll(async () => {
  const run = { id: 9101, artifacts: [{ name: 'made-before', files: { 'a.txt': 'from the world\n' } }] }
  emulator = await startEmulator({ ...base, repositories: [{ name: 'acme/web', workflow_runs: [run] }] })
  folder = mkdtempSync(join(tmpdir(), 'artifacts-'))
  Object.assign(process.env, {
    ACTIONS_RESULTS_URL: `${emulator.url}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken({ runId: 9101, jobId: 1, repository: 'acme/web' }),
    GITHUB_WORKSPACE: folder,
  })
  delete process.env['GITHUB_SERVER_URL']
})

afterAll(async () => {
  process.env = before
  rmSync(folder, { recursive: true, force: true })
  await emulator.close()
})

describe('artifacts', () => {
  test('upload, list, get, download with digest, refuse a second one of the name, delete', async () => {
    const { DefaultArtifactClient } = await import('@actions/artifact')
    const client = new DefaultArtifactClient()
    const file = join(folder, 'metrics.json')
    const big = join(folder, 'big.bin')
    writeFileSync(file, '{"ok":true}')
    writeFileSync(big, Buffer.alloc(9 * 1024 * 1024, 7))
    const uploaded = await client.uploadArtifact('metrics', [file, big], folder)
    expect(uploaded.id).toBeGreaterThan(0)
    const listed = await client.listArtifacts()
    expect(listed.artifacts.map((artifact) => artifact.name).sort()).toEqual(['made-before', 'metrics'])
    const into = join(folder, 'out')
    const found = await client.getArtifact('metrics')
    const downloaded = await client.downloadArtifact(found.artifact.id, {
      path: into,
      ...(found.artifact.digest ? { expectedHash: found.artifact.digest } : {}),
    })
    expect(downloaded.digestMismatch).toBe(false)
    expect(readFileSync(join(into, 'metrics.json'), 'utf8')).toBe('{"ok":true}')
    await expect(client.uploadArtifact('metrics', [file], folder)).rejects.toThrow(
      /already exists|409|Conflict/,
    )
    await client.deleteArtifact('metrics')
    expect((await client.listArtifacts()).artifacts).toHaveLength(1)
  })

  test('storage refuses a token beside the signature, and an address that is too old', async () => {
    const ask = askAt(emulator.url)
    const listed = await ask('GET', '/repos/acme/web/actions/artifacts?name=made-before')
    const id = listed.body.artifacts[0].id as number
    const link = await ask('GET', `/repos/acme/web/actions/artifacts/${id}/zip`)
    expect(link.status).toBe(302)
    const address = link.headers.get('location') ?? ''
    expect(new URL(address).origin).not.toBe(emulator.url)
    expect((await ask('GET', address)).status).toBe(403)
    expect((await ask('GET', address, undefined, null)).status).toBe(200)
    emulator.setClock({ advance: '2m' })
    expect((await ask('GET', address, undefined, null)).status).toBe(403)
  })
})
