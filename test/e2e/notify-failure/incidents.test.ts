import { afterEach, describe, expect, test } from '@jest/globals'
import { job, run, scene, type Part, type Scene } from '../../support/incident-scene.ts'

let open: Scene | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function on(runs: Part[], repository: Part = {}, world: Part = {}): Promise<Scene> {
  open = await scene(runs, repository, world)
  return open
}

const annotated = (message: string) => ({
  annotations: [{ level: 'failure', message, path: 'src/a.test.ts', line: 3 }],
})

describe('one message per incident', () => {
  test('it breaks, stays broken, escalates, and is green again; GitHub is asked little', async () => {
    const failing = (id: number) => ({
      jobs: [
        job(id, 'test (22)', 'failure', annotated('AssertionError: expected 1, got 2')),
        job(id + 1, 'lint', 'success'),
      ],
    })
    const runs = [
      run(1, 'success', 300),
      run(2, 'failure', 200, failing(20)),
      run(3, 'failure', 150, failing(30)),
      run(4, 'failure', 100, failing(40)),
      run(5, 'success', 50),
    ]
    const said: string[] = []
    for (let until = 1; until <= runs.length; until++) {
      const { notify, channels } = await on(runs.slice(0, until))
      const { outputs, exitCode, requests, delivered } = await notify(9000 + until, {
        'slack-webhook-url': channels.urls['slack-webhook-url'],
        'escalate-mention': '@here',
      })
      expect(exitCode).toBe(0)
      said.push(`${outputs['decision']} ${requests.length} ${channels.shown('slack').length}`)
      expect(delivered['slack']?.status ?? 'none').toBe(
        ['open', 'escalate', 'recover'].includes(outputs['decision'] ?? '') ? 'sent' : 'none',
      )
      await open?.close()
      open = undefined
    }
    // Decision, requests to GitHub, messages in Slack.
    expect(said).toEqual(['ignore 1 0', 'open 4 1', 'update 3 0', 'escalate 4 1', 'recover 1 1'])
  })

  test('the message names job, step, error, place, suspects and the escalation', async () => {
    const { notify, channels } = await on([
      run(1, 'success', 300),
      run(2, 'failure', 200, {
        jobs: [job(20, 'test (22)', 'failure', annotated('AssertionError: expected 1, got 2'))],
      }),
    ])
    const { outputs, summary } = await notify(9002, {
      'slack-webhook-url': channels.urls['slack-webhook-url'],
    })
    const text = JSON.stringify(channels.shown('slack')[0]?.json)
    for (const part of [
      'test (22)',
      'Run tests',
      'expected 1, got 2',
      'src/a.test.ts:3',
      'Since the last green run: 1 commit',
    ])
      expect(text).toContain(part)
    expect(outputs).toMatchObject({
      verdict: 'new',
      streak: '1',
      'incident-key': 'acme/web:.github/workflows/ci.yml@main',
    })
    expect(summary).toContain('| slack | sent |')
  })

  test('several failing jobs: at most three are explained', async () => {
    const jobs = Array.from({ length: 6 }, (_, index) =>
      job(20 + index, `test (${index})`, 'failure', { log: `line\n##[error]Error: broken ${index}\n` }),
    )
    const { notify } = await on([run(1, 'success', 300), run(2, 'failure', 200, { jobs })])
    const { requests, summary } = await notify(9002)
    expect(requests.length).toBeLessThanOrEqual(3 + 2 * 3)
    expect(requests.filter((route) => route.includes('/logs'))).toHaveLength(3)
    expect(summary).toContain('6 failing jobs')
  })
})

