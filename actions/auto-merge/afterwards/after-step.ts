import { BudgetStop, GitHubError, UserError, reason } from '@ecosystem-actions/core/errors'
import type { Desk } from '../evaluate.ts'
import type { Facts } from '../facts.ts'
import type { WriteAnswer } from '../ports.ts'
import { sentence } from '../sentence.ts'
import { remedyOf } from '../writing.ts'

/** One thing to do after a merge. */
export interface Step {
  what: string
  send: () => Promise<WriteAnswer>
  /** Whether it was done, asked when the answer is lost; undefined when that cannot be told. */
  seen: () => Promise<boolean | undefined>
  /** What a look-up without a result means here; it is the end of the matter, for nothing is sent twice. */
  whenUnsure?: string
  /** Better words than GitHub's for something it does not know. */
  whenMissing?: string
}

/** Carries out one step and answers whether it is done. */
export type Attempt = (step: Step) => Promise<boolean>

interface Attempted {
  step: Step
  told: { problems: string[]; warnings: string[] }
}

/** Whether it is done; what did not work is told. */
export async function attempted(desk: Desk, facts: Facts, { step, told }: Attempted): Promise<boolean> {
  const { journal } = desk.ports
  const note = { subject: `#${facts.number}`, action: step.what, because: 'after the merge' }
  journal.record({ kind: 'intended', ...note })
  const answer = await guarded(told, facts, step)
  const seen = answer && !answer.done && answer.lost ? await step.seen() : undefined
  const done = answer?.done === true || seen === true
  journal.record({ kind: done ? 'wrote' : 'failed', ...note })
  if (answer && !answer.done && !done)
    told.problems.push(
      `After the merge of #${facts.number}, could not ${step.what}: ${failureText(answer, step, seen)}`,
    )
  return done
}

function failureText(answer: WriteAnswer & { done: false }, step: Step, seen: boolean | undefined): string {
  const remedy = remedyOf(answer)
  const unsure = step.whenUnsure ?? 'It may have been done all the same.'
  const known = seen === false ? 'It was looked up, and it was not done.' : unsure
  const text = answer.missing && step.whenMissing ? step.whenMissing : sentence(answer.message)
  return `${text}${answer.lost ? ` ${known}` : ''}${remedy}`
}

// A limit leaves the rest to another run, or to a person: the merge is done and its event is over.
export async function guarded<T>(
  told: Attempted['told'],
  { number }: Facts,
  { what, send }: { what: string; send: () => Promise<T> },
): Promise<T | undefined> {
  try {
    return await send()
  } catch (error) {
    const text = `After the merge of #${number}, could not ${what}: `
    if (error instanceof BudgetStop) told.warnings.push(`${text}${sentence(error.message)}`)
    else if (error instanceof GitHubError || error instanceof UserError)
      told.problems.push(`${text}${sentence(reason(error))}`)
    else throw error
    return undefined
  }
}
