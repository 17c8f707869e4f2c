import type { Policy } from '../policy.ts'
import { advice, mapping, missing, type Finding, type Mapping } from './finding.ts'

/** `on` may be a word, a list or a mapping. */
export function triggersOf(on: unknown): Mapping {
  if (typeof on === 'string') return { [on]: null }
  if (Array.isArray(on)) return Object.fromEntries(on.map((name) => [String(name), null]))
  return mapping(on)
}

function typesOf(trigger: unknown, standard: readonly string[]): readonly string[] {
  const { types } = mapping(trigger)
  if (typeof types === 'string') return [types]
  return Array.isArray(types) ? types.map(String) : standard
}

/** Events of which auto-merge would never hear. */
export function triggerFindings(on: Mapping, policy: Policy): Finding[] {
  const found: Finding[] = []
  const pull =
    'pull_request_target' in on ? 'pull_request_target' : 'pull_request' in on ? 'pull_request' : undefined
  const wanted = ['labeled', 'synchronize', 'ready_for_review', 'reopened']
  if (!pull)
    found.push(
      missing(
        'Nothing starts it when a label is set.',
        `Add to on: pull_request_target: { types: [${wanted.join(', ')}] }`,
      ),
    )
  else {
    const types = typesOf(on[pull], ['opened', 'synchronize', 'reopened'])
    const lacking = wanted.filter((type) => !types.includes(type))
    if (lacking.length > 0)
      found.push(
        missing(
          `${pull} does not start it on ${lacking.join(', ')}.`,
          `Add to its types: ${lacking.join(', ')}`,
        ),
      )
  }
  if (pull === 'pull_request')
    found.push(
      advice(
        'On pull_request GitHub runs the workflow file of the pull request itself, so it can change its own gate; from a fork the token is read-only.',
        'Use pull_request_target; whatever a workflow says, a ruleset of the base branch holds.',
      ),
    )
  const reviewTypes =
    'pull_request_review' in on ? typesOf(on['pull_request_review'], ['submitted', 'dismissed']) : []
  if (!reviewTypes.includes('submitted'))
    found.push(
      missing(
        'Nothing starts it when somebody approves.',
        'Add to on: pull_request_review: { types: [submitted, dismissed] }',
      ),
    )
  if (!('workflow_run' in on))
    found.push(
      missing(
        `Nothing starts it when checks of GitHub Actions finish${'check_suite' in on ? ': check_suite never fires for them' : ''}.`,
        'Add to on: workflow_run: { workflows: [the names of the checks], types: [completed] }',
      ),
    )
  if (!('status' in on))
    found.push(
      advice(
        'Nothing starts it when a commit status turns green.',
        'Add to on: status, if other systems report statuses.',
      ),
    )
  return [...found, ...scheduleFinding(on, policy)]
}

function scheduleFinding(on: Mapping, policy: Policy): Finding[] {
  if ('schedule' in on) return []
  const fix = "Add to on: schedule: [{ cron: '*/15 * * * *' }]"
  const waits =
    policy.mergeWindow.length > 0 || policy.minimumAge > 0 || policy.readyAfterSeconds !== undefined
  return waits
    ? [missing('Nothing starts it when a window opens, an age is reached or a draft is old enough.', fix)]
    : [advice('No schedule catches events that were dropped.', fix)]
}
