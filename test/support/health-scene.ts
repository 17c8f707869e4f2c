import { action } from '@ecosystem-actions/core/action'
import type { HistoryStore } from '@ecosystem-actions/core/history'
import { Journal } from '@ecosystem-actions/core/journal'
import type { GitHub, RunContext } from '@ecosystem-actions/core/ports'
import { Redactor } from '@ecosystem-actions/core/redact'
import { manualClock, type ManualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryFiles, type MemoryFiles } from '@ecosystem-actions/core/testing/files'
import { memoryRunner, type MemoryRunner } from '@ecosystem-actions/core/testing/runner'
import { noTimeLimit } from '@ecosystem-actions/core/safeguards/time-limit'
import { maskSecret } from '@ecosystem-actions/core/action'
import { Inputs } from '../../actions/health-check/inputs.ts'
import type { Ports } from '../../actions/health-check/ports.ts'
import type {
  HttpAnswer,
  HttpRequest,
  Network,
  NetworkFailure,
  Probes,
} from '../../actions/health-check/probes.ts'
import { report } from '../../actions/health-check/report.ts'
import { run } from '../../actions/health-check/run.ts'

export interface HealthScene {
  files: MemoryFiles
  clock: ManualClock
  history: HistoryStore | undefined
  github: GitHub | undefined
  canary: boolean
  memory: number
  env: Record<string, string>
  /** Answers to the n-th request (from 1) of an address. */
  http: (request: HttpRequest, n: number) => HttpAnswer | NetworkFailure
  network: Partial<Network>
  webhooks: unknown[]
  requested: HttpRequest[]
}

export interface HealthRun extends MemoryRunner {
  report: {
    healthy: boolean
    checks: Record<string, unknown>[]
    warnings: string[]
    errors: string[]
    metrics: Record<string, unknown>
    summary: Record<string, number>
    timestamp: string
  }
}

export const httpAnswer = (status = 200, body = ''): HttpAnswer => ({
  ok: true,
  status,
  headers: {},
  body,
  truncated: false,
  ms: 10,
  urls: ['x'],
})
export const noAnswer: NetworkFailure = {
  ok: false,
  problem: 'refused',
  message: 'the connection was refused.',
  ms: 1,
}

export function healthScene(more: Partial<HealthScene> = {}): HealthScene {
  return {
    files: memoryFiles(),
    clock: manualClock('2026-01-11T00:00:00Z', Math.random),
    history: undefined,
    github: undefined,
    canary: true,
    memory: 0,
    env: {},
    http: () => httpAnswer(),
    network: {},
    webhooks: [],
    requested: [],
    ...more,
  }
}

const context = {
  repository: 'acme/web',
  runId: 7,
  runAttempt: 1,
  job: 'health',
  apiUrl: 'https://api.example',
  serverUrl: 'https://github.com',
} as RunContext

/** One run of the whole action with everything outside in memory. */
export async function runHealth(scene: HealthScene, inputs: Record<string, string>): Promise<HealthRun> {
  const runner = memoryRunner(inputs, scene.env)
  const redactor = new Redactor()
  const platform = {
    runner,
    context,
    files: scene.files,
    clock: scene.clock,
    journal: new Journal(scene.clock),
    redactor,
    github: () => scene.github as GitHub,
  }
  const counts = new Map<string, number>()
  const http = async (request: HttpRequest) => {
    const n = (counts.get(request.url) ?? 0) + 1
    counts.set(request.url, n)
    scene.requested.push(request)
    return Promise.resolve(scene.http(request, n))
  }
  const probes = {
    files: scene.files,
    network: { http, ...scene.network },
    github: scene.github,
    shelf: undefined,
    repository: 'acme/web',
    serverUrl: 'https://github.com',
    env: (name: string) => scene.env[name],
  } as unknown as Probes
  const { history } = scene
  const ports: Ports = {
    ...platform,
    probes,
    github: scene.github,
    limit: noTimeLimit,
    history: history && (() => history),
    memory: () => scene.memory,
    mask: (secret) => maskSecret(platform, secret),
    canary: () => Promise.resolve(scene.canary),
    webhook: async (_, body) => void (await Promise.resolve(scene.webhooks.push(body))),
  }
  await action({ inputs: Inputs, platform, ports: () => ports, run, report })
  const text = new TextDecoder().decode(
    scene.files.content.get(inputs['report-file'] ?? 'automation_health.json'),
  )
  return { ...runner, report: JSON.parse(text || '{}') as HealthRun['report'] }
}
