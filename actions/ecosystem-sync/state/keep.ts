import { BudgetStop, UserError } from '@ecosystem-actions/core/errors'
import type { Repository } from '../model.ts'
import { keyOf } from '../scan/read.ts'
import { formatState, parseState } from './format.ts'
import { emptyState, isUnchanged, sameKnowledge, type State } from './state.ts'

export interface StateStore {
  /** On GitHub, so that writing it is a write: not in a dry run, and not when nothing but times would change. */
  remote: boolean
  /** Its lines. */
  read(): Promise<Iterable<string> | undefined>
  write(text: Iterable<string>): Promise<void>
}

export async function readState(store: StateStore | undefined, warnings: string[]): Promise<State> {
  const lines = await store?.read().catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error
    warnings.push(error.message)
    return undefined
  })
  if (lines === undefined) return emptyState()
  const state = parseState(lines)
  if (!state) warnings.push('The state could not be read, so everything was scanned.')
  return state ?? emptyState()
}

interface Keeping {
  before: State
  dryRun: boolean
  store: StateStore | undefined
  warnings: string[]
}

/**
 * Writes the state while the scan goes on, so that a run that is killed is taken up where it was. Each time the known repositories have grown by
 * a quarter: seldom enough to cost little, often enough to lose little. Only into a file; on a branch it would be a commit each.
 */
export function checkpoints(
  stateOf: (seen: readonly Repository[]) => State,
  { store, warnings }: Pick<Keeping, 'store' | 'warnings'>,
): ((seen: readonly Repository[]) => Promise<void>) | undefined {
  if (!store || store.remote) return undefined
  const known = new Map<string, Repository>()
  let written = 0
  return async (seen) => {
    for (const repository of seen) known.set(keyOf(repository.target), repository)
    if (known.size < written * 1.25) return
    written = known.size
    try {
      await store.write(formatState(stateOf([...known.values()])))
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      if (!warnings.includes(error.message)) warnings.push(error.message)
    }
  }
}

/** Losing the state costs requests, not correctness: a store that refuses it is a warning. */
export async function keepState(next: State, { before, dryRun, store, warnings }: Keeping): Promise<void> {
  if (!store || (store.remote ? dryRun || sameKnowledge(before, next) : isUnchanged(before, next))) return
  try {
    await store.write(formatState(next))
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof BudgetStop)) throw error
    if (!warnings.includes(error.message)) warnings.push(error.message)
  }
}
