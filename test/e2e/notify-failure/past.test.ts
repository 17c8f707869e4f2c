import { afterEach, describe, expect, test } from '@jest/globals'
import { job, run, scene, type Part, type Scene } from '../../support/incident-scene.ts'

let open: Scene | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function told(runs: Part[], id: number, inputs: Record<string, string> = {}) {
  open = await scene(runs)
  return await open.notify(id, inputs)
}

const attempt = (number: number, conclusion: string, ago: number, jobs: Part[] = []) => ({
  run_attempt: number,
  status: 'completed',
  conclusion,
  run_started_at: `-${ago + 10}m`,
  updated_at: `-${ago}m`,
  jobs,
})
const note = (message: string) => [{ level: 'failure', message, path: '.github', line: 1 }]
const late = (id: number, from: number, until: number) =>
  job(id, 'test', 'cancelled', {
    started_at: `-${from}m`,
    completed_at: `-${until}m`,
    annotations: note('The job has exceeded the maximum execution time of 1h0m0s'),
  })
const byHand = (id: number) =>
  job(id, 'test', 'cancelled', { annotations: note('The run was canceled by @bob.') })

describe('what an earlier run announced', () => {
  const failed = attempt(1, 'failure', 210, [job(19, 'test', 'failure')])
  test.each([
    ['is being run again', { status: 'in_progress', conclusion: null }],
    ['was run again, which somebody cancelled', { conclusion: 'cancelled', jobs: [byHand(20)] }],
  ])('is remembered while it %s', async (_, more) => {
    const again = run(2, 'failure', 100, { run_attempt: 2, previous_attempts: [failed], jobs: [], ...more })
    const green = await told([run(1, 'success', 300), again, run(3, 'success', 50)], 9003)
    expect(green.outputs).toMatchObject({ decision: 'recover', streak: '1' })
    expect(green.requests.length).toBeLessThanOrEqual(3)
    await open?.close()
    const red = await told([run(1, 'success', 300), again, run(3, 'failure', 50)], 9003)
    expect(red.outputs).toMatchObject({ decision: 'update', streak: '2' })
  })

  test('is not lost when a run that somebody cancelled lies between', async () => {
    const timedOut = run(2, 'cancelled', 200, { run_started_at: '-270m', jobs: [late(20, 270, 200)] })
    const between = run(3, 'cancelled', 100, { jobs: [byHand(30)] })
    const { outputs, requests } = await told(
      [run(1, 'success', 400), timedOut, between, run(4, 'success', 50)],
      9004,
    )
    expect(outputs['decision']).toBe('recover')
    expect(requests.length).toBeLessThanOrEqual(3)
  })

  test('is not lost behind two attempts that somebody cancelled', async () => {
    const attempts = [
      failed,
      attempt(2, 'cancelled', 180, [byHand(17)]),
      attempt(3, 'cancelled', 150, [byHand(18)]),
    ]
    const last = run(2, 'success', 50, { run_attempt: 4, previous_attempts: attempts })
    const { outputs, requests } = await told([run(1, 'success', 300), last], 9002)
    expect(outputs).toMatchObject({ decision: 'recover', verdict: 'flaky' })
    expect(requests.length).toBeLessThanOrEqual(3)
  })
})

test('pull requests of forks that fill the page do not hide the branch', async () => {
  const forks = Array.from({ length: 100 }, (_, index) =>
    run(3 + index, 'success', 150 - index, { event: 'pull_request', head_repository: 'mallory/web' }),
  )
  const runs = [run(1, 'success', 300), run(2, 'failure', 200), ...forks, run(103, 'success', 10)]
  expect((await told(runs, 9103)).outputs).toMatchObject({ decision: 'recover', streak: '1' })
})

test('more than a hundred failed runs: the streak, the first and the last green are told, in three reads', async () => {
  const red = Array.from({ length: 130 }, (_, index) => run(2 + index, 'failure', 2000 - 10 * index))
  const runs = [run(1, 'success', 3000), ...red, run(132, 'success', 10)]
  const { outputs, requests } = await told(runs, 9132)
  expect(outputs).toMatchObject({ decision: 'recover', streak: '130' })
  expect(outputs['reason']).toContain('first #2')
  expect(requests.length).toBeLessThanOrEqual(3)
})

