import { describe, expect, test } from '@jest/globals'
import { withCoAuthors } from '../../../actions/auto-merge/merge/co-authors.ts'
import { alice, facts, head } from './build-facts.ts'

type By = [name: string, email: string, id?: number | undefined]

function text(message: string, ...people: By[]): string {
  const nodes = people.map(([name, email, authorId]) => ({
    oid: head,
    authorId,
    author: { name, email },
    signedByGitHub: false,
    committedAt: undefined,
  }))
  return withCoAuthors(message, facts({ commits: { total: nodes.length, nodes } }))
}

const bob: By = ['Bob B', 'bob@example.com', 1002]
const dana: By = ['Dana', 'dana@example.com']

describe('the trailers of a squash', () => {
  test('name everybody else once, the author in no spelling', () => {
    const own: By[] = [
      ['Alice', 'alice@example.com', alice.id],
      ['alice on a laptop', 'Alice@Example.com'],
    ]
    expect(text('Why.', ...own, bob, dana, bob)).toBe(
      'Why.\n\nCo-authored-by: Bob B <bob@example.com>\nCo-authored-by: Dana <dana@example.com>',
    )
    expect(text('Why.', ...own)).toBe('Why.')
  })

  test('join trailers that are there, and repeat none of them', () => {
    expect(text('Why.\n\nCo-authored-by: D <DANA@example.com>\nRefs: #1', bob, dana)).toBe(
      'Why.\n\nCo-authored-by: D <DANA@example.com>\nRefs: #1\nCo-authored-by: Bob B <bob@example.com>',
    )
    expect(text('', bob)).toBe('Co-authored-by: Bob B <bob@example.com>')
  })

  test.each<[string, By, string]>([
    [
      'a name of two lines',
      ['x\nskip-checks: true', 'x@e.org'],
      'Co-authored-by: x skip-checks: true <x@e.org>',
    ],
    ['a name that skips workflows', ['[skip ci] x', 'x@e.org'], 'Co-authored-by: x <x@e.org>'],
    [
      'a name that joins to such words',
      ['[skip <ci] [ci\nskip] [skip <[no ci]>ci] x', 'x@e.org'],
      'Co-authored-by: x <x@e.org>',
    ],
    ['a name that mentions', ['@team', 'x@e.org'], 'Co-authored-by: @\u2060team <x@e.org>'],
    ['a name with an address', ['x <y@e.org>', 'x@e.org'], 'Co-authored-by: x y@e.org <x@e.org>'],
    ['a bot', ['d[bot]', '1+d[bot]@users.noreply.github.com'], ''],
    ['an address that is none', ['x', 'x> @team'], ''],
    ['no name', ['  ', 'x@e.org'], ''],
  ])('%s', (_, by, expected) => {
    expect(text('', by)).toBe(expected)
  })

  test('fifty at most', () => {
    const many = Array.from({ length: 80 }, (_, i): By => [`p${i}`, `p${i}@e.org`])
    expect(text('', ...many).split('\n')).toHaveLength(50)
  })
})
