import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { Redactor } from '@ecosystem-actions/core/redact'
import MarkdownIt from 'markdown-it'
import { compose } from '../../../actions/notify-failure/message/compose.ts'
import { discordPayload } from '../../../actions/notify-failure/channels/discord.ts'
import { emailMail } from '../../../actions/notify-failure/channels/email.ts'
import { githubBody, githubTitle } from '../../../actions/notify-failure/channels/github-markdown.ts'
import { noteBody } from '../../../actions/notify-failure/places/github-place.ts'
import { issueId } from '../../../actions/notify-failure/incident/key.ts'
import {
  formatMarker,
  isNewer,
  isOurs,
  parseMarker,
} from '../../../actions/notify-failure/channels/marker.ts'
import { slackPayload, slackPlainPayload } from '../../../actions/notify-failure/channels/slack.ts'
import { teamsPayload } from '../../../actions/notify-failure/channels/teams.ts'
import { webhookBody, webhookHeaders, webhookText } from '../../../actions/notify-failure/channels/webhook.ts'
import type { Message } from '../../../actions/notify-failure/message/message.ts'
import { discordProblems, slackProblems, teamsProblems } from '../../support/strict-payloads.ts'
import { cases, isClean } from './any-text.ts'
import { ordinary, storyOf, wording, type Texts } from './stories.ts'
import { times } from './times.ts'

const messages = cases.map(({ texts, decision, size }) => compose(storyOf(texts, decision, size), wording))
const runs = times(150)
describe('any text in any field', () => {
  test('Slack: valid, within the limits, nobody called but those of the escalation and the known suspects', () => {
    fc.assert(
      fc.property(messages, (message) => {
        for (const payload of [slackPayload(message), slackPlainPayload(message)]) {
          isClean(payload)
          expect(
            slackProblems(payload, {
              known: ['<!here>', '<!subteam^S0123456789>', '<@U0123456789>'],
              hosts: ['github.com'],
            }),
          ).toEqual([])
        }
      }),
      runs,
    )
  })

  test('Teams: valid, at most 21,000 bytes, no foreign link', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const payload = teamsPayload(message)
        isClean(payload)
        expect(teamsProblems(payload, { hosts: ['github.com'] })).toEqual([])
      }),
      runs,
    )
  })

  test('Discord: valid, within each limit and the sum, no mention but the roles of the escalation', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const payload = discordPayload(message)
        isClean(payload)
        expect(discordProblems(payload, { hosts: ['github.com'] })).toEqual([])
        expect(payload.content).toBe(message.kind === 'escalate' ? '<@&123456789012345678>' : '')
      }),
      runs,
    )
  })

  test('email: one header line each, HTML without foreign tags and links', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const mail = mailOf(message)
        isClean({ ...mail, text: mail.text, html: mail.html })
        expect(mail.subject).not.toMatch(/[\r\n]/)
        expect(mail.subject.length).toBeLessThanOrEqual(200)
        const tags = [...mail.html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name)
        const allowed = ['html', 'body', 'h2', 'p', 'code', 'b', 'br', 'ul', 'li', 'pre', 'a']
        expect(tags.filter((name) => !allowed.includes(name ?? ''))).toEqual([])
        const targets = [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, url]) => new URL(url ?? '').host)
        expect(targets.filter((host) => host !== 'github.com')).toEqual([])
        const bare = [...mail.text.matchAll(/https?:\/\/([^/\s]+)/g)].map(([, host]) => host)
        expect(bare.filter((host) => host !== 'github.com')).toEqual([])
      }),
      runs,
    )
  })

  test('issue and comment: the marker survives, nothing is rendered as link, image, HTML or mention', () => {
    const renderer = new MarkdownIt({ html: true, linkify: true })
    fc.assert(
      fc.property(messages, (message) => {
        const marker = {
          id: issueId(message.key),
          runId: 1,
          attempt: 1,
          fingerprint: [message.title],
          reopened: [],
          closed: false,
        }
        const body = noteBody({ message, marker }, { redact: (text) => text })
        isClean({ body, title: githubTitle(message) })
        expect(body.length).toBeLessThanOrEqual(65_536)
        expect(parseMarker(body)).toEqual(marker)
        const html = renderer.render(body.slice(body.indexOf('-->') + 3))
        const targets = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(
          ([, url]) => new URL(url ?? '').host,
        )
        expect(targets.filter((host) => host !== 'github.com')).toEqual([])
        const outside = html.replace(/<(code|pre)>[\s\S]*?<\/\1>/g, '').replace(/<!-- -->/g, '\u0001')
        expect(outside).not.toMatch(/<(?:img|script|iframe|input|video)\b/i)
        expect(outside).not.toMatch(/@[\w-]/)
        expect(githubTitle(message).length).toBeLessThanOrEqual(256)
      }),
      runs,
    )
  })

  test('no secret survives, however it is hidden', () => {
    const canary = 'canary/5eCr3t+value=='
    const redactor = new Redactor([canary])
    const hidden = fc.constantFrom(
      canary,
      encodeURIComponent(canary),
      Buffer.from(canary).toString('base64'),
      canary.split('').join('\u200B'),
      `x\u001B[0m${canary}`,
      `ghp_${'a1B2'.repeat(9)}`,
      'https://user:hunter22@host.example',
    )
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(...(Object.keys(ordinary) as (keyof Texts)[])),
        hidden,
        ({ texts, decision, size }, field, secret) => {
          const story = storyOf(
            { ...texts, [field]: `${texts[field].slice(0, 200)} ${secret} y` },
            decision,
            size,
          )
          const message = compose(story, { ...wording, redact: (text) => redactor.redact(text) })
          const out = JSON.stringify([
            slackPayload(message),
            teamsPayload(message),
            discordPayload(message),
            mailOf(message),
            githubBody(message),
          ])
          for (const form of [
            canary,
            encodeURIComponent(canary),
            Buffer.from(canary).toString('base64'),
            'ghp_',
            'hunter22',
          ])
            expect(out).not.toContain(form)
        },
      ),
      runs,
    )
  })
})

