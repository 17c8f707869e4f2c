// Rules of issue 6 (sections 3.1 to 3.7) that concern words of GitHub's schema or an adapter; those of the decision itself are in
// eligibility.test.ts, by the same numbers.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { scriptedGitHub } from '@ecosystem-actions/core/testing/github'
import { describe, expect, test } from '@jest/globals'
import { buildSchema, isEnumType, Kind, parse, visit } from 'graphql'
import { cleanUpdate } from '../../../actions/auto-merge/adapters/clean-update.ts'
import { checkOf } from '../../../actions/auto-merge/adapters/check-facts.ts'
import { gateQuery } from '../../../actions/auto-merge/adapters/gate-query.ts'
import { ruleFacts } from '../../../actions/auto-merge/adapters/rule-facts.ts'
import { decide } from '../../../actions/auto-merge/eligibility.ts'
import { targetOf } from '../../../actions/auto-merge/events.ts'
import { root } from '../../../scripts/house.ts'
import { check, facts, head, older, policy, situation } from './build-facts.ts'

const path = join(root, 'node_modules/@octokit/graphql-schema/schema.graphql')
const schema = buildSchema(readFileSync(path, 'utf8'), { assumeValidSDL: true })

function wordsOf(name: string): string[] {
  const type = schema.getType(name)
  return isEnumType(type) ? type.getValues().map((value) => value.name) : []
}

const ended = (changes: Parameters<typeof facts>[0]) => {
  const { intent, reason } = decide(facts(changes), policy(), situation)
  return `${intent} ${reason}`
}

describe('3.2.4 every word of the schema passes, fails or is waited for, and none is forgotten', () => {
  const passing = ['SUCCESS', 'NEUTRAL', 'SKIPPED']

  test('conclusions of check runs', () => {
    const conclusions = wordsOf('CheckConclusionState')
    expect(conclusions).toEqual(expect.arrayContaining([...passing, 'STARTUP_FAILURE', 'STALE', 'TIMED_OUT']))
    for (const conclusion of conclusions)
      expect([conclusion, ended({ checks: [check('build', { conclusion })] })]).toEqual([
        conclusion,
        passing.includes(conclusion) ? 'merge eligible' : 'block checks_failed',
      ])
  })

  test('statuses of check runs', () => {
    const statuses = wordsOf('CheckStatusState').filter((word) => word !== 'COMPLETED')
    expect(statuses).toEqual(expect.arrayContaining(['QUEUED', 'IN_PROGRESS', 'WAITING', 'REQUESTED']))
    for (const status of statuses)
      expect([status, ended({ checks: [check('build', { status, conclusion: null })] })]).toEqual([
        status,
        'wait checks_pending',
      ])
  })

  test('states of commit statuses', () => {
    const states = wordsOf('StatusState')
    expect(states).toHaveLength(5)
    for (const state of states) {
      const checks = [
        checkOf({ type: 'StatusContext', context: 'ci', state, createdAt: '2026-01-11T11:00:00Z' }),
      ]
      const waits = state === 'PENDING' || state === 'EXPECTED'
      expect([state, ended({ checks })]).toEqual([
        state,
        state === 'SUCCESS' ? 'merge eligible' : waits ? 'wait checks_pending' : 'block checks_failed',
      ])
    }
  })

  test('a check run that is completed without a conclusion fails', () => {
    expect(ended({ checks: [check('build', { conclusion: null })] })).toBe('block checks_failed')
  })
})

test('3.3 every merge state: three may merge, all others wait or block', () => {
  const endings: Record<string, string> = {
    CLEAN: 'merge eligible',
    HAS_HOOKS: 'merge eligible',
    UNSTABLE: 'merge eligible',
    BLOCKED: 'block blocked_by_rule',
    BEHIND: 'block behind',
    DIRTY: 'block conflict',
    DRAFT: 'block blocked_by_rule',
    UNKNOWN: 'wait mergeability_unknown',
  }
  for (const mergeState of wordsOf('MergeStateStatus'))
    expect([mergeState, ended({ mergeState })]).toEqual([mergeState, endings[mergeState]])
})

