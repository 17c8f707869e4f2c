import { expect, test } from '@jest/globals'
import { createGitHub } from '@ecosystem-actions/core/adapters/github'
import { Journal } from '@ecosystem-actions/core/journal'
import type { GitHub, RequestOptions } from '@ecosystem-actions/core/ports'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { startEmulator, type Emulator } from '@ecosystem-actions/github-emulator'
import type { FaultInput } from '@ecosystem-actions/github-emulator/world/fault-schema'
import { githubForge } from '../../actions/ecosystem-sync/forge/github-forge.ts'
import { formatMarker } from '../../actions/ecosystem-sync/marker.ts'
import { metricsOf } from '../../actions/ecosystem-sync/metrics.ts'
import type { Outcome } from '../../actions/ecosystem-sync/outcome.ts'
import { run } from '../../actions/ecosystem-sync/run.ts'
import { branchesBehind, doubled } from '../support/sync-runs.ts'
import { context, inputsOf } from '../support/sync-world.ts'

const patience = 600

/** A client that waits for a write no longer than the test does. */
function impatient(github: GitHub): GitHub {
  const hasty = (write: boolean, options: RequestOptions = {}): RequestOptions =>
    write ? { timeout: patience, ...options } : options
  return {
    ...github,
    request: (route, parameters, options) =>
      github.request(route, parameters, hasty(!route.startsWith('GET'), options)),
    graphql: (query, variables, options) =>
      github.graphql(query, variables, hasty(query.startsWith('mutation'), options)),
  }
}

interface Scene {
  emulator: Emulator
  sync: (given: Record<string, string>) => Promise<Outcome>
  change: (path: string, body: object) => Promise<void>
  tip: (branch: string) => string
}

async function scene(): Promise<Scene> {
  const emulator = await startEmulator({
    now: '2026-01-11T00:00:00Z',
    users: [{ login: 'alice', id: 1001, type: 'User' }],
    repositories: [
      {
        name: 'acme/web',
        commits: 30,
        branches: [
          ...branchesBehind(2),
          { name: 'old', from: 'main~20' },
          { name: 'older', from: 'main~25' },
        ],
      },
    ],
  })
  const files = memoryFiles({ 'ecosystem.json': JSON.stringify({ repositories: ['acme/web'] }) })
  return {
    emulator,
    async sync(given) {
      const clock = manualClock('2026-01-11T00:00:00Z')
      const github = createGitHub({ token: 'ghs_viewer', baseUrl: emulator.url, clock })
      const forge = githubForge(impatient(github), 'acme/control')
      const ports = { clock, files, journal: new Journal(clock), context, usage: () => github.usage() }
      const forgeOf = () => Promise.resolve(forge)
      return run(inputsOf(given), { ...ports, forgeOf, artifacts: undefined, state: undefined })
    },
    tip: (branch) => emulator.state().repositories[0]?.branches[branch] ?? '',
    async change(path, body) {
      const answer = await fetch(`${emulator.url}/repos/acme/web${path}`, {
        method: 'PATCH',
        headers: { authorization: 'token ghs_viewer' },
        body: JSON.stringify(body),
      })
      expect(answer.ok).toBe(true)
    },
  }
}

const prs = { 'create-prs': 'true', exclude: 'old*' }
const snapshots = { ...prs, 'pr-head': 'snapshot' }
const move = { graphql: 'MoveBranches' }
const route = (method: string, path: string) => ({ method, route: `/repos/{owner}/{repo}${path}` })

interface Row {
  write: string
  match: NonNullable<FaultInput['match']>
  given: Record<string, string>
  prepare?: (it: Scene) => Promise<unknown>
}

const opened =
  (given: Record<string, string>, then: (it: Scene) => Promise<unknown>) => async (it: Scene) => {
    await it.sync(given)
    await then(it)
  }

