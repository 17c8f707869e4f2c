import { BudgetStop, GitHubError } from '@ecosystem-actions/core/errors'
import { describe, expect, test } from '@jest/globals'
import type { Facts } from '../../../actions/auto-merge/facts.ts'
import type { Policy } from '../../../actions/auto-merge/policy.ts'
import { run } from '../../../actions/auto-merge/run.ts'
import { botFacts, bob, carol, check, facts, head, older, policy, review } from './build-facts.ts'
import { memory, mergeSha, portsOf, type Memory } from './memory-pull-requests.ts'

async function one(changes: Partial<Facts>, wanted: Partial<Policy> = {}, how: Partial<Memory> = {}) {
  const state = memory([facts(changes)], how)
  const outcome = await run(policy(wanted), 7, portsOf(state))
  const [result] = outcome.results
  return { state, log: state.log, result: result!, ended: `${result?.decision} ${result?.reason}` }
}

const merged = 'merge 7 aaaa squash Add a (#7) | text'

describe('one pull request', () => {
  test('is merged with one read and one write, pinned to what was evaluated', async () => {
    const { log, result } = await one({})
    expect(log).toEqual(['read 7', merged])
    expect(result).toMatchObject({ decision: 'merged', mergeCommit: mergeSha, evaluatedSha: head })
  })

  test('is explained with one read', async () => {
    const { log, ended } = await one({ reviews: [] })
    expect([log, ended]).toEqual([['read 7'], 'block approvals_missing'])
  })

  test('a dry run says what would be and writes nothing', async () => {
    const { log, ended } = await one({}, { dryRun: true, comment: true })
    expect([log, ended]).toEqual([['read 7'], 'merge eligible'])
  })

  test('what cannot be seen is no pull request', async () => {
    const outcome = await run(policy(), 8, portsOf(memory([facts()])))
    expect(outcome.results).toMatchObject([{ decision: 'error', reason: 'not_a_pull_request' }])
  })

  test('who set the label is asked for once, and only when it decides', async () => {
    const asked = await one({ permissions: {} }, {}, { permissions: { bob: 'write' } })
    expect(asked.log).toEqual(['read 7', 'permission bob', merged])
    const refused = await one({ permissions: {} }, {}, { permissions: { bob: 'triage' } })
    expect([refused.log, refused.ended]).toEqual([
      ['read 7', 'permission bob'],
      'block label_actor_permission',
    ])
    expect((await one({ permissions: {}, reviews: [] })).log).toEqual(['read 7'])
  })

  test('up to date is asked for only when it is demanded', async () => {
    const behind = await one({}, { requireUpToDate: true }, { behindBy: 2 })
    expect([behind.log, behind.ended]).toEqual([['read 7', 'behind'], 'block behind'])
  })

  test('a clean update keeps an approval', async () => {
    const stale = { reviews: [review(bob, { commit: older }), review(carol, { commit: older })] }
    const clean = await one(stale, { staleApprovals: 'allow-clean-update' }, { clean: true })
    expect(clean.log).toEqual(['read 7', 'clean bbbb', merged])
    const dirty = await one(stale, { staleApprovals: 'allow-clean-update' })
    expect(dirty.ended).toBe('block approvals_stale')
  })

  test('an unknown mergeability is waited for, and everything is read again', async () => {
    const unknown = { mergeable: 'UNKNOWN', mergeState: 'UNKNOWN' }
    const state = memory([facts(unknown)])
    state.beforeRead = (count) => void (count === 3 && state.facts.set(7, facts()))
    const outside = portsOf(state)
    await run(policy(), 7, outside)
    expect(state.log).toEqual(['read 7', 'nudge 7', 'read 7', 'nudge 7', 'read 7', merged])
    expect(outside.sleeps).toEqual([1000, 2000])
    const never = await one(unknown)
    expect(never.ended).toBe('wait mergeability_unknown')
    expect(never.log.filter((line) => line === 'read 7')).toHaveLength(5)
  })
})

