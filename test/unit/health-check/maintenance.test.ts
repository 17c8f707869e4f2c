import { describe, expect, test } from '@jest/globals'
import { covers, isOpen } from '../../../actions/health-check/maintenance/maintenance.ts'
import {
  maintenanceSchema,
  type MaintenanceWindow,
} from '../../../actions/health-check/plan/maintenance-shape.ts'

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
    ['mon-fri', '2026-01-14T03:00:00Z', true],
    ['mon-fri', '2026-01-10T03:00:00Z', false],
    ['friday - mon', '2026-01-11T03:00:00Z', true],
    ['friday - mon', '2026-01-13T03:00:00Z', false],
    ['tues, thurs', '2026-01-15T03:00:00Z', true],
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

describe('a window over a night on which the clocks change ends at its wall time', () => {
  const nights = { from: '22:00', to: '05:00', tz: 'Europe/Berlin' }
  test.each([
    ['daily', '2026-03-29T02:59:00Z', true],
    ['daily', '2026-03-29T03:00:00Z', false],
    ['sat', '2026-03-29T03:00:00Z', false],
    ['0 22 * * 6', '2026-03-29T02:59:00Z', true],
    ['0 22 * * 6', '2026-03-29T03:00:00Z', false],
    ['daily', '2026-10-25T03:59:00Z', true],
    ['daily', '2026-10-25T04:00:00Z', false],
    ['0 22 * * 6', '2026-10-25T03:59:00Z', true],
    ['0 22 * * 6', '2026-10-25T04:00:00Z', false],
  ])('%s at %s: %s', (recurrence, at, expected) => {
    expect(open({ ...nights, recurrence }, at)).toBe(expected)
  })
  test('and one with offsets after its real time', () => {
    const fixed = { from: '2026-03-28T22:00+01:00', to: '2026-03-29T05:00+01:00', tz: 'Europe/Berlin' }
    expect(open(fixed, '2026-03-29T03:59:00Z')).toBe(true)
    expect(open(fixed, '2026-03-29T04:00:00Z')).toBe(false)
  })
  test('daily with an offset', () => {
    const daily = { from: '02:00Z', to: '04:00Z', tz: 'Europe/Berlin', recurrence: 'daily' }
    expect(open(daily, '2026-01-11T03:30:00Z')).toBe(true)
    expect(open(daily, '2026-01-11T01:30:00Z')).toBe(false)
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
  [{ from: '02:00', to: '04:00', recurrence: 'weekly' }, /on which day: write recurrence: weekly on sunday/],
  [{ from: '02:00', to: '04:00', recurrence: 'FREQ=WEEKLY' }, /on which day/],
  [{ from: '02:00', to: '04:00', recurrence: 'monthly' }, /on which day: give from a date/],
  [{ from: '02:00', to: '04:00', recurrence: 'month' }, /must be daily/],
  [{ from: '02:00', to: '04:00', recurrence: 'mon-fry' }, /must be daily/],
  [{ from: '02:00', to: '04:00', recurrence: 'FREQ=MONTHLY;BYDAY=MO' }, /must be daily/],
  [{ from: '25:00', to: '26:00', recurrence: 'daily' }, /25:00.* is no time of a day/],
  [{ from: '02:00', to: '02:75', recurrence: 'daily' }, /02:75.* is no time of a day/],
  [{ from: '02:00', to: '02:00', recurrence: 'daily' }, /the same time/],
  [{ from: '2026-02-31T02:00', to: '2026-03-01T04:00' }, /2026-02-31T02:00.* is no day of the calendar/],
  [{ from: '2026-01-11T04:00', to: '2026-01-11T02:00' }, /ends before it begins/],
  [{ from: '02:00', to: '2026-01-11T04:00', recurrence: 'daily' }, /needs one in from too/],
  [{ from: '2026-01-11T02:00Z', to: '2026-01-11T04:00' }, /offset in one/],
  [{ from: '02:00', to: '04:00', recurrence: 'daily', until: 'x' }, /until/],
])('%j is refused', (value, message) => {
  expect(() => maintenanceSchema.parse([value])).toThrow(message)
})
