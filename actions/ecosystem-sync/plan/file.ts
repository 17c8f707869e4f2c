import type { Outcome } from '../outcome.ts'
import type { PlanItem } from './item.ts'

/**
 * The plan as JSON, in pieces: one line per branch, the same in a dry run and live; a live run adds what became of it. As one text it would be
 * in memory several times over when there are many branches.
 */
export function* planFileOf({
  plan,
  results,
  startedAt,
  dryRun,
  stopped,
}: Pick<Outcome, 'plan' | 'results' | 'startedAt' | 'dryRun' | 'stopped'>): Generator<string> {
  const head = {
    version: 1,
    made_at: startedAt.toISOString(),
    dry_run: dryRun,
    ...(stopped ? { stopped: stopped.message } : {}),
    totals: totalsOf(plan, results),
  }
  yield `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "items": [\n`
  for (let at = 0; at < plan.length; at += linesPerPiece) {
    const lines = plan.slice(at, at + linesPerPiece).map((item) => {
      const result = results.get(item)
      return `    ${JSON.stringify(result ? { ...item, result: withoutTexts(result) } : item)}`
    })
    yield `${lines.join(',\n')}${at + linesPerPiece < plan.length ? ',' : ''}\n`
  }
  yield '  ]\n}\n'
}

const linesPerPiece = 100

function withoutTexts(result: object): object {
  return Object.fromEntries(Object.entries(result).filter(([name]) => name !== 'body'))
}

export interface Totals {
  /** Branches by what happens to them. */
  actions: Record<string, number>
  /** Workflow runs that the plan starts at most, or started. */
  runs: number
}

/** What was not done, though planned, started nothing. */
export function totalsOf(plan: readonly PlanItem[], results: Outcome['results']): Totals {
  const actions: Record<string, number> = {}
  let runs = 0
  for (const item of plan) {
    const action = item.deferred ? 'deferred' : item.action
    actions[action] = (actions[action] ?? 0) + 1
    if (!item.deferred && (results.get(item)?.kind ?? 'wrote') === 'wrote') runs += item.runs
  }
  return { actions, runs }
}
