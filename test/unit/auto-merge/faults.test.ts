import { BudgetStop, GitHubError } from '@ecosystem-actions/core/errors'
import { answer as answered, scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { describe, expect, test } from '@jest/globals'
import { startersOf } from '../../../actions/auto-merge/adapters/dispatched-runs.ts'
import { writes } from '../../../actions/auto-merge/adapters/writes.ts'
import type { Facts } from '../../../actions/auto-merge/facts.ts'
import type { MergeAnswer } from '../../../actions/auto-merge/merge/answer.ts'
import type { Policy } from '../../../actions/auto-merge/policy.ts'
import type { Ports, WriteAnswer } from '../../../actions/auto-merge/ports.ts'
import { report } from '../../../actions/auto-merge/report.ts'
import { run } from '../../../actions/auto-merge/run.ts'
import { botFacts, bob, check, facts, head, older, policy, review } from './build-facts.ts'
import { memory, portsOf, type Memory } from './memory-pull-requests.ts'

const lost: WriteAnswer = { done: false, message: 'Bad Gateway', lost: true }
const stop = new BudgetStop('Limit reached.', new Date('2026-01-11T13:00:00Z'))
const down = new GitHubError('Bad Gateway', { status: 502, method: 'POST', route: 'POST /graphql' })

interface Scene {
  facts?: Facts
  wanted?: Partial<Policy>
  how?: Partial<Memory>
  /** What the pull request is from the second reading on. */
  later?: Partial<Facts> | Error
  change?: (ports: Ports) => void
  event?: string
}

async function play({ facts: given = facts(), wanted = {}, how = {}, later, change, event }: Scene) {
  const state = memory([given], how)
  state.beforeRead = (count) => {
    if (count < 2 || later === undefined) return
    if (later instanceof Error) throw later
    state.facts.set(7, { ...given, ...later })
  }
  const outside = portsOf(state, event === undefined ? {} : { eventName: event })
  change?.(outside)
  const outcome = await run(policy(wanted), 7, outside)
  const result = outcome.results[0]!
  const row = result.conditions.find(({ name }) => name === 'merge')
  const told = report(outcome, { 'fail-on': 'error' })
  return { result, row, outcome, told, log: state.log, ended: `${result.decision} ${result.reason}` }
}

const draft = facts({ draft: true, mergeState: 'DRAFT' })
const queued = facts({ queue: { enabled: true, entered: false } })
const ours = review({ type: 'Bot', login: 'automation-bot', id: 90001 }, { ours: true })
const approves = { autoApproveBots: true, requiredApprovals: 2 }
const armed = facts({ autoMergeArmed: true, autoMergeOurs: true, labels: ['automerge', 'wip'] })

describe('a lost answer is looked up before it is called a refusal', () => {
  test.each<[string, Scene, string, string]>([
    [
      'ready',
      {
        facts: draft,
        wanted: { readyAfterSeconds: 60 },
        how: { writes: { makeReady: lost } },
        later: { draft: false },
      },
      'ready draft_old_enough',
      'error mark_ready_answer_lost',
    ],
    [
      'queue',
      {
        facts: queued,
        how: { writes: { enqueue: lost } },
        later: { queue: { enabled: true, entered: true } },
      },
      'queued eligible',
      'error add_to_merge_queue_answer_lost',
    ],
    [
      'approve',
      { facts: botFacts(), wanted: approves, how: { writes: { approve: lost } }, later: { reviews: [ours] } },
      'approved trusted_bot',
      'error approve_answer_lost',
    ],
    [
      'update',
      {
        facts: facts({ mergeState: 'BEHIND' }),
        wanted: { updateBranch: true },
        how: { writes: { updateBranch: lost } },
        later: { head: { ...facts().head, oid: older } },
      },
      'wait branch_updated',
      'error update_branch_answer_lost',
    ],
    [
      'disarm',
      { facts: armed, how: { writes: { disarm: lost } }, later: { autoMergeArmed: false } },
      'block blocking_label',
      'error disarm_auto_merge_answer_lost',
    ],
  ])('%s', async (_, scene, done, undone) => {
    expect((await play(scene)).ended).toBe(done)
    const not = await play({ ...scene, later: {} })
    expect([not.ended, not.result.sentence]).toEqual([undone, expect.stringContaining('it was not done')])
    const dark = await play({ ...scene, later: down })
    expect([dark.ended, dark.result.sentence]).toEqual([
      undone,
      expect.stringContaining('could not be read either'),
    ])
    expect(dark.result.evaluatedSha).toBe(head)
  })

  test.each([down, stop])('a merge whose end cannot be read is told as sent: %s', async (error) => {
    const dark = await play({ how: { merges: [{ kind: 'lost', message: 'HTTP 502' }] }, later: error })
    expect(dark.ended).toBe('error merge_answer_lost')
    expect(dark.result.sentence).toContain('no usable answer to the merge (HTTP 502)')
    expect(dark.result.sentence).toContain('whether it was done could not be read either')
  })

  test('the comment', async () => {
    const scene = {
      wanted: { comment: true },
      facts: facts({ reviews: [] }),
      how: { writes: { comment: lost } },
    }
    expect((await play(scene)).result.problems).toHaveLength(1)
    let body = ''
    const state = memory([scene.facts], scene.how)
    const outside = portsOf(state)
    outside.pullRequests.comment = (_, text) => {
      body = text
      state.facts.set(7, { ...scene.facts, comments: [{ id: 1, body }] })
      return Promise.resolve(lost)
    }
    const { results } = await run(policy(scene.wanted), 7, outside)
    expect([results[0]?.problems, body.length > 0]).toEqual([[], true])
  })

  test('the branch after the merge', async () => {
    const open = facts({ openPullRequests: [] })
    const gone = { head: { ...open.head, deletable: false } }
    const how = { writes: { deleteHead: lost } }
    const wanted = { deleteBranch: true }
    expect((await play({ facts: open, wanted, how, later: gone })).result.problems).toEqual([])
    expect((await play({ facts: open, wanted, how, later: {} })).result.problems).toEqual([
      'After the merge of #7, could not delete branch feature/a: Bad Gateway. It was looked up, and it was not done.',
    ])
  })

  test('labels: they are read', async () => {
    const wanted = { addLabels: ['shipped'], removeLabels: ['automerge'] }
    const how = { writes: { addLabels: lost, removeLabel: lost } }
    const done = await play({ wanted, how, later: { labels: ['Shipped'] } })
    expect([done.result.decision, done.result.problems]).toEqual(['merged', []])
    const undone = await play({ wanted, how, later: {} })
    expect(undone.result.problems).toEqual([
      'After the merge of #7, could not add the label shipped: Bad Gateway. It was looked up, and it was not done.',
      'After the merge of #7, could not remove the label automerge: Bad Gateway. It was looked up, and it was not done.',
    ])
    const dark = await play({ wanted, how, later: down })
    expect(dark.result.problems[0]).toContain('It may have been done all the same.')
  })

  const deploy = { kind: 'workflow', file: 'deploy.yml' } as const
  const merged = { kind: 'repository', type: 'merged' } as const
  const unsure = expect.stringContaining('Whether it was started cannot be told, so it is not started again')

  test.each<[string, Policy['dispatchAfterMerge'], Memory['starters'], unknown[]]>([
    ['one run by this account', [deploy], [[90001]], []],
    ['one that appears at the second look', [deploy], [[], [90001]], []],
    ['a repository_dispatch that started one run', [merged], [[90001]], []],
    ['no run: it may still appear', [deploy], [[]], [unsure]],
    ['a run by somebody else', [deploy], [[1002]], [unsure]],
    ['two runs', [deploy], [[90001, 1002]], [unsure]],
    ['runs that cannot be read', [deploy], [down], [unsure]],
    ['a limit', [deploy], [stop], [unsure]],
    ['two of one kind look alike', [merged, { kind: 'repository', type: 'x' }], [[90001]], [unsure, unsure]],
  ])('a dispatch is looked up by its runs, and never sent again: %s', async (_, what, starters, problems) => {
    const { result, log } = await play({
      wanted: { dispatchAfterMerge: what },
      how: { writes: { dispatch: lost }, starters },
    })
    expect([result.decision, result.problems]).toEqual(['merged', problems])
    expect(log.filter((line) => line.startsWith('dispatch'))).toHaveLength(what.length)
  })

  test('runs are asked for by event and commit', async () => {
    const asked: unknown[] = []
    const runs = ({ parameters }: { parameters: Record<string, unknown> }) => {
      asked.push(parameters)
      return {
        workflow_runs: [
          { head_sha: head, actor: { id: 90001 } },
          { head_sha: older, actor: { id: 90001 } },
        ],
      }
    }
    const github = scriptedGitHub({
      'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': runs,
      'GET /repos/{owner}/{repo}/actions/runs': runs,
    })
    const here = { owner: 'acme', repo: 'web' }
    expect(await startersOf(github, here, { what: deploy, headOid: head })).toEqual([90001])
    expect(await startersOf(github, here, { what: merged, headOid: head })).toEqual([90001])
    expect(asked).toMatchObject([
      { workflow_id: 'deploy.yml', event: 'workflow_dispatch', head_sha: head },
      { event: 'repository_dispatch', head_sha: head },
    ])
  })

  test.each([502, 0])('the adapter tells %i from a refusal', async (status) => {
    const fail = () => {
      throw new GitHubError('Bad Gateway', { status, method: 'POST', route: 'POST /x' })
    }
    const github = scriptedGitHub({
      'POST /graphql': fail,
      'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews': fail,
    })
    const port = writes(github, { owner: 'acme', repo: 'web' })
    expect(await port.approve(facts())).toMatchObject({ done: false, lost: true })
    expect(await port.enqueue(facts())).toMatchObject({ done: false, lost: true })
    const cut = writes(scriptedGitHub({ 'POST /graphql': () => ({}) }), { owner: 'acme', repo: 'web' })
    expect(await cut.enqueue(facts())).toMatchObject({ done: false, lost: true })
    const refused = scriptedGitHub({
      'POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews': () => answered(422, { message: 'No' }),
    })
    expect(await writes(refused, { owner: 'acme', repo: 'web' }).approve(facts())).toEqual({
      done: false,
      message: 'No',
    })
  })
})

describe('a limit', () => {
  test('on the merge call leaves the judgement in the explanation', async () => {
    const { ended, result } = await play({
      change: ({ pullRequests }) => {
        pullRequests.merge = () => Promise.reject(stop)
      },
    })
    expect([ended, result.evaluatedSha, result.conditions.length > 10]).toEqual([
      'wait rate_limit',
      head,
      true,
    ])
  })

  test('on a step after the merge is a warning and no failure', async () => {
    const { result, told } = await play({
      facts: facts({ openPullRequests: [] }),
      wanted: { deleteBranch: true },
      change: ({ pullRequests }) => {
        pullRequests.deleteHead = () => Promise.reject(stop)
      },
    })
    const text = 'After the merge of #7, could not delete branch feature/a: Limit reached.'
    expect([result.decision, result.problems, result.warnings]).toEqual(['merged', [], [text]])
    expect([told.failure, told.annotations]).toEqual([undefined, [{ level: 'warning', message: text }]])
  })

  test('in a sweep says how many are left', async () => {
    const state = memory(Array.from({ length: 30 }, (_, i) => facts({ number: i + 1 })))
    const outside = portsOf(state, { eventName: 'schedule' })
    const merge = outside.pullRequests.merge.bind(outside.pullRequests)
    outside.pullRequests.merge = (one, how) => (one.number > 3 ? Promise.reject(stop) : merge(one, how))
    const outcome = await run(policy(), undefined, outside)
    expect([outcome.results.length, outcome.left?.count]).toEqual([4, 26])
    const { summary } = report(outcome, { 'fail-on': 'error' })
    expect(summary.split('\n')[0]).toContain('26 pull requests not looked at: Limit reached.')
  })
})

describe('a refused merge', () => {
  const refused = (answer: MergeAnswer, scene: Scene = {}) => play({ ...scene, how: { merges: [answer] } })

  test.each<[MergeAnswer, string]>([
    [{ kind: 'head-moved' }, 'The new head is evaluated by its own events.'],
    [{ kind: 'refused', message: 'A rule' }, "Look at the rules of main: do what GitHub's words demand"],
    [{ kind: 'workflow-permission', message: 'x' }, 'with the workflows permission'],
    [
      { kind: 'forbidden', message: 'Resource not accessible by integration' },
      'permissions: { contents: write',
    ],
    [
      { kind: 'forbidden', message: 'You are not authorized to push to this branch' },
      'Allow this account to push to main',
    ],
    [
      { kind: 'invalid', message: 'Validation Failed' },
      'Check merge-method, commit-title and commit-message.',
    ],
    [{ kind: 'lost', message: 'HTTP 502' }, 'The next event or scheduled run tries again.'],
  ])('%j has a row with the next step', async (answer, next) => {
    const { row, result, told } = await refused(answer)
    expect(row?.next).toContain(next)
    expect(row?.who).not.toBe('')
    expect(row?.reason).toBe(result.reason)
    expect(told.summary).toContain('**Next:**')
  })

  test("a fork's read-only token is not mended by a line of permissions", async () => {
    const fork = facts({ head: { ...facts().head, repository: 'mallory/web' } })
    const answer: MergeAnswer = { kind: 'forbidden', message: 'Resource not accessible by integration' }
    const { row, ended } = await refused(answer, { facts: fork, event: 'pull_request' })
    expect(ended).toBe('error read_only_token')
    expect(row?.next).toContain('Start the workflow on pull_request_target or workflow_run')
    expect((await refused(answer, { facts: fork, event: 'workflow_run' })).ended).toBe(
      'error missing_permission',
    )
  })

  test("GitHub's words end before ours begin", async () => {
    const { result } = await refused({ kind: 'refused', message: 'Not by integration' })
    expect(result.sentence).toContain('Not by integration. Next: ')
  })
})

describe('arming what became mergeable', () => {
  const rules = {
    ...facts().rules,
    requiredChecks: [{ context: 'build', app: undefined }],
    requiredApprovals: 2,
    dismissStaleReviews: true,
    conversations: true,
  }
  const pending = facts({
    rules,
    mergeState: 'BLOCKED',
    checks: [check('build', { required: true, status: 'QUEUED', conclusion: null })],
  })
  const scene: Scene = {
    facts: pending,
    wanted: { armAutoMerge: true, checks: 'required' },
    how: { writes: { arm: { done: false, message: 'Pull request is in clean status' } } },
  }

  const green = { mergeState: 'CLEAN', checks: [check('build', { required: true })] }

  test.each(['Pull request is in clean status', 'Pull request is in unstable status'])(
    '2.6 and 3.4 "%s": it is read again once, and merged at the head that was read',
    async (message) => {
      const how = { writes: { arm: { done: false, message } } } as const
      const { ended, log } = await play({ ...scene, how, later: green })
      expect([ended, log]).toEqual([
        'merged eligible',
        ['read 7', 'arm 7 squash', 'read 7', expect.stringMatching(/^merge 7 aaaa squash/)],
      ])
    },
  )

  test('the head moved meanwhile: the new one is judged by itself', async () => {
    const moved = { ...green, head: { ...facts().head, oid: older }, checksOf: older }
    const { ended, log } = await play({ ...scene, later: moved })
    expect([ended, log]).toEqual(['block approvals_stale', ['read 7', 'arm 7 squash', 'read 7']])
  })

  test('what became forbidden meanwhile is not merged', async () => {
    const { ended, log } = await play({ ...scene, later: { ...green, labels: ['automerge', 'wip'] } })
    expect([ended, log]).toEqual(['block blocking_label', ['read 7', 'arm 7 squash', 'read 7']])
  })

  test('a required check that is open all the same is named, and nothing is armed twice', async () => {
    const { ended, log, told, result } = await play(scene)
    expect([ended, log]).toEqual(['wait checks_pending', ['read 7', 'arm 7 squash', 'read 7']])
    expect(result.sentence).toContain('Required and not finished: build (queued).')
    expect(told.summary).toContain('**Next:** It is evaluated again when they finish. (the checks)')
  })
})

describe('what follows a merge is told', () => {
  const after = {
    deleteBranch: true,
    comment: true,
    addLabels: ['merged'],
    dispatchAfterMerge: [{ kind: 'workflow', file: 'deploy.yml' }],
  } as const
  const open = facts({ openPullRequests: [{ number: 8, base: 'feature/a', head: 'b' }] })

  test('a dry run names it and does nothing', async () => {
    const { result, log, told } = await play({ facts: open, wanted: { ...after, dryRun: true } })
    expect(log).toEqual(['read 7'])
    expect(result.notes).toEqual([
      'After the merge: move #8 to main; delete the branch feature/a; add the label merged; dispatch deploy.yml; say in the comment that it was merged.',
    ])
    expect(told.summary).toContain('delete the branch feature/a')
  })

  test.each<[string, Partial<Facts>]>([
    ['a rule forbids it', { head: { ...facts().head, deletable: false } }],
    ['it is in a fork', { head: { ...facts().head, repository: 'bob/web' } }],
    [
      'the repository deletes merged branches by itself',
      { repository: { ...facts().repository, deletesBranches: true } },
    ],
    ['#8 comes from it too', { openPullRequests: [{ number: 8, base: 'x', head: 'feature/a' }] }],
  ])('why the branch stays: %s', async (because, changes) => {
    const note = `The branch feature/a stays: ${because}.`
    const { result, told } = await play({ facts: facts(changes), wanted: { deleteBranch: true } })
    expect([result.notes, told.log?.includes(note)]).toEqual([[note], true])
    const dry = await play({ facts: facts(changes), wanted: { deleteBranch: true, dryRun: true } })
    expect(dry.result.notes.join()).toContain(`feature/a stays: ${because}`)
  })

  test('a workflow that cannot be dispatched', async () => {
    const how = { writes: { dispatch: { done: false, message: 'Not Found', missing: true } } } as const
    const { result } = await play({ wanted: { dispatchAfterMerge: after.dispatchAfterMerge }, how })
    expect(result.problems).toEqual([
      'After the merge of #7, could not dispatch deploy.yml: There is no workflow deploy.yml with workflow_dispatch on main, or the token lacks actions: write.',
    ])
  })

  test('an objection keeps everything as it is', async () => {
    const { result } = await play({
      facts: facts({ reviews: [review(bob)] }),
      wanted: { ...after, dryRun: true },
    })
    expect([result.decision, result.notes]).toEqual(['block', []])
  })
})
