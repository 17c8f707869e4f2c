import { GitHubError } from '@ecosystem-actions/core/errors'
import { memoryFiles } from '@ecosystem-actions/core/testing/files'
import { answer, scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { describe, expect, test } from '@jest/globals'
import { hours } from '../../../actions/health-check/check.ts'
import { judgePermissions } from '../../../actions/health-check/checks/permissions.ts'
import { judgeAccess } from '../../../actions/health-check/checks/rate-limit.ts'
import { commentText, issueBody } from '../../../actions/health-check/issue/text.ts'
import { healthScene, runHealth } from '../../support/health-scene.ts'

const minute = 60_000
const now = new Date('2026-01-14T03:00:00Z')
const state = {
  failing: ['api'],
  severity: 'error' as const,
  since: '2026-01-11T02:00:00.123Z',
  reminders: 2,
  escalations: 3,
  flapping: [],
}

describe('lengths of time', () => {
  test.each([
    [0, '0 minutes'],
    [1, '1 minute'],
    [59, '59 minutes'],
    [59.9, '1 hour'],
    [60, '1 hour'],
    [90, '1.5 hours'],
    [47 * 60, '47 hours'],
    [48 * 60, '2 days'],
    [60 * 60, '2.5 days'],
  ])('%d minutes are %s', (minutes, words) => expect(hours(minutes * minute)).toBe(words))
})

describe('the issue', () => {
  const telling = { stories: [], results: [], now, runUrl: '' }

  test('a reminder says for how long, and since when', () => {
    const desired = { deeds: [], state, occasion: 'reminder' as const, mention: false, webhook: false }
    expect(commentText(desired, telling, [])).toContain(
      'It still fails, for 3 days now, since 2026-01-11 02:00 UTC.',
    )
  })
  test('its body has a time that people read', () => {
    const body = issueBody({ state }, telling)
    expect(body).toContain('since 2026-01-11 02:00 UTC')
    expect(body).not.toContain('02:00:00')
  })
})

describe('a limit of GitHub', () => {
  const limited = (status: number, message: string) =>
    new GitHubError(message, { status, method: 'GET', route: 'GET /x' })

  test.each([
    limited(429, 'Too many requests'),
    limited(403, 'You have exceeded a secondary rate limit'),
    limited(403, 'API rate limit exceeded for installation'),
  ])('%s is neither a bad token nor a missing permission, and says what helps', (failure) => {
    const reading = { permission: 'actions', level: 'read' as const, failure }
    for (const verdict of [judgeAccess(failure), judgePermissions([reading], 'acme/web')]) {
      expect(verdict).toMatchObject({ status: 'warning', reason: 'unknown_limited' })
      expect(verdict.fix).toContain('when the limit has been reset')
      expect(JSON.stringify(verdict)).not.toContain('permissions')
    }
  })

  test('nor is it for the runs of a workflow', async () => {
    const github = scriptedGitHub({
      'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}': () =>
        answer(403, { message: 'You have exceeded a secondary rate limit' }),
    })
    const { report } = await runHealth(healthScene({ github }), {
      'github-token': 'ghs_12345678901234567890',
      workflows: 'ci.yml',
      history: 'none',
    })
    const found = report.checks.find(({ kind }) => kind === 'workflow')
    expect(found).toMatchObject({ status: 'warning', reason: 'unknown_limited' })
  })
})

describe('what a user wrote wrong', () => {
  const failed = async (inputs: Record<string, string>) =>
    (await runHealth(healthScene(), inputs)).failures[0]

  test('each wrong address has a line of its own, all at once, without its password', async () => {
    const endpoints = 'https://a.example\nb.example\nftp://c.example\nuser:hunter22@d.example'
    expect(await failed({ endpoints, tcp: 'nowhere' })).toBe(
      [
        '2 inputs of this step are not right:',
        '- Input "endpoints" has 3 lines that are not right:',
        '  - "b.example", which must start with https:// or http://, for example https://b.example.',
        '  - "ftp://c.example", which must start with https:// or http://, not ftp://.',
        '  - "d.example", which must start with https:// or http://, for example https://d.example.',
        '- Input "tcp" has "nowhere", which must be written as host:port.',
      ].join('\n'),
    )
  })

  test.each(['postgres-url', 'redis-url'])('the advice for %s is not masked itself', async (input) => {
    const said = await failed({ [input]: 'nothing' })
    expect(said).toMatch(/must be written as (?:postgres|redis):\/\/host:port/)
    expect(said).not.toContain('***')
  })

  test('a query without a password is told how, unmasked', async () => {
    const checks = 'checks: [{ name: q, kind: postgres, url: "postgres://db.example/x", query: SELECT 1 }]'
    const scene = healthScene({ files: memoryFiles({ '.github/health-check.yml': checks }) })
    const { report } = await runHealth(scene, { history: 'none' })
    expect(report.checks[0]).toMatchObject({ reason: 'unknown_no_secret' })
    expect(JSON.stringify(report)).not.toContain('***')
  })
})

test('one check that said nothing is called no check, not one of one', async () => {
  const checks = 'checks: [{ name: q, kind: postgres, url-env: NONE }]'
  const scene = healthScene({ files: memoryFiles({ '.github/health-check.yml': checks }) })
  const { failures } = await runHealth(scene, { history: 'none' })
  expect(failures[0]).toContain('Nothing was checked')
  expect((await runHealth(scene, { history: 'none', 'fail-on': 'never' })).logged.join('\n')).toContain(
    'Not known: no check said anything about the automation.',
  )
})

test('the table has a column for the state of a check only when one has something to say', async () => {
  const scene = () => healthScene({ files: memoryFiles({ a: 'x' }) })
  const well = await runHealth(scene(), { 'required-files': 'a', history: 'none' })
  expect(well.summaryText()).not.toContain('| State')
  const failing = await runHealth(scene(), { 'required-files': 'b', history: 'none' })
  expect(failing.summaryText()).toMatch(/\| State[\s\S]*failing/)
})
