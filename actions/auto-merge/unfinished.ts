import type { Report, Unfinished } from '@ecosystem-actions/core/action'
import { UserError, UserErrors } from '@ecosystem-actions/core/errors'
import type { Decision } from './outcome.ts'
import type { Ports } from './ports.ts'

const endings: Readonly<Record<Unfinished['kind'], readonly [decision: Decision, reason: string]>> = {
  inputs: ['error', 'invalid_inputs'],
  configuration: ['error', 'not_configured'],
  github: ['error', 'github_error'],
  limit: ['wait', 'rate_limit'],
  bug: ['error', 'internal_error'],
}

/** Outputs of a run that judged nothing: steps after it that read `decision` find one. One row for each problem. */
export function unfinished(
  { kind, error, message }: Unfinished,
  ports: Pick<Ports, 'requests'> | undefined,
): Report['outputs'] {
  const [decision, reason] = endings[kind]
  const problems = error instanceof UserErrors ? error.problems : [error]
  const rows = problems.map((problem) => ({
    name: kind === 'inputs' ? 'inputs' : 'run',
    state: kind === 'limit' ? 'wait' : 'unknown',
    detail: problem instanceof UserError ? problem.message : message,
    who: kind === 'inputs' || kind === 'configuration' ? 'the owner of the workflow' : '',
    next: problem instanceof UserError ? problem.remedy : '',
  }))
  return {
    decision,
    reason,
    explanation: JSON.stringify(rows),
    'pull-request': '',
    'merge-commit-sha': '',
    'evaluated-sha': '',
    requests: ports?.requests() ?? 0,
  }
}
