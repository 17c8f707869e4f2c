import type { Clock } from '@ecosystem-actions/core/ports'
import { inBatches } from '../batch.ts'
import { movedBy } from '../drift.ts'
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
  const questions = [
    ...direct.flatMap(({ counting, open }) => open.tips.map((oid) => question(counting, oid))),
    ...[...stillOpen].flatMap(([counting, tips]) => tips.map((oid) => question(counting, oid))),
  ]
  await askAll(forge, { clock, questions }, take)
}

function question(counting: Counting, head: string): Question {
  const { target, read, base } = counting
  const slash = read.nameWithOwner.indexOf('/')
  const place = { owner: read.nameWithOwner.slice(0, slash), name: read.nameWithOwner.slice(slash + 1) }
  return { key: `${keyOf(target)}#${head}`, ...place, base: base.name, head, counting }
}

function take({ counting, head }: Question, answer: CompareAnswer): void {
  if (answer.kind === 'base-gone') counting.baseGone = true
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
      giveUp: ({ counting, head }, because) => void counting.failures.set(head, because),
      answered,
    }),
  )
}
