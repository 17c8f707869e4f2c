import { afterEach, describe, expect, test } from '@jest/globals'
import { job, run, scene, type Part, type Scene } from '../../support/incident-scene.ts'

let open: Scene | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function on(runs: Part[], repository: Part = {}): Promise<Scene> {
  open = await scene(runs, repository)
  return open
}

/** The environment of a step inside run `number` of CI. */
const inside = (number: number, event = 'push') => ({
  event,
  env: {
    GITHUB_RUN_ID: String(9000 + number),
    GITHUB_RUN_NUMBER: String(number),
    GITHUB_WORKFLOW: 'CI',
    GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/ci.yml@refs/heads/main',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_JOB: 'notify',
  },
})
const running = (number: number, jobs: Part[]) =>
  run(number, 'success', 10, { status: 'in_progress', conclusion: null, jobs })
const own = (id: number, steps: Part[] = []) => ({
  id,
  name: 'notify',
  status: 'in_progress',
  conclusion: null,
  steps,
})

describe('a final job', () => {
  test('red when a job failed, green when all passed, silent while some still run', async () => {
    const red = await on([
      run(1, 'success', 300),
      running(2, [job(20, 'test', 'failure', { log: 'Error: broken\n' }), own(21)]),
    ])
    const failed = await red.notify(0, { mode: 'job', 'job-id': '21' }, inside(2))
    expect(failed.outputs).toMatchObject({ decision: 'open', streak: '1' })
    expect(failed.summary).toContain('Error: broken')
    await red.close()
    const green = await on([run(1, 'failure', 300), running(2, [job(20, 'test', 'success'), own(21)])])
    const fixed = await green.notify(0, { mode: 'job' }, inside(2))
    expect([fixed.outputs['decision'], fixed.requests.length]).toEqual(['recover', 2])
    await green.close()
    const waiting = await on([
      run(1, 'failure', 300),
      running(2, [
        job(20, 'test', 'success'),
        { id: 22, name: 'slow', status: 'queued', conclusion: null },
        own(21),
      ]),
    ])
    const silent = await waiting.notify(0, { mode: 'job', 'job-id': '21' }, inside(2))
    expect(silent.outputs['decision']).toBe('ignore')
    expect(silent.outputs['reason']).toContain('not finished')
  })

  test('a sibling that ran into its time limit is a failure', async () => {
    const late = job(20, 'test', 'cancelled', {
      started_at: '-2h',
      completed_at: '-1h',
      annotations: [
        {
          level: 'failure',
          message: 'The job has exceeded the maximum execution time of 1h0m0s',
          path: '.github',
          line: 1,
        },
      ],
    })
    const { notify } = await on([run(1, 'success', 300), running(2, [late, own(21)])])
    expect((await notify(0, { mode: 'job', 'job-id': '21' }, inside(2))).outputs['decision']).toBe('open')
  })
})

describe('a last step', () => {
  const steps = [
    { name: 'Build', conclusion: 'failure' },
    { name: 'Notify', status: 'in_progress', conclusion: null },
  ]

  test('sees its own failed step, and asks for no log of the job that runs', async () => {
    const { notify } = await on([run(1, 'success', 300), running(2, [own(21, steps)])])
    const { outputs, requests, summary } = await notify(0, { mode: 'step', 'job-id': '21' }, inside(2))
    expect(outputs['decision']).toBe('open')
    expect(summary).toContain('Build')
    expect(requests.some((route) => route.includes('/logs'))).toBe(false)
  })

  test('green after green costs one request when the status is known', async () => {
    const { notify } = await on([run(1, 'success', 300), running(2, [own(21)])])
    const { outputs, requests } = await notify(
      0,
      { mode: 'step', 'job-id': '21', 'job-status': 'success' },
      inside(2),
    )
    expect([outputs['decision'], requests.length]).toEqual(['ignore', 1])
  })

  test('does not say fixed while another job is red', async () => {
    const { notify } = await on([run(1, 'failure', 300), running(2, [job(20, 'lint', 'failure'), own(21)])])
    const { outputs } = await notify(0, { mode: 'step', 'job-id': '21', 'job-status': 'success' }, inside(2))
    expect(outputs['decision']).toBe('ignore')
  })

  test('of a matrix the first cell that failed speaks', async () => {
    const cell = (id: number, name: string) => ({ id, name, status: 'in_progress', conclusion: null, steps })
    const { notify } = await on([
      run(1, 'success', 300),
      running(2, [cell(21, 'test (a)'), cell(22, 'test (b)')]),
    ])
    expect((await notify(0, { mode: 'step', 'job-id': '21' }, inside(2))).outputs['decision']).toBe('open')
    const second = await notify(0, { mode: 'step', 'job-id': '22' }, inside(2))
    expect(second.outputs['decision']).toBe('ignore')
    expect(second.outputs['reason']).toContain('test (a)')
  })
})

