import { error, hours, inUnits, ok, unknown, warning, worse, type Verdict } from '../check.ts'
import type { WorkflowFacts, WorkflowLimits, WorkflowRun } from './workflow-facts.ts'
import { latenessSeen, missedRuns, usualStart } from './workflow-schedule.ts'

const minute = 60_000
const day = 86_400_000
const failures = new Set(['failure', 'timed_out', 'startup_failure'])
// Cancelled and skipped runs say nothing about the workflow.
const counted = new Set([...failures, 'success'])
/** https://docs.github.com/en/actions/how-tos/manage-workflow-runs/disable-and-enable-workflows: public repositories without activity. */
const cutOffDays = 60

/** The worst that is true of a workflow and its runs. */
export function judgeWorkflow(facts: WorkflowFacts, limits: WorkflowLimits): Verdict {
  const { name, state, runs } = facts
  if (state !== 'active') return disabled(name, state)
  const finished = runs.filter(({ conclusion }) => counted.has(conclusion ?? ''))
  const failed = finished.filter(({ conclusion }) => failures.has(conclusion ?? ''))
  const percent = finished.length === 0 ? 0 : (failed.length / finished.length) * 100
  const streak = finished.findIndex(({ conclusion }) => !failures.has(conclusion ?? ''))
  const inRow = streak < 0 ? finished.length : streak
  const evidence = {
    runs: finished.length,
    failed: failed.length,
    failures_in_a_row: inRow,
    ...(failed[0] ? { last_failure: failed[0].html_url ?? failed[0].id } : {}),
    ...latenessSeen(facts),
  }
  const fix = 'Open the last failed run and its log.'
  const verdicts: Verdict[] = [
    finished.length > 0
      ? ok(
          `${name}: ${finished.length - failed.length} of ${finished.length} runs succeeded.${usualStart(facts)}`,
        )
      : unknown('no_runs', `${name} has ${unfinished(runs)}.`),
    ...(inRow >= limits.maximumStreak
      ? [error('failing', `${name} failed ${inRow} times in a row.`, { fix })]
      : []),
    ...(finished.length >= 5 && percent > limits.maximumFailurePercent
      ? [
          error(
            'failure_rate',
            `${name} failed in ${failed.length} of ${finished.length} runs (${percent.toFixed(0)} %).`,
            { fix },
          ),
        ]
      : []),
    ...(inRow > 0 ? [warning('failed', `The last run of ${name} failed.`, { fix })] : []),
    ...stuck(facts, limits),
    ...schedule(facts, limits),
    ...cutOff(facts, limits.now),
  ]
  return { ...verdicts.reduce(worse), evidence }
}

function unfinished(runs: readonly WorkflowRun[]): string {
  if (runs.length === 0) return 'no run yet, apart from those of pull requests'
  return runs.some(({ status }) => status !== 'completed')
    ? 'no finished run yet'
    : 'only cancelled or skipped runs'
}

function disabled(name: string, state: string): Verdict {
  if (state === 'disabled_inactivity')
    return error(
      'disabled_inactivity',
      `${name} was switched off by GitHub after 60 days without activity.`,
      { fix: `Enable it again: gh workflow enable ${name}` },
    )
  return error('disabled', `${name} is not active (${state}).`, {
    fix: `Enable it, or take it out of the list.`,
  })
}

function stuck({ name, runs }: WorkflowFacts, { stuckAfterMinutes, now }: WorkflowLimits): Verdict[] {
  const waiting = runs.filter(({ status, created_at, run_started_at }) => {
    // One that waits for an approval or a timer of its environment waits for people.
    if (status === null || status === 'completed' || status === 'waiting') return false
    return now.getTime() - Date.parse(run_started_at ?? created_at) > stuckAfterMinutes * minute
  })
  const [oldest] = waiting.slice(-1)
  if (!oldest) return []
  const since = hours(now.getTime() - Date.parse(oldest.run_started_at ?? oldest.created_at))
  const message = `${name} has a run that has been ${oldest.status?.replaceAll('_', ' ')} for ${since}.`
  return [error('stuck', message, { fix: 'Cancel it, and see whether a runner with its labels is there.' })]
}

function stale({ name, runs }: WorkflowFacts, { now, maximumAgeHours }: WorkflowLimits): Verdict | undefined {
  const newestRun = Math.max(...runs.map(({ created_at }) => Date.parse(created_at)))
  if (maximumAgeHours === undefined || now.getTime() - newestRun <= maximumAgeHours * 3_600_000)
    return undefined
  const age = Number.isFinite(newestRun) ? `last ran ${hours(now.getTime() - newestRun)} ago` : 'never ran'
  return error('stale', `${name} ${age}; at most ${inUnits(maximumAgeHours, 'hour')} are allowed.`)
}

function schedule(facts: WorkflowFacts, limits: WorkflowLimits): Verdict[] {
  const old = stale(facts, limits)
  if (old) return [old]
  const missed = missedRuns(facts, limits)
  if (missed === 0) return []
  return [
    warning(
      'missed_schedule',
      `${facts.name} missed ${missed === 1 ? 'a scheduled run' : `${missed} scheduled runs`}.${usualStart(facts)}`,
      { fix: 'Move the cron line away from minute 0, or start the workflow by another event.' },
    ),
  ]
}

function cutOff({ name, crons, pushedAt, isPublic }: WorkflowFacts, now: Date): Verdict[] {
  if (!pushedAt || !isPublic || crons.length === 0) return []
  const left = cutOffDays - (now.getTime() - pushedAt.getTime()) / day
  if (left > 14) return []
  const message =
    left > 0
      ? `GitHub switches the schedule of ${name} off in ${Math.ceil(left)} days.`
      : `The schedule of ${name} is due to be switched off.`
  return [
    warning('cut_off', message, { fix: 'Push to the repository, or enable the workflow again by the API.' }),
  ]
}
