// Secrets that were registered, in each form that programs give them, and secrets that nobody registered, in each field and each output.
import { describe, expect, test } from '@jest/globals'
import { Redactor } from '@ecosystem-actions/core/redact'
import * as fc from 'fast-check'
import { discordPayload } from '../../../actions/notify-failure/channels/discord.ts'
import { emailMail } from '../../../actions/notify-failure/channels/email.ts'
import { githubBody, githubTitle } from '../../../actions/notify-failure/channels/github-markdown.ts'
import { slackPayload, slackPlainPayload } from '../../../actions/notify-failure/channels/slack.ts'
import { teamsPayload } from '../../../actions/notify-failure/channels/teams.ts'
import { webhookBody } from '../../../actions/notify-failure/channels/webhook.ts'
import { cleaner, compose, mapStrings } from '../../../actions/notify-failure/message/compose.ts'
import type { Inputs } from '../../../actions/notify-failure/inputs.ts'
import { report } from '../../../actions/notify-failure/report.ts'
import { keyValueRedactor } from '../../../actions/notify-failure/secrets.ts'
import type { Story } from '../../../actions/notify-failure/message/story.ts'
import { ordinary, storyOf, wording, type Texts } from './stories.ts'
import { times } from './times.ts'

const fields = Object.keys(ordinary) as (keyof Texts)[]

/** Everything that leaves, as one text. */
function outputs(story: Story, redact: (text: string) => string): string {
  const message = compose(story, { ...wording, redact })
  const mail = emailMail(message, {
    from: 'ci@example.com',
    to: ['team@example.com'],
    thread: { firstRunId: 1, host: 'github.com' },
  })
  const clean = cleaner(redact)
  const { decided } = story
  const result = mapStrings({ about: story.run.branch, decided, verdict: '' as const, deliveries: [] }, clean)
  const told = report(
    {
      results: [{ ...(result as object), message } as never],
      notes: [],
      mute: false,
      dryRun: false,
      selfTest: false,
    },
    { 'fail-on': 'never' } as Inputs,
  )
  return [
    slackPayload(message),
    slackPlainPayload(message),
    teamsPayload(message),
    discordPayload(message),
    mapStrings({ subject: mail.subject, text: mail.text, html: mail.html }, redact),
    mapStrings(webhookBody(story), clean),
    redact(githubTitle(message)),
    redact(githubBody(message)),
    told,
  ]
    .map((part) => JSON.stringify(part))
    .join('\n')
}

const canary = 'c4Nary&"+/ <s3cret>%=='
const lines = 'first-l1ne-of-k3y\nsecond-l1ne-of-k3y\nthird-l1ne-of-k3y'
const long = `${'lOng-s3cret/'.repeat(12)}end`
const wrapped = Buffer.from(long).toString('base64').replace(/.{76}/g, '$&\n')
const html = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** What is written, and what of it must not be read anywhere. */
const derived: [string, string, string[]][] = [
  ['as it is', canary, [canary]],
  ['URL-encoded', encodeURIComponent(canary), [encodeURIComponent(canary)]],
  [
    'URL-encoded in small letters',
    encodeURIComponent(canary).toLowerCase().replace('c4nary', 'c4Nary'),
    ['c4Nary%26'],
  ],
  ['URL-encoded twice', encodeURIComponent(encodeURIComponent(canary)), ['c4Nary%2526']],
  ['JSON-escaped', JSON.stringify(canary), [JSON.stringify(canary).slice(1, -1)]],
  ['HTML-escaped', html(canary), [html(canary)]],
  ['hex', Buffer.from(canary).toString('hex'), [Buffer.from(canary).toString('hex')]],
  [
    'HEX',
    Buffer.from(canary).toString('hex').toUpperCase(),
    [Buffer.from(canary).toString('hex').toUpperCase()],
  ],
  ['base64', Buffer.from(canary).toString('base64'), [Buffer.from(canary).toString('base64').slice(0, 20)]],
  [
    'base64 after one',
    Buffer.from(`x${canary}`).toString('base64'),
    [Buffer.from(`x${canary}`).toString('base64').slice(4, 24)],
  ],
  [
    'base64 after two',
    Buffer.from(`xy${canary}`).toString('base64'),
    [Buffer.from(`xy${canary}`).toString('base64').slice(4, 24)],
  ],
  [
    'base64 of user and password',
    Buffer.from(`user:${canary}`).toString('base64'),
    [Buffer.from(`user:${canary}`).toString('base64').slice(8, 28)],
  ],
  ['base64 in lines', wrapped, wrapped.split('\n').map((line) => line.slice(0, 30))],
  ['many lines', lines, lines.split('\n')],
  ['one line of many', lines.split('\n')[1]!, [lines.split('\n')[1]!]],
  ['with invisible characters', canary.split('').join('\u200B'), [canary]],
  ['with colours', `${canary.slice(0, 8)}\u001B[31m${canary.slice(8)}`, [canary]],
]

