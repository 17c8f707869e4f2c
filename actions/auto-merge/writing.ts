import { BudgetStop, GitHubError, UserError } from '@ecosystem-actions/core/errors'
import { readOne, type Desk, type Evaluation } from './evaluate.ts'
import type { Facts } from './facts.ts'
import type { Decision, Result } from './outcome.ts'
import type { WriteAnswer } from './ports.ts'
import { sentence as full } from './sentence.ts'

/** An ending, without what is the same for all endings of one pull request. */
export type Found = Pick<Result, 'decision' | 'reason' | 'sentence'> & Partial<Result>

export interface Write {
  action: string
  send: () => Promise<WriteAnswer>
  /** Whether facts read afterwards show that it was done: asked when the answer is lost. */
  shows: (facts: Facts) => boolean
  decision: Decision
  reason?: string
  sentence: string
}

/** Sends one write and says how it ended; a refusal names the permission it lacks, and a lost answer is looked up. */
export async function wrote(desk: Desk, { facts, verdict }: Evaluation, write: Write): Promise<Found> {
  const { journal } = desk.ports
  const { decision, sentence, action, reason = verdict.reason } = write
  const subject = `#${facts.number}`
  journal.record({ kind: 'intended', subject, action, because: verdict.reason })
  const answer = await write.send()
  const seen = !answer.done && answer.lost ? await lookedUp(desk, facts.number, write.shows) : undefined
  if (answer.done || seen === true) {
    journal.record({ kind: 'wrote', subject, action, because: verdict.reason })
    return { decision, reason, sentence }
  }
  journal.record({ kind: 'failed', subject, action, because: answer.message })
  const words = action.replaceAll('-', ' ')
  const name = action.replaceAll('-', '_')
  if (answer.lost)
    return {
      decision: 'error',
      reason: `${name}_answer_lost`,
      sentence: `GitHub gave no usable answer to ${words} for ${subject} (${answer.message}), ${lostText(seen)}`,
    }
  const remedy = remedyOf(answer)
  return {
    decision: 'error',
    reason: answer.permission ? 'missing_permission' : `${name}_refused`,
    sentence: `${subject}: GitHub refused to ${words}: ${full(answer.message)}${remedy}`,
  }
}

/** The line that a refused write lacks under `permissions:`, to follow a sentence. */
export function remedyOf({ permission }: WriteAnswer & { done: false }): string {
  return permission ? ` Add to the job: permissions: { ${permission} }` : ''
}

/** What is known of a write whose answer was lost, as the end of a sentence. */
export function lostText(seen: boolean | undefined): string {
  return seen === false
    ? 'and it was not done. It is not tried again in this run.'
    : 'and whether it was done could not be read either. Look at the pull request.'
}

/** Whether a pull request shows something; undefined when it cannot be read now. */
export async function lookedUp(
  desk: Desk,
  number: number,
  shows: (facts: Facts) => boolean,
): Promise<boolean | undefined> {
  try {
    const reading = await readOne(desk, number)
    return reading.kind === 'facts' ? shows(reading.facts) : undefined
  } catch (error) {
    if (error instanceof GitHubError || error instanceof UserError || error instanceof BudgetStop)
      return undefined
    throw error
  }
}
