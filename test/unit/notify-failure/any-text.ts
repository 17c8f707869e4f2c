import { expect } from '@jest/globals'
import * as fc from 'fast-check'
import type { DecisionWord } from '../../../actions/notify-failure/incident/policy.ts'
import { ordinary, type Texts } from './stories.ts'

const decisions: DecisionWord[] = ['open', 'changed', 'escalate', 'remind', 'update', 'recover']
const nasty = fc.constantFrom(
  '<!channel>',
  '<@U0123456789>',
  '<https://evil.example|click>',
  '@everyone',
  '@here',
  '<@&123456789012345678>',
  '[x](https://evil.example)',
  '![x](https://evil.example/i.png)',
  'https://evil.example',
  'www.evil.example',
  '<script>alert(1)</script>',
  '<img src=x>',
  '<at>Bob</at>',
  '@acme/oncall',
  '#12',
  'acme/web#12',
  'GH-12',
  '```',
  '`',
  '-->',
  '<!-- x -->',
  '\u001B[31mred\u001B[0m',
  '\u202Eevil\u2066',
  '\u200B',
  '\r\nBcc: all@example.com',
  '"}],"text":"x',
  '|',
  '\\',
  '~~~',
  '::error::x',
  'javascript:alert(1)',
  '&lt;',
  '\uD800',
  '𝒳'.repeat(40),
  'é'.repeat(700),
  '*_~'.repeat(30),
  ' ',
)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength: 12 })
    .map((all) => all.join(' ')),
  fc.constantFrom('x'.repeat(20_000), '<&>'.repeat(5000), '`'.repeat(5000)),
)
const texts: fc.Arbitrary<Texts> = fc.record(
  Object.fromEntries(Object.keys(ordinary).map((key) => [key, anyText])) as Record<
    keyof Texts,
    fc.Arbitrary<string>
  >,
)
/** Any Unicode text, and what platforms act on, in every field of a story. */
export const cases = fc.record({
  texts,
  decision: fc.constantFrom(...decisions),
  size: fc.constantFrom(1, 3, 120),
})

// eslint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u

/** Well-formed JSON without invisible characters. */
export function isClean(value: unknown): void {
  const json = JSON.stringify(value)
  expect(json.isWellFormed()).toBe(true)
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(JSON.parse(json))))
  expect(strings(value).filter((text) => invisible.test(text))).toEqual([])
}

export function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
