import fc from 'fast-check'
import type {
  Actor,
  Check,
  Facts,
  Gap,
  LabelEvent,
  MergeMethod,
  Review,
} from '../../../actions/auto-merge/facts.ts'
import type { Policy } from '../../../actions/auto-merge/policy.ts'
import {
  ago,
  alice,
  bob,
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
import type { World } from './oracle.ts'

/** Mostly what lets a pull request through, so that merges are common and every obstacle is met alone and with others. */
const mostly = <T>(good: T, ...others: T[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const seconds = fc.constantFrom(5, 29, 30, 31, 60, 600, 3600, 7200, 90_000)
const time = seconds.map(ago)
const ourBot: Actor = { type: 'Bot', login: 'automation-bot', id: 90001 }
const people: Actor[] = [alice, bob, carol, person('dan', 1004)]
const actor = fc.constantFrom<Actor | undefined>(
  ...people,
  dependabot,
  { type: 'User', login: 'ghost', id: undefined },
  undefined,
)

const anyReview: fc.Arbitrary<Review> = fc.record({
  state: fc.constantFrom('APPROVED', 'APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'DISMISSED', 'COMMENTED'),
  at: fc.option(time, { nil: undefined, freq: 20 }),
  author: actor,
  canPush: mostly(true, false),
  commit: fc.constantFrom(head, head, head, older, undefined),
  ours: fc.constant(false),
})
const ourReview = fc.constantFrom(head, older).map((commit) => review(ourBot, { ours: true, commit }))
const reviews = fc.oneof(
  { weight: 6, arbitrary: fc.constant([review(bob), review(carol)]) },
  { weight: 2, arbitrary: fc.array(fc.oneof(anyReview, anyReview, ourReview), { maxLength: 6 }) },
  {
    weight: 2,
    arbitrary: fc.array(anyReview, { maxLength: 3 }).map((more) => [review(bob), review(carol), ...more]),
  },
)

const names = ['build', 'test', 'lint / eslint', 'continuous-integration/travis-ci/pr']
const runCheck: fc.Arbitrary<Check> = fc
  .record({
    name: fc.constantFrom(...names),
    id: fc.integer({ min: 1, max: 50 }),
    app: fc.constantFrom(
      { id: 15368, slug: 'github-actions' },
      { id: 15368, slug: 'github-actions' },
      { id: 9, slug: 'other' },
      undefined,
    ),
    workflow: fc.constantFrom(
      { id: 7, name: 'CI' },
      { id: 7, name: 'CI' },
      { id: 8, name: 'Auto-merge' },
      undefined,
    ),
    run: fc.constantFrom(
      { id: 501, event: 'pull_request' },
      { id: 502, event: 'push' },
      { id: 900, event: 'pull_request' },
      undefined,
    ),
    state: mostly(
      'SUCCESS',
      'FAILURE',
      'SKIPPED',
      'SKIPPED',
      'NEUTRAL',
      'NEW_WORD',
      'STARTUP_FAILURE',
      'open',
      'queued',
    ),
    startedAt: time,
    required: fc.boolean(),
    url: mostly(
      '',
      'https://github.com/acme/web/actions/runs/900',
      'https://github.com/acme/web/actions/runs/9001/job/1',
    ),
  })
  .map(({ state, startedAt, ...rest }) => {
    const done = state !== 'open' && state !== 'queued'
    return check(rest.name, {
      ...rest,
      status: done ? 'COMPLETED' : 'QUEUED',
      conclusion: done ? state : null,
      startedAt: state === 'queued' ? undefined : startedAt,
    })
  })
const statusCheck = fc
  .tuple(
    fc.constantFrom(...names),
    mostly('SUCCESS', 'FAILURE', 'ERROR', 'PENDING', 'EXPECTED'),
    fc.boolean(),
    time,
  )
  .map(([name, state, required, startedAt]) => ({ ...status(name, state), required, startedAt }))
const checks = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constant([check('build', { required: true }), check('test', { required: true })]),
  },
  { weight: 4, arbitrary: fc.array(fc.oneof(runCheck, runCheck, runCheck, statusCheck), { maxLength: 5 }) },
)

const bot = fc.record({
  author: mostly<Actor>(dependabot, person('dependabot', 49699333), {
    type: 'Bot',
    login: 'dependabot',
    id: 5,
  }),
  signed: mostly(true, false),
  foreign: mostly(false, true),
  total: mostly(1, 2, 0),
})

const labelNames = ['wip', 'ecosystem-sync', 'automerge:rebase', 'automerge:merge', 'other']
const events: fc.Arbitrary<LabelEvent[]> = fc.array(
  fc.record({
    label: fc.constantFrom(
      'automerge',
      'AutoMerge',
      'wip',
      'automerge:rebase',
      'AutoMerge:merge',
      'ecosystem-sync',
    ),
    at: time,
    actor: fc.oneof(
      actor,
      fc.constantFrom<Actor>(ourBot, { type: 'Bot', login: 'github-actions', id: 41898282 }),
    ),
  }),
  { maxLength: 3 },
)
const methods = fc.subarray<MergeMethod>(['squash', 'merge', 'rebase'], { minLength: 0 })
const parts: Gap['part'][] = [
  'author',
  'labels',
  'reviews',
  'conversations',
  'commits',
  'checks',
  'rules',
  'mergeability',
  'queue',
]

const rules: fc.Arbitrary<Facts['rules']> = fc.record({
  requiredApprovals: mostly(0, 1, 2, 3),
  codeOwners: fc.boolean(),
  conversations: fc.boolean(),
  linearHistory: mostly(false, true),
  dismissStaleReviews: fc.constantFrom(true, undefined, false),
  upToDate: fc.boolean(),
  requiredChecks: fc.array(
    fc.record({
      context: fc.constantFrom('build', 'test', 'e2e', 'continuous-integration/travis-ci'),
      app: fc.constantFrom(undefined, undefined, 15368, 9),
    }),
    { maxLength: 2 },
  ),
  methods: mostly<readonly MergeMethod[] | undefined>(undefined, ['squash'], ['merge', 'rebase'], []),
  queueMethod: fc.constantFrom<MergeMethod | undefined>(undefined, 'merge', 'squash'),
  others: fc.constant([]),
})

const states = fc.record({
  base: fc.record({
    state: mostly<Facts['state']>('OPEN', 'CLOSED', 'MERGED'),
    draft: mostly(false, true),
    createdAt: mostly(ago(7200), ago(10), ago(100)),
    ours: mostly(false, true),
    mergeable: mostly('MERGEABLE', 'CONFLICTING', 'UNKNOWN'),
    mergeState: mostly(
      'CLEAN',
      'BLOCKED',
      'BLOCKED',
      'BLOCKED',
      'BEHIND',
      'UNSTABLE',
      'HAS_HOOKS',
      'DIRTY',
      'UNKNOWN',
      'NEW_WORD',
    ),
    reviewDecision: mostly<string | null>(null, 'APPROVED', 'REVIEW_REQUIRED', 'CHANGES_REQUESTED'),
    autoMergeArmed: mostly(false, true),
    reviews,
    checks,
    approvingWriters: mostly(['bob', 'carol', 'dan', 'ghost'], ['Bob'], []),
    requestedReviewers: mostly<number[]>([], [1002], [1004]),
    baseChangedAt: mostly<string[]>([], [ago(1)], [ago(99_999)], [ago(3600)], ['broken']),
    draftedAt: mostly<string[]>([], [ago(5)]),
    forcePushedAt: mostly<string[]>([], [ago(5)]),
    checksOf: mostly<string | undefined>(head, older, undefined),
    testMerge: mostly<string | undefined>(undefined, 'SUCCESS', 'FAILURE', 'PENDING'),
    gaps: fc.oneof(
      { weight: 12, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.constantFrom(...parts).map((part) => [{ part, because: 'no answer' }]) },
    ),
    behindBy: fc.constantFrom(0, 0, 0, 3, undefined),
    permissions: mostly<Facts['permissions']>(
      { 1001: 'write', 1002: 'write', 1003: 'admin', 1004: 'maintain' },
      { 1002: 'triage' },
      {},
    ),
    permissionsComplete: mostly(false, true),
    cleanUpdatesSince: mostly<Record<string, boolean>>({}, { [older]: true }, { [older]: false }),
    body: mostly('text', '<!-- ecosystem-sync: x -->'),
    rules,
  }),
  queue: mostly(
    { enabled: false, entered: false },
    { enabled: true, entered: false },
    { enabled: true, entered: true },
  ),
  unresolved: mostly(0, 2),
  baseName: mostly('main', 'release/1'),
  headRepository: mostly<string | undefined>('acme/web', 'mallory/web', undefined),
  labels: fc.tuple(
    mostly(true, false),
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(labelNames) }),
  ),
  labelEvents: fc.oneof(
    { weight: 4, arbitrary: fc.constant([{ label: 'automerge', at: ago(3000), actor: bob }]) },
    {
      weight: 2,
      arbitrary: fc.constant(
        ['automerge', 'automerge:rebase', 'automerge:merge', 'ecosystem-sync'].map((label) => ({
          label,
          at: ago(3000),
          actor: bob,
        })),
      ),
    },
    { weight: 1, arbitrary: events },
  ),
  bot: fc.option(bot, { nil: undefined, freq: 3 }),
  methods: fc.oneof(
    { weight: 5, arbitrary: fc.constant<MergeMethod[]>(['squash', 'merge', 'rebase']) },
    { weight: 1, arbitrary: methods },
  ),
  archived: mostly(false, true),
  autoMergeAllowed: mostly(true, false),
  viewer: mostly(90001, 41898282),
})

