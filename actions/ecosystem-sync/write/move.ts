import type { RefMove } from '../forge.ts'
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

/** Fast-forwards branches of one repository: all in one atomic request, one by one where that is refused. */
export async function fastForward(writings: readonly Writing[]): Promise<Result[]> {
  const [first] = writings
  if (!first) return []
  for (const writing of writings) {
    const { item } = writing
    intend(writing, 'fast-forward', { before: item.tip, after: item.baseOid })
  }
  const broken = brokenFor(first, ['contents'])
  if (broken) return writings.map((writing) => note(writing, 'fast-forward', broken))
  if (writings.length > 1) {
    const together = await attempted(() => first.forge.moveBranches(placeOf(first), writings.map(moveOf)))
    if ('ok' in together) return writings.map((writing) => note(writing, 'fast-forward', wrote(writing)))
    const lost = together.refusal.kind === 'lost'
    const results: Result[] = []
    for (const writing of writings)
      results.push(note(writing, 'fast-forward', await guarded(() => moveOne(writing, lost))))
    return results
  }
  return [note(first, 'fast-forward', await guarded(() => moveOne(first, false)))]
}

function placeOf({ repository }: Writing): { id: string; repository: string } {
  return { id: repository.read?.id ?? '', repository: repository.repository }
}

function moveOf({ item }: Writing): RefMove {
  return { branch: item.branch, before: item.tip, after: item.baseOid }
}

function wrote({ item }: Writing): Result {
  return { kind: 'wrote', action: 'fast-forward', tip: item.baseOid }
}

/** `lost`: an earlier attempt may have had its effect although no answer came. */
async function moveOne(writing: Writing, lost: boolean): Promise<Result> {
  const { forge, item, context } = writing
  let unsure = lost
  for (let attempt = 1; ; attempt++) {
    const outcome = unsure
      ? undefined
      : await attempted(() => forge.moveBranches(placeOf(writing), [moveOf(writing)]))
    if (outcome && 'ok' in outcome) return wrote(writing)
    const kind = outcome?.refusal.kind ?? 'lost'
    if (outcome && kind !== 'lost' && kind !== 'moved' && kind !== 'gone' && kind !== 'other')
      return refusedResult(writing, outcome.error, outcome.refusal)
    if (kind === 'lost') lost = true
    const tip = await forge.tip(item.repository, item.branch)
    if (tip === item.baseOid)
      return lost ? wrote(writing) : { kind: 'skipped', because: 'somebody else brought it up to date' }
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
