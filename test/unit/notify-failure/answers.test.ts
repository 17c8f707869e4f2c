import { describe, expect, test } from '@jest/globals'
import {
  readDiscord,
  readSlackBot,
  readSlackWebhook,
  readTeams,
  readWebhook,
} from '../../../actions/notify-failure/channels/answers.ts'
import { slackRemedies } from '../../../actions/notify-failure/channels/remedies.table.ts'
import { slackPlainPayload } from '../../../actions/notify-failure/channels/slack.ts'
import { githubSection } from '../../../actions/notify-failure/channels/github-markdown.ts'
import { compose } from '../../../actions/notify-failure/message/compose.ts'
import { LogScan } from '../../../actions/notify-failure/explanation/error-lines.ts'
import type { Inputs } from '../../../actions/notify-failure/inputs.ts'
import { mailServer } from '../../../actions/notify-failure/delivery/mail-server.ts'
import { MailRefused } from '../../../actions/notify-failure/ports.ts'
import { select } from '../../../actions/notify-failure/incident/selection.ts'
import { readRefusal } from '../../../actions/notify-failure/delivery/send-mail.ts'
import { judge } from '../../../actions/notify-failure/explanation/verdict.ts'
import { keyValueRedactor } from '../../../actions/notify-failure/secrets.ts'
import { storyOf, wording } from './stories.ts'
import { runOf } from './worlds.ts'

const now = new Date('2026-01-11T00:00:00Z')
const answer = (status: number, body: string, type = 'application/json') => ({
  status,
  body,
  headers: { 'content-type': type },
})
const page = answer(200, '<html><title>Sign in</title></html>', 'text/html')

describe('what an answer means', () => {
  test('a web page is no delivery, whatever its status', () => {
    for (const read of [readTeams, readDiscord])
      expect(read(page, now)).toMatchObject({ kind: 'failed', because: expect.stringContaining('Sign in') })
    expect(readTeams(answer(202, ''), now)).toEqual({ kind: 'sent' })
    expect(readDiscord(answer(200, '{"id":"5"}'), now)).toEqual({ kind: 'sent', id: '5' })
  })

  test.each([
    ['Slack', readSlackWebhook(answer(200, '{"ok":false,"error":"not_in_channel"}'), now), '/invite'],
    ['Slack', readSlackWebhook(answer(403, 'nope'), now), 'slack-webhook-url'],
    ['Discord', readDiscord(answer(401, '{}'), now), 'discord-webhook-url'],
    ['the receiver', readWebhook(answer(410, ''), now), 'webhook-url'],
  ])('%s refuses: the remedy names what to do', (_, verdict, words) => {
    expect(verdict).toMatchObject({ kind: 'failed', remedy: expect.stringContaining(words) })
  })

  test.each([
    ['Slack', readSlackWebhook],
    ['the bot', readSlackBot],
    ['Teams', readTeams],
    ['Discord', readDiscord],
    ['the receiver', readWebhook],
  ])('%s: no failure without its fix, whatever the status and the words', (_, read) => {
    const errors = [...Object.keys(slackRemedies), 'constructor', 'fatal_error', 'a_new_word']
    const bodies = [
      ...errors,
      ...errors.map((error) => JSON.stringify({ ok: false, error, code: 50_006, message: error })),
      'Microsoft Teams endpoint returned HTTP error 403',
      '<html><title>Attention Required! | Cloudflare</title></html>',
      '',
    ]
    const statuses = [200, 301, 400, 401, 403, 404, 405, 410, 413, 415, 422, 429, 451, 500, 503]
    const failed = statuses
      .flatMap((status) => bodies.map((body) => read(answer(status, body), now)))
      .filter((verdict) => verdict.kind === 'failed')
    expect(failed.length).toBeGreaterThan(100)
    for (const { because, remedy } of failed) {
      expect(because).toMatch(/\w/)
      expect(remedy).toMatch(/^[A-Z].*[.]$|^[A-Z].*\/invite @\S+\.$/)
      expect(remedy).not.toBe(because)
    }
  })

  test('words of OpenSSL are left out', () => {
    const error = new MailRefused(
      '403D482D537F0000:error:0A00010B:SSL routines:wrong version number:',
      'ESOCKET',
    )
    const server = { secure: true, port: 587 } as Parameters<typeof readRefusal>[1]
    const { because, remedy } = readRefusal(error, server) as { because: string; remedy: string }
    expect(because).not.toContain('SSL routines')
    expect(remedy).toContain('smtp://')
  })

  test('what helps with a mail address survives the redactor', () => {
    const inputs = { 'smtp-url': 'mail', 'smtp-oauth2-token': '' } as unknown as Inputs
    let remedy = ''
    try {
      mailServer(inputs)
    } catch (error) {
      remedy = (error as { remedy: string }).remedy
    }
    expect(remedy).toContain('smtps://')
    expect(keyValueRedactor(remedy)).toBe(remedy)
  })
})

