// Which table answers which type of GitHub's schema.
import {
  botFields,
  gitActorFields,
  mannequinFields,
  organizationFields,
  userFields,
} from './resolvers/actor.ts'
import {
  branchProtectionFields,
  branchProtectionRules,
  requiredCheckFields,
} from './resolvers/branch-protection.ts'
import { commitFields, signatureFields } from './resolvers/commit.ts'
import {
  deploymentFields,
  deploymentListFields,
  deploymentStatusFields,
  environmentFields,
} from './resolvers/deployment.ts'
import { labelFields } from './resolvers/label.ts'
import {
  autoMergeFields,
  mergeStatusFields,
  queueEntryFields,
  queueFields,
} from './resolvers/merge-status.ts'
import { changedFileFields, pullCommitFields, pullRequestFields } from './resolvers/pull-request.ts'
import { queryFields, rateLimitFields } from './resolvers/query.ts'
import { comparisonFields, refFields } from './resolvers/ref.ts'
import { repositoryFields } from './resolvers/repository.ts'
import { repositoryListFields } from './resolvers/repository-lists.ts'
import * as rules from './resolvers/rules.ts'
import { commentFields, issueFields, subjectFields } from './resolvers/subject.ts'
import { blobFields, tagFields, treeEntryFields, treeFields } from './resolvers/tree.ts'

export const tables = {
  Query: queryFields,
  RateLimit: rateLimitFields,
  User: userFields,
  Bot: botFields,
  Organization: organizationFields,
  Mannequin: mannequinFields,
  Repository: {
    ...repositoryFields,
    ...repositoryListFields,
    ...deploymentListFields,
    branchProtectionRules,
    rulesets: rules.rulesets,
  },
  Ref: { ...refFields, ...rules.refRuleFields },
  Comparison: comparisonFields,
  Commit: commitFields,
  GitActor: gitActorFields,
  GpgSignature: signatureFields,
  Tree: treeFields,
  TreeEntry: treeEntryFields,
  Blob: blobFields,
  Tag: tagFields,
  Label: labelFields,
  Issue: issueFields,
  IssueComment: commentFields,
  PullRequest: { ...subjectFields, ...pullRequestFields, ...mergeStatusFields },
  PullRequestCommit: pullCommitFields,
  PullRequestChangedFile: changedFileFields,
  AutoMergeRequest: autoMergeFields,
  MergeQueue: queueFields,
  MergeQueueEntry: queueEntryFields,
  RefUpdateRule: rules.updateRuleFields,
  RepositoryRule: rules.ruleFields,
  RepositoryRuleset: rules.rulesetFields,
  PullRequestParameters: rules.pullRequestParameterFields,
  RequiredStatusChecksParameters: rules.statusCheckParameterFields,
  StatusCheckConfiguration: rules.statusCheckConfigurationFields,
  MergeQueueParameters: rules.mergeQueueParameterFields,
  RequiredDeploymentsParameters: rules.deploymentParameterFields,
  UpdateParameters: rules.updateParameterFields,
  BranchProtectionRule: branchProtectionFields,
  RequiredStatusCheckDescription: requiredCheckFields,
  Deployment: deploymentFields,
  DeploymentStatus: deploymentStatusFields,
  Environment: environmentFields,
}
