// A workflow on a world: one GITHUB_TOKEN per job with that job's permissions, then the jobs.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  loadWorld,
  startEmulator,
  type WorldInput,
  type WorldState,
} from '@ecosystem-actions/github-emulator'
import { parse } from 'yaml'
import { emulatedPlace } from '../action/identity.ts'
import { CommandError } from '../action/options.ts'
import type { JobReport } from './contexts.ts'
import { runJobs } from './jobs.ts'
import { parseWorkflowFile, type Permissions } from './parse.ts'

export interface WorkflowRequest {
  file: string
  world: string
  event: string | undefined
  repository: string | undefined
  payload: Record<string, unknown>
  secrets: Record<string, string>
  vars: Record<string, string>
  inputs: Record<string, string>
  onLine: (line: string) => void
}

export interface WorkflowDone {
  conclusion: 'success' | 'failure'
  jobs: JobReport[]
  requests: { total: number }
  state: WorldState
}

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
const scopes = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'issues',
  'packages',
  'pages',
  'pull_requests',
  'security_events',
  'statuses',
]

function permissionsOf(given: Permissions): Record<string, string> {
  const all = (level: string) => Object.fromEntries(scopes.map((scope) => [scope, level]))
  // The default of a new repository: read for contents and packages.
  if (given === undefined) return { contents: 'read', packages: 'read' }
  if (given === 'read-all') return all('read')
  if (given === 'write-all') return all('write')
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([scope, level]) => [scope.replaceAll('-', '_'), level]),
  )
}

/** Throws CommandError or WorldError for mistakes of the caller. */
export async function runWorkflow(request: WorkflowRequest): Promise<WorkflowDone> {
  const workflow = await parseWorkflowFile(request.file, readFileSync(request.file, 'utf8'))
  const text = readFileSync(request.world, 'utf8')
  loadWorld(text, request.world)
  const world = parse(text) as WorldInput
  const repository = request.repository ?? world.repositories?.[0]?.name
  if (repository === undefined)
    throw new CommandError('The world has no repository; a workflow needs one to run in.')
  const tokenOf = (job: string) => `ghs_job_${job}`
  const tokens = workflow.jobs.map(({ id }) => ({
    token: tokenOf(id.value),
    kind: 'github_token' as const,
    user: 'github-actions[bot]',
    repository,
    permissions: permissionsOf(workflow.permissions[id.value]) as never,
  }))
  const given = { ...world, tokens: [...(world.tokens ?? []), ...tokens] }
  const emulator = await startEmulator(given, { folder: dirname(resolve(request.world)) })
  try {
    const event = request.event ?? workflow.events[0] ?? 'workflow_dispatch'
    const options = { event, payload: request.payload, token: undefined }
    const { run } = await emulatedPlace(emulator.url, repository, options)
    const { secrets, vars, inputs, onLine } = request
    const jobs = await runJobs(workflow, {
      run: { ...run, workflow: workflow.name },
      token: tokenOf,
      secrets,
      vars,
      inputs,
      onLine,
    })
    const total = emulator.requests().filter(({ kind }) => kind === 'rest' || kind === 'graphql').length
    const conclusion = jobs.some(({ result }) => result === 'failure') ? 'failure' : 'success'
    return { conclusion, jobs, requests: { total }, state: emulator.state() }
  } finally {
    await emulator.close()
  }
}