describe('3.1.4 a clean update: only merges by GitHub of the base, and the change itself the same', () => {
  const here = { owner: 'acme', repo: 'web' }
  const onBase = 'e'.repeat(40)
  const merged = {
    sha: head,
    parents: [{ sha: older }, { sha: onBase }],
    committer: { login: 'web-flow' },
    commit: { verification: { verified: true } },
  }
  const change = { filename: 'a.ts', status: 'modified', sha: '1', patch: '@@ -1,2 +1,2 @@ x\n-a\n+b' }

  const manyFiles = Array.from({ length: 300 }, (_, i) => ({ ...change, filename: `${i}.ts` }))

  const clean = (changes: {
    since?: object
    ofBase?: object
    before?: object[]
    after?: object[]
  }): Promise<boolean> => {
    const github = scriptedGitHub({
      'GET /repos/{owner}/{repo}/compare/{basehead}': ({ parameters }) => {
        const nothing = { ahead_by: 0, total_commits: 0, commits: [], files: [] }
        const answers: Record<string, object> = {
          [`${older}...${head}`]: {
            ...nothing,
            ahead_by: 1,
            total_commits: 1,
            commits: [merged],
            ...changes.since,
          },
          [`main...${onBase}`]: { ...nothing, ...changes.ofBase },
          [`main...${older}`]: { ...nothing, files: changes.before ?? [change] },
          [`main...${head}`]: { ...nothing, files: changes.after ?? [change] },
        }
        return answers[String(parameters['basehead'])]
      },
    })
    return cleanUpdate(github, here, { since: older, facts: facts() })
  }

  test('where the hunk moved and its words did not', async () => {
    expect(await clean({ after: [{ ...change, sha: '2', patch: '@@ -7,2 +7,2 @@ y\n-a\n+b' }] })).toBe(true)
  })

  test.each<[string, Parameters<typeof clean>[0]]>([
    [
      '4.8 a conflict resolution that changes what was approved',
      { after: [{ ...change, sha: '2', patch: '@@ -1 +1 @@\n+c' }] },
    ],
    ['4.8 a resolution that adds a file', { after: [change, { ...change, filename: 'b.ts' }] }],
    ['4.8 a resolution that renames', { after: [{ ...change, previous_filename: 'c.ts' }] }],
    ['a file without a patch that differs', { after: [{ filename: 'a.ts', status: 'modified', sha: '2' }] }],
    ['a commit that is no merge', { since: { commits: [{ ...merged, parents: [{ sha: older }] }] } }],
    [
      'a merge of three',
      { since: { commits: [{ ...merged, parents: [...merged.parents, { sha: older }] }] } },
    ],
    [
      'a merge that a person committed',
      { since: { commits: [{ ...merged, committer: { login: 'mallory' } }] } },
    ],
    ['a merge that says web-flow, unsigned', { since: { commits: [{ ...merged, commit: {} }] } }],
    ['a merge of something that is not in the base', { ofBase: { ahead_by: 1 } }],
    ['more commits than were listed', { since: { total_commits: 300 } }],
    ['an approved commit that is no ancestor', { since: { commits: [] } }],
    ['more files than GitHub lists', { before: manyFiles, after: manyFiles }],
  ])('not clean: %s', async (_, changes) => {
    expect(await clean(changes)).toBe(false)
  })
})

describe('3.5 which pull requests an event is about', () => {
  const target = (eventName: string, payload: Record<string, unknown>) =>
    targetOf({ eventName, payload, repository: 'acme/web', workflow: 'Auto-merge' }, undefined).kind
  const run = { status: 'completed', head_sha: head, head_branch: 'a', pull_requests: [] }

  test.each(['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'])(
    '%s: the one in the payload',
    (name) => {
      expect(target(name, { pull_request: { number: 7, state: 'open' } })).toBe('numbers')
    },
  )

  test.each([
    ['check_suite', { check_suite: run }],
    ['check_run', { check_run: { ...run, check_suite: { head_branch: 'a' } } }],
    ['workflow_run', { workflow_run: run }],
    ['status', { sha: head, state: 'success', branches: [] }],
  ])('%s of a fork has none, so the head is looked for', (name, payload) => {
    expect(target(name, payload)).toBe('head')
  })

  test.each(['failure', 'cancelled', 'success', 'skipped', 'action_required'])(
    'the pull request is evaluated whatever the conclusion is: %s',
    (conclusion) => {
      expect(target('workflow_run', { workflow_run: { ...run, conclusion } })).toBe('head')
    },
  )

  test('a status is of interest when it is green', () => {
    for (const state of ['pending', 'failure', 'error'])
      expect(target('status', { sha: head, state, branches: [] })).toBe('none')
  })

  test('schedule: all; workflow_dispatch: a number, or all', () => {
    expect([target('schedule', {}), target('workflow_dispatch', { inputs: { number: '7' } })]).toEqual([
      'sweep',
      'numbers',
    ])
  })
})

