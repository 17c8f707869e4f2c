import type { ParsedFile } from './file.ts'

// Events that strangers set off and that run with the repository's own token and secrets.
const privileged = new Set([
  'pull_request_target',
  'workflow_run',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'fork',
  'watch',
  'pull_request_comment',
])

export function hasEvent(file: ParsedFile, ...names: string[]): boolean {
  return file.events.some((event) => names.includes(event.name))
}

/** Whether strangers can set the workflow off while it holds secrets or a token that writes. */
export function strangersRunIt(file: ParsedFile): boolean {
  return file.events.some((event) => privileged.has(event.name))
}

/** Whether every event is `pull_request`: forks then get no secrets and a token that only reads. */
export function onlyPullRequests(file: ParsedFile): boolean {
  return file.events.length > 0 && file.events.every((event) => event.name === 'pull_request')
}