describe('the answer to the merge call', () => {
  const calls = (log: readonly string[]) => log.filter((line) => line.startsWith('merge')).length

  test('the base moved: read again, at most three calls', async () => {
    const moved = { kind: 'base-moved' } as const
    const twice = await one({}, {}, { merges: [moved, moved] })
    expect([calls(twice.log), twice.ended]).toEqual([3, 'merged eligible'])
    const always = await one({}, {}, { merges: [moved, moved, moved, moved] })
    expect([calls(always.log), always.ended]).toEqual([3, 'wait base_moved'])
  })

  test('the base moved and now it conflicts: no second call', async () => {
    const state = memory([facts()], { merges: [{ kind: 'base-moved' }] })
    state.beforeRead = (count) =>
      void (count === 2 && state.facts.set(7, facts({ mergeable: 'CONFLICTING', mergeState: 'DIRTY' })))
    const { results } = await run(policy(), 7, portsOf(state))
    expect([calls(state.log), results[0]?.reason]).toEqual([1, 'conflict'])
  })

  test.each([
    [{ kind: 'head-moved' }, 'wait head_moved'],
    [{ kind: 'refused', message: 'Required status check' }, 'block refused_by_github'],
    [{ kind: 'workflow-permission', message: 'workflows' }, 'error workflow_permission'],
    [{ kind: 'forbidden', message: 'no' }, 'error missing_permission'],
    [{ kind: 'invalid', message: 'no' }, 'error merge_invalid'],
    [{ kind: 'lost', message: 'HTTP 502' }, 'error merge_answer_lost'],
  ] as const)('%j is final', async (answer, expected) => {
    const { log, ended } = await one({}, {}, { merges: [answer] })
    expect([calls(log), ended]).toEqual([1, expected])
  })

  test('a lost answer whose merge happened is a merge', async () => {
    const state = memory([facts()], { merges: [{ kind: 'lost', message: 'HTTP 502' }] })
    state.beforeRead = (count) =>
      void (count === 2 && state.facts.set(7, facts({ state: 'MERGED', mergeCommit: mergeSha })))
    const { results } = await run(policy(), 7, portsOf(state))
    expect([calls(state.log), results[0]?.decision, results[0]?.mergeCommit]).toEqual([1, 'merged', mergeSha])
  })

  test('a lost answer, merged by somebody at another head, is not ours', async () => {
    const state = memory([facts()], { merges: [{ kind: 'lost', message: 'HTTP 502' }] })
    const other = { ...facts().head, oid: older }
    state.beforeRead = (count) =>
      void (count === 2 && state.facts.set(7, facts({ state: 'MERGED', head: other })))
    const { results } = await run(policy(), 7, portsOf(state))
    expect(results[0]?.reason).toBe('merge_answer_lost')
  })

  test('a queue that nobody told of', async () => {
    const queued = await one({}, {}, { merges: [{ kind: 'queue-required' }] })
    expect([queued.log.at(-1), queued.ended]).toEqual(['enqueue 7', 'queued eligible'])
    const off = await one({}, { mergeQueue: 'off' }, { merges: [{ kind: 'queue-required' }] })
    expect(off.ended).toBe('block merge_queue_required')
  })
})

describe('other steps', () => {
  test('approve, then merge on facts read again', async () => {
    const state = memory([botFacts()])
    const wanted = policy({ autoApproveBots: true, requiredApprovals: 1 })
    const { results } = await run(wanted, 7, portsOf(state))
    expect(state.log).toEqual(['read 7', 'approve 7 aaaa', 'read 7', merged])
    expect(results[0]?.decision).toBe('merged')
  })

  test('approve, and say that one more is needed; a second run approves nothing', async () => {
    const state = memory([botFacts()])
    const first = await run(policy({ autoApproveBots: true }), 7, portsOf(state))
    const second = await run(policy({ autoApproveBots: true }), 7, portsOf(state))
    expect(first.results[0]?.decision).toBe('approved')
    expect(second.results[0]).toMatchObject({ decision: 'block', reason: 'approvals_missing' })
    expect(state.log.filter((line) => line.startsWith('approve'))).toHaveLength(1)
  })

  test.each([
    ['ready 7', 'ready draft_old_enough', { draft: true, mergeState: 'DRAFT' }, { readyAfterSeconds: 60 }],
    ['update 7 aaaa', 'wait branch_updated', { mergeState: 'BEHIND' }, { updateBranch: true }],
    ['enqueue 7', 'queued eligible', { queue: { enabled: true, entered: false } }, {}],
  ] as [string, string, Partial<Facts>, Partial<Policy>][])('%s', async (line, expected, changes, wanted) => {
    const done = await one(changes, wanted)
    expect([done.log, done.ended]).toEqual([['read 7', line], expected])
    expect((await one(changes, { ...wanted, dryRun: true })).log).toEqual(['read 7'])
  })

  test('what we armed is disarmed when it may no longer be merged, and only that', async () => {
    const armed = { autoMergeArmed: true, autoMergeOurs: true, labels: ['automerge', 'wip'] }
    const blocked = await one(armed)
    expect([blocked.log, blocked.ended]).toEqual([['read 7', 'disarm 7'], 'block blocking_label'])
    expect((await one({ ...armed, labels: [] })).log).toEqual(['read 7', 'disarm 7'])
    expect((await one({ ...armed, autoMergeOurs: false })).log).toEqual(['read 7'])
    expect((await one(armed, { dryRun: true })).log).toEqual(['read 7'])
    const refused = { done: false, message: 'no' } as const
    expect((await one(armed, {}, { writes: { disarm: refused } })).ended).toBe(
      'error disarm_auto_merge_refused',
    )
  })

  test('a refused write names the permission', async () => {
    const refused = {
      done: false,
      message: 'Resource not accessible by integration',
      permission: 'contents: write',
    } as const
    const { ended, result } = await one(
      { draft: true },
      { readyAfterSeconds: 1 },
      { writes: { makeReady: refused } },
    )
    expect(ended).toBe('error missing_permission')
    expect(result.sentence).toContain('permissions: { contents: write }')
  })
})

