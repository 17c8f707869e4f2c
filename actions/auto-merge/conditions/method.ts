import type { Facts, MergeMethod } from '../facts.ts'
import type { Policy } from '../policy.ts'
import {
  gapIn,
  labelledMethods,
  met,
  methodOrder,
  off,
  unmet,
  type Case,
  type Condition,
} from './condition.ts'
import { syncStanding } from './sync.ts'

/** Methods that both the repository and the rules of the base allow. */
export function allowedMethods({ repository, rules }: Facts): MergeMethod[] {
  return methodOrder.filter(
    (method) =>
      repository.methods.includes(method) &&
      (rules.methods === undefined || rules.methods.includes(method)) &&
      !(method === 'merge' && rules.linearHistory),
  )
}

/** The method to merge with, or undefined when none that is wanted is allowed. */
export function methodOf(facts: Facts, policy: Policy): MergeMethod | undefined {
  const allowed = allowedMethods(facts)
  const wanted = wantedMethod(facts, policy)
  if (wanted === 'auto') return allowed[0]
  return wanted !== undefined && allowed.includes(wanted) ? wanted : undefined
}

function wantedMethod(facts: Facts, policy: Policy): MergeMethod | 'auto' | undefined {
  if (syncStanding(facts, policy).kind === 'yes') return 'merge'
  const byLabel = labelledMethods(facts, policy.label)
  if (byLabel.length > 1) return undefined
  return byLabel[0] ?? policy.mergeMethod
}

export function methodCondition({ facts, policy }: Case): Condition {
  const unknown = gapIn(facts, ['rules'], 'merge-method')
  if (unknown) return unknown
  const standing = syncStanding(facts, policy)
  if (standing.kind === 'unknown') return standing.row
  const sync = standing.kind === 'yes'
  if (facts.queue.enabled && !sync) return off('merge-method', 'The merge queue chooses the method.')
  const allowed = allowedMethods(facts)
  const allows = `Allowed here: ${allowed.join(', ') || 'none'}.`
  const queued = facts.queue.enabled ? facts.rules.queueMethod : undefined
  if (sync && (!allowed.includes('merge') || (facts.queue.enabled && queued !== 'merge'))) {
    return unmet('merge-method', 'block', {
      reason: 'sync_needs_merge_commit',
      detail: `It is of ecosystem-sync and needs a merge commit: a squash or rebase would freeze the merge base, and the branch would count as behind for ever. ${queued ? `The merge queue uses ${queued}.` : allows}`,
      who: 'an administrator',
      next: queued
        ? 'Set the merge method of the queue to merge.'
        : 'Allow merge commits for this base branch.',
    })
  }
  const byLabel = labelledMethods(facts, policy.label)
  if (!sync && byLabel.length > 1) {
    return unmet('merge-method', 'block', {
      reason: 'merge_method_ambiguous',
      detail: `Labels ask for ${byLabel.join(' and ')}.`,
      who: 'whoever set the labels',
      next: 'Leave one of these labels.',
    })
  }
  const method = methodOf(facts, policy)
  const claimed =
    standing.kind === 'claimed'
      ? ` It has the mark of ecosystem-sync and is treated as any other: ${standing.because}.`
      : ''
  if (method)
    return met('merge-method', sync ? 'merge, because it is of ecosystem-sync.' : `${method}.${claimed}`)
  const [labelled] = byLabel
  const refused = {
    reason: 'merge_method_not_allowed',
    detail: `${labelled ?? policy.mergeMethod} is not allowed. ${allows}`,
  }
  // The label stands above the input, so changing the input would change nothing.
  if (labelled !== undefined)
    return unmet('merge-method', 'block', {
      ...refused,
      who: 'anybody with write permission',
      next: `Remove the label ${policy.label}:${labelled}.`,
    })
  return unmet('merge-method', 'block', {
    ...refused,
    who: 'the owner of the workflow',
    next: allowed.length > 0 ? `Set merge-method to ${allowed[0]} or auto.` : 'Allow a merge method.',
  })
}
