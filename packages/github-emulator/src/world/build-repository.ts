// A repository's settings, labels and rules, before its history exists.
import { join } from 'node:path'
import type { Protection, Repository, Ruleset } from '../domain/model.ts'
import { nextId, userByLogin, type World } from '../domain/world.ts'
import { resolveTime } from './primitives.ts'
import type { ProtectionFile, RulesetFile } from './protection-schema.ts'
import type { RepositoryFile } from './schema.ts'

const defaultLabels: [name: string, color: string, description: string][] = [
  ['bug', 'd73a4a', "Something isn't working"],
  ['documentation', '0075ca', 'Improvements or additions to documentation'],
  ['duplicate', 'cfd3d7', 'This issue or pull request already exists'],
  ['enhancement', 'a2eeef', 'New feature or request'],
  ['good first issue', '7057ff', 'Good for newcomers'],
  ['help wanted', '008672', 'Extra attention is needed'],
  ['invalid', 'e4e669', "This doesn't seem right"],
  ['question', 'd876e3', 'Further information is requested'],
  ['wontfix', 'ffffff', 'This will not be worked on'],
]

/** The repository of a world entry, still without refs. */
export function emptyRepository(world: World, file: RepositoryFile): Repository {
  const [owner = '', name = ''] = file.name.split('/')
  const now = world.clock.now()
  const time = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : resolveTime(text, now)
  const repository: Repository = {
    id: nextId(world),
    owner: userByLogin(world, owner),
    name,
    description: file.description,
    visibility: file.visibility,
    defaultBranch: file.default_branch,
    archived: file.archived,
    disabled: file.disabled,
    locked: file.locked,
    missing: file.missing,
    blocked: file.blocked,
    renamedTo: file.renamed_to ?? null,
    forkOf: null,
    createdAt: time(file.created_at, now - 30 * 86_400_000),
    updatedAt: time(file.updated_at, now - 3_600_000),
    pushedAt: time(file.pushed_at, now - 3_600_000),
    allowMergeCommit: file.allow_merge_commit,
    allowSquashMerge: file.allow_squash_merge,
    allowRebaseMerge: file.allow_rebase_merge,
    allowAutoMerge: file.allow_auto_merge,
    allowUpdateBranch: file.allow_update_branch,
    deleteBranchOnMerge: file.delete_branch_on_merge,
    actionsMayCreatePullRequests: file.actions_can_create_pull_requests,
    collaborators: new Map(
      Object.entries(file.collaborators).map(([login, role]) => [login.toLowerCase(), role]),
    ),
    network: { commits: new Set() },
    refs: new Map(),
    directory: join(world.directory, 'repositories', owner, `${name}.git`),
    refsDirty: true,
    labels: new Map(),
    issues: new Map(),
    pulls: new Map(),
    nextNumber: 1,
    protection: Object.entries(file.protection).map(([pattern, rule]) => protectionOf(pattern, rule)),
    rulesets: file.rulesets.map((ruleset) => rulesetOf(world, ruleset)),
    checkSuites: new Map(),
    checkRuns: new Map(),
    statuses: [],
    workflows: new Map(),
    runs: new Map(),
    artifacts: new Map(),
    deployments: new Map(),
    environments: new Set(file.environments),
    activity: [],
    dispatches: [],
  }
  for (const [label, color, description] of defaultLabels)
    repository.labels.set(label, { id: nextId(world), name: label, color, description, default: true })
  for (const label of file.labels) {
    const given = typeof label === 'string' ? { name: label, color: 'ededed', description: null } : label
    repository.labels.set(given.name.toLowerCase(), { id: nextId(world), ...given, default: false })
  }
  return repository
}

export function protectionOf(pattern: string, rule: ProtectionFile): Protection {
  const checks = rule.required_status_checks
  return {
    pattern,
    requiredApprovingReviewCount:
      rule.required_approving_review_count ?? (rule.require_code_owner_reviews ? 1 : null),
    dismissStaleReviews: rule.dismiss_stale_reviews,
    requireCodeOwnerReviews: rule.require_code_owner_reviews,
    requireLastPushApproval: rule.require_last_push_approval,
    requiredStatusChecks: checks && {
      strict: checks.strict,
      checks: [
        ...checks.checks.map((check) => ({ context: check.context, appId: check.app_id })),
        ...checks.contexts
          .filter((context) => !checks.checks.some((check) => check.context === context))
          .map((context) => ({ context, appId: null })),
      ],
    },
    requiredConversationResolution: rule.required_conversation_resolution,
    requiredLinearHistory: rule.required_linear_history,
    requiredSignatures: rule.required_signatures,
    enforceAdmins: rule.enforce_admins,
    allowForcePushes: rule.allow_force_pushes,
    allowDeletions: rule.allow_deletions,
    lockBranch: rule.lock_branch,
    mergeQueue: rule.merge_queue,
    restrictions: rule.restrictions,
  }
}

export function rulesetOf(world: World, file: RulesetFile): Ruleset {
  const now = world.clock.now()
  return {
    id: file.id ?? nextId(world),
    name: file.name,
    target: file.target,
    enforcement: file.enforcement,
    include: file.conditions.ref_name.include,
    exclude: file.conditions.ref_name.exclude,
    bypassActors: file.bypass_actors.map((actor) => ({
      actorId: actor.actor_id,
      actorType: actor.actor_type,
      bypassMode: actor.bypass_mode,
    })),
    rules: file.rules.map((rule) => ({
      type: rule.type,
      ...(rule.parameters ? { parameters: rule.parameters } : {}),
    })),
    createdAt: now,
    updatedAt: now,
  }
}
