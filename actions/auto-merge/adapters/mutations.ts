/** Everything that touches code is tied to the head that was evaluated. */
export const mutations = {
  enqueue: `mutation Enqueue($id: ID!, $oid: GitObjectID!) {
  enqueuePullRequest(input: { pullRequestId: $id, expectedHeadOid: $oid }) { mergeQueueEntry { id } }
}`,
  arm: `mutation Arm($id: ID!, $oid: GitObjectID!, $method: PullRequestMergeMethod!, $title: String, $message: String) {
  enablePullRequestAutoMerge(input: { pullRequestId: $id, expectedHeadOid: $oid, mergeMethod: $method, commitHeadline: $title, commitBody: $message }) {
    pullRequest { autoMergeRequest { enabledAt } }
  }
}`,
  disarm: `mutation Disarm($id: ID!) { disablePullRequestAutoMerge(input: { pullRequestId: $id }) { pullRequest { id } } }`,
  ready: `mutation Ready($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`,
  update: `mutation UpdateBranch($id: ID!, $oid: GitObjectID!) {
  updatePullRequestBranch(input: { pullRequestId: $id, expectedHeadOid: $oid, updateMethod: MERGE }) { pullRequest { headRefOid } }
}`,
  remove: `mutation DeleteHead($repository: ID!, $name: GitRefname!, $before: GitObjectID!, $after: GitObjectID!) {
  updateRefs(input: { repositoryId: $repository, refUpdates: [{ name: $name, beforeOid: $before, afterOid: $after }] }) { clientMutationId }
}`,
}

/** What a token needs for each. */
export const mutationPermissions: Readonly<Record<keyof typeof mutations, string>> = {
  enqueue: 'contents: write, pull-requests: write',
  arm: 'contents: write, pull-requests: write',
  disarm: 'contents: write, pull-requests: write',
  ready: 'contents: write, pull-requests: write',
  update: 'contents: write, pull-requests: write',
  remove: 'contents: write',
}
