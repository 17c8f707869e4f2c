import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createEmulator } from 'emulate'
import { Webhook } from 'standardwebhooks'
import { job, run, scene, type Notified, type Scene } from '../../support/incident-scene.ts'

let now: Scene
const failing = {
  jobs: [
    job(20, 'test', 'failure', {
      annotations: [{ level: 'failure', message: 'Error: broken', path: 'a.ts', line: 1 }],
    }),
  ],
}

beforeEach(async () => {
  now = await scene([run(1, 'success', 300), run(2, 'failure', 200, failing)])
})
afterEach(() => now.close())

const inputsOf = (...names: (keyof Scene['channels']['urls'])[]) =>
  Object.fromEntries(names.map((name) => [name, now.channels.urls[name]]))
const tell = (inputs: Record<string, string>): Promise<Notified> => now.notify(9002, inputs)
const warnings = ({ annotations }: Notified) => annotations.map(({ message }) => message).join('\n')

describe('every channel in one step', () => {
  test('each gets its own valid payload; the webhook is signed', async () => {
    const secret = `whsec_${Buffer.from('a key of 24 bytes, or so').toString('base64')}`
    const inputs = {
      ...inputsOf(
        'slack-webhook-url',
        'teams-webhook-url',
        'discord-webhook-url',
        'webhook-url',
        'slack-api-url',
      ),
      'slack-bot-token': 'xoxb-1-abcdefghijk',
      'slack-channel': 'C0123456789',
      'webhook-secret': secret,
    }
    const { delivered, outputs } = await tell(inputs)
    expect(Object.fromEntries(Object.entries(delivered).map(([name, { status }]) => [name, status]))).toEqual(
      { slack: 'sent', 'slack-bot': 'sent', teams: 'sent', discord: 'sent', webhook: 'sent' },
    )
    expect(now.channels.received.flatMap(({ problems }) => problems)).toEqual([])
    expect(outputs['slack-ts']).toMatch(/^\d+\.\d+$/)
    const [hook] = now.channels.shown('webhook')
    const clock = Date.now
    Date.now = () => Number(hook!.headers['webhook-timestamp']) * 1000
    try {
      expect(new Webhook(secret).verify(hook!.body, hook!.headers as Record<string, string>)).toMatchObject({
        decision: 'open',
        run: { id: 9002 },
      })
    } finally {
      Date.now = clock
    }
  })

  test('one that fails hinders no other, is a warning with its remedy, and makes nothing red unless asked', async () => {
    now.channels.script('discord', { status: 404, body: '{"message":"Unknown Webhook","code":10015}' })
    const inputs = {
      ...inputsOf('slack-webhook-url', 'discord-webhook-url'),
      'teams-webhook-url': 'https://acme.webhook.office.com/webhookb2/1',
    }
    const result = await tell(inputs)
    expect(result.exitCode).toBe(0)
    expect(
      Object.entries(result.delivered)
        .map(([name, { status }]) => `${name} ${status}`)
        .sort(),
    ).toEqual(['discord failed', 'slack sent', 'teams failed'])
    expect(warnings(result)).toContain('create a new one')
    expect(warnings(result)).toContain('Workflows')
    expect((await tell({ ...inputs, 'fail-on': 'delivery' })).exitCode).toBe(1)
  })

  test('no channel at all is a notice', async () => {
    const { annotations, exitCode } = await tell({ 'slack-webhook-url': '' })
    expect([exitCode, annotations.map(({ level }) => level)]).toEqual([0, ['notice']])
  })
})

