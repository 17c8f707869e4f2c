import { readInputs } from '@ecosystem-actions/core/inputs'
import { memoryRunner } from '@ecosystem-actions/core/testing/runner'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { formatDuration } from '../../../actions/auto-merge/duration.ts'
import { targetOf } from '../../../actions/auto-merge/events.ts'
import { matchesAny } from '../../../actions/auto-merge/glob.ts'
import { Inputs } from '../../../actions/auto-merge/inputs.ts'
import { mergeAnswer } from '../../../actions/auto-merge/merge/answer.ts'
import {
  isOpen,
  nextOpening,
  parseMergeWindow,
  type MergeWindow,
} from '../../../actions/auto-merge/merge/window.ts'
import { commitText, scrub } from '../../../actions/auto-merge/merge/message.ts'
import { policyOf } from '../../../actions/auto-merge/policy.ts'
import { facts, head, policy } from './build-facts.ts'

const read = (given: Record<string, string>) => readInputs(Inputs, memoryRunner(given), () => undefined)

describe('inputs', () => {
  test('the defaults are the policy of the tests', () => {
    expect(policyOf(read({}))).toEqual(
      policy({ blockingLabels: ['do-not-merge', 'do not merge', 'work in progress', 'wip', 'on hold'] }),
    )
  })

  test('labels may hold blanks, and blank items are none', () => {
    expect(read({ 'blocking-labels': ' do not merge ,, wip,\n\n' })['blocking-labels']).toEqual([
      'do not merge',
      'wip',
    ])
  })

  test('none is no blocking label and no trusted bot; among others, and for other inputs, it is a name', () => {
    const empty = read({ 'blocking-labels': ' none ', 'trusted-bots': 'none' })
    expect([empty['blocking-labels'], empty['trusted-bots']]).toEqual([[], []])
    const named = read({ 'blocking-labels': 'none, wip', 'add-labels': 'none' })
    expect([named['blocking-labels'], named['add-labels']]).toEqual([['none', 'wip'], ['none']])
    expect(() => read({ 'trusted-bots': 'none, 5' })).toThrow('numeric user ids')
    const left = read({ 'blocking-labels': '', 'trusted-bots': ' ' })
    expect([left['blocking-labels'].length, left['trusted-bots']]).toEqual([5, [41898282, 49699333]])
  })

  test('durations, windows and dispatches are read', () => {
    const given = read({
      'minimum-age': '3d',
      'merge-window': 'Mon-Fri 09:00-17:00',
      'dispatch-after-merge': 'deploy.yml\nrepository_dispatch:merged',
    })
    expect(given['minimum-age']).toBe(259_200)
    expect(given['merge-window']).toEqual([{ days: [1, 2, 3, 4, 5], from: 540, to: 1020 }])
    expect(given['dispatch-after-merge']).toEqual([
      { kind: 'workflow', file: 'deploy.yml' },
      { kind: 'repository', type: 'merged' },
    ])
  })

  test.each([
    ['merge-method', 'sqash', 'Did you mean "squash"?'],
    ['required-approvals', '-1', 'must be from 0'],
    ['settle-seconds', '-5', 'must be from 0'],
    ['ready-after-seconds', '-1', 'must be from 0 to 315360000'],
    ['max-pull-requests', '0', 'must be from 1'],
    ['pull-request', 'seven', 'must be a whole number'],
    ['pull-request', '0', 'must be from 1 to 2147483647'],
    ['pull-request', '99999999999', 'must be from 1 to 2147483647'],
    ['trusted-bots', 'dependabot[bot]', 'numeric user ids'],
    ['trusted-bots', '-3', 'numeric user ids'],
    ['minimum-age', '-2h', 'must be seconds or like'],
    ['minimum-age', 'soon', 'must be seconds or like'],
    ['merge-window', 'Mon-Fri 9-17', 'must be spans like'],
    ['merge-window', 'Mon 25:00-26:00', 'must be spans like'],
    ['time-zone', 'Mars/Olympus', 'IANA time zone'],
    ['commit-title', '{{ titel }}', 'Did you mean "title"?'],
    ['commit-message', '{{ env.SECRET }}', 'not known'],
    ['dispatch-after-merge', '../deploy.sh', 'workflow files'],
    ['checks', 'some', 'must be one of all, required'],
    ['stale-approvals', 'yes', 'must be one of'],
    ['label-actor-permission', 'owner', 'must be one of'],
    ['merge-queue', 'on', 'must be one of'],
    ['fail-on', 'always', 'must be one of'],
    ['dry-run', 'yes', 'must be true or false'],
    ['labels', 'x', 'is not known'],
  ])('%s: %s is refused', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(message.replace(/[?"]/g, '.')))
    expect(() => read({ [name]: value })).toThrow(name)
  })
})

describe('events', () => {
  const repository = 'acme/web'
  const target = (eventName: string, payload: Record<string, unknown>) =>
    targetOf({ eventName, payload, repository, workflow: 'Auto-merge' }, undefined)
  const base = (name: string) => ({ repo: { url: `https://api.github.com/repos/${name}` } })

  test('the input comes first', () => {
    const context = { eventName: 'push', payload: {}, repository, workflow: '' }
    expect(targetOf(context, 5)).toEqual({ kind: 'numbers', numbers: [5] })
  })

  test.each(['pull_request', 'pull_request_target', 'pull_request_review'])('%s', (name) => {
    expect(target(name, { pull_request: { number: 7, state: 'open' } })).toEqual({
      kind: 'numbers',
      numbers: [7],
    })
    expect(target(name, { pull_request: { number: 7, state: 'closed' } })).toMatchObject({
      kind: 'none',
      reason: 'closed',
    })
    expect(target(name, { pull_request: { number: '7; rm' } })).toMatchObject({ kind: 'none' })
  })

  test.each(['check_suite', 'workflow_run', 'check_run'])('%s', (name) => {
    const run = {
      status: 'completed',
      head_sha: head,
      head_branch: 'feature/a',
      check_suite: { head_branch: 'feature/a' },
    }
    const byHead = { kind: 'head', oid: head, branch: 'feature/a' }
    expect(target(name, { [name]: { ...run, pull_requests: [] } })).toEqual(byHead)
    expect(
      target(name, { [name]: { ...run, pull_requests: [{ number: 3, base: base('acme/web') }] } }),
    ).toEqual({ kind: 'numbers', numbers: [3] })
    // A pull request inside a fork has the same commit, and another repository's number.
    expect(
      target(name, { [name]: { ...run, pull_requests: [{ number: 3, base: base('mallory/web') }] } }),
    ).toEqual(byHead)
    expect(target(name, { [name]: { ...run, status: 'in_progress' } })).toMatchObject({ kind: 'none' })
    expect(target(name, { [name]: { ...run, head_sha: '$(id)' } })).toMatchObject({ kind: 'none' })
  })

  test('the end of the own workflow is no reason to start', () => {
    const workflow_run = { status: 'completed', name: 'Auto-merge', head_sha: head, head_branch: 'a' }
    expect(target('workflow_run', { workflow_run })).toMatchObject({ kind: 'none', reason: 'own_workflow' })
  })

  test('status', () => {
    expect(target('status', { sha: head, state: 'success', branches: [{ name: 'a' }] })).toEqual({
      kind: 'head',
      oid: head,
      branch: 'a',
    })
    expect(target('status', { sha: head, state: 'success', branches: [] })).toEqual({
      kind: 'head',
      oid: head,
      branch: undefined,
    })
    expect(target('status', { sha: head, state: 'pending' })).toMatchObject({
      kind: 'none',
      reason: 'not_green',
    })
  })

  test('schedule, dispatch and the rest', () => {
    expect(target('schedule', {})).toEqual({ kind: 'sweep' })
    expect(target('workflow_dispatch', { inputs: { 'pull-request': '12' } })).toEqual({
      kind: 'numbers',
      numbers: [12],
    })
    for (const number of ['x', '#7', '0', '99999999999'])
      expect(target('workflow_dispatch', { inputs: { number } })).toMatchObject({ kind: 'wrong' })
    expect(target('workflow_dispatch', { inputs: null })).toEqual({ kind: 'sweep' })
    expect(target('push', {})).toMatchObject({ kind: 'none', reason: 'irrelevant_event' })
  })

  test('no payload whatsoever breaks it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pull_request', 'check_suite', 'workflow_run', 'status', 'workflow_dispatch'),
        fc.dictionary(
          fc.constantFrom(
            'pull_request',
            'workflow_run',
            'check_suite',
            'sha',
            'state',
            'branches',
            'inputs',
          ),
          fc.anything(),
        ),
        (name, payload) => {
          expect(['numbers', 'head', 'sweep', 'none']).toContain(target(name, payload).kind)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the text of the commit', () => {
  const text = (
    title: string,
    body: string,
    templates = { title: '{{ title }} (#{{ number }})', message: '{{ body }}' },
  ) => commitText(templates, facts({ title, body }))

  test('placeholders are filled once', () => {
    expect(text('{{ body }}', 'secret').title).toBe('{{ body }} (#7)')
    expect(text('t', 'b', { title: '{{author}} {{ head }} {{base}} {{ url }}', message: '' })).toEqual({
      title: 'alice feature/a main https://github.com/acme/web/pull/7',
      message: '',
    })
  })

  test('the title is one line and never empty', () => {
    expect(text('a\nb\r\nc', '').title).toBe('a b c (#7)')
    expect(text('a [skip ci]', '').title).toBe('a (#7)')
    expect(text('a [skip [skip ci] ci]', '').title).toBe('a (#7)')
    expect(text('[skip ci]', '', { title: '{{ title }}', message: '' }).title).toBe('Merge pull request #7')
    expect(text('x'.repeat(500), '').title.length).toBeLessThanOrEqual(250)
  })

  test.each([
    '[skip ci]',
    '[ci skip] x',
    '[no ci]',
    '[Skip Actions]',
    '[actions skip]',
    '[skip [skip ci]ci]',
    '[sk[no ci]ip ci]',
    'a\nskip-checks: true\nb',
    'skip-checks:true',
  ])('%j skips nothing', (body) => {
    expect(text(body, body).message + text(body, body).title).not.toMatch(
      /\[\s*(?:skip ci|ci skip|no ci|skip actions|actions skip)\s*\]|^skip-checks:\s*true/im,
    )
  })

  test('nobody is mentioned, addresses stay, comments go', () => {
    expect(scrub('@alice and (@acme/team), bob@example.com')).toBe(
      '@\u2060alice and (@\u2060acme/team), bob@example.com',
    )
    expect(text('t', 'a<!-- hidden @bob -->b').message).toBe('ab')
  })
})

describe('the merge window', () => {
  const parsed = (spans: string) => parseMergeWindow(spans) as MergeWindow
  const at = (time: string) => new Date(time)

  test.each([
    ['Mon-Fri 09:00-17:00', 'UTC', '2026-01-12T09:00:00Z', true],
    ['Mon-Fri 09:00-17:00', 'UTC', '2026-01-12T17:00:00Z', false],
    ['Mon-Fri 09:00-17:00', 'UTC', '2026-01-11T12:00:00Z', false],
    ['Mon-Fri 09:00-17:00', 'Europe/Berlin', '2026-01-12T08:30:00Z', true],
    ['Mon-Fri 09:00-17:00', 'Europe/Berlin', '2026-07-06T07:30:00Z', true],
    ['Fri-Mon', 'UTC', '2026-01-11T23:59:00Z', true],
    ['22:00-02:00', 'UTC', '2026-01-11T01:59:00Z', true],
    ['Sat 22:00-02:00', 'UTC', '2026-01-11T01:00:00Z', true],
    ['Sun 22:00-02:00', 'UTC', '2026-01-11T01:00:00Z', false],
    ['', 'UTC', '2026-01-11T01:00:00Z', true],
  ])('%s in %s at %s', (spans, zone, time, expected) => {
    expect(isOpen(parsed(spans), zone, at(time))).toBe(expected)
  })

  test('the next opening', () => {
    expect(nextOpening(parsed('Mon 09:00-10:00'), 'UTC', at('2026-01-11T12:00:00Z'))?.toISOString()).toBe(
      '2026-01-12T09:00:00.000Z',
    )
  })
})

test.each([
  [['lint*'], 'lint / eslint', true],
  [['*'], '', true],
  [['a*b*c'], 'a--b--c', true],
  [['a*b*c'], 'a--c--b', false],
  [['a.b'], 'axb', false],
  [[], 'x', false],
])('%j %s', (patterns, name, expected) => {
  expect(matchesAny(name, patterns)).toBe(expected)
})

test.each([
  [200, '', 'merged'],
  [405, 'Base branch was modified. Review and try the merge again.', 'base-moved'],
  [405, 'Changes must be made through the merge queue', 'queue-required'],
  [405, 'Required status check "build" is expected.', 'refused'],
  [409, 'Head branch was modified. Review and try the merge again.', 'head-moved'],
  [
    403,
    'refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission',
    'workflow-permission',
  ],
  [
    405,
    'refusing to allow an OAuth App to create or update workflow without `workflow` permission',
    'workflow-permission',
  ],
  [403, 'Resource not accessible by integration', 'forbidden'],
  [404, 'Not Found', 'forbidden'],
  [422, 'Validation Failed', 'invalid'],
  [502, 'Bad Gateway', 'lost'],
  [0, 'The request timed out', 'lost'],
])('an answer %i %s to the merge is %s', (status, message, kind) => {
  expect(mergeAnswer(status, message).kind).toBe(kind)
})

test.each([
  [0, '0 s'],
  [59.2, '1 min'],
  [3661, '1 h 1 min'],
  [90_061, '1 d 1 h'],
])('%d seconds are %s', (seconds, expected) => {
  expect(formatDuration(seconds)).toBe(expected)
})
