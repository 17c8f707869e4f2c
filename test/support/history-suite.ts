import type { HistoryStore } from '@ecosystem-actions/core/history'
import { readDigest } from '@ecosystem-actions/core/history/digest'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { measure, sampleRecord, series } from './sample-records.ts'

/** One place of a history; `open` gives another process' view of it, each writer with its own token. */
export interface HistoryPlace {
  open(writer?: number): HistoryStore
  /** From now on this share of the answers to writes is lost after the write took effect. */
  loseAnswers?(share: number): void
  close?(): Promise<void>
  /** Writers at once and records of each; default 20 and 5. */
  writers?: number
  each?: number
}

export const idsOf = async (store: HistoryStore, limit = 1000): Promise<string[]> =>
  (await store.read({ series, limit })).records.map(({ id }) => id)

/** What every store keeps, in memory and on the emulator alike. */
export function historySuite(name: string, make: () => HistoryPlace | Promise<HistoryPlace>): void {
  describe(`history store: ${name}`, () => {
    let place: HistoryPlace
    const open = (writer = 0) => place.open(writer)
    beforeEach(async () => {
      place = await make()
    })
    afterEach(() => place.close?.())

    test('nothing there is an empty history, and complete', async () => {
      expect(await open().read({ series })).toEqual({ records: [], unreadable: [], complete: true })
    })

    test('what one process appends another reads, whole and in the order of time', async () => {
      const [a, b] = [sampleRecord('a', 2), sampleRecord('b', 1)]
      expect((await open().append([a])).stored).toBe(1)
      const next = open(1)
      await next.read({ series })
      await next.append([b])
      expect((await open(2).read({ series })).records).toEqual([b, a])
    })

    test('appending the same record twice stores it once', async () => {
      const store = open()
      await store.append([sampleRecord('a')])
      expect(await store.append([sampleRecord('a')])).toMatchObject({ stored: 0, already: 1 })
      expect(await idsOf(open(1))).toEqual(['a'])
    })

    test('series do not see each other, and a limit takes the newest', async () => {
      const store = open()
      await store.append([sampleRecord('a', 1), sampleRecord('b', 2)])
      await store.append([{ ...sampleRecord('m', 3), series: 'metrics' }])
      expect(await idsOf(open(1), 1)).toEqual(['b'])
      expect((await open(2).read({ series: 'metrics' })).records.map(({ id }) => id)).toEqual(['m'])
    })

    test('a record that is none is refused before anything is written', async () => {
      await expect(open().append([sampleRecord('a'), { ...sampleRecord('b'), id: '../up' }])).rejects.toThrow(
        'id',
      )
      expect(await idsOf(open(1))).toEqual([])
    })

    test('by the day and by the hour each record counts once, in whatever order it came', async () => {
      const store = open()
      await store.append([sampleRecord('c', 61), sampleRecord('a', 0)])
      await store.append([sampleRecord('b', 59)])
      await store.append([sampleRecord('a', 0)])
      const hourly = await readDigest(open(1), { series, by: 'hour', measure })
      const n = { n: 2, sum: 59, min: 0, max: 59 }
      expect(hourly).toEqual([
        { from: '2026-01-11T00', ids: ['a', 'b'], counts: { run: 2 }, values: { n } },
        {
          from: '2026-01-11T01',
          ids: ['c'],
          counts: { run: 1 },
          values: { n: { n: 1, sum: 61, min: 61, max: 61 } },
        },
      ])
      const [day, ...more] = await readDigest(open(2), { series, by: 'day', measure })
      expect(day).toMatchObject({ from: '2026-01-11', ids: ['a', 'b', 'c'], counts: { run: 3 } })
      expect(more).toEqual([])
    })

    test.each([0, 0.1])(
      'many writers at once lose nothing and store nothing twice, with %d of the answers lost',
      async (lost) => {
        const { writers = 20, each = 5 } = place
        if (lost > 0) place.loseAnswers?.(lost)
        await Promise.all(
          Array.from({ length: writers }, async (_, writer) => {
            const store = open(writer)
            for (let n = 0; n < each; n++) await store.append([sampleRecord(`w${writer}-${n}`, n)])
          }),
        )
        const ids = await idsOf(open(writers))
        expect(ids).toHaveLength(writers * each)
        expect(new Set(ids).size).toBe(writers * each)
      },
      120_000,
    )
  })
}
