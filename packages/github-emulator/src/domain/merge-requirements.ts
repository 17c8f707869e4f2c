// Whether a pull request may be merged now, and why not, in GitHub's words.
import { isSignedByGitHub } from './authorship.ts'
import type { CheckRun, CommitStatus, PullRequest, Repository } from './model.ts'
import { blockingReviews, isUpToDate, missingReviews } from './opinions.ts'
import { classicRule, rulesFor, type BranchRules } from './protection.ts'
import { missingChecks } from './required-checks.ts'
import { pullComparison } from './pull-files.ts'
import type { World } from './world.ts'

/** The newest check run per app and name, and the newest status per context, of a commit. */
export function currentChecks(
  repository: Repository,
  sha: string,
): { runs: CheckRun[]; statuses: CommitStatus[] } {
  const runs = new Map<string, CheckRun>()
  for (const run of repository.checkRuns.values()) {
    if (run.headSha !== sha) continue
    const key = `${run.suite.id} ${run.name}`
    const known = runs.get(key)
    if (!known || (run.startedAt ?? 0) >= (known.startedAt ?? 0)) runs.set(key, run)
  }
  const statuses = new Map<string, CommitStatus>()
  for (const status of repository.statuses) if (status.sha === sha) statuses.set(status.context, status)
  return { runs: [...runs.values()], statuses: [...statuses.values()] }
}

export type RollupState = 'SUCCESS' | 'FAILURE' | 'PENDING' | 'ERROR' | 'EXPECTED'

const green = new Set(['success', 'neutral', 'skipped'])

/** The state of all checks together; null when a commit has none. */
export function rollupState(repository: Repository, sha: string): RollupState | null {
  const { runs, statuses } = currentChecks(repository, sha)
  if (runs.length + statuses.length === 0) return null
  const failed =
    runs.some((run) => run.status === 'completed' && !green.has(run.conclusion ?? '')) ||
    statuses.some((status) => status.state === 'failure')
  if (failed) return 'FAILURE'
  if (statuses.some((status) => status.state === 'error')) return 'ERROR'
  const pending =
    runs.some((run) => run.status !== 'completed') || statuses.some((status) => status.state === 'pending')
  return pending ? 'PENDING' : 'SUCCESS'
}

function checkTexts(repository: Repository, pull: PullRequest, rules: BranchRules): string[] {
  const missing = missingChecks(repository, pull.headSha, rules.checks)
  if (missing.length === 0) return []
  if (missing.length > 1)
    return [`${missing.length} of ${rules.checks.length} required status checks are expected.`]
  const name = missing[0] ?? ''
  const { runs, statuses } = currentChecks(repository, pull.headSha)
  const run = runs.find((one) => one.name === name)
  const status = statuses.find((one) => one.context === name)
  const failing =
    run?.status === 'completed' ? !green.has(run.conclusion ?? '') : status && status.state !== 'pending'
  const state = failing ? 'failing' : run || status ? 'pending' : 'expected'
  return [`Required status check "${name}" is ${state}.`]
}

function deploymentTexts(repository: Repository, pull: PullRequest, rules: BranchRules): string[] {
  const deployed = new Set(
    [...repository.deployments.values()]
      .filter(({ sha, statuses }) => sha === pull.headSha && statuses.at(-1)?.state === 'success')
      .map(({ environment }) => environment),
  )
  return rules.deployments
    .filter((environment) => !deployed.has(environment))
    .map((environment) => `Missing successful active ${environment} deployment.`)
}

/** Rules of the base branch that the pull request does not meet yet. Empty: it may be merged. */
export async function unmetRules(world: World, repository: Repository, pull: PullRequest): Promise<string[]> {
  const rules = rulesFor(repository, pull.base)
  if (!rules.protected) return []
  const unmet: string[] = []
  if (rules.locked) unmet.push('Cannot change this locked branch')
  const reviewed = rules.approvals > 0 || rules.codeOwners || rules.lastPushApproval
  if (reviewed && blockingReviews(world, repository, pull).length > 0)
    unmet.push('Reviewers have requested changes.')
  unmet.push(...(await missingReviews(world, repository, pull)))
  unmet.push(...checkTexts(repository, pull, rules))
  unmet.push(...deploymentTexts(repository, pull, rules))
  if (rules.conversationResolution && pull.threads.some((thread) => !thread.resolved))
    unmet.push('A conversation must be resolved before this pull request can be merged.')
  if (rules.signatures) {
    const { commits } = await pullComparison(world, repository, pull)
    if (commits.some((commit) => commit.signature === null && !isSignedByGitHub(commit)))
      unmet.push('Commits must have verified signatures.')
  }
  return unmet
}

/** Whether the rules come only from rulesets, whose refusals start differently. */
export function onlyRulesets(repository: Repository, pull: PullRequest): boolean {
  return classicRule(repository, pull.base) === undefined
}

export type MergeState = 'unknown' | 'dirty' | 'draft' | 'behind' | 'blocked' | 'unstable' | 'clean'

/** REST's `mergeable_state`, GraphQL's `mergeStateStatus` in lower case. Pass the mergeability as the reader sees it. */
export async function mergeState(
  world: World,
  repository: Repository,
  input: { pull: PullRequest; seen: PullRequest['mergeability'] },
): Promise<MergeState> {
  const { pull, seen } = input
  if (pull.state === 'closed' || seen.state === 'unknown') return 'unknown'
  if (seen.state === 'conflicting') return 'dirty'
  if (pull.draft) return 'draft'
  const rules = rulesFor(repository, pull.base)
  if ((await unmetRules(world, repository, pull)).length > 0) return 'blocked'
  if (rules.strict && !(await isUpToDate(world, repository, pull))) return 'behind'
  const rollup = rollupState(repository, pull.headSha)
  return rollup === null || rollup === 'SUCCESS' ? 'clean' : 'unstable'
}
