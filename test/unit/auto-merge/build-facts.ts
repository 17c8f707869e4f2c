import type { Actor, Check, Facts, Review } from '../../../actions/auto-merge/facts.ts'
import type { Policy, Situation } from '../../../actions/auto-merge/policy.ts'

export const now = new Date('2026-01-11T12:00:00Z')
export const head = 'a'.repeat(40)
export const older = 'b'.repeat(40)

export function ago(seconds: number): string {
  return new Date(now.getTime() - seconds * 1000).toISOString()
}

export const person = (login: string, id: number): Actor => ({ type: 'User', login, id })
export const alice = person('alice', 1001)
export const bob = person('bob', 1002)
export const carol = person('carol', 1003)
export const dependabot: Actor = { type: 'Bot', login: 'dependabot', id: 49699333 }

export function review(author: Actor | undefined, changes: Partial<Review> = {}): Review {
  return { state: 'APPROVED', at: ago(3600), author, canPush: true, commit: head, ours: false, ...changes }
}

let checkId = 100

export function check(name: string, changes: Partial<Check> = {}): Check {
  return {
    kind: 'run',
    id: checkId++,
    name,
    app: { id: 15368, slug: 'github-actions' },
    workflow: { id: 7, name: 'CI' },
    run: { id: 501, event: 'pull_request' },
    status: 'COMPLETED',
    conclusion: 'SUCCESS',
    startedAt: ago(3000),
    completedAt: ago(2900),
    url: 'https://github.com/acme/web/actions/runs/501/job/1',
    required: false,
    ...changes,
  }
}

/** A status as the API gives it, in the form of a check. */
export function status(name: string, conclusion: string): Check {
  const pending = conclusion === 'PENDING' || conclusion === 'EXPECTED'
  return check(name, {
    kind: 'status',
    id: 0,
    app: undefined,
    workflow: undefined,
    run: undefined,
    url: '',
    status: pending ? 'PENDING' : 'COMPLETED',
    conclusion: pending ? null : conclusion,
  })
}

/** A pull request by alice that may be merged under `policy()`. */
export function facts(changes: Partial<Facts> = {}): Facts {
  return {
    repository: {
      id: 'R_1',
      name: 'acme/web',
      archived: false,
      defaultBranch: 'main',
      methods: ['squash', 'merge', 'rebase'],
      autoMergeAllowed: true,
      deletesBranches: false,
      viewer: { login: 'automation-bot', id: 90001 },
    },
    id: 'PR_7',
    number: 7,
    url: 'https://github.com/acme/web/pull/7',
    title: 'Add a',
    body: 'text',
    state: 'OPEN',
    mergeCommit: undefined,
    draft: false,
    createdAt: ago(7200),
    author: alice,
    ours: false,
    base: { name: 'main', oid: 'c'.repeat(40) },
    head: { name: 'feature/a', oid: head, repository: 'acme/web', deletable: true },
    mergeable: 'MERGEABLE',
    mergeState: 'CLEAN',
    reviewDecision: null,
    rules: {
      requiredApprovals: 0,
      codeOwners: false,
      conversations: false,
      linearHistory: false,
      dismissStaleReviews: undefined,
      upToDate: false,
      requiredChecks: [],
      methods: undefined,
      queueMethod: undefined,
      others: [],
    },
    queue: { enabled: false, entered: false },
    autoMergeArmed: false,
    autoMergeOurs: false,
    labels: ['automerge'],
    labelEvents: ['automerge', 'automerge:squash', 'automerge:merge', 'automerge:rebase'].map((label) => ({
      label,
      at: ago(3000),
      actor: bob,
    })),
    reviews: [review(bob), review(carol)],
    approvingWriters: ['bob', 'carol'],
    requestedReviewers: [],
    baseChangedAt: [],
    draftedAt: [],
    forcePushedAt: [],
    conversations: { unresolved: 0, first: undefined },
    commits: {
      total: 1,
      nodes: [{ oid: head, authorId: alice.id, signedByGitHub: false, committedAt: ago(7000) }],
    },
    checksOf: head,
    checks: [check('build'), check('test')],
    testMerge: undefined,
    openPullRequests: undefined,
    comments: [],
    gaps: [],
    behindBy: undefined,
    permissions: { 1001: 'write', 1002: 'write', 1003: 'write' },
    permissionsComplete: false,
    cleanUpdatesSince: {},
    ...changes,
  }
}

/** A pull request by Dependabot without a label, that lacks only the approvals. */
export function botFacts(changes: Partial<Facts> = {}): Facts {
  return facts({
    author: dependabot,
    labels: [],
    labelEvents: [],
    reviews: [],
    approvingWriters: [],
    commits: {
      total: 1,
      nodes: [{ oid: head, authorId: dependabot.id, signedByGitHub: true, committedAt: ago(7000) }],
    },
    ...changes,
  })
}

/** The defaults of action.yml. */
export function policy(changes: Partial<Policy> = {}): Policy {
  return {
    label: 'automerge',
    blockingLabels: ['do-not-merge', 'wip'],
    requiredApprovals: 2,
    checks: 'all',
    ignoreChecks: [],
    allowNoChecks: false,
    settleSeconds: 30,
    trustedBots: [41898282, 49699333],
    autoApproveBots: false,
    readyAfterSeconds: undefined,
    mergeMethod: 'squash',
    commitTitle: '{{ title }} (#{{ number }})',
    commitMessage: '{{ body }}',
    requireUpToDate: false,
    updateBranch: false,
    requireResolvedConversations: true,
    staleApprovals: 'reject',
    labelActorPermission: 'write',
    mergeWindow: [],
    timeZone: 'UTC',
    minimumAge: 0,
    deleteBranch: false,
    comment: false,
    addLabels: [],
    removeLabels: [],
    dispatchAfterMerge: [],
    mergeQueue: 'auto',
    armAutoMerge: false,
    baseBranches: [],
    dryRun: false,
    doctor: false,
    maxPullRequests: 100,
    ...changes,
  }
}

export const situation: Situation = {
  now,
  runId: 900,
  workflow: 'Auto-merge',
  workflowFile: 'auto-merge.yml',
}
