import { checkOf } from './check-facts.ts'
import { ruleFacts } from './rule-facts.ts'
import type { Actor, Commit, Facts, Gap, MergeMethod, Permission, RepositoryFacts, Review } from '../facts.ts'
import type {
  ArmedNode,
  GateAnswer,
  Maybe,
  Page,
  PullRequestNode,
  RepositoryNode,
  ReviewNode,
  WhoNode,
} from './gate-answer.ts'

/** An answer as facts. What it left out is in `gaps`; the values of such parts mean nothing. */
export function factsOf(answer: GateAnswer, node: PullRequestNode, gaps: readonly Gap[]): Facts {
  const repository = answer.repository!
  return {
    ...identity(node),
    repository: repositoryFacts(repository, answer.viewer),
    mergeable: node.mergeable ?? 'UNKNOWN',
    mergeState: node.mergeStateStatus ?? 'UNKNOWN',
    reviewDecision: node.reviewDecision ?? null,
    rules: ruleFacts(node.baseRef),
    queue: { enabled: node.isMergeQueueEnabled ?? false, entered: node.isInMergeQueue ?? false },
    autoMergeArmed: Boolean(node.autoMergeRequest),
    autoMergeOurs: isArmedBy(node.autoMergeRequest, answer.viewer),
    labels: present(node.labels).map(({ name }) => name),
    labelEvents: present(node.labeled).map(({ createdAt, label, actor }) => ({
      label: label?.name ?? '',
      at: createdAt,
      actor: actorOf(actor),
    })),
    reviews: present(node.reviews).map(reviewOf),
    approvingWriters: present(node.latestOpinionatedReviews).flatMap(({ state, author }) =>
      state === 'APPROVED' && author ? [author.login] : [],
    ),
    requestedReviewers: present(node.reviewRequests).flatMap(
      ({ requestedReviewer }) => requestedReviewer?.databaseId ?? [],
    ),
    baseChangedAt: moments(node.retargeted),
    draftedAt: moments(node.drafted),
    forcePushedAt: moments(node.moved),
    conversations: conversationsOf(node),
    commits: commitsOf(node),
    checksOf: node.statusCheckRollup?.commit?.oid,
    checks: present(node.statusCheckRollup?.contexts).map(checkOf),
    testMerge: node.potentialMergeCommit?.statusCheckRollup?.state,
    openPullRequests: openPullRequests(repository),
    comments: present(node.comments)
      .filter(({ viewerDidAuthor }) => viewerDidAuthor)
      .map(({ databaseId, body }) => ({ id: databaseId, body })),
    gaps,
    behindBy: undefined,
    ...permissionsOf(repository),
    cleanUpdatesSince: {},
  }
}

/** By id: the same bot is `name[bot]` as a viewer and `name` as an actor. */
export function isArmedBy(armed: Maybe<ArmedNode>, viewer: Maybe<{ databaseId?: number | null }>): boolean {
  const id = viewer?.databaseId ?? undefined
  return id !== undefined && armed?.enabledBy?.databaseId === id
}

function identity(node: PullRequestNode) {
  return {
    id: node.id,
    number: node.number,
    url: node.url,
    title: node.title,
    body: node.body ?? '',
    state: node.state,
    mergeCommit: node.mergeCommit?.oid,
    draft: node.isDraft,
    createdAt: node.createdAt,
    author: actorOf(node.author),
    ours: node.viewerDidAuthor,
    base: { name: node.baseRefName, oid: node.baseRefOid },
    head: {
      name: node.headRefName,
      oid: node.headRefOid,
      repository: node.headRepository?.nameWithOwner,
      deletable: node.headRef ? (node.headRef.refUpdateRule?.allowsDeletions ?? true) : false,
    },
  }
}

function repositoryFacts(node: RepositoryNode, viewer: GateAnswer['viewer']): RepositoryFacts {
  const methods: [MergeMethod, boolean][] = [
    ['squash', node.squashMergeAllowed],
    ['merge', node.mergeCommitAllowed],
    ['rebase', node.rebaseMergeAllowed],
  ]
  return {
    id: node.id,
    name: node.nameWithOwner,
    archived: node.isArchived,
    defaultBranch: node.defaultBranchRef?.name,
    methods: methods.filter(([, allowed]) => allowed).map(([method]) => method),
    autoMergeAllowed: node.autoMergeAllowed,
    deletesBranches: node.deleteBranchOnMerge,
    viewer: viewer ? { login: viewer.login, id: viewer.databaseId ?? undefined } : undefined,
  }
}

function permissionsOf({
  collaborators,
}: RepositoryNode): Pick<Facts, 'permissions' | 'permissionsComplete'> {
  const known = (collaborators?.edges ?? []).flatMap((edge) =>
    edge?.node ? [[edge.node.databaseId, edge.permission.toLowerCase() as Permission] as const] : [],
  )
  return {
    permissions: Object.fromEntries(known),
    permissionsComplete: collaborators?.totalCount === known.length,
  }
}

function openPullRequests({ openPullRequests: page }: RepositoryNode): Facts['openPullRequests'] {
  const nodes = present(page)
  if (!page?.nodes || (page.totalCount ?? Infinity) > nodes.length) return undefined
  return nodes.map(({ number, baseRefName, headRefName, isCrossRepository }) => ({
    number,
    base: baseRefName,
    head: isCrossRepository ? undefined : headRefName,
  }))
}

function present<T>(page: Maybe<Page<T>>): T[] {
  return (page?.nodes ?? []).filter((node): node is T & {} => node !== null && node !== undefined)
}

function moments(page: Maybe<Page<{ createdAt?: string }>>): string[] {
  return present(page).map(({ createdAt }) => createdAt ?? '')
}

function actorOf(node: WhoNode | null | undefined): Actor | undefined {
  return node ? { type: node.type, login: node.login, id: node.databaseId ?? undefined } : undefined
}

function reviewOf(node: ReviewNode): Review {
  return {
    state: node.state,
    at: node.submittedAt ?? undefined,
    author: actorOf(node.author),
    canPush: node.authorCanPushToRepository,
    commit: node.commit?.oid,
    ours: node.viewerDidAuthor,
  }
}

function conversationsOf(node: PullRequestNode): Facts['conversations'] {
  const open = present(node.reviewThreads).filter(({ isResolved }) => !isResolved)
  return { unresolved: open.length, first: open[0]?.path }
}

function commitsOf({ commits }: PullRequestNode): Facts['commits'] {
  const nodes = present(commits).map(({ commit }): Commit => ({
    oid: commit.oid,
    authorId: commit.author?.user?.databaseId,
    author: { name: commit.author?.name ?? '', email: commit.author?.email ?? '' },
    signedByGitHub: commit.signature?.isValid === true && commit.signature.wasSignedByGitHub,
    committedAt: commit.committedDate,
  }))
  return { total: commits?.totalCount ?? 0, nodes }
}
