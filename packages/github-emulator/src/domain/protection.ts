// Branch protection and rulesets: which rules hold for a branch, and what they refuse on a push.
import { isAncestor } from '../git/graph.ts'
import { compareCommits } from '../git/graph.ts'
import type { Actor } from './access.ts'
import type { Protection, RequiredCheck, Repository, Ruleset } from './model.ts'
import { Refusal } from './refusal.ts'
import { missingChecks } from './required-checks.ts'
import type { World } from './world.ts'

/** All rules for one branch, classic and rulesets, folded to the strictest. */
export interface BranchRules {
  protected: boolean
  approvals: number
  pullRequestRequired: boolean
  dismissStaleReviews: boolean
  codeOwners: boolean
  lastPushApproval: boolean
  strict: boolean
  checks: RequiredCheck[]
  /** Environments to which the head must have been deployed. */
  deployments: string[]
  conversationResolution: boolean
  linearHistory: boolean
  signatures: boolean
  mergeQueue: boolean
  locked: boolean
  allowForcePushes: boolean
  allowDeletions: boolean
  allowedMergeMethods: string[] | null
  restrictions: string[] | null
}

function matches(pattern: string, name: string): boolean {
  const source = pattern
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) =>
      part.startsWith('**')
        ? '.*'
        : part === '*'
          ? '[^/]*'
          : part === '?'
            ? '[^/]'
            : part.replace(/[.+^${}()|[\]\\]/g, '\\$&'),
    )
    .join('')
  return new RegExp(`^${source}$`).test(name)
}

/** The classic rule of a branch: an exact name goes before a pattern. */
export function classicRule(repository: Repository, branch: string): Protection | undefined {
  return (
    repository.protection.find((rule) => rule.pattern === branch) ??
    repository.protection.find((rule) => matches(rule.pattern, branch))
  )
}

export function rulesetApplies(repository: Repository, ruleset: Ruleset, branch: string): boolean {
  if (ruleset.enforcement !== 'active' || ruleset.target !== 'branch') return false
  const named = (pattern: string) => {
    if (pattern === '~ALL') return true
    if (pattern === '~DEFAULT_BRANCH') return branch === repository.defaultBranch
    return matches(pattern.replace(/^refs\/heads\//, ''), branch)
  }
  return ruleset.include.some(named) && !ruleset.exclude.some(named)
}

/** The active ruleset rules of a branch, as `GET /rules/branches/{branch}` lists them. */
export function activeRules(repository: Repository, branch: string) {
  return repository.rulesets
    .filter((ruleset) => rulesetApplies(repository, ruleset, branch))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })))
}

export function rulesFor(repository: Repository, branch: string): BranchRules {
  const classic = classicRule(repository, branch)
  const rules: BranchRules = {
    protected: classic !== undefined,
    approvals: classic?.requiredApprovingReviewCount ?? 0,
    pullRequestRequired: classic?.requiredApprovingReviewCount !== null && classic !== undefined,
    dismissStaleReviews: classic?.dismissStaleReviews ?? false,
    codeOwners: classic?.requireCodeOwnerReviews ?? false,
    lastPushApproval: classic?.requireLastPushApproval ?? false,
    strict: classic?.requiredStatusChecks?.strict ?? false,
    checks: [...(classic?.requiredStatusChecks?.checks ?? [])],
    deployments: [],
    conversationResolution: classic?.requiredConversationResolution ?? false,
    linearHistory: classic?.requiredLinearHistory ?? false,
    signatures: classic?.requiredSignatures ?? false,
    mergeQueue: classic?.mergeQueue ?? false,
    locked: classic?.lockBranch ?? false,
    allowForcePushes: classic?.allowForcePushes ?? true,
    allowDeletions: classic?.allowDeletions ?? true,
    allowedMergeMethods: null,
    restrictions: classic?.restrictions ?? null,
  }
  for (const { rule } of activeRules(repository, branch)) addRule(rules, rule.type, rule.parameters ?? {})
  return rules
}