test('a first failure after a run that somebody cancelled takes no more reads than any other', async () => {
  const broken = run(3, 'failure', 5, {
    jobs: [job(30, 'test', 'failure', { log: '##[error]Error: broke\n' })],
  })
  const between = run(2, 'cancelled', 100, { jobs: [byHand(20)] })
  const { outputs, requests, summary } = await told([run(1, 'success', 300), between, broken], 9003)
  expect(outputs['decision']).toBe('open')
  expect(requests.length).toBeLessThanOrEqual(5)
  expect(summary).toContain('Error: broke')
})

test('a last step that is green after an attempt that timed out says so in three reads', async () => {
  const own = { id: 21, name: 'notify', status: 'in_progress', conclusion: null, steps: [] }
  const before = attempt(1, 'cancelled', 180, [late(15, 240, 180)])
  const running = run(2, 'success', 10, {
    status: 'in_progress',
    conclusion: null,
    run_attempt: 2,
    previous_attempts: [before],
    jobs: [job(20, 'test', 'success'), own],
  })
  open = await scene([run(1, 'success', 300), running])
  const env = {
    GITHUB_RUN_ID: '9002',
    GITHUB_RUN_NUMBER: '2',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_WORKFLOW: 'CI',
    GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/ci.yml@refs/heads/main',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_JOB: 'notify',
  }
  const inputs = { mode: 'step', 'job-id': '21', 'job-status': 'success' }
  const { outputs, requests } = await open.notify(0, inputs, { event: 'push', env })
  expect(outputs['decision']).toBe('recover')
  expect(requests.length).toBeLessThanOrEqual(3)
})

describe('changed', () => {
  const failing = (number: number, ago: number, names: string[]) =>
    run(number, 'failure', ago, {
      jobs: names.map((name, index) => job(number * 10 + index, name, 'failure')),
    })

  test('a job that failed at the beginning of the incident is not new; a reason names what was compared', async () => {
    const between = [3, 4, 5, 6].map((number) => failing(number, 300 - 10 * number, ['test']))
    const runs = [run(1, 'success', 400), failing(2, 300, ['test', 'lint']), ...between]
    const again = await told([...runs, failing(7, 10, ['test', 'lint'])], 9007)
    expect(again.outputs['decision']).toBe('update')
    await open?.close()
    const other = await told([...runs, failing(7, 10, ['test', 'build'])], 9007)
    expect(other.outputs['reason']).toContain('Failing now and not in #2, #5, #6: build.')
  })

  test('what began to fail in quiet hours is told afterwards', async () => {
    // The emulated now is 12:00 UTC.
    const runs = [
      run(1, 'success', 400),
      failing(2, 300, ['test']),
      failing(3, 60, ['test', 'lint']),
      failing(4, 10, ['test', 'lint']),
    ]
    const { outputs } = await told(runs, 9004, { 'quiet-hours': '10:30-11:30', 'escalate-after': '0' })
    expect(outputs['decision']).toBe('changed')
    expect(outputs['reason']).toContain('lint')
  })
})

test('in a final job, what failed in the last green run too is forgiven: its continue-on-error', async () => {
  const own = { id: 31, name: 'notify', status: 'in_progress', conclusion: null, steps: [] }
  const running = (names: string[]) =>
    run(3, 'success', 10, {
      status: 'in_progress',
      conclusion: null,
      jobs: [
        ...names.map((name, index) => job(32 + index, name, 'failure')),
        job(30, 'test', 'success'),
        own,
      ],
    })
  const green = run(2, 'success', 100, { jobs: [job(20, 'lint', 'failure'), job(21, 'test', 'success')] })
  const env = {
    GITHUB_RUN_ID: '9003',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_WORKFLOW: 'CI',
    GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/ci.yml@refs/heads/main',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_JOB: 'notify',
  }
  const inputs = { mode: 'job', 'job-id': '31', 'job-status': 'success' }
  open = await scene([run(1, 'success', 300), green, running(['lint'])])
  const forgiven = await open.notify(0, inputs, { event: 'push', env })
  expect(forgiven.outputs['decision']).toBe('ignore')
  expect(forgiven.outputs['reason']).toContain('lint failed in #2 too')
  await open.close()
  open = await scene([run(1, 'success', 300), green, running(['lint', 'build'])])
  const red = await open.notify(0, inputs, { event: 'push', env })
  expect(red.outputs['decision']).toBe('open')
  expect(red.requests.length).toBeLessThanOrEqual(7)
})

