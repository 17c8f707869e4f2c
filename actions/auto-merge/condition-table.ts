import { escape, table } from '@ecosystem-actions/core/markdown'
import type { Condition, ConditionState } from './conditions/condition.ts'

const marks: Readonly<Record<ConditionState, string>> = {
  met: '✅ met',
  wait: '⏳ wait',
  block: '❌ block',
  unknown: '❔ unknown',
  skip: '⏭️ skip',
  off: '➖ off',
}

/** One line per condition, everything of others escaped. */
export function conditionTable(conditions: readonly Condition[]): string {
  return table(
    ['Condition', 'State', 'Found', 'Who', 'Next'],
    conditions.map(({ name, state, detail, who, next }) => [
      escape(name),
      marks[state],
      escape(detail, 500),
      escape(who, 200),
      escape(next),
    ]),
  )
}
