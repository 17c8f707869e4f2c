import { dueTimes } from './schedule.ts'
import type { WorkflowFacts, WorkflowLimits, WorkflowRun } from './workflow-facts.ts'

const minute = 60_000
const day = 86_400_000

type Scheduled = Pick<WorkflowFacts, 'scheduled' | 'crons'>

/** How often the schedule was due since its last run and nothing came; before the workflow was there nothing was due. */
export function missedRuns(
  { scheduled, crons, createdAt, runs }: WorkflowFacts,
  { now, maximumLatenessMinutes }: WorkflowLimits,
): number {
  if (crons.length === 0) return 0
  const until = new Date(now.getTime() - maximumLatenessMinutes * minute)
  const oldest = runs.at(-1)
  const born = createdAt?.getTime() ?? (oldest ? Date.parse(oldest.created_at) : 0)
  const known = Math.max(...startsBySchedule(scheduled), born, now.getTime() - 30 * day)
  return dueTimes(crons, { since: new Date(Math.min(known, until.getTime())), until }).length
}

const startsBySchedule = (runs: readonly WorkflowRun[]) =>
  runs.map(({ created_at }) => Date.parse(created_at))

export function usualStart({ scheduled: runs, crons }: Scheduled): string {
  const seen = lateness(crons, startsBySchedule(runs))
  return seen === undefined ? '' : ` Its scheduled runs usually start ${Math.round(seen)} minutes late.`
}

export function latenessSeen({ scheduled: runs, crons }: Scheduled): Record<string, number> {
  const late = latenesses(crons, startsBySchedule(runs))
  if (late.length === 0) return {}
  return {
    scheduled_runs: late.length,
    median_minutes_late: Math.round(late[Math.floor(late.length / 2)]!),
    max_minutes_late: Math.round(late.at(-1)!),
  }
}

// Minutes between the time each run was due and its start, shortest first.
function latenesses(crons: readonly string[], started: readonly number[]): number[] {
  const late = started.flatMap((at) => {
    const due = lastDue(crons, at)
    return due ? [(at - due.getTime()) / minute] : []
  })
  return late.sort((a, b) => a - b)
}

// A short look back first: a schedule of every five minutes is due thousands of times in a month.
function lastDue(crons: readonly string[], at: number): Date | undefined {
  for (const back of [day / 24, day, 7 * day, 31 * day]) {
    const [due] = dueTimes(crons, { since: new Date(at - back), until: new Date(at) })
    if (due) return due
  }
  return undefined
}

/** Median minutes between the time a run was due and its start; undefined without runs. */
export function lateness(crons: readonly string[], started: readonly number[]): number | undefined {
  const late = latenesses(crons, started)
  return late[Math.floor(late.length / 2)]
}
