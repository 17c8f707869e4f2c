import { describe, expect, test } from '@jest/globals'
import {
  clip,
  code,
  details,
  escape,
  fenced,
  fit,
  link,
  plain,
  sentence,
  table,
} from '@ecosystem-actions/core/markdown'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: true, linkify: true })
const visible = (html: string) => html.replace(/<!--[\s\S]*?-->/g, '').replace(/<\/?p>\n?/g, '')
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '`',
        '|',
        '[x](http://e.vil)',
        '![i](http://e.vil/b)',
        '<img src=x>',
        '@octocat',
        '#1',
        'o/r#2',
        '**b**',
        '\n',
        '- ',
        '1. ',
        '> ',
        '&amp;',
        '\u202E',
        '\u001B[31m',
        'https://e.vil',
        'www.e.vil',
        ':tada:',
        '~~',
        '$x$',
        '<!--',
        '-->',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

describe('sentence', () => {
  const html = (text: string) => markdown.render(`x ${sentence(text)}`).trim()
  test.each([
    ['Give `contents: write`.', 'Give <code>contents: write</code>.'],
    ['`a` and `b|c`', '<code>a</code> and <code>b\\|c</code>'],
    ['one ` alone', 'one ` alone'],
    ['`a` then ` alone', '<code>a</code> then ` alone'],
    ['empty `` and ` `', 'empty  and '],
  ])('shows what stands in backticks as code: %s', (text, shown) => {
    expect(html(text)).toBe(`<p>x ${shown}</p>`.replace(/\s+<\/p>/, '</p>'))
  })
  test('leaves no other markup, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = visible(markdown.render(`x ${sentence(text)}`)).replace(/<code>[^<]*<\/code>/g, '')
        expect(shown.replace(/&\w+;|&#\d+;/g, '')).not.toMatch(/</)
        expect(shown).not.toMatch(/@[a-z]|(?<!&)#\d/i)
      }),
      { numRuns: 500 },
    )
  })
})

describe('escape', () => {
  test('leaves no markup, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = visible(markdown.render(`x ${escape(text)}`))
        expect(html.replace(/&\w+;|&#\d+;/g, '')).not.toMatch(/<(?!br>)/)
        expect(escape(text)).not.toMatch(/@\w|(?<!&)#\d|\n|`|\|/)
        expect(html).not.toMatch(/@[a-z]|(?<!&)#\d/i)
      }),
      { numRuns: 500 },
    )
  })
  test('reads as it was written', () => {
    const html = visible(markdown.render(escape('a_b * [c] <d> & e|f'))).trim()
    expect(html).toBe('a_b * [c] &lt;d&gt; &amp; e|f')
  })
  test('ordinary text stays readable in the source, too', () => {
    const text = 'automation_metrics.json: 83.3 % (5 of 6), v1.2.3 at 10:30 + more!'
    expect(escape(text)).toBe(text)
  })
  test('is limited', () => expect(escape('x'.repeat(500)).length).toBe(300))
})

describe('code', () => {
  test('is one code span, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = markdown.renderInline(code(text))
        expect(html).toMatch(/^<code>[^<]*<\/code>$/)
      }),
      { numRuns: 500 },
    )
  })
  test('keeps a table row whole', () => {
    const html = markdown.render(table(['a', 'b'], [[code('x|y`'), escape('1|2\n3')]]))
    expect(html.match(/<td>/g)).toHaveLength(2)
  })
})

test('fenced blocks cannot be closed from inside', () => {
  const html = markdown.render(fenced('a\n```\n<b>\n````\nz'))
  expect(html.match(/<pre>/g)).toHaveLength(1)
  expect(html).not.toContain('<b>')
})

test('links go to http(s) only and never carry a password', () => {
  expect(link('x', 'javascript:alert(1)')).toBe('x')
  expect(link('x', 'https://a:b@c.test/')).toBe('x')
  expect(link('a]b', 'https://c.test/(x)')).toBe('[a&#93;b](https://c.test/%28x%29)')
})

test('plain drops ANSI, control and bidi characters', () => {
  expect(plain('\u001B[31mred\u001B[0m\r\na\u202Eb\u0000c\u200Bd')).toBe('red\nabcd')
})

test('clip never splits a character', () => {
  expect(clip('ab😀cd', 4)).toBe('ab…')
  expect(clip('abc', 3)).toBe('abc')
})

test('fit keeps whole blocks and says what is missing', () => {
  const blocks = [details('one', 'x'.repeat(300)), details('two', 'y'.repeat(300)), 'z']
  const text = fit(blocks, 700)
  expect(text).toContain('one')
  expect(text).not.toContain('two')
  expect(text).toContain('2 more sections did not fit')
  expect(fit(blocks, 10_000)).toBe(blocks.join('\n\n'))
})