describe('3.6 classic protection and rulesets together, the stricter of both', () => {
  const classic = {
    requiredStatusCheckContexts: ['build'],
    requiredApprovingReviewCount: 1,
    requiresCodeOwnerReviews: false,
    requiresConversationResolution: true,
    requiresLinearHistory: false,
  }
  const rule = (type: string, parameters: object | null = null) => ({ type, parameters })
  const ruled = (...nodes: ReturnType<typeof rule>[]) =>
    ruleFacts({ refUpdateRule: classic, rules: { totalCount: nodes.length, nodes } })

  test('approvals, owners, conversations, checks and methods', () => {
    const found = ruled(
      rule('PULL_REQUEST', {
        requiredApprovingReviewCount: 3,
        requireCodeOwnerReview: true,
        dismissStaleReviewsOnPush: true,
        allowedMergeMethods: ['merge', 'squash'],
      }),
      rule('PULL_REQUEST', { requiredApprovingReviewCount: 2, allowedMergeMethods: ['squash', 'rebase'] }),
      rule('REQUIRED_STATUS_CHECKS', {
        strictRequiredStatusChecksPolicy: true,
        requiredStatusChecks: [{ context: 'build', integrationId: 15368 }],
      }),
      rule('REQUIRED_LINEAR_HISTORY'),
    )
    expect(found).toEqual({
      requiredApprovals: 3,
      codeOwners: true,
      conversations: true,
      linearHistory: true,
      dismissStaleReviews: true,
      upToDate: true,
      // Pinned by the ruleset, and named by classic protection without saying to whom: both must be fulfilled.
      requiredChecks: [
        { context: 'build', app: 15368 },
        { context: 'build', app: undefined },
      ],
      methods: ['squash'],
      queueMethod: undefined,
      others: [],
    })
  })

  test('a rule that only GitHub can judge is named, also one that nobody knows yet', () => {
    expect(ruled(rule('REQUIRED_DEPLOYMENTS'), rule('WORKFLOWS'), rule('NEW_RULE')).others).toEqual([
      'REQUIRED_DEPLOYMENTS',
      'WORKFLOWS',
      'NEW_RULE',
    ])
    const { conditions } = decide(
      facts({ mergeState: 'BLOCKED', rules: { ...facts().rules, others: ['REQUIRED_DEPLOYMENTS'] } }),
      policy(),
      situation,
    )
    expect(conditions.find(({ name }) => name === 'mergeable')).toMatchObject({
      state: 'block',
      detail: expect.stringContaining('REQUIRED_DEPLOYMENTS'),
    })
  })

  test('no rule at all', () => {
    expect(ruleFacts(undefined)).toMatchObject({
      requiredApprovals: 0,
      requiredChecks: [],
      methods: undefined,
    })
  })
})

describe('3.7 the one query', () => {
  const connectionsOf = (numbers: readonly number[]) => {
    let found = 0
    visit(parse(gateQuery(numbers)), {
      enter(node) {
        if (node.kind === Kind.FIELD && node.arguments?.some(({ name }) => /^(first|last)$/.test(name.value)))
          found += 1
      },
    })
    return found
  }

  test('GitHub charges connections divided by 100: ten pull requests in one request are two points at most', () => {
    expect([
      connectionsOf([1]) / 100 <= 1,
      connectionsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) / 100 <= 2,
    ]).toEqual([true, true])
  })

  test('whether a check is required is asked for the very number, and no connection is nested in another list', () => {
    expect(gateQuery([22])).toContain('isRequired(pullRequestNumber: 22)')
    expect(gateQuery([22])).not.toMatch(/reviewThreads[^]*nodes \{[^}]*comments/)
  })
})
