import { describe, expect, test } from '@jest/globals'
import { GitHubError } from '@ecosystem-actions/core/errors'
import { metricsOf } from '../../../actions/ecosystem-sync/metrics.ts'
import type { Outcome } from '../../../actions/ecosystem-sync/outcome.ts'
import { memoryForge, type MemoryForge } from '../../support/memory-forge.ts'
import { world } from '../../support/sync-world.ts'

const names = Array.from({ length: 6 }, (_, index) => `acme/r${index}`)
const given = { 'create-prs': 'true', 'auto-sync': 'true', strategy: 'merge', state: 'state.json' }

function ecosystem(): MemoryForge {
  const forge = memoryForge()
  for (const [index, name] of names.entries()) {
    const repository = forge.add(name)
    forge.branch(repository, 'contained', { behind: 20, ahead: 0 })
    forge.branch(repository, 'also-contained', { behind: 12, ahead: 0 })
    forge.branch(repository, 'diverged', { behind: 15, ahead: 3 })
    if (index % 2 === 0) repository.ruled.add('contained')
  }
  return forge
}

/** Deterministic pseudo-random numbers in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed * 2654435761 + 1
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822507) + 0x9e3779b9) | 0
    return ((state >>> 0) % 10_000) / 10_000
  }
}

function lose(random: () => number, probability: number): (call: string) => 'lost' | undefined {
  return () => {
    const luck = random()
    if (luck < probability / 2)
      throw new GitHubError('Bad Gateway', {
        status: 502,
        method: 'POST',
        route: 'POST /memory',
        ambiguous: true,
      })
    return luck < probability ? 'lost' : undefined
  }
}

/** What stands on the server, without what differs from run to run. */
function standing(forge: MemoryForge): unknown {
  return [...forge.repositories.values()].map(({ name, branches, pulls, commits }) => ({
    name,
    caughtUp: [...branches]
      .filter(
        ([, oid]) =>
          oid === branches.get('main') || (commits.get(oid) ?? []).includes(branches.get('main') ?? ''),
      )
      .map(([branch]) => branch),
    pulls: pulls
      .map(({ head, base, state, labels }) => `${head} ${base} ${state} ${[...labels].sort().join()}`)
      .sort(),
  }))
}

function duplicates(forge: MemoryForge): string[] {
  return [...forge.repositories.values()].flatMap(({ name, pulls }) => {
    const bases = pulls.map(({ base }) => base)
    return bases.filter((base, index) => bases.indexOf(base) !== index).map((base) => `${name}:${base}`)
  })
}

/** Whatever an outcome did not reach is said by it. */
function silentLosses(forge: MemoryForge, outcome: Outcome): string[] {
  const told = new Set(
    outcome.entries.filter(({ kind }) => kind === 'failed').map(({ subject }) => subject.split(/[:#]/)[0]),
  )
  const done = standing(forge) as { name: string; caughtUp: string[]; pulls: string[] }[]
  const wanted = faultFree as { name: string; caughtUp: string[]; pulls: string[] }[]
  return done.flatMap((entry, index) =>
    JSON.stringify(entry) === JSON.stringify(wanted[index]) || told.has(entry.name) ? [] : [entry.name],
  )
}

const reference = ecosystem()
await world(reference, { repositories: names }).sync(given)
const faultFree = standing(reference)

test('the run without faults does all of it', () => {
  expect(JSON.stringify(faultFree)).toContain('main contained OPEN automerge,ecosystem-sync')
  expect((faultFree as { caughtUp: string[] }[])[1]?.caughtUp).toEqual([
    'main',
    'contained',
    'also-contained',
    'diverged',
  ])
})

describe.each(Array.from({ length: 20 }, (_, index) => index))(
  'random faults, ten seeds from %i * 10',
  (ten) => {
    test('create nothing twice, hide nothing, and the next run completes', async () => {
      for (let seed = ten * 10; seed < ten * 10 + 10; seed++) {
        const forge = ecosystem()
        const it = world(forge, { repositories: names }, seeded(seed + 1))
        forge.onCall = lose(seeded(seed), 0.1)
        const faulty = await it.sync(given)
        expect(duplicates(forge)).toEqual([])
        expect(silentLosses(forge, faulty)).toEqual([])
        forge.onCall = () => undefined
        const clean = await it.sync(given)
        expect({ seed, state: standing(forge) }).toEqual({ seed, state: faultFree })
        expect(metricsOf(clean)).toMatchObject({ errors_encountered: 0, success_rate: 100 })
      }
    })
  },
)

class Killed extends Error {}

test('a run that is killed at any call is completed by the next one, without duplicates', async () => {
  const calls = reference.calls.length
  for (let at = 1; at <= calls; at++) {
    for (const moment of ['before', 'after'] as const) {
      const forge = ecosystem()
      const it = world(forge, { repositories: names })
      let left = at
      let dead = false
      forge.onCall = () => {
        if (dead || (--left === 0 && moment === 'before')) throw new Killed()
        if (left === 0) {
          dead = true
          return 'lost'
        }
        return undefined
      }
      await it.sync(given).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error
      })
      forge.onCall = () => undefined
      await it.sync(given)
      expect(duplicates(forge)).toEqual([])
      expect({ at, moment, state: standing(forge) }).toEqual({ at, moment, state: faultFree })
    }
  }
})

test('three runs at once open nothing twice', async () => {
  const forge = ecosystem()
  await Promise.all([1, 2, 3].map(() => world(forge, { repositories: names }).sync({ ...given, state: '' })))
  expect(duplicates(forge)).toEqual([])
  expect(standing(forge)).toEqual(faultFree)
})
