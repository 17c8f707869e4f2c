import type { Platform } from '@ecosystem-actions/core/action'
import { UserError } from '@ecosystem-actions/core/errors'
import type { Inputs } from '../inputs.ts'
import type { Ports } from '../ports.ts'
import { pullRequestsOf } from './pull-requests.ts'

// Longer waits for a limit are not worth a runner: the next event or scheduled run goes on.
const patienceMs = 5 * 60_000

// Left to everything else that uses the token.
const reserve = 100

/** The outside of one run of auto-merge. */
export function ports(outside: Platform, inputs: Inputs): Ports {
  const { clock, context, journal } = outside
  const token = inputs['github-token']
  if (token === '')
    throw new UserError('There is no token.', 'Give `github-token` a token, or leave the input out.')
  if (context.repository === '')
    throw new UserError('GITHUB_REPOSITORY is not set.', 'Run this action in a workflow.')
  const deadline = new Date(clock.now().getTime() + patienceMs)
  const client = outside.github(token, { deadline, reserve })
  const pullRequests = pullRequestsOf(client, context.repository, {
    comments: inputs.comment,
    dependents: inputs['delete-branch'],
    people: inputs['label-actor-permission'] !== 'any',
  })
  return { pullRequests, clock, context, journal, requests: () => client.usage().requests }
}
