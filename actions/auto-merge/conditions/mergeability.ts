import { gapIn, githubActions, met, nameSome, off, unmet, type Case, type Condition } from './condition.ts'

/** Whether the head contains the newest commit of the base, where that is demanded. */
export function upToDateCondition({ facts, policy }: Case): Condition {
  const { mergeState, behindBy } = facts
  const behind = (detail: string) =>
    unmet('up-to-date', 'block', {
      reason: 'behind',
      detail: `${detail}${updateObstacle({ facts, policy })}`,
      who: 'the author',
      next: `Merge ${facts.base.name} into ${facts.head.name}.`,
    })
  if (mergeState === 'BEHIND')
    return behind('The head is behind the base, and a rule demands that it is up to date.')
  if (!policy.requireUpToDate && !isHidden(facts)) return byState(facts)
  if (behindBy === 0) return met('up-to-date', contained)
  if (behindBy !== undefined)
    return behind(`The head is ${behindBy} ${behindBy === 1 ? 'commit' : 'commits'} behind the base.`)
  return {
    ...behind('How far the head is behind the base is not known yet.'),
    state: 'unknown',
    need: { kind: 'behind-by' },
  }
}

const contained = 'The head contains the newest commit of the base.'
const proving = ['CLEAN', 'HAS_HOOKS', 'UNSTABLE']

// BLOCKED comes before BEHIND in GitHub's answer, so under a strict rule it says nothing about the base. A queue brings the base in itself.
function isHidden({ rules, queue, draft, mergeState }: Case['facts']): boolean {
  return rules.upToDate && !queue.enabled && !draft && mergeState === 'BLOCKED'
}

function byState({ rules, mergeState }: Case['facts']): Condition {
  if (!rules.upToDate) return off('up-to-date', 'It need not be up to date.')
  return proving.includes(mergeState)
    ? met('up-to-date', contained)
    : off('up-to-date', `A rule demands it; not to be seen while GitHub says ${mergeState}.`)
}

// Why update-branch, which is on, does not do it.
function updateObstacle({ facts, policy }: Pick<Case, 'facts' | 'policy'>): string {
  if (!policy.updateBranch) return ''
  if (facts.head.repository?.toLowerCase() !== facts.repository.name.toLowerCase())
    return ' update-branch leaves it alone, for its head is in a fork.'
  return facts.repository.viewer?.id === githubActions
    ? ' update-branch leaves it alone: what the token of a workflow pushes starts no checks. Give github-token the token of an app.'
    : ''
}

export function queueCondition({ facts, policy }: Case): Condition {
  const unknown = gapIn(facts, ['queue'], 'merge-queue')
  if (unknown) return unknown
  if (facts.queue.entered) {
    return unmet('merge-queue', 'wait', {
      reason: 'in_merge_queue',
      detail: 'It is in the merge queue.',
      who: 'the merge queue',
      next: 'The queue merges it.',
    })
  }
  if (!facts.queue.enabled) return off('merge-queue', 'The base branch has no merge queue.')
  if (policy.mergeQueue === 'auto') return met('merge-queue', 'It goes into the merge queue.')
  return unmet('merge-queue', 'block', {
    reason: 'merge_queue_required',
    detail: 'The base branch has a merge queue, and merge-queue is off.',
    who: 'the owner of the workflow',
    next: 'Set merge-queue to auto.',
  })
}

/** GitHub's own verdict, read last: it only adds to what the other conditions say. */
export function mergeableCondition({ facts }: Case, others: readonly Condition[]): Condition {
  // GitHub computes it for open ones only.
  if (facts.state !== 'OPEN') return off('mergeable', 'It is not open.')
  const unknown = gapIn(facts, ['mergeability'], 'mergeable')
  if (unknown) return unknown
  const { mergeable, mergeState } = facts
  if (mergeable === 'CONFLICTING' || mergeState === 'DIRTY') {
    return unmet('mergeable', 'block', {
      reason: 'conflict',
      detail: 'It conflicts with the base.',
      who: 'the author',
      next: `Merge ${facts.base.name} into ${facts.head.name} and resolve the conflicts.`,
    })
  }
  if (mergeable !== 'MERGEABLE' || mergeState === 'UNKNOWN') {
    return unmet('mergeable', 'wait', {
      reason: 'mergeability_unknown',
      detail: 'GitHub has not computed yet whether it can be merged.',
      who: 'GitHub',
      next: 'It is evaluated again at the next event.',
    })
  }
  if (proving.includes(mergeState)) return met('mergeable', `GitHub says ${mergeState}.`)
  return blockedState({ facts }, others)
}

// BLOCKED, BEHIND and DRAFT repeat what other rows say. Only when none of them does is it a rule that GitHub alone can judge.
function blockedState({ facts }: Pick<Case, 'facts'>, others: readonly Condition[]): Condition {
  const state = (['block', 'wait'] as const).find((wanted) => others.some((row) => row.state === wanted))
  const { mergeState, queue, rules } = facts
  if (state)
    return unmet('mergeable', state, {
      reason: 'blocked_by_rule',
      detail: `GitHub says ${mergeState}; see the other lines.`,
      who: '',
      next: '',
    })
  if (mergeState === 'BLOCKED' && queue.enabled)
    return met('mergeable', 'GitHub says BLOCKED, for only the merge queue may merge here.')
  const known = rules.others.length > 0 ? ` Rules that only GitHub can judge: ${nameSome(rules.others)}.` : ''
  return unmet('mergeable', 'block', {
    reason: 'blocked_by_rule',
    detail: `GitHub says ${mergeState}, and everything that can be seen is fulfilled.${known}`,
    who: 'an administrator',
    next: 'Look at the rules of the base branch: one of them is not fulfilled, or keeps this token from merging.',
  })
}