type State = typeof states extends fc.Arbitrary<infer T> ? T : never

function factsFrom(state: State): Facts {
  const { base, bot: machine, labels } = state
  const plain = facts()
  const author = machine?.author ?? alice
  const commit = {
    oid: head,
    authorId: machine?.foreign ? 1 : author.id,
    signedByGitHub: machine?.signed ?? false,
    committedAt: ago(7000),
  }
  return {
    ...plain,
    ...base,
    author,
    repository: {
      ...plain.repository,
      archived: state.archived,
      methods: state.methods,
      autoMergeAllowed: state.autoMergeAllowed,
      viewer: { login: 'x', id: state.viewer },
    },
    queue: state.queue,
    conversations: { unresolved: state.unresolved, first: 'a.ts' },
    base: { ...plain.base, name: state.baseName },
    head: { ...plain.head, repository: state.headRepository },
    labels: [...(labels[0] ? ['automerge'] : []), ...labels[1]],
    labelEvents: state.labelEvents,
    commits: { total: machine?.total ?? 1, nodes: [commit] },
  }
}

const policies: fc.Arbitrary<Policy> = fc
  .record({
    requiredApprovals: mostly(2, 0, 0, 1, 1, 3),
    checks: mostly<Policy['checks']>('all', 'required', 'required'),
    ignoreChecks: mostly<string[]>([], ['lint*'], ['*'], ['build', '*ci/pr']),
    allowNoChecks: mostly(false, true),
    autoApproveBots: fc.boolean(),
    readyAfterSeconds: fc.constantFrom(undefined, 0, 60),
    mergeMethod: mostly<Policy['mergeMethod']>('squash', 'merge', 'rebase', 'auto'),
    requireUpToDate: mostly(false, true),
    updateBranch: fc.boolean(),
    requireResolvedConversations: fc.boolean(),
    staleApprovals: mostly<Policy['staleApprovals']>('reject', 'allow', 'allow-clean-update'),
    labelActorPermission: mostly<Policy['labelActorPermission']>('write', 'any', 'triage', 'maintain'),
    mergeWindow: mostly<Policy['mergeWindow']>(
      [],
      [{ days: [1], from: 0, to: 1440 }],
      [{ days: [0, 1], from: 700, to: 740 }],
    ),
    minimumAge: mostly(0, 7200, 86_400),
    mergeQueue: mostly<Policy['mergeQueue']>('auto', 'off'),
    armAutoMerge: fc.boolean(),
    baseBranches: mostly<string[]>([], ['main'], ['release/*']),
  })
  .map((changes) => policy(changes))

const plainWorlds: fc.Arbitrary<World> = fc.tuple(states, policies).map(([state, p]) => ({
  f: factsFrom(state),
  p,
  now: situation.now.getTime(),
  runId: 900,
  workflow: 'Auto-merge',
}))

// Arming and updating need much at once; so some worlds are moved towards them.
const towardsArming = ({ f, p, ...rest }: World): World => ({
  ...rest,
  f: {
    ...f,
    mergeState: 'BLOCKED',
    rules: { ...f.rules, requiredApprovals: 2, dismissStaleReviews: true, conversations: true },
  },
  p: { ...p, armAutoMerge: true, checks: 'required' },
})
const towardsUpdate = ({ f, p, ...rest }: World): World => ({
  ...rest,
  f: { ...f, mergeState: 'BEHIND' },
  p: { ...p, updateBranch: true },
})

export const worlds: fc.Arbitrary<World> = fc.oneof(
  { weight: 8, arbitrary: plainWorlds },
  { weight: 1, arbitrary: plainWorlds.map(towardsArming) },
  { weight: 1, arbitrary: plainWorlds.map(towardsUpdate) },
)
