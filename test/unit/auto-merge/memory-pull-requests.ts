import { Journal } from '@ecosystem-actions/core/journal'
import type { RunContext } from '@ecosystem-actions/core/ports'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import type { Facts, Permission } from '../../../actions/auto-merge/facts.ts'
import type { MergeAnswer } from '../../../actions/auto-merge/merge/answer.ts'
import type { Candidate, Ports, PullRequests, WriteAnswer } from '../../../actions/auto-merge/ports.ts'
import { now } from './build-facts.ts'

export interface Memory {
  facts: Map<number, Facts>
  /** Answers of the merge calls, in order; after them merges succeed. */
  merges: MergeAnswer[]
  /** By the name of the port's method; absent: it is done. */
  writes: Partial<Record<keyof PullRequests, WriteAnswer>>
  permissions: Record<string, Permission>
  behindBy: number
  clean: boolean
  /** What each look at the runs shows: the accounts that started one; after the last, the last again. */
  starters: (readonly (number | undefined)[] | Error)[]
  /** Called before each read, with how many there were. */
  beforeRead: (count: number) => void
  log: string[]
}

export function memory(facts: readonly Facts[], changes: Partial<Memory> = {}): Memory {
  return {
    facts: new Map(facts.map((one) => [one.number, one])),
    merges: [],
    writes: {},
    permissions: {},
    behindBy: 0,
    clean: false,
    starters: [[]],
    beforeRead: () => undefined,
    log: [],
    ...changes,
  }
}

export const mergeSha = 'd'.repeat(40)

function pullRequests(state: Memory): PullRequests {
  const note = (line: string) => void state.log.push(line)
  const change = (number: number, changes: Partial<Facts>) => {
    const known = state.facts.get(number)
    if (known) state.facts.set(number, { ...known, ...changes })
  }
  const wrote = async (name: keyof PullRequests, line: string, effect: () => void = () => undefined) => {
    note(line)
    const answer = state.writes[name] ?? { done: true }
    if (answer.done) effect()
    return Promise.resolve(answer)
  }
  let reads = 0
  return {
    async read(numbers) {
      note(`read ${numbers.join(' ')}`)
      state.beforeRead(++reads)
      return Promise.resolve(
        new Map(
          numbers.map((number) => {
            const facts = state.facts.get(number)
            return [number, facts ? { kind: 'facts', facts } : { kind: 'absent' }] as const
          }),
        ),
      )
    },
    async open({ headRef, limit }) {
      note(`open${headRef === undefined ? '' : ` ${headRef}`}`)
      const all = [...state.facts.values()].filter(
        (one) => one.state === 'OPEN' && (headRef === undefined || one.head.name === headRef),
      )
      return Promise.resolve(all.slice(0, limit).map(candidate))
    },
    file: async (path) => {
      note(`file ${path}`)
      return Promise.resolve('on: push\n')
    },
    nudge: async (number) => Promise.resolve(note(`nudge ${number}`)),
    permissionOf: async (login) => {
      note(`permission ${login}`)
      return Promise.resolve(state.permissions[login] ?? 'none')
    },
    behindBy: async () => {
      note('behind')
      return Promise.resolve(state.behindBy)
    },
    isCleanUpdate: async (since) => {
      note(`clean ${since.slice(0, 4)}`)
      return Promise.resolve(state.clean)
    },
    async merge(facts, { method, title, message }) {
      note(`merge ${facts.number} ${facts.head.oid.slice(0, 4)} ${method} ${title} | ${message}`)
      const answer = state.merges.shift() ?? { kind: 'merged', sha: mergeSha }
      if (answer.kind === 'merged') change(facts.number, { state: 'MERGED', mergeCommit: answer.sha })
      return Promise.resolve(answer)
    },
    enqueue: (facts) => wrote('enqueue', `enqueue ${facts.number}`),
    arm: (facts, { method }) => wrote('arm', `arm ${facts.number} ${method}`),
    disarm: (facts) => wrote('disarm', `disarm ${facts.number}`),
    approve: (facts) =>
      wrote('approve', `approve ${facts.number} ${facts.head.oid.slice(0, 4)}`, () =>
        change(facts.number, {
          reviews: [
            ...facts.reviews,
            {
              state: 'APPROVED',
              at: now.toISOString(),
              author: { type: 'Bot', login: 'automation-bot', id: 90001 },
              canPush: true,
              commit: facts.head.oid,
              ours: true,
            },
          ],
        }),
      ),
    makeReady: (facts) =>
      wrote('makeReady', `ready ${facts.number}`, () => change(facts.number, { draft: false })),
    updateBranch: (facts) => wrote('updateBranch', `update ${facts.number} ${facts.head.oid.slice(0, 4)}`),
    deleteHead: ({ head }) => wrote('deleteHead', `delete ${head.name} ${head.oid.slice(0, 4)}`),
    retarget: (number, base) => wrote('retarget', `retarget ${number} ${base}`),
    comment: (number, body, existing) =>
      wrote('comment', `comment ${number} ${existing ?? 'new'}`, () =>
        change(number, { comments: [{ id: existing ?? 1, body }] }),
      ),
    addLabels: (number, labels) => wrote('addLabels', `add ${labels.join('+')} to ${number}`),
    removeLabel: (number, label) => wrote('removeLabel', `remove ${label} from ${number}`),
    startersOf: async (what) => {
      note(`runs ${what.kind === 'workflow' ? what.file : 'repository_dispatch'}`)
      const found = (state.starters.length > 1 ? state.starters.shift() : state.starters[0]) ?? []
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found)
    },
    dispatch: (what) => wrote('dispatch', `dispatch ${what.kind === 'workflow' ? what.file : what.type}`),
  }
}

function candidate({ number, head, base, author, labels, autoMergeOurs }: Facts): Candidate {
  return {
    number,
    headOid: head.oid,
    head: head.name,
    headRepository: head.repository,
    base: base.name,
    author,
    labels,
    armedByUs: autoMergeOurs,
  }
}

export function portsOf(
  state: Memory,
  context: Partial<RunContext> = {},
): Ports & { sleeps: readonly number[] } {
  const clock = manualClock(now)
  return {
    pullRequests: pullRequests(state),
    clock,
    journal: new Journal(clock),
    context: {
      repository: 'acme/web',
      eventName: 'pull_request',
      payload: {},
      workflow: 'Auto-merge',
      runId: 900,
      ...context,
    } as RunContext,
    requests: () => state.log.length,
    sleeps: clock.sleeps,
  }
}
