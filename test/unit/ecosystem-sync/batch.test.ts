import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  batchSize,
  grown,
  inBatches,
  shrunk,
  type BatchAnswer,
} from '../../../actions/ecosystem-sync/batch.ts'

interface Asking {
  poisoned?: ReadonlySet<number>
  most?: number
  flaky?: () => boolean
}

async function ask(count: number, { poisoned = new Set(), most = Infinity, flaky = () => false }: Asking) {
  const answers = new Map<number, number>()
  const given: number[] = []
  const batches: number[] = []
  await inBatches<number, number>(
    Array.from({ length: count }, (_, index) => index),
    {
      keyOf: String,
      size: batchSize(25),
      lanes: 2,
      attempts: 3,
      pause: () => Promise.resolve(),
      answered(question, answer) {
        expect(answers.has(question)).toBe(false)
        answers.set(question, answer)
      },
      giveUp: (question) => void given.push(question),
      async ask(questions): Promise<BatchAnswer<number>> {
        await Promise.resolve()
        batches.push(questions.length)
        if (questions.length > most || flaky()) return { answers: new Map(), overloaded: true }
        const good = questions.filter((question) => !poisoned.has(question))
        return {
          answers: new Map(good.map((question) => [String(question), question * 2])),
          overloaded: false,
        }
      },
    },
  )
  return { answers, given, batches }
}

test('everything in as few batches as the size allows', async () => {
  const { answers, batches } = await ask(104, {})
  expect(batches).toEqual([25, 25, 25, 25, 4])
  expect(answers.size).toBe(104)
})

test('halves until the server can answer, and asks only what is unanswered', async () => {
  const { answers, given, batches } = await ask(60, { most: 7 })
  expect(answers.size).toBe(60)
  expect(given).toEqual([])
  expect(batches.length).toBeLessThan(30)
})

test('a poisoned question fails alone', async () => {
  const { answers, given } = await ask(80, { poisoned: new Set([17, 60]) })
  expect(given.sort((a, b) => a - b)).toEqual([17, 60])
  expect(answers.size).toBe(78)
})

test('each question is answered once or given up, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(70),
      fc.uniqueArray(fc.nat(69), { maxLength: 5 }),
      fc.integer({ min: 1, max: 30 }),
      fc.infiniteStream(fc.nat(9)),
      async (count, poison, most, luck) => {
        const poisoned = new Set(poison.filter((n) => n < count))
        const { answers, given } = await ask(count, { poisoned, most, flaky: () => luck.next().value === 0 })
        expect(answers.size + given.length).toBe(count)
        for (const n of poisoned) expect(given).toContain(n)
      },
    ),
    { numRuns: 200 },
  )
})

test('sizes halve at once and grow back slowly, never beyond the start', () => {
  let size = shrunk(batchSize(40))
  expect(size.size).toBe(20)
  for (let calm = 0; calm < 4; calm++) size = grown(size)
  expect(size.size).toBe(20)
  size = grown(size)
  expect(size.size).toBe(24)
  for (let calm = 0; calm < 50; calm++) size = grown(size)
  expect(size.size).toBe(40)
  expect(shrunk({ size: 1, most: 40, calm: 3 })).toEqual({ size: 1, most: 40, calm: 0 })
})
