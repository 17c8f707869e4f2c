import { describe, expect, test } from '@jest/globals'
import { decide } from '../../../actions/auto-merge/eligibility.ts'
import type { Actor, Facts, LabelEvent } from '../../../actions/auto-merge/facts.ts'
import type { Policy } from '../../../actions/auto-merge/policy.ts'
import {
  ago,
  alice,
  bob,
  botFacts,
  carol,
  check,
  dependabot,
  facts,
  head,
  older,
  person,
  policy,
  review,
  situation,
  status,
} from './build-facts.ts'

type Row = [what: string, expected: string, changes: Partial<Facts>, policy?: Partial<Policy>]

function verdict(changes: Partial<Facts>, wanted: Partial<Policy> = {}): string {
  const { intent, reason } = decide(facts(changes), policy(wanted), situation)
  return `${intent} ${reason}`
}

const rules = facts().rules
const repository = facts().repository
const blocked = { mergeState: 'BLOCKED' }
const draft = { draft: true, mergeState: 'DRAFT' }

const syncBot = { type: 'Bot', login: 'github-actions', id: 41898282 }
const marked = 'x\n<!-- ecosystem-sync:{} -->'
const inFork = { ...facts().head, repository: 'mallory/web' }
const setBy = (label: string, actor: Actor | undefined): LabelEvent => ({ label, at: ago(3000), actor })
const byCarol = [setBy('automerge', carol), setBy('ecosystem-sync', bob)]
const labelledBy = (actor: Actor | undefined): Partial<Facts> => ({
  labels: ['automerge', 'ecosystem-sync'],
  labelEvents: [setBy('automerge', bob), setBy('ecosystem-sync', actor)],
})

describe('what is to be done', () => {
  test.each<Row>([
    ['everything is there', 'merge eligible', {}],
    ['merged already', 'skip already_merged', { state: 'MERGED' }],
    ['closed', 'skip closed', { state: 'CLOSED' }],
    ['archived', 'block repository_archived', { repository: { ...repository, archived: true } }],
    ['another base', 'skip base_branch', {}, { baseBranches: ['release/*'] }],
    [
      'a base that matches',
      'merge eligible',
      { base: { name: 'release/1', oid: 'c' } },
      { baseBranches: ['release/*'] },
    ],
    ['no label', 'skip label_missing', { labels: ['other'] }],
    [
      'label in other case',
      'merge eligible',
      { labels: ['AutoMerge'], labelEvents: [{ label: 'AutoMerge', at: ago(9), actor: bob }] },
    ],
    ['label of a reader', 'block label_actor_permission', { permissions: { 1002: 'triage' } }],
    [
      'method label of a reader, opt-in of a writer',
      'block label_actor_permission',
      {
        labels: ['automerge', 'automerge:rebase'],
        permissions: { 1002: 'write', 1003: 'triage' },
        labelEvents: [
          { label: 'automerge', at: ago(3000), actor: bob },
          { label: 'Automerge:Rebase', at: ago(2000), actor: carol },
        ],
      },
    ],
    [
      'method label that nobody is known to have set',
      'block label_actor_unknown',
      {
        labels: ['automerge', 'automerge:rebase'],
        labelEvents: [{ label: 'automerge', at: ago(3000), actor: bob }],
      },
    ],
    [
      'label of somebody who is on no complete list of collaborators',
      'block label_actor_permission',
      {
        permissions: {},
        permissionsComplete: true,
      },
    ],
    [
      'label of a triager, allowed',
      'merge eligible',
      { permissions: { 1002: 'triage' } },
      { labelActorPermission: 'triage' },
    ],
    [
      'label of a bot',
      'block label_actor_unknown',
      { labelEvents: [{ label: 'automerge', at: ago(9), actor: dependabot }] },
    ],
    [
      'label of the account that merges',
      'merge eligible',
      {
        labelEvents: [
          { label: 'automerge', at: ago(9), actor: { type: 'Bot', login: 'automation-bot', id: 90001 } },
        ],
      },
    ],
    [
      'label of the account that merges, more demanded',
      'block label_actor_unknown',
      {
        labelEvents: [
          { label: 'automerge', at: ago(9), actor: { type: 'Bot', login: 'automation-bot', id: 90001 } },
        ],
      },
      { labelActorPermission: 'admin' },
    ],
    [
      'label of the token of a workflow',
      'block label_actor_unknown',
      {
        labelEvents: [
          { label: 'automerge', at: ago(9), actor: { type: 'Bot', login: 'github-actions', id: 41898282 } },
        ],
        repository: { ...facts().repository, viewer: { login: 'github-actions', id: 41898282 } },
      },
    ],
    ['label without a trace', 'block label_actor_unknown', { labelEvents: [] }],
    ['label of anybody, allowed', 'merge eligible', { labelEvents: [] }, { labelActorPermission: 'any' }],
    [
      'label set again by a reader',
      'block label_actor_permission',
      {
        permissions: { 1001: 'read', 1002: 'write' },
        labelEvents: [
          { label: 'automerge', at: ago(9), actor: alice },
          { label: 'automerge', at: ago(99), actor: bob },
        ],
      },
    ],
    ['label actor not looked up', 'error label_actor_unknown', { permissions: {} }],
    [
      'label actor not looked up, but blocked anyway',
      'block blocking_label',
      { permissions: {}, labels: ['automerge', 'WIP'] },
    ],
    ['blocking label', 'block blocking_label', { labels: ['automerge', 'wip'] }],
    ['draft', 'block draft', draft],
    ['young draft', 'wait draft_too_young', { ...draft, createdAt: ago(10) }, { readyAfterSeconds: 60 }],
    ['old draft', 'ready draft_old_enough', { ...draft, reviews: [], checks: [] }, { readyAfterSeconds: 60 }],
    [
      'old draft, drafted again',
      'wait draft_too_young',
      { ...draft, draftedAt: [ago(5)] },
      { readyAfterSeconds: 60 },
    ],
    [
      'old draft that is forbidden',
      'block blocking_label',
      { ...draft, labels: ['automerge', 'wip'] },
      { readyAfterSeconds: 60 },
    ],
  ])('%s', (...[, expected, changes, wanted]) => {
    expect(verdict(changes, wanted)).toBe(expected)
  })
})

