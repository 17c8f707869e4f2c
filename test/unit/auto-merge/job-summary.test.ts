import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../../actions/auto-merge/facts.ts'
import type { Outcome, Result } from '../../../actions/auto-merge/outcome.ts'
import { report } from '../../../actions/auto-merge/report.ts'
import { run } from '../../../actions/auto-merge/run.ts'
import { check, facts, policy } from './build-facts.ts'
import { memory, portsOf } from './memory-pull-requests.ts'

const failing: Partial<Facts> = {
  reviews: [],
  conversations: { unresolved: 1, first: 'src/a.ts' },
  checks: [check('build', { conclusion: 'FAILURE' })],
}

async function result(changes: Partial<Facts>): Promise<Result> {
  const read = facts(changes)
  const { results } = await run(policy(), read.number, portsOf(memory([read])))
  return results[0]!
}

function summary(results: readonly Result[], more: Partial<Outcome> = {}): string {
  const outcome = { results, dryRun: false, requests: 1, doctor: undefined, left: undefined, ...more }
  return report(outcome, { 'fail-on': 'error' }).summary ?? ''
}

describe('the page of a run', () => {
  test('open conditions stand first, those that are not demanded last', async () => {
    const page = summary([await result(failing)])
    const states = [...page.matchAll(/&nbsp;(\w+) \|/g)].map(([, state]) => state)
    expect(states.slice(0, 3)).toEqual(['block', 'block', 'block'])
    expect(states.lastIndexOf('met')).toBeLessThan(states.indexOf('off'))
    expect(states).toHaveLength(20)
  })

  test('the log names what else is open, and the page says the next step once', async () => {
    const one = await result(failing)
    expect(one.sentence).toMatch(
      /^#7 is blocked: 0 of 2 approvals\. Next: Get 2 more approvals of commit a+\. Also open: conversations, checks\.$/,
    )
    expect(summary([one]).match(/Get 2 more approvals/g)).toHaveLength(2)
  })

  test('of several one line each, and the rest folded', async () => {
    const page = summary([await result(failing), await result({ number: 8, title: 'B | <b>', draft: true })])
    expect(page).toContain('2 pull requests: 2 block.')
    expect(page.match(/<details>/g)).toHaveLength(2)
    const [overview = ''] = page.split('<details>')
    expect(overview.match(/^\| \[/gm)).toHaveLength(2)
    expect(overview).toContain('`draft` | Mark it as ready for review. |')
    expect(page).not.toContain('<b>')
  })

  test('the doctor who was asked for stands above the conditions', async () => {
    const doctor = [{ level: 'missing' as const, what: 'No trigger.', fix: 'Add it.' }]
    const page = summary([await result(failing)], { doctor })
    expect(page.indexOf('### Doctor')).toBeLessThan(page.indexOf('| Condition |'))
  })
})
