// Scenarios that nobody asked for: odd runs, odd names, odd receivers, odd inputs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { root } from '../../../scripts/house.ts'
import { job, run, scene, type Part } from '../../support/incident-scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'odd-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const red = (number: number, ago: number, more: Part = {}) => run(number, 'failure', ago, more)
const green = (number: number, ago: number, more: Part = {}) => run(number, 'success', ago, more)
const failing = (names: string[], first = 500) =>
  names.map((name, index) => job(first + index, name, 'failure'))

async function ask(runs: Part[], id: number, inputs: Record<string, string> = {}, repository: Part = {}) {
  const now = await scene(runs, repository)
  try {
    return await now.notify(id, inputs)
  } finally {
    await now.close()
  }
}

describe('odd runs', () => {
  const attempt1 = {
    run_attempt: 1,
    status: 'completed',
    conclusion: 'failure',
    run_started_at: '-310m',
    updated_at: '-300m',
    jobs: [],
  }
  test.each<[string, Part[], number, string, string]>([
    [
      'an old run that is re-run and passes while newer runs fail',
      [green(1, 400), green(2, 5, { run_attempt: 2, previous_attempts: [attempt1] }), red(3, 200)],
      9002,
      'ignore',
      'newer run, #3',
    ],
    [
      'an old run that is re-run and fails while newer runs pass',
      [green(1, 400), red(2, 5, { run_attempt: 2, previous_attempts: [attempt1] }), green(3, 200)],
      9002,
      'suppress',
      'newer run, #3',
    ],
    [
      'runs that end out of order',
      [green(1, 400), red(2, 5), green(3, 100)],
      9002,
      'suppress',
      'newer run, #3',
    ],
    [
      'a run without jobs that did not start',
      [green(1, 400), run(2, 'startup_failure', 5, { jobs: [] })],
      9002,
      'open',
      'first failure',
    ],
    ['a failed run without jobs', [green(1, 400), red(2, 5, { jobs: [] })], 9002, 'open', 'first failure'],
    ['timed_out', [green(1, 400), run(2, 'timed_out', 5)], 9002, 'open', 'first failure'],
    ['action_required', [red(1, 400), run(2, 'action_required', 5)], 9002, 'ignore', 'action_required'],
    ['neutral', [red(1, 400), run(2, 'neutral', 5)], 9002, 'ignore', 'neutral'],
    ['skipped', [red(1, 400), run(2, 'skipped', 5)], 9002, 'ignore', 'skipped'],
    ['stale', [red(1, 400), run(2, 'stale', 5)], 9002, 'ignore', 'stale'],
    [
      'only failures that are allowed',
      [green(1, 400), green(2, 5, { jobs: failing(['lint']) })],
      9002,
      'ignore',
      'Green after green',
    ],
    [
      'a re-run of failed jobs that fails elsewhere',
      [
        green(1, 400),
        red(2, 5, {
          run_attempt: 2,
          jobs: failing(['lint']),
          previous_attempts: [{ ...attempt1, jobs: failing(['test'], 700) }],
        }),
      ],
      9002,
      'changed',
      'lint',
    ],
    [
      'a schedule without author',
      [green(1, 400, { event: 'schedule' }), red(2, 5, { event: 'schedule', actor: 'ghost' })],
      9002,
      'open',
      'first failure',
    ],
    [
      'a commit that is gone',
      [green(1, 400, { head_sha: 'a'.repeat(40) }), red(2, 5, { head_sha: 'b'.repeat(40) })],
      9002,
      'open',
      'first failure',
    ],
    [
      'a branch that was deleted',
      [green(1, 400, { head_branch: 'gone' }), red(2, 5, { head_branch: 'gone' })],
      9002,
      'ignore',
      'gone',
    ],
    [
      'the display name of the workflow changed',
      [red(1, 400, { name: 'Old name' }), green(2, 5, { name: 'New name' })],
      9002,
      'recover',
      'Green again',
    ],
  ])('%s', async (_, runs, id, decision, words) => {
    const { outputs, exitCode } = await ask(runs, id)
    expect([exitCode, outputs['decision']]).toEqual([0, decision])
    expect(outputs['reason']).toContain(words)
  })

  test('two workflows of one name are two incidents', async () => {
    const other = { workflow: '.github/workflows/other.yml' }
    const runs = [
      green(1, 400),
      red(1, 300, { id: 8001, ...other, jobs: failing(['test'], 600) }),
      green(2, 5),
    ]
    const { outputs } = await ask(runs, 9002)
    expect([outputs['decision'], outputs['incident-key']]).toEqual([
      'ignore',
      'acme/web:.github/workflows/ci.yml@main',
    ])
  })

  test('the default branch was renamed', async () => {
    const runs = [
      red(1, 300, { head_branch: 'trunk', head_sha: 'trunk' }),
      green(2, 5, { head_branch: 'trunk', head_sha: 'trunk' }),
    ]
    expect((await ask(runs, 9002, {}, { default_branch: 'trunk' })).outputs['decision']).toBe('recover')
  })

  test('256 jobs of a matrix: one line, five requests', async () => {
    const jobs = Array.from({ length: 256 }, (_, index) =>
      job(
        1000 + index,
        `test (${index % 16}, ${Math.floor(index / 16)})`,
        index % 16 === 3 ? 'failure' : 'success',
      ),
    )
    const now = await scene([green(1, 400), red(2, 5, { jobs })])
    const { outputs, summary, requests } = await now.notify(9002, {
      'webhook-url': now.channels.urls['webhook-url'],
    })
    await now.close()
    expect(outputs['decision']).toBe('open')
    expect(summary).toContain('16/256')
    expect(requests.length).toBeLessThanOrEqual(9)
  })

  test('names of jobs with markdown, emoji and right-to-left text', async () => {
    const names = [
      '`x` | **b** <img src=x>',
      '🔥 deploy',
      'בדיקה \u202Eevil',
      '@everyone #1 [a](https://evil.example)',
    ]
    const now = await scene([green(1, 400), red(2, 5, { jobs: failing(names) })])
    const inputs = Object.fromEntries(
      ['slack-webhook-url', 'teams-webhook-url', 'discord-webhook-url', 'webhook-url'].map((name) => [
        name,
        now.channels.urls[name as 'webhook-url'],
      ]),
    )
    const { outputs, delivered, summary } = await now.notify(9002, inputs)
    await now.close()
    expect([outputs['decision'], Object.values(delivered).map(({ status }) => status)]).toEqual([
      'open',
      ['sent', 'sent', 'sent', 'sent'],
    ])
    expect(summary).not.toContain('\u202E')
    expect(now.channels.received).toHaveLength(4)
  })
})

