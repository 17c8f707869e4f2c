import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Branch } from '../../../actions/ecosystem-sync/model.ts'
import { formatState, parseState } from '../../../actions/ecosystem-sync/state/format.ts'
import { isFresh, isSettled, isUnchanged, type State } from '../../../actions/ecosystem-sync/state/state.ts'

const now = new Date('2026-01-11T12:00:00Z')

test.each([
  ['now', '2026-01-11T12:00:00Z', true],
  ['almost a day ago', '2026-01-10T12:00:01Z', true],
  ['a day ago', '2026-01-10T12:00:00Z', false],
  ['by a runner whose clock is ahead a little', '2026-01-11T12:04:00Z', true],
  ['in the future', '2026-01-11T12:06:00Z', false],
  ['at no time', 'yesterday', false],
])('a repository that was seen %s', (_, seenAt, fresh) => {
  const known = { seenAt } as Parameters<typeof isFresh>[0]
  expect(isFresh(known, now)).toBe(fresh)
})

test.each([
  ['2026-01-11T11:59:55Z', true],
  ['2026-01-11T11:59:56Z', false],
  ['2026-01-11T12:00:09Z', false],
  ['', false],
])('what was pushed at %j and read at noon', (pushedAt, settled) => {
  expect(isSettled(pushedAt, now.toISOString())).toBe(settled)
})

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const count = fc.nat(100)
const branch = fc.record(
  {
    name: text,
    oid: fc.stringMatching(/^[0-9a-f]{40}$/),
    protected: fc.boolean(),
    committedAt: text,
    byBot: fc.constant(true),
    comparison: fc.oneof(
      fc.constantFrom<'unrelated' | 'unknown'>('unrelated', 'unknown'),
      fc.record({ ahead: count, behind: count, behindAtMost: count }),
    ),
    behindSince: text,
  },
  { requiredKeys: ['name', 'oid', 'protected', 'comparison'], noNullPrototype: true },
) as fc.Arbitrary<Branch>
const repository = fc.record({
  seenAt: text,
  base: fc.record({ name: text, oid: text }),
  branches: fc.array(branch),
})

function stateOf(repositories: State['repositories']): State {
  return {
    version: 3,
    watermarks: { acme: '2026-01-11T00:00:00Z' },
    repositories,
    ours: { 'acme/web:a': { oid: 'a', at: '2026-01-11T00:00:00Z' } },
    squashed: { b: true },
    created: { acme: ['2026-01-11T00:00:00.000Z'] },
  }
}

const lines = (state: State) => [...formatState(state)].join('').split('\n')

describe('the state as text', () => {
  const read = { nameWithOwner: 'acme/web', pulls: [] } as unknown as State['repositories'][string]['read']
  const states = fc
    .dictionary(
      text.map((name) => `acme/${name}`),
      repository.map((known) => ({ ...known, read })),
      { noNullPrototype: true },
    )
    .map(stateOf)

  test('is read as it was written, whatever stands in it, and is JSON', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseState(lines(state))).toEqual(state)
        expect(JSON.parse(lines(state).join('\n'))).toMatchObject({ version: 3 })
      }),
    )
  })

  test('that was cut short anywhere is none', () => {
    fc.assert(
      fc.property(states, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (state, part) => {
        const whole = [...formatState(state)].join('').trimEnd()
        expect(parseState(whole.slice(0, Math.floor(whole.length * part)).split('\n'))).toBeUndefined()
      }),
    )
  })

  const known = { seenAt: 'now', base: { name: 'main', oid: 'a' }, branches: [], read }
  const [head = '', ...rest] = lines(stateOf({ 'acme/web': known }))
  test.each([
    ['nothing', []],
    ['another version', [head.replace('"version":3', '"version":2'), ...rest]],
    ['one line of JSON', ['{"version":1,"watermarks":{},"repositories":{}}']],
    ['no JSON', ['hello', ...rest]],
    ['no branches', [head, '"acme/web":{"seenAt":"now","base":{"oid":""}}', '}}']],
    [
      'wrong counts',
      [head, rest[0]?.replace('"rows":[]', '"rows":[["a","b",["x"],null,-1,0,-1]]') ?? '', '}}'],
    ],
    ['creations that are no list', [head.replace(/"created":\{[^}]*\}/, '"created":{"acme":5}'), ...rest]],
    ['no creations', [head.replace(/"created":\{[^}]*\}/, '"created":null'), ...rest]],
    ['no watermarks', [head.replace(/"watermarks":\{[^}]*\}/, '"watermarks":null'), ...rest]],
  ])('that is none of ours is none: %s', (_, foreign) => {
    expect(parseState(foreign)).toBeUndefined()
  })

  test('a state in which no repository was read anew is not written again', () => {
    const before = stateOf({ 'acme/web': known })
    const same = { ...before, repositories: { ...before.repositories } }
    expect(isUnchanged(before, same)).toBe(true)
    for (const changed of [
      { repositories: { 'acme/web': { ...known } } },
      { repositories: {} },
      { repositories: { 'acme/api': known } },
      { watermarks: {} },
      { ours: {} },
      { squashed: {} },
    ])
      expect(isUnchanged(before, { ...same, ...changed })).toBe(false)
    // What is an hour old is forgotten without a write; what is new is not.
    expect(isUnchanged(before, { ...same, created: {} })).toBe(true)
    expect(isUnchanged({ ...before, created: {} }, same)).toBe(false)
  })
})