describe('refusals and lost answers', () => {
  test('Retry-After is waited for when time allows', async () => {
    now.channels.script('slack', { status: 429, headers: { 'retry-after': '20' } })
    now.channels.script('discord', {
      status: 429,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"slow","retry_after":1.5,"global":false}',
    })
    now.channels.script('slack-bot', {
      status: 200,
      headers: { 'retry-after': '2' },
      body: '{"ok":false,"error":"ratelimited"}',
    })
    const { delivered } = await tell({
      ...inputsOf('slack-webhook-url', 'discord-webhook-url', 'slack-api-url'),
      'slack-bot-token': 'xoxb-1-abcdefghijk',
      'slack-channel': 'C1',
    })
    expect([
      delivered['slack']?.status,
      delivered['discord']?.status,
      delivered['slack-bot']?.status,
    ]).toEqual(['sent', 'sent', 'sent'])
  })

  test('and not when it lies beyond the deadline', async () => {
    now.channels.script('slack', { status: 429, headers: { 'retry-after': '3600' } })
    const result = await tell(inputsOf('slack-webhook-url'))
    expect(result.delivered['slack']?.status).toBe('failed')
    expect(warnings(result)).toContain('timeout-seconds')
    expect(now.channels.received).toHaveLength(1)
  })

  test.each([
    ['a broken answer', { status: 502, body: '<html><title>Bad Gateway</title></html>', effect: true }],
    ['a lost one', { cut: 'reset', effect: true }],
  ] as const)('%s is not asked for again: it may have arrived', async (_, fault) => {
    now.channels.script('slack', fault)
    const result = await tell(inputsOf('slack-webhook-url'))
    expect(result.delivered['slack']?.status).toBe('unsure')
    expect(now.channels.shown('slack')).toHaveLength(1)
    expect(warnings(result)).toContain('may have arrived')
  })

  test('the generic webhook is tried again under the same id', async () => {
    now.channels.script('webhook', { status: 502 }, { cut: 'reset' })
    const { delivered } = await tell(inputsOf('webhook-url'))
    expect(delivered['webhook']?.status).toBe('sent')
    const ids = now.channels.received.map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([3, 1])
  })

  test('refused blocks are sent as plain text', async () => {
    now.channels.script('slack', { status: 400, body: 'invalid_blocks' })
    const { delivered } = await tell(inputsOf('slack-webhook-url'))
    expect(delivered['slack']).toEqual({ status: 'sent', because: expect.stringContaining('plain text') })
    expect(now.channels.received.at(-1)?.json).not.toHaveProperty('blocks')
  })

  test.each([
    ['slack-bot', { status: 200, body: '{"ok":false,"error":"not_in_channel"}' }, '/invite'],
    [
      'slack-bot',
      { status: 200, body: '{"ok":false,"error":"missing_scope","needed":"chat:write"}' },
      'chat:write',
    ],
    [
      'discord',
      {
        status: 429,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Access denied | error 1015</title>',
      },
      'banned',
    ],
    ['teams', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'final address'],
  ])('%s: a cause and a remedy', async (channel, fault, remedy) => {
    now.channels.script(channel, fault, fault, fault, fault)
    const result = await tell({
      ...inputsOf('teams-webhook-url', 'discord-webhook-url', 'slack-api-url'),
      'slack-bot-token': 'xoxb-1-abcdefghijk',
      'slack-channel': 'C1',
    })
    expect(result.delivered[channel]?.status).toBe('failed')
    expect(warnings(result)).toContain(remedy)
  })

  test('private hosts and plain http are refused unless allowed', async () => {
    const result = await tell({
      ...inputsOf('slack-webhook-url'),
      'teams-webhook-url': 'https://10.1.2.3/workflows/x?sig=y',
      'allow-private-hosts': 'false',
    })
    expect([result.delivered['slack']?.status, result.delivered['teams']?.status]).toEqual([
      'failed',
      'failed',
    ])
    expect(warnings(result)).toContain('allow-private-hosts')
    expect(now.channels.received).toEqual([])
  })
})

