import { unmet, type Condition, type ConditionState } from '../conditions/condition.ts'
import type { Facts } from '../facts.ts'
import type { MergeAnswer } from './answer.ts'
import { sentence } from '../sentence.ts'
import type { Decision } from '../outcome.ts'
import { lostText } from '../writing.ts'

export interface Refusal {
  decision: Decision
  reason: string
  sentence: string
  /** The row of the explanation: what GitHub said, who can do something, and what. */
  row: Condition
}

type Told = Pick<Condition, 'reason' | 'detail' | 'who' | 'next'> & { decision: 'wait' | 'block' | 'error' }

const states = { wait: 'wait', block: 'block', error: 'unknown' } as const satisfies Record<
  Told['decision'],
  ConditionState
>

/** How a merge call that did not merge ends. `done`: what was read after a lost answer. */
export function refusal(
  facts: Facts,
  answer: MergeAnswer,
  how: { eventName: string; done: boolean | undefined },
): Refusal {
  const { decision, ...found } = told(facts, answer, how)
  const row = unmet('merge', states[decision], found)
  const next = row.next === '' ? '' : ` Next: ${row.next}`
  return { decision, reason: row.reason, sentence: `#${facts.number}: ${row.detail}${next}`, row }
}

function told(
  facts: Facts,
  answer: MergeAnswer,
  how: { eventName: string; done: boolean | undefined },
): Told {
  const text = 'message' in answer ? sentence(answer.message) : ''
  switch (answer.kind) {
    case 'head-moved':
      return {
        decision: 'wait',
        reason: 'head_moved',
        detail: 'It was pushed to while it was evaluated.',
        who: 'auto-merge',
        next: 'The new head is evaluated by its own events.',
      }
    case 'workflow-permission':
      return {
        decision: 'error',
        reason: 'workflow_permission',
        detail: `It changes workflow files, which this token may not: ${text}`,
        who: 'the owner of the workflow',
        next: 'Give github-token the token of an app or a person with the workflows permission.',
      }
    case 'refused':
      return {
        decision: 'block',
        reason: 'refused_by_github',
        detail: `GitHub refused to merge: ${text}`,
        who: 'an administrator',
        next: `Look at the rules of ${facts.base.name}: do what GitHub's words demand, or change the rule.`,
      }
    case 'forbidden':
      return forbidden(facts, text, how.eventName)
    case 'lost':
      return {
        decision: 'error',
        reason: 'merge_answer_lost',
        detail: `GitHub gave no usable answer to the merge (${'message' in answer ? answer.message : ''}), ${lostText(how.done)}`,
        who: 'auto-merge',
        next:
          how.done === false
            ? 'The next event or scheduled run tries again.'
            : 'See whether it is merged; the next run reads it again.',
      }
    default:
      return {
        decision: 'error',
        reason: 'merge_invalid',
        detail: `GitHub did not understand the merge: ${text}`,
        who: 'the owner of the workflow',
        next: 'Check merge-method, commit-title and commit-message.',
      }
  }
}

// 403 has many causes, and a line under `permissions:` mends only one of them.
function forbidden(facts: Facts, text: string, eventName: string): Told {
  const found = { decision: 'error', detail: `This token may not merge it: ${text}` } as const
  const fork = facts.head.repository?.toLowerCase() !== facts.repository.name.toLowerCase()
  if (fork && /^pull_request(?:_review(?:_comment)?)?$/.test(eventName))
    return {
      ...found,
      reason: 'read_only_token',
      who: 'the owner of the workflow',
      next: `Start the workflow on pull_request_target or workflow_run: on ${eventName} of a fork the token is read-only, whatever permissions says.`,
    }
  if (/authorized to push|protected branch|push restrict/i.test(text))
    return {
      ...found,
      reason: 'branch_restricted',
      who: 'an administrator',
      next: `Allow this account to push to ${facts.base.name} in the rules of the branch.`,
    }
  return {
    ...found,
    reason: 'missing_permission',
    who: 'the owner of the workflow',
    next: 'Add to the job: permissions: { contents: write, pull-requests: write }',
  }
}
