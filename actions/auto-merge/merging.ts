import { afterMerge } from './after-merge.ts'
import { readOne, type Desk, type Evaluation } from './evaluate.ts'
import type { MergeAnswer } from './merge-answer.ts'
import { commitText } from './message.ts'
import { resultOf, type Result } from './outcome.ts'
import { wrote, type Found } from './writing.ts'

/** Merges the evaluated head, or nothing. `base-moved`: somebody was faster on the base, and all must be read again. */
export async function merge(desk: Desk, evaluation: Evaluation): Promise<Result | 'base-moved'> {
  const { facts, verdict } = evaluation
  const { ports, policy } = desk
  const end = (found: Found): Result => resultOf(facts, { conditions: verdict.conditions, ...found })
  const method = verdict.method
  if (!method) throw new Error('A merge without a method was decided.')
  const texts = commitText({ title: policy.commitTitle, message: policy.commitMessage }, facts)
  const subject = `#${facts.number}`
  ports.journal.record({
    kind: 'intended',
    subject,
    action: 'merge',
    because: verdict.reason,
    before: facts.head.oid,
  })
  const answer = await ports.pullRequests.merge(facts, { method, ...texts })
  if (answer.kind === 'base-moved') return 'base-moved'
  if (answer.kind === 'queue-required') return end(await enqueue(desk, evaluation))
  const sha =
    answer.kind === 'lost' ? await lostMerge(desk, evaluation) : answer.kind === 'merged' && answer.sha
  if (typeof sha !== 'string') {
    ports.journal.record({ kind: 'failed', subject, action: 'merge', because: answer.kind })
    return end(refusal(facts.number, answer))
  }
  ports.journal.record({ kind: 'wrote', subject, action: 'merge', because: verdict.reason, after: sha })
  return end({
    decision: 'merged',
    reason: verdict.reason,
    sentence: `#${facts.number} is merged (${method}) as ${sha.slice(0, 10)}.`,
    mergeCommit: sha,
    problems: await afterMerge(desk, facts, sha),
  })
}

// The answer was lost, not necessarily the merge. Reading tells; repeating could not.
async function lostMerge(desk: Desk, { facts }: Evaluation): Promise<string | undefined> {
  const reading = await readOne(desk, facts.number)
  if (reading.kind === 'absent' || reading.facts.state !== 'MERGED') return undefined
  return reading.facts.head.oid === facts.head.oid ? (reading.facts.mergeCommit ?? '') : undefined
}

function refusal(number: number, answer: MergeAnswer): Found {
  const text = 'message' in answer ? answer.message : ''
  switch (answer.kind) {
    case 'head-moved':
      return {
        decision: 'wait',
        reason: 'head_moved',
        sentence: `#${number} was pushed to while it was evaluated; the new head is evaluated by its own events.`,
      }
    case 'workflow-permission':
      return {
        decision: 'error',
        reason: 'workflow_permission',
        sentence: `#${number} changes workflow files, which this token may not: ${text} Next: Give github-token the token of an app or a person with the workflows permission.`,
      }
    case 'refused':
      return {
        decision: 'block',
        reason: 'refused_by_github',
        sentence: `GitHub refused to merge #${number}: ${text}`,
      }
    case 'forbidden':
      return {
        decision: 'error',
        reason: 'missing_permission',
        sentence: `This token may not merge #${number}: ${text} Add to the job: permissions: { contents: write, pull-requests: write }`,
      }
    case 'lost':
      return {
        decision: 'error',
        reason: 'merge_answer_lost',
        sentence: `GitHub gave no usable answer to the merge of #${number} (${text}), and it is not merged. It is not tried again in this run.`,
      }
    default:
      return {
        decision: 'error',
        reason: 'merge_invalid',
        sentence: `GitHub did not understand the merge of #${number}: ${text}`,
      }
  }
}

export async function enqueue(desk: Desk, evaluation: Evaluation): Promise<Found> {
  const { facts } = evaluation
  if (desk.policy.mergeQueue === 'off')
    return {
      decision: 'block',
      reason: 'merge_queue_required',
      sentence: `#${facts.number} can only be merged by the merge queue, and merge-queue is off.`,
    }
  return wrote(desk, evaluation, {
    action: 'add-to-merge-queue',
    send: () => desk.ports.pullRequests.enqueue(facts),
    decision: 'queued',
    sentence: `#${facts.number} is in the merge queue.${byWorkflowToken(evaluation) ? ' Added by the token of a workflow, which starts no merge_group run: checks that the queue waits for may never start.' : ''}`,
  })
}

function byWorkflowToken({ facts }: Evaluation): boolean {
  return facts.repository.viewer?.id === 41898282
}
