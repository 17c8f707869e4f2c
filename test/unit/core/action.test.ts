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

async function perform(run: () => Promise<Partial<Report>>, inputs: Record<string, string> = {}) {
  const runner = memoryRunner(inputs)
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
  test('secrets are masked in every form before anything is parsed', async () => {
    const runner = await perform(() => Promise.resolve({}), { token: 'sup3rs3cret!', nam: 'x' })
    expect(runner.masks).toEqual(
      expect.arrayContaining(['sup3rs3cret!', Buffer.from('sup3rs3cret!').toString('base64')]),
    )
    expect(runner.failures[0]).toContain('Did you mean "name"?')
  })
})
