import { job, run, scene, type Notified, type Part } from './incident-scene.ts'

// Ways to stand in a workflow and histories of runs, for the number of requests to GitHub. One of a history is what the run list tells; what it leaves
// open (a run that was cancelled, an earlier attempt, a page full of forks) costs one more, whatever there is to be found out.

const note = (message: string) => [{ level: 'failure', message, path: '.github', line: 1 }]
export const timeOut = note('The job has exceeded the maximum execution time of 1h0m0s')
export const byHand = note('The run was canceled by @bob.')
const cancelled = (number: number, ago: number, annotations: Part[], more: Part = {}) =>
  run(number, 'cancelled', ago, {
    run_started_at: `-${ago + 20 + number}m`,
    jobs: ['test', 'lint', 'build'].map((name, index) =>
      job(number * 10 + index, name, 'cancelled', index === 2 || more['all'] ? { annotations } : {}),
    ),
  })
const attempt = (number: number, conclusion: string, ago: number, annotations: Part[] = []) => ({
  run_attempt: number,
  status: 'completed',
  conclusion,
  run_started_at: `-${ago + 10}m`,
  updated_at: `-${ago}m`,
  jobs: [job(9000 + number, 'test', conclusion, { annotations })],
})
const again = (more: Part) => ({ run_attempt: 2, ...more })
const forks = Array.from({ length: 100 }, (_, index) =>
  run(3 + index, 'success', 150 - index, { event: 'pull_request', head_repository: 'mallory/web' }),
)

export interface History {
  before: Part[]
  /** Of the run that is asked about. */
  own?: Part
  number?: number
  /** What a green run is, and how much of it the run list leaves open: requests. */
  green: [decision: string, open: number]
  /** What a red run is. */
  red: string
}

export const histories: Record<string, History> = {
  'the first run': { before: [], green: ['ignore', 0], red: 'open' },
  'green before': { before: [run(1, 'success', 300)], green: ['ignore', 0], red: 'open' },
  'red before': { before: [run(1, 'failure', 300)], green: ['recover', 0], red: 'update' },
  'skipped, neutral and stale before': {
    before: [run(1, 'success', 300), run(2, 'skipped', 250), run(3, 'neutral', 200), run(4, 'stale', 150)],
    green: ['ignore', 0],
    red: 'open',
  },
  'superseded before': {
    before: [
      run(1, 'success', 300),
      run(2, 'cancelled', 100, { run_started_at: '-130m' }),
      run(3, 'success', 80, { run_started_at: '-101m' }),
    ],
    green: ['ignore', 0],
    red: 'open',
  },
  'somebody cancelled before': {
    before: [run(1, 'success', 300), cancelled(2, 100, byHand)],
    green: ['ignore', 1],
    red: 'open',
  },
  'cancelled before, nobody knows why': {
    before: [run(1, 'success', 300), cancelled(2, 100, [])],
    green: ['ignore', 1],
    red: 'open',
  },
  'a time-out before': {
    before: [run(1, 'success', 300), cancelled(2, 100, timeOut)],
    green: ['recover', 1],
    red: 'update',
  },
  'a time-out, then five that somebody cancelled': {
    before: [
      run(1, 'success', 400),
      cancelled(2, 300, timeOut),
      ...[3, 4, 5, 6, 7].map((number) => cancelled(number, 300 - 20 * number, byHand, { all: true })),
    ],
    green: ['recover', 1],
    red: 'update',
  },
  'red, then somebody cancelled': {
    before: [run(1, 'failure', 300), cancelled(2, 100, byHand)],
    green: ['recover', 1],
    red: 'update',
  },
  'red before, which is being run again': {
    before: [
      run(1, 'success', 300),
      run(2, 'failure', 200, {
        ...again({ status: 'in_progress', conclusion: null, jobs: [] }),
        previous_attempts: [attempt(1, 'failure', 250)],
      }),
    ],
    green: ['recover', 1],
    red: 'update',
  },
  'somebody cancelled, after a red one that is being run again': {
    before: [
      run(1, 'success', 300),
      run(2, 'failure', 200, {
        ...again({ status: 'in_progress', conclusion: null, jobs: [] }),
        previous_attempts: [attempt(1, 'failure', 250)],
      }),
      cancelled(3, 100, byHand),
    ],
    green: ['recover', 2],
    red: 'update',
  },
  'more than a hundred failures before': {
    before: Array.from({ length: 130 }, (_, index) => run(1 + index, 'failure', 2000 - 10 * index)),
    green: ['recover', 2],
    red: 'update',
  },
  'green before, and pull requests of forks': {
    before: [run(1, 'success', 300), ...forks],
    green: ['ignore', 1],
    red: 'open',
  },
  'pull requests of forks before a green one': {
    before: [...forks, run(103, 'success', 45)],
    green: ['ignore', 0],
    red: 'open',
  },
  'red before, and pull requests of forks': {
    before: [run(1, 'failure', 300), ...forks],
    green: ['recover', 1],
    red: 'update',
  },
  'a red attempt before': {
    before: [run(1, 'success', 300)],
    own: again({ previous_attempts: [attempt(1, 'failure', 100)] }),
    green: ['recover', 2],
    red: 'update',
  },
  'a green attempt before': {
    before: [run(1, 'success', 300)],
    own: again({ previous_attempts: [attempt(1, 'success', 100)] }),
    green: ['ignore', 1],
    red: 'open',
  },
  'an attempt before that timed out': {
    before: [run(1, 'success', 300)],
    own: again({ previous_attempts: [attempt(1, 'cancelled', 100, timeOut)] }),
    green: ['recover', 2],
    red: 'update',
  },
  'an attempt before that somebody cancelled, after a run that timed out': {
    before: [run(1, 'success', 300), cancelled(2, 150, timeOut)],
    own: again({ previous_attempts: [attempt(1, 'cancelled', 100, byHand)] }),
    green: ['recover', 2],
    red: 'update',
  },
}

