import { scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { describe, expect, test } from '@jest/globals'
import { dueTimes, scheduleOf } from '../../../actions/health-check/judgement/schedule.ts'
import type { WorkflowFacts, WorkflowRun } from '../../../actions/health-check/judgement/workflow-facts.ts'
import { judgeWorkflow } from '../../../actions/health-check/judgement/workflow.ts'
import { lateness } from '../../../actions/health-check/judgement/workflow-schedule.ts'
import { healthScene, runHealth } from '../../support/health-scene.ts'

const now = new Date('2026-01-11T00:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString()
const limits = {
  maximumFailurePercent: 50,
  maximumStreak: 3,
  stuckAfterMinutes: 120,
  maximumAgeHours: undefined,
  maximumLatenessMinutes: 360,
  now,
}

let id = 0
const run = (conclusion: string | null, minutes: number, more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  id: ++id,
  event: 'schedule',
  status: conclusion === null ? 'in_progress' : 'completed',
  conclusion,
  created_at: ago(minutes),
  updated_at: ago(minutes),
  ...more,
})
const runs = (text: string): WorkflowRun[] =>
  text
    .split('')
    .map((letter, n) =>
      run(
        { s: 'success', f: 'failure', c: 'cancelled', k: 'skipped', t: 'timed_out' }[letter] ?? null,
        60 + n * 360,
      ),
    )
const judge = (given: Partial<WorkflowFacts>, changed: Partial<typeof limits> = {}) =>
  judgeWorkflow(
    {
      name: 'ci.yml',
      state: 'active',
      runs: runs('sss'),
      scheduled: (given.runs ?? []).filter(({ event }) => event === 'schedule'),
      createdAt: undefined,
      crons: [],
      pushedAt: undefined,
      isPublic: false,
      ...given,
    },
    { ...limits, ...changed },
  )

describe('runs', () => {
  test.each([
    ['ssss', 'ok', undefined],
    ['fsss', 'warning', 'failed'],
    ['ffss', 'warning', 'failed'],
    ['fffs', 'error', 'failing'],
    ['ttts', 'error', 'failing'],
    ['cfcffs', 'error', 'failing'],
    ['cccc', 'warning', 'unknown_no_runs'],
    ['kc', 'warning', 'unknown_no_runs'],
    ['ksss', 'ok', undefined],
    ['sfffffs', 'error', 'failure_rate'],
    ['', 'warning', 'unknown_no_runs'],
  ])('%s is %s %s', (text, status, reason) =>
    expect(judge({ runs: runs(text) })).toMatchObject(reason ? { status, reason } : { status }),
  )
  test('the limits are settings', () => {
    expect(judge({ runs: runs('ffss') }, { maximumStreak: 2 })).toMatchObject({ reason: 'failing' })
    expect(judge({ runs: runs('sfssss') }, { maximumFailurePercent: 10 })).toMatchObject({
      reason: 'failure_rate',
    })
    expect(judge({}, { maximumAgeHours: 0.5 as never })).toMatchObject({ status: 'error', reason: 'stale' })
    expect(judge({}, { maximumAgeHours: 2 as never })).toMatchObject({ status: 'ok' })
    expect(judge({ runs: [] }, { maximumAgeHours: 2 as never })).toMatchObject({
      reason: 'stale',
      message: expect.stringContaining('never ran'),
    })
  })
  test('one that waits or runs too long is stuck', () => {
    const queued = run(null, 121, { status: 'queued' })
    expect(judge({ runs: [queued, ...runs('ss')] })).toMatchObject({
      status: 'error',
      reason: 'stuck',
      message: expect.stringContaining('queued'),
    })
    expect(judge({ runs: [run(null, 119), ...runs('ss')] }).status).toBe('ok')
    expect(judge({ runs: [run(null, 180), ...runs('ss')] }).message).toBe(
      'ci.yml has a run that has been in progress for 3 hours.',
    )
    expect(judge({ runs: [run(null, 999, { status: 'waiting' }), ...runs('ss')] }).status).toBe('ok')
  })
})

test.each([
  ['disabled_inactivity', 'disabled_inactivity'],
  ['disabled_manually', 'disabled'],
])('a workflow that is %s is an error', (state, reason) =>
  expect(judge({ state })).toMatchObject({ status: 'error', reason }),
)

describe('schedules', () => {
  test('are read from the file', () => {
    expect(scheduleOf('on:\n  schedule:\n    - cron: "17 */6 * * *"\n    - { cron: "0 0 * * 1" }\n')).toEqual(
      ['17 */6 * * *', '0 0 * * 1'],
    )
    expect(scheduleOf('on: push')).toEqual([])
    expect(scheduleOf(': [')).toEqual([])
  })
  test('due times, newest first, and nonsense has none', () => {
    const window = { since: new Date('2026-01-10T00:00:00Z'), until: new Date('2026-01-10T12:17:00Z') }
    expect(dueTimes(['17 */6 * * *'], window).map((at) => at.toISOString())).toEqual([
      '2026-01-10T12:17:00.000Z',
      '2026-01-10T06:17:00.000Z',
      '2026-01-10T00:17:00.000Z',
    ])
    expect(dueTimes(['61 * * * *'], window)).toEqual([])
  })
  test('a missed one is a warning, with the lateness that is usual', () => {
    const crons = ['17 */6 * * *']
    const late = [run('success', 24 * 60), run('success', 30 * 60), run('success', 36 * 60)]
    expect(judge({ crons, runs: late })).toMatchObject({
      status: 'warning',
      reason: 'missed_schedule',
      message: expect.stringMatching(/missed \d.*minutes late/),
    })
    expect(judge({ crons, runs: [run('success', 5 * 60), ...late] }).status).toBe('ok')
    expect(lateness(crons, [Date.parse('2026-01-10T06:20:00Z'), Date.parse('2026-01-10T12:27:00Z')])).toBe(10)
  })
  test('pushes of a busy day hide no scheduled run, and before a workflow was there nothing was due', () => {
    const crons = ['17 3 * * *']
    const pushes = Array.from({ length: 30 }, (_, n) => run('success', 10 * n, { event: 'push' }))
    const nightly = run('success', 20 * 60 + 40)
    expect(judge({ crons, runs: pushes, scheduled: [nightly] }).status).toBe('ok')
    expect(judge({ crons, runs: pushes, scheduled: [] }).status).toBe('ok')
    const dispatch = [run('success', 5 * 60, { event: 'workflow_dispatch' })]
    const fresh = { crons, runs: dispatch, scheduled: [], createdAt: new Date(ago(6 * 60)) }
    expect(judge(fresh).status).toBe('ok')
    expect(judge({ ...fresh, createdAt: new Date(ago(9 * 1440)) })).toMatchObject({
      reason: 'missed_schedule',
      message: expect.stringContaining('missed 9 scheduled runs'),
    })
  })
  test('the lateness is told when none was missed too', () => {
    const crons = ['17 */6 * * *']
    const punctual = [343, 343 + 360 - 40, 343 + 720 - 5].map((minutes) => run('success', minutes))
    expect(judge({ crons, runs: punctual })).toMatchObject({
      status: 'ok',
      message: 'ci.yml: 3 of 3 runs succeeded. Its scheduled runs usually start 5 minutes late.',
      evidence: { scheduled_runs: 3, median_minutes_late: 5, max_minutes_late: 40 },
    })
    const other = punctual.map((one) => ({ ...one, event: 'push' }))
    expect(judge({ crons: [], runs: other }).evidence).not.toHaveProperty('median_minutes_late')
    expect(judge({ crons: [], runs: punctual }).message).toBe('ci.yml: 3 of 3 runs succeeded.')
  })
  test('the lateness of a schedule of every five minutes and of one a month', () => {
    const at = [Date.parse('2026-01-15T03:04:00Z')]
    expect(lateness(['*/5 * * * *'], at)).toBe(4)
    expect(lateness(['0 3 1 * *'], at)).toBe(14 * 24 * 60 + 4)
  })
  test('the cut-off after sixty days is told two weeks before', () => {
    const pushed = (days: number) => ({
      crons: ['0 0 1 1 *'],
      isPublic: true,
      pushedAt: new Date(now.getTime() - days * 86_400_000),
    })
    expect(judge(pushed(45)).status).toBe('ok')
    expect(judge(pushed(50))).toMatchObject({
      status: 'warning',
      reason: 'cut_off',
      message: expect.stringContaining('in 10 days'),
    })
    expect(judge({ ...pushed(50), isPublic: false }).status).toBe('ok')
  })
})

describe('which runs are looked at', () => {
  const file = '.github/workflows/ci.yml'
  const green = run('success', 60, { event: 'push' })
  const pulls = Array.from({ length: 6 }, (_, n) => run('failure', n, { event: 'pull_request' }))
  const tags = run('failure', 30, { event: 'push', head_branch: 'v1.0' })

  /** The check against a GitHub that answers by the branch and the event asked for. */
  async function look(byQuery: Record<string, WorkflowRun[]>, workflows = 'ci.yml') {
    const asked: string[] = []
    const github = scriptedGitHub({
      'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}': () => ({
        name: 'CI',
        state: 'active',
        path: file,
      }),
      'GET /repos/{owner}/{repo}': () => {
        asked.push('repository')
        return { default_branch: 'main' }
      },
      'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': ({ parameters }) => {
        const query = (parameters['branch'] ?? parameters['event'] ?? 'all') as string
        asked.push(query)
        return { workflow_runs: byQuery[query] ?? [] }
      },
    })
    const token = { 'github-token': 'ghs_12345678901234567890', history: 'none' }
    const { report } = await runHealth(healthScene({ github }), { ...token, workflows })
    return { checks: report.checks.filter(({ kind }) => kind === 'workflow'), asked }
  }

  test('those of the default branch, and none of a pull request', async () => {
    const { checks, asked } = await look({ main: [...pulls, green], all: [...pulls, green] })
    expect(checks).toMatchObject([{ status: 'ok', message: 'ci.yml: 1 of 1 runs succeeded.' }])
    expect(asked).toEqual(['repository', 'main'])
  })
  test('those of tags when there are none on the default branch', async () => {
    const { checks } = await look({ main: [], all: [tags, ...pulls] })
    expect(checks).toMatchObject([{ status: 'warning', reason: 'failed' }])
  })
  test('a workflow of pull requests alone is not known to be well', async () => {
    const { checks } = await look({ main: pulls, all: pulls })
    expect(checks).toMatchObject([{ status: 'warning', reason: 'unknown_no_runs' }])
  })
  test('a repository is asked for once, however many workflows it has', async () => {
    const { asked } = await look({ main: [green] }, 'ci.yml\nnightly.yml\nrelease.yml')
    expect(asked.filter((what) => what === 'repository')).toHaveLength(1)
  })
})
