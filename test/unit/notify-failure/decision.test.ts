import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { runColour, transparentReason } from '../../../actions/notify-failure/runs/conclusions.ts'
import { cancellationOf, cancellationReason } from '../../../actions/notify-failure/runs/cancellation.ts'
import { baseJobName, fingerprint, incidentKey } from '../../../actions/notify-failure/incident/key.ts'
import { parseRemindEvery } from '../../../actions/notify-failure/incident/policy.ts'
import {
  isTimeZone,
  parseQuietWindow,
  quietUntil,
} from '../../../actions/notify-failure/incident/quiet-hours.ts'
import { decideSweeps } from '../../../actions/notify-failure/incident/sweep-decision.ts'
import { ask, hour, policyOf, repository, runOf, start, told } from './worlds.ts'
import { times } from './times.ts'

describe('edges', () => {
  test.each([
    ['GG', 'ignore ignore'],
    ['GR', 'ignore open'],
    ['GRRRRG', 'ignore open update escalate update recover'],
    ['GRGRG', 'ignore open recover open recover'],
    ['RRG', 'open update recover'],
    ['GRCRG', 'ignore open ignore update recover'],
    ['GRSCG', 'ignore open ignore ignore recover'],
    ['GXG', 'ignore open recover'],
    ['GTTG', 'ignore open update recover'],
  ])('%s says %s', (line, expected) => {
    expect(told(line).join(' ')).toBe(expected)
  })

  test('streak, first failure and last green are those of the incident', () => {
    const decided = ask('GGRRCR')
    expect(decided.streak).toBe(3)
    expect(decided.incident?.first.number).toBe(3)
    expect(decided.lastGreen?.number).toBe(2)
    expect(ask('GGRRG')).toMatchObject({ decision: 'recover', streak: 2, lastGreen: { number: 2 } })
  })

  test('an incident below notify-after is never announced, so its end is not either', () => {
    const policy = policyOf({ notifyAfter: 2 })
    expect(told('GRGRRG', policy).join(' ')).toBe('ignore suppress ignore suppress open recover')
    expect(ask('GR', policy).reason).toContain('Streak 1 of 2')
  })

  test('notify-on leaves out what it does not name, and falls back', () => {
    expect(told('GRRRG', policyOf({ notifyOn: new Set(['open']) })).join(' ')).toBe(
      'ignore open update update suppress',
    )
    expect(told('GRRRG', policyOf({ notifyOn: new Set(['escalate', 'recover']) })).join(' ')).toBe(
      'ignore suppress suppress escalate recover',
    )
  })

  test('escalate-after 0 never escalates, and an escalation comes once', () => {
    expect(told('GRRRRRR', policyOf({ escalateAfter: 0 }))).not.toContain('escalate')
    expect(told('GRRRRRR').filter((word) => word === 'escalate')).toHaveLength(1)
    expect(told('GRRR', policyOf({ notifyAfter: 3 })).at(-1)).toBe('open')
    expect(told('GRRRR', policyOf({ notifyAfter: 3 })).at(-1)).toBe('escalate')
  })

  test('reminders by time and by runs', () => {
    const byRuns = policyOf({ remindEvery: '2 runs', escalateAfter: 0 })
    expect(told('GRRRRR', byRuns).join(' ')).toBe('ignore open update remind update remind')
    const byTime = policyOf({ remindEvery: '3h', escalateAfter: 0 })
    expect(told('GRRRRRRR', byTime).join(' ')).toBe('ignore open update update remind update update remind')
  })

  test('new failing jobs are news only in an announced incident', () => {
    expect(ask('GRR', policyOf(), { newJobs: ['lint'] })).toMatchObject({ decision: 'changed' })
    expect(ask('GR', policyOf(), { newJobs: ['lint'] })).toMatchObject({ decision: 'open' })
  })
})

