import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../../scripts/house.ts'
import { sources } from '../../architecture/rules.ts'

const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')
const quoted = [...page.matchAll(/^### `(.+)`$/gm)].map(([, words = '']) => words)

/** Every text of the code, what is put in at run time as `…`. */
const texts = sources('actions', 'packages/core/src').map(({ text }) =>
  text.replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '…').replace(/\s+/g, ' '),
)

/** The parts between the `…` of a heading, one after the other, near each other. */
function isSaid(words: string): boolean {
  const parts = words
    .split('…')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(parts.join('.{0,80}?'))
  return texts.some((text) => pattern.test(text))
}

test('there is something to look up', () => expect(quoted.length).toBeGreaterThan(20))

test.each(quoted)('the code says: %s', (words) => expect(isSaid(words)).toBe(true))

test('what nobody says is not found', () => {
  expect(isSaid('The … rate limit has gone fishing')).toBe(false)
})