describe('reviews', () => {
  test.each<Row>([
    [
      '3.1.1 an objection stays although somebody with the same login, and another id, approved later',
      'block changes_requested',
      {
        reviews: [
          review(bob),
          review(carol, { state: 'CHANGES_REQUESTED', at: ago(9000) }),
          review(person('carol', 77), { at: ago(10) }),
        ],
      },
    ],
    [
      '3.1.1 a bot with the id of a person takes nothing back',
      'merge eligible',
      {
        reviews: [
          review(bob),
          review(carol),
          review({ ...carol, type: 'Bot' }, { state: 'DISMISSED', at: ago(10) }),
        ],
      },
    ],
    [
      '3.1.2 an objection that was dismissed is none, and no approval',
      'block approvals_missing',
      { reviews: [review(bob), review(carol, { state: 'DISMISSED' })] },
    ],
    [
      '3.1.4 an approval of no known commit',
      'block approvals_stale',
      { reviews: [review(bob), review(carol, { commit: undefined })] },
    ],
    ['3.1.5 a base change whose time cannot be read', 'block approvals_stale', { baseChangedAt: ['broken'] }],
    ['one approval of two', 'block approvals_missing', { reviews: [review(bob)] }],
    ['one of one', 'merge eligible', { reviews: [review(bob)] }, { requiredApprovals: 1 }],
    ['the rules demand more', 'block approvals_missing', { rules: { ...rules, requiredApprovals: 3 } }],
    [
      '3.1.1 two by one person',
      'block approvals_missing',
      { reviews: [review(bob), review(bob, { at: ago(9) })] },
    ],
    [
      '3.1.3 own approval',
      'block approvals_missing',
      { reviews: [review(bob), review(alice)], approvingWriters: ['bob', 'alice'] },
    ],
    [
      '3.1.3 no push rights',
      'block approvals_missing',
      { reviews: [review(bob), review(carol, { canPush: false })] },
    ],
    ['3.1.7 not counted by GitHub', 'block approvals_missing', { approvingWriters: ['bob'] }],
    [
      '3.1.3 a bot',
      'block approvals_missing',
      { reviews: [review(bob), review(dependabot)], approvingWriters: ['bob', 'dependabot'] },
    ],
    [
      '3.1.3 the account that merges',
      'block approvals_missing',
      { reviews: [review(bob), review(carol, { ours: true })] },
    ],
    ['3.1.3 a deleted account', 'block approvals_missing', { reviews: [review(bob), review(undefined)] }],
    [
      '3.1.4 an earlier commit',
      'block approvals_stale',
      { reviews: [review(bob), review(carol, { commit: older })] },
    ],
    [
      '3.1.4 an earlier commit, allowed',
      'merge eligible',
      { reviews: [review(bob), review(carol, { commit: older })] },
      { staleApprovals: 'allow' },
    ],
    [
      '3.1.4 an earlier commit, not asked yet',
      'error approvals_stale',
      { reviews: [review(bob), review(carol, { commit: older })] },
      { staleApprovals: 'allow-clean-update' },
    ],
    [
      '3.1.4 an earlier commit, clean',
      'merge eligible',
      { reviews: [review(bob), review(carol, { commit: older })], cleanUpdatesSince: { [older]: true } },
      { staleApprovals: 'allow-clean-update' },
    ],
    [
      '3.1.4 an earlier commit, not clean',
      'block approvals_stale',
      { reviews: [review(bob), review(carol, { commit: older })], cleanUpdatesSince: { [older]: false } },
      { staleApprovals: 'allow-clean-update' },
    ],
    ['3.1.5 base changed after', 'block approvals_stale', { baseChangedAt: [ago(60)] }],
    [
      '3.1.5 base changed after, even where stale ones count',
      'block approvals_stale',
      { baseChangedAt: [ago(60)] },
      { staleApprovals: 'allow' },
    ],
    ['3.1.5 base changed in the same second', 'block approvals_stale', { baseChangedAt: [ago(3600)] }],
    ['3.1.5 base changed before', 'merge eligible', { baseChangedAt: [ago(6000)] }],
    ['3.1.3 asked again', 'block approvals_stale', { requestedReviewers: [1003] }],
    [
      '3.1.2 dismissed does not revive',
      'block approvals_missing',
      { reviews: [review(bob), review(carol), review(carol, { state: 'DISMISSED', at: ago(60) })] },
    ],
    [
      '3.1.6 changes requested',
      'block changes_requested',
      { reviews: [review(bob), review(carol), review(person('dan', 4), { state: 'CHANGES_REQUESTED' })] },
    ],
    [
      '3.1.6 changes requested by a reader',
      'merge eligible',
      {
        reviews: [
          review(bob),
          review(carol),
          review(person('dan', 4), { state: 'CHANGES_REQUESTED', canPush: false }),
        ],
      },
    ],
    [
      '3.1.6 changes requested by a deleted account',
      'block changes_requested',
      {
        reviews: [
          review(bob),
          review(carol),
          review(undefined, { state: 'CHANGES_REQUESTED', canPush: false }),
        ],
      },
    ],
    [
      '3.1.2 changes requested, then approved',
      'merge eligible',
      { reviews: [review(bob, { state: 'CHANGES_REQUESTED', at: ago(9000) }), review(bob), review(carol)] },
    ],
    [
      '3.1.2 order by time, not by place',
      'block changes_requested',
      { reviews: [review(bob, { state: 'CHANGES_REQUESTED', at: ago(10) }), review(bob), review(carol)] },
    ],
    [
      '3.1.2 comments change nothing',
      'merge eligible',
      { reviews: [review(bob), review(carol), review(bob, { state: 'COMMENTED', at: ago(1) })] },
    ],
    [
      '3.1.7 GitHub wants a review',
      'block review_required',
      { reviewDecision: 'REVIEW_REQUIRED', ...blocked },
    ],
    [
      '3.1.7 GitHub says changes',
      'block changes_requested',
      { reviewDecision: 'CHANGES_REQUESTED', ...blocked },
    ],
    [
      '3.1.7 GitHub says approved, we count none',
      'block approvals_missing',
      { reviewDecision: 'APPROVED', reviews: [] },
    ],
    [
      'conversations',
      'block unresolved_conversations',
      { conversations: { unresolved: 2, first: 'src/a.ts' } },
    ],
    [
      'conversations, not demanded',
      'merge eligible',
      { conversations: { unresolved: 2, first: 'src/a.ts' } },
      { requireResolvedConversations: false },
    ],
    [
      'conversations, demanded by a rule',
      'block unresolved_conversations',
      { conversations: { unresolved: 2, first: 'a' }, rules: { ...rules, conversations: true } },
      { requireResolvedConversations: false },
    ],
  ])('%s', (...[, expected, changes, wanted]) => {
    expect(verdict(changes, wanted)).toBe(expected)
  })
})

