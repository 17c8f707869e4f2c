import { describe, expect, it } from '@jest/globals'
import { dotted } from '../../../../actions/validate-config/workflow/expression-walk.ts'
import type { ParsedFile } from '../../../../actions/validate-config/workflow/file.ts'
import { parseFile } from '../../../../actions/validate-config/workflow/file.ts'

function file(text: string): ParsedFile {
  const parsed = parseFile('.github/workflows/a.yml', text)
  if (!parsed) throw new Error('no mapping')
  return parsed
}

/** The text of the file between two places. */
function cut(text: string, at: { line: number; column: number; endLine: number; endColumn: number }): string {
  const lines = text.split('\n')
  if (at.line === at.endLine) return (lines[at.line - 1] ?? '').slice(at.column - 1, at.endColumn - 1)
  const middle = lines.slice(at.line, at.endLine - 1)
  return [
    lines[at.line - 1]?.slice(at.column - 1),
    ...middle,
    lines[at.endLine - 1]?.slice(0, at.endColumn - 1),
  ].join('\n')
}

const forms: Record<string, string> = {
  plain: 'jobs:\n  a:\n    name: hello ${{ github.ref }}\n',
  single: "jobs:\n  a:\n    name: 'it''s ''x'' ${{ github.ref }}'\n",
  double: 'jobs:\n  a:\n    name: "a \\"b\\" \\t\\u0041 ${{ github.ref }}"\n',
  'double over lines': 'jobs:\n  a:\n    name: "a \\\n      b\n      c ${{ github.ref }}"\n',
  literal: 'jobs:\n  a:\n    name: |\n      first\n        second\n\n      third ${{ github.ref }}\n',
  folded: 'jobs:\n  a:\n    name: >-\n      first\n      second ${{ github.ref }}\n      third\n',
  'plain over lines': 'jobs:\n  a:\n    name: first\n      second ${{ github.ref }} third\n',
  'windows lines': 'jobs:\r\n  a:\r\n    name: |\r\n      first\r\n      second ${{ github.ref }}\r\n',
}

describe('expressions', () => {
  it.each(Object.entries(forms))('know their exact place in a %s scalar', (_, text) => {
    const [expression] = file(text).expressions
    expect(cut(text, expression!.at())).toBe('${{ github.ref }}')
    expect(cut(text, expression!.at(expression!.tree))).toBe('github.ref')
    expect(dotted(expression!.tree!)).toBe('github.ref')
  })

  it('place a part of an expression that is folded over lines', () => {
    const text = "jobs:\n  a:\n    if: >-\n      github.ref == 'x' &&\n      contains(github.actor, 'y')\n"
    const [expression] = file(text).expressions
    const tree = expression!.tree!
    expect(tree.kind).toBe('and')
    expect(tree.kind === 'and' && cut(text, expression!.at(tree.args[1]))).toBe("contains(github.actor, 'y')")
    expect(cut(text, expression!.at())).toBe("github.ref == 'x' &&\n      contains(github.actor, 'y')")
  })

  it.each([
    ["a.b['c'].d", 'a.b.c.d'],
    ['github.event.commits[0].message', 'github.event.commits.*.message'],
    ['github.event.pages.*.page_name', 'github.event.pages.*.page_name'],
    ['GITHUB.Head_Ref', 'github.head_ref'],
  ])('write %s as %s', (text, path) => {
    const [expression] = file(`name: \${{ ${text} }}\n`).expressions
    expect(dotted(expression!.tree!)).toBe(path)
  })

  it('end behind braces that stand in a string', () => {
    const [expression] = file("name: ${{ format('{{0}}', github.ref) }} and more\n").expressions
    expect(expression!.text).toBe(" format('{{0}}', github.ref) ")
    expect(expression!.whole).toBe(false)
  })

  it.each([
    ['github.', 'Unexpected end of expression', 2, 14],
    ['a ? b : c', "Unexpected symbol: '?'", 2, 9],
    ['"text"', "Unexpected symbol: '\"'. Strings are written in single quotes.", 2, 7],
  ])('tell where %s stops making sense', (text, message, line, column) => {
    const [expression] = file(`name: >-\n  \${{ ${text} }}\n`).expressions
    expect(expression!.error?.message).toBe(message)
    expect([expression!.error?.at.line, expression!.error?.at.column]).toEqual([line, column])
  })

  it('survive anchors that contain themselves', () => {
    expect(() => file('jobs: &a\n  b: *a\n  c:\n    steps: &s [*s]\n')).not.toThrow()
  })
})
