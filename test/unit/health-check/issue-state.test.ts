import { describe, expect, test } from '@jest/globals'
import { labelChange } from '../../../actions/health-check/issue/labels.ts'
import { escalationsDue, remindersDue } from '../../../actions/health-check/issue/next-state.ts'
import type { ActualIssue, IssueState } from '../../../actions/health-check/issue/actual.ts'
import { desiredIssue } from '../../../actions/health-check/issue/state.ts'
import { commentText, issueBody } from '../../../actions/health-check/issue/text.ts'
import type { Story } from '../../../actions/health-check/trend/story.ts'

const hour = 3_600_000
const now = new Date('2026-01-11T00:00:00Z')
const ago = (hours: number) => new Date(now.getTime() - hours * hour)

const story = (name: string, more: Partial<Story> = {}): Story => ({
  name,
  state: 'failing',
  severity: 'error',
  since: ago(1),
  changes: 1,
  suppressed: false,
  recent: [],
  message: '',
  ...more,
})

const state = (more: Partial<IssueState> = {}): IssueState => ({
  failing: ['api'],
  severity: 'error',
  since: ago(1).toISOString(),
  reminders: 0,
  escalations: 0,
  flapping: [],
  ...more,
})

const issue = (more: Partial<ActualIssue> = {}): ActualIssue => ({
  number: 7,
  open: true,
  closedAt: undefined,
  state: state(),
  labels: ['automation-health'],
  ...more,
})

const well: Partial<Story> = { state: 'ok', since: undefined, recent: ['ok'] }

