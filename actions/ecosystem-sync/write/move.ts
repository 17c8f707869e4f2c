import type { RefMove } from '../forge.ts'
import type { PlanItem } from '../plan/item.ts'
import {
  attempted,
  brokenFor,
  guarded,
  intend,
  note,
  refusedResult,
  type Result,
  type Writing,
} from './writer.ts'

const attempts = 3
const nowhere = '0'.repeat(40)

/** One kind of change of a branch. */
interface Change {
  action: 'fast-forward' | 'delete-snapshot'
  /** Where the branch stands afterwards; undefined: nowhere. */
  goal: (item: PlanItem) => string | undefined
  /** Why there is nothing left to do when it stands there already. */
  done: string
}

const forward: Change = {
  action: 'fast-forward',
  goal: ({ baseOid }) => baseOid,
  done: 'somebody else brought it up to date',
}

const deletion: Change = {
  action: 'delete-snapshot',
  goal: () => undefined,
  done: 'somebody else deleted it',
}

/** Fast-forwards branches of one repository: all in one atomic request, one by one where that is refused. */
export function fastForward(writings: readonly Writing[]): Promise<Result[]> {
  return moveAll(writings, forward)
}

/** Deletes snapshots of one repository, each only from where the scan saw it: in one request, one by one where that is refused. */
export function deleteSnapshots(writings: readonly Writing[]): Promise<Result[]> {
  return moveAll(writings, deletion)
}

async function moveAll(writings: readonly Writing[], change: Change): Promise<Result[]> {
  const [first] = writings
  if (!first) return []
  const { action, goal } = change
  for (const writing of writings) {
    const { item } = writing
    intend(writing, action, { before: item.tip, after: goal(item) ?? nowhere })
  }
  const broken = brokenFor(first, ['contents'])
  if (broken) return writings.map((writing) => note(writing, action, broken))
  if (writings.length > 1) {
    const moves = writings.map((writing) => moveOf(writing, change))
    const together = await attempted(() => first.forge.moveBranches(placeOf(first), moves))
    if ('ok' in together) return writings.map((writing) => note(writing, action, wrote(writing, change)))
    const lost = together.refusal.kind === 'lost'
    const results: Result[] = []
    for (const writing of writings)
      results.push(note(writing, action, await guarded(() => moveOne(writing, change, lost))))
    return results
  }
  return [note(first, action, await guarded(() => moveOne(first, change, false)))]
}

function placeOf({ repository }: Writing): { id: string; repository: string } {
  return { id: repository.read?.id ?? '', repository: repository.repository }
}

function moveOf({ item }: Writing, { goal }: Change): RefMove {
  return { branch: item.branch, before: item.tip, after: goal(item) ?? nowhere }
}

function wrote({ item }: Writing, { action, goal }: Change): Result {
  const tip = goal(item)
  return tip === undefined ? { kind: 'wrote', action } : { kind: 'wrote', action, tip }
}

/** `lost`: an earlier attempt may have had its effect although no answer came. */
async function moveOne(writing: Writing, change: Change, lost: boolean): Promise<Result> {
  const { forge, item, context } = writing
  let unsure = lost
  for (let attempt = 1; ; attempt++) {
    const outcome = unsure
      ? undefined
      : await attempted(() => forge.moveBranches(placeOf(writing), [moveOf(writing, change)]))
    if (outcome && 'ok' in outcome) return wrote(writing, change)
    const kind = outcome?.refusal.kind ?? 'lost'
    if (outcome && kind !== 'lost' && kind !== 'moved' && kind !== 'gone' && kind !== 'other')
      return refusedResult(writing, outcome.error, outcome.refusal)
    if (kind === 'lost') lost = true
    const tip = await forge.tip(item.repository, item.branch)
    if (tip === change.goal(item))
      return lost ? wrote(writing, change) : { kind: 'skipped', because: change.done }
    if (tip === undefined) return { kind: 'skipped', because: 'it was deleted since the scan' }
    if (tip !== item.tip)
      return { kind: 'skipped', because: 'it moved since the scan; the next run looks again' }
    if (attempt >= attempts)
      return outcome
        ? refusedResult(writing, outcome.error, outcome.refusal)
        : { kind: 'failed', because: 'GitHub gave no answer' }
    if (kind === 'other' && outcome) return refusedResult(writing, outcome.error, outcome.refusal)
    unsure = false
    await context.clock.sleep(500 * 2 ** attempt)
  }
}
