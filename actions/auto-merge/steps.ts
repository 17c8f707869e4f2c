import { githubActions, off, type Case, type Condition, type ConditionName } from './conditions/condition.ts'
import { willApprove } from './conditions/own-approval.ts'

/** What may be done to a pull request that cannot be merged yet. */
export type Step = 'ready' | 'approve' | 'update' | 'arm'

/** The step that brings a pull request nearer to its merge, if one is allowed. */
export function steppingStone(
  input: Case,
  conditions: readonly Condition[],
): { intent: Step; reason: string } | undefined {
  if (mayMakeReady(conditions)) return { intent: 'ready', reason: 'draft_old_enough' }
  if (mayApprove(input, conditions)) return { intent: 'approve', reason: 'trusted_bot' }
  if (mayUpdate(input, conditions)) return { intent: 'update', reason: 'behind' }
  if (mayArm(input, conditions)) return { intent: 'arm', reason: 'required_checks_pending' }
  return undefined
}

function open(conditions: readonly Condition[]): Condition[] {
  return conditions.filter(({ state }) => state !== 'met' && state !== 'off')
}

function onlyOpen(conditions: readonly Condition[], names: readonly ConditionName[]): boolean {
  return open(conditions).every(({ name }) => names.includes(name))
}

// Reviews and checks begin when a draft is ready, so only the opt-in must stand, and nothing may forbid it.
function mayMakeReady(conditions: readonly Condition[]): boolean {
  const optIn: readonly ConditionName[] = [
    'open',
    'base-branch',
    'label',
    'bot',
    'label-actor',
    'blocking-labels',
  ]
  return (
    conditions.some(({ reason }) => reason === 'draft_old_enough') &&
    open(conditions).every(({ name }) => !optIn.includes(name))
  )
}

function mayApprove({ facts, policy }: Case, conditions: readonly Condition[]): boolean {
  const missing = conditions.some(
    ({ name, state }) =>
      (name === 'approvals' || name === 'review-decision') && (state === 'block' || state === 'wait'),
  )
  return (
    missing &&
    willApprove(facts, policy) &&
    onlyOpen(conditions, ['approvals', 'review-decision', 'mergeable']) &&
    !conflicts(conditions)
  )
}

function mayUpdate({ facts, policy }: Case, conditions: readonly Condition[]): boolean {
  if (!policy.updateBranch || !onlyOpen(conditions, ['up-to-date', 'mergeable'])) return false
  const behind = conditions.some(({ name, state }) => name === 'up-to-date' && state === 'block')
  // A merge by the token of a workflow starts no checks: the pull request would be stranded with checks that never come.
  const stranded = facts.repository.viewer?.id === githubActions
  const ours = facts.head.repository?.toLowerCase() === facts.repository.name.toLowerCase()
  return behind && ours && !stranded && !conflicts(conditions)
}

function mayArm(input: Case, conditions: readonly Condition[]): boolean {
  const nothingWrong = !conditions.some(
    ({ state }) => state === 'block' || state === 'unknown' || state === 'skip',
  )
  return (
    input.policy.armAutoMerge &&
    !input.facts.autoMergeArmed &&
    nothingWrong &&
    conditions.some(({ name, state }) => name === 'required-checks' && state === 'wait') &&
    onlyOpen(conditions, ['checks', 'required-checks', 'mergeable']) &&
    armingObstacle(input) === undefined
  )
}

/**
 * GitHub's own auto-merge looks at its rules only, and goes on when somebody pushes. So it is armed only where the rules hold everything
 * that this policy demands. Says what they do not hold.
 */
function armingObstacle({ facts, policy }: Case): string | undefined {
  const { rules, repository, mergeState, queue } = facts
  if (policy.checks !== 'required') return 'GitHub waits for required checks only, and checks is set to all'
  if (!repository.autoMergeAllowed) return 'the repository does not allow auto-merge'
  if (queue.enabled) return 'the base branch has a merge queue'
  if (mergeState !== 'BLOCKED') return 'no rule of the branch holds the merge back'
  if (policy.requiredApprovals > rules.requiredApprovals)
    return `the rules demand ${rules.requiredApprovals} approvals, this policy ${policy.requiredApprovals}`
  if (policy.requiredApprovals > 0 && policy.staleApprovals !== 'allow' && rules.dismissStaleReviews !== true)
    return rules.dismissStaleReviews === undefined
      ? 'no ruleset dismisses approvals after a push, and what classic protection does this token cannot see'
      : 'no rule dismisses approvals after a push'
  // Without a review rule GitHub merges in spite of changes that somebody requests later.
  if (rules.requiredApprovals === 0) return 'no rule demands a review, and so none holds requested changes'
  if (policy.requireResolvedConversations && !rules.conversations)
    return 'no rule demands resolved conversations'
  if (policy.requireUpToDate && !rules.upToDate) return 'no rule demands an up-to-date head'
  if (policy.mergeWindow.length > 0) return 'GitHub knows no merge window'
  return undefined
}

/** Why native auto-merge is not armed, for the explanation; nothing when it is not wanted or not the moment. */
export function armingCondition(input: Case, conditions: readonly Condition[]): Condition[] {
  if (!input.policy.armAutoMerge) return []
  if (input.facts.autoMergeArmed) return [off('auto-merge', 'GitHub merges it when its rules are fulfilled.')]
  const obstacle = armingObstacle(input)
  if (obstacle) return [off('auto-merge', `Not armed: ${obstacle}.`)]
  return [
    off(
      'auto-merge',
      mayArm(input, conditions) ? 'It can be armed.' : 'Not armed: more than required checks is open.',
    ),
  ]
}

function conflicts(conditions: readonly Condition[]): boolean {
  return conditions.some(({ reason }) => reason === 'conflict' || reason === 'mergeability_unknown')
}
