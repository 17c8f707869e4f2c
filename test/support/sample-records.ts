import type { HistoryRecord } from '@ecosystem-actions/core/history'
import type { Measure } from '@ecosystem-actions/core/history/digest'

export const series = 'health/default'

export const measure: Measure = ({ body }) => ({
  counts: new Map([['run', 1]]),
  values: new Map([['n', Number(body['n'])]]),
})

export const sampleRecord = (id: string, minute = 0): HistoryRecord => ({
  id,
  at: new Date(Date.UTC(2026, 0, 11, 0, minute)).toISOString(),
  series,
  body: { text: 'ü | <b> ```', n: minute },
})
