import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { RunContext } from '../ports.ts'

/** Where this run happens, from the runner's variables. A missing or unreadable event file is an empty payload. */
export function runContext(env: NodeJS.ProcessEnv = process.env): RunContext {
  const text = (name: string) => env[name] ?? ''
  const integer = (name: string) => (/^\d+$/.test(text(name)) ? Number(text(name)) : undefined)
  return {
    repository: text('GITHUB_REPOSITORY'),
    eventName: text('GITHUB_EVENT_NAME'),
    payload: payload(env['GITHUB_EVENT_PATH']),
    sha: text('GITHUB_SHA'),
    ref: text('GITHUB_REF'),
    workflow: text('GITHUB_WORKFLOW'),
    workflowRef: text('GITHUB_WORKFLOW_REF'),
    job: text('GITHUB_JOB'),
    actor: text('GITHUB_ACTOR'),
    actorId: integer('GITHUB_ACTOR_ID'),
    runId: integer('GITHUB_RUN_ID'),
    runNumber: integer('GITHUB_RUN_NUMBER'),
    runAttempt: integer('GITHUB_RUN_ATTEMPT') ?? 1,
    apiUrl: (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, ''),
    serverUrl: (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, ''),
    workspace: env['GITHUB_WORKSPACE'] || process.cwd(),
    temporary: env['RUNNER_TEMP'] || tmpdir(),
    runnerDebug: env['RUNNER_DEBUG'] === '1',
  }
}

function payload(path: string | undefined): Record<string, unknown> {
  if (!path) return {}
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