describe('what GitHub calls cancelled', () => {
  const cancelled = (message: string) => ({
    jobs: [
      job(20, 'test', 'cancelled', {
        started_at: '-3h',
        completed_at: '-2h',
        annotations: [
          { level: 'failure', message: 'The operation was canceled.', path: '.github', line: 1 },
          { level: 'failure', message, path: '.github', line: 1 },
        ],
      }),
    ],
  })

  test('a time-out is a failure', async () => {
    const { notify, channels } = await on([
      run(1, 'success', 300),
      run(2, 'cancelled', 200, cancelled('The job has exceeded the maximum execution time of 1h0m0s')),
    ])
    const { outputs } = await notify(9002, { 'slack-webhook-url': channels.urls['slack-webhook-url'] })
    expect(outputs).toMatchObject({ decision: 'open', streak: '1' })
    expect(outputs['reason']).toContain('1h0m0s')
    expect(JSON.stringify(channels.shown('slack'))).toContain('1h0m0s')
  })

  const sibling = { level: 'failure', message: 'The operation was canceled.', path: '.github', line: 1 }
  const limit = { ...sibling, message: 'The job has exceeded the maximum execution time of 10m0s' }

  test('the cell that timed out ended first, and five siblings that ran longer were cancelled after it', async () => {
    const jobs = Array.from({ length: 6 }, (_, index) =>
      job(20 + index, `test (${index})`, 'cancelled', {
        started_at: '-70m',
        completed_at: index === 4 ? '-60m' : '-59m',
        annotations: [index === 4 ? limit : sibling],
      }),
    )
    const { notify } = await on([run(1, 'success', 300), run(2, 'cancelled', 59, { jobs })])
    const { outputs, requests } = await notify(9002)
    expect(outputs['decision']).toBe('open')
    expect(outputs['reason']).toContain('10m0s')
    expect(requests.length).toBeLessThanOrEqual(5)
  })

  test('a reason claims no more than was read: 100 of 120 jobs, or none without checks: read', async () => {
    const jobs = Array.from({ length: 120 }, (_, index) =>
      job(20 + index, `test (${index})`, 'cancelled', { started_at: '-70m', annotations: [sibling] }),
    )
    const permissions = { actions: 'read', contents: 'read', metadata: 'read' }
    const tokens = [{ token: 'ghs_small', kind: 'installation', permissions }]
    const { notify } = await on([run(1, 'success', 300), run(2, 'cancelled', 59, { jobs })], {}, { tokens })
    expect((await notify(9002)).outputs['reason']).toContain(
      'of the 100 of 120 cancelled jobs that were read',
    )
    const blind = await notify(9002, {}, { token: 'ghs_small' })
    expect(blind.outputs['reason']).toContain('could not be read')
  })

  test.each([
    ["Canceling since a higher priority waiting request for 'ci-main' exists", 'superseded'],
    ['The run was canceled by @alice.', 'alice'],
  ])('%s: silence, with the reason', async (message, word) => {
    const { notify, channels } = await on([
      run(1, 'success', 300),
      run(2, 'cancelled', 200, cancelled(message)),
    ])
    const { outputs, log } = await notify(9002, { 'slack-webhook-url': channels.urls['slack-webhook-url'] })
    expect(outputs['decision']).toBe('ignore')
    expect(outputs['reason']).toContain(word)
    expect(log).toContain(word)
    expect(channels.received).toEqual([])
  })

  test('a failed sibling makes it red; a run that did not start is red', async () => {
    const jobs = [job(20, 'a', 'failure'), job(21, 'b', 'cancelled')]
    const first = await on([run(1, 'success', 300), run(2, 'cancelled', 200, { jobs })])
    expect((await first.notify(9002)).outputs['decision']).toBe('open')
    await first.close()
    const second = await on([run(1, 'success', 300), run(2, 'startup_failure', 200, { jobs: [] })])
    const { outputs, summary } = await second.notify(9002)
    expect(outputs['decision']).toBe('open')
    expect(summary).toContain('did not start')
  })

  test('nightly time-outs are one incident, and its end is told in three reads', async () => {
    const late = (id: number) => ({
      jobs: [
        job(id, 'test', 'cancelled', {
          started_at: '-3h',
          completed_at: '-2h',
          annotations: [
            {
              level: 'failure',
              message: 'The job has exceeded the maximum execution time of 10m0s',
              path: '.github',
              line: 1,
            },
          ],
        }),
      ],
    })
    const runs = [
      run(1, 'success', 900),
      run(2, 'cancelled', 600, late(20)),
      run(3, 'cancelled', 300, late(30)),
      run(4, 'success', 50),
    ]
    const third = await on(runs.slice(0, 3))
    expect((await third.notify(9003)).outputs).toMatchObject({ decision: 'update', streak: '2' })
    await third.close()
    const fourth = await on(runs)
    const { outputs, requests } = await fourth.notify(9004)
    expect(outputs).toMatchObject({ decision: 'recover', streak: '2' })
    expect(requests.length).toBeLessThanOrEqual(3)
  })
})

