import { createHash } from 'node:crypto'
import type { Run } from '../runs/run-facts.ts'

/** Runs of one workflow on one branch for one class of events break and recover together. */
export type EventClass = 'branch' | 'pull_request' | 'merge_group'

export function eventClass(event: string): EventClass {
  if (event.startsWith('pull_request')) return 'pull_request'
  return event === 'merge_group' ? 'merge_group' : 'branch'
}

/** `branch`, or `owner:branch` when the head lives in a fork: a fork's `main` is not our `main`. */
export function branchName(run: Pick<Run, 'branch' | 'headRepository'>, repository: string): string {
  const owner = run.headRepository.split('/')[0] ?? ''
  return isFork(run, repository) ? `${owner}:${run.branch}` : run.branch
}

export function isFork(run: Pick<Run, 'headRepository'>, repository: string): boolean {
  return run.headRepository !== '' && run.headRepository.toLowerCase() !== repository.toLowerCase()
}

const longest = 255

/** Stable over runs, at most 255 characters (the limit of PagerDuty's `dedup_key`). The display name is no identity: `run-name` changes it. */
export function incidentKey(
  run: Pick<Run, 'workflowPath' | 'branch' | 'event' | 'headRepository'>,
  repository: string,
): string {
  const kind = eventClass(run.event)
  const suffix = kind === 'branch' ? '' : `#${kind}`
  const key = `${repository.toLowerCase()}:${run.workflowPath}@${branchName(run, repository)}${suffix}`
  return key.length <= longest ? key : `${key.slice(0, longest - 18).toWellFormed()}~${shortHash(key)}`
}

/** 16 hex digits; for names that must be short and plain. */
export function shortHash(text: string): string {
  return hexOf(text).slice(0, 16)
}

function hexOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** What a marker carries of a key: nothing in it can be taken for a secret. */
export function issueId(key: string): string {
  return hexOf(key).slice(0, 32)
}

/** Same class, same branch, same head repository: one row of history. */
export function sameIncident(a: Run, b: Run, repository: string): boolean {
  return (
    eventClass(a.event) === eventClass(b.event) && branchName(a, repository) === branchName(b, repository)
  )
}

/** The job's name without its matrix: `test (windows, 22)` and `test (macos, 24)` are both `test`. */
export function baseJobName(name: string): string {
  return name.replace(/ \([^()]*(?:\([^()]*\)[^()]*)*\)(?= \/ |$)/g, '').trim() || name
}

/** Sorted failing base jobs: what must change before an incident counts as changed. */
export function fingerprint(failingJobs: readonly { name: string }[]): string[] {
  return [...new Set(failingJobs.map(({ name }) => baseJobName(name)))].sort()
}
