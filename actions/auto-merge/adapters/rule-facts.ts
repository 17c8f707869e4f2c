import type { MergeMethod, RequiredCheck, RuleFacts } from '../facts.ts'
import type { BaseRefNode, Maybe, RuleNode } from './gate-answer.ts'

// Rule types whose effect on a merge is judged by the conditions; all others are left to GitHub and named.
const judged = new Set([
  'PULL_REQUEST',
  'REQUIRED_STATUS_CHECKS',
  'REQUIRED_LINEAR_HISTORY',
  'MERGE_QUEUE',
  'DELETION',
  'NON_FAST_FORWARD',
  'CREATION',
])

/** Classic protection and all rulesets, folded to the strictest. */
export function ruleFacts(base: Maybe<BaseRefNode>): RuleFacts {
  const classic = base?.refUpdateRule
  const admin = base?.branchProtectionRule
  const rules = (base?.rules?.nodes ?? []).filter((node): node is RuleNode => Boolean(node))
  const parameters = rules.flatMap(({ parameters: given }) => given ?? [])
  const some = (flag: (given: NonNullable<RuleNode['parameters']>) => boolean | undefined) =>
    parameters.some((given) => flag(given) === true)
  const demanded = parameters.map((given) => given.requiredApprovingReviewCount ?? 0)
  return {
    requiredApprovals: Math.max(0, classic?.requiredApprovingReviewCount ?? 0, ...demanded),
    codeOwners: Boolean(classic?.requiresCodeOwnerReviews) || some((given) => given.requireCodeOwnerReview),
    conversations:
      Boolean(classic?.requiresConversationResolution) ||
      some((given) => given.requiredReviewThreadResolution),
    linearHistory:
      Boolean(classic?.requiresLinearHistory) || rules.some(({ type }) => type === 'REQUIRED_LINEAR_HISTORY'),
    dismissStaleReviews: dismisses(
      admin?.dismissesStaleReviews,
      some((given) => given.dismissStaleReviewsOnPush),
    ),
    upToDate:
      admin?.requiresStrictStatusChecks === true || some((given) => given.strictRequiredStatusChecksPolicy),
    requiredChecks: requiredChecks(classic?.requiredStatusCheckContexts ?? [], parameters),
    methods: methodsOf(parameters),
    queueMethod: parameters.flatMap(({ mergeMethod }) => methodOf(mergeMethod) ?? [])[0],
    others: rules.map(({ type }) => type).filter((type) => !judged.has(type)),
  }
}

function dismisses(classic: boolean | undefined, ruleset: boolean): boolean | undefined {
  return ruleset ? true : classic
}

// A context that a ruleset pins to an app is asked for once, with the app.
function requiredChecks(
  classic: readonly string[],
  parameters: readonly NonNullable<RuleNode['parameters']>[],
): RequiredCheck[] {
  const byRules = parameters.flatMap(({ requiredStatusChecks = [] }) =>
    requiredStatusChecks.map(({ context, integrationId }) => ({ context, app: integrationId ?? undefined })),
  )
  const all = [...byRules, ...classic.map((context) => ({ context, app: undefined }))]
  return all.filter(
    (check, index) =>
      all.findIndex(({ context, app }) => context === check.context && app === check.app) === index,
  )
}

function methodsOf(
  parameters: readonly NonNullable<RuleNode['parameters']>[],
): readonly MergeMethod[] | undefined {
  const lists = parameters.flatMap(({ allowedMergeMethods }) =>
    allowedMergeMethods ? [allowedMergeMethods.flatMap((name) => methodOf(name) ?? [])] : [],
  )
  return lists.reduce<readonly MergeMethod[] | undefined>(
    (allowed, list) => (allowed ? allowed.filter((method) => list.includes(method)) : list),
    undefined,
  )
}

// Rules of a branch spell methods in lower case, everything else in GraphQL in upper case.
function methodOf(name: string | undefined): MergeMethod | undefined {
  const word = name?.toLowerCase()
  return word === 'squash' || word === 'merge' || word === 'rebase' ? word : undefined
}
