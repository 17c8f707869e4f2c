import type { Clock } from '@ecosystem-actions/core/ports'
import { batchSize, inBatches, type BatchRun } from '../batch.ts'
import type { Forge, PageAnswer, PageAsk, ReadAnswer } from '../forge.ts'
import { refused } from '../forge/refusals.ts'
import type { Refused, RepositoryRead, Target } from '../model.ts'

export type ReadResult = { read: RepositoryRead } | { refused: Refused }

/** What costs one point. */
export const repositoriesPerBatch = 24
/** Up to this many are read at once, so that the few that changed cost one request. */
const fewRepositories = 50
export const comparisonsPerBatch = 50
/** GitHub gives GraphQL about one processor: two documents in flight keep it busy, more only queue. */
export const lanes = 2

/** Waits longer after each overload in a row, at most half a minute. */
export function pauser(clock: Clock): (overloads: number) => Promise<void> {
  return (overloads) => clock.sleep(Math.min(30_000, 500 * 2 ** overloads) * (0.5 + clock.random() / 2))
}

export function batchRun<Q extends { key: string }, T>(
  clock: Clock,
  most: number,
  rest: Pick<BatchRun<Q, T>, 'ask' | 'answered' | 'giveUp'> &
    Partial<Pick<BatchRun<Q, T>, 'attempts' | 'together'>>,
): BatchRun<Q, T> {
  return { keyOf: ({ key }) => key, size: batchSize(most), lanes, attempts: 3, pause: pauser(clock), ...rest }
}

export function keyOf({ owner, name }: Target): string {
  return `${owner}/${name}`.toLowerCase()
}

/** Reads repositories with all their branches and open sync pull requests; `done` is told as each one is whole. */
export async function readAll(
  forge: Forge,
  targets: readonly Target[],
  context: {
    clock: Clock
    chain: (target: Target) => boolean
    done: (target: Target, result: ReadResult) => void
  },
): Promise<void> {
  const { clock, chain, done } = context
  const asks = targets.map((target) => ({
    key: keyOf(target),
    owner: target.owner,
    name: target.name,
    chain: chain(target),
    target,
  }))
  const unfinished = new Map<string, Unfinished>()
  const pages: PageAsk[] = []
  await inBatches<(typeof asks)[number], ReadAnswer>(
    asks,
    batchRun(clock, asks.length <= fewRepositories ? fewRepositories : repositoriesPerBatch, {
      ask: (batch) => forge.readRepositories(batch),
      giveUp: ({ target }, because) => done(target, { refused: refused('unavailable', because) }),
      answered({ target, key }, answer) {
        if (answer.kind === 'refused') return done(target, { refused: answer.refused })
        const more = pagesAfter({ target, key }, answer)
        if (more.length === 0) return done(target, { read: answer.read })
        unfinished.set(key, { target, read: answer.read })
        pages.push(...more)
      },
    }),
  )
  await readMore(forge, { clock, pages, unfinished })
  // Half a list is no list: a branch that was not seen must not look deleted.
  for (const { target, read, broken } of unfinished.values())
    done(target, broken === undefined ? { read } : { refused: refused('unavailable', broken) })
}

interface Unfinished {
  target: Target
  read: RepositoryRead
  broken?: string
}

function pagesAfter(
  { target, key }: { target: Target; key: string },
  { more }: Extract<ReadAnswer, { kind: 'read' }>,
): PageAsk[] {
  const place = { key, owner: target.owner, name: target.name }
  return (['branches', 'pulls', 'environments'] as const).flatMap((kind) => {
    const after = more[kind]
    return after ? [{ ...place, key: `${key}#${kind}`, kind, after }] : []
  })
}

interface Lists {
  clock: Clock
  pages: readonly PageAsk[]
  unfinished: Map<string, Unfinished>
}

/** Follows the pages of all long lists together, one page of each a round. */
async function readMore(forge: Forge, { clock, pages, unfinished }: Lists): Promise<void> {
  const entryOf = ({ key }: PageAsk) => unfinished.get(key.slice(0, key.lastIndexOf('#')))
  for (let round = pages; round.length > 0;) {
    const next: PageAsk[] = []
    await inBatches<PageAsk, PageAnswer>(
      round,
      batchRun(clock, repositoriesPerBatch, {
        ask: (batch) => forge.readPages(batch),
        giveUp(ask, because) {
          const entry = entryOf(ask)
          if (entry) entry.broken = `its list of ${ask.kind} broke off: ${because}`
        },
        answered(ask, page) {
          const entry = entryOf(ask)
          if (!entry) return
          const { read } = entry
          entry.read = {
            ...read,
            branches: [...read.branches, ...page.branches],
            pulls: [...read.pulls, ...page.pulls],
            deployed: [...read.deployed, ...page.deployed],
          }
          if (page.next) next.push({ ...ask, after: page.next })
        },
      }),
    )
    round = next
  }
}
