import { action, type Platform } from '@ecosystem-actions/core/action'
import { Journal } from '@ecosystem-actions/core/journal'
import type { GitHub, RunContext } from '@ecosystem-actions/core/ports'
import { Redactor } from '@ecosystem-actions/core/redact'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryFiles, type MemoryFiles } from '@ecosystem-actions/core/testing/files'
import { memoryRunner, type MemoryRunner } from '@ecosystem-actions/core/testing/runner'
import { Inputs } from '../../../actions/validate-config/inputs.ts'
import { report } from '../../../actions/validate-config/report.ts'
import type { Judged } from '../../../actions/validate-config/report-types.ts'
import { run } from '../../../actions/validate-config/run.ts'

export interface Workspace {
  files?: Record<string, string | Uint8Array>
  inputs?: Record<string, string>
  env?: Record<string, string>
  github?: GitHub
  payload?: Record<string, unknown>
  eventName?: string
  now?: string
}

export interface Ran {
  /** What the step would exit with. */
  code: 0 | 1
  files: MemoryFiles
  runner: MemoryRunner
  findings: Judged[]
  /** `file:line:column severity rule` */
  lines: string[]
  report:
    | { valid: boolean; counts: Record<string, number>; engines: { name: string; status: string }[] }
    | undefined
}

export const context: RunContext = {
  repository: 'octo-org/web',
  eventName: 'push',
  payload: {},
  sha: '0'.repeat(40),
  ref: 'refs/heads/main',
  workflow: 'Validate',
  workflowRef: 'octo-org/web/.github/workflows/validate.yml@refs/heads/main',
  job: 'validate',
  actor: 'alice',
  actorId: 1,
  runId: 1,
  runNumber: 1,
  runAttempt: 1,
  apiUrl: 'https://api.github.com',
  serverUrl: 'https://github.com',
  workspace: '/workspace',
  temporary: '/temporary',
  runnerDebug: false,
}

/** The whole action on files in memory: inputs to exit code. */
export async function runAction(workspace: Workspace): Promise<Ran> {
  const { inputs = {}, env = {}, github } = workspace
  const files = memoryFiles(workspace.files ?? {})
  const runner = memoryRunner(inputs, env)
  const clock = manualClock(workspace.now ?? '2026-06-15T12:00:00Z')
  const platform: Platform = {
    runner,
    clock,
    files,
    context: { ...context, eventName: workspace.eventName ?? 'push', payload: workspace.payload ?? {} },
    journal: new Journal(clock),
    redactor: new Redactor(),
    github: () => {
      if (!github) throw new Error('This test gave no GitHub.')
      return github
    },
  }
  await action({
    inputs: Inputs,
    platform,
    ports: (outside, options) => ({
      ...outside,
      env: (name: string) => outside.runner.env(name),
      github: options['github-token'] === '' ? undefined : outside.github(options['github-token']),
    }),
    run,
    report,
  })
  const text = await files.read(inputs['report-file'] ?? 'validate_report.json')
  const written =
    text === undefined ? undefined : (JSON.parse(text) as NonNullable<Ran['report']> & { findings: Judged[] })
  const findings = written?.findings ?? []
  return {
    code: runner.failures.length > 0 ? 1 : 0,
    files,
    runner,
    findings,
    lines: findings.map(
      ({ file, line, column, severity, rule }) => `${file}:${line}:${column} ${severity} ${rule}`,
    ),
    report: written,
  }
}
