import { BudgetStop, reason } from '@ecosystem-actions/core/errors'
import type { Journal } from '@ecosystem-actions/core/journal'
import { driftOf } from '../plan/drift.ts'
import type { Forge } from '../forge.ts'
import { markerOf } from '../marker.ts'
import type { Repository, Target } from '../model.ts'
import type { State } from '../state/state.ts'
import type { WholeScan } from './all.ts'

interface Inspection {
  state: State
  journal: Journal
  threshold: (target: Target) => number
}

/**
 * A sync pull request that was squashed leaves the merge base where it was: the same commits count as missing for ever, and each new pull
 * request brings the same conflicts. One parent of the merge commit gives it away. Asked only for branches that are still behind.
 */
export async function inspectMerged(
  scan: WholeScan,
  { state, journal, threshold }: Inspection,
): Promise<void> {
  const ended = new Set<Forge>()
  for (const repository of scan.repositories) {
    const forge = scan.forges.get(repository)
    if (!forge || ended.has(forge) || repository.fromState) continue
    for (const oid of suspects(repository, threshold(repository.target))) {
      if (state.squashed[oid] !== undefined) continue
      try {
        state.squashed[oid] = (await forge.parents(repository.repository, oid)) === 1
      } catch (error) {
        if (error instanceof BudgetStop) {
          scan.stopped ??= error
          ended.add(forge)
          break
        }
        journal.record({
          kind: 'skipped',
          subject: `${repository.repository}@${oid}`,
          action: 'inspect-merge',
          because: reason(error),
        })
      }
    }
  }
}

function suspects({ branches, read }: Repository, threshold: number): string[] {
  return branches.flatMap(({ name, comparison }) => {
    if (
      typeof comparison === 'string' ||
      comparison.behindAtMost <= threshold ||
      driftOf(comparison) === 'contained'
    )
      return []
    const merged = read?.pulls.find((pull) => pull.state === 'MERGED' && pull.base === name && markerOf(pull))
    return merged?.mergeCommit ? [merged.mergeCommit] : []
  })
}
