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
import * as checks from './resolvers/checks.ts'
import { checkSuiteFields, checkSuites } from './resolvers/check-suite.ts'
import { collaboratorEdgeFields, collaborators } from './resolvers/collaborators.ts'
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
  repositoryQueue,
} from './resolvers/merge-status.ts'
import { changedFileFields, pullCommitFields, pullRequestFields } from './resolvers/pull-request.ts'
import { queryFields, rateLimitFields } from './resolvers/query.ts'
import { comparisonFields, refFields } from './resolvers/ref.ts'
import { repositoryFields } from './resolvers/repository.ts'
import { repositoryListFields } from './resolvers/repository-lists.ts'
import { pullReviewFields, reviewFields, reviewRequestFields } from './resolvers/review.ts'
import * as rollup from './resolvers/rollup.ts'
import * as rules from './resolvers/rules.ts'
import { commentFields, issueFields, subjectFields } from './resolvers/subject.ts'
import { reviewCommentFields, threadFields } from './resolvers/thread.ts'
import { timelineConnectionFields, timelineItems } from './resolvers/timeline.ts'
import { eventTables } from './resolvers/timeline-events.ts'
import { blobFields, tagFields, treeEntryFields, treeFields } from './resolvers/tree.ts'
import { workflowFields, workflowRunFields } from './resolvers/workflow.ts'
import type { FieldTable } from './fields.ts'
import { searchFields } from './search.ts'
import type { CommitSource, PullSource } from './sources.ts'

const commitChecks: FieldTable<CommitSource> = {
  statusCheckRollup: ({ repository, commit }, _, session) => rollup.rollupOf(repository, commit.oid, session),
  status: ({ repository, commit }, _, session) => rollup.statusOf(repository, commit.oid, session),
  checkSuites,
}

const pullChecks: FieldTable<PullSource> = {
  statusCheckRollup: ({ repository, pull }, _, session) => rollup.rollupOf(repository, pull.headSha, session),
}

export const tables = {
  Query: queryFields,
  RateLimit: rateLimitFields,
  SearchResultItemConnection: searchFields,
  User: userFields,
  Bot: botFields,
  Organization: organizationFields,
  Mannequin: mannequinFields,
  Repository: {
    ...repositoryFields,
    ...repositoryListFields,
    ...deploymentListFields,
    branchProtectionRules,
    collaborators,
    rulesets: rules.rulesets,
    mergeQueue: repositoryQueue,
  },
  RepositoryCollaboratorEdge: collaboratorEdgeFields,
  Ref: { ...refFields, ...rules.refRuleFields },
  Comparison: comparisonFields,
  Commit: { ...commitFields, ...commitChecks },
  GitActor: gitActorFields,
  GpgSignature: signatureFields,
  Tree: treeFields,
  TreeEntry: treeEntryFields,
  Blob: blobFields,
  Tag: tagFields,
  Label: labelFields,
  Issue: { ...issueFields, timelineItems },
  IssueComment: commentFields,
  PullRequest: {
    ...subjectFields,
    ...pullRequestFields,
    ...mergeStatusFields,
    ...pullReviewFields,
    ...pullChecks,
    timelineItems,
  },
  PullRequestTimelineItemsConnection: timelineConnectionFields,
  IssueTimelineItemsConnection: timelineConnectionFields,
  PullRequestReview: reviewFields,
  PullRequestReviewThread: threadFields,
  PullRequestReviewComment: reviewCommentFields,
  ReviewRequest: reviewRequestFields,
  ...eventTables,
  StatusCheckRollup: rollup.rollupFields,
  StatusCheckRollupContextConnection: rollup.rollupContextFields,
  CheckRunStateCount: rollup.stateCountFields,
  StatusContextStateCount: rollup.stateCountFields,
  Status: rollup.statusFields,
  StatusContext: rollup.statusContextFields,
  CheckRun: checks.checkRunFields,
  CheckStep: checks.stepFields,
  CheckAnnotation: checks.annotationFields,
  CheckAnnotationSpan: checks.annotationSpanFields,
  CheckAnnotationPosition: checks.annotationPositionFields,
  CheckSuite: checkSuiteFields,
  App: checks.appFields,
  WorkflowRun: workflowRunFields,
  Workflow: workflowFields,
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
