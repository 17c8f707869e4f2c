import type { BranchAnswer, More, PageAnswer } from '../forge.ts'
import { isBotAuthor, type CommitAuthor } from './authors.ts'
import type { BranchTip, ChainLink, RepositoryRead, SyncPullRequest } from '../model.ts'

/** The shapes of our documents' answers. */
interface Connection<T> {
  totalCount?: number
  pageInfo?: { hasNextPage: boolean; endCursor: string | null }
  nodes: readonly (T | null)[] | null
}

export interface BranchNode {
  name: string
  branchProtectionRule?: { pattern: string } | null
  refUpdateRule?: { pattern: string } | null
  target: {
    oid: string
    committedDate?: string
    author?: CommitAuthor | null
  } | null
}

export interface PullNode {
  number: number
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  body: string
  baseRefName: string
  headRefName: string
  viewerDidAuthor: boolean
  isCrossRepository: boolean
  labels?: Connection<{ name: string }>
  mergeCommit?: { oid: string } | null
}

interface EnvironmentNode {
  name: string
  latestCompletedDeployment?: { ref: { name: string } | null } | null
}

export interface RepositoryNode {
  id: string
  nameWithOwner: string
  isArchived: boolean
  isDisabled: boolean
  isEmpty: boolean
  isLocked: boolean
  pushedAt: string | null
  mergeCommitAllowed: boolean
  diskUsage: number | null
  defaultBranchRef: {
    name: string
    target?: {
      history?: Connection<{ oid: string; committedDate: string; parents: Connection<{ oid: string }> }>
    } | null
  } | null
  refs: Connection<BranchNode> | null
  open?: Connection<PullNode> | null
  done?: Connection<PullNode> | null
  allOpen?: { totalCount: number } | null
  environments?: Connection<EnvironmentNode> | null
  rulesets?: { totalCount: number } | null
  workflows?: { entries?: readonly { name: string }[] | null } | null
}

export interface PageNode {
  refs?: Connection<BranchNode> | null
  open?: Connection<PullNode> | null
  environments?: Connection<EnvironmentNode> | null
}

export interface BranchLookNode {
  ref?: { rules?: Connection<{ type: string }> | null } | null
  open?: Connection<PullNode> | null
  done?: Connection<PullNode> | null
}

function nodesOf<T>(connection: Connection<T> | null | undefined): T[] {
  return (connection?.nodes ?? []).filter((node): node is NonNullable<typeof node> => node !== null)
}

function nextOf(connection: Connection<unknown> | null | undefined): string | undefined {
  return connection?.pageInfo?.hasNextPage ? (connection.pageInfo.endCursor ?? undefined) : undefined
}

function branchOf({ name, branchProtectionRule, refUpdateRule, target }: BranchNode): BranchTip[] {
  if (!target) return []
  const { oid, committedDate, author } = target
  return [
    {
      name,
      oid,
      protected: Boolean(branchProtectionRule ?? refUpdateRule),
      ...(committedDate ? { committedAt: committedDate } : {}),
      ...(author && isBotAuthor(author) ? { byBot: true } : {}),
    },
  ]
}

export function pullOf(node: PullNode): SyncPullRequest {
  const pull: SyncPullRequest = {
    number: node.number,
    base: node.baseRefName,
    head: node.headRefName,
    state: node.state,
    body: node.body,
    // The scan asks only for pull requests with this label; asking for the labels would cost a connection each.
    labels: node.labels ? nodesOf(node.labels).map(({ name }) => name) : ['ecosystem-sync'],
    own: node.viewerDidAuthor && !node.isCrossRepository,
    fork: node.isCrossRepository,
  }
  return node.mergeCommit ? { ...pull, mergeCommit: node.mergeCommit.oid } : pull
}

export function readOf(node: RepositoryNode): { read: RepositoryRead; more: More } {
  const read: RepositoryRead = {
    id: node.id,
    nameWithOwner: node.nameWithOwner,
    archived: node.isArchived,
    disabled: node.isDisabled,
    empty: node.isEmpty || node.defaultBranchRef === null,
    locked: node.isLocked,
    pushedAt: node.pushedAt ?? '',
    mergeCommitAllowed: node.mergeCommitAllowed,
    diskUsage: node.diskUsage ?? 0,
    defaultBranch: node.defaultBranchRef?.name ?? '',
    branches: nodesOf(node.refs).flatMap(branchOf),
    pulls: [...nodesOf(node.open), ...nodesOf(node.done)].map(pullOf),
    deployed: deployedOf(node.environments),
    unread: {
      rules: (node.rulesets?.totalCount ?? 0) > 0,
      open: (node.allOpen?.totalCount ?? 0) > (node.open?.totalCount ?? 0),
      done: nextOf(node.done) !== undefined,
    },
    chain: nodesOf(node.defaultBranchRef?.target?.history).map(linkOf),
    workflows: (node.workflows?.entries ?? []).filter(({ name }) => /\.ya?ml$/.test(name)).length,
  }
  const next = {
    branches: nextOf(node.refs),
    pulls: nextOf(node.open),
    environments: nextOf(node.environments),
  }
  return { read, more: Object.fromEntries(Object.entries(next).filter(([, after]) => after !== undefined)) }
}

function linkOf(node: {
  oid: string
  committedDate: string
  parents: Connection<{ oid: string }>
}): ChainLink {
  return {
    oid: node.oid,
    committedAt: node.committedDate,
    parents: nodesOf(node.parents).map(({ oid }) => oid),
  }
}

function deployedOf(environments: Connection<EnvironmentNode> | null | undefined): string[] {
  const names = nodesOf(environments).flatMap(({ name, latestCompletedDeployment: last }) =>
    // Previews are made of every branch that somebody works on; they point at nothing that stands still.
    /preview|review|\bpr\b/i.test(name) ? [name] : [name, last?.ref?.name ?? ''],
  )
  return [...new Set(names)].filter(Boolean)
}

export function pageOf({ refs, open, environments }: PageNode): PageAnswer {
  const next = nextOf(refs) ?? nextOf(open) ?? nextOf(environments)
  const page = {
    branches: nodesOf(refs).flatMap(branchOf),
    pulls: nodesOf(open).map(pullOf),
    deployed: deployedOf(environments),
  }
  return next ? { ...page, next } : page
}

const refusing = new Set([
  'UPDATE',
  'PULL_REQUEST',
  'REQUIRED_STATUS_CHECKS',
  'MERGE_QUEUE',
  'REQUIRED_DEPLOYMENTS',
  'REQUIRED_LINEAR_HISTORY',
  'LOCK_BRANCH',
])

export function branchLookOf({ ref, open, done }: BranchLookNode): BranchAnswer {
  return {
    ruled: nodesOf(ref?.rules).some(({ type }) => refusing.has(type)),
    // Those with our label were read by the scan.
    pulls: [...nodesOf(open).map((node) => ({ ...pullOf(node), labels: [] })), ...nodesOf(done).map(pullOf)],
  }
}
