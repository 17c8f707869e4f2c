import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  fromLines,
  HistoryError,
  recordId,
  recordProblem,
  toLines,
  union,
  type HistoryRecord,
} from '@ecosystem-actions/core/history'
import { fallbackHistory } from '@ecosystem-actions/core/history/fallback'
import { oldRunFiles, pathOf, rolledUp, runFile } from '@ecosystem-actions/core/history/layout'
import { memoryHistory } from '@ecosystem-actions/core/testing/history'

const record = (id: string, at = '2026-01-11T00:00:00.000Z'): HistoryRecord => ({
  id,
  at,
  series: 'health/default',
  body: { healthy: true },
})

describe('records', () => {
  test('a union has each id once, in the order of time, whatever order and repetition came in', () => {
    const ids = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 })
    fc.assert(
      fc.property(ids, ids, (left, right) => {
        const make = (n: number) => record(`r${n}`, new Date(1.7e12 + n * 1000).toISOString())
        const merged = union(left.map(make), right.map(make))
        expect(merged).toEqual(union(right.map(make), left.map(make), left.map(make)))
        expect(merged.map(({ id }) => id)).toEqual(
          [...new Set([...left, ...right])].sort((a, b) => a - b).map((n) => `r${n}`),
        )
      }),
    )
  })

  test.each([
    ['not an object', [], /not an object/],
    ['a path as id', { ...record('a'), id: '../x' }, /id/],
    ['no time', { ...record('a'), at: 'yesterday' }, /time/],
    ['a series that climbs', { ...record('a'), series: '../main' }, /series/],
    ['a body that is a list', { ...record('a'), body: [] }, /body/],
  ])('%s is no record', (_, value, problem) => {
    expect(recordProblem(value)).toMatch(problem)
  })

  test('lines survive the round trip, and a broken line hides no other', () => {
    const text = `${toLines([record('a')])}{"id":\n[]\n${toLines([record('b')])}`
    const { records, unreadable } = fromLines(text, 'file')
    expect(records.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(unreadable.map(({ where }) => where)).toEqual(['file:2', 'file:3'])
  })

  test('two legs of a matrix with the same run, attempt and job get different ids', () => {
    const run = { runId: 7, runAttempt: 1, job: 'check (x)' }
    expect(recordId(run, 0, Math.random)).not.toBe(recordId(run, 0, Math.random))
    expect(recordProblem({ ...record('a'), id: recordId(run, 0, Math.random) })).toBeUndefined()
  })
})

describe('the layout of the data branch', () => {
  test('a path says its series, day and id again', () => {
    const path = pathOf(record('r1', '2026-01-11T23:59:59-02:00'))
    expect(path).toBe('v1/health/default/runs/2026/01/12/r1.json')
    expect(runFile(path, 'health/default')).toEqual({ id: 'r1', month: '2026-01', date: '2026-01-12' })
    expect(runFile(path, 'health')).toBeUndefined()
  })

  test('old days are rolled up only when there are many', () => {
    const now = new Date('2026-04-01T00:00:00Z')
    const paths = (count: number) =>
      Array.from({ length: count }, (_, n) => pathOf(record(`r${n}`, '2026-01-11T00:00:00Z')))
    expect(oldRunFiles(paths(200), 'health/default', now)).toEqual([])
    expect(oldRunFiles(paths(201), 'health/default', now)).toHaveLength(50)
    const later = new Date('2026-05-03T00:00:00Z')
    expect(oldRunFiles(paths(50), 'health/default', later)).toHaveLength(50)
    expect(oldRunFiles(paths(49), 'health/default', later)).toEqual([])
  })

  test('a roll-up loses nothing, not even a line it cannot read', () => {
    const merged = rolledUp(`broken\n${toLines([record('a')])}`, [record('a'), record('b')])
    expect(fromLines(merged, '').records.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(merged).toContain('broken')
  })
})

describe('several stores as one', () => {
  test('a record that the first cannot hold goes to the second, and to the first when it works again', async () => {
    const [branch, artifact, notices] = [memoryHistory(), memoryHistory(), [] as string[]]
    const store = fallbackHistory([branch, artifact], (sentence) => notices.push(sentence))
    branch.failure = new HistoryError('forbidden', 'The branch is protected.')
    await store.append([record('lost')])
    expect([...artifact.records.keys()]).toEqual(['lost'])
    expect(notices.join()).toContain('protected')
    branch.failure = undefined
    const { records, complete } = await store.read({ series: 'health/default' })
    expect(records.map(({ id }) => id)).toEqual(['lost'])
    expect(complete).toBe(true)
    await store.append([record('next')])
    expect([...branch.records.keys()].sort()).toEqual(['lost', 'next'])
  })

  test('a first store that could not be read is not asked for its counts as well', async () => {
    const asked: string[] = []
    const branch = memoryHistory()
    const counting = { ...branch, buckets: () => Promise.resolve((asked.push('buckets'), [])) }
    const readable = fallbackHistory([counting, memoryHistory()], () => undefined)
    await readable.read({ series: 'metrics' })
    await readable.buckets?.({ series: 'metrics', by: 'day' })
    expect(asked).toHaveLength(1)
    const down = { ...counting, read: () => Promise.reject(new HistoryError('unreachable', 'down')) }
    const store = fallbackHistory([down, memoryHistory()], () => undefined)
    await store.read({ series: 'metrics' })
    expect(await store.buckets?.({ series: 'metrics', by: 'day' })).toEqual([])
    expect(asked).toHaveLength(1)
  })

  test('when no store answers, that is an error and not an empty history', async () => {
    const broken = memoryHistory()
    broken.failure = new HistoryError('unreachable', 'down')
    const store = fallbackHistory([broken, broken], () => undefined)
    await expect(store.read({ series: 'metrics' })).rejects.toThrow('down')
    await expect(store.append([record('a')])).rejects.toThrow('down')
  })
})
