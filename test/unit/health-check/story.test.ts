import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { maintenanceSchema } from '../../../actions/health-check/plan/maintenance-shape.ts'
import { tell, type Observation, type Said, type Story } from '../../../actions/health-check/trend/story.ts'

const start = Date.UTC(2026, 0, 1)
const hour = 3_600_000
const letters: Record<string, Said> = { o: 'ok', w: 'warning', e: 'error', '?': undefined }

/** One run every six hours, a letter each: o ok, w warning, e error, E error during a provider's incident, ? not known, - not checked. */
function observations(text: string): Observation[] {
  return text.split('').map((letter, n) => ({
    at: new Date(start + n * 6 * hour),
    checks: new Map(
      letter === '-'
        ? []
        : [
            [
              'api',
              { said: letter === 'E' ? 'error' : letters[letter], message: letter, provider: letter === 'E' },
            ],
          ],
    ),
  }))
}

function story(text: string, windows: unknown[] = []): Story {
  const now = new Date(start + (text.length - 1) * 6 * hour)
  const [found] = tell(observations(text), { now, windows: maintenanceSchema.parse(windows) })
  if (!found) throw new Error('no story')
  return found
}

describe('what a history amounts to', () => {
  test.each([
    ['oooo', 'ok', 'never failed'],
    ['oooe', 'failing', 'one confirmed error alarms'],
    ['ooow', 'pending', 'one warning does not'],
    ['ooww', 'failing', 'two warnings do'],
    ['oowe', 'failing', 'an error after a warning does'],
    ['oowo', 'ok', 'a single warning passes'],
    ['oooE', 'pending', 'an incident of a provider waits one run'],
    ['ooEE', 'failing', 'and then alarms'],
    ['ooe?', 'failing', 'not knowing clears nothing'],
    ['oow?w', 'failing', 'not knowing interrupts nothing'],
    ['oo?', 'ok', 'not knowing confirms nothing'],
    ['?', 'ok', 'nothing known yet'],
    ['eeo', 'ok', 'one good run ends a plain outage'],
    ['oeoe', 'failing', 'failing again is failing'],
    ['oeoeo', 'recovering', 'after more than one failure it must be well twice'],
    ['oeoeoo', 'ok', 'and then is well'],
    ['oeoeoe', 'flapping', 'five changes in twelve runs'],
    ['oeoeoeoooooo', 'flapping', 'still five changes in the window'],
    ['oeoeoeooooooooo', 'flapping', 'three changes are not calm yet'],
    ['oeoeoeoooooooooo', 'ok', 'two are calm'],
    ['oeeeeeeeeee', 'failing', 'a long outage is not flapping'],
  ])('%s is %s: %s', (text, state) => {
    expect(story(text).state).toBe(state)
  })

  test('the severity rises with the first error and says since when', () => {
    expect(story('oww')).toMatchObject({ severity: 'warning', since: new Date(start + 6 * hour) })
    expect(story('owwe')).toMatchObject({ severity: 'error', since: new Date(start + 6 * hour) })
    expect(story('oweo')).toMatchObject({ state: 'ok', since: undefined, severity: 'warning' })
  })

  test('a check that the newest run does not have has no story', () => {
    expect(tell(observations('e-'), { now: new Date(), windows: [] })).toEqual([])
  })

  test('the last fourteen runs are kept for the spark line, unknown ones too', () => {
    expect(story('ooooooooooooooooo?e').recent).toEqual([...Array<Said>(12).fill('ok'), undefined, 'error'])
  })

  test('a window suppresses, and the real state stays', () => {
    const window = { from: '2026-01-01T00:00', to: '2026-01-02T00:00', tz: 'UTC' }
    expect(story('ooe', [window])).toMatchObject({ state: 'failing', suppressed: true })
    expect(story('ooe', [{ ...window, checks: 'other' }])).toMatchObject({ suppressed: false })
  })

  test('it is a function of the results alone: splitting a history and telling it again says the same', () => {
    const runs = fc.array(fc.constantFrom('o', 'w', 'e', 'E', '?'), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(runs, (letters) => {
        const text = letters.join('')
        expect(story(text)).toEqual(story(text))
        const good = `${text}${'o'.repeat(13)}`
        expect(story(good).state).toBe('ok')
        expect(['failing', 'flapping']).toContain(story(`${text}ee`).state)
      }),
    )
  })
})
