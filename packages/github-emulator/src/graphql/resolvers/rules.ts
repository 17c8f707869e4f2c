// Rules of branches: what a viewer is told about them, rulesets, and classic protection as administrators see it.
import type { GraphQLResolveInfo } from 'graphql'
import type { Protection, Repository, Ruleset, RulesetRule } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { activeRules, classicRule, rulesFor, type BranchRules } from '../../domain/protection.ts'
import { connection, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { may, type Session } from '../session.ts'
import { asRepository, type RefSource, type RepositorySource } from '../sources.ts'

const branchOf = (ref: string) => (ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null)

interface UpdateRuleSource {
  type: 'RefUpdateRule'
  repository: Repository
  classic: Protection
  rules: BranchRules
}

/** Only classic protection shows here; rulesets are in `rules`. Null when no protection matches. */
function refUpdateRule({ repository, ref }: RefSource): UpdateRuleSource | null {
  const branch = branchOf(ref)
  const classic = branch === null ? undefined : classicRule(repository, branch)
  if (branch === null || !classic) return null
  return { type: 'RefUpdateRule', repository, classic, rules: rulesFor(repository, branch) }
}

interface RuleSource {
  type: 'RepositoryRule'
  repository: Repository
  ruleset: Ruleset
  rule: RulesetRule
  index: number
}

function rules({ repository, ref }: RefSource, args: PageArgs, _: Session, info: GraphQLResolveInfo) {
  const branch = branchOf(ref)
  const active = branch === null ? [] : activeRules(repository, branch)
  const wrap = ({ ruleset, rule }: (typeof active)[number]): RuleSource =>
    ruleSource(repository, ruleset, rule)
  const key = ({ ruleset, rule }: (typeof active)[number]) => `${ruleset.id}:${ruleset.rules.indexOf(rule)}`
  return connection(active, { args, info, key, wrap })
}

function ruleSource(repository: Repository, ruleset: Ruleset, rule: RulesetRule): RuleSource {
  return { type: 'RepositoryRule', repository, ruleset, rule, index: ruleset.rules.indexOf(rule) }
}

/** Administrators see the rule itself; for others GitHub answers null. */
function branchProtectionRule(
  { repository, ref }: RefSource,
  _: unknown,
  session: Session,
): ProtectionSource | null {
  const branch = branchOf(ref)
  const rule = branch === null ? undefined : classicRule(repository, branch)
  return rule && may(session, repository, 'administration')
    ? { type: 'BranchProtectionRule', repository, rule }
    : null
}

export const refRuleFields: FieldTable<RefSource> = { refUpdateRule, rules, branchProtectionRule }

export const updateRuleFields: FieldTable<UpdateRuleSource> = {
  pattern: ({ classic }) => classic.pattern,
  allowsDeletions: ({ classic }) => classic.allowDeletions,
  allowsForcePushes: ({ classic }) => classic.allowForcePushes,
  blocksCreations: () => false,
  requiredApprovingReviewCount: ({ classic }) => classic.requiredApprovingReviewCount,
  requiredStatusCheckContexts: ({ classic }) =>
    classic.requiredStatusChecks?.checks.map(({ context }) => context) ?? [],
  requiresCodeOwnerReviews: ({ classic }) => classic.requireCodeOwnerReviews,
  requiresConversationResolution: ({ classic }) => classic.requiredConversationResolution,
  requiresLinearHistory: ({ classic }) => classic.requiredLinearHistory,
  requiresSignatures: ({ classic }) => classic.requiredSignatures,
  viewerAllowedToDismissReviews: ({ repository }, _, session) =>
    may(session, repository, 'pull_requests', 'write'),
  viewerCanPush: ({ repository, classic, rules: all }, _, session) => {
    const listed = classic.restrictions?.some(
      (login) => login.toLowerCase() === session.actor.user.login.toLowerCase(),
    )
    return listed !== false && !all.locked && may(session, repository, 'contents', 'write')
  },
}

const parameterTypes: Record<string, string> = {
  pull_request: 'PullRequestParameters',
  required_status_checks: 'RequiredStatusChecksParameters',
  merge_queue: 'MergeQueueParameters',
  required_deployments: 'RequiredDeploymentsParameters',
  update: 'UpdateParameters',
}

type Parameters = { type: string; given: Record<string, unknown> }

export const ruleFields: FieldTable<RuleSource> = {
  id: ({ repository, ruleset, index }) => nodeId('RepositoryRule', `${ruleset.id}:${index}`, repository.id),
  type: ({ rule }) => rule.type.toUpperCase(),
  parameters: ({ rule }): Parameters | null => {
    const type = parameterTypes[rule.type]
    return type === undefined ? null : { type, given: rule.parameters ?? {} }
  },
  repositoryRuleset: ({ repository, ruleset }) => ({ type: 'RepositoryRuleset', repository, ruleset }),
}

const flag =
  (name: string) =>
  ({ given }: Parameters) =>
    given[name] === true
const number =
  (name: string, otherwise: number) =>
  ({ given }: Parameters) =>
    Number(given[name] ?? otherwise)
const word =
  (name: string, otherwise: string) =>
  ({ given }: Parameters) => {
    const value = given[name]
    return typeof value === 'string' ? value : otherwise
  }

export const pullRequestParameterFields: FieldTable<Parameters> = {
  allowedMergeMethods: ({ given }) => given['allowed_merge_methods'] ?? null,
  dismissStaleReviewsOnPush: flag('dismiss_stale_reviews_on_push'),
  requireCodeOwnerReview: flag('require_code_owner_review'),
  requireLastPushApproval: flag('require_last_push_approval'),
  requiredApprovingReviewCount: number('required_approving_review_count', 0),
  requiredReviewThreadResolution: flag('required_review_thread_resolution'),
}

export const statusCheckParameterFields: FieldTable<Parameters> = {
  doNotEnforceOnCreate: flag('do_not_enforce_on_create'),
  strictRequiredStatusChecksPolicy: flag('strict_required_status_checks_policy'),
  requiredStatusChecks: ({ given }) => given['required_status_checks'] ?? [],
}

export const statusCheckConfigurationFields: FieldTable<{
  context: string
  integration_id?: number | undefined
}> = {
  context: ({ context }) => context,
  integrationId: ({ integration_id: id }) => id ?? null,
}

export const mergeQueueParameterFields: FieldTable<Parameters> = {
  checkResponseTimeoutMinutes: number('check_response_timeout_minutes', 60),
  groupingStrategy: word('grouping_strategy', 'ALLGREEN'),
  maxEntriesToBuild: number('max_entries_to_build', 5),
  maxEntriesToMerge: number('max_entries_to_merge', 5),
  mergeMethod: word('merge_method', 'MERGE'),
  minEntriesToMerge: number('min_entries_to_merge', 1),
  minEntriesToMergeWaitMinutes: number('min_entries_to_merge_wait_minutes', 5),
}

export const deploymentParameterFields: FieldTable<Parameters> = {
  requiredDeploymentEnvironments: ({ given }) => given['required_deployment_environments'] ?? [],
}

export const updateParameterFields: FieldTable<Parameters> = {
  updateAllowsFetchAndMerge: flag('update_allows_fetch_and_merge'),
}

interface RulesetSource {
  type: 'RepositoryRuleset'
  repository: Repository
  ruleset: Ruleset
}

export const rulesetFields: FieldTable<RulesetSource> = {
  id: ({ repository, ruleset }) => nodeId('RepositoryRuleset', ruleset.id, repository.id),
  databaseId: ({ ruleset }) => ruleset.id,
  name: ({ ruleset }) => ruleset.name,
  enforcement: ({ ruleset }) => ruleset.enforcement.toUpperCase(),
  target: ({ ruleset }) => ruleset.target.toUpperCase(),
  source: ({ repository }) => asRepository(repository),
  createdAt: ({ ruleset }) => ruleset.createdAt,
  updatedAt: ({ ruleset }) => ruleset.updatedAt,
  rules: ({ repository, ruleset }, args: PageArgs & { type?: string | undefined }, _, info) => {
    const wanted = ruleset.rules.filter(
      (rule) => args.type === undefined || rule.type.toUpperCase() === args.type,
    )
    return connection(wanted, { args, info, wrap: (rule) => ruleSource(repository, ruleset, rule) })
  },
}

export function rulesets(
  { repository }: RepositorySource,
  args: PageArgs,
  _: Session,
  info: GraphQLResolveInfo,
) {
  const wrap = (ruleset: Ruleset): RulesetSource => ({ type: 'RepositoryRuleset', repository, ruleset })
  return connection(repository.rulesets, { args, info, key: ({ id }) => id, wrap })
}

export interface ProtectionSource {
  type: 'BranchProtectionRule'
  repository: Repository
  rule: Protection
}
