import { join } from 'node:path'
import {
  startEmulator,
  type Emulator,
  type RequestEntry,
  type WorldInput,
} from '@ecosystem-actions/github-emulator'
import { runAction, type ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import { emulatedPlace } from '../../scripts/action/identity.ts'
import { root } from '../../scripts/house.ts'

type RepositoryInput = NonNullable<WorldInput['repositories']>[number]
type PullInput = NonNullable<RepositoryInput['pull_requests']>[number]

export interface MergeRun extends ActionResult {
  /** REST and GraphQL requests that the emulator saw during this run. */
  requests: RequestEntry[]
  decision: string
  /** `decision reason` */
  ended: string
  rows: { name: string; state: string; detail: string; who: string; next: string }[]
}

export interface Event {
  event?: string
  payload?: Record<string, unknown>
  token?: string
  env?: Record<string, string>
}

export interface MergeScene {
  emulator: Emulator
  merge(inputs?: Record<string, string>, event?: Event): Promise<MergeRun>
  pull(number?: number): PullState
  branches(): Record<string, string>
  close(): Promise<void>
}

export type PullState = Emulator['state'] extends () => { repositories: { pull_requests: (infer T)[] }[] }
  ? T
  : never

export const users = [
  { login: 'alice', id: 1001, type: 'User' as const },
  { login: 'bob', id: 1002, type: 'User' as const },
  { login: 'carol', id: 1003, type: 'User' as const },
  { login: 'tim', id: 1004, type: 'User' as const },
  { login: 'mallory', id: 666, type: 'User' as const },
  { login: 'dependabot[bot]', id: 49699333, type: 'Bot' as const },
]

/** A pull request that may be merged under the defaults. */
export function ready(changes: Partial<PullInput> = {}): PullInput {
  return {
    number: 7,
    head: 'feature/a',
    author: 'alice',
    title: 'Add a',
    created_at: '-2h',
    labels: [{ name: 'automerge', by: 'bob' }],
    reviews: [
      { user: 'bob', state: 'APPROVED', submitted_at: '-1h' },
      { user: 'carol', state: 'APPROVED', submitted_at: '-1h' },
    ],
    check_runs: [{ name: 'build', workflow: 'CI', run_id: 501, conclusion: 'success', started_at: '-50m' }],
    ...changes,
  }
}

/** acme/web with these pull requests. */
export async function mergeScene(
  pulls: readonly PullInput[],
  repository: Partial<RepositoryInput> = {},
  world: WorldInput = {},
): Promise<MergeScene> {
  const web: RepositoryInput = {
    name: 'acme/web',
    files: { 'README.md': '# web\n', 'src/app.ts': 'export {}\n' },
    collaborators: { alice: 'write', bob: 'write', carol: 'write', tim: 'triage' },
    ...repository,
    pull_requests: [...pulls],
  }
  const emulator = await startEmulator({
    now: '2026-01-11T12:00:00Z',
    users,
    ...world,
    repositories: [web, ...(world.repositories ?? [])],
  })
  const here = () => emulator.state().repositories.find(({ name }) => name === 'acme/web')!
  return {
    emulator,
    merge: (inputs = {}, event = {}) => mergeOnce(emulator, inputs, event),
    pull: (number = 7) => here().pull_requests.find((pull) => pull.number === number)!,
    branches: () => here().branches,
    close: () => emulator.close(),
  }
}

async function mergeOnce(
  emulator: Emulator,
  inputs: Record<string, string>,
  event: Event,
): Promise<MergeRun> {
  const before = emulator.requests().length
  const {
    event: name = 'pull_request_target',
    payload = { pull_request: { number: 7 } },
    token,
    env = {},
  } = event
  const place = await emulatedPlace(emulator.url, 'acme/web', { event: name, payload, token })
  const result = await runAction({
    metadataFile: join(root, 'actions/auto-merge/action.yml'),
    run: place.run,
    inputs,
    expression: (path) => (path === 'github.token' ? place.token : ''),
    env: { ECOSYSTEM_ACTIONS_TIME_SCALE: '1000', ...env },
  })
  const requests = emulator.requests(before).filter(({ kind }) => kind === 'rest' || kind === 'graphql')
  const { decision = '', reason = '', explanation = '[]' } = result.outputs
  return {
    ...result,
    requests,
    decision,
    ended: `${decision} ${reason}`,
    rows: JSON.parse(explanation) as MergeRun['rows'],
  }
}