describe('order and attempts', () => {
  test('a newer completed run makes an older result silent', () => {
    const history = [runOf(1, 'success'), runOf(2, 'failure'), runOf(3, 'success')]
    expect(ask('GR', policyOf(), { history }).decision).toBe('suppress')
    expect(ask('GR', policyOf(), { history }).reason).toContain('#3')
    const cancelled = [runOf(1, 'success'), runOf(2, 'failure'), runOf(3, 'cancelled')]
    expect(ask('GR', policyOf(), { history: cancelled }).decision).toBe('open')
    const running = [runOf(1, 'success'), runOf(2, 'failure'), runOf(3, null)]
    expect(ask('GR', policyOf(), { history: running }).decision).toBe('open')
    const green = [runOf(1, 'failure'), runOf(2, 'success'), runOf(3, 'failure')]
    expect(ask('RG', policyOf(), { history: green }).decision).toBe('ignore')
  })

  test('an attempt that is not the latest is silent', () => {
    const history = [runOf(1, 'success'), runOf(2, null, { attempt: 2 })]
    expect(ask('GR', policyOf(), { history })).toMatchObject({ decision: 'suppress' })
  })

  test('a re-run counts no run: green recovers, red updates', () => {
    const first = runOf(2, 'failure')
    const again = { attempts: [{ run: first, colour: 'red' as const }] }
    const green = runOf(2, 'success', { attempt: 2 })
    expect(ask('GR', policyOf(), { ...again, run: green, colour: 'green' })).toMatchObject({
      decision: 'recover',
      streak: 1,
    })
    const red = runOf(2, 'failure', { attempt: 2 })
    expect(ask('GR', policyOf(), { ...again, run: red })).toMatchObject({ decision: 'update', streak: 1 })
    expect(ask('GR', policyOf(), { ...again, run: red, newJobs: ['lint'] }).decision).toBe('changed')
  })

  test('other branches, forks and classes of events do not mix', () => {
    const noise = [
      runOf(2, 'success', { id: 5, branch: 'dev' }),
      runOf(3, 'success', { id: 6, headRepository: 'mallory/web' }),
      runOf(4, 'success', { id: 7, event: 'pull_request' }),
    ]
    const history = [runOf(1, 'failure'), ...noise]
    const decided = ask('GR', policyOf(), { history, run: runOf(5, 'failure') })
    expect(decided).toMatchObject({ decision: 'update', streak: 2 })
  })

  test('runs that GitHub calls cancelled count when they are known to have timed out', () => {
    const decided = ask('GCR', policyOf(), { timedOut: new Set([1002]) })
    expect(decided).toMatchObject({ decision: 'update', streak: 2 })
  })
})

describe('runs that end out of order', () => {
  const twice = policyOf({ notifyAfter: 2 })
  const at = (hours: number) => ({ finishedAt: new Date(start + hours * hour) })

  test('two that ended in the wrong order, of which neither spoke, are told by the third', () => {
    const late = runOf(2, 'failure', at(3.5))
    const history = [runOf(1, 'success'), late, runOf(3, 'failure')]
    const decided = ask('GRRR', twice, { history: [...history, runOf(4, 'failure')] })
    expect(decided).toMatchObject({ decision: 'open', streak: 3, incident: { first: { number: 2 } } })
  })

  test('a late red does not open behind a green one, and a late green ends nothing', () => {
    const red = [runOf(1, 'success'), runOf(2, 'failure', at(3.5)), runOf(3, 'success')]
    expect(ask('GRGG', policyOf(), { history: red }).decision).toBe('ignore')
    const green = [runOf(1, 'failure'), runOf(2, 'success', at(3.5)), runOf(3, 'failure')]
    expect(ask('RGRR', policyOf(), { history: green })).toMatchObject({ decision: 'escalate', streak: 3 })
  })

  test('a run that was run again later keeps its turn', () => {
    const again = runOf(2, 'failure', { attempt: 2, ...at(3.5) })
    const history = [runOf(1, 'success'), again, runOf(3, 'failure')]
    const decided = ask('GRRR', policyOf(), { history })
    expect(decided).toMatchObject({ decision: 'escalate', incident: { first: { number: 2 } } })
  })
})

