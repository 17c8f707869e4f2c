import { expect, test } from '@jest/globals'
import { compareWithOracle } from './oracle-property.ts'

test('20,000 random states: the decision is what the oracle says, and every ending occurs', () => {
  const seen = compareWithOracle(20_000, 42)
  for (const intent of [
    'merge',
    'queue',
    'queued',
    'wait',
    'block',
    'skip',
    'error',
    'ready',
    'approve',
    'update',
    'arm',
  ])
    expect([intent, (seen.get(intent) ?? 0) > 0]).toEqual([intent, true])
}, 300_000)