describe('after the merge', () => {
  const open = (others: NonNullable<Facts['openPullRequests']>) => ({
    openPullRequests: [{ number: 7, base: 'main', head: 'feature/a' }, ...others],
  })

  test('the branch goes, still at its head', async () => {
    expect((await one(open([]), { deleteBranch: true })).log).toEqual([
      'read 7',
      merged,
      'delete feature/a aaaa',
    ])
  })

  test('dependents move first', async () => {
    const { log } = await one(open([{ number: 8, base: 'feature/a', head: 'b' }]), { deleteBranch: true })
    expect(log.slice(2)).toEqual(['retarget 8 main', 'delete feature/a aaaa'])
  })

  test('a dependent that cannot be moved keeps the branch', async () => {
    const refused = { done: false, message: 'no' } as const
    const { log, result } = await one(
      open([{ number: 8, base: 'feature/a', head: 'b' }]),
      { deleteBranch: true },
      { writes: { retarget: refused } },
    )
    expect(log.slice(2)).toEqual(['retarget 8 main'])
    expect(result.decision).toBe('merged')
    expect(result.problems).toHaveLength(1)
  })

  test.each([
    ['another pull request comes from it', open([{ number: 8, base: 'x', head: 'feature/a' }])],
    ['a fork', { ...open([]), head: { ...facts().head, repository: 'bob/web' } }],
    [
      'the default branch',
      { ...open([]), head: { ...facts().head, name: 'main' }, base: { name: 'release', oid: older } },
    ],
    ['a protected branch', { ...open([]), head: { ...facts().head, deletable: false } }],
    ['GitHub deletes it', { ...open([]), repository: { ...facts().repository, deletesBranches: true } }],
  ] as [string, Partial<Facts>][])('the branch stays: %s', async (...[, changes]) => {
    const { log, ended } = await one(changes, { deleteBranch: true })
    expect([log.filter((line) => line.startsWith('delete')), ended]).toEqual([[], 'merged eligible'])
  })

  test('more open pull requests than one page: all are listed before anything goes', async () => {
    expect((await one({}, { deleteBranch: true })).log.slice(2)).toEqual(['open', 'delete feature/a aaaa'])
  })

  test('other workflows are started, and a failure is told', async () => {
    const dispatchAfterMerge = [
      { kind: 'workflow', file: 'deploy.yml' },
      { kind: 'repository', type: 'merged' },
    ] as const
    const done = await one({}, { dispatchAfterMerge })
    expect(done.log.slice(2)).toEqual(['dispatch deploy.yml', 'dispatch merged'])
    const refused = { done: false, message: 'no', permission: 'actions: write' } as const
    const { result } = await one({}, { dispatchAfterMerge }, { writes: { dispatch: refused } })
    expect(result.problems).toHaveLength(2)
    expect(result.problems[0]).toContain('actions: write')
  })
})

