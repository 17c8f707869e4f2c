import type { HistoryRecord, HistoryStore } from '@ecosystem-actions/core/history'
import { readDigest } from '@ecosystem-actions/core/history/digest'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { measure, series } from './sample-records.ts'

/** A data branch and what stands on it. */
export interface RetentionPlace {
  open(now: string, writer?: number): HistoryStore
  /** Paths of the head. */
  paths(): Promise<string[]>
  /** The text of each commit, oldest first. */
  commits(): Promise<string[]>
  /** Somebody else commits a file. */
  put(path: string, text: string): Promise<void>
  /** Share of answers to writes that are lost from now on; 0 for none. */
  loseAnswers(share: number): void
  close?(): Promise<void>
  writers: number
}

const hour = 3_600_000

/** Four a day from the day on, the newest last. */
export const fourADay = (count: number, from: string, name = 'r'): HistoryRecord[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${name}-${String(n).padStart(4, '0')}`,
    at: new Date(Date.parse(from) + n * 6 * hour).toISOString(),
    series,
    body: { n },
  }))

/** What is let go and what stays, in memory and on the emulator alike. */
export function retentionSuite(name: string, make: () => RetentionPlace | Promise<RetentionPlace>): void {
  describe(`retention: ${name}`, () => {
    const old = fourADay(400, '2025-07-01T00:00:00Z')
    const [then, now] = ['2025-10-10T00:00:00Z', '2026-01-11T00:00:00Z']
    let place: RetentionPlace
    beforeEach(async () => {
      place = await make()
    })
    afterEach(() => place.close?.())

    const paths = async (part: string) => (await place.paths()).filter((path) => path.includes(part))

    async function counted(at: string): Promise<string[]> {
      const days = await readDigest(place.open(at), { series, by: 'day', measure })
      for (const { ids, counts } of days) expect(counts['run']).toBe(ids.length)
      return days.flatMap(({ ids }) => ids).sort()
    }

    /** Runs one after the other, so that the branch settles. */
    async function runs(count: number, at: string, named: string): Promise<void> {
      for (const [n, one] of fourADay(count, at, named).entries())
        await place.open(at, n % place.writers).append([one])
    }

    /** No commit may hold less than the one before it: a record, or a bucket that counts it. */
    async function lostBetween(): Promise<string[]> {
      const lost: string[] = []
      let before = new Set<string>()
      for (const all of await place.commits()) {
        const here = new Set([...all.matchAll(/"((?:r|new|w\d+)-\d{4})"/g)].map(([, id = '']) => id))
        lost.push(...[...before].filter((id) => !here.has(id)))
        before = here
      }
      return lost
    }

    test('records go after 90 days, their hours and days stay, and no commit loses one', async () => {
      await place.open(then).append(old)
      await runs(30, now, 'new')
      expect((await paths('/months/')).map((path) => path.slice(-14, -7))).toEqual(['2025-10'])
      expect(await paths('/runs/2025/')).toEqual([])
      expect(await paths('/hours/')).toHaveLength(4)
      expect(await paths('/days/')).toHaveLength(5)
      expect(await counted(now)).toHaveLength(430)
      expect(await lostBetween()).toEqual([])
    }, 60_000)

    test('hours go after a year, days never; a record of then is known as stored', async () => {
      await place.open(then).append(old)
      await runs(30, now, 'new')
      const later = '2027-01-11T00:00:00Z'
      await runs(12, later, 'w1')
      expect(await paths('/hours/')).toEqual([])
      expect(await paths('/days/')).toHaveLength(6)
      expect(await counted(later)).toHaveLength(442)
      expect(await place.open(later).append(old.slice(0, 3))).toMatchObject({ stored: 0, already: 3 })
    }, 60_000)

    test('a month with a line that is no record goes to quarantine, not away', async () => {
      await place.open(now).append(fourADay(1, now, 'new'))
      await place.put(`v1/${series}/months/2025-02.ndjson`, 'broken\n')
      await runs(3, now, 'w1')
      expect(await paths('2025-02')).toEqual([`v1/quarantine/${series}/months/2025-02.ndjson`])
    })

    test('many writers at once and lost answers while everything is due: each record counted once', async () => {
      await place.open(then).append(old)
      place.loseAnswers(0.25)
      await Promise.all(
        Array.from({ length: place.writers }, async (_, writer) => {
          for (const one of fourADay(3, now, `w${writer}`)) await place.open(now, writer).append([one])
        }),
      )
      place.loseAnswers(0)
      await runs(12, now, 'new')
      expect(await paths('/runs/2025/')).toEqual([])
      const ids = await counted(now)
      expect(ids).toHaveLength(400 + 3 * place.writers + 12)
      expect(new Set(ids).size).toBe(ids.length)
      expect(await lostBetween()).toEqual([])
    }, 120_000)
  })
}
