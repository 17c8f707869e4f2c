import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parseMarker } from '../../../actions/notify-failure/channels/marker.ts'
import { job, run, scene, type Part, type Scene } from '../../support/incident-scene.ts'

let now: Scene
const failing = (number: number, names = ['test']) => ({
  jobs: names.map((name, index) => job(number * 10 + index, name, 'failure')),
})
beforeEach(async () => {
  now = await scene([run(1, 'success', 500), run(2, 'failure', 400, failing(2))])
})
afterEach(() => now.close())

const gone = { status: 404, body: 'no_service' }
const inputs = (more: Record<string, string> = {}) => ({
  issue: 'auto',
  'slack-webhook-url': now.channels.urls['slack-webhook-url'],
  'webhook-url': now.channels.urls['webhook-url'],
  ...more,
})
const next = async (number: number, conclusion: string, names?: string[]) => {
  const more = conclusion === 'failure' ? failing(number, names) : {}
  await now.emulator.add('acme/web', { workflow_runs: [run(number, conclusion, 400 - number, more)] })
}
const arrived = () => ({
  slack: now.channels.shown('slack').length,
  webhook: now.channels.shown('webhook').map(({ json }) => json['decision']),
})
const issue = () => [...(now.emulator.world.repositories.values().next().value?.issues.values() ?? [])][0]
const issueRequests = (requests: string[]) => requests.filter((route) => route.includes('/issues'))