describe('the issue as it should be', () => {
  test('all well and no issue: nothing', () => {
    expect(desiredIssue([story('api', { state: 'ok' })], undefined, now)).toBeUndefined()
  })

  test('a failing check opens one, a pending one does not', () => {
    expect(desiredIssue([story('api')], undefined, now)).toMatchObject({
      deeds: ['open'],
      state: { failing: ['api'], severity: 'error' },
    })
    expect(desiredIssue([story('api', { state: 'pending' })], undefined, now)).toBeUndefined()
  })

  test('the same state again writes nothing', () => {
    expect(desiredIssue([story('api')], issue(), now)).toBeUndefined()
  })

  test('what was written is exactly what is then wanted, so a second run writes nothing', () => {
    const stories = [story('api', { since: ago(30) }), story('web', { severity: 'warning', since: ago(3) })]
    const first = desiredIssue(stories, undefined, now)
    expect(desiredIssue(stories, issue({ state: first?.state }), now)).toBeUndefined()
  })

  test('another failing check, a worse one, or one that is well again is told at once', () => {
    expect(desiredIssue([story('api'), story('web')], issue(), now)).toMatchObject({
      deeds: ['update', 'comment'],
      occasion: 'change',
    })
    expect(desiredIssue([story('api')], issue({ state: state({ severity: 'warning' }) }), now)).toMatchObject(
      { occasion: 'worse' },
    )
    expect(
      desiredIssue(
        [story('api'), story('web', well)],
        issue({ state: state({ failing: ['api', 'web'] }) }),
        now,
      ),
    ).toMatchObject({ occasion: 'change', state: { failing: ['api'] } })
  })

  test('well again closes it, recovering does not', () => {
    expect(desiredIssue([story('api', well)], issue(), now)).toMatchObject({
      deeds: ['comment', 'close'],
      occasion: 'recovered',
      state: { failing: [] },
    })
    expect(desiredIssue([story('api', { state: 'recovering' })], issue(), now)).toBeUndefined()
  })

  test.each([
    ['could not tell, and the history is lost', { state: 'ok', since: undefined, recent: [undefined] }],
    ['is a warning, and the history is lost', { state: 'pending', severity: 'warning', recent: ['warning'] }],
  ] as const)('a check of the open issue that %s closes nothing', (_, more) => {
    const open = issue({ state: state({ severity: more.state === 'ok' ? 'error' : 'warning' }) })
    expect(desiredIssue([story('api', more)], open, now)?.deeds ?? []).not.toContain('close')
    expect(desiredIssue([story('api', more), story('web')], open, now)?.state.failing).toEqual(['api', 'web'])
  })

  test('a state that cannot be read closes only when every check is well', () => {
    const lost = issue({ state: undefined })
    const unclear = story('web', { state: 'ok', since: undefined, recent: [undefined] })
    expect(desiredIssue([story('api', well), unclear], lost, now)).toBeUndefined()
    expect(desiredIssue([story('api', well)], lost, now)?.deeds).toEqual(['comment', 'close'])
  })

  test('a failing check that was taken out of the configuration is not called well', () => {
    const desired = desiredIssue([story('web', well)], issue(), now)
    expect(desired).toMatchObject({ deeds: ['comment', 'close'], gone: ['api'] })
    const telling = { stories: [], results: [], now, runUrl: '' }
    expect(commentText(desired!, telling, [])).toContain('No longer checked: `api`.')
    expect(issueBody(desired!, telling)).not.toContain('well again')
  })

  test.each([
    [23, 0, 1],
    [24, 1, 2],
    [71, 1, 2],
    [72, 2, 3],
    [239, 2, 3],
    [240, 3, 3],
    [24 * 31, 6, 3],
  ])('after %i hours %i reminders and %i escalations are due', (hours, reminders, escalations) => {
    expect(remindersDue(hours * hour)).toBe(reminders)
    expect(escalationsDue(hours * hour)).toBe(escalations)
  })

  test('escalation: a label at 12 h, a mention at 24 h, the webhook at 72 h, each once', () => {
    const at = (hours: number, before: Partial<IssueState>) =>
      desiredIssue([story('api', { since: ago(hours) })], issue({ state: state(before) }), now)
    expect(at(12, {})).toMatchObject({
      deeds: ['update'],
      mention: false,
      webhook: false,
    })
    expect(at(24, { escalations: 1 })).toMatchObject({
      deeds: ['update', 'comment'],
      occasion: 'reminder',
      mention: true,
      webhook: false,
    })
    expect(at(72, { escalations: 2, reminders: 1 })).toMatchObject({ webhook: true, occasion: 'reminder' })
    expect(at(73, { escalations: 3, reminders: 2 })).toBeUndefined()
  })

  test('a comment whose write was lost is due again', () => {
    expect(
      desiredIssue([story('api', { since: ago(30) })], issue({ state: state({ escalations: 2 }) }), now),
    ).toMatchObject({ occasion: 'reminder' })
  })

  test('maintenance: nothing is opened, told or closed; when the window ends the difference is made good', () => {
    const quiet = story('api', { suppressed: true })
    expect(desiredIssue([quiet], undefined, now)).toBeUndefined()
    expect(desiredIssue([quiet], issue(), now)).toBeUndefined()
    expect(desiredIssue([{ ...quiet, suppressed: false }], undefined, now)?.deeds).toEqual(['open'])
  })

  test('maintenance of one check hides no other', () => {
    expect(desiredIssue([story('api', { suppressed: true }), story('web')], undefined, now)).toMatchObject({
      deeds: ['open'],
      state: { failing: ['web'] },
    })
  })

  test('maintenance of one of two failing checks changes nothing, at its start, while it is well, and at its end', () => {
    const both = issue({ state: state({ failing: ['api', 'web'] }) })
    const quiet = { suppressed: true }
    expect(desiredIssue([story('api', quiet), story('web')], both, now)).toBeUndefined()
    expect(desiredIssue([story('api', { ...well, ...quiet }), story('web')], both, now)).toBeUndefined()
    expect(desiredIssue([story('api'), story('web')], both, now)).toBeUndefined()
  })

  test('flapping opens nothing, closes nothing, and is told once', () => {
    const flapping = story('api', { state: 'flapping' })
    expect(desiredIssue([flapping], undefined, now)).toBeUndefined()
    const told = desiredIssue([flapping], issue(), now)
    expect(told).toMatchObject({ deeds: ['update', 'comment'], occasion: 'flapping' })
    expect(desiredIssue([flapping], issue({ state: told?.state }), now)).toBeUndefined()
  })

  test('closed by a person while failing: quiet for a day, then open again', () => {
    expect(desiredIssue([story('api')], issue({ open: false, closedAt: ago(23) }), now)).toBeUndefined()
    expect(desiredIssue([story('api')], issue({ open: false, closedAt: ago(25) }), now)).toMatchObject({
      deeds: ['reopen', 'comment'],
    })
  })

  test('closed by a person: what else fails, is worse, or failed again after it was well is told at once', () => {
    const closed = issue({ open: false, closedAt: ago(2), state: state({ severity: 'warning' }) })
    const known = story('api', { severity: 'warning', since: ago(9) })
    const deeds = (...stories: Story[]) => desiredIssue(stories, closed, now)?.deeds
    expect(deeds(known)).toBeUndefined()
    expect(deeds(known, story('web', { since: ago(9) }))).toEqual(['reopen', 'comment'])
    expect(deeds(story('web', { since: ago(1) }))).toEqual(['reopen', 'comment'])
    expect(deeds({ ...known, severity: 'error' })).toEqual(['reopen', 'comment'])
    expect(deeds({ ...known, since: ago(1), recent: ['ok', 'warning', 'warning'] })).toEqual([
      'reopen',
      'comment',
    ])
    expect(deeds({ ...known, since: now, recent: ['warning'] })).toBeUndefined()
  })

  test('without a history the issue remembers when each check began, so reminders and escalations come', () => {
    const alone = story('api', { since: now, recent: ['error'] })
    const opened = desiredIssue([alone], undefined, ago(30))
    expect(opened?.state.starts).toEqual([ago(0).getTime() / 1000])
    const old = issue({ state: state({ since: ago(30).toISOString(), starts: [ago(30).getTime() / 1000] }) })
    expect(desiredIssue([alone], old, now)).toMatchObject({
      occasion: 'reminder',
      state: { reminders: 1, escalations: 2, since: ago(30).toISOString() },
    })
    const both = state({
      failing: ['api', 'web'],
      starts: [ago(30).getTime() / 1000, ago(2).getTime() / 1000],
    })
    const web = story('web', { since: now, recent: ['error'] })
    expect(desiredIssue([story('api', well), web], issue({ state: both }), now)?.state).toMatchObject({
      failing: ['web'],
      since: ago(2).toISOString(),
    })
  })

  test('a webhook that was not called is due until it is', () => {
    const at73 = (before: Partial<IssueState>) =>
      desiredIssue([story('api', { since: ago(73) })], issue({ state: state(before) }), now)
    const sent = { escalations: 3, reminders: 2 }
    expect(at73({ ...sent, called: false })).toMatchObject({
      webhook: true,
      deeds: ['update'],
      mention: false,
    })
    expect(at73({ ...sent, called: true })).toBeUndefined()
  })

  test('our labels come and go, those of people stay', () => {
    expect(labelChange(['bug', 'automation-health'], 1)).toEqual({ add: ['health:escalated'], remove: [] })
    expect(labelChange(['bug', 'automation-health', 'health:escalated'], 0)).toEqual({
      add: [],
      remove: ['health:escalated'],
    })
    expect(labelChange(['wontfix'], 0)).toEqual({ add: ['automation-health'], remove: [] })
  })

  test('closed by us: the next failure opens it at once, with fresh reminders', () => {
    const closed = issue({
      open: false,
      closedAt: ago(1),
      state: state({ failing: [], reminders: 5, escalations: 3 }),
    })
    expect(desiredIssue([story('api')], closed, now)).toMatchObject({
      deeds: ['reopen', 'comment'],
      state: { reminders: 0, escalations: 0 },
    })
  })

  test('a state that somebody edited away is written again', () => {
    expect(desiredIssue([story('api')], issue({ state: undefined }), now)).toMatchObject({
      deeds: ['update', 'comment'],
    })
  })
})
