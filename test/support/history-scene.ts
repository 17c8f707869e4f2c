import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryArtifacts } from '@ecosystem-actions/core/adapters/artifact-shelf'
import { systemClock } from '@ecosystem-actions/core/adapters/clock'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import type { HistoryStore } from '@ecosystem-actions/core/history'
import { artifactHistory } from '@ecosystem-actions/core/history/artifacts'
import { branchHistory } from '@ecosystem-actions/core/history/branch'
import type { Measure } from '@ecosystem-actions/core/history/digest'
import type { GitHub } from '@ecosystem-actions/core/ports'
import { runtimeToken, startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'
import { measure, sampleRecord, series } from './sample-records.ts'

export interface HistoryScene {
  emulator: Emulator
  /** A client of a writer of its own, with its own token. Waits are a quarter of what they say. */
  github(writer: number): GitHub
  /** As the health check opens it; `now` is the time of its run, without `measured` nothing is counted. */
  branch(writer: number, options?: { now?: string; measured?: boolean }): HistoryStore
  artifacts(writer: number, downloads?: number): HistoryStore
  close(): Promise<void>
}

const repository = 'acme/data'
const variables = ['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_SERVER_URL'] as const

/** Both stores as runs use them, against the emulator: the real client, the real toolkit. */
export async function historyScene(writers: number): Promise<HistoryScene> {
  const tokens = Array.from({ length: writers + 1 }, (_, n) => ({
    token: `ghs_writer${n}`,
    permissions: {
      contents: 'write' as const,
      actions: 'write' as const,
      ...(n === writers ? { administration: 'write' as const } : {}),
    },
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
  const clockAt = (now = '') =>
    systemClock({
      GITHUB_API_URL: emulator.url,
      ECOSYSTEM_ACTIONS_TIME_SCALE: '4',
      ECOSYSTEM_ACTIONS_NOW: now,
    })
  const github = (writer: number) =>
    createGitHub({ token: `ghs_writer${writer}`, baseUrl: emulator.url, clock: clockAt() })
  return {
    emulator,
    github,
    branch(writer, { now, measured = true } = {}) {
      const kept: { measure?: Measure } = measured ? { measure } : {}
      const clock = clockAt(now)
      return branchHistory({ github: github(writer), clock, repository, ...kept })
    },
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

/** Every write of the history that can be made and whose answer is then lost. */
export const lostAnswers = (probability: number) => [
  { match: { graphql: 'createCommitOnBranch' }, status: 502, after_effect: true, probability, seed: 11 },
  {
    match: { method: 'PATCH', route: '/repos/{owner}/{repo}/git/refs/{ref}' },
    status: 502,
    after_effect: true,
    probability,
    seed: 12,
  },
  {
    match: { method: 'POST', route: '/repos/{owner}/{repo}/git/refs' },
    status: 502,
    after_effect: true,
    probability,
    seed: 13,
  },
  { match: { route: '/twirp/**' }, status: 502, after_effect: true, probability, seed: 14 },
]

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
