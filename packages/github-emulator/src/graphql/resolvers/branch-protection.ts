// Classic branch protection as administrators see it.
import type { GraphQLResolveInfo } from 'graphql'
import type { RequiredCheck } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { classicRule } from '../../domain/protection.ts'
import { branchNames, branchRef } from '../../domain/revisions.ts'
import { connection, type PageArgs } from '../connections.ts'
import { constants, type FieldTable } from '../fields.ts'
import { readable, type Session } from '../session.ts'
import { asRef, asRepository, type RepositorySource } from '../sources.ts'
import type { ProtectionSource } from './rules.ts'

export function branchProtectionRules(
  { repository }: RepositorySource,
  args: PageArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  readable(session, repository, 'administration')
  return connection(repository.protection, {
    args,
    info,
    key: ({ pattern }) => pattern,
    wrap: (rule): ProtectionSource => ({ type: 'BranchProtectionRule', repository, rule }),
  })
}

const checksOf = ({ rule }: ProtectionSource) => rule.requiredStatusChecks?.checks ?? []

export const branchProtectionFields: FieldTable<ProtectionSource> = {
  id: ({ repository, rule }) => nodeId('BranchProtectionRule', rule.pattern, repository.id),
  pattern: ({ rule }) => rule.pattern,
  repository: ({ repository }) => asRepository(repository),
  allowsDeletions: ({ rule }) => rule.allowDeletions,
  allowsForcePushes: ({ rule }) => rule.allowForcePushes,
  dismissesStaleReviews: ({ rule }) => rule.dismissStaleReviews,
  isAdminEnforced: ({ rule }) => rule.enforceAdmins,
  lockBranch: ({ rule }) => rule.lockBranch,
  requireLastPushApproval: ({ rule }) => rule.requireLastPushApproval,
  requiredApprovingReviewCount: ({ rule }) => rule.requiredApprovingReviewCount,
  requiredStatusCheckContexts: (source) => checksOf(source).map(({ context }) => context),
  requiredStatusChecks: checksOf,
  requiresApprovingReviews: ({ rule }) => rule.requiredApprovingReviewCount !== null,
  requiresCodeOwnerReviews: ({ rule }) => rule.requireCodeOwnerReviews,
  requiresCommitSignatures: ({ rule }) => rule.requiredSignatures,
  requiresConversationResolution: ({ rule }) => rule.requiredConversationResolution,
  requiresLinearHistory: ({ rule }) => rule.requiredLinearHistory,
  requiresStatusChecks: ({ rule }) => rule.requiredStatusChecks !== null,
  requiresStrictStatusChecks: ({ rule }) => rule.requiredStatusChecks?.strict ?? false,
  restrictsPushes: ({ rule }) => rule.restrictions !== null,
  ...constants({
    blocksCreations: false,
    creator: null,
    databaseId: null,
    lockAllowsFetchAndMerge: false,
    requiredDeploymentEnvironments: [],
    requiresDeployments: false,
    restrictsReviewDismissals: false,
  }),
  matchingRefs: ({ repository, rule }, args: PageArgs & { query?: string | undefined }, _, info) => {
    const names = branchNames(repository).filter((name) => classicRule(repository, name) === rule)
    const wanted = names.filter((name) => args.query === undefined || name.includes(args.query))
    return connection(wanted, {
      args,
      info,
      key: (name) => name,
      wrap: (name) => asRef(repository, branchRef(name)),
    })
  },
}

export const requiredCheckFields: FieldTable<RequiredCheck> = {
  context: ({ context }) => context,
  app: ({ appId }, _, { world }) => {
    const app = appId === null ? undefined : world.apps.get(appId)
    return app ? { type: 'App', app } : null
  },
}
