import type { Desk, Evaluation } from './evaluate.ts'
import type { Decision, Result } from './outcome.ts'
import type { WriteAnswer } from './ports.ts'

/** An ending, without what is the same for all endings of one pull request. */
export type Found = Pick<Result, 'decision' | 'reason' | 'sentence'> & Partial<Result>

export interface Write {
  action: string
  send: () => Promise<WriteAnswer>
  decision: Decision
  reason?: string
  sentence: string
}

/** Sends one write and says how it ended; a refusal names the permission it lacks. */
export async function wrote({ ports }: Desk, { facts, verdict }: Evaluation, write: Write): Promise<Found> {
  const { decision, sentence, reason = verdict.reason } = write
  const subject = `#${facts.number}`
  ports.journal.record({ kind: 'intended', subject, action: write.action, because: verdict.reason })
  const answer = await write.send()
  if (answer.done) {
    ports.journal.record({ kind: 'wrote', subject, action: write.action, because: verdict.reason })
    return { decision, reason, sentence }
  }
  ports.journal.record({ kind: 'failed', subject, action: write.action, because: answer.message })
  const remedy = answer.permission ? ` Add to the job: permissions: { ${answer.permission} }` : ''
  return {
    decision: 'error',
    reason: answer.permission ? 'missing_permission' : `${write.action.replaceAll('-', '_')}_refused`,
    sentence: `#${facts.number}: GitHub refused to ${write.action.replaceAll('-', ' ')}: ${answer.message}${remedy}`,
  }
}
