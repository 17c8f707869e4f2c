import { GitHubError, reason } from '@ecosystem-actions/core/errors'
import { parseRepository } from '@ecosystem-actions/core/repository'
import { explainGitHubError } from '@ecosystem-actions/core/explain'
import type { Ports as HealthPorts } from '../health-check/ports.ts'
import type { Outcome as HealthOutcome } from '../health-check/outcome.ts'
import { run as checkHealth } from '../health-check/run.ts'
import type { Outcome as ValidateOutcome } from '../validate-config/report-types.ts'
import type { Ports as ValidatePorts } from '../validate-config/ports.ts'
import { run as validate } from '../validate-config/run.ts'
import { healthOptions, validateOptions, type Options } from './inputs.ts'

export interface Ports {
  validate: ValidatePorts
  health: HealthPorts
}

/** One half of the check: what came out, or why it could not be carried out. */
export type Half<T> = { kind: 'done'; outcome: T } | { kind: 'failed'; because: string }

export interface Outcome {
  validation: Half<ValidateOutcome>
  health: Half<HealthOutcome>
}

/** validate-config, then health-check; a failure of the first never hides what the second has to say. */
export async function run(options: Options, ports: Ports): Promise<Outcome> {
  const validation = await half(() => validate(validateOptions(options), ports.validate))
  const health = await half(async () =>
    checkHealth(healthOptions(options, await workflowNames(ports.health)), ports.health),
  )
  return { validation, health }
}

async function half<T>(body: () => Promise<T>): Promise<Half<T>> {
  try {
    return { kind: 'done', outcome: await body() }
  } catch (error) {
    const known = error instanceof GitHubError ? (explainGitHubError(error) ?? error) : error
    return { kind: 'failed', because: reason(known) }
  }
}

/**
 * The workflow files of the workspace that GitHub knows. A file that a pull request adds is no workflow yet, and without a token, outside a
 * workflow run nobody can be asked. Without `actions: read` all are named, so that the check says which permission it lacks.
 */
async function workflowNames({ files, github, context }: HealthPorts): Promise<string[]> {
  if (!github || context.repository === '') return []
  const { owner, name: repo } = parseRepository(context.repository)
  const here = new Set(await files.glob(['.github/workflows/*.{yml,yaml}']))
  if (here.size === 0) return []
  const names: string[] = []
  try {
    for await (const { path } of github.pages<{ path: string }>(
      'GET /repos/{owner}/{repo}/actions/workflows',
      { owner, repo },
    )) {
      if (here.has(path)) names.push(path.slice(path.lastIndexOf('/') + 1))
    }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error
    return [...here].map((path) => path.slice(path.lastIndexOf('/') + 1))
  }
  return names
}
