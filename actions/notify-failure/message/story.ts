import type { Cancellation } from '../runs/cancellation.ts'
import type { Colour } from '../runs/conclusions.ts'
import type { Decided } from '../incident/decision.ts'
import type { ErrorExcerpt } from '../explanation/error-lines.ts'
import type { Job } from '../runs/jobs.ts'
import type { Run } from '../runs/run-facts.ts'
import type { Suspects } from '../explanation/suspects.ts'
import type { Verdict } from '../explanation/verdict.ts'

export interface JobError {
  job: Job
  excerpt: ErrorExcerpt
}

/** Everything known about one incident at this moment; what messages are composed from. Texts are as they came: hostile. */
export interface Story {
  repository: string
  /** Web address without trailing slash. */
  serverUrl: string
  run: Run
  colour: Colour
  decided: Decided
  verdict: Verdict
  jobs: readonly Job[]
  failing: readonly Job[]
  /** By job id; only of cancelled jobs that were looked at. */
  causes: ReadonlyMap<number, Cancellation>
  errors: readonly JobError[]
  suspects?: Suspects
  /** Runs of this workflow that passed only when they were run again, among the last hundred. */
  rerunGreens: number
  /** What could not be read, and how to allow it. Sentences of ours. */
  notes: readonly string[]
  now: Date
}

export function runUrl({
  serverUrl,
  repository,
  run,
}: Pick<Story, 'serverUrl' | 'repository' | 'run'>): string {
  const attempt = run.attempt > 1 ? `/attempts/${run.attempt}` : ''
  return `${serverUrl}/${repository}/actions/runs/${run.id}${attempt}`
}

export function jobUrl({ serverUrl, repository, run }: Story, job: Job): string {
  return `${serverUrl}/${repository}/actions/runs/${run.id}/job/${job.id}`
}

/** Only object ids go into addresses: branch names are written by others. */
export function compareUrl({ serverUrl, repository, run, decided }: Story): string | undefined {
  const green = decided.lastGreen?.sha ?? ''
  const valid = [green, run.sha].every((sha) => /^[0-9a-f]{7,64}$/i.test(sha))
  return valid && green !== run.sha ? `${serverUrl}/${repository}/compare/${green}...${run.sha}` : undefined
}