const rows: Row[] = [
  {
    write: 'one fast-forward',
    match: move,
    given: { 'auto-sync': 'true', strategy: 'auto', include: 'old' },
  },
  {
    write: 'fast-forwards together',
    match: move,
    given: { 'auto-sync': 'true', strategy: 'auto', include: 'old*' },
  },
  { write: 'a pull request', match: route('POST', '/pulls'), given: prs },
  { write: 'labels', match: route('POST', '/issues/{issue_number}/labels'), given: prs },
  { write: 'a merge', match: route('POST', '/merges'), given: { 'auto-sync': 'true', strategy: 'merge' } },
  {
    write: 'the text of a pull request',
    match: route('PATCH', '/pulls/{pull_number}'),
    given: prs,
    prepare: opened(prs, ({ emulator }) => emulator.add('acme/web', { commits: 2 })),
  },
  {
    write: 'the close of a pull request',
    match: route('PATCH', '/pulls/{pull_number}'),
    given: prs,
    prepare: ({ emulator, tip }) =>
      emulator.add('acme/web', {
        branches: [{ name: 'done', from: 'main' }],
        pull_requests: [
          {
            number: 9,
            head: 'main',
            base: 'done',
            author: 'automation-bot',
            title: 'Sync',
            body: formatMarker({ base: tip('old'), head: tip('main'), run: 1 }),
            labels: ['ecosystem-sync'],
          },
        ],
      }),
  },
  { write: 'a new snapshot', match: move, given: snapshots },
  {
    write: 'the move of a snapshot',
    match: move,
    given: snapshots,
    prepare: opened(snapshots, ({ emulator }) => emulator.add('acme/web', { commits: 2 })),
  },
  {
    write: 'the deletion of a snapshot',
    match: move,
    given: snapshots,
    prepare: opened(snapshots, (it) => it.change('/pulls/1', { state: 'closed' })),
  },
]

const faults: [string, FaultInput][] = [
  ['hangs before it is done', { fault: 'hang' }],
  ['hangs after it was done', { fault: 'hang', after_effect: true }],
  ['is answered too late', { fault: 'slow', delay_ms: 1.5 * patience }],
]

/** What stands on the server, without the ids of merge commits and the numbers of runs. */
function standing({ emulator }: Scene): unknown {
  const [web] = emulator.state().repositories
  const { main = '', ...branches } = web?.branches ?? {}
  return {
    branches: Object.entries(branches).map(([name, oid]) => [name, oid === main]),
    pulls: web?.pull_requests
      .map(({ head, base, state, labels }) => [head, base, state, ...labels].join())
      .sort(),
  }
}

async function of<T>(row: Row, body: (it: Scene) => Promise<T>): Promise<T> {
  const it = await scene()
  try {
    await row.prepare?.(it)
    return await body(it)
  } finally {
    await it.emulator.close()
  }
}

const known = new Map<string, Promise<unknown>>()

function faultFree(row: Row): Promise<unknown> {
  const found =
    known.get(row.write) ??
    of(row, async (it) => {
      await it.sync(row.given)
      return standing(it)
    })
  known.set(row.write, found)
  return found
}

const table = rows.flatMap((row) => faults.map(([how, fault]) => ({ ...row, how, fault })))

test.each(table)(
  '$write, where the request $how: not doubled, not lost, not hidden',
  async ({ fault, ...row }) => {
    const wanted = await faultFree(row)
    await of(row, async (it) => {
      it.emulator.addFaults([{ match: row.match, ...fault, times: 1 }])
      const outcome = await it.sync(row.given)
      expect(it.emulator.requests().filter((request) => request.fault !== undefined)).toHaveLength(1)
      const done = JSON.stringify(standing(it)) === JSON.stringify(wanted)
      expect({ told: done || metricsOf(outcome).errors_encountered > 0 }).toEqual({ told: true })
      expect(doubled(it.emulator)).toEqual([])
      await it.sync(row.given)
      expect(standing(it)).toEqual(wanted)
      expect(doubled(it.emulator)).toEqual([])
    })
  },
)
