import type { GraphQLProblem } from '@ecosystem-actions/core/ports'
import type { Gap, Part } from '../facts.ts'
import { sentence } from '../sentence.ts'
import type { Page, PullRequestNode } from './gate-answer.ts'

// Field of the pull request -> what stands on it, and the permission that reads it.
const fields: Readonly<Record<string, readonly [part: Part, permission: string]>> = {
  author: ['author', 'pull-requests: read'],
  labels: ['labels', 'pull-requests: read'],
  labeled: ['labels', 'pull-requests: read'],
  retargeted: ['reviews', 'pull-requests: read'],
  moved: ['checks', 'pull-requests: read'],
  drafted: ['labels', 'pull-requests: read'],
  reviews: ['reviews', 'pull-requests: read'],
  reviewDecision: ['reviews', 'pull-requests: read'],
  latestOpinionatedReviews: ['reviews', 'pull-requests: read'],
  reviewRequests: ['reviews', 'pull-requests: read'],
  reviewThreads: ['conversations', 'pull-requests: read'],
  commits: ['commits', 'contents: read'],
  headRef: ['commits', 'contents: read'],
  baseRef: ['rules', 'contents: read'],
  statusCheckRollup: ['checks', 'checks: read, statuses: read'],
  potentialMergeCommit: ['checks', 'checks: read, statuses: read'],
  isInMergeQueue: ['queue', 'pull-requests: read'],
  isMergeQueueEnabled: ['queue', 'pull-requests: read'],
  mergeable: ['mergeability', 'pull-requests: read'],
  mergeStateStatus: ['mergeability', 'pull-requests: read'],
}

// Nice to know, and never decided upon when absent.
const optional = new Set([
  'branchProtectionRule',
  'defaultBranchRef',
  'collaborators',
  'openPullRequests',
  'comments',
])

/** What a partial answer leaves open for one pull request, by the paths of its errors. */
export function gapsOf(problems: readonly GraphQLProblem[], alias: string): Gap[] {
  return problems
    .filter(({ path = [] }) => concerns(path, alias) && !path.some((step) => optional.has(String(step))))
    .map((problem) => gapOf(problem))
}

function concerns(path: readonly (string | number)[], alias: string): boolean {
  const [, second] = path
  return second === undefined || second === alias || !/^pr\d+$/.test(String(second))
}

function gapOf({ path = [], message, type }: GraphQLProblem): Gap {
  const field = path.map(String).find((step) => step in fields)
  const [part, permission] = (field && fields[field]) || (['mergeability', 'pull-requests: read'] as const)
  const because = `GitHub left out ${path.length > 0 ? path.filter((step) => typeof step === 'string').join('.') : 'a part'}: ${sentence(message)}`
  const forbidden = type === 'FORBIDDEN' || /not accessible by/i.test(message)
  return forbidden ? { part, because, permission: narrower(path, permission) } : { part, because }
}

function narrower(path: readonly (string | number)[], permission: string): string {
  if (path.includes('workflowRun')) return 'actions: read'
  if (path.includes('checkSuite')) return 'checks: read'
  return permission
}

/** Lists that are absent or shorter than they say: nobody knows what is missing, so everything on them is unknown. */
export function shortLists(node: PullRequestNode, alreadyOpen: readonly Gap[]): Gap[] {
  const lists: readonly (readonly [Part, string, Page<unknown> | null | undefined])[] = [
    ['labels', 'labels', node.labels],
    ['labels', 'labeled', node.labeled],
    ['reviews', 'reviews', node.reviews],
    ['reviews', 'retargeted', node.retargeted],
    ['reviews', 'latestOpinionatedReviews', node.latestOpinionatedReviews],
    ['reviews', 'reviewRequests', node.reviewRequests],
    ['conversations', 'reviewThreads', node.reviewThreads],
    ['commits', 'commits', node.commits],
    ['rules', 'baseRef.rules', node.baseRef?.rules],
    [
      'checks',
      'statusCheckRollup.contexts',
      node.statusCheckRollup && (node.statusCheckRollup.contexts ?? null),
    ],
  ]
  return lists.flatMap(([part, name, page]) => {
    // No rollup at all is an answer: nothing has reported.
    if (name === 'statusCheckRollup.contexts' && node.statusCheckRollup === null) return []
    if (alreadyOpen.some((gap) => gap.part === part)) return []
    if (!page) return [{ part, because: `GitHub left out ${name}.` }]
    const nodes = page.nodes ?? []
    // More commits than a page are no gap here: only the trust in a bot asks for all of them, and says so itself.
    const missing = name !== 'commits' && (page.totalCount ?? nodes.length) > nodes.length
    const torn = !page.nodes || nodes.includes(null)
    return missing || torn ? [{ part, because: `GitHub gave ${name} only in part.` }] : []
  })
}
