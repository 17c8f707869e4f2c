// An emulated repository with one workflow, and the committed bundle of notify-failure run against it.
import { join } from 'node:path'
import { startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'
import { runAction, type ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import { emulatedPlace } from '../../scripts/action/identity.ts'
import { root } from '../../scripts/house.ts'
import { startChannels, type ChannelServer } from './channel-server.ts'

export type Part = Record<string, unknown>

export const now = '2026-01-11T12:00:00Z'

/** A run of CI on main that ended `ago` minutes before now. Later parts win. */
export function run(number: number, conclusion: string, ago: number, more: Part = {}): Part {
  return {
    id: 9000 + number,
    workflow: '.github/workflows/ci.yml',
    name: 'CI',
    run_number: number,
    event: 'push',
    head_branch: 'main',
    head_sha: `main~${Math.max(0, 9 - number)}`,
    status: 'completed',
    conclusion,
    created_at: `-${ago + 10}m`,
    run_started_at: `-${ago + 10}m`,
    updated_at: `-${ago}m`,
    actor: 'alice',
    jobs: [job(number * 10, 'test', conclusion)],
    ...more,
  }
}

export function job(id: number, name: string, conclusion: string, more: Part = {}): Part {
  return { id, name, status: 'completed', conclusion, steps: [{ name: 'Run tests', conclusion }], ...more }
}

export interface Scene {
  emulator: Emulator
  channels: ChannelServer
  /** The action on a `workflow_run` event of this run, or on another event. */
  notify: (runId: number, inputs?: Record<string, string>, more?: SceneOptions) => Promise<Notified>
  close: () => Promise<void>
}

export interface SceneOptions {
  event?: string
  payload?: Part
  env?: Record<string, string>
  token?: string
}

export interface Notified extends ActionResult {
  /** Requests to the API of this run alone, by method and route. */
  requests: string[]
  delivered: Record<string, { status: string; because: string }>
}

export async function scene(runs: Part[], repository: Part = {}, world: Part = {}): Promise<Scene> {
  const emulator = await startEmulator({
    now,
    users: [{ login: 'alice', id: 1001, type: 'User' }],
    ...world,
    repositories: [
      {
        name: 'acme/web',
        commits: 12,
        workflows: [{ path: '.github/workflows/ci.yml', state: 'active' }],
        workflow_runs: runs,
        ...repository,
      },
    ],
  } as never)
  const channels = await startChannels(`http://github.localhost:${emulator.port}`)
  return {
    emulator,
    channels,
    notify: (runId, inputs = {}, more = {}) => notify({ emulator, channels }, runId, { inputs, ...more }),
    close: async () => {
      await channels.close()
      await emulator.close()
    },
  }
}

interface Step extends SceneOptions {
  inputs: Record<string, string>
}

async function notify(
  { emulator }: Pick<Scene, 'emulator' | 'channels'>,
  runId: number,
  step: Step,
): Promise<Notified> {
  const event = step.event ?? 'workflow_run'
  const payload =
    step.payload ?? (event === 'workflow_run' ? { action: 'completed', workflow_run: { id: runId } } : {})
  const options = { event, payload, ...(step.token && { token: step.token }) }
  const place = await emulatedPlace(emulator.url, 'acme/web', options as Parameters<typeof emulatedPlace>[2])
  const since = emulator.requests().length
  const result = await runAction({
    metadataFile: join(root, 'actions/notify-failure/action.yml'),
    run: place.run,
    inputs: { 'allow-private-hosts': 'true', ...step.inputs },
    expression: (path) => (path === 'github.token' ? place.token : ''),
    env: { ECOSYSTEM_ACTIONS_TIME_SCALE: '100', ...step.env },
    timeout: 60_000,
  })
  const requests = emulator
    .requests(since)
    .filter(({ kind }) => kind === 'rest' || kind === 'graphql')
    .map(({ route }) => route ?? '')
  return {
    ...result,
    requests,
    delivered: JSON.parse(result.outputs['delivered'] ?? '{}') as Notified['delivered'],
  }
}