describe('second opinion', () => {
  test("another emulator of Slack's Web API and webhooks takes the messages", async () => {
    const slack = await createEmulator({
      service: 'slack',
      port: 0,
      seed: { slack: { team: { name: 'Acme' }, channels: [{ name: 'ci' }] } },
    } as never)
    try {
      const url = (slack as unknown as { url: string }).url
      const result = await tell({
        'slack-webhook-url': `${url}/services/T000000001/B000000001/X`,
        'slack-api-url': `${url}/api/`,
        'slack-bot-token': 'xoxb-test-token',
        'slack-channel': 'ci',
      })
      expect([
        result.delivered['slack']?.status,
        result.delivered['slack-bot']?.status,
        warnings(result),
      ]).toEqual(['sent', 'sent', ''])
      const missing = await tell({
        'slack-api-url': `${url}/api/`,
        'slack-bot-token': 'xoxb-test-token',
        'slack-channel': 'nowhere',
      })
      expect(missing.delivered['slack-bot']).toMatchObject({
        status: 'failed',
        because: expect.stringContaining('channel_not_found'),
      })
    } finally {
      await slack.close()
    }
  })
})

const timeless = (text = '') => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')

describe('dry run, preview, self-test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'previews-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('a dry run writes the payloads and sends nothing, and they are what would be sent', async () => {
    const inputs = {
      ...inputsOf('slack-webhook-url', 'teams-webhook-url', 'discord-webhook-url', 'webhook-url'),
      'smtp-url': 'smtp://u:s3cretOfMail@mail.example:587',
      'email-from': 'ci@example.com',
      'email-to': 'team@example.com',
      issue: 'auto',
    }
    const { outputs, exitCode } = await tell({ ...inputs, 'dry-run': 'true', 'preview-dir': folder })
    expect([exitCode, outputs['decision'], now.channels.received.length]).toEqual([0, 'open', 0])
    expect(now.emulator.state().repositories[0]?.issues).toEqual([])
    const files = readdirSync(folder).sort()
    expect(files).toEqual([
      'open.discord.json',
      'open.email.eml',
      'open.issue.json',
      'open.slack.json',
      'open.teams.json',
      'open.webhook.json',
    ])
    const content = files.map((name) => readFileSync(join(folder, name), 'utf8'))
    for (const secret of ['s3cret', 'hooks', now.channels.url]) expect(content.join('')).not.toContain(secret)
    await tell(inputsOf('slack-webhook-url', 'teams-webhook-url', 'discord-webhook-url', 'webhook-url'))
    for (const channel of ['slack', 'teams', 'discord', 'webhook'])
      expect(timeless(now.channels.shown(channel)[0]?.body)).toBe(
        timeless(content[files.indexOf(`open.${channel}.json`)]),
      )
  })

  test('a self-test sends one sample of each kind, mentions nobody and asks GitHub nothing', async () => {
    const { requests, exitCode } = await tell({
      ...inputsOf('slack-webhook-url', 'discord-webhook-url'),
      'self-test': 'true',
      'escalate-mention': '@here',
    })
    expect([exitCode, requests.length]).toEqual([0, 0])
    expect([now.channels.shown('slack').length, now.channels.shown('discord').length]).toEqual([5, 5])
    expect(JSON.stringify(now.channels.received.map(({ json }) => json))).not.toContain('<!here>')
    expect(now.channels.shown('slack').every(({ body }) => body.includes('Self-test'))).toBe(true)
  })
})

describe('inputs', () => {
  test('all mistakes at once, each with its input', async () => {
    const result = await tell({
      mode: 'workflow_run',
      'notify-on': 'opened',
      'time-zone': 'Mars/Base',
      'quiet-hours': '25-7',
      'remind-every': 'soon',
      'escalate-mention': 'bob',
      mentions: 'alice',
      fields: 'job',
      'smtp-port': '0',
      'run-id': 'x',
    })
    expect(result.exitCode).toBe(1)
    for (const name of [
      'mode',
      'notify-on',
      'time-zone',
      'quiet-hours',
      'remind-every',
      'escalate-mention',
      'mentions',
      'fields',
      'smtp-port',
      'run-id',
    ])
      expect(result.log).toContain(`"${name}"`)
    expect(result.log).not.toContain('    at ')
  })
})
