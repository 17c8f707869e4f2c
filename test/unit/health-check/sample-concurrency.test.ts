import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { describe, expect, test } from '@jest/globals'
import { http } from '../../../actions/health-check/checks/http.ts'
import type { Probes } from '../../../actions/health-check/probes.ts'
import { httpAnswer } from '../../support/health-scene.ts'

async function canary(settings: Record<string, unknown>, stopAfter = Infinity) {
  const stop = new AbortController()
  let [running, most, asked] = [0, 0, 0]
  const request = async () => {
    most = Math.max(most, ++running)
    if (++asked >= stopAfter) stop.abort()
    await Promise.resolve()
    await Promise.resolve()
    running--
    return httpAnswer(asked % 10 === 0 ? 500 : 200)
  }
  const verdict = await http.look(
    http.settings.parse({ url: 'https://x.example', samples: 20, ...settings }),
    { network: { http: request }, env: () => undefined } as unknown as Probes,
    { now: manualClock('2026-01-11T00:00:00Z').now(), timeoutMs: 1000, signal: stop.signal },
  )
  return { verdict, most, asked }
}

describe('samples of a canary', () => {
  test.each([
    [{}, 1],
    [{ 'sample-concurrency': 4 }, 4],
    [{ 'sample-concurrency': 50 }, 20],
  ])('%j: at most %i at once, and each sample is asked for once', async (settings, atOnce) => {
    const { verdict, most, asked } = await canary(settings)
    expect({ most, asked }).toEqual({ most: atOnce, asked: 20 })
    expect(verdict.evidence).toMatchObject({ samples: 20 })
  })
  test('the end of the run ends them', async () => {
    const { verdict, asked } = await canary({ 'sample-concurrency': 4 }, 6)
    expect(asked).toBeLessThan(10)
    expect(verdict.evidence).toMatchObject({ samples: asked })
  })
  test('more than fifty at once are refused', () => {
    expect(http.settings.safeParse({ url: 'https://x.example', 'sample-concurrency': 51 }).success).toBe(
      false,
    )
  })
})
