import { isFailed } from './conclusions.ts'
import { baseJobName } from '../incident/key.ts'
import { array, integer, object, text, time } from './run-facts.ts'

export interface Step {
  name: string
  number: number
  conclusion: string | null
  startedAt?: Date
  finishedAt?: Date
}

export interface Job {
  id: number
  /** Of its check run, for GraphQL. */
  nodeId: string
  /** As the API names it; long names may be cut there. Hostile: matrix values are part of it. */
  name: string
  status: string
  conclusion: string | null
  startedAt?: Date
  finishedAt?: Date
  url: string
  steps: readonly Step[]
}

export function toJob(value: unknown): Job {
  const job = object(value)
  return {
    id: integer(job['id']),
    nodeId: text(job['node_id']),
    name: text(job['name']),
    status: text(job['status']),
    url: text(job['html_url']),
    steps: array(job['steps']).map(toStep),
    ...ended(job),
  }
}

function toStep(value: unknown): Step {
  const step = object(value)
  return { name: text(step['name']), number: integer(step['number']), ...ended(step) }
}

function ended(part: Record<string, unknown>) {
  const startedAt = time(part['started_at'])
  const finishedAt = time(part['completed_at'])
  const conclusion = typeof part['conclusion'] === 'string' ? part['conclusion'] : null
  return { conclusion, ...(startedAt && { startedAt }), ...(finishedAt && { finishedAt }) }
}

/** Failed jobs, and a job that still runs but has a failed step (the step that notifies runs inside it). */
export function failingJobs(jobs: readonly Job[]): Job[] {
  return jobs.filter(
    (job) => isFailed(job.conclusion) || (job.conclusion === null && failedSteps(job).length > 0),
  )
}

export function failedSteps(job: Pick<Job, 'steps'>): Step[] {
  return job.steps.filter(({ conclusion }) => isFailed(conclusion))
}

/**
 * Jobs that were cancelled after they had begun, first those that ended first: a job that exceeds its time limit ends before those that are
 * cancelled because of it. Of each matrix one comes before any second.
 */
export function cancelledJobs(jobs: readonly Job[]): Job[] {
  const end = (job: Job) => job.finishedAt?.getTime() ?? Infinity
  const sorted = jobs
    .filter((job) => job.conclusion === 'cancelled' && (job.startedAt ?? job.steps.length > 0))
    .sort((a, b) => (end(a) < end(b) ? -1 : end(a) > end(b) ? 1 : 0))
  const firsts = new Map(sorted.toReversed().map((job) => [baseJobName(job.name), job]))
  const isFirst = (job: Job) => firsts.get(baseJobName(job.name)) === job
  return [...sorted.filter(isFirst), ...sorted.filter((job) => !isFirst(job))]
}

export interface HeatLine {
  base: string
  failing: number
  total: number
  /** Parts of the matrix that fail, folded: `windows (all)`, `macos 24`. Hostile text. */
  where: string[]
}

const mostParts = 8

/** One line per base job that has a failing member: `test 5/12: windows (all), macos 24`. */
export function heatLines(jobs: readonly Job[], failing: readonly Job[]): HeatLine[] {
  const failed = new Set(failing.map(({ id }) => id))
  const groups = Map.groupBy(jobs, ({ name }) => baseJobName(name))
  const lines: HeatLine[] = []
  for (const [base, members] of groups) {
    const count = members.filter(({ id }) => failed.has(id)).length
    if (count > 0) lines.push({ base, failing: count, total: members.length, where: folded(members, failed) })
  }
  return lines.sort((a, b) => b.failing - a.failing || (a.base < b.base ? -1 : 1))
}

function folded(members: readonly Job[], failed: ReadonlySet<number>): string[] {
  if (members.length === 1) return []
  if (members.every(({ id }) => failed.has(id))) return ['all']
  const rows = Map.groupBy(members, ({ name }) => matrixValues(name)[0] ?? '')
  const parts: string[] = []
  for (const [value, cells] of rows) {
    const bad = cells.filter(({ id }) => failed.has(id))
    if (bad.length === 0) continue
    if (bad.length === cells.length && cells.length > 1) parts.push(`${value} (all)`)
    else parts.push(...bad.map(({ name }) => matrixValues(name).join(' ')))
  }
  const shown = parts.filter(Boolean)
  return shown.length > mostParts ? [...shown.slice(0, mostParts), `${shown.length - mostParts} more`] : shown
}

function matrixValues(name: string): string[] {
  const inner = / \(([^()]*(?:\([^()]*\)[^()]*)*)\)(?: \/ .*)?$/.exec(name)?.[1]
  return inner ? inner.split(', ') : []
}
