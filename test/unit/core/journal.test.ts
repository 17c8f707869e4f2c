import { describe, expect, test } from '@jest/globals'
import { Journal, parseJournal } from '@ecosystem-actions/core/journal'
import { countActions, percentage } from '@ecosystem-actions/core/metrics'
import { manualClock } from '@ecosystem-actions/core/testing/clock'

describe('Journal', () => {
  const clock = manualClock()
  test('each line is out before record returns, earlier ones first', () => {
    const lines: string[] = []
    const journal = new Journal(clock)
    journal.record({ kind: 'read', subject: 'a', because: 'x' })
    journal.attach((line) => lines.push(line))
    expect(lines).toHaveLength(1)
    journal.record({ kind: 'intended', subject: 'b', because: 'y', action: 'create' })
    expect(lines[1]).toBe(
      '{"at":"2026-01-11T00:00:00.000Z","kind":"intended","subject":"b","because":"y","action":"create"}',
    )
    expect(lines.map((line) => `${line}\n`).join('')).toBe(journal.toJsonLines())
  })
  test('many at once are one piece of the same lines', () => {
    const pieces: string[] = []
    const journal = new Journal(clock)
    journal.attach((piece) => pieces.push(piece))
    journal.recordAll([])
    journal.recordAll(['a', 'b'].map((subject) => ({ kind: 'read', subject, because: 'x' })))
    journal.record({ kind: 'wrote', subject: 'c', because: 'x' })
    expect(pieces).toHaveLength(2)
    expect(pieces.map((piece) => `${piece}\n`).join('')).toBe(journal.toJsonLines())
    expect(parseJournal(journal.toJsonLines()).entries).toEqual(journal.entries)
  })
  test('a line cut by a killed run is counted, the rest is read', () => {
    const journal = new Journal(clock)
    journal.record({ kind: 'wrote', subject: 'a', because: 'x', action: 'create' })
    const text = `${journal.toJsonLines()}{"at":"2026-01-11T00`
    expect(parseJournal(text)).toEqual({ entries: [...journal.entries], unreadable: 1 })
    expect(parseJournal('null\n[]\n{}\n').unreadable).toBe(3)
  })
  test('counts come from entries', () => {
    const journal = new Journal(clock)
    for (const action of ['create', 'create', 'update'])
      journal.record({ kind: 'wrote', subject: 'a', because: '', action })
    journal.record({ kind: 'failed', subject: 'a', because: '', action: 'create' })
    expect(countActions(journal.entries, 'wrote')).toEqual({ create: 2, update: 1 })
    expect(journal.count('failed')).toBe(1)
    expect(journal.count((entry) => entry.action === 'create')).toBe(3)
  })
  test('nothing is not success', () => {
    expect(percentage(0, 0)).toBeUndefined()
    expect(percentage(1, 3)).toBe(33.33)
  })
})