describe('the error line', () => {
  test.each([
    ['./main.go:7:2: undefined: foo', '# example.com/m', './main.go:7:2: undefined: foo'],
    [
      'org.opentest4j.AssertionFailedError: expected: <4> but was: <3>',
      '[ERROR] com.acme.AppTest.adds -- Time elapsed: 0.01 s <<< FAILURE!',
      'org.opentest4j.AssertionFailedError: expected: <4> but was: <3>',
    ],
    [
      "thread 'adds' panicked at src/lib.rs:9:9:",
      "thread 'adds' panicked at src/lib.rs:9:9:",
      'error: test failed, to rerun pass `--lib`',
    ],
    [
      'E       assert 3 == 4',
      '>       assert add(1, 2) == 4\nE       assert 3 == 4',
      'tests/test_a.py:8: AssertionError',
    ],
    ['● math › adds', '    ✕ adds (3 ms)', '  ● math › adds'],
    [
      'npm ERR! 404 Not Found - GET https://x',
      'npm ERR! code E404',
      'npm ERR! 404 Not Found - GET https://x',
    ],
    [
      "main.c:(.text+0x5): undefined reference to `foo'",
      "main.c:(.text+0x5): undefined reference to `foo'",
      'collect2: error: ld returned 1 exit status\nmake: *** [Makefile:2: app] Error 1',
    ],
    [
      "make: *** No rule to make target 'foo'.  Stop.",
      'make',
      "make: *** No rule to make target 'foo'.  Stop.",
    ],
    [
      '│ Error: Invalid provider configuration',
      '│ Error: Invalid provider configuration',
      '##[error]Terraform exited with code 1.',
    ],
    [
      'Failed asserting that 3 matches expected 4.',
      'There was 1 failure:',
      'Failed asserting that 3 matches expected 4.',
    ],
  ])('%s', (line, ...log) => {
    const scan = new LogScan()
    scan.push(`${log.join('\n')}\n##[error]Process completed with exit code 1.\n`)
    expect(scan.result()?.line).toBe(line)
  })
})

describe('words', () => {
  test('a log that only says "exit code 1": its last lines are not called the error', () => {
    const scan = new LogScan()
    scan.push('Requested labels: ubuntu-latest\n##[error]Process completed with exit code 1.\n')
    expect(scan.result()).toMatchObject({ vague: true, line: 'Process completed with exit code 1.' })
  })

  test("Slack's notification begins with the error line, whatever stands before it", () => {
    const story = storyOf({ line: 'Error: the real one' })
    const errors = story.errors.map((one) => ({
      ...one,
      excerpt: { ...one.excerpt, window: ['x'.repeat(900), one.excerpt.line] },
    }))
    expect(slackPlainPayload(compose({ ...story, errors }, wording)).text).toContain('Error: the real one')
  })

  test('a pipe is escaped in tables only', () => {
    const lines = [{ text: 'a | b' }]
    expect(githubSection({ kind: 'lines', title: 'Jobs', lines, more: 0 })).toContain('`a | b`')
  })

  test('no branch, no name', () => {
    const selection = {
      repository: 'acme/web',
      defaultBranch: 'main',
      branches: [],
      workflows: [],
      prComment: false,
    }
    expect(select(runOf(1, 'failure', { branch: '' }), selection)).toMatchObject({
      reason: 'The run names no branch.',
    })
  })

  test('a reminder is of no new failure', () => {
    const evidence = { sameJobs: true, sameCommitWasGreen: false, baseIsRed: false, infrastructure: false }
    expect(judge({ colour: 'red', streak: 1, isTold: true, ...evidence })).toBe('still failing')
    expect(judge({ colour: 'red', streak: 1, ...evidence })).toBe('new')
  })
})