const requires = (context: string, app?: number) => ({
  rules: { ...rules, requiredChecks: [{ context, app }] },
})

describe('checks', () => {
  test.each<Row>([
    [
      '3.2.4 one failed',
      'block checks_failed',
      { checks: [check('build'), check('lint', { conclusion: 'FAILURE' })], mergeState: 'UNSTABLE' },
    ],
    [
      '3.2.8 one failed that is ignored',
      'merge eligible',
      { checks: [check('build'), check('lint / eslint', { conclusion: 'FAILURE' })] },
      { ignoreChecks: ['lint*'] },
    ],
    [
      '3.2.8 ignored, but required',
      'block checks_failed',
      { checks: [check('lint', { conclusion: 'FAILURE' })], ...requires('lint') },
      { ignoreChecks: ['lint'] },
    ],
    [
      'not required, in required mode',
      'merge eligible',
      {
        checks: [check('build', { required: true }), check('lint', { conclusion: 'FAILURE' })],
        ...requires('build'),
      },
      { checks: 'required' },
    ],
    ['nothing required, in required mode', 'block no_checks', {}, { checks: 'required' }],
    [
      '3.2.4 pending',
      'wait checks_pending',
      { checks: [check('build', { status: 'IN_PROGRESS', conclusion: null })] },
    ],
    [
      '3.2.4 a conclusion nobody knows',
      'block checks_failed',
      { checks: [check('build', { conclusion: 'NEW_WORD' })] },
    ],
    [
      '3.2.4 startup failure',
      'block checks_failed',
      { checks: [check('build', { conclusion: 'STARTUP_FAILURE' })] },
    ],
    [
      '3.2.4 neutral and skipped',
      'merge eligible',
      { checks: [check('build', { conclusion: 'NEUTRAL' }), check('x', { conclusion: 'SKIPPED' })] },
    ],
    [
      '3.2.5 skipped beside a failure of its run',
      'block checks_failed',
      { checks: [check('deploy', { conclusion: 'SKIPPED' }), check('flaky', { conclusion: 'FAILURE' })] },
      { ignoreChecks: ['flaky'] },
    ],
    [
      '3.2.5 skipped beside a failure of another run',
      'merge eligible',
      {
        checks: [
          check('deploy', { conclusion: 'SKIPPED', run: { id: 5, event: 'push' } }),
          check('flaky', { conclusion: 'FAILURE' }),
        ],
      },
      { ignoreChecks: ['flaky'] },
    ],
    [
      '3.2.3 the newer of two',
      'merge eligible',
      {
        checks: [
          check('build', { startedAt: ago(10000) }),
          check('build', { conclusion: 'FAILURE', startedAt: ago(20000) }),
        ],
      },
    ],
    [
      '3.2.3 a newer one that is queued',
      'wait checks_pending',
      {
        checks: [
          check('build'),
          check('build', { status: 'QUEUED', conclusion: null, startedAt: undefined }),
        ],
      },
    ],
    [
      '3.2.3 two apps with one name',
      'block checks_failed',
      {
        checks: [
          check('build'),
          check('build', { conclusion: 'FAILURE', app: { id: 9, slug: 'other' }, startedAt: ago(90000) }),
        ],
      },
    ],
    [
      '3.2.3 a status and a check of one name',
      'block checks_failed',
      { checks: [check('build'), status('build', 'FAILURE')] },
    ],
    [
      '3.2.4 an expected status',
      'wait checks_pending',
      { checks: [check('build'), status('x', 'EXPECTED')] },
    ],
    [
      '3.2.8 the own run',
      'merge eligible',
      {
        checks: [
          check('build'),
          check('merge', {
            status: 'IN_PROGRESS',
            conclusion: null,
            url: 'https://github.com/acme/web/actions/runs/900/job/3',
          }),
        ],
      },
    ],
    [
      "another app's failure at an address like that of the own run",
      'block checks_failed',
      {
        checks: [
          check('build'),
          check('scan', {
            conclusion: 'FAILURE',
            app: { id: 99, slug: 'other' },
            url: 'https://evil.example/actions/runs/900/',
          }),
        ],
      },
    ],
    [
      '3.2.8 a run whose number begins alike',
      'wait checks_pending',
      {
        checks: [
          check('build'),
          check('x', {
            status: 'IN_PROGRESS',
            conclusion: null,
            url: 'https://github.com/acme/web/actions/runs/9001/job/3',
          }),
        ],
      },
    ],
    [
      '3.2.8 an older failed run of the own workflow',
      'merge eligible',
      {
        checks: [
          check('build'),
          check('merge', { conclusion: 'FAILURE', workflow: { id: 8, name: 'Auto-merge' } }),
        ],
      },
    ],
    ...(
      [
        ['3.2.8 an older failed run of the own file', 'merge eligible', 'auto-merge.yml'],
        ['3.2.8 another file that bears the name of the own one', 'block checks_failed', 'other.yml'],
      ] as const
    ).map(([name, ending, file]): Row => {
      const own = { workflow: { id: 8, name: 'Auto-merge', file }, run: { id: 7, event: 'pull_request' } }
      return [name, ending, { checks: [check('build'), check('merge', { conclusion: 'FAILURE', ...own })] }]
    }),
    [
      '3.2.8 only the own run',
      'block no_checks',
      { checks: [check('merge', { workflow: { id: 8, name: 'Auto-merge' } })] },
    ],
    ['3.2.9 none yet', 'wait no_checks_yet', { checks: [], checksOf: undefined, createdAt: ago(5) }],
    [
      '3.2.9 none yet after a force push',
      'wait no_checks_yet',
      { checks: [], checksOf: undefined, forcePushedAt: [ago(5)] },
    ],
    [
      '3.2.9 none, and a commit date of tomorrow',
      'block no_checks',
      {
        checks: [],
        commits: {
          total: 1,
          nodes: [{ oid: head, authorId: 1, signedByGitHub: false, committedAt: ago(-86400) }],
        },
      },
    ],
    ['3.2.9 none', 'block no_checks', { checks: [], checksOf: undefined }],
    ['3.2.9 none, allowed', 'merge eligible', { checks: [], checksOf: undefined }, { allowNoChecks: true }],
    [
      '3.2.9 none yet, allowed',
      'wait no_checks_yet',
      { checks: [], createdAt: ago(5) },
      { allowNoChecks: true },
    ],
    [
      '3.2.9 green although the first has just started',
      'merge eligible',
      { checks: [check('cla', { startedAt: ago(3) })] },
    ],
    [
      '3.2.6 a context that classic protection pins to an app, by another one',
      'block required_check_missing',
      { checks: [check('build', { app: { id: 99, slug: 'other' } })], ...requires('build'), ...blocked },
    ],
    [
      '3.2.6 the same, and the right one beside it',
      'merge eligible',
      {
        checks: [check('build', { app: { id: 99, slug: 'other' } }), check('build', { required: true })],
        ...requires('build'),
      },
    ],
    ['3.2.1 of another commit', 'wait head_moved', { checksOf: older }],
    ['3.2.6 required and missing', 'block required_check_missing', { ...requires('e2e'), ...blocked }],
    [
      '3.2.6 required and missing while others run',
      'wait checks_pending',
      { ...requires('e2e'), ...blocked, checks: [check('build', { status: 'QUEUED', conclusion: null })] },
    ],
    ['3.2.6 required from another app', 'block required_check_missing', requires('build', 42)],
    ['3.2.6 required from this app', 'merge eligible', requires('build', 15368)],
    [
      '3.2.10 required from an app, forged as a status',
      'block required_check_missing',
      { checks: [check('test'), status('build', 'SUCCESS')], ...requires('build', 15368) },
    ],
    [
      '3.2.6 travis',
      'merge eligible',
      {
        checks: [status('continuous-integration/travis-ci/pr', 'SUCCESS')],
        ...requires('continuous-integration/travis-ci'),
      },
    ],
    ['3.2.7 the test merge is red', 'block checks_failed', { testMerge: 'FAILURE' }],
    ['3.2.7 the test merge runs', 'wait checks_pending', { testMerge: 'PENDING' }],
  ])('%s', (...[, expected, changes, wanted]) => {
    expect(verdict(changes, wanted)).toBe(expected)
  })
})

