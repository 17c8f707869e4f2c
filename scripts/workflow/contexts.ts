// What expressions of a job may look at.
import { tmpdir } from 'node:os'
import type { RunIdentity } from '@ecosystem-actions/github-emulator/runner/environment'
import { resolveToken, type Contexts } from './expressions.ts'
import type { ParsedWorkflow } from './parse.ts'

export interface Outside {
  run: RunIdentity
  /** The token of a job. */
  token: (job: string) => string
  secrets: Record<string, string>
  vars: Record<string, string>
  inputs: Record<string, unknown>
  onLine: (line: string) => void
}

export type Result = 'success' | 'failure' | 'skipped'

export interface StepReport {
  name: string
  outcome: Result
  outputs: Record<string, string>
}

export interface JobReport {
  id: string
  result: Result
  outputs: Record<string, string>
  steps: StepReport[]
  summary: string
  workspace: string
}

export function jobContexts(
  workflow: ParsedWorkflow,
  outside: Outside,
  needed: readonly JobReport[],
): Contexts {
  const { run, secrets, vars, inputs } = outside
  const needs = Object.fromEntries(needed.map(({ id, result, outputs }) => [id, { result, outputs }]))
  const github = {
    event: run.payload,
    event_name: run.event,
    repository: run.repository,
    repository_owner: run.repository.split('/')[0],
    sha: run.sha,
    ref: run.ref,
    ref_name: run.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    actor: run.actor.login,
    run_id: String(run.runId),
    run_attempt: String(run.runAttempt),
    server_url: run.serverUrl,
    api_url: run.apiUrl,
    workflow: workflow.name,
  }
  const base = {
    github,
    secrets,
    vars,
    inputs,
    needs,
    matrix: {},
    strategy: {},
    steps: {},
    job: { status: 'success', check_run_id: '' },
    runner: { os: 'Linux', arch: 'X64', temp: tmpdir() },
  }
  const env = resolveToken(
    workflow.template.env,
    { ...base, env: {} },
    { success: true, failure: false, cancelled: false },
  )
  return { ...base, env: env ?? {} }
}
