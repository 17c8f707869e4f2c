import { describe, expect, it } from '@jest/globals'
import { runTextRules, textRules } from '../../../../actions/validate-config/rules/text-rules.ts'

function places(text: string, id?: string): string[] {
  const chosen = textRules.filter((rule) => id === undefined || rule.id === id)
  return runTextRules('a.yml', text, chosen).map(({ rule, line, column }) => `${rule} ${line}:${column}`)
}

describe('rules on the text of a file', () => {
  it.each(textRules.map((rule) => [rule.id, rule] as const))(
    '%s fires on its bad example only',
    (id, rule) => {
      expect(places(rule.example.bad, id)).not.toEqual([])
      expect(places(rule.example.good, id)).toEqual([])
    },
  )

  it('find each marker of a conflict', () => {
    const text = 'a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> topic\n'
    expect(places(text)).toEqual(['conflict-marker 2:1', 'conflict-marker 6:1'])
  })

  it('leave a heading underlined with equal signs alone', () => {
    expect(places('run: |\n  cat <<EOF\n  Title\n=======\n  EOF\n')).toEqual([])
    expect(places('text: |\n<<<<<<<\n')).toEqual([])
  })

  it('find every token, and its whole length', () => {
    const token = ['ghp', 'Ab3dEf6hIj9lMn2pQr5tUv8xYz1bCd4fGh7j'].join('_')
    const text = `a: ${token}\nb: ${token}\n`
    expect(places(text)).toEqual(['committed-secret 1:4', 'committed-secret 2:4'])
    expect(runTextRules('a.yml', text)[0]).toMatchObject({ endLine: 1, endColumn: 4 + token.length })
    for (const finding of runTextRules('a.yml', text)) expect(finding.message).not.toContain(token)
  })

  it.each([
    'url: https://user:${{ secrets.PASSWORD }}@example.com',
    'url: https://user:$PASSWORD@example.com',
    'url: postgres://postgres:postgres@localhost/db',
    `token: ${['ghp', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'].join('_')}`,
    'header: "Authorization: Bearer ${TOKEN}"',
  ])('take %s for a placeholder', (text) => {
    expect(places(`${text}\n`)).toEqual([])
  })
})
