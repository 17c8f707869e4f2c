import type { Outcome } from './outcome.ts'
import type { PlanItem } from './plan-item.ts'

/** The plan as JSON: one line per branch, the same in a dry run and live; a live run adds what became of it. */
export function planFileOf({
  plan,
  results,
  startedAt,
  dryRun,
  stopped,
}: Pick<Outcome, 'plan' | 'results' | 'startedAt' | 'dryRun' | 'stopped'>): string {
  const items = plan.map((item) => {
    const result = results.get(item)
    return result ? { ...item, result: withoutTexts(result) } : item
  })
  const head = {
    version: 1,
    made_at: startedAt.toISOString(),
    dry_run: dryRun,
    ...(stopped ? { stopped: stopped.message } : {}),
    totals: totalsOf(plan),
  }
  const lines = items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')
  return `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "items": [\n${lines}\n  ]\n}\n`
}

function withoutTexts(result: object): object {
  return Object.fromEntries(Object.entries(result).filter(([name]) => name !== 'body'))
}

export interface Totals {
  /** Branches by what happens to them. */
  actions: Record<string, number>
  /** Workflow runs that the plan starts at most. */
  runs: number
}

export function totalsOf(plan: readonly PlanItem[]): Totals {
  const actions: Record<string, number> = {}
  let runs = 0
  for (const item of plan) {
    const action = item.deferred ? 'deferred' : item.action
    actions[action] = (actions[action] ?? 0) + 1
    if (!item.deferred) runs += item.runs
  }
  return { actions, runs }
}
