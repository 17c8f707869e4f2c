import { code, escape, plural } from '@ecosystem-actions/core/markdown'
import { formatMarker } from './marker.ts'
import type { PlanItem } from './plan/item.ts'

export const syncLabel = 'ecosystem-sync'
export const autoMergeLabel = 'automerge'

export function titleOf({ base, branch }: PlanItem): string {
  return `Sync ${branch} with ${base}`.slice(0, 250)
}

/** The text of a sync pull request: why it is there, how it must be merged, how to say no. */
export function bodyOf(item: PlanItem, run: { id: number; url: string }): string {
  const { base, branch, ahead, behind, exact } = item
  const missing = `${exact ? '' : 'at least '}${plural(behind, 'commit')}`
  const own = ahead === 0 ? '' : ` and has ${ahead} of its own`
  const lines = [
    `${code(branch)} lacks ${missing} of ${code(base)}${own}.`,
    '',
    '- Merge it with a **merge commit**. A squash or rebase would copy the commits, and they would count as missing for ever.',
    '- Close it without merging to decline. It comes back only when the branch itself moves.',
    ...(run.url ? ['', `Opened by [this run](${run.url}).`] : []),
    '',
    formatMarker({ base: item.tip, head: item.baseOid, run: run.id }),
  ]
  return lines.join('\n')
}

export function shownBranch({ repository, branch }: Pick<PlanItem, 'repository' | 'branch'>): string {
  return `${escape(repository)} ${code(branch)}`
}

/** Two sentences with a full stop between them, whoever wrote the first. */
export function sentences(message: string, remedy: string): string {
  if (message.trim() === '' || remedy === '') return `${message}${remedy}`.trim()
  const whole = /[.!?]$/.test(message.trim()) ? message.trim() : `${message.trim()}.`
  return `${whole} ${remedy}`.trim()
}