export interface Mode {
  name: string
  /** Requests for what `workflow_run` and `needs` tell for nothing. */
  more: number
  /** What is looked at before a step says "fixed". */
  toRecover?: number
  notify: (asked: Asked) => Promise<Notified>
}

export interface Asked {
  history: History
  failing: number
  inputs?: Record<string, string>
}

export const numberOf = ({ before }: History) =>
  Math.max(0, ...before.map((one) => Number(one['run_number']))) + 1

export function jobsOf(number: number, failing: number): Part[] {
  const names = ['test', 'lint', 'build', 'deploy'].slice(0, Math.max(failing, 1))
  return names.map((name, index) =>
    job(number * 100 + index, name, failing > 0 ? 'failure' : 'success', { log: '##[error]Error: broke\n' }),
  )
}

export async function completed({ history, failing, inputs = {} }: Asked): Promise<Notified> {
  const number = numberOf(history)
  const conclusion = failing > 0 ? 'failure' : 'success'
  const subject = run(number, conclusion, 5, { ...history.own, jobs: jobsOf(number, failing) })
  const { notify, close } = await scene([...history.before, subject])
  const byId = 'run-id' in inputs
  const told = byId
    ? await notify(0, { ...inputs, 'run-id': String(9000 + number) }, { event: 'schedule' })
    : await notify(9000 + number, inputs)
  await close()
  return told
}

async function inside({ history, failing, inputs = {} }: Asked): Promise<Notified> {
  const number = numberOf(history)
  const step = inputs['mode'] === 'step'
  const own = {
    id: 99_999,
    name: 'notify',
    status: 'in_progress',
    conclusion: null,
    steps: step && failing > 0 ? [{ name: 'Build', conclusion: 'failure' }] : [],
  }
  const others = jobsOf(number, step ? Math.max(0, failing - 1) : failing)
  const subject = run(number, 'success', 5, {
    status: 'in_progress',
    conclusion: null,
    ...history.own,
    jobs: [...(step && failing === 1 ? [] : others), own],
  })
  const { notify, close } = await scene([...history.before, subject])
  const needs = { test: { result: failing > 0 ? 'failure' : 'success', outputs: {} } }
  const told = await notify(
    0,
    {
      'job-id': '99999',
      'job-status': step && failing > 0 ? 'failure' : 'success',
      ...inputs,
      ...(inputs['needs'] && { needs: JSON.stringify(needs) }),
    },
    {
      event: 'push',
      env: {
        GITHUB_RUN_ID: String(9000 + number),
        GITHUB_RUN_NUMBER: String(number),
        GITHUB_RUN_ATTEMPT: history.own ? '2' : '1',
        GITHUB_WORKFLOW: 'CI',
        GITHUB_WORKFLOW_REF: 'acme/web/.github/workflows/ci.yml@refs/heads/main',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_JOB: 'notify',
      },
    },
  )
  await close()
  return told
}

export const modes: Mode[] = [
  { name: 'workflow_run', more: 0, notify: completed },
  {
    name: 'run-id',
    more: 1,
    notify: (asked) => completed({ ...asked, inputs: { ...asked.inputs, 'run-id': '' } }),
  },
  {
    name: 'last step',
    more: 0,
    toRecover: 1,
    notify: (asked) => inside({ ...asked, inputs: { ...asked.inputs, mode: 'step' } }),
  },
  {
    name: 'final job with needs',
    more: 0,
    notify: (asked) => inside({ ...asked, inputs: { ...asked.inputs, mode: 'job', needs: 'yes' } }),
  },
  {
    name: 'final job',
    more: 1,
    notify: (asked) => inside({ ...asked, inputs: { ...asked.inputs, mode: 'job' } }),
  },
]