describe('an incident longer than what is listed', () => {
  /** What run `number` of a long red row says when it sees the last hundred. */
  const seen = (number: number, policy = policyOf()) => {
    const from = Math.max(1, number - 99)
    const history = Array.from({ length: number - from + 1 }, (_, index) => {
      const one = from + index
      return runOf(one, one === 1 ? 'success' : 'failure')
    })
    const lastGreen = runOf(1, 'success')
    const beginning = from > 2 ? { first: runOf(2, 'failure'), streak: from - 2, lastGreen } : undefined
    const run = history.at(-1)!
    return ask('R', policy, { history, run, now: run.finishedAt, beginning })
  }
  const reminded = (policy: ReturnType<typeof policyOf>) =>
    Array.from({ length: 80 }, (_, index) => 150 + index).filter(
      (number) => seen(number, policy).decision === 'remind',
    )

  test('streak, first failure and last green are those of its beginning', () => {
    expect(seen(170)).toMatchObject({
      decision: 'update',
      streak: 169,
      incident: { first: { number: 2 } },
      lastGreen: { number: 1 },
    })
  })

  test('reminders keep their distance: neither each time nor never', () => {
    const distances = (all: number[]) => [...new Set(all.slice(1).map((one, index) => one - all[index]!))]
    expect(distances(reminded(policyOf({ remindEvery: '3 runs' })))).toEqual([3])
    expect(distances(reminded(policyOf({ remindEvery: '24h' })))).toEqual([24])
  })
})

describe('quiet hours', () => {
  const nightly = policyOf({ quiet: '01:30-04:30', escalateAfter: 0 })

  test('hold back a failure, which the next red run tells with its true start', () => {
    const decided = ask('GRRRR', nightly)
    expect(told('GRRRR', nightly).join(' ')).toBe('ignore suppress suppress suppress open')
    expect(decided.streak).toBe(4)
    expect(decided.incident?.first.number).toBe(2)
    expect(ask('GR', nightly).reason).toContain('04:30')
  })

  test('a recovery within them cancels both', () => {
    expect(told('GRGGG', nightly).join(' ')).toBe('ignore suppress ignore ignore ignore')
  })

  test('a recovery of an announced incident is told afterwards, once', () => {
    expect(told('RGGGGG', nightly).join(' ')).toBe('open suppress suppress suppress recover ignore')
  })

  test('windows by day, over midnight, in a time zone, over a change of the clocks', () => {
    const window = parseQuietWindow('Mon-Fri 22:00-07:00')!
    const at = (text: string, zone = 'UTC') => quietUntil([window], zone, new Date(text))
    expect(at('2026-01-09T23:00:00Z')).toBe('07:00') // Friday night
    expect(at('2026-01-10T06:59:00Z')).toBe('07:00') // the Saturday morning that belongs to it
    expect(at('2026-01-10T23:00:00Z')).toBeUndefined() // Saturday night
    expect(at('2026-01-12T06:00:00Z')).toBeUndefined() // Monday morning belongs to Sunday
    expect(at('2026-01-09T21:30:00Z', 'Europe/Berlin')).toBe('07:00')
    expect(at('2026-07-10T05:30:00Z', 'Europe/Berlin')).toBeUndefined()
    // 29 March 2026: 02:00 becomes 03:00; 25 October 2026: 03:00 becomes 02:00.
    const nights = [parseQuietWindow('22:00-07:00')!]
    const berlin = (text: string) => quietUntil(nights, 'Europe/Berlin', new Date(text))
    expect([berlin('2026-03-29T04:59:00Z'), berlin('2026-03-29T05:00:00Z')]).toEqual(['07:00', undefined])
    expect([berlin('2026-10-25T05:59:00Z'), berlin('2026-10-25T06:00:00Z')]).toEqual(['07:00', undefined])
    expect([parseQuietWindow('25:00-07:00'), parseQuietWindow('x'), parseQuietWindow('07:00-07:00')]).toEqual(
      [undefined, undefined, undefined],
    )
    expect([isTimeZone('Europe/Berlin'), isTimeZone('Mars/Base')]).toEqual([true, false])
  })
})

function lastColour(runs: string, index: number): string | undefined {
  return runs
    .slice(0, index)
    .split('')
    .findLast((letter) => letter !== 'C')
}

