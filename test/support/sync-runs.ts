import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  startEmulator,
  type Emulator,
  type RequestEntry,
  type WorldInput,
} from '@ecosystem-actions/github-emulator'
import type { FaultInput } from '@ecosystem-actions/github-emulator/world/fault-schema'
import { runAction, type ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import { emulatedPlace } from '../../scripts/action/identity.ts'
import { root } from '../../scripts/house.ts'

export type { FaultInput, WorldInput }

export interface SyncRun extends ActionResult {
  /** REST and GraphQL requests that the emulator saw during this run. */
  requests: RequestEntry[]
  metrics: Record<string, number>
  journal: { kind: string; action?: string; subject: string; because: string }[]
}

export interface SyncOptions {
  signal?: AbortSignal
  token?: string
  env?: Record<string, string>
  /** Others run on the same world meanwhile, so that what the server saw is not this run's alone. */
  together?: boolean
}

export interface SyncRuns {
  emulator: Emulator
  workspace: string
  /** One run of the committed bundle; state and workspace stay for the next. Rejects when it counted other requests than the server saw. */
  sync: (inputs?: Record<string, string>, more?: SyncOptions) => Promise<SyncRun>
  close: () => Promise<void>
}

const control = 'acme/control'

/** The token of somebody who presses buttons while a run goes on; what is asked with it is not the run's. */
export const bystander = 'ghs_bystander'

/** A world with its configuration in the workspace, and the committed bundle to run on it. */
export async function syncRuns(world: WorldInput, config: unknown): Promise<SyncRuns> {
  const repositories = [
    { name: control, files: { 'README.md': '# control\n' } },
    ...(world.repositories ?? []),
  ]
  const tokens = [...(world.tokens ?? []), { token: bystander, login: 'bystander' }]
  const emulator = await startEmulator({ now: '2026-01-11T00:00:00Z', ...world, tokens, repositories })
  const workspace = mkdtempSync(join(tmpdir(), 'sync-'))
  mkdirSync(join(workspace, 'config'))
  const text = typeof config === 'string' ? config : JSON.stringify(config)
  writeFileSync(join(workspace, 'config/ecosystem-repos.json'), text)
  return {
    emulator,
    workspace,
    async sync(inputs = {}, more = {}) {
      const before = emulator.requests().length
      const event = { event: 'workflow_dispatch', payload: {}, token: more.token }
      const place = await emulatedPlace(emulator.url, control, event)
      const result = await runAction({
        metadataFile: join(root, 'actions/ecosystem-sync/action.yml'),
        run: place.run,
        inputs: { 'upload-artifact': 'false', ...inputs },
        expression: (path) => (path === 'github.token' ? place.token : ''),
        workspace,
        env: { ECOSYSTEM_ACTIONS_TIME_SCALE: '1000', ...more.env },
        ...(more.signal ? { signal: more.signal } : {}),
      })
      const requests = emulator
        .requests(before)
        .filter(({ kind, token }) => (kind === 'rest' || kind === 'graphql') && token !== bystander)
      const read = (path: string): string => {
        try {
          return readFileSync(join(workspace, path), 'utf8')
        } catch {
          return ''
        }
      }
      if (!more.together && !result.killedBy) checkCount(result, requests)
      const journal = read('ecosystem-sync-journal.jsonl').split('\n').filter(Boolean)
      return {
        ...result,
        requests,
        metrics: JSON.parse(read('automation_metrics.json') || '{}') as Record<string, number>,
        journal: journal.map((line) => JSON.parse(line) as SyncRun['journal'][number]),
      }
    },
    async close() {
      await emulator.close()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}

/** `api_calls_made` is a promise of every run: one that ended before it had outputs has sent nothing. */
function checkCount({ outputs, log }: ActionResult, seen: readonly RequestEntry[]): void {
  const counted = Number(outputs['api-calls-made'] ?? 0)
  if (counted === seen.length) return
  const routes = seen.map(({ route, status }) => `${route} ${status}`).join('\n')
  throw new Error(`The run counted ${counted} requests, the server saw ${seen.length}:\n${routes}\n${log}`)
}

type BranchInput = Exclude<
  NonNullable<NonNullable<WorldInput['repositories']>[number]['branches']>[number],
  string
>

/** Branches that are behind by 12 to 16 commits and have one of their own. */
export function branchesBehind(count: number): BranchInput[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `feature/${index}`,
    from: `main~${12 + (index % 5)}`,
    commits: [
      {
        message: `work ${index}`,
        author: 'alice',
        date: '-5d',
        files: { [`file-${index}.txt`]: `${index}\n` },
      },
    ],
  }))
}

/** Pull requests that exist twice for the same branches. */
export function doubled(emulator: Emulator): string[] {
  return emulator.state().repositories.flatMap(({ name, pull_requests: pulls }) => {
    const open = pulls
      .filter(({ state }) => state === 'open')
      .map(({ head, base }) => `${name} ${head} ${base}`)
    return open.filter((pair, index) => open.indexOf(pair) !== index)
  })
}
