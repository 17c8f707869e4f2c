import { attemptsFor, breakerOf } from '@ecosystem-actions/core/safeguards/circuit-breaker'
import { realTimeLimit } from '@ecosystem-actions/core/adapters/time-limit'
import { firstThatWorks } from '@ecosystem-actions/core/safeguards/fallback'
import { Lanes } from '@ecosystem-actions/core/safeguards/lanes'
import { OrderedLocks } from '@ecosystem-actions/core/safeguards/ordered-locks'
import { limitReached } from '@ecosystem-actions/core/safeguards/resource-limits'
import { TimedOut } from '@ecosystem-actions/core/safeguards/time-limit'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'

describe('circuit breaker', () => {
  const outcomes = (text: string) =>
    text.split('').map((letter) => (letter === '?' ? undefined : letter === 'o'))
  test.each([
    ['', 'closed', 0],
    ['xx', 'closed', 2],
    ['xxx', 'open', 3],
    ['xxxo', 'closed', 0],
    ['oxx?x', 'open', 3],
    ['xxx??', 'open', 3],
  ])('%s is %s after %i failures', (text, state, failures) =>
    expect(breakerOf(outcomes(text))).toEqual({ state, failures }),
  )
  test('open allows one try, closed all', () => {
    expect(attemptsFor(breakerOf(outcomes('xxx')), 30)).toBe(1)
    expect(attemptsFor(breakerOf(outcomes('xx')), 30)).toBe(30)
  })
})

describe('ordered locks', () => {
  test('nobody holds a lock that somebody else holds, nobody waits for ever, and all are released', async () => {
    const wish = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { maxLength: 12 }), async (wishes) => {
        const locks = new OrderedLocks()
        const inside = new Set<string>()
        let done = 0
        await Promise.all(
          wishes.map(async (names) =>
            locks.hold(names, async () => {
              const own = new Set(names)
              for (const name of own) expect(inside.has(name)).toBe(false)
              for (const name of own) inside.add(name)
              await Promise.resolve()
              for (const name of own) inside.delete(name)
              done++
            }),
          ),
        )
        expect(done).toBe(wishes.length)
        expect(locks.held).toEqual([])
      }),
    )
  })
  test('a body that throws releases its locks', async () => {
    const locks = new OrderedLocks()
    await expect(locks.hold(['b', 'a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await locks.hold(['a', 'b'], () => Promise.resolve('free'))).toBe('free')
  })
})

describe('fallback', () => {
  const fails = (name: string) => ({ name, go: () => Promise.reject(new Error(`${name} is down`)) })
  const works = (name: string) => ({ name, go: () => Promise.resolve(name) })
  test('the first way that works, and why not the ones before it', async () => {
    expect(await firstThatWorks([fails('branch'), works('artifact'), works('file')])).toEqual({
      value: 'artifact',
      way: 'artifact',
      failures: [{ way: 'branch', because: 'branch is down' }],
    })
  })
  test('none works: all reasons', async () => {
    await expect(firstThatWorks([fails('a'), fails('b')])).rejects.toThrow('a: a is down b: b is down')
    await expect(firstThatWorks([])).rejects.toThrow('There is no way')
  })
})

test('limits: the first that is reached is named with its figure', () => {
  const use = { memory: 200_000_000, calls: 5, time: 1000 }
  expect(limitReached(use, { memory: 512_000_000, calls: 10 })).toBeUndefined()
  expect(limitReached(use, { memory: 150_000_000 })).toBe('150 MB of memory are used up')
  expect(limitReached(use, { calls: 5 })).toBe('5 requests are used up')
  expect(limitReached(use, {})).toBeUndefined()
})

test('lanes: never more at once than there are, in the order they came', async () => {
  const lanes = new Lanes(3)
  const order: number[] = []
  let [now, most] = [0, 0]
  await Promise.all(
    Array.from({ length: 20 }, async (_, n) =>
      lanes.run(async () => {
        order.push(n)
        most = Math.max(most, ++now)
        await Promise.resolve()
        now--
      }),
    ),
  )
  expect(most).toBe(3)
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n))
})

test('time limit: what is done in time is done; what is not is aborted and told', async () => {
  const limit = realTimeLimit()
  expect(await limit(1000, () => Promise.resolve(7))).toBe(7)
  let aborted = false
  const never = limit(20, (signal) => {
    signal.addEventListener('abort', () => (aborted = true))
    return new Promise<never>(() => undefined)
  })
  await expect(never).rejects.toThrow(TimedOut)
  expect(aborted).toBe(true)
})
