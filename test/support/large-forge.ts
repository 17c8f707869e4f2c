import { createHash } from 'node:crypto'
import type { BatchAnswer } from '../../actions/ecosystem-sync/batch.ts'
import type { CompareAnswer, ReadAnswer, RepositoryAsk } from '../../actions/ecosystem-sync/forge.ts'
import { memoryForge, type MemoryForge } from './memory-forge.ts'

interface Size {
  repositories: number
  branches: number
}

export interface LargeForge extends MemoryForge {
  readonly names: readonly string[]
}

/** Repositories that exist only as answers, made anew for each question as the wire would, so that the forge itself holds nothing. */
export function largeForge({ repositories, branches }: Size): LargeForge {
  const forge = memoryForge()
  async function answer<Q extends { key: string }, T>(
    call: string,
    asks: readonly Q[],
    of: (ask: Q) => T,
  ): Promise<BatchAnswer<T>> {
    forge.calls.push(call)
    await forge.onCall(call)
    return { answers: new Map(asks.map((ask) => [ask.key, fromWire(of(ask))])), overloaded: false }
  }
  return Object.assign(forge, {
    names: Array.from({ length: repositories }, (_, index) => `acme/r${index}`),
    readRepositories: (asks: Parameters<MemoryForge['readRepositories']>[0]) =>
      answer<RepositoryAsk, ReadAnswer>('read', asks, (ask) => readOf(ask, branches)),
    compare: (asks: Parameters<MemoryForge['compare']>[0]) =>
      answer('compare', asks, (): CompareAnswer => {
        return { kind: 'counts', comparison: { ahead: 1, behind: 30, behindAtMost: 30 }, baseOid: '' }
      }),
  })
}

/** Nothing of a parsed answer is shared with another one. */
function fromWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

function oidOf(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}

function readOf({ owner, name }: RepositoryAsk, branches: number): ReadAnswer {
  const tips = Array.from({ length: branches }, (_, index) => ({
    name: index === 0 ? 'main' : `wip/${index}`,
    oid: oidOf(`${name} ${index}`),
    protected: false,
    committedAt: '2026-01-09T00:00:00Z',
  }))
  const read = {
    id: `R_${name}`,
    nameWithOwner: `${owner}/${name}`,
    archived: false,
    disabled: false,
    empty: false,
    locked: false,
    pushedAt: '2026-01-10T00:00:00Z',
    mergeCommitAllowed: true,
    diskUsage: 1,
    defaultBranch: 'main',
    branches: tips,
    pulls: [],
    deployed: [],
    unread: { rules: false, open: false, done: false },
    chain: [],
    workflows: 1,
  }
  return { kind: 'read', read, more: {} }
}
