import type { Delivery } from './delivery.ts'
import type { DecisionWord } from '../incident/policy.ts'

/** What there is to remember a message that did not arrive. */
export type Memory = 'issue' | 'issue failed' | 'older' | 'no issue' | 'pull request'

const never = 'Nothing sends it again'
const outlooks: Readonly<Record<Memory, string>> = {
  issue: 'The next failed run sends it again.',
  'issue failed': `${never}: the issue that would have remembered it could not be written.`,
  older: `${never}: the incident began before its issue.`,
  'no issue': `${never}: set \`issue: auto\`, and the issue of the incident remembers it.`,
  'pull request': `${never}: runs of pull requests have no issue that could remember it.`,
}

/** A delivery that failed says honestly whether anything will try it again. */
export function withOutlook(delivery: Delivery, decision: DecisionWord, memory: Memory): Delivery {
  const { channel, status } = delivery
  if (status !== 'failed') return delivery
  if (channel === 'issue' || channel === 'pr-comment') {
    const stays = channel === 'issue' ? 'It stays open until a later recovery, or close it by hand.' : ''
    const outlook = decision === 'recover' ? stays : 'The next run writes it.'
    return outlook ? { ...delivery, outlook } : delivery
  }
  if (decision === 'update') return delivery
  return {
    ...delivery,
    outlook: decision === 'recover' ? `${never}: the incident is over.` : outlooks[memory],
  }
}
