import { BudgetStop, UserError } from '@ecosystem-actions/core/errors'
import { emptyState, formatState, parseState, sameKnowledge, type State } from './state.ts'

export interface StateStore {
  /** On GitHub, so that writing it is a write: not in a dry run, and not when nothing but times would change. */
  remote: boolean
  read(): Promise<string | undefined>
  write(text: Iterable<string>): Promise<void>
}

export async function readState(store: StateStore | undefined, warnings: string[]): Promise<State> {
  const text = await store?.read().catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error
    warnings.push(error.message)
    return undefined
  })
  if (text === undefined) return emptyState()
  const state = parseState(text)
  if (!state) warnings.push('The state could not be read, so everything was scanned.')
  return state ?? emptyState()
}

interface Keeping {
  before: State
  dryRun: boolean
  store: StateStore | undefined
  warnings: string[]
}

/** Losing the state costs requests, not correctness: a store that refuses it is a warning. */
export async function keepState(next: State, { before, dryRun, store, warnings }: Keeping): Promise<void> {
  if (!store || (store.remote && (dryRun || sameKnowledge(before, next)))) return
  try {
    await store.write(formatState(next))
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof BudgetStop)) throw error
    warnings.push(error.message)
  }
}
