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

/** Merges the base branch into the branch on the server. Repeating it is harmless: what is merged already answers so. */
export async function mergeBase(writing: Writing): Promise<Result> {
  const { item } = writing
  intend(writing, 'merge', { before: item.tip })
  const broken = brokenFor(writing, ['contents'])
  return note(writing, 'merge', broken ?? (await guarded(() => tryMerge(writing))))
}

async function tryMerge(writing: Writing): Promise<Result> {
  const { forge, item, context } = writing
  const message = `Merge branch '${item.base}' into ${item.branch}`
  let lost = false
  for (let attempt = 1; ; attempt++) {
    const outcome = await attempted(() =>
      forge.merge(item.repository, { base: item.branch, head: item.baseOid, message }),
    )
    if ('ok' in outcome) {
      const { ok } = outcome
      if (ok.kind === 'merged') return { kind: 'wrote', action: 'merge', tip: ok.oid }
      if (ok.kind === 'nothing')
        return lost ? await mergedBefore(writing) : { kind: 'skipped', because: 'it is up to date by now' }
      return { kind: 'refused', because: `it conflicts with ${item.base}` }
    }
    const { error, refusal } = outcome
    if (refusal.kind !== 'lost' || attempt >= attempts) return refusedResult(writing, error, refusal)
    lost = true
    await context.clock.sleep(500 * 2 ** attempt)
  }
}

async function mergedBefore({ forge, item }: Writing): Promise<Result> {
  const tip = await forge.tip(item.repository, item.branch)
  return tip === undefined ? { kind: 'wrote', action: 'merge' } : { kind: 'wrote', action: 'merge', tip }
}
