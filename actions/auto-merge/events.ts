import type { RunContext } from '@ecosystem-actions/core/ports'
import { sameRepository } from '@ecosystem-actions/core/repository'

/** Which pull requests an event is about. */
export type Target =
  | { kind: 'numbers'; numbers: readonly number[] }
  /** Those whose head is this commit; the branch narrows the search, also in forks. */
  | { kind: 'head'; oid: string; branch: string | undefined }
  | { kind: 'sweep' }
  | { kind: 'none'; reason: string; because: string }
  /** A person named a number, and it is none. */
  | { kind: 'wrong'; because: string }

type Payload = Record<string, unknown>

/** Reads the event, which is hostile text: only numbers, object ids and names are taken from it, and nothing is decided upon them. */
export function targetOf(
  context: Pick<RunContext, 'eventName' | 'payload' | 'repository' | 'workflow'>,
  asked: number | undefined,
): Target {
  if (asked !== undefined) return { kind: 'numbers', numbers: [asked] }
  const { eventName, payload } = context
  switch (eventName) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return ofPullRequest(payload)
    case 'check_suite':
    case 'check_run':
    case 'workflow_run':
      return ofRun(context)
    case 'status':
      return ofStatus(payload)
    case 'schedule':
      return { kind: 'sweep' }
    case 'workflow_dispatch':
      return ofDispatch(payload)
    default:
      return none('irrelevant_event', `The event ${eventName || '(none)'} is about no pull request.`)
  }
}

function none(reason: string, because: string): Target {
  return { kind: 'none', reason, because }
}

function ofPullRequest(payload: Payload): Target {
  const { number, state } = record(payload['pull_request'])
  if (!isNumber(number)) return none('no_pull_request', 'The event names no pull request.')
  // Also when it was merged: what follows a merge of ours was done by the run that merged.
  if (state === 'closed' || payload['action'] === 'closed')
    return none('closed', `Pull request #${number} is closed.`)
  return { kind: 'numbers', numbers: [number] }
}

function ofRun({ eventName, payload, repository, workflow }: Parameters<typeof targetOf>[0]): Target {
  const run = record(payload[eventName])
  const suite = eventName === 'check_run' ? record(run['check_suite']) : run
  if (run['status'] !== undefined && run['status'] !== 'completed')
    return none('not_finished', 'The checks of this event have not finished.')
  if (eventName === 'workflow_run' && workflow !== '' && run['name'] === workflow)
    return none('own_workflow', 'The event is about this workflow itself.')
  const numbers = listed(run['pull_requests'], repository)
  if (numbers.length > 0) return { kind: 'numbers', numbers }
  const oid = run['head_sha']
  if (!isOid(oid)) return none('no_pull_request', 'The event names no commit.')
  const branch = suite['head_branch']
  return { kind: 'head', oid, branch: typeof branch === 'string' && branch !== '' ? branch : undefined }
}

// GitHub also lists pull requests of forks into their own branches, and leaves the list empty for pull requests from forks.
function listed(value: unknown, repository: string): number[] {
  const entries = Array.isArray(value) ? value.map(record) : []
  const numbers = entries.flatMap(({ number, base }) => {
    const url = record(record(base)['repo'])['url']
    // Without a base it can only be meant here, and everything is read from here anyway.
    const here =
      base === undefined ||
      (typeof url === 'string' && sameRepository(url.split('/').slice(-2).join('/'), repository))
    return here && isNumber(number) ? [number] : []
  })
  return [...new Set(numbers)]
}

function ofStatus(payload: Payload): Target {
  const { sha, state, branches } = payload
  // Only green brings a merge nearer. Red and pending ones are explained when somebody looks.
  if (state !== 'success') return none('not_green', `The status is ${String(state).slice(0, 20)}.`)
  if (!isOid(sha)) return none('no_pull_request', 'The event names no commit.')
  const names = (Array.isArray(branches) ? branches : []).map((branch) => record(branch)['name'])
  const [only] = names
  // Branches of forks are not in the list, so one name is a hint only when it is there.
  return { kind: 'head', oid: sha, branch: names.length === 1 && typeof only === 'string' ? only : undefined }
}

function ofDispatch(payload: Payload): Target {
  const given = record(payload['inputs'])
  const value = given['pull-request'] ?? given['pull_request'] ?? given['number']
  if (value === undefined || value === null || value === '') return { kind: 'sweep' }
  const number = Number(value)
  if (isNumber(number)) return { kind: 'numbers', numbers: [number] }
  const shown = JSON.stringify(value)?.slice(0, 40) ?? 'nothing'
  return {
    kind: 'wrong',
    because: `The input of the dispatched workflow must be the number of a pull request, like 7, not ${shown}.`,
  }
}

function record(value: unknown): Payload {
  return typeof value === 'object' && value !== null ? (value as Payload) : {}
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 2_147_483_647
}

function isOid(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)
}
