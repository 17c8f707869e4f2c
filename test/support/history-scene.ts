import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryArtifacts } from '@ecosystem-actions/core/adapters/artifact-shelf'
import { systemClock } from '@ecosystem-actions/core/adapters/clock'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import type { HistoryRecord, HistoryStore } from '@ecosystem-actions/core/history'
import { artifactHistory } from '@ecosystem-actions/core/history-artifacts'
import { branchHistory } from '@ecosystem-actions/core/history-branch'
import type { GitHub } from '@ecosystem-actions/core/ports'
import { runtimeToken, startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'

export interface HistoryScene {
  emulator: Emulator
  /** A client of a writer of its own, with its own token. Waits are a twentieth of what they say. */
  github(writer: number): GitHub
  branch(writer: number): HistoryStore
  artifacts(writer: number, downloads?: number): HistoryStore
  close(): Promise<void>
}

const repository = 'acme/data'
const variables = ['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_SERVER_URL'] as const

/** Both stores as runs use them, against the emulator: the real client, the real toolkit. */
export async function historyScene(writers: number): Promise<HistoryScene> {
  const tokens = Array.from({ length: writers + 1 }, (_, n) => ({
    token: `ghs_writer${n}`,
    permissions: { contents: 'write' as const, actions: 'write' as const },
  }))
  const emulator = await startEmulator({
    repositories: [{ name: repository, files: { 'README.md': 'data' } }],
    tokens,
  })
  const before = new Map(variables.map((name) => [name, process.env[name]]))
  process.env['ACTIONS_RESULTS_URL'] = emulator.url
  process.env['ACTIONS_RUNTIME_TOKEN'] = runtimeToken({ runId: 1, jobId: 1, repository })
  process.env['GITHUB_SERVER_URL'] = `http://github.localhost:${emulator.port}`
  // The toolkit tells the log of the job every step of an upload.
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = () => true
  const folder = mkdtempSync(join(tmpdir(), 'history-'))
  const clock = systemClock({ GITHUB_API_URL: emulator.url, ECOSYSTEM_ACTIONS_TIME_SCALE: '20' })
  const github = (writer: number) =>
    createGitHub({ token: `ghs_writer${writer}`, baseUrl: emulator.url, clock })
  return {
    emulator,
    github,
    branch: (writer) => branchHistory({ github: github(writer), clock, repository, deadline: 1_200_000 }),
    artifacts: (writer, downloads = 200) =>
      artifactHistory({ shelf: repositoryArtifacts(github(writer), repository, folder), downloads }),
    async close() {
      process.stdout.write = write
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
      }
      rmSync(folder, { recursive: true, force: true })
      await emulator.close()
    },
  }
}

export const series = 'health/default'

export function sampleRecord(id: string, minute = 0): HistoryRecord {
  return {
    id,
    at: new Date(Date.UTC(2026, 0, 11, 0, minute)).toISOString(),
    series,
    body: { text: 'ü | <b> ```', n: minute },
  }
}

/** `writers` at once, each storing `each` records one after the other. Answers what a fresh reader then finds. */
export async function writeAtOnce(
  open: (writer: number) => HistoryStore,
  writers: number,
  each: number,
): Promise<{ ids: string[]; failures: string[] }> {
  const failures: string[] = []
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const store = open(writer)
      for (let n = 0; n < each; n++)
        await store
          .append([sampleRecord(`w${writer}-${n}`, n)])
          .catch((error: unknown) => failures.push(String(error)))
    }),
  )
  const { records } = await open(writers).read({ series, limit: 1000 })
  return { ids: records.map(({ id }) => id), failures }
}
