import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  advance,
  ambiguous,
  driftOf,
  exactly,
  linearMove,
  movedBy,
  type Move,
} from '../../../actions/ecosystem-sync/plan/drift.ts'
import type { ChainLink, Counts } from '../../../actions/ecosystem-sync/model.ts'

/** A random history: each commit has one or two earlier parents; the base moves forward from one commit to a descendant of it. */
const history = fc.array(fc.tuple(fc.nat(), fc.option(fc.nat(), { nil: undefined })), {
  minLength: 2,
  maxLength: 24,
})

function graph(parts: readonly (readonly [number, number | undefined])[]): Map<string, string[]> {
  const commits = new Map<string, string[]>([['c0', []]])
  for (const [index, [first, second]] of parts.entries()) {
    const parents = new Set([
      `c${first % (index + 1)}`,
      ...(second === undefined ? [] : [`c${second % (index + 1)}`]),
    ])
    commits.set(`c${index + 1}`, [...parents])
  }
  return commits
}

function ancestors(commits: ReadonlyMap<string, string[]>, from: string): Set<string> {
  const seen = new Set<string>()
  const queue = [from]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (seen.has(oid)) continue
    seen.add(oid)
    queue.push(...(commits.get(oid) ?? []))
  }
  return seen
}

function count(commits: ReadonlyMap<string, string[]>, base: string, head: string): Counts {
  const [ours, theirs] = [ancestors(commits, base), ancestors(commits, head)]
  return exactly(
    [...theirs].filter((oid) => !ours.has(oid)).length,
    [...ours].filter((oid) => !theirs.has(oid)).length,
  )
}

function chain(commits: ReadonlyMap<string, string[]>, from: string, length: number): ChainLink[] {
  return [...ancestors(commits, from)]
    .sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)))
    .slice(0, length)
    .map((oid) => ({ oid, parents: commits.get(oid) ?? [] }))
}

describe('the interval rule', () => {
  test('never contradicts counting, on any history and any stretch of it that is known', () => {
    let exact = 0
    fc.assert(
      fc.property(
        history,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 30 }),
        (parts, a, b, c, known) => {
          const commits = graph(parts)
          const at = (n: number) => `c${n % commits.size}`
          const [to, tip] = [at(a), at(b)]
          const past = [...ancestors(commits, to)]
          const from = past[c % past.length] ?? to
          const links = chain(commits, to, known)
          const n = count(commits, to, from).behind
          const move: Move = linearMove(links, from) ?? movedBy(links, from, n)
          const carried = advance(count(commits, from, tip), tip, move)
          if (!carried) return
          const real = count(commits, to, tip)
          expect(real.behind).toBeGreaterThanOrEqual(carried.behind)
          expect(real.behind).toBeLessThanOrEqual(carried.behindAtMost)
          expect(real.ahead === 0).toBe(carried.ahead === 0)
          if (carried.behind === carried.behindAtMost && n > 0) exact++
        },
      ),
      { numRuns: 2000 },
    )
    expect(exact).toBeGreaterThan(100)
  })

  test('a linear move adds its length to whoever was behind', () => {
    expect(advance(exactly(0, 5), 'x', { commits: 3, linear: true })).toEqual(exactly(0, 8))
    expect(advance(exactly(4, 5), 'x', { commits: 3, linear: true })).toEqual(exactly(4, 8))
  })

  test('a branch that was merged whole is contained from then on', () => {
    const oids = new Set(['x', 'y'])
    expect(advance(exactly(2, 0), 'y', { commits: 2, linear: true, oids })).toEqual(exactly(0, 0))
  })

  test('stays silent where the branch may have been merged', () => {
    expect(advance(exactly(2, 5), 'x', { commits: 3, linear: false })).toBeUndefined()
  })

  test('a range across the threshold is ambiguous', () => {
    expect(ambiguous({ ahead: 3, behind: 9, behindAtMost: 12 }, 10)).toBe(true)
    expect(ambiguous({ ahead: 3, behind: 11, behindAtMost: 12 }, 10)).toBe(false)
    expect(ambiguous({ ahead: 3, behind: 8, behindAtMost: 10 }, 10)).toBe(false)
  })
})

test.each([
  [exactly(0, 0), 'identical'],
  [exactly(0, 3), 'contained'],
  [exactly(2, 0), 'ahead'],
  [exactly(2, 3), 'diverged'],
  ['unrelated', 'unrelated'],
  ['unknown', 'unknown'],
] as const)('%j is %s', (comparison, drift) => expect(driftOf(comparison)).toBe(drift))