const monday = [{ days: [1], from: 540, to: 1020 }]

describe('mergeability, method, time and queue', () => {
  test.each<Row>([
    ['3.3 conflict', 'block conflict', { mergeable: 'CONFLICTING', mergeState: 'DIRTY' }],
    ['3.3 not computed', 'wait mergeability_unknown', { mergeable: 'UNKNOWN', mergeState: 'UNKNOWN' }],
    ['3.3 a rule that only GitHub knows', 'block blocked_by_rule', blocked],
    ['3.3 a state that nobody knows', 'block blocked_by_rule', { mergeState: 'NEW_WORD' }],
    ['3.3 unstable, but nothing of ours', 'merge eligible', { mergeState: 'UNSTABLE' }],
    ['3.3 hooks', 'merge eligible', { mergeState: 'HAS_HOOKS' }],
    ['3.3 behind', 'block behind', { mergeState: 'BEHIND' }],
    ['3.3 behind, may be updated', 'update behind', { mergeState: 'BEHIND' }, { updateBranch: true }],
    [
      '3.3 behind, of a fork',
      'block behind',
      { mergeState: 'BEHIND', head: { ...facts().head, repository: 'mallory/web' } },
      { updateBranch: true },
    ],
    [
      '3.3 behind, but the token starts no checks',
      'block behind',
      {
        mergeState: 'BEHIND',
        repository: { ...repository, viewer: { login: 'github-actions', id: 41898282 } },
      },
      { updateBranch: true },
    ],
    ['3.3 up to date is demanded, not asked', 'error behind', {}, { requireUpToDate: true }],
    ['3.3 up to date is demanded, and behind', 'block behind', { behindBy: 3 }, { requireUpToDate: true }],
    ['3.3 up to date is demanded, and is', 'merge eligible', { behindBy: 0 }, { requireUpToDate: true }],
    [
      'method not allowed',
      'block merge_method_not_allowed',
      { repository: { ...repository, methods: ['merge'] } },
    ],
    [
      'method forbidden by a rule',
      'block merge_method_not_allowed',
      { rules: { ...rules, methods: ['rebase'] } },
    ],
    [
      'linear history',
      'block merge_method_not_allowed',
      { rules: { ...rules, linearHistory: true } },
      { mergeMethod: 'merge' },
    ],
    [
      'two method labels',
      'block merge_method_ambiguous',
      { labels: ['automerge', 'automerge:merge', 'automerge:rebase'] },
    ],
    [
      'sync without merge commits',
      'block sync_needs_merge_commit',
      {
        author: syncBot,
        labels: ['automerge', 'ecosystem-sync'],
        repository: { ...repository, methods: ['squash'] },
      },
    ],
    [
      'sync into a queue that squashes',
      'block sync_needs_merge_commit',
      {
        ours: true,
        body: '<!-- ecosystem-sync: {} -->',
        queue: { enabled: true, entered: false },
        rules: { ...rules, queueMethod: 'squash' },
      },
    ],
    ['too young', 'wait too_young', {}, { minimumAge: 86_400 }],
    ['old enough', 'merge eligible', {}, { minimumAge: 7200 }],
    ['outside of the window', 'wait outside_merge_window', {}, { mergeWindow: monday }],
    ['inside of the window', 'merge eligible', {}, { mergeWindow: [{ days: [0], from: 0, to: 1440 }] }],
    ['merge queue', 'queue eligible', { queue: { enabled: true, entered: false }, ...blocked }],
    [
      'merge queue, off',
      'block merge_queue_required',
      { queue: { enabled: true, entered: false } },
      { mergeQueue: 'off' },
    ],
    ['in the merge queue', 'queued in_merge_queue', { queue: { enabled: true, entered: true } }],
  ])('%s', (...[, expected, changes, wanted]) => {
    expect(verdict(changes, wanted)).toBe(expected)
  })

  test.each([
    [{}, {}, 'squash'],
    [{}, { mergeMethod: 'auto' }, 'squash'],
    [{ repository: { ...repository, methods: ['rebase', 'merge'] } }, { mergeMethod: 'auto' }, 'merge'],
    [
      {
        repository: { ...repository, methods: ['rebase', 'merge'] },
        rules: { ...rules, linearHistory: true },
      },
      { mergeMethod: 'auto' },
      'rebase',
    ],
    [{ labels: ['automerge', 'automerge:rebase'] }, {}, 'rebase'],
    // Of ecosystem-sync by its author …
    [{ author: syncBot, labels: ['automerge', 'ecosystem-sync', 'automerge:rebase'] }, {}, 'merge'],
    [{ author: syncBot, body: marked }, { mergeMethod: 'rebase' }, 'merge'],
    [{ ours: true, body: marked }, { mergeMethod: 'rebase' }, 'merge'],
    // … or by whoever set the label …
    [{ ...labelledBy(bob), permissions: { 1002: 'write' } }, {}, 'merge'],
    [labelledBy(undefined), { labelActorPermission: 'any' }, 'merge'],
    // … and otherwise like any other.
    [
      { ...labelledBy(bob), permissions: { 1002: 'triage', 1003: 'write' }, labelEvents: byCarol },
      {},
      'squash',
    ],
    [labelledBy(undefined), {}, 'squash'],
    [{ body: marked }, { mergeMethod: 'rebase' }, 'rebase'],
    [{ author: syncBot, body: marked, head: inFork }, {}, 'squash'],
    [{ ours: true, body: marked, head: inFork }, {}, 'squash'],
    [{ author: { ...syncBot, type: 'User' }, body: marked }, {}, 'squash'],
    [{ author: syncBot, body: marked }, { trustedBots: [] }, 'squash'],
    [{ author: undefined, body: marked }, {}, 'squash'],
  ] as [Partial<Facts>, Partial<Policy>, string][])('method %#', (changes, wanted, expected) => {
    expect(decide(facts(changes), policy(wanted), situation)).toMatchObject({
      intent: 'merge',
      method: expected,
    })
  })
})

