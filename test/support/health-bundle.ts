import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'
import { runAction, type ActionResult } from '@ecosystem-actions/github-emulator/runner/run-action'
import { emulatedPlace } from '../../scripts/action/identity.ts'
import { root } from '../../scripts/house.ts'

export interface CheckedByBundle {
  name: string
  kind: string
  status: string
  reason?: string
  message: string
  evidence?: Record<string, unknown>
}

export interface BundleRun extends ActionResult {
  checks: CheckedByBundle[]
  /** Everything that left the run, in one text. */
  said: string
}

export interface HealthBundle {
  emulator: Emulator
  workspace: string
  write(path: string, content: string | Uint8Array): void
  git(...args: string[]): void
  /** One run of the committed bundle; `checks` is the text of the checks file. */
  run(inputs: Record<string, string>, more?: BundleOptions): Promise<BundleRun>
  close(): Promise<void>
}

export interface BundleOptions {
  checks?: string
  env?: Record<string, string>
  token?: string
}

/** The bundle of the health check with a workspace of its own, on an emulator. */
export async function healthBundle(world: Record<string, unknown>): Promise<HealthBundle> {
  const emulator = await startEmulator(world)
  const workspace = mkdtempSync(join(tmpdir(), 'health-'))
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), content)
  }
  return {
    emulator,
    workspace,
    write,
    git: (...args) => void execFileSync('git', args, { cwd: workspace, stdio: 'ignore' }),
    async run(inputs, { checks, env = {}, token } = {}) {
      if (checks !== undefined) write('checks.yml', checks)
      rmSync(join(workspace, 'automation_health.json'), { force: true })
      const options = { event: 'schedule', payload: {}, ...(token ? { token } : {}) }
      const place = await emulatedPlace(emulator.url, 'acme/web', options as never)
      const result = await runAction({
        metadataFile: join(root, 'actions/health-check/action.yml'),
        run: place.run,
        workspace,
        inputs: {
          'allow-private-addresses': 'true',
          attempts: '1',
          history: 'none',
          ...(checks === undefined ? {} : { checks: 'checks.yml' }),
          ...inputs,
        },
        expression: (path) => (path === 'github.token' ? place.token : ''),
        env: { ECOSYSTEM_ACTIONS_TIME_SCALE: '100', ...env },
        timeout: 60_000,
      })
      const report = reportIn(join(workspace, inputs['report-file'] ?? 'automation_health.json'))
      return {
        ...result,
        checks: report.checks,
        said: `${result.rawLog}\n${result.summary}\n${JSON.stringify(report)}`,
      }
    },
    async close() {
      await emulator.close()
      rmSync(workspace, { recursive: true, force: true })
    },
  }
}

function reportIn(path: string): { checks: CheckedByBundle[] } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { checks: CheckedByBundle[] }
  } catch {
    return { checks: [] }
  }
}
