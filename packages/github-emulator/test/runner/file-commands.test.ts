import { describe, expect, test } from '@jest/globals'
import { parseFileCommand } from '../../src/runner/file-commands.ts'
import { readCommands } from '../../src/runner/workflow-commands.ts'

describe('file commands', () => {
  test('pairs and heredocs, the later wins', () => {
    const text = 'a=1\nb<<EOF\nx=y\n\nz\nEOF\na=2=3\nc=\n'
    expect(parseFileCommand(text)).toEqual({ a: '2=3', b: 'x=y\n\nz', c: '' })
  })
  test('a value may hold <<', () => expect(parseFileCommand('a=x<<y\n')).toEqual({ a: 'x<<y' }))
  test('what the runner refuses is refused', () => {
    expect(() => parseFileCommand('a<<EOF\nx\n')).toThrow('Matching delimiter not found')
    expect(() => parseFileCommand('novalue\n')).toThrow("Invalid format 'novalue'")
  })
})

describe('workflow commands', () => {
  test('annotations with places and escapes', () => {
    const { annotations, lines } = readCommands(
      '::error file=a%2Cb.yml,line=3,endLine=4,col=5,endColumn=6,title=T%3A x::one%0Atwo 100%25\nplain\n',
    )
    expect(annotations).toEqual([
      {
        level: 'error',
        message: 'one\ntwo 100%',
        title: 'T: x',
        file: 'a,b.yml',
        line: 3,
        endLine: 4,
        column: 5,
        endColumn: 6,
      },
    ])
    expect(lines).toEqual(['Error: one\ntwo 100%', 'plain'])
  })
  test('masks apply to the whole log, also before they were told', () => {
    const { lines, masks } = readCommands('token s3cret\n::add-mask::s3cret\nagain s3cret\n')
    expect(masks).toEqual(['s3cret'])
    expect(lines).toEqual(['token ***', 'again ***'])
  })
  test('stopped commands are text', () => {
    const { annotations, lines } = readCommands('::stop-commands::x1\n::error::no\n::x1::\n::warning::yes\n')
    expect(annotations).toEqual([{ level: 'warning', message: 'yes' }])
    expect(lines).toEqual(['::error::no', 'Warning: yes'])
  })
  test('the retired set-output still sets', () => {
    expect(readCommands('::set-output name=a::b\n').legacyOutputs).toEqual({ a: 'b' })
  })
})