/** What was said against what must have been said before; the words are of one run each. */
function contradictions(runs: string, words: readonly string[]): string[] {
  let announced = false
  let escalated = false
  const found: string[] = []
  for (const [index, word] of words.entries()) {
    if (runs[index] === 'C') continue
    // A recovery that quiet hours hold back and a failure overtakes is never told: the failure opens anew.
    if (runs[index] === 'R' && lastColour(runs, index) === 'G') announced = false
    if (word === 'open' && announced) found.push(`${index}: opened twice`)
    if (word === 'escalate' && (!announced || escalated)) found.push(`${index}: escalated`)
    if (['update', 'remind', 'recover'].includes(word) && !announced)
      found.push(`${index}: ${word} of nothing`)
    if (word === 'open') [announced, escalated] = [true, false]
    if (word === 'escalate') escalated = true
    if (word === 'recover') announced = false
  }
  return found
}

describe('replay', () => {
  const line = fc
    .array(fc.constantFrom('G', 'R', 'C'), { minLength: 1, maxLength: 25 })
    .map((all) => all.join(''))
  const policies = fc
    .record({
      notifyAfter: fc.integer({ min: 1, max: 4 }),
      escalateAfter: fc.integer({ min: 0, max: 5 }),
      remindEvery: fc.constantFrom('', '2h', '3 runs'),
      quiet: fc.constantFrom('', '03:10-09:20'),
    })
    .map(({ quiet, ...rest }) => policyOf({ ...rest, ...(quiet && { quiet }) }))

  test('recoveries follow announcements, one each; nothing opens twice; escalations come once', () => {
    fc.assert(
      fc.property(line, policies, (runs, policy) => {
        expect(contradictions(runs, told(runs, policy))).toEqual([])
      }),
      times(300),
    )
  })

  test('a shuffled history gives the same answer, and asking twice does too', () => {
    fc.assert(
      fc.property(line, policies, fc.infiniteStream(fc.nat()), (runs, policy, seeds) => {
        const straight = ask(runs, policy)
        const letters: Record<string, string> = { G: 'success', R: 'failure', C: 'cancelled' }
        const history = runs.split('').map((letter, index) => ({
          run: runOf(index + 1, letters[letter]!),
          key: seeds.next().value,
        }))
        const shuffled = history.sort((a, b) => a.key - b.key).map(({ run }) => run)
        expect(ask(runs, policy, { history: shuffled })).toEqual(straight)
      }),
      times(100),
    )
  })
})

describe('sweep', () => {
  const sweep = (line: string, looks: number[], more = {}) => {
    const names: Record<string, string> = { G: 'success', R: 'failure' }
    const runs = line.split('').map((letter, index) => runOf(index + 1, names[letter]!))
    const times = looks.map((hours) => new Date(start + hours * hour))
    const sweeps = { earlierSweeps: times.slice(0, -1), now: times.at(-1)!, policy: policyOf(more) }
    return decideSweeps([{ repository, runs, timedOut: new Set(), newJobs: [] }], sweeps)[0]?.decision
  }

  test('speaks once per incident, at its own times', () => {
    expect(sweep('GR', [1.5])).toBe('ignore')
    expect(sweep('GR', [1.5, 2.5])).toBe('open')
    expect(sweep('GR', [1.5, 2.5, 3.5])).toBe('update')
    expect(sweep('GRG', [1.5, 2.5, 3.5])).toBe('recover')
    expect(sweep('GRG', [1.5, 2.5, 3.5, 4.5])).toBe('ignore')
    expect(sweep('GRG', [1.5, 3.5])).toBe('ignore')
  })

  test('what one sweep has no room for, the next tells', () => {
    const questions = Array.from({ length: 12 }, (_, index) => ({
      repository,
      runs: [runOf(1, 'failure', { id: 50 + index, workflowPath: `w${index}.yml` })],
      timedOut: new Set<number>(),
      newJobs: [],
    }))
    const at = (hours: number) => new Date(start + hours * hour)
    const words = (...looks: number[]) =>
      decideSweeps(questions, {
        earlierSweeps: looks.slice(0, -1).map(at),
        now: at(looks.at(-1)!),
        policy: policyOf(),
      }).map((decided) => decided?.decision)
    expect(words(2)).toEqual([...Array.from({ length: 10 }, () => 'open'), 'suppress', 'suppress'])
    expect(words(2, 3)).toEqual([...Array.from({ length: 10 }, () => 'update'), 'open', 'open'])
    expect(words(2, 3, 4)).toEqual(Array.from({ length: 12 }, () => 'update'))
  })

  test.each([
    ['24h', 0.25, 96],
    ['4h', 1, 4],
    ['3h', 1, 3],
  ])(
    'reminders every %s by sweeps each %d h keep their distance over weeks',
    (remindEvery, each, distance) => {
      const reminded = Array.from({ length: 400 }, (_, index) => 150 + index).filter((count) => {
        const looks = Array.from({ length: Math.min(count, 100) }, (_, index) => 2.1 + (count - index) * each)
        return sweep('GR', looks.toReversed(), { remindEvery }) === 'remind'
      })
      expect(new Set(reminded.slice(1).map((one, index) => one - reminded[index]!))).toEqual(
        new Set([distance]),
      )
    },
  )

  test('time alone brings reminders and releases what quiet hours held', () => {
    expect(sweep('GR', [2.5, 30], { remindEvery: '24h' })).toBe('remind')
    expect(sweep('GR', [2.5, 5], { quiet: '02:00-04:30' })).toBe('open')
    expect(sweep('GR', [2.5, 3], { quiet: '02:00-04:30' })).toBe('suppress')
  })
})