describe('odd receivers', () => {
  test.each<[number, string, string]>([
    [200, 'sent', ''],
    [204, 'sent', ''],
    [301, 'failed', ''],
    [410, 'failed', 'webhook-url'],
    [418, 'failed', ''],
  ])('a webhook that answers %s', async (status, expected, words) => {
    const now = await scene([green(1, 400), red(2, 5)])
    now.channels.script('webhook', {
      status,
      body: '',
      headers: { location: 'https://evil.example/' },
    })
    const { delivered, annotations } = await now.notify(9002, {
      'webhook-url': now.channels.urls['webhook-url'],
    })
    await now.close()
    expect(delivered['webhook']?.status).toBe(expected)
    expect(JSON.stringify(annotations)).toContain(words)
  })

  test('both a Slack webhook and a bot are told', async () => {
    const now = await scene([green(1, 400), red(2, 5)])
    const { urls } = now.channels
    const { delivered } = await now.notify(9002, {
      'slack-webhook-url': urls['slack-webhook-url'],
      'slack-bot-token': 'xoxb-1-test',
      'slack-channel': 'C0123456789',
      'slack-api-url': urls['slack-api-url'],
    })
    await now.close()
    expect([delivered['slack']?.status, delivered['slack-bot']?.status]).toEqual(['sent', 'sent'])
  })
})

