import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { graphCounts } from '../../../actions/ecosystem-sync/scan/graph-counts.ts'

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

test('counts as sets of ancestors do, also where histories share nothing', () => {
  const history = fc.array(
    fc.tuple(fc.option(fc.nat(), { nil: undefined }), fc.option(fc.nat(), { nil: undefined })),
    { minLength: 1, maxLength: 20 },
  )
  fc.assert(
    fc.property(history, fc.nat(), (parts, chosen) => {
      const commits = new Map<string, string[]>()
      for (const [index, parents] of parts.entries()) {
        const known = parents.flatMap((parent) =>
          parent === undefined || index === 0 ? [] : [`c${parent % index}`],
        )
        commits.set(`c${index}`, [...new Set(known)])
      }
      const base = `c${chosen % commits.size}`
      const lines = [...commits].map(([oid, parents]) => [oid, ...parents].join(' ')).reverse()
      const counts = graphCounts(lines, base, [...commits.keys()])
      const ours = ancestors(commits, base)
      for (const tip of commits.keys()) {
        const theirs = ancestors(commits, tip)
        const [ahead, behind] = [
          [...theirs].filter((oid) => !ours.has(oid)).length,
          [...ours].filter((oid) => !theirs.has(oid)).length,
        ]
        expect(counts.get(tip)).toEqual(
          ahead === theirs.size ? 'unrelated' : { ahead, behind, behindAtMost: behind },
        )
      }
    }),
  )
})

test('says nothing of a base or tip that is not there', () => {
  expect(graphCounts(['a b', 'b'], 'x', ['a']).size).toBe(0)
  expect([...graphCounts(['a b', 'b'], 'b', ['a', 'x']).keys()]).toEqual(['a'])
})