describe('words of GitHub', () => {
  test('causes of a cancelled job', () => {
    const noise = 'The operation was canceled.'
    expect(cancellationOf([noise, 'The job has exceeded the maximum execution time of 1h0m0s'])).toEqual({
      cause: 'timeout',
      limit: '1h0m0s',
    })
    expect(
      cancellationOf(['The job running on runner X has exceeded the maximum execution time of 360 minutes.']),
    ).toEqual({ cause: 'timeout', limit: '360 minutes' })
    expect(
      cancellationOf([noise, "Canceling since a higher priority waiting request for 'ci-main' exists"]),
    ).toEqual({ cause: 'superseded', group: 'ci-main' })
    expect(
      cancellationOf(['Canceling since a higher priority waiting request for ci-main exists']),
    ).toMatchObject({ group: 'ci-main' })
    expect(cancellationOf(['The run was canceled by @alice.'])).toEqual({ cause: 'person', login: 'alice' })
    expect(cancellationReason(cancellationOf([noise]))).toContain('no annotation')
  })

  test('conclusions', () => {
    expect(
      [
        'success',
        'failure',
        'timed_out',
        'startup_failure',
        'cancelled',
        'skipped',
        'neutral',
        'stale',
        'action_required',
        'toString',
      ].map((conclusion) => runColour({ status: 'completed', conclusion })),
    ).toEqual(['green', 'red', 'red', 'red', ...Array.from({ length: 6 }, () => 'transparent')])
    expect(transparentReason('skipped')).toContain('"skipped"')
  })

  test('jobs without their matrix, keys within 255 characters', () => {
    expect(
      ['test (windows, 22)', 'call / test (a (b), c)', 'call (x) / test', 'lint', 'why (not) here'].map(
        baseJobName,
      ),
    ).toEqual(['test', 'call / test', 'call / test', 'lint', 'why (not) here'])
    expect(fingerprint([{ name: 'b (1)' }, { name: 'a' }, { name: 'b (2)' }])).toEqual(['a', 'b'])
    const long = runOf(1, 'failure', { branch: '長'.repeat(300) })
    expect(incidentKey(long, repository).length).toBeLessThanOrEqual(255)
    expect(incidentKey(runOf(1, 'failure'), repository)).toBe('acme/web:.github/workflows/ci.yml@main')
    expect(
      incidentKey(runOf(1, 'failure', { event: 'pull_request', headRepository: 'bob/web' }), repository),
    ).toBe('acme/web:.github/workflows/ci.yml@bob:main#pull_request')
  })

  test('reminders', () => {
    expect(
      ['24h', '2d', '5 runs', '3', 'never', '', '90 m', 'soon', '0h'].map((text) => parseRemindEvery(text)),
    ).toEqual([
      { kind: 'time', ms: 86_400_000 },
      { kind: 'time', ms: 172_800_000 },
      { kind: 'runs', count: 5 },
      { kind: 'runs', count: 3 },
      { kind: 'never' },
      { kind: 'never' },
      { kind: 'time', ms: 5_400_000 },
      undefined,
      undefined,
    ])
  })
})
