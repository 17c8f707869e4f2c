import { gapIn, met, nameSome, off, unmet, type Case, type Condition } from './condition.ts'
import { approvals, cleanUpdateQuestions, latestReviews, staleReasons } from './opinions.ts'
import { willApprove } from './own-approval.ts'

/** Who approved, who objected, and what GitHub itself says about the reviews. */
export function reviewConditions(input: Case): Condition[] {
  const unknown = gapIn(input.facts, ['reviews'], 'approvals')
  if (unknown) return [unknown]
  const approved = approvalCount(input)
  return [changesRequested(input), approved, reviewDecision(input, approved), conversations(input)]
}

function changesRequested({ facts }: Case): Condition {
  const objections = latestReviews(facts.reviews).filter(({ state }) => state === 'CHANGES_REQUESTED')
  // An objection of a deleted account stands until it is dismissed.
  const binding = objections.filter(({ author, canPush }) => author === undefined || canPush)
  const names = (of: typeof objections) =>
    nameSome(of.map(({ author }) => author?.login ?? 'a deleted account'))
  if (binding.length > 0) {
    return unmet('changes-requested', 'block', {
      reason: 'changes_requested',
      detail: `Changes are requested by ${names(binding)}.`,
      who: nameSome(binding.map(({ author }) => author?.login ?? 'somebody with write permission')),
      next: binding.every(({ author }) => author === undefined)
        ? 'Dismiss the review.'
        : 'Review again, or dismiss the review.',
    })
  }
  const others =
    objections.length > 0 ? ` Without push rights, and so without effect: ${names(objections)}.` : ''
  return met('changes-requested', `Nobody who may push requests changes.${others}`)
}

function approvalCount({ facts, policy }: Case): Condition {
  const needed = Math.max(policy.requiredApprovals, facts.rules.requiredApprovals)
  if (needed === 0) return off('approvals', 'No approval is demanded.')
  const given = approvals(facts, policy)
  const counted = given.filter(({ discounted }) => discounted === undefined)
  const names = counted.length > 0 ? ` (${nameSome(counted.map(({ login }) => login))})` : ''
  const rest = given.filter(({ discounted }) => discounted !== undefined)
  const notes =
    rest.length > 0
      ? ` Not counted: ${nameSome(rest.map(({ login, discounted }) => `${login} (${discounted})`))}.`
      : ''
  const detail = `${counted.length} of ${needed} approvals${names}.${notes}`
  if (counted.length >= needed) return met('approvals', detail)
  const questions = cleanUpdateQuestions(facts, policy)
  const missing = needed - counted.length
  if (questions.length === 0 && missing === 1 && willApprove(facts, policy))
    return unmet('approvals', 'wait', {
      reason: 'own_approval_later',
      detail,
      who: 'auto-merge',
      next: 'auto-merge approves it when everything else is fulfilled.',
    })
  const condition = unmet('approvals', questions.length > 0 ? 'unknown' : 'block', {
    reason: rest.some(({ discounted = '' }) => staleReasons.has(discounted))
      ? 'approvals_stale'
      : 'approvals_missing',
    detail,
    who: 'people with push rights',
    next: `Get ${missing} more ${missing === 1 ? 'approval' : 'approvals'} of commit ${facts.head.oid.slice(0, 10)}.`,
  })
  return questions.length > 0 ? { ...condition, need: { kind: 'clean-update', since: questions } } : condition
}

function reviewDecision({ facts }: Case, approved: Condition): Condition {
  const { reviewDecision: decision } = facts
  // null means that no review is required here. It is not an approval, and our own count stands beside it.
  if (decision === null) return off('review-decision', 'No rule of the branch requires a review.')
  if (decision === 'APPROVED') return met('review-decision', 'GitHub counts the reviews as sufficient.')
  if (decision === 'REVIEW_REQUIRED' && approved.state === 'wait' && !facts.rules.codeOwners)
    return { ...approved, name: 'review-decision', detail: `GitHub says ${decision}.` }
  const owners = facts.rules.codeOwners ? ' Code owners must review.' : ''
  return unmet('review-decision', 'block', {
    reason: decision === 'CHANGES_REQUESTED' ? 'changes_requested' : 'review_required',
    detail: `GitHub says ${decision}.${owners}`,
    who: facts.rules.codeOwners ? 'code owners' : 'reviewers',
    next: 'Get the review that the rules of the branch require.',
  })
}

function conversations({ facts, policy }: Case): Condition {
  if (!policy.requireResolvedConversations && !facts.rules.conversations)
    return off('conversations', 'Open conversations do not matter here.')
  const unknown = gapIn(facts, ['conversations'], 'conversations')
  if (unknown) return unknown
  const { unresolved, first } = facts.conversations
  if (unresolved === 0) return met('conversations', 'All conversations are resolved.')
  return unmet('conversations', 'block', {
    reason: 'unresolved_conversations',
    detail: `${unresolved} ${unresolved === 1 ? 'conversation is' : 'conversations are'} not resolved${first ? `, the first in ${first}` : ''}.`,
    who: 'the author and reviewers',
    next: 'Resolve the conversations.',
  })
}