describe('native auto-merge', () => {
  const pending = { checks: [check('build', { status: 'QUEUED', conclusion: null })], ...blocked }
  const held = {
    ...rules,
    requiredChecks: [{ context: 'build', app: undefined }],
    requiredApprovals: 2,
    dismissStaleReviews: true,
    conversations: true,
  }
  const arm: Partial<Policy> = { armAutoMerge: true, checks: 'required' }
  test.each<Row>([
    ['the rules hold everything', 'arm required_checks_pending', { ...pending, rules: held }, arm],
    ['armed already', 'wait checks_pending', { ...pending, rules: held, autoMergeArmed: true }, arm],
    [
      '3.4 all checks are demanded',
      'wait checks_pending',
      { ...pending, rules: held },
      { ...arm, checks: 'all' },
    ],
    [
      '3.4 nothing holds it back',
      'wait checks_pending',
      { ...pending, rules: held, mergeState: 'UNSTABLE' },
      arm,
    ],
    [
      'the rules demand fewer approvals',
      'wait checks_pending',
      { ...pending, rules: { ...held, requiredApprovals: 1 } },
      arm,
    ],
    [
      'no review is demanded, so nothing holds changes that are requested later',
      'wait checks_pending',
      { ...pending, reviews: [], rules: { ...held, requiredApprovals: 0 } },
      { ...arm, requiredApprovals: 0 },
    ],
    ...[undefined, false].map((dismissStaleReviews): Row => [
      `approvals survive a push: ${dismissStaleReviews}`,
      'wait checks_pending',
      { ...pending, rules: { ...held, dismissStaleReviews } },
      arm,
    ]),
    [
      'conversations are not held',
      'wait checks_pending',
      { ...pending, rules: { ...held, conversations: false } },
      arm,
    ],
    [
      'not allowed',
      'wait checks_pending',
      { ...pending, rules: held, repository: { ...repository, autoMergeAllowed: false } },
      arm,
    ],
    ['an approval is missing', 'block approvals_missing', { ...pending, rules: held, reviews: [] }, arm],
    [
      'nothing is missing',
      'merge eligible',
      { rules: held, checks: [check('build', { required: true })] },
      arm,
    ],
  ])('%s', (...[, expected, changes, wanted]) => {
    expect(verdict(changes, wanted)).toBe(expected)
  })
})

