import { describe, expect, test } from '@jest/globals'
import { distance, didYouMean, nearest } from '@ecosystem-actions/core/suggest'
import { parseRepository, repositoryProblem } from '@ecosystem-actions/core/repository'

describe('nearest', () => {
  const known = ['threshold', 'dry-run', 'labels', 'validate-config']
  test.each([
    ['treshold', 'threshold'],
    ['dryrun', 'dry-run'],
    ['label', 'labels'],
    ['lables', 'labels'],
    ['validat', 'validate-config'],
    ['THRESHOLD', 'threshold'],
  ])('%s → %s', (word, meant) => expect(nearest(word, known)).toBe(meant))
  test.each(['xyz', '', 'token'])('nothing for %p', (word) => expect(nearest(word, known)).toBeUndefined())
  test('a swap of neighbours is one edit', () => expect(distance('ab', 'ba')).toBe(1))
  test('says nothing rather than something far', () => expect(didYouMean('zzz', known)).toBe(''))
})

describe('owner/name', () => {
  test.each(['octo/web', 'a/.github', 'a-b/c_d.e', 'user_corp/x'])('%s is one', (text) => {
    expect(repositoryProblem(text)).toBeUndefined()
  })
  test.each([
    'web',
    'a/b/c',
    '-a/b',
    'a--b/c',
    'a-/b',
    'a/..',
    'a/b.git',
    'a/ b',
    '/b',
    'a/',
    `${'a'.repeat(40)}/b`,
    `a/${'b'.repeat(101)}`,
  ])('%s is none', (text) => expect(() => parseRepository(text)).toThrow(/Repository/))
})
