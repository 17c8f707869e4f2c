import { describe, expect, test } from '@jest/globals'
import {
  humanOverride,
  planIssue,
  type IncidentIssue,
  type IssueQuestion,
} from '../../../actions/notify-failure/channels/issue.ts'
import { mailServer } from '../../../actions/notify-failure/delivery/mail-server.ts'
import type { Inputs } from '../../../actions/notify-failure/inputs.ts'
import { checkTarget } from '../../../actions/notify-failure/delivery/targets.ts'

const day = 86_400_000
const now = new Date('2026-01-11T00:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * day)

function issue(
  number: number,
  more: Partial<IncidentIssue> & { byUs?: boolean; reopened?: number[]; runId?: number } = {},
): IncidentIssue {
  const { byUs = false, reopened = [], runId = 1, ...rest } = more
  const marker = { id: 'k', runId, attempt: 1, fingerprint: ['test'], reopened, closed: byUs }
  return { number, open: true, locked: false, closedAt: undefined, labels: ['ci-incident'], marker, ...rest }
}

const ask = (issues: IncidentIssue[], more: Partial<IssueQuestion> = {}): IssueQuestion => ({
  issues,
  red: true,
  changed: false,
  run: { runId: 5, attempt: 1 },
  incidentStart: ago(1),
  firstRunId: 1,
  quiet: false,
  now,
  ...more,
})
const closed = (days: number, more: Parameters<typeof issue>[1] = {}) =>
  issue(3, { open: false, closedAt: ago(days), ...more })
const plan = (issues: IncidentIssue[], more: Partial<IssueQuestion> = {}) => {
  const made = planIssue(ask(issues, more))
  return 'issue' in made ? `${made.kind} ${made.issue.number}` : made.kind
}

describe('what to do with the issue', () => {
  test('red: open one, or keep the one that is open, the lowest of several', () => {
    expect(plan([])).toBe('create')
    expect(plan([issue(9), issue(4)])).toBe('update 4')
  })

  test('several open ones: the others are closed as duplicates, but none that a person or a newer run holds', () => {
    const duplicates = (red: boolean) => {
      const others = [issue(7, { labels: ['ci-flaky'] }), issue(8, { runId: 6 })]
      const made = planIssue(ask([issue(9), issue(4), ...others], { red }))
      return 'duplicates' in made && made.duplicates.map(({ number }) => number)
    }
    expect([duplicates(true), duplicates(false)]).toEqual([[9], [9]])
  })

  test('quiet hours: what is open is kept up to date, nothing is opened or reopened', () => {
    const quiet = { quiet: true }
    expect([plan([], quiet), plan([closed(2, { byUs: true })], quiet)]).toEqual(['nothing', 'nothing'])
    expect([plan([issue(4)], quiet), plan([issue(4)], { ...quiet, red: false })]).toEqual([
      'update 4',
      'close 4',
    ])
  })

  test('what another version wrote is left as it is', () => {
    const foreign = issue(4)
    const kept = { ...foreign, marker: { ...foreign.marker, foreign: true as const } }
    expect([plan([kept]), plan([kept], { red: false })]).toEqual(['nothing', 'nothing'])
  })

  test('green: close it, unless it flaps; nothing without one', () => {
    expect([
      plan([issue(4)], { red: false }),
      plan([issue(4, { labels: ['ci-flaky'] })], { red: false }),
      plan([], { red: false }),
    ]).toEqual(['close 4', 'leave-open 4', 'nothing'])
  })

  test('a newer run has written there already', () => {
    expect(plan([issue(4, { runId: 6 })])).toBe('nothing')
  })

  test('closed on recovery: reopened within ten days, a new one that names it afterwards or when it is locked', () => {
    expect(planIssue(ask([closed(2, { byUs: true })]))).toMatchObject({
      kind: 'update',
      reopen: true,
      flaky: false,
    })
    expect(planIssue(ask([closed(2, { byUs: true, reopened: [ago(5).getTime()] })]))).toMatchObject({
      kind: 'update',
      reopen: true,
      flaky: true,
    })
    expect(planIssue(ask([closed(2, { byUs: true, reopened: [ago(12).getTime()] })]))).toMatchObject({
      flaky: false,
    })
    expect(planIssue(ask([closed(11, { byUs: true })]))).toEqual({ kind: 'create', follows: 3 })
    expect(planIssue(ask([closed(2, { byUs: true, locked: true })]))).toEqual({ kind: 'create', follows: 3 })
  })

  test('closed by hand during the incident: acknowledged until other jobs fail', () => {
    const acknowledged = [closed(0.5)]
    expect(plan(acknowledged)).toBe('nothing')
    expect(humanOverride(ask(acknowledged))).toContain('acknowledged')
    expect([
      plan(acknowledged, { changed: true }),
      humanOverride(ask(acknowledged, { changed: true })),
    ]).toEqual(['update 3', undefined])
    expect(humanOverride(ask([closed(3)]))).toBeUndefined()
    expect(humanOverride(ask([closed(0.5)], { red: false }))).toBeUndefined()
  })

  test('the label ci-quiet', () => {
    expect(humanOverride(ask([issue(4, { labels: ['ci-quiet'] })]))).toContain('ci-quiet')
    expect(humanOverride(ask([issue(4), issue(5, { labels: ['ci-quiet'] })]))).toContain('#5')
    expect(humanOverride(ask([issue(4)]))).toBeUndefined()
    // Set for an incident that a later run has ended.
    expect(humanOverride(ask([issue(4, { labels: ['ci-quiet'] })], { firstRunId: 2 }))).toBeUndefined()
  })
})

describe('addresses', () => {
  test.each([
    ['slack-webhook-url', 'hooks.slack.com/services/x', 'not a URL'],
    ['slack-webhook-url', 'ftp://hooks.slack.com/x', 'https://'],
    ['slack-webhook-url', 'https://user:pw@hooks.slack.com/x', 'before its host'],
    ['slack-webhook-url', 'https://acme.slack.com/archives/C1', 'no incoming webhook'],
    ['teams-webhook-url', 'https://acme.webhook.office.com/webhookb2/x', 'retired'],
    ['teams-webhook-url', 'https://outlook.office.com/webhook/x', 'retired'],
    ['discord-webhook-url', 'https://discord.com/channels/1/2', 'no webhook'],
  ] as const)('%s %s is refused before anything is sent', (input, url, words) => {
    expect(() => checkTarget(input, url)).toThrow(words)
  })

  test.each([
    [
      'teams-webhook-url',
      'https://prod-1.westeurope.logic.azure.com:443/workflows/x/triggers/manual/paths/invoke?sig=y',
    ],
    [
      'teams-webhook-url',
      'https://x.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/x?sig=y',
    ],
    ['discord-webhook-url', 'https://discord.com/api/webhooks/123/abc'],
    ['discord-webhook-url', 'https://ptb.discord.com/api/v10/webhooks/123/abc?thread_id=4'],
    ['slack-webhook-url', 'https://hooks.slack-gov.com/services/a/b/c'],
  ] as const)('%s %s is taken', (input, url) => expect(checkTarget(input, url).href).toBe(new URL(url).href))

  test('mail servers', () => {
    const of = (more: Record<string, unknown>) =>
      mailServer({
        'smtp-url': '',
        'smtp-host': '',
        'smtp-port': 587,
        'smtp-user': '',
        'smtp-password': '',
        'smtp-oauth2-token': '',
        'allow-private-hosts': false,
        ...more,
      } as unknown as Inputs)
    expect(of({})).toBeUndefined()
    expect(of({ 'smtp-url': 'smtps://me%40x.org:p%40ss@mail.example' })).toMatchObject({
      host: 'mail.example',
      port: 465,
      secure: true,
      user: 'me@x.org',
      password: 'p@ss',
    })
    expect(of({ 'smtp-url': 'smtp://mail.example' })).toMatchObject({ port: 587, secure: false, user: '' })
    expect(of({ 'smtp-host': 'mail.example', 'smtp-port': 465 })).toMatchObject({ secure: true })
    expect(() => of({ 'smtp-host': 'mail.example', 'smtp-oauth2-token': 't' })).toThrow('without a user')
    for (const wrong of ['mail.example', 'https://mail.example', 'smtp://'])
      expect(() => of({ 'smtp-url': wrong })).toThrow('smtp-url')
  })
})