describe('the comment', () => {
  test('is written once and changed only when it says something else', async () => {
    const state = memory([facts({ reviews: [] })])
    const again = () => run(policy({ comment: true }), 7, portsOf(state))
    await again()
    await again()
    state.facts.set(7, { ...state.facts.get(7)!, reviews: [review(bob)] })
    await again()
    expect(state.log.filter((line) => line.startsWith('comment'))).toEqual(['comment 7 new', 'comment 7 1'])
    state.facts.set(7, { ...state.facts.get(7)!, reviews: [review(bob), review(carol)] })
    await again()
    expect(state.facts.get(7)?.comments[0]?.body).toContain('Merged as')
  })

  test('is not written when it is off, or not our business', async () => {
    expect((await one({ reviews: [] })).log).toEqual(['read 7'])
    expect((await one({ labels: [] }, { comment: true })).log).toEqual(['read 7'])
  })

  test.each<[string, Partial<Facts>, string]>([
    ['the opt-in was taken away', { labels: [] }, 'label_missing'],
    ['it was closed', { state: 'CLOSED' }, 'closed'],
  ])('of an earlier opt-in says when %s, once', async (_, changes, why) => {
    const state = memory([facts({ reviews: [] })])
    const again = () => run(policy({ comment: true }), 7, portsOf(state))
    await again()
    state.facts.set(7, { ...state.facts.get(7)!, ...changes })
    await again()
    await again()
    expect(state.log.filter((line) => line.startsWith('comment'))).toEqual(['comment 7 new', 'comment 7 1'])
    const body = state.facts.get(7)?.comments[0]?.body ?? ''
    expect([body.includes(`skip** (\`${why}\`)`), body.includes('approvals')]).toEqual([true, false])
  })

  test('that tells of the merge stays as it is', async () => {
    const state = memory([facts()])
    const again = () => run(policy({ comment: true }), 7, portsOf(state))
    await again()
    await again()
    expect(state.log.filter((line) => line.startsWith('comment'))).toEqual(['comment 7 new'])
    expect(state.facts.get(7)?.comments[0]?.body).toContain('Merged as')
  })

  test('a refusal is a problem beside the decision', async () => {
    const refused = { done: false, message: 'no', permission: 'pull-requests: write' } as const
    const { result } = await one({ reviews: [] }, { comment: true }, { writes: { comment: refused } })
    expect([result.decision, result.problems.length]).toEqual(['block', 1])
  })
})

