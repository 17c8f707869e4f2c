import { escape, table } from '@ecosystem-actions/core/markdown'
import type { Condition, ConditionState } from './conditions/condition.ts'

const marks: Readonly<Record<ConditionState, string>> = {
  met: '✅&nbsp;met',
  wait: '⏳&nbsp;wait',
  block: '❌&nbsp;block',
  unknown: '❔&nbsp;unknown',
  skip: '⏭️&nbsp;skip',
  off: '➖&nbsp;off',
}

// What is open is what somebody looks for; what is not demanded is looked for last.
const places: Readonly<Record<ConditionState, number>> = {
  skip: 0,
  unknown: 0,
  block: 0,
  wait: 0,
  met: 1,
  off: 2,
}

/** One line per condition, the open ones first, everything of others escaped. */
export function conditionTable(conditions: readonly Condition[]): string {
  return table(
    ['Condition', 'State', 'Found', 'Who', 'Next'],
    conditions
      .toSorted((a, b) => places[a.state] - places[b.state])
      .map(({ name, state, detail, who, next }) => [
        escape(name),
        marks[state],
        escape(detail, 500),
        escape(who, 200),
        escape(next),
      ]),
  )
}
