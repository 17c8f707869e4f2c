import type { Clock } from '@ecosystem-actions/core/ports'
import { inBatches } from '../batch.ts'
import { movedBy } from '../plan/drift.ts'
import type { CompareAnswer, CompareAsk, Forge } from '../forge.ts'
import { settle, settleMoved, type Counting } from './counts.ts'
import { batchRun, comparisonsPerBatch, keyOf } from './read.ts'

interface Question extends CompareAsk {
  counting: Counting
}

/** Counts what is open in all repositories of one token: first what moved, then what only a comparison can tell. */
export async function compareAll(forge: Forge, countings: readonly Counting[], clock: Clock): Promise<void> {
  const opened = countings.map((counting) => ({ counting, open: settle(counting) }))
  const moves = opened.filter(({ open }) => open.oldBase !== undefined)
  const direct = opened.filter(({ open }) => open.oldBase === undefined)
  const stillOpen = new Map<Counting, string[]>(moves.map(({ counting, open }) => [counting, open.tips]))
  const oldBases = moves.map(({ counting, open }) => question(counting, open.oldBase ?? ''))
  await askAll(forge, { clock, questions: oldBases }, ({ counting, head }, answer) => {
    if (answer.kind !== 'counts' || typeof answer.comparison === 'string') return
    const { ahead, behind } = answer.comparison
    // The old tip has commits that the base lacks: its history was rewritten, so nothing carries over.
    if (ahead > 0) return
    stillOpen.set(
      counting,
      settleMoved(counting, stillOpen.get(counting) ?? [], movedBy(counting.read.chain, head, behind)),
    )
  })
  for (const { counting, open } of direct) stillOpen.set(counting, open.tips)
  for (const [counting, tips] of stillOpen) {
    if (tips.length > manyBranches) stillOpen.set(counting, await countedByGit(forge, counting, tips))
  }
  const questions = [...stillOpen].flatMap(([counting, tips]) => tips.map((oid) => question(counting, oid)))
  await askAll(forge, { clock, questions }, take)
  for (const counting of countings) {
    if (counting.failures.size === 0) continue
    const left = new Set(await countedByGit(forge, counting, [...counting.failures.keys()]))
    for (const oid of counting.failures.keys()) if (!left.has(oid)) counting.failures.delete(oid)
  }
}

/** From here on one fetch of the commit graph is cheaper than comparing by the API. */
const manyBranches = 300

/** Counts by git what it can; answers the tips that are still open. That git is missing, or the server has none, is no error. */
async function countedByGit(forge: Forge, counting: Counting, tips: readonly string[]): Promise<string[]> {
  const { read, base, comparisons } = counting
  const counts = await forge.countByGit?.(read.nameWithOwner, base.oid, tips).catch(() => undefined)
  for (const oid of tips) {
    const found = counts?.get(oid)
    if (found !== undefined) comparisons.set(oid, found)
  }
  return tips.filter((oid) => !comparisons.has(oid))
}

function question(counting: Counting, head: string): Question {
  const { target, read, base } = counting
  const slash = read.nameWithOwner.indexOf('/')
  const place = { owner: read.nameWithOwner.slice(0, slash), name: read.nameWithOwner.slice(slash + 1) }
  return { key: `${keyOf(target)}#${head}`, ...place, base: base.name, head, counting }
}

function take({ counting, head }: Question, answer: CompareAnswer): void {
  // Without a configured base it is the default branch that counts, and that is another one by now.
  const changed =
    answer.kind === 'counts' &&
    counting.target.base === undefined &&
    answer.defaultBranch !== undefined &&
    answer.defaultBranch !== counting.read.defaultBranch
  if (answer.kind === 'base-gone' || changed) counting.baseGone = true
  else if (answer.kind === 'failed') counting.failures.set(head, answer.message)
  else {
    counting.comparisons.set(head, answer.comparison)
    if (answer.baseOid !== '' && answer.baseOid !== counting.base.oid) counting.movedTo = answer.baseOid
  }
}

async function askAll(
  forge: Forge,
  { clock, questions }: { clock: Clock; questions: readonly Question[] },
  answered: (question: Question, answer: CompareAnswer) => void,
): Promise<void> {
  await inBatches<Question, CompareAnswer>(
    questions,
    batchRun(clock, comparisonsPerBatch, {
      ask: (batch) => forge.compare(batch),
      // Where git can count there is no point in asking time and again.
      ...(forge.countByGit ? { attempts: 2, together: 4 } : {}),
      giveUp: ({ counting, head }, because) => void counting.failures.set(head, because),
      answered,
    }),
  )
}