describe('several', () => {
  const many = (count: number, changes: (n: number) => Partial<Facts>) =>
    Array.from({ length: count }, (_, i) => facts({ number: i + 1, ...changes(i + 1) }))
  const sweep = { eventName: 'schedule' }

  test('a sweep merges one per base and reads the next one of that base again', async () => {
    const state = memory(many(3, (n) => ({ base: { name: n === 3 ? 'next' : 'main', oid: older } })))
    const { results } = await run(policy(), undefined, portsOf(state, sweep))
    expect(results.map(({ decision }) => decision)).toEqual(['merged', 'merged', 'merged'])
    // GitHub is asked to compute the test merge before it is read, so that one reading is enough.
    expect(state.log.filter((line) => /^(?:read|nudge)/.test(line))).toEqual([
      'read 1 2 3',
      'nudge 2',
      'read 2',
    ])
  })

  test('a sweep looks only at what is opted in', async () => {
    const state = memory(many(3, (n) => ({ labels: n === 2 ? ['automerge'] : [], reviews: [] })))
    await run(policy(), undefined, portsOf(state, sweep))
    expect(state.log).toEqual(['open', 'read 2'])
  })

  test('a sweep disarms what we armed and what lost its opt-in', async () => {
    const state = memory(many(2, (n) => ({ labels: [], autoMergeArmed: true, autoMergeOurs: n === 2 })))
    await run(policy(), undefined, portsOf(state, sweep))
    expect(state.log).toEqual(['open', 'read 2', 'disarm 2'])
  })

  test('a number that somebody dispatched and that is none is an error', async () => {
    const event = { eventName: 'workflow_dispatch', payload: { inputs: { number: '#7' } } }
    const state = memory([facts()])
    const { results } = await run(policy(), undefined, portsOf(state, event))
    expect([results[0]?.decision, results[0]?.reason, state.log]).toEqual(['error', 'invalid_number', []])
    expect(results[0]?.sentence).toContain('like 7, not "#7"')
  })

  test('who set the label could not be asked: said in words', async () => {
    const outside = portsOf(memory([facts({ permissions: {} })]))
    outside.pullRequests.permissionOf = () => {
      throw new GitHubError('Bad Gateway', {
        status: 502,
        method: 'GET',
        route: 'GET /repos/{owner}/{repo}/x',
      })
    }
    const { results } = await run(policy(), 7, outside)
    expect(results[0]).toMatchObject({
      decision: 'error',
      reason: 'github_error',
      sentence:
        '#7: What bob, who set the label, may do here could not be asked: Bad Gateway. Run it again; the token needs metadata: read.',
    })
    expect(results[0]?.conditions).toEqual([])
  })

  test('max-pull-requests is a limit that is told', async () => {
    const state = memory(many(5, () => ({ reviews: [] })))
    const { results, left } = await run(policy({ maxPullRequests: 2 }), undefined, portsOf(state, sweep))
    expect([results.length, left?.count]).toEqual([2, 3])
  })

  test('one that fails does not hide the others', async () => {
    const state = memory(many(3, () => ({})))
    const outside = portsOf(state, sweep)
    const merge = outside.pullRequests.merge.bind(outside.pullRequests)
    outside.pullRequests.merge = (one, how) => {
      if (one.number === 2) throw new GitHubError('boom', { status: 500, method: 'PUT', route: 'PUT /x' })
      return merge(one, how)
    }
    const { results } = await run(policy(), undefined, outside)
    expect(results.map(({ decision }) => decision)).toEqual(['merged', 'error', 'merged'])
  })

  test('a limit on the comment does not hide the merge', async () => {
    const state = memory([facts()])
    const outside = portsOf(state)
    outside.pullRequests.comment = () => {
      throw new BudgetStop('Limit reached.', new Date('2026-01-11T13:00:00Z'))
    }
    const { results } = await run(policy({ comment: true }), 7, outside)
    expect(results).toMatchObject([{ decision: 'merged', mergeCommit: mergeSha, problems: [] }])
    expect(results[0]?.warnings).toEqual(['The comment on #7 could not be written: Limit reached.'])
  })

  test('a limit beyond the deadline stops cleanly', async () => {
    const stop = new BudgetStop('Limit reached.', new Date('2026-01-11T13:00:00Z'))
    const state = memory([facts()], {
      beforeRead: () => {
        throw stop
      },
    })
    const { results, left } = await run(policy(), 7, portsOf(state))
    expect(results).toMatchObject([{ decision: 'wait', reason: 'rate_limit' }])
    expect(left?.because).toContain('2026-01-11T13:00:00.000Z')
  })

  test('a bug of ours is not hidden as an error of GitHub', async () => {
    const state = memory([facts()], {
      beforeRead: () => {
        throw new TypeError('oops')
      },
    })
    await expect(run(policy(), 7, portsOf(state))).rejects.toThrow('oops')
  })

  test('an event about nothing costs nothing; a commit of nobody costs one request', async () => {
    const state = memory([facts()])
    await run(policy(), undefined, portsOf(state, { eventName: 'push' }))
    expect(state.log).toEqual([])
    const payload = {
      workflow_run: { status: 'completed', head_sha: older, head_branch: 'feature/a', pull_requests: [] },
    }
    const { results } = await run(policy(), undefined, portsOf(state, { eventName: 'workflow_run', payload }))
    expect([state.log, results[0]?.reason]).toEqual([['open feature/a'], 'no_pull_request'])
  })

  test('a run of a fork is found by branch and commit', async () => {
    const state = memory([
      facts(),
      facts({ number: 9, head: { ...facts().head, oid: older, repository: 'mallory/web' } }),
    ])
    const payload = {
      workflow_run: { status: 'completed', head_sha: head, head_branch: 'feature/a', pull_requests: [] },
    }
    await run(policy(), undefined, portsOf(state, { eventName: 'workflow_run', payload }))
    expect(state.log).toEqual(['open feature/a', 'read 7', merged])
  })

  test('checks that still run leave it waiting', async () => {
    const { ended } = await one({ checks: [check('a', { status: 'QUEUED', conclusion: null })] })
    expect(ended).toBe('wait checks_pending')
  })
})
