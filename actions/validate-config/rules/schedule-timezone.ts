import { nearest } from '@ecosystem-actions/core/suggest'
import { workflow } from './example.ts'
import type { Rule } from './rule.ts'

export const scheduleTimezone: Rule = {
  id: 'schedule-timezone',
  severity: 'error',
  category: 'workflow',
  title: 'A schedule names a timezone that does not exist',
  why: 'GitHub accepts names of the IANA database only, as `Europe/Berlin`; a schedule with another name is refused.',
  example: {
    bad: workflow({ on: "schedule:\n  - cron: '0 6 * * *'\n    timezone: Europe/Berln" }),
    good: workflow({ on: "schedule:\n  - cron: '0 6 * * *'\n    timezone: Europe/Berlin" }),
  },
  fix: 'Use a name as `Europe/Berlin`. Without a timezone the schedule is in UTC.',
  *check(file) {
    for (const event of file.events.filter(({ name }) => name === 'schedule')) {
      for (const entry of file.source.items(event.config)) {
        const field = file.source.field(entry, 'timezone')
        const name = file.source.string(field?.value)
        if (!field || name === undefined || isTimezone(name)) continue
        const meant = nearest(name, Intl.supportedValuesOf('timeZone'))
        yield {
          at: file.source.where(field),
          message: `There is no timezone "${name}".`,
          ...(meant === undefined ? {} : { hint: `Did you mean "${meant}"?` }),
        }
      }
    }
  },
}

// Abbreviations and offsets are accepted by JavaScript but are no IANA names.
function isTimezone(name: string): boolean {
  if (!name.includes('/')) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