function mailOf(message: Message) {
  return emailMail(message, {
    from: 'ci@example.com',
    to: ['team@example.com'],
    thread: { firstRunId: 1002, host: 'github.com' },
  })
}

describe('what is told', () => {
  const message = compose(storyOf({}, 'open', 3), wording)

  test('jobs, steps, the error line, the time limit, suspects and links are there on each channel', () => {
    for (const out of [
      JSON.stringify(slackPayload(message)),
      JSON.stringify(discordPayload(message)),
      mailOf(message).text,
      mailOf(message).html,
    ]) {
      for (const part of [
        'Run tests',
        'expected 1, got 2',
        '1h0m0s',
        'Add a thing',
        '/actions/runs/1002',
        '#12',
      ])
        expect(out).toContain(part)
    }
    expect(JSON.stringify(teamsPayload(message))).toContain('expected 1, got 2')
  })

  test('fields choose and order the parts', () => {
    const titles = (fields: typeof wording.fields) =>
      compose(storyOf(), { ...wording, fields }).sections.map((part) =>
        part.kind === 'facts' ? part.items[0]?.name : part.title,
      )
    expect(titles(['error', 'jobs'])).toEqual(['Error', '1 failing job'])
    expect(titles(['verdict'])).toEqual(['Verdict'])
    expect(titles([])).toEqual([])
  })

  test('a title with placeholders; unknown ones stay', () => {
    const title = compose(storyOf({}, 'escalate'), {
      ...wording,
      title: '{workflow} on {branch}: {decision} {streak} {nope}',
    }).title
    expect(title).toBe('CI on main: escalate 2 {nope}')
  })

  test('suspects are called where it breaks, and nobody is called on an update', () => {
    expect(JSON.stringify(slackPayload(compose(storyOf({}, 'open'), wording)))).toContain('<@U0123456789>')
    expect(JSON.stringify(slackPayload(compose(storyOf({}, 'update'), wording)))).not.toContain('<@U0')
    expect(JSON.stringify(slackPayload(compose(storyOf({}, 'escalate'), wording)))).toContain('<!here>')
    expect(JSON.stringify(slackPayload(compose(storyOf({}, 'open'), wording)))).not.toContain('<!here>')
  })

  test('a person behind many changes is mentioned once in Slack', () => {
    const payload = JSON.stringify(slackPayload(compose(storyOf({}, 'open', 6), wording)))
    expect(payload.split('<@U0123456789>')).toHaveLength(2)
    const escalation = [{ channel: 'slack' as const, id: 'U0123456789' }]
    const escalated = compose(storyOf({}, 'escalate', 6), { ...wording, escalation })
    // The text beside the blocks is for notifications alone.
    expect(JSON.stringify(slackPayload(escalated).blocks).split('<@U0123456789>')).toHaveLength(2)
  })

  test('mails of one incident are one thread', () => {
    const opened = mailOf(compose(storyOf({}, 'open'), wording))
    const fixed = mailOf(compose(storyOf({}, 'recover'), wording))
    expect(opened.inReplyTo).toBeUndefined()
    expect(fixed.inReplyTo).toBe(opened.messageId)
    expect(fixed.messageId).not.toBe(opened.messageId)
    expect(fixed.headers['Auto-Submitted']).toBe('auto-generated')
  })

  test('what does not fit is said', () => {
    const long = compose(
      storyOf({ suspect: 'x'.repeat(900), line: 'y'.repeat(900), step: 'z'.repeat(900) }, 'open', 120),
      wording,
    )
    for (const out of [
      JSON.stringify(slackPayload(long)),
      JSON.stringify(discordPayload(long)),
      JSON.stringify(teamsPayload(long)),
    ])
      expect(out).toMatch(/more|did not fit/)
  })
})

