import { createHmac } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { Redactor } from '@ecosystem-actions/core/redact'
import * as fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { chats } from '../../../actions/notify-failure/delivery/chat.ts'
import { parseMarker, type Marker } from '../../../actions/notify-failure/channels/marker.ts'
import { writeComment } from '../../../actions/notify-failure/places/comment-writing.ts'
import { issueId } from '../../../actions/notify-failure/incident/key.ts'
import { cleaner, compose, mapStrings } from '../../../actions/notify-failure/message/compose.ts'
import type { Inputs } from '../../../actions/notify-failure/inputs.ts'
import type { Outcome } from '../../../actions/notify-failure/outcome.ts'
import { report } from '../../../actions/notify-failure/report.ts'
import { keyValueRedactor } from '../../../actions/notify-failure/secrets.ts'
import type { Story } from '../../../actions/notify-failure/message/story.ts'
import { cases, isClean, strings } from './any-text.ts'
import { ordinary, storyOf, wording, type Texts } from './stories.ts'
import { times } from './times.ts'

const canary = 'canary/5eCr3t+value=='
const forms = [
  canary,
  encodeURIComponent(canary),
  Buffer.from(canary).toString('base64'),
  canary.split('').join('\u200B'),
  `x\u001B[0m${canary}`,
  'https://user:hunter22@host.example',
]
const leaks = [canary, encodeURIComponent(canary), Buffer.from(canary).toString('base64'), 'hunter22']
const redactor = new Redactor([canary])
const redact = (text: string) => keyValueRedactor(redactor.redact(text))

/** A story of any text, with a secret in one of its fields. */
const stories = fc
  .record({
    given: cases,
    field: fc.constantFrom(...(Object.keys(ordinary) as (keyof Texts)[])),
    secret: fc.constantFrom(...forms),
  })
  .map(({ given: { texts, decision, size }, field, secret }) =>
    storyOf({ ...texts, [field]: `${texts[field].slice(0, 300)} ${secret} y` }, decision, size),
  )
const runs = times(150)
const tell = (story: Story) => compose(story, { ...wording, redact })

function withoutSecret(bytes: string): void {
  for (const form of leaks) expect(bytes).not.toContain(form)
}

/** What GitHub would show: no foreign address, no foreign element, no mention and no reference outside of code. */
function isInert(markdown: string, mentions: readonly string[] = []): void {
  const html = new MarkdownIt({ html: true, linkify: true }).render(markdown)
  const targets = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => new URL(url ?? '').host)
  expect(targets.filter((host) => host !== 'github.com')).toEqual([])
  const shown = html.replace(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, '')
  const tags = [...shown.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, name]) => name)
  const known = ['p', 'strong', 'em', 'br', 'sub', 'ul', 'li', 'a', 'h3', 'table', 'thead', 'tbody']
  expect(tags.filter((name) => ![...known, 'tr', 'th', 'td'].includes(name ?? ''))).toEqual([])
  const words = [...shown.replace(/<a [^>]*>[^<]*<\/a>/g, '').matchAll(/@[\w/-]+|#\d+|\bGH-\d+/gi)]
  expect(words.map(([word]) => word).filter((word) => !mentions.includes(word))).toEqual([])
}

test('generic webhook: valid JSON of the promised form, at most 256,000 bytes, links to GitHub alone, no secret', () => {
  const secret = 'shared-by-the-receiver'
  const inputs = {
    'slack-webhook-url': '',
    'slack-bot-token': '',
    'teams-webhook-url': '',
    'discord-webhook-url': '',
    'webhook-url': 'https://hooks.example/in',
    'webhook-secret': secret,
    'allow-private-hosts': false,
  } as unknown as Inputs
  fc.assert(
    fc.property(stories, (story) => {
      const [chat] = chats(inputs, { story, message: tell(story), redact })
      if (!chat || !('sendings' in chat)) throw new Error('There is nothing to send.')
      const [sending] = chat.sendings
      const bytes = sending?.post.body ?? ''
      const body = JSON.parse(bytes) as { jobs: unknown[]; failing_jobs: number; suspects: unknown[] }
      isClean(body)
      withoutSecret(bytes)
      expect(Buffer.byteLength(bytes)).toBeLessThanOrEqual(256_000)
      expect(body).toMatchObject({
        schema: 'notify-failure/v1',
        decision: story.decided.decision,
        dedup_key: story.decided.key,
        failing_jobs: story.failing.length,
        commits_since_green: story.suspects?.commits ?? null,
      })
      expect(body.jobs.length > 0).toBe(story.failing.length > 0)
      const addresses = strings(mapEntries(body, 'url')).map((url) => new URL(url).host)
      expect(new Set(addresses)).toEqual(new Set(['github.com']))
      const headers = sending?.sign?.(bytes, story.now) ?? {}
      expect(Object.values(headers).join('')).toMatch(/^[\x20-\x7E]+$/)
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${bytes}`
      const signature = createHmac('sha256', secret).update(signed).digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${signature}`)
    }),
    runs,
  )
})

function mapEntries(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [
    ...(key === name ? [item] : []),
    ...mapEntries(item, name),
  ])
}

test('pull-request comment: what is posted keeps its marker and is inert', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const message = tell(story)
      const marker: Marker = {
        id: issueId(message.key),
        runId: 1,
        attempt: 1,
        fingerprint: [cleaner(redact)(story.failing[0]?.name ?? '')],
        reopened: [],
        closed: false,
      }
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
      const github = scriptedGitHub({
        [route.replace('POST', 'GET')]: () => [],
        [route]: () => ({ id: 5 }),
      })
      const place = { github, owner: 'acme', repo: 'web', token: 'ghs_x', redact }
      const { status } = await writeComment(7, { message, marker }, place)
      expect(status).toBe(message.tone === 'green' ? 'skipped' : 'sent')
      if (status === 'skipped') return
      const body = github.calls.find((call) => call.route === route)?.parameters['body'] as string
      isClean(body)
      withoutSecret(body)
      expect(body.length).toBeLessThanOrEqual(65_536)
      expect(parseMarker(body)).toEqual(marker)
      isInert(body.slice(body.indexOf('-->') + 3))
    }),
    runs,
  )
})

test('job summary, annotations, outputs and log: within the limits, inert, no secret', () => {
  fc.assert(
    fc.property(stories, fc.constantFrom(1, 60), (story, count) => {
      const { decided } = story
      const said = {
        about: `${story.run.workflowName} on ${story.run.branch}`,
        decided,
        verdict: '' as const,
      }
      const because = `HTTP 500: ${decided.reason}`
      const deliveries = [{ channel: 'slack', status: 'failed' as const, because, remedy: decided.reason }]
      const result = mapStrings({ ...said, deliveries }, cleaner(redact)) as Outcome['results'][number]
      const results = Array.from({ length: count }, () => ({ ...result, message: tell(story) }))
      const notes = [cleaner(redact)(decided.reason)]
      const told = report({ results, notes, mute: false, dryRun: true, selfTest: false }, {
        'fail-on': 'delivery',
      } as Inputs)
      isClean(told)
      withoutSecret(JSON.stringify(told))
      expect(Buffer.byteLength(told.summary ?? '')).toBeLessThanOrEqual(1_048_576)
      isInert(told.summary ?? '')
      expect(told.failure).toContain('slack')
      expect(told.annotations?.map(({ message }) => message.length > 4000)).not.toContain(true)
    }),
    times(30),
  )
})