function addRule(rules: BranchRules, type: string, parameters: Record<string, unknown>): void {
  rules.protected = true
  const flag = (name: string) => parameters[name] === true
  if (type === 'pull_request') {
    rules.pullRequestRequired = true
    rules.approvals = Math.max(rules.approvals, Number(parameters['required_approving_review_count'] ?? 0))
    rules.dismissStaleReviews ||= flag('dismiss_stale_reviews_on_push')
    rules.codeOwners ||= flag('require_code_owner_review')
    rules.lastPushApproval ||= flag('require_last_push_approval')
    rules.conversationResolution ||= flag('required_review_thread_resolution')
    const allowed = parameters['allowed_merge_methods']
    if (Array.isArray(allowed)) rules.allowedMergeMethods = allowed.map(String)
  } else if (type === 'required_status_checks') {
    rules.strict ||= flag('strict_required_status_checks_policy')
    const checks = (parameters['required_status_checks'] ?? []) as {
      context: string
      integration_id?: number | null
    }[]
    rules.checks.push(
      ...checks.map((check) => ({ context: check.context, appId: check.integration_id ?? null })),
    )
  } else if (type === 'required_deployments') {
    const environments = parameters['required_deployment_environments']
    if (Array.isArray(environments)) rules.deployments.push(...environments.map(String))
  } else if (type === 'required_linear_history') rules.linearHistory = true
  else if (type === 'required_signatures') rules.signatures = true
  else if (type === 'merge_queue') rules.mergeQueue = true
  else if (type === 'non_fast_forward') rules.allowForcePushes = false
  else if (type === 'deletion') rules.allowDeletions = false
  else if (type === 'update') rules.locked = true
}

export interface RefMove {
  repository: Repository
  ref: string
  before: string | null
  after: string | null
}

/** Why a direct change of a branch is refused (GitHub's text), or null. Merging a pull request does not ask this. */
export async function refusalOfPush(world: World, actor: Actor, move: RefMove): Promise<string | null> {
  const { repository, ref, before, after } = move
  if (!ref.startsWith('refs/heads/')) return null
  const rules = rulesFor(repository, ref.slice('refs/heads/'.length))
  if (!rules.protected) return null
  if (after === null) return rules.allowDeletions ? null : 'Cannot delete this branch'
  if (rules.locked) return 'Cannot change this locked branch'
  if (before === null) return null
  if (!rules.allowForcePushes && !(await isAncestor(world.store, before, after)))
    return 'Cannot force-push to this branch'
  if (
    rules.restrictions &&
    !rules.restrictions.some((login) => login.toLowerCase() === actor.user.login.toLowerCase())
  )
    return "You're not authorized to push to this branch."
  if (rules.mergeQueue) return 'Changes must be made through the merge queue'
  if (rules.pullRequestRequired) return 'Changes must be made through a pull request.'
  if (rules.linearHistory && (await bringsMerge(world, before, after)))
    return 'This branch must not contain merge commits.'
  const missing = rules.checks.length > 0 ? missingChecks(repository, after, rules.checks) : []
  if (missing.length === 1) return `Required status check "${missing[0]}" is expected.`
  return missing.length > 1
    ? `${missing.length} of ${rules.checks.length} required status checks are expected.`
    : null
}

async function bringsMerge(world: World, before: string, after: string): Promise<boolean> {
  const { commits } = await compareCommits(world.store, before, after)
  return commits.some((commit) => commit.parents.length > 1)
}

/** Throws what GitHub answers when a protected branch is changed directly. */
export async function requireRefChange(world: World, actor: Actor, move: RefMove): Promise<void> {
  const reason = await refusalOfPush(world, actor, move)
  if (reason === null) return
  throw new Refusal({ status: 422, message: reason, graphqlType: 'UNPROCESSABLE', graphqlMessage: reason })
}