describe('attempts, branches, verdicts', () => {
  test('green on the second attempt is a recovery, and flaky', async () => {
    const previous = {
      run_attempt: 2,
      previous_attempts: [
        {
          run_attempt: 1,
          status: 'completed',
          conclusion: 'failure',
          run_started_at: '-220m',
          updated_at: '-210m',
          jobs: [],
        },
      ],
    }
    const { notify } = await on([run(1, 'success', 300), run(2, 'success', 200, previous)])
    const { outputs, requests } = await notify(9002)
    expect(outputs).toMatchObject({ decision: 'recover', verdict: 'flaky', streak: '1' })
    expect(requests.length).toBeLessThanOrEqual(3)
  })

  test('green after an attempt that ran into its time limit is a recovery too', async () => {
    const late = job(15, 'test', 'cancelled', {
      started_at: '-4h',
      completed_at: '-3h',
      annotations: [
        {
          level: 'failure',
          message: 'The job has exceeded the maximum execution time of 1h0m0s',
          path: '.github',
          line: 1,
        },
      ],
    })
    const first = {
      run_attempt: 1,
      status: 'completed',
      conclusion: 'cancelled',
      run_started_at: '-4h',
      updated_at: '-3h',
    }
    const { notify } = await on([
      run(1, 'success', 300),
      run(2, 'success', 100, { run_attempt: 2, previous_attempts: [{ ...first, jobs: [late] }] }),
    ])
    const { outputs, requests } = await notify(9002)
    expect(outputs).toMatchObject({ decision: 'recover', verdict: 'flaky', streak: '1' })
    expect(requests.length).toBeLessThanOrEqual(3)
  })

  test('a job that ran longer than the one that timed out does not hide it', async () => {
    const message = 'The job has exceeded the maximum execution time of 10m0s'
    const annotations = [{ level: 'failure', message, path: '.github', line: 1 }]
    const jobs = [
      job(14, 'slow', 'cancelled', { started_at: '-4h', completed_at: '-3h' }),
      job(15, 'test', 'cancelled', { started_at: '-190m', completed_at: '-3h', annotations }),
    ]
    const ended = { run_started_at: '-4h', updated_at: '-3h', conclusion: 'cancelled' }
    const first = { run_attempt: 1, status: 'completed', ...ended, jobs }
    const { notify } = await on([
      run(1, 'success', 300),
      run(2, 'success', 100, { run_attempt: 2, previous_attempts: [first] }),
    ])
    expect((await notify(9002)).outputs['decision']).toBe('recover')
  })

  test.each([
    ['failed and was allowed to', 'success', [job(14, 'lint', 'failure'), job(15, 'test', 'success')], 3],
    ['was green', 'success', [job(15, 'test', 'success')], 2],
    ['was cancelled by a person', 'cancelled', [job(14, 'lint', 'success'), job(15, 'test', 'cancelled')], 3],
  ])('green again after an attempt that %s is no news', async (_, conclusion, jobs, most) => {
    const first = {
      run_attempt: 1,
      status: 'completed',
      conclusion,
      run_started_at: '-4h',
      updated_at: '-3h',
      jobs,
    }
    const { notify } = await on([
      run(1, 'success', 300),
      run(2, 'success', 100, { run_attempt: 2, previous_attempts: [first] }),
    ])
    const { outputs, requests } = await notify(9002)
    expect(outputs['decision']).toBe('ignore')
    expect(requests.length).toBeLessThanOrEqual(most)
  })

  test('red again in the same jobs is an update, likely real; in other jobs it changed', async () => {
    const previous = (failed: string) => ({
      run_attempt: 2,
      jobs: [job(20, 'test', 'failure')],
      previous_attempts: [
        {
          run_attempt: 1,
          status: 'completed',
          conclusion: 'failure',
          run_started_at: '-220m',
          updated_at: '-210m',
          jobs: [job(15, failed, 'failure')],
        },
      ],
    })
    const same = await on([run(1, 'success', 300), run(2, 'failure', 200, previous('test'))])
    for (const inputs of [{}, { 'dry-run': 'true' }])
      expect((await same.notify(9002, inputs)).outputs).toMatchObject({
        decision: 'update',
        verdict: 'likely real',
      })
    await same.close()
    const other = await on([run(1, 'success', 300), run(2, 'failure', 200, previous('lint'))])
    const { outputs } = await other.notify(9002)
    expect(outputs['decision']).toBe('changed')
    expect(outputs['reason']).toContain('test')
  })

  test('a commit that was green before: environment; a runner that was lost: infrastructure, without suspects', async () => {
    const first = await on([
      run(1, 'success', 300, { head_sha: 'main' }),
      run(2, 'failure', 200, { head_sha: 'main' }),
    ])
    expect((await first.notify(9002)).outputs['verdict']).toBe('environment')
    await first.close()
    const jobs = [
      job(20, 'test', 'failure', annotated('The self-hosted runner lost communication with the server.')),
    ]
    const second = await on([run(1, 'success', 300), run(2, 'failure', 200, { jobs })])
    const { outputs, requests } = await second.notify(9002)
    expect(outputs['verdict']).toBe('infrastructure')
    expect(requests.some((route) => route.includes('compare'))).toBe(false)
  })

  test('feature branches are silent unless named; workflows too', async () => {
    const branch = { branches: [{ name: 'feature/a', from: 'main' }] }
    const { notify } = await on([run(1, 'failure', 200, { head_branch: 'feature/a' })], branch)
    const silent = await notify(9001)
    expect([silent.outputs['decision'], silent.requests.length]).toEqual(['ignore', 0])
    expect((await notify(9001, { branches: 'feature/**' })).outputs['decision']).toBe('open')
    expect((await notify(9001, { branches: '*', workflows: 'Deploy' })).outputs['reason']).toContain(
      'workflows',
    )
    expect((await notify(9001, { branches: '*', workflows: 'ci.yml' })).outputs['decision']).toBe('open')
  })

  test('a result that came late says nothing', async () => {
    const { notify } = await on([run(1, 'success', 300), run(2, 'failure', 100), run(3, 'success', 50)])
    const { outputs } = await notify(9002)
    expect(outputs).toMatchObject({ decision: 'suppress' })
    expect(outputs['reason']).toContain('#3')
  })
})

