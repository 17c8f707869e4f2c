import { code, escape } from '@ecosystem-actions/core/markdown'
import { conditionTable } from './condition-table.ts'
import type { Desk } from './evaluate.ts'
import type { Facts } from './facts.ts'
import type { Result } from './outcome.ts'
import { sentence } from './sentence.ts'
import { lookedUp, remedyOf } from './writing.ts'

const marker = '<!-- auto-merge: explanation -->'

/** Keeps one comment of ours that says what stands. It is written anew only when it says something else. */
export async function keepComment(desk: Desk, result: Result, facts: Facts | undefined): Promise<Result> {
  const { policy, ports } = desk
  if (!policy.comment || policy.dryRun || !facts) return result
  const body = commentBody(result)
  const existing = facts.comments.find((comment) => comment.body.startsWith(marker))
  // What is left alone gets no comment; one of an earlier opt-in must not go on saying what no longer holds.
  if (result.decision === 'skip' && (!existing || existing.body.startsWith(mergedHead))) return result
  if (existing?.body.trim() === body.trim()) return result
  const answer = await ports.pullRequests.comment(facts.number, body, existing?.id)
  const subject = `#${facts.number}`
  const done =
    answer.done ||
    (answer.lost === true &&
      (await lookedUp(desk, facts.number, ({ comments }) =>
        comments.some((comment) => comment.body.trim() === body.trim()),
      )) === true)
  ports.journal.record({
    kind: done ? 'wrote' : 'failed',
    subject,
    action: 'comment',
    because: result.reason,
  })
  if (answer.done || done) return result
  const remedy = remedyOf(answer)
  return {
    ...result,
    problems: [
      ...result.problems,
      `The comment on ${subject} could not be written: ${sentence(answer.message)}${remedy}`,
    ],
  }
}

const mergedHead = `${marker}\nMerged as `

/** No times in it: it must stay the same while nothing changes. */
function commentBody(result: Result): string {
  if (result.decision === 'merged') return `${mergedHead}${code(result.mergeCommit)}.\n`
  const open = result.conditions.filter(({ state }) => state !== 'met' && state !== 'off')
  const head = `**auto-merge: ${result.decision}** (${code(result.reason)})`
  const told = open.length > 0 && result.decision !== 'skip'
  const rest = told ? conditionTable(open) : escape(result.sentence)
  return `${marker}\n${head}\n\n${rest}\n`
}