describe('bots', () => {
  const commit = { oid: head, authorId: dependabot.id, signedByGitHub: true, committedAt: ago(7000) }
  const ours = review({ type: 'Bot', login: 'automation-bot', id: 90001 }, { ours: true })
  const one: Partial<Policy> = { requiredApprovals: 1, autoApproveBots: true }
  test.each<Row>([
    ['trusted, but not approved', 'block approvals_missing', {}],
    [
      'trusted, approved by people',
      'merge eligible',
      { reviews: [review(bob), review(carol)], approvingWriters: ['bob', 'carol'] },
    ],
    ['trusted, to be approved', 'approve trusted_bot', {}, one],
    ['trusted, approved by us', 'merge eligible', { reviews: [ours] }, one],
    [
      'ours does not count when it is off',
      'block approvals_missing',
      { reviews: [ours] },
      { requiredApprovals: 1 },
    ],
    ['ours for an earlier commit', 'approve trusted_bot', { reviews: [{ ...ours, commit: older }] }, one],
    [
      'approved once, two needed',
      'block approvals_missing',
      { reviews: [ours] },
      { ...one, requiredApprovals: 2 },
    ],
    ['something failed', 'block checks_failed', { checks: [check('a', { conclusion: 'FAILURE' })] }, one],
    [
      'something runs',
      'wait checks_pending',
      { checks: [check('a', { status: 'QUEUED', conclusion: null })], reviewDecision: 'REVIEW_REQUIRED' },
      one,
    ],
    [
      'something runs, and a code owner must look too',
      'block review_required',
      {
        checks: [check('a', { status: 'QUEUED', conclusion: null })],
        reviewDecision: 'REVIEW_REQUIRED',
        rules: { ...rules, codeOwners: true },
      },
      one,
    ],
    [
      'something failed, and somebody else must approve too',
      'block approvals_missing',
      { checks: [check('a', { status: 'QUEUED', conclusion: null })] },
      { ...one, requiredApprovals: 2 },
    ],
    ['opened by ourselves', 'block approvals_missing', { ours: true }, one],
    ['a person with the login', 'skip label_missing', { author: person('dependabot', 666) }, one],
    ['a person with the id', 'skip label_missing', { author: person('dependabot', 49699333) }, one],
    ['another bot', 'skip label_missing', { author: { type: 'Bot', login: 'dependabot', id: 5 } }, one],
    ['from a fork', 'block bot_from_fork', { head: { ...facts().head, repository: 'mallory/web' } }, one],
    [
      'a second commit by a person',
      'block bot_foreign_commit',
      { commits: { total: 2, nodes: [{ ...commit, oid: older, authorId: 1001 }, commit] } },
      one,
    ],
    [
      'a commit that GitHub did not sign',
      'block bot_unsigned_commit',
      { commits: { total: 1, nodes: [{ ...commit, signedByGitHub: false }] } },
      one,
    ],
    [
      'more commits than a page',
      'block bot_commits_unknown',
      { commits: { total: 51, nodes: [commit] } },
      one,
    ],
    [
      'the head is not among them',
      'block bot_commits_unknown',
      { commits: { total: 1, nodes: [{ ...commit, oid: older }] } },
      one,
    ],
    [
      'no commit could be read',
      'block bot_commits_unknown',
      { gaps: [{ part: 'commits', because: 'no answer' }] },
      one,
    ],
    [
      'labelled by a writer in spite of it',
      'block approvals_missing',
      {
        labels: ['automerge'],
        labelEvents: [{ label: 'automerge', at: ago(5), actor: bob }],
        head: { ...facts().head, repository: 'mallory/web' },
      },
      one,
    ],
  ])('%s', (...[, expected, changes, wanted]) => {
    const { intent, reason } = decide(botFacts(changes), policy(wanted), situation)
    expect(`${intent} ${reason}`).toBe(expected)
  })
})