describe('a registered secret leaves in no form', () => {
  const redactor = new Redactor([canary, lines, long])
  const redact = (text: string) => keyValueRedactor(redactor.redact(text))
  test.each(derived)('%s', (_, written, unread) => {
    for (const field of fields) {
      const told = outputs(storyOf({ ...ordinary, [field]: `a ${written} z` }, 'open'), redact)
      expect(unread.filter((part) => told.includes(part))).toEqual([])
    }
  })
})

const value = 'Zx9'.repeat(14)
const shapes: [string, (secret: string) => string][] = [
  ['GitHub', (secret) => `ghp_${secret.slice(0, 36)}`],
  ['GitHub, fine-grained', (secret) => `github_pat_${secret}`],
  ['GitLab', (secret) => `glpat-${secret}`],
  ['OpenAI', (secret) => `sk-proj-${secret}`],
  ['Anthropic', (secret) => `sk-ant-api03-${secret}`],
  ['SendGrid', (secret) => `SG.${secret.slice(0, 22)}.${secret}`],
  ['PyPI', (secret) => `pypi-${secret.repeat(2)}`],
  ['npm', (secret) => `npm_${secret.slice(0, 36)}`],
  ['Slack', (secret) => `xoxb-1-${secret}`],
  ['Slack webhook', (secret) => `https://hooks.slack.com/services/T000/B000/${secret}`],
  ['Discord webhook', (secret) => `https://discord.com/api/webhooks/1234567890/${secret}`],
  ['Google', (secret) => `AIza${secret.slice(0, 35)}`],
  ['Stripe', (secret) => `sk_live_${secret}`],
  ['Azure', (secret) => `AccountKey=${secret}==;x`],
  ['password in a URL', (secret) => `postgres://bot:${secret}@db/x`],
  ['token in a URL', (secret) => `https://${secret}@host/x`],
  ['signature', (secret) => `https://x.example/a?sig=${secret}&b=1`],
  ['authorization', (secret) => `Authorization: Bearer ${secret}`],
  ['cookie', (secret) => `Set-Cookie: session=${secret}; Path=/`],
  ['assignment', (secret) => `db_password = ${secret}`],
  ['JSON', (secret) => `{"api_key": "${secret}"}`],
  ['long option', (secret) => `tool --password ${secret} x`],
  ['long option with =', (secret) => `tool --password=${secret} x`],
  ['short option', (secret) => `mysql -u root -p ${secret} db`],
  ['short option, joined', (secret) => `mysqldump -p${secret} db`],
  ['docker login', (secret) => `docker login -u bot -p ${secret} ghcr.io`],
  ['redis-cli', (secret) => `redis-cli -a ${secret} ping`],
  ['curl', (secret) => `curl -u bot:${secret} https://x.example`],
]

describe('a secret that nobody registered leaves in no output', () => {
  const redactor = new Redactor()
  const redact = (text: string) => keyValueRedactor(redactor.redact(text))
  test.each(shapes)('%s', (_, shape) => {
    for (const field of fields) {
      const told = outputs(storyOf({ ...ordinary, [field]: `a ${shape(value)} z` }, 'open'), redact)
      expect([field, told.includes(value.slice(0, 12))]).toEqual([field, false])
    }
  })

  test('whatever the secret is and whatever stands around it', () => {
    const secret = fc.stringMatching(/^[A-Z][a-z][0-9][A-Za-z0-9]{40}$/)
    const around = fc.constantFrom('', ' ', '\t', '(', '"', 'x\n', '* ', '> ')
    expect(() =>
      fc.assert(
        fc.property(
          secret,
          fc.constantFrom(...shapes),
          fc.constantFrom(...fields),
          around,
          (random, [, shape], field, before) => {
            const story = storyOf({ ...ordinary, [field]: `${before}${shape(random)}` }, 'open')
            return !outputs(story, redact).includes(random.slice(0, 12))
          },
        ),
        times(100),
      ),
    ).not.toThrow()
  })
})
