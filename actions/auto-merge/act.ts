import { afterMergePlan } from './afterwards/after-merge.ts'
import { nameSome, type Condition } from './conditions/condition.ts'
import { evaluate, readOne, type Desk, type Evaluation } from './evaluate.ts'
import type { Facts } from './facts.ts'
import { enqueue, merge, mergeCall } from './merge/merging.ts'
import { resultOf, type Decision, type Result } from './outcome.ts'
import { lookedUp, wrote, type Found } from './writing.ts'

const mostMergeCalls = 3

/** Does what the verdict says, at most what it says, and tells how it ended. */
export async function act(desk: Desk, evaluation: Evaluation): Promise<Result> {
  const { facts, verdict } = evaluation
  const end = (found: Found): Result => resultOf(facts, { conditions: verdict.conditions, ...found })
  const { intent, reason } = verdict
  const wouldBe = whenDry[intent]
  if (desk.policy.dryRun && wouldBe) {
    const notes = intent === 'merge' ? await afterMergePlan(desk, facts) : []
    return end({ decision: wouldBe, reason, sentence: `#${facts.number} ${dryWords[intent] ?? ''}`, notes })
  }
  switch (intent) {
    case 'merge':
      return mergeOften(desk, evaluation)
    case 'queue':
      return end(await enqueue(desk, evaluation))
    case 'arm':
      return arm(desk, evaluation)
    case 'approve':
      return approve(desk, evaluation)
    case 'ready':
      return end(
        await wrote(desk, evaluation, {
          action: 'mark-ready',
          send: () => desk.ports.pullRequests.makeReady(facts),
          shows: ({ draft }) => !draft,
          decision: 'ready',
          sentence: `#${facts.number} is marked as ready for review.`,
        }),
      )
    case 'update':
      return end(
        await wrote(desk, evaluation, {
          action: 'update-branch',
          send: () => desk.ports.pullRequests.updateBranch(facts),
          shows: ({ head }) => head.oid !== facts.head.oid,
          decision: 'wait',
          reason: 'branch_updated',
          sentence: `${facts.base.name} is merged into the head of #${facts.number}; its checks run again.`,
        }),
      )
    case 'queued':
      return end({ decision: 'queued', reason, sentence: `#${facts.number} is in the merge queue.` })
    default: {
      const found = { decision: intent, reason, sentence: sentenceOf(facts.number, intent, verdict) }
      return end(intent === 'wait' ? found : await disarmed(desk, evaluation, found))
    }
  }
}

const whenDry: Readonly<Record<string, Decision>> = {
  merge: 'merge',
  queue: 'queued',
  arm: 'armed',
  approve: 'approved',
  ready: 'ready',
  update: 'wait',
}

const dryWords: Readonly<Record<string, string>> = {
  merge: 'would be merged.',
  queue: 'would go into the merge queue.',
  arm: 'would be handed to native auto-merge.',
  approve: 'would be approved.',
  ready: 'would be marked as ready for review.',
  update: 'would get the base merged into its head.',
}

const verbs = { wait: 'waits', block: 'is blocked', skip: 'is left alone', error: 'cannot be judged' }

function sentenceOf(
  number: number,
  intent: keyof typeof verbs,
  { conditions, reason }: Evaluation['verdict'],
) {
  const row = decisive(conditions, reason)
  const others = conditions.filter(
    (one) => isOpen(one) && one !== row && one.next !== '' && one.name !== row?.name,
  )
  const rest =
    others.length > 0 && intent !== 'skip' ? ` Also open: ${nameSome(others.map(({ name }) => name))}.` : ''
  return `#${number} ${verbs[intent]}: ${row?.detail ?? reason}${row?.next ? ` Next: ${row.next}` : ''}${rest}`
}

/** The row that a reason comes from. */
export function decisive(conditions: readonly Condition[], reason: string): Condition | undefined {
  return conditions.find((row) => row.reason === reason && isOpen(row))
}

function isOpen({ state }: Condition): boolean {
  return state !== 'met' && state !== 'off'
}

