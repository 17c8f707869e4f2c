// Branch protection and rulesets.

export interface RequiredCheck {
  context: string
  appId: number | null
}

/** Classic branch protection. */
export interface Protection {
  pattern: string
  requiredApprovingReviewCount: number | null
  dismissStaleReviews: boolean
  requireCodeOwnerReviews: boolean
  requireLastPushApproval: boolean
  requiredStatusChecks: { strict: boolean; checks: RequiredCheck[] } | null
  requiredConversationResolution: boolean
  requiredLinearHistory: boolean
  requiredSignatures: boolean
  enforceAdmins: boolean
  allowForcePushes: boolean
  allowDeletions: boolean
  lockBranch: boolean
  mergeQueue: boolean
  /** Logins that may push; null: everybody who may write. */
  restrictions: string[] | null
}

export interface RulesetRule {
  type: string
  parameters?: Record<string, unknown>
}

export interface Ruleset {
  id: number
  name: string
  target: 'branch' | 'tag' | 'push'
  enforcement: 'active' | 'evaluate' | 'disabled'
  include: string[]
  exclude: string[]
  bypassActors: { actorId: number | null; actorType: string; bypassMode: string }[]
  rules: RulesetRule[]
  createdAt: number
  updatedAt: number
}
