import { GitHubError, reason } from '@ecosystem-actions/core/errors'
import { explainGitHubError } from '@ecosystem-actions/core/explain'
import type { Ports as HealthPorts } from '../health-check/ports.ts'
import type { Outcome as HealthOutcome } from '../health-check/outcome.ts'
import { run as checkHealth } from '../health-check/run.ts'
import type { Outcome as ValidateOutcome } from '../validate-config/report-types.ts'
import { run as validate, type Ports as ValidatePorts } from '../validate-config/run.ts'
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
  const watched = await workflowNames(ports.health)
  const health = await half(() => checkHealth(healthOptions(options, watched), ports.health))
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

// Without a token or outside a workflow run nobody can be asked about runs.
async function workflowNames({ files, github, context }: HealthPorts): Promise<string[]> {
  if (!github || context.repository === '') return []
  const paths = await files.glob(['.github/workflows/*.{yml,yaml}'])
  return paths.map((path) => path.slice(path.lastIndexOf('/') + 1))
}
