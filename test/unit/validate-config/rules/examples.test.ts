import { describe, expect, it } from '@jest/globals'
import { severities } from '../../../../actions/validate-config/finding.ts'
import { rules } from '../../../../actions/validate-config/rules/index.ts'
import { examplePlaces } from './example-places.table.ts'
import { found, places } from './support.ts'

describe('the example of every rule', () => {
  it.each(rules.map(({ id, example }) => [id, example] as const))(
    '%s fires on the bad one at its place and not on the good one',
    (id, example) => {
      expect(places(id, example.bad)).toEqual(examplePlaces[id])
      expect(examplePlaces[id]).not.toEqual([])
      expect(places(id, example.good)).toEqual([])
    },
  )

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s is told completely', (id, rule) => {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
    for (const words of [rule.title, rule.why, rule.fix]) expect(words.length).toBeGreaterThan(10)
    expect(rule.title.endsWith('.')).toBe(false)
    for (const finding of found(id, rule.example.bad)) {
      expect(finding.rule).toBe(id)
      expect(finding.message).toMatch(/[.!?]$|JSON: /)
      expect(finding.hint.length).toBeGreaterThan(5)
      expect(severities).toContain(finding.severity)
    }
  })

  it('has one rule for each name', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })
})