describe('reads that fail', () => {
  test('without actions: read it still tells, and names the permission', async () => {
    const token = {
      tokens: [
        { token: 'ghs_small', kind: 'installation', permissions: { contents: 'read', metadata: 'read' } },
      ],
    }
    const { notify, channels } = await on([run(1, 'success', 300), run(2, 'failure', 200)], {}, token)
    const { outputs, annotations, exitCode } = await notify(
      9002,
      { 'slack-webhook-url': channels.urls['slack-webhook-url'] },
      { token: 'ghs_small' },
    )
    expect([outputs['decision'], exitCode, channels.shown('slack').length]).toEqual(['open', 0, 1])
    expect(annotations.map(({ message }) => message).join('\n')).toContain('actions: read')
  })

  test('green without a history does not claim that it was green before', async () => {
    const { notify, emulator } = await on([run(1, 'failure', 300), run(2, 'success', 200)])
    emulator.addFaults([{ match: { route: '/**/runs' }, fault: 'html' }] as never)
    expect((await notify(9002, { 'timeout-seconds': '10' })).outputs['reason']).toContain('could not be read')
  }, 20_000)

  test('green after a failure that was not announced says so', async () => {
    const { notify } = await on([run(1, 'failure', 300), run(2, 'success', 200)])
    const { outputs } = await notify(9002, { 'notify-after': '2' })
    expect([outputs['decision'], outputs['reason']]).toEqual([
      'ignore',
      expect.stringContaining('not announced'),
    ])
  })

  test('a run that was deleted is said, and nothing is red', async () => {
    const { notify } = await on([run(1, 'success', 300)])
    const { outputs, exitCode } = await notify(0, { 'run-id': '424242' }, { event: 'workflow_dispatch' })
    expect([outputs['decision'], exitCode]).toEqual(['ignore', 0])
    expect(outputs['reason']).toContain('424242')
  })

  test.each(['hang', 'reset', 'truncate', 'html', 'secondary_limit', 'primary_limit'])(
    'GitHub answers everything with %s: the failure is told all the same, and the step is green',
    async (fault) => {
      const { notify, channels, emulator } = await on([run(1, 'success', 300), run(2, 'failure', 200)])
      emulator.addFaults([{ match: { route: '/**' }, fault }] as never)
      const { outputs, exitCode, annotations } = await notify(9002, {
        'slack-webhook-url': channels.urls['slack-webhook-url'],
        'timeout-seconds': '10',
      })
      expect([outputs['decision'], exitCode, channels.shown('slack').length]).toEqual(['open', 0, 1])
      expect(outputs['reason']).toContain('could not be read')
      expect(annotations.some(({ message }) => message.includes('Could not read the run history'))).toBe(true)
    },
    40_000,
  )
})
