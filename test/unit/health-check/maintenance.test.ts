import { describe, expect, test } from '@jest/globals'
import {
  covers,
  isOpen,
  maintenanceSchema,
  type MaintenanceWindow,
} from '../../../actions/health-check/maintenance.ts'

function window(value: object): MaintenanceWindow {
  const [found] = maintenanceSchema.parse([value])
  if (!found) throw new Error('no window')
  return found
}

const open = (value: object, at: string) => isOpen(window(value), new Date(at))

describe('a window without recurrence', () => {
  const once = { from: '2026-01-11T02:00', to: '2026-01-11T04:00', tz: 'Europe/Berlin' }
  test.each([
    ['2026-01-11T00:59:59Z', false],
    ['2026-01-11T01:00:00Z', true],
    ['2026-01-11T02:59:59Z', true],
    ['2026-01-11T03:00:00Z', false],
    ['2026-01-12T01:30:00Z', false],
  ])('at %s: %s', (at, expected) => expect(open(once, at)).toBe(expected))

  test('an offset in the text wins over the zone', () => {
    expect(
      open(
        { from: '2026-01-11T02:00Z', to: '2026-01-11T04:00Z', tz: 'Europe/Berlin' },
        '2026-01-11T03:30:00Z',
      ),
    ).toBe(true)
  })
})

describe('recurrence', () => {
  test('daily, over midnight', () => {
    const nightly = { from: '22:00', to: '02:00', tz: 'UTC', recurrence: 'daily' }
    expect(open(nightly, '2026-03-01T23:00:00Z')).toBe(true)
    expect(open(nightly, '2026-03-02T01:59:00Z')).toBe(true)
    expect(open(nightly, '2026-03-02T02:00:00Z')).toBe(false)
  })

  test('02:00 stays 02:00 on the wall when the clocks change', () => {
    const daily = { from: '02:30', to: '04:30', tz: 'Europe/Berlin', recurrence: 'daily' }
    expect(open(daily, '2026-01-11T01:30:00Z')).toBe(true)
    expect(open(daily, '2026-07-11T00:30:00Z')).toBe(true)
    expect(open(daily, '2026-07-11T02:45:00Z')).toBe(false)
  })

  test('weekly begins on the weekday of its first time and not before it', () => {
    const weekly = { from: '2026-01-11T02:00', to: '2026-01-11T04:00', recurrence: 'weekly' }
    expect(open(weekly, '2026-01-18T03:00:00Z')).toBe(true)
    expect(open(weekly, '2026-01-17T03:00:00Z')).toBe(false)
    expect(open(weekly, '2026-01-04T03:00:00Z')).toBe(false)
  })

  test.each([
    ['sat, sun', '2026-01-10T03:00:00Z', true],
    ['weekends', '2026-01-11T03:00:00Z', true],
    ['weekdays', '2026-01-11T03:00:00Z', false],
    ['weekly on monday', '2026-01-12T03:00:00Z', true],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-01-15T03:00:00Z', true],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '2026-01-14T03:00:00Z', false],
    ['0 2 * * 1', '2026-01-12T03:59:00Z', true],
    ['0 2 * * 1', '2026-01-12T04:01:00Z', false],
  ])('%s at %s: %s', (recurrence, at, expected) => {
    expect(open({ from: '02:00', to: '04:00', recurrence }, at)).toBe(expected)
  })

  test('monthly on its day', () => {
    const monthly = { from: '2026-01-31T00:00', to: '2026-01-31T12:00', recurrence: 'monthly' }
    expect(open(monthly, '2026-03-31T06:00:00Z')).toBe(true)
    expect(open(monthly, '2026-03-30T06:00:00Z')).toBe(false)
  })
})

test('checks narrow a window', () => {
  const named = window({ from: '2026-01-11T00:00', to: '2026-01-12T00:00', checks: ['api'] })
  const at = new Date('2026-01-11T06:00:00Z')
  expect(covers(named, 'api', at)).toBe(true)
  expect(covers(named, 'web', at)).toBe(false)
})

test.each([
  [{ from: 'noon', to: '04:00', recurrence: 'daily' }, /time/],
  [{ from: '02:00', to: '04:00' }, /needs a date/],
  [{ from: '02:00', to: '04:00', recurrence: 'daily', tz: 'Mars/Olympus' }, /time zone/],
  [{ from: '02:00', to: '04:00', recurrence: 'sometimes' }, /must be daily/],
  [{ from: '02:00', to: '04:00', recurrence: 'daily', until: 'x' }, /until/],
])('%j is refused', (value, message) => {
  expect(() => maintenanceSchema.parse([value])).toThrow(message)
})