describe('with an issue', () => {
  test('what did not arrive is told by the next failed run, once, and only there', async () => {
    now.channels.script('slack', gone)
    const first = await now.notify(9002, inputs())
    expect([first.delivered['slack']?.status, first.delivered['webhook']?.status]).toEqual(['failed', 'sent'])
    expect(first.summary).toContain('The next failed run sends it again.')

    await next(3, 'failure')
    const second = await now.notify(9003, inputs())
    expect(second.outputs['decision']).toBe('open')
    expect(second.outputs['reason']).toContain('undelivered to slack until now')
    expect(issueRequests(second.requests)).toHaveLength(2)
    expect(arrived()).toEqual({ slack: 1, webhook: ['open'] })
    expect(JSON.stringify(now.channels.shown('slack')[0]?.json)).toContain('failed 2 times in a row')

    await next(4, 'failure')
    const third = await now.notify(9004, inputs({ 'escalate-after': '0' }))
    expect(third.outputs['decision']).toBe('update')
    expect(arrived()).toEqual({ slack: 1, webhook: ['open'] })
  })

  test('as long as it does not arrive it is tried again', async () => {
    for (const number of [2, 3, 4]) {
      if (number > 2) await next(number, 'failure')
      now.channels.script('slack', gone)
      const { outputs } = await now.notify(9000 + number, inputs({ 'escalate-after': '0' }))
      expect(outputs['decision']).toBe('open')
    }
    expect(arrived()).toEqual({ slack: 0, webhook: ['open'] })
    await next(5, 'failure')
    await now.notify(9005, inputs({ 'escalate-after': '0' }))
    expect(arrived()).toEqual({ slack: 1, webhook: ['open'] })
  })

  test('recovery reaches only the channels that were told of the failure', async () => {
    now.channels.script('slack', gone)
    await now.notify(9002, inputs())
    await next(3, 'success')
    const { delivered, requests } = await now.notify(9003, inputs())
    expect(arrived()).toEqual({ slack: 0, webhook: ['open', 'recover'] })
    expect(delivered['slack']).toEqual({ status: 'skipped', because: expect.stringContaining('not told') })
    expect(issueRequests(requests)).toHaveLength(2)
    // The next incident begins anew.
    await next(4, 'failure')
    await now.notify(9004, inputs())
    expect(arrived()).toEqual({ slack: 1, webhook: ['open', 'recover', 'open'] })
  })

  test('an escalation that did not arrive is told as one', async () => {
    await now.notify(9002, inputs({ 'escalate-after': '2' }))
    await next(3, 'failure')
    now.channels.script('webhook', gone)
    await now.notify(9003, inputs({ 'escalate-after': '2' }))
    await next(4, 'failure')
    const { outputs } = await now.notify(9004, inputs({ 'escalate-after': '2' }))
    expect(outputs['decision']).toBe('escalate')
    expect(arrived()).toEqual({ slack: 2, webhook: ['open', 'escalate'] })
  })

  test('a lost answer counts as told: twice is worse than late', async () => {
    now.channels.script('slack', { cut: 'reset', effect: true })
    expect((await now.notify(9002, inputs())).delivered['slack']?.status).toBe('unsure')
    await next(3, 'failure')
    expect((await now.notify(9003, inputs())).outputs['decision']).toBe('update')
    expect(arrived().slack).toBe(1)
  })

  test('the same run once more tells nobody twice', async () => {
    await now.notify(9002, inputs())
    const again = await now.notify(9002, inputs())
    expect([again.delivered['slack']?.status, arrived()]).toEqual([
      'skipped',
      { slack: 1, webhook: ['open'] },
    ])
  })

  test('a channel that is configured later hears of the incident that is on', async () => {
    await now.notify(9002, { issue: 'auto', 'webhook-url': now.channels.urls['webhook-url'] })
    await next(3, 'failure')
    await now.notify(9003, inputs())
    expect(arrived()).toEqual({ slack: 1, webhook: ['open'] })
  })

  test('new jobs are told as such where the incident is known, and opened where it is not', async () => {
    now.channels.script('slack', gone)
    await now.notify(9002, inputs())
    await next(3, 'failure', ['test', 'lint'])
    const { outputs } = await now.notify(9003, inputs())
    expect(outputs['decision']).toBe('changed')
    expect(arrived()).toEqual({ slack: 1, webhook: ['open', 'changed'] })
    expect(JSON.stringify(now.channels.shown('slack')[0]?.json)).not.toContain('fails in more jobs')
  })

  test('quiet hours make nothing up, and open no issue', async () => {
    now.channels.script('slack', gone)
    await now.notify(9002, inputs())
    await next(3, 'failure')
    // The emulated now is 12:00 UTC.
    const quiet = { 'quiet-hours': '11:30-12:30' }
    expect((await now.notify(9003, inputs(quiet))).outputs['decision']).toBe('update')
    expect(arrived().slack).toBe(0)
    await now.close()
    now = await scene([run(1, 'success', 500), run(2, 'failure', 400), run(3, 'failure', 1)])
    const { outputs, delivered } = await now.notify(9003, inputs(quiet))
    expect([outputs['decision'], delivered['issue']?.because]).toEqual([
      'update',
      'In quiet hours no issue is opened.',
    ])
    expect(issue()).toBeUndefined()
  })

  test("a marker of a version to come keeps what is not known here; another version's issue is not touched", async () => {
    await now.notify(9002, inputs())
    const ours = issue()!
    ours.body = (ours.body ?? '').replace('v1 {', 'v1 {"future":{"a":[1]},')
    await next(3, 'failure')
    await now.notify(9003, inputs())
    expect(parseMarker(issue()?.body ?? '')).toMatchObject({ runId: 9003, more: { future: { a: [1] } } })
    ours.body = ours.body.replace('notify-failure:v1', 'notify-failure:v2')
    const before = ours.body
    await next(4, 'success')
    const { delivered } = await now.notify(9004, inputs())
    expect([
      delivered['issue']?.status,
      issue()?.body,
      now.emulator.state().repositories[0]?.issues.length,
    ]).toEqual(['skipped', before, 1])
  })

  test('of several open issues one goes at each failure, and all at the recovery', async () => {
    await now.notify(9002, inputs())
    const body = issue()!.body
    const copies: Part[] = [11, 12, 13].map((number) => ({
      number,
      title: 'CI failed',
      body,
      labels: ['ci-incident'],
      user: 'automation-bot',
    }))
    await now.emulator.add('acme/web', { issues: copies })
    const open = () =>
      (now.emulator.state().repositories[0]?.issues ?? [])
        .filter(({ state }) => state === 'open')
        .map(({ number }) => number)
    await next(3, 'failure')
    expect(issueRequests((await now.notify(9003, inputs())).requests)).toHaveLength(3)
    expect(open()).toHaveLength(3)
    await next(4, 'success')
    expect(issueRequests((await now.notify(9004, inputs())).requests)).toHaveLength(4)
    expect(open()).toEqual([])
    await next(5, 'failure')
    expect((await now.notify(9005, inputs())).delivered['issue']?.because).toBe('Reopened #1.')
  })

  test('the first message of the bot was deleted: the news begins a new one', async () => {
    const bot = {
      issue: 'auto',
      'slack-bot-token': 'xoxb-1-abcdefghijk',
      'slack-channel': 'C0123456789',
      'slack-api-url': now.channels.urls['slack-api-url'],
    }
    const first = await now.notify(9002, bot)
    await next(3, 'failure', ['test', 'lint'])
    now.channels.script('slack-bot', { status: 200, body: '{"ok":false,"error":"message_not_found"}' })
    const second = await now.notify(9003, bot)
    expect(second.delivered['slack-bot']?.status).toBe('sent')
    const ts = second.outputs['slack-ts']
    expect(ts).not.toBe(first.outputs['slack-ts'])
    expect(now.channels.shown('slack-bot').at(-1)?.json).not.toHaveProperty('thread_ts')
    await next(4, 'success')
    await now.notify(9004, bot)
    expect(now.channels.shown('slack-bot').at(-1)?.json).toMatchObject({ thread_ts: ts })
  })
})

test('without an issue nothing remembers it, and the table says so', async () => {
  now.channels.script('slack', gone)
  const first = await now.notify(9002, inputs({ issue: 'off' }))
  expect(first.summary).toContain('Nothing sends it again: set')
  expect(first.annotations.map(({ message }) => message).join()).toContain('`issue: auto`')
  await next(3, 'failure')
  expect((await now.notify(9003, inputs({ issue: 'off' }))).outputs['decision']).toBe('update')
})