describe('odd inputs', () => {
  const told = async (inputs: Record<string, string>) => {
    const { exitCode, outputs, log, annotations } = await ask([green(1, 400), red(2, 5)], 9002, inputs)
    return { exitCode, decision: outputs['decision'] ?? '', text: `${log} ${JSON.stringify(annotations)}` }
  }
  test.each<[Record<string, string>, string]>([
    [{ 'time-zone': 'Mars/Olympus' }, 'time-zone'],
    [{ 'quiet-hours': '22:00-22:00' }, '22:00-07:00'],
    [{ fields: 'verdict, colour' }, 'verdict, jobs, error, suspects, streak, run'],
    [{ 'notify-on': 'opened' }, 'open'],
    [{ mentions: 'alice = bob' }, 'github-login: U0123ABC'],
    [{ 'remind-every': 'daily' }, '24h'],
    [{ 'escalate-mention': '@channel!' }, '@here'],
    [{ 'notify-after': '0' }, 'notify-after'],
    [{ 'run-id': 'latest' }, 'run-id'],
    [{ issue: 'on' }, 'auto'],
  ])('%j is refused with its name and the fix', async (inputs, words) => {
    const { exitCode, text } = await told(inputs)
    expect(exitCode).toBe(1)
    expect(text).toContain(Object.keys(inputs)[0])
    expect(text).toContain(words)
  })

  test('all problems are told at once', async () => {
    const { text } = await told({ 'time-zone': 'X', fields: 'y', 'notify-on': 'z', mentions: 'm' })
    for (const name of ['time-zone', 'fields', 'notify-on', 'mentions']) expect(text).toContain(`"${name}"`)
  })

  test('an empty notify-on takes its default', async () => {
    const { exitCode, decision } = await told({ 'notify-on': '' })
    expect([exitCode, decision]).toEqual([0, 'open'])
  })

  test('a title may name what is not known; that stays as it is', async () => {
    const now = await scene([green(1, 400), red(2, 5)])
    const title = '{workflow} {nonsense} {constructor}'
    await now.notify(9002, { title, 'slack-webhook-url': now.channels.urls['slack-webhook-url'] })
    await now.close()
    expect(JSON.stringify(now.channels.received)).toContain('CI {nonsense} {constructor}')
  })

  test.each([['plain'], ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], ['old new']])(
    'the webhook secret %s signs',
    async (secret) => {
      const now = await scene([green(1, 400), red(2, 5)])
      const inputs = { 'webhook-url': now.channels.urls['webhook-url'], 'webhook-secret': secret }
      const { delivered } = await now.notify(9002, inputs)
      await now.close()
      expect(delivered['webhook']?.status).toBe('sent')
      expect(JSON.stringify(now.channels.received[0]).split('v1,')).toHaveLength(secret.split(' ').length + 1)
    },
  )

  test.each([
    ['Zoë <zoe@exämple.org>, "Ops, all" <ops@example.com>', 'ci@example.com'],
    ['a@example.com\r\nBcc: b@example.com', 'ci@example.com'],
    ['nobody', 'ci@example.com'],
    ['a@example.com', 'CI <ci@example.com>\r\nBcc: x@example.com'],
  ])('recipients %j: a mail, or the address that is wrong', async (to, from) => {
    const { exitCode, text } = await told({
      'smtp-url': 'smtp://127.0.0.1:1',
      'email-from': from,
      'email-to': to,
      'timeout-seconds': '5',
    })
    expect(exitCode).toBe(0)
    expect(text).toMatch(/is no email address|ECONNREFUSED/)
  })

  test('a preview folder that cannot be written is a warning with its fix, and the messages go out', async () => {
    const now = await scene([green(1, 400), red(2, 5)])
    const { exitCode, delivered, annotations } = await now.notify(9002, {
      'preview-dir': join(root, 'package.json', 'x'),
      'webhook-url': now.channels.urls['webhook-url'],
    })
    await now.close()
    expect([exitCode, delivered['webhook']?.status]).toEqual([0, 'sent'])
    expect(JSON.stringify(annotations)).toContain('preview-dir')
  })

  test('a preview folder outside of the workspace is written', async () => {
    const now = await scene([green(1, 400), red(2, 5)])
    const { exitCode, delivered } = await now.notify(9002, {
      'preview-dir': folder,
      'dry-run': 'true',
      'webhook-url': now.channels.urls['webhook-url'],
    })
    await now.close()
    expect([exitCode, delivered['webhook']?.status]).toEqual([0, 'preview'])
  })
})
