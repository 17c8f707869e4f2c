import { afterMerge } from '../afterwards/after-merge.ts'
import { withCoAuthors } from './co-authors.ts'
import type { Desk, Evaluation } from '../evaluate.ts'
import type { Facts } from '../facts.ts'
import { commitText } from './message.ts'
import { resultOf, type Result } from '../outcome.ts'
import type { MergeCall } from '../ports.ts'
import { refusal } from './refusal.ts'
import { lookedUp, wrote, type Found } from '../writing.ts'

/** Merges the evaluated head, or nothing. `base-moved`: somebody was faster on the base, and all must be read again. */
export async function merge(desk: Desk, evaluation: Evaluation): Promise<Result | 'base-moved'> {
  const { facts, verdict } = evaluation
  const { ports } = desk
  const end = (found: Found): Result => resultOf(facts, { conditions: verdict.conditions, ...found })
  const how = mergeCall(desk, evaluation)
  const subject = `#${facts.number}`
  ports.journal.record({
    kind: 'intended',
    subject,
    action: 'merge',
    because: verdict.reason,
    before: facts.head.oid,
  })
  const answer = await ports.pullRequests.merge(facts, how)
  if (answer.kind === 'base-moved') return 'base-moved'
  if (answer.kind === 'queue-required') return end(await enqueue(desk, evaluation))
  const merged = answer.kind === 'merged' ? answer.sha : undefined
  const found = answer.kind === 'lost' ? await lostMerge(desk, facts) : undefined
  const sha = merged ?? found?.sha
  if (sha === undefined) {
    ports.journal.record({ kind: 'failed', subject, action: 'merge', because: answer.kind })
    const { eventName } = ports.context
    const { row, ...ending } = refusal(facts, answer, { eventName, done: found?.done })
    return end({ ...ending, conditions: [...verdict.conditions, row] })
  }
  ports.journal.record({ kind: 'wrote', subject, action: 'merge', because: verdict.reason, after: sha })
  return end({
    decision: 'merged',
    reason: verdict.reason,
    sentence: `#${facts.number} is merged (${how.method}) as ${sha.slice(0, 10)}.`,
    mergeCommit: sha,
    ...(await afterMerge(desk, facts, sha)),
  })
}

/** Method and text of the commit, also when GitHub makes it later. */
export function mergeCall({ policy }: Desk, { facts, verdict: { method } }: Evaluation): MergeCall {
  if (!method) throw new Error('A merge without a method was decided.')
  const { title, message } = commitText({ title: policy.commitTitle, message: policy.commitMessage }, facts)
  return { method, title, message: method === 'squash' ? withCoAuthors(message, facts) : message }
}

// The answer was lost, not necessarily the merge. Reading tells; repeating could not.
async function lostMerge(desk: Desk, facts: Facts): Promise<{ sha?: string; done?: boolean }> {
  let sha: string | undefined
  const done = await lookedUp(desk, facts.number, (now) => {
    const ours = now.state === 'MERGED' && now.head.oid === facts.head.oid
    if (ours) sha = now.mergeCommit
    return ours
  })
  // Merged, and GitHub does not say as what: that is not known, and not "not done".
  if (done === true) return sha === undefined ? {} : { sha }
  return done === undefined ? {} : { done }
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
    shows: ({ queue }) => queue.entered,
    decision: 'queued',
    sentence: `#${facts.number} is in the merge queue.${byWorkflowToken(evaluation) ? ' Added by the token of a workflow, which starts no merge_group run: checks that the queue waits for may never start.' : ''}`,
  })
}

function byWorkflowToken({ facts }: Evaluation): boolean {
  return facts.repository.viewer?.id === 41898282
}