describe('generic webhook', () => {
  const secret = `whsec_${Buffer.from('a key of 24 bytes, or so').toString('base64')}`

  test('the reference verifier accepts the signature, also while secrets are rotated', () => {
    const body = JSON.stringify(webhookBody(storyOf()))
    const signing = {
      id: 'msg_1',
      at: new Date(),
      secret: `${secret} whsec_${Buffer.from('another key of the rotation').toString('base64')}`,
    }
    const headers = webhookHeaders(body, signing)
    for (const one of signing.secret.split(' '))
      expect(new Webhook(one).verify(body, headers)).toMatchObject({ schema: 'notify-failure/v1' })
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature')
    expect(webhookHeaders(body, { ...signing, secret: '' })).not.toHaveProperty('webhook-signature')
  })

  test('of too many jobs the first ones that fit are told, and how many there were', () => {
    const small = webhookText(webhookBody(storyOf({}, 'open', 3)))
    expect(JSON.parse(small)).toEqual(JSON.parse(JSON.stringify(webhookBody(storyOf({}, 'open', 3)))))
    const large = webhookText(
      webhookBody(storyOf({ job: 'é'.repeat(900), step: 'z'.repeat(900) }, 'open', 120)),
    )
    const { jobs, failing_jobs: failing } = JSON.parse(large) as { jobs: unknown[]; failing_jobs: number }
    expect([jobs.length, failing, Buffer.byteLength(large) <= 256_000]).toEqual([30, 120, true])
  })

  test('says the facts, and a time-out by its name', () => {
    expect(webhookBody(storyOf())).toMatchObject({
      schema: 'notify-failure/v1',
      decision: 'open',
      dedup_key: 'acme/web:ci@main',
      incident: { streak: 2, last_green_run_id: 1001 },
      jobs: [{ name: 'test (22)', conclusion: 'timed_out', steps: ['Run tests'], error: ordinary.line }],
    })
  })
})

describe('markers', () => {
  const marker = {
    id: 'k--><x>',
    runId: 5,
    attempt: 2,
    fingerprint: ['a-->'],
    reopened: [1],
    closed: true,
    slack: { channel: 'C1', ts: '1.2' },
    author: 41,
  }

  test('round trip, and only at the very start', () => {
    expect(parseMarker(`${formatMarker(marker)}\nrest`)).toEqual(marker)
    expect(formatMarker(marker).indexOf('-->')).toBe(formatMarker(marker).length - 3)
    expect([
      parseMarker(` ${formatMarker(marker)}`),
      parseMarker('<!-- notify-failure:v1 {broken -->'),
      parseMarker(''),
    ]).toEqual([undefined, undefined, undefined])
  })

  test('a marker of an earlier version, which carried the key itself, is still found', () => {
    const old = '<!-- notify-failure:v1 {"key":"acme/web:ci.yml@main","runId":5,"attempt":1} -->'
    expect(parseMarker(old)?.id).toBe(issueId('acme/web:ci.yml@main'))
  })

  test('a later run or attempt is newer', () => {
    expect([
      isNewer(marker, { runId: 5, attempt: 1 }),
      isNewer(marker, { runId: 4, attempt: 9 }),
      isNewer(marker, { runId: 5, attempt: 2 }),
      isNewer(marker, { runId: 6, attempt: 1 }),
    ]).toEqual([true, true, false, false])
  })

  test('bodies of strangers do not count', () => {
    const by = (type: string, login: string, association: string) => ({ id: 5, type, login, association })
    expect(isOurs(by('Bot', 'github-actions[bot]', 'NONE'), 'ghs_x')).toBe(true)
    expect(isOurs(by('User', 'mallory', 'NONE'), 'ghs_x')).toBe(false)
    expect(isOurs(by('User', 'alice', 'MEMBER'), 'ghs_x')).toBe(false)
    expect(isOurs(by('User', 'alice', 'MEMBER'), 'ghp_x')).toBe(true)
    expect(isOurs(by('User', 'mallory', 'CONTRIBUTOR'), 'ghp_x')).toBe(false)
    expect(isOurs(by('Bot', 'dependabot[bot]', 'NONE'), 'ghs_x')).toBe(false)
    expect(isOurs(by('Bot', 'github-actions[bot]', 'NONE'), 'ghs_x', { author: 5 })).toBe(true)
    expect(isOurs(by('Bot', 'mirror[bot]', 'NONE'), 'ghs_x', { author: 6 })).toBe(false)
    expect(isOurs(by('User', 'alice', 'OWNER'), 'ghp_x', { author: 6 })).toBe(false)
  })
})
