import type { Bucket } from '@ecosystem-actions/core/history/bucket'
import { memoryHistory } from '@ecosystem-actions/core/testing/history'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { describe, expect, test } from '@jest/globals'
import {
  monthOfShares,
  okShares,
  percentOf,
  shareWords,
} from '../../../actions/health-check/trend/ok-share.ts'
import { healthScene, runHealth } from '../../support/health-scene.ts'

const now = new Date('2026-01-11T12:00:00Z')
const bucket = (from: string, counts: Record<string, number>): Bucket => ({
  from,
  ids: [],
  counts,
  values: {},
})

describe('the share of runs that found a check well', () => {
  test('counts whole days in UTC, today among them, and leaves out runs that could not tell', () => {
    const days = [
      bucket('2025-12-12', { 'error a': 9 }),
      bucket('2025-12-13', { 'ok a': 1 }),
      bucket('2026-01-04', { 'error a': 1 }),
      bucket('2026-01-05', { 'ok a': 3, 'warning a': 1, 'unknown a': 7 }),
      bucket('2026-01-11', { 'ok a': 1, 'ok a b': 5 }),
    ]
    expect([...okShares(days, ['a', 'b'], now)]).toEqual([
      ['a', { days7: { ok: 4, runs: 5 }, days30: { ok: 5, runs: 7 } }],
    ])
    expect(monthOfShares(now)).toBe('2025-12')
  })

  test('is a hundred per cent only when it was every run', () => {
    expect(percentOf({ ok: 2999, runs: 3000 })).toBe(99.9)
    expect(percentOf({ ok: 3000, runs: 3000 })).toBe(100)
    expect(shareWords({ ok: 55, runs: 56 })).toBe('98.2 % of 56')
    expect(shareWords({ ok: 0, runs: 0 })).toBe('')
    expect(shareWords(undefined)).toBe('')
  })
})

describe('in the report', () => {
  test('nothing is said by a first run, nor without a history', async () => {
    for (const history of [memoryHistory(), undefined]) {
      const files = memoryFiles({ a: 'x' })
      const ended = await runHealth(healthScene({ files, history }), {
        'required-files': 'a',
      })
      expect(ended.report.checks[0]).not.toHaveProperty('ok_share')
      expect(ended.summaryText()).not.toContain('OK in')
    }
  })

  test('each check has its own, over the records and this run; gates before a change count for nothing', async () => {
    const history = memoryHistory()
    const scene = healthScene({ files: memoryFiles({ a: 'x' }), history })
    await runHealth(scene, { 'required-files': 'a' })
    await runHealth(scene, { 'required-files': 'a\nb', mode: 'pre' })
    const ended = await runHealth(scene, { 'required-files': 'a\nb' })
    const share = (ok: number, runs: number) => {
      const one = { percent: ok * 100, ok, runs }
      return { last_7_days: one, last_30_days: one }
    }
    expect(ended.report.checks).toMatchObject([
      {
        name: 'file: a',
        ok_share: { ...share(1, 1), last_7_days: { percent: 100, ok: 2, runs: 2 }, last_30_days: { ok: 2 } },
      },
      { name: 'file: b', ok_share: share(0, 1) },
    ])
    expect(ended.summaryText()).toContain('| OK in 7 days | OK in 30 days |')
    expect(ended.summaryText()).toContain('| 100 % of 2 | 100 % of 2 |')
    expect(ended.summaryText()).toContain('| 0 % of 1 | 0 % of 1 |')
  })

  test('counts of days that cannot be read are a notice, and the records still count', async () => {
    const whole = memoryHistory()
    const history = { ...whole, buckets: () => Promise.reject(new Error('HTTP 502')) }
    const scene = healthScene({ files: memoryFiles({ a: 'x' }), history: whole })
    await runHealth(scene, { 'required-files': 'a' })
    const ended = await runHealth({ ...scene, history }, { 'required-files': 'a' })
    expect(ended.annotations.map(({ message }) => message).join()).toContain('HTTP 502')
    expect(ended.report.checks).toMatchObject([{ ok_share: { last_7_days: { runs: 2 } } }])
  })
})