// "Base branch was modified" is a race that somebody else won: three tries, each on facts read anew.
async function mergeOften(desk: Desk, evaluation: Evaluation): Promise<Result> {
  const { number } = evaluation.facts
  let current = evaluation
  for (let calls = 1; calls <= mostMergeCalls; calls++) {
    const result = await merge(desk, current)
    if (result !== 'base-moved')
      return result.reason === 'refused_by_github' ? refused(desk, current, result) : result
    const reading = await readOne(desk, number)
    if (reading.kind === 'absent') break
    current = await evaluate(desk, reading.facts)
    if (current.verdict.intent !== 'merge') return act(desk, current)
  }
  return resultOf(current.facts, {
    decision: 'wait',
    reason: 'base_moved',
    sentence: `The base of #${number} moved again and again while it was merged; the next event tries again.`,
    conditions: current.verdict.conditions,
  })
}

// GitHub refuses in few words, whatever the cause: somebody was faster, on this pull request or on its base. What stands now tells more.
async function refused(desk: Desk, { facts: { number } }: Evaluation, result: Result): Promise<Result> {
  let now: Facts | undefined
  await lookedUp(desk, number, (read) => {
    now = read
    return true
  })
  const next = now && (await evaluate(desk, now))
  if (!next || next.verdict.intent === 'merge') return result
  const told = await act(desk, next)
  return told.decision === 'skip' ? told : { ...told, notes: [...told.notes, result.sentence] }
}

// "Pull request is in clean status": GitHub would merge it at once, and no event may come any more. So it is read again, once, and what
// the policy says then is done; where a required check is still open, GitHub's word does not close it.
async function arm(desk: Desk, evaluation: Evaluation): Promise<Result> {
  const { facts, verdict } = evaluation
  const found = await wrote(desk, evaluation, {
    action: 'arm-auto-merge',
    send: () => desk.ports.pullRequests.arm(facts, mergeCall(desk, evaluation)),
    shows: ({ autoMergeOurs }) => autoMergeOurs,
    decision: 'armed',
    sentence: `GitHub merges #${facts.number} when the required checks pass.`,
  })
  const end = (conditions: readonly Condition[], ending: Found) => resultOf(facts, { conditions, ...ending })
  if (found.decision !== 'error' || !/\b(?:clean|unstable) status\b/i.test(found.sentence))
    return end(verdict.conditions, found)
  const reading = await readOne(desk, facts.number)
  const next = reading.kind === 'facts' ? await evaluate(desk, reading.facts) : evaluation
  if (next.verdict.intent !== 'arm') return act(desk, next)
  const open = next.verdict.conditions.find(({ name }) => name === 'required-checks')
  return end(next.verdict.conditions, {
    decision: 'wait',
    reason: open?.reason ?? 'became_mergeable',
    sentence: `#${facts.number} waits: ${open?.detail ?? ''} GitHub arms nothing here, for its own rules would let it merge at once; this policy does not. Next: ${open?.next ?? ''}`,
  })
}

// GitHub would merge what we armed although this policy now forbids it: a label, an objection, a removed opt-in.
async function disarmed(desk: Desk, evaluation: Evaluation, found: Found): Promise<Found> {
  if (!evaluation.facts.autoMergeOurs || evaluation.facts.state !== 'OPEN' || desk.policy.dryRun) return found
  const answer = await wrote(desk, evaluation, {
    action: 'disarm-auto-merge',
    send: () => desk.ports.pullRequests.disarm(evaluation.facts),
    shows: ({ autoMergeArmed }) => !autoMergeArmed,
    decision: found.decision,
    sentence: `${found.sentence} Native auto-merge is switched off again.`,
  })
  return answer.decision === 'error' && found.decision !== 'error'
    ? answer
    : { ...answer, reason: found.reason }
}

// Our approval starts no workflow when it is given by the token of one, so the same run goes on with facts read anew.
async function approve(desk: Desk, evaluation: Evaluation): Promise<Result> {
  const { facts, verdict } = evaluation
  const found = await wrote(desk, evaluation, {
    action: 'approve',
    send: () => desk.ports.pullRequests.approve(facts),
    shows: ({ reviews }) =>
      reviews.some(({ ours, state, commit }) => ours && state === 'APPROVED' && commit === facts.head.oid),
    decision: 'approved',
    sentence: `#${facts.number} is approved at ${facts.head.oid.slice(0, 10)}.`,
  })
  const approved = resultOf(facts, { conditions: verdict.conditions, ...found })
  if (found.decision === 'error') return approved
  const reading = await readOne(desk, facts.number)
  if (reading.kind === 'absent' || reading.facts.head.oid !== facts.head.oid) return approved
  const next = await evaluate(desk, reading.facts)
  if (next.verdict.intent !== 'merge' && next.verdict.intent !== 'queue')
    return { ...approved, conditions: next.verdict.conditions }
  return act(desk, next)
}