test('in a final job, `needs` says how GitHub judges the jobs: an allowed failure is green in one request, a real one is red', async () => {
  const own = { id: 31, name: 'notify', status: 'in_progress', conclusion: null, steps: [] }
  const lint = job(32, 'lint', 'failure', { log: '##[error]Error: broke\n' })
  const running = run(2, 'success', 10, { status: 'in_progress', conclusion: null, jobs: [lint, own] })
  const before = run(1, 'success', 100, { jobs: [job(20, 'lint', 'failure')] })
  const env = {
    GITHUB_RUN_ID: '9002',
    GITHUB_RUN_NUMBER: '2',
    GITHUB_WORKFLOW: 'CI',
    GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/ci.yml@refs/heads/main',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_JOB: 'notify',
  }
  open = await scene([before, running])
  const ask = async (result: string) => {
    const needs = JSON.stringify({
      lint: { result, outputs: { url: 'x' } },
      docs: { result: 'skipped', outputs: {} },
    })
    const inputs = { mode: 'job', 'job-id': '31', 'job-status': 'success', needs }
    return await open!.notify(0, inputs, { event: 'push', env })
  }
  const allowed = await ask('success')
  expect([allowed.outputs['decision'], allowed.requests.length]).toEqual(['ignore', 1])
  expect((await ask('failure')).outputs['decision']).toBe('open')
  const wrong = await open.notify(0, { mode: 'job', needs: '["lint"]' }, { event: 'push', env })
  expect(wrong.log).toContain(
    'Input "needs" must be what GitHub makes of it: write needs: ${{ toJSON(needs) }}.',
  )
})

describe('what cannot be read of a cancelled run', () => {
  const permissions = { actions: 'read', contents: 'read', metadata: 'read' }
  const tokens = [{ token: 'ghs_small', kind: 'installation', permissions }]
  const between = run(2, 'cancelled', 100, { jobs: [late(20, 170, 100)] })

  test('is said, opens nothing and ends nothing, and the permission is named', async () => {
    open = await scene([run(1, 'success', 300), between, run(3, 'success', 50)], {}, { tokens })
    const { outputs, annotations } = await open.notify(9003, {}, { token: 'ghs_small' })
    expect(outputs['decision']).toBe('ignore')
    expect(outputs['reason']).toContain('Whether #2, which was cancelled, had timed out was not read.')
    expect(JSON.stringify(annotations)).toContain('Add to the job: permissions: { checks: read }')
  })

  test('does not hide a first failure', async () => {
    open = await scene([run(1, 'success', 300), between, run(3, 'failure', 50)], {}, { tokens })
    const { outputs } = await open.notify(9003, {}, { token: 'ghs_small' })
    expect([outputs['decision'], outputs['streak']]).toEqual(['open', '1'])
  })
})

test('a page of failures without a green one: the suspects are those since at least the oldest that is known', async () => {
  const forks = Array.from({ length: 97 }, (_, index) =>
    run(3 + index, 'success', 390 - index, { event: 'pull_request', head_repository: 'mallory/web' }),
  )
  const reds = [
    run(101, 'failure', 200, { head_sha: 'main~5' }),
    run(102, 'failure', 100),
    run(103, 'failure', 10, { head_sha: 'main' }),
  ]
  const { outputs, summary } = await told([...forks, ...reds], 9103, {
    'escalate-after': '0',
    'dry-run': 'true',
  })
  expect(outputs['decision']).toBe('update')
  expect(summary.replaceAll('\\', '')).toMatch(/Since at least .{0,12}101, the oldest known failure/)
})