describe('what the rows say', () => {
  const row = (name: string, changes: Partial<Facts>, wanted: Partial<Policy> = {}) =>
    decide(facts(changes), policy(wanted), situation).conditions.find((one) => one.name === name)
  const own = check('test', { workflow: { id: 8, name: 'Auto-merge' }, conclusion: 'FAILURE' })

  test('a trusted bot that only waits for its checks: nobody is sent for a review', () => {
    const pending = { checks: [check('a', { status: 'QUEUED', conclusion: null })] }
    const { conditions } = decide(
      botFacts(pending),
      policy({ autoApproveBots: true, requiredApprovals: 1 }),
      situation,
    )
    expect(conditions.find(({ name }) => name === 'approvals')).toMatchObject({
      state: 'wait',
      who: 'auto-merge',
      next: 'auto-merge approves it when everything else is fulfilled.',
    })
  })

  test('checks that do not count are named', () => {
    const checks = [check('build'), own, check('lint', { conclusion: 'FAILURE' })]
    expect(row('checks', { checks }, { ignoreChecks: ['lint'] })?.detail).toBe(
      '1 check has passed. Not counted: test (of this workflow), lint (ignored, failed).',
    )
  })

  test.each([
    ['of the merging workflow', [check('build'), own], 'Move the check to another workflow'],
    ['of another app', [check('build'), check('test')], 'Let the app report it that the rule names'],
    ['of nobody', [check('build')], 'a workflow that is filtered by path never reports'],
  ])('a required check only %s', (_, checks, next) => {
    expect(row('required-checks', { checks, ...requires('test') })?.next).toContain(next)
  })

  const strict = { rules: { ...rules, upToDate: true } }
  test.each<[string, string, Partial<Facts>, Partial<Policy>]>([
    ['met', 'contains the newest commit', strict, {}],
    ['off', 'not to be seen while GitHub says UNKNOWN', { ...strict, mergeState: 'UNKNOWN' }, {}],
    ['unknown', 'not known yet', { ...strict, mergeState: 'BLOCKED' }, {}],
    ['block', '1 commit behind', { ...strict, mergeState: 'BLOCKED', behindBy: 1 }, {}],
    ['block', '2 commits behind', { behindBy: 2 }, { requireUpToDate: true }],
  ])('up to date is %s: %s', (state, detail, changes, wanted) => {
    expect(row('up-to-date', changes, wanted)).toMatchObject({
      state,
      detail: expect.stringContaining(detail),
    })
  })

  test('update-branch that does nothing says why', () => {
    const wanted = { updateBranch: true }
    const viewer = { login: 'github-actions', id: 41898282 }
    const byWorkflow = { mergeState: 'BEHIND', repository: { ...facts().repository, viewer } }
    expect(row('up-to-date', byWorkflow, wanted)?.detail).toContain('Give github-token the token of an app')
    const fork = { mergeState: 'BEHIND', head: { ...facts().head, repository: 'bob/web' } }
    expect(row('up-to-date', fork, wanted)?.detail).toContain('its head is in a fork')
    expect(row('up-to-date', byWorkflow)?.detail).not.toContain('update-branch')
  })

  test('a bot is not approved while a strict rule may hold its head back', () => {
    const blockedBot = botFacts({ ...strict, mergeState: 'BLOCKED' })
    const wanted = policy({ autoApproveBots: true, requiredApprovals: 1 })
    expect(decide(blockedBot, wanted, situation)).toMatchObject({
      intent: 'error',
      needs: [{ kind: 'behind-by' }],
    })
    expect(decide({ ...blockedBot, behindBy: 1 }, wanted, situation)).toMatchObject({
      intent: 'block',
      reason: 'behind',
    })
    expect(decide({ ...blockedBot, behindBy: 0 }, wanted, situation).intent).toBe('approve')
  })

  test('a method that only a label asks for', () => {
    const changes = {
      labels: ['automerge', 'automerge:rebase'],
      repository: { ...facts().repository, methods: ['squash' as const] },
    }
    expect(row('merge-method', changes)).toMatchObject({
      reason: 'merge_method_not_allowed',
      next: 'Remove the label automerge:rebase.',
    })
  })

  test('a queue that would squash what ecosystem-sync opened', () => {
    const changes = {
      author: syncBot,
      labels: ['automerge', 'ecosystem-sync'],
      queue: { enabled: true, entered: false },
      rules: { ...rules, queueMethod: 'squash' as const },
    }
    expect(row('merge-method', changes)?.next).toBe('Set the merge method of the queue to merge.')
  })

  test('the mark of ecosystem-sync on the pull request of somebody else is told, and changes nothing', () => {
    expect(row('merge-method', { body: marked })).toMatchObject({
      state: 'met',
      detail:
        'squash. It has the mark of ecosystem-sync and is treated as any other: alice is neither the account that merges nor a trusted bot with a branch of this repository.',
    })
  })

  test('whose pull request it is must be known before the mark is judged', () => {
    const gap = { part: 'author', because: 'GitHub left out author.' } as const
    const { intent, reason } = decide(facts({ body: marked, gaps: [gap] }), policy(), situation)
    expect([intent, reason]).toEqual(['error', 'incomplete_answer'])
    const asked = decide(
      facts({ ...labelledBy(bob), permissions: { 1003: 'write' }, labelEvents: byCarol }),
      policy(),
      situation,
    )
    expect([asked.intent, asked.needs]).toEqual(['error', [{ kind: 'permission', login: 'bob', id: 1002 }]])
  })

  test('what is merged already is not waited for', () => {
    const merged = { state: 'MERGED' as const, mergeable: 'UNKNOWN', mergeState: 'UNKNOWN' }
    expect(row('mergeable', merged)?.state).toBe('off')
  })

  test('an objection of a deleted account can only be dismissed', () => {
    const reviews = [review(bob), review(carol), review(undefined, { state: 'CHANGES_REQUESTED' })]
    expect(row('changes-requested', { reviews })).toMatchObject({
      who: 'somebody with write permission',
      next: 'Dismiss the review.',
    })
  })
})

describe('what GitHub did not answer', () => {
  test.each(['labels', 'reviews', 'conversations', 'checks', 'rules', 'mergeability', 'queue'] as const)(
    '%s',
    (part) => {
      const gaps = [{ part, because: 'Resource not accessible by integration', permission: 'checks: read' }]
      const { intent, reason, conditions } = decide(
        facts({ gaps }),
        policy({ allowNoChecks: true, requiredApprovals: 0 }),
        situation,
      )
      expect(`${intent} ${reason}`).toBe('error missing_permission')
      expect(conditions.find(({ state }) => state === 'unknown')?.next).toContain('checks: read')
    },
  )

  test('a part that does not matter', () => {
    const gaps = [{ part: 'conversations' as const, because: 'no answer' }]
    expect(verdict({ gaps }, { requireResolvedConversations: false })).toBe('merge eligible')
  })
})
