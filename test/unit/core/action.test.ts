import { describe, expect, test } from '@jest/globals'
import { action, type Platform, type Report } from '@ecosystem-actions/core/action'
import { BudgetStop, GitHubError, UserError } from '@ecosystem-actions/core/errors'
import { secret, text } from '@ecosystem-actions/core/inputs'
import { Journal } from '@ecosystem-actions/core/journal'
import { Redactor } from '@ecosystem-actions/core/redact'
import { manualClock } from '@ecosystem-actions/core/testing/clock'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { memoryRunner } from '@ecosystem-actions/core/testing/runner'
import { z } from 'zod'

const Inputs = z.strictObject({ token: secret(), name: text({ default: 'world' }) })

async function perform(
  run: () => Promise<Partial<Report>>,
  inputs: Record<string, string> = {},
  spoil: (runner: ReturnType<typeof memoryRunner>) => void = () => undefined,
) {
  const runner = memoryRunner(inputs)
  spoil(runner)
  const clock = manualClock()
  const platform: Platform = {
    runner,
    clock,
    context: { workspace: '/workspace' } as Platform['context'],
    files: memoryFiles(),
    journal: new Journal(clock),
    redactor: new Redactor(),
    github: () => scriptedGitHub({}),
  }
  await action({
    inputs: Inputs,
    platform,
    ports: () => ({}),
    run,
    report: (outcome) => ({ outputs: {}, summary: '', ...outcome }),
    unfinished: ({ kind, message }, ports) => ({ kind, message, begun: ports !== undefined }),
  })
  return runner
}

async function failing(error: Error) {
  return perform(async () => {
    await Promise.resolve()
    throw error
  })
}

describe('action', () => {
  test('outputs, summary and log of a good run', async () => {
    const runner = await perform(() =>
      Promise.resolve({ outputs: { n: 3, ok: true }, summary: '# hi', log: ['done'] }),
    )
    expect(runner).toMatchObject({ outputs: { n: '3', ok: 'true' }, logged: ['done'], failures: [] })
    expect(runner.summaryText()).toBe('# hi')
  })
  test('a failure in the report makes the step red after everything was written', async () => {
    const runner = await perform(() => Promise.resolve({ outputs: { n: 1 }, failure: '2 errors.' }))
    expect(runner.failures).toEqual(['2 errors.'])
    expect(runner.outputs).toEqual({ n: '1' })
  })
  test('ten annotations of a level, the rest is counted', async () => {
    const annotations = Array.from({ length: 13 }, (_, i) => ({ level: 'error' as const, message: `e${i}` }))
    const runner = await perform(() =>
      Promise.resolve({ annotations: [...annotations, { level: 'notice', message: 'n' }] }),
    )
    expect(runner.annotations).toHaveLength(11)
    expect(runner.logged.join()).toContain('3 more')
  })
  test("a user's mistake: message and remedy, no stack", async () => {
    const runner = await failing(new UserError('There is no file x.', 'Add it.'))
    expect(runner.failures).toEqual(['There is no file x. Add it.'])
    expect(runner.logged).toEqual([])
    expect(runner.summaryText()).toContain('There is no file x')
  })
  test('a bug of ours says so, with a stack for the report', async () => {
    const runner = await failing(new TypeError('x is undefined'))
    expect(runner.failures[0]).toContain('This is a bug of the action')
    expect(runner.logged.join()).toContain('TypeError: x is undefined')
  })
  test('a missing permission is named as the line to add', async () => {
    const headers = { 'x-accepted-github-permissions': 'pull_requests=write; contents=read' }
    const runner = await failing(
      new GitHubError('Resource not accessible by integration', {
        status: 403,
        method: 'POST',
        route: 'POST /x',
        headers,
      }),
    )
    expect(runner.failures[0]).toContain('permissions: { pull-requests: write }')
  })
  test('a token that GitHub does not know', async () => {
    const runner = await failing(
      new GitHubError('Bad credentials', { status: 401, method: 'GET', route: 'GET /x' }),
    )
    expect(runner.failures[0]).toContain('did not accept the token')
  })
  test('the end of a budget is one warning and a green step', async () => {
    const runner = await failing(new BudgetStop('The limit is reached.', new Date('2026-01-11T01:00:00Z')))
    expect(runner.failures).toEqual([])
    expect(runner.annotations).toEqual([
      { level: 'warning', message: 'The limit is reached. It can go on at 2026-01-11T01:00:00.000Z.' },
    ])
  })
  test.each<[string, Error, string]>([
    ['configuration', new UserError('There is no file x.', 'Add it.'), 'There is no file x. Add it.'],
    ['github', new GitHubError('Oops', { status: 500, method: 'GET', route: 'GET /x' }), 'Oops'],
    ['limit', new BudgetStop('The limit is reached.'), 'The limit is reached.'],
    ['bug', new TypeError('x is undefined'), 'x is undefined'],
  ])('a run without an outcome has outputs all the same: %s', async (kind, error, message) => {
    const { outputs } = await failing(error)
    expect(outputs).toEqual({ kind, message: expect.stringContaining(message), begun: 'true' })
  })
  test('wrong inputs have outputs, with all problems, before anything was opened', async () => {
    const { outputs } = await perform(() => Promise.resolve({}), { nam: 'x', nme: 'y' })
    expect(outputs).toMatchObject({ kind: 'inputs', begun: 'false' })
    expect(outputs['message']).toMatch(/2 inputs[^]*"nam"[^]*"nme"/)
  })
  test('what was told is not taken back when the summary cannot be written', async () => {
    const runner = await perform(
      () => Promise.resolve({ outputs: { decision: 'merged' } }),
      {},
      (one) => {
        one.summary = () => Promise.reject(new Error('no such file'))
      },
    )
    expect([runner.outputs, runner.failures.join()]).toEqual([
      { decision: 'merged' },
      expect.stringContaining('no such file'),
    ])
  })
  test('where the outputs cannot be written the failure is told', async () => {
    const broken = (runner: ReturnType<typeof memoryRunner>) => {
      runner.setOutput = () => {
        throw new Error('no such file')
      }
    }
    const runner = await perform(() => Promise.reject(new UserError('Wrong.')), {}, broken)
    expect([runner.failures, runner.logged.join()]).toEqual([['Wrong.'], expect.stringContaining('outputs')])
  })
  test('secrets are masked in every form before anything is parsed', async () => {
    const runner = await perform(() => Promise.resolve({}), { token: 'sup3rs3cret!', nam: 'x' })
    expect(runner.masks).toEqual(
      expect.arrayContaining(['sup3rs3cret!', Buffer.from('sup3rs3cret!').toString('base64')]),
    )
    expect(runner.failures[0]).toContain('Did you mean "name"?')
  })
})