describe('a sweep', () => {
  const sweepRun = (number: number, ago: number) => ({
    ...run(number, 'success', ago),
    id: 7000 + number,
    workflow: '.github/workflows/sweep.yml',
    name: 'Sweep',
    event: 'schedule',
    jobs: [],
  })
  const workflows = {
    workflows: [
      { path: '.github/workflows/ci.yml' },
      { path: '.github/workflows/deploy.yml' },
      { path: '.github/workflows/sweep.yml' },
    ],
  }
  const deploy = (number: number, conclusion: string, ago: number) => ({
    ...run(number, conclusion, ago),
    id: 8000 + number,
    workflow: '.github/workflows/deploy.yml',
    name: 'Deploy',
    jobs: [job(800 + number, 'deploy', conclusion)],
  })
  const sweeping = {
    event: 'schedule',
    env: {
      GITHUB_RUN_ID: '7999',
      GITHUB_WORKFLOW: 'Sweep',
      GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/sweep.yml@refs/heads/main',
      GITHUB_REF: 'refs/heads/main',
    },
  }

  test('tells each workflow once, at the first sweep after it broke', async () => {
    const runs = [
      run(1, 'success', 500),
      run(2, 'failure', 400),
      deploy(1, 'success', 500),
      deploy(2, 'startup_failure', 30),
    ]
    const now = await on([...runs, sweepRun(1, 60)], workflows)
    const { outputs, summary } = await now.notify(
      0,
      { mode: 'sweep', 'webhook-url': now.channels.urls['webhook-url'] },
      sweeping,
    )
    expect(outputs['decision']).toBe('open')
    expect(now.channels.shown('webhook').map(({ json }) => (json['run'] as Part)['workflow'])).toEqual([
      'Deploy',
    ])
    expect(summary).toContain('CI on main')
  })

  const timedOut = (number: number, ago: number) =>
    run(number, 'cancelled', ago, {
      jobs: [
        job(number * 10, 'test', 'cancelled', {
          annotations: [
            {
              level: 'failure',
              message: 'The job has exceeded the maximum execution time of 1h0m0s',
              path: '.github',
              line: 1,
            },
          ],
        }),
      ],
    })
  const failing = (number: number, ago: number, names: string[]) =>
    run(number, 'failure', ago, {
      jobs: names.map((name, index) => job(number * 10 + index, name, 'failure')),
    })
  const attempts = [
    {
      run_attempt: 1,
      status: 'completed',
      conclusion: 'failure',
      run_started_at: '-110m',
      updated_at: '-100m',
      jobs: [],
    },
  ]
  test.each([
    ['green after a time-out', [timedOut(2, 100), sweepRun(1, 60), run(3, 'success', 20)], 'recover'],
    ['time-outs in a row', [timedOut(2, 100), sweepRun(1, 60), timedOut(3, 20)], 'update'],
    ['a time-out', [timedOut(2, 20), sweepRun(1, 60)], 'open', '1h0m0s'],
    ['other jobs', [failing(2, 100, ['test']), sweepRun(1, 60), failing(3, 20, ['test', 'lint'])], 'changed'],
    [
      'other jobs that were told',
      [failing(2, 100, ['test']), failing(3, 80, ['test', 'lint']), sweepRun(1, 90), sweepRun(2, 60)],
      'update',
    ],
    [
      'a re-run that is going on',
      [
        run(2, 'failure', 10, {
          run_attempt: 2,
          status: 'in_progress',
          conclusion: null,
          previous_attempts: attempts,
        }),
        sweepRun(1, 60),
      ],
      'update',
    ],
    [
      'green on the second attempt',
      [run(2, 'success', 20, { run_attempt: 2, previous_attempts: attempts }), sweepRun(1, 60)],
      'recover',
    ],
  ])('%s', async (_, runs, expected, words = '') => {
    const now = await on([run(1, 'success', 500), ...runs], workflows)
    const { outputs } = await now.notify(0, { mode: 'sweep' }, sweeping)
    expect(outputs['decision']).toBe(expected)
    expect(outputs['reason']).toContain(words)
  })

  test('reminds by time alone', async () => {
    const now = await on([run(1, 'success', 3000), run(2, 'failure', 2900), sweepRun(1, 2890)], workflows)
    const { outputs } = await now.notify(0, { mode: 'sweep', 'remind-every': '24h' }, sweeping)
    expect(outputs['decision']).toBe('remind')
  })
})

describe('quiet hours', () => {
  test('hold back, and the next red run tells it with its true start', async () => {
    // The emulated now is a Sunday, 12:00 UTC.
    const now = await on([run(1, 'success', 300), run(2, 'failure', 20), run(3, 'failure', 0)])
    const inputs = { 'webhook-url': now.channels.urls['webhook-url'], 'quiet-hours': '11:30-12:30' }
    const held = await now.notify(9003, inputs)
    expect(held.outputs['decision']).toBe('suppress')
    expect(held.outputs['reason']).toContain('12:30')
    expect(now.channels.received).toEqual([])
    const told = await now.notify(9003, { ...inputs, 'quiet-hours': '11:30-11:50' })
    expect(told.outputs).toMatchObject({ decision: 'open', streak: '2' })
    expect(now.channels.shown('webhook')[0]?.json).toMatchObject({
      incident: { first_run_id: 9002, streak: 2 },
    })
  })
})
