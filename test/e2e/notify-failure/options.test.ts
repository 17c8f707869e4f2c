import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { job, run, scene, type Scene } from '../../support/incident-scene.ts'

let now: Scene
const jobs = [
  job(20, 'test (22)', 'failure', {
    log: 'start\nError: from the log\n##[error]Process completed with exit code 1.\n',
  }),
]

beforeAll(async () => {
  const runs = [
    run(1, 'success', 500),
    run(2, 'failure', 400, { jobs }),
    run(3, 'failure', 300, { jobs: [job(30, 'test (22)', 'failure')] }),
  ]
  now = await scene(runs, {
    commits: Array.from({ length: 12 }, (_, index) => ({ message: `Change ${index}`, author: 'alice' })),
  })
})
afterAll(() => now.close())

/** What Slack was shown by the run that failed second, or by another. */
async function shown(
  inputs: Record<string, string>,
  runId = 9003,
): Promise<{ text: string; decision: string; routes: string }> {
  const before = now.channels.received.length
  const { outputs, requests } = await now.notify(runId, {
    'slack-webhook-url': now.channels.urls['slack-webhook-url'],
    ...inputs,
  })
  const text = JSON.stringify(now.channels.received.slice(before).map(({ json }) => json))
  return { text, decision: outputs['decision'] ?? '', routes: requests.join(' ') }
}

/** Everything below speaks of run 3, which opens because of this. */
const opening = { 'notify-after': '2' }

describe('each option changes something', () => {
  test('notify-after', async () => {
    expect((await shown({})).decision).toBe('update')
    expect((await shown(opening)).decision).toBe('open')
    expect((await shown({ 'notify-after': '3' })).decision).toBe('suppress')
  })

  test('escalate-after and escalate-mention', async () => {
    const escalated = await shown({ 'escalate-after': '2', 'escalate-mention': '@here' })
    expect([escalated.decision, escalated.text.includes('<!here>')]).toEqual(['escalate', true])
    expect((await shown({ 'escalate-after': '0' })).decision).toBe('update')
  })

  test('remind-every', async () => {
    expect((await shown({ 'remind-every': '1 run' })).decision).toBe('remind')
  })

  test('notify-on', async () => {
    expect((await shown({ 'notify-on': 'recover' })).decision).toBe('suppress')
  })

  test('log-excerpt', async () => {
    const [on, off] = [await shown(opening), await shown({ ...opening, 'log-excerpt': 'off' })]
    expect([
      on.routes.includes('/logs'),
      off.routes.includes('/logs'),
      off.routes.includes('annotations'),
    ]).toEqual([true, false, false])
  })

  test('suspects', async () => {
    const [on, off] = [await shown(opening), await shown({ ...opening, suspects: 'off' })]
    expect([
      on.text.includes('Since the last green run'),
      off.text.includes('Since the last green run'),
    ]).toEqual([true, false])
    expect(off.routes).not.toContain('compare')
  })

  test('mentions', async () => {
    const [with_, without] = [
      await shown({ ...opening, mentions: 'alice: U0123456789' }),
      await shown(opening),
    ]
    expect([with_.text.includes('<@U0123456789>'), without.text.includes('<@U')]).toEqual([true, false])
  })

  test('fields and title', async () => {
    const { text } = await shown({ ...opening, fields: 'jobs', title: '{workflow}: {decision} {streak}' })
    expect([text.includes('CI: open 2'), text.includes('Verdict'), text.includes('failing job')]).toEqual([
      true,
      false,
      true,
    ])
  })

  test('smtp-host and its parts', async () => {
    const mails: { user: string; to: number }[] = []
    const server = new SMTPServer({
      logger: false,
      onAuth: ({ username = '', password }, _session, done) =>
        password === 'right password' ? done(null, { user: username }) : done(new Error('no')),
      onData: (stream, session, done) => {
        mails.push({ user: String(session.user), to: session.envelope.rcptTo.length })
        stream.resume()
        stream.on('end', () => done())
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as { port: number }
    const parts = {
      'smtp-host': 'localhost',
      'smtp-port': String(port),
      'smtp-user': 'ci',
      'smtp-password': 'right password',
      'email-from': 'CI <ci@example.com>',
      'email-to': 'a@example.com, b@example.com',
    }
    const { delivered } = await now.notify(9003, { ...opening, ...parts })
    const wrong = await now.notify(9003, { ...opening, ...parts, 'email-to': 'nobody' })
    await new Promise<void>((resolve) => server.close(() => resolve()))
    expect([delivered['email']?.status, mails]).toEqual(['sent', [{ user: 'ci', to: 2 }]])
    expect(wrong.delivered['email']).toMatchObject({
      status: 'failed',
      because: expect.stringContaining('nobody'),
    })
  })
})

test('more than a hundred jobs are all read, and the log comes from another origin without our token', async () => {
  const many = Array.from({ length: 230 }, (_, index) =>
    job(
      1000 + index,
      `test (${index})`,
      index === 229 ? 'failure' : 'success',
      index === 229 ? { log: 'Error: of the last\n' } : {},
    ),
  )
  const large = await scene([run(1, 'success', 300), run(2, 'failure', 200, { jobs: many })])
  try {
    const { outputs, summary } = await large.notify(9002)
    expect(outputs['decision']).toBe('open')
    expect(summary).toContain('test 1/230: 229')
    expect(summary).toContain('Error: of the last')
    const storage = large.emulator
      .requests()
      .filter(({ kind }) => !['rest', 'graphql', 'admin', 'page'].includes(kind))
    expect(storage).toHaveLength(1)
    expect(storage.map(({ token, status }) => [token ?? null, status])).toEqual([[null, 200]])
  } finally {
    await large.close()
  }
})
