// The checks of a commit together: rollup, combined status, status contexts.
import type { GraphQLResolveInfo } from 'graphql'
import { currentChecks, rollupState } from '../../domain/merge-requirements.ts'
import type { CheckRun, CommitStatus, PullRequest, Repository } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { rulesFor } from '../../domain/protection.ts'
import { isRequiredCheck } from '../../domain/required-checks.ts'
import { connection, type PageArgs } from '../connections.ts'
import { FieldRefusal } from '../errors.ts'
import type { FieldTable } from '../fields.ts'
import { commitOf } from '../git-objects.ts'
import { loadPull } from '../nodes.ts'
import { readable, type Session } from '../session.ts'
import {
  asActorOrNull,
  type PullSource,
  type RollupSource,
  type StatusContextSource,
  type StatusSource,
} from '../sources.ts'

export function rollupOf(repository: Repository, sha: string, session: Session): RollupSource | null {
  readable(session, repository, 'checks', 'statuses')
  return rollupState(repository, sha) === null ? null : { type: 'StatusCheckRollup', repository, sha }
}

/** The commit's statuses alone, or null when it has none. */
export function statusOf(repository: Repository, sha: string, session: Session): StatusSource | null {
  readable(session, repository, 'statuses')
  return currentChecks(repository, sha).statuses.length === 0 ? null : { type: 'Status', repository, sha }
}

/** An entry the token may not read is an error in its place; the others stay. */
function guarded<T>(session: Session, repository: Repository, permission: string, source: T): T | Error {
  try {
    readable(session, repository, permission)
    return source
  } catch (error) {
    return error as Error
  }
}

type Entry = { run: CheckRun } | { status: CommitStatus }

function contexts(
  { repository, sha }: RollupSource,
  args: PageArgs,
  session: Session,
  info: GraphQLResolveInfo,
) {
  const { runs, statuses } = currentChecks(repository, sha)
  const entries: Entry[] = [...runs.map((run) => ({ run })), ...statuses.map((status) => ({ status }))]
  const wrap = (entry: Entry) =>
    'run' in entry
      ? guarded(session, repository, 'checks', { type: 'CheckRun', repository, run: entry.run })
      : guarded(session, repository, 'statuses', { type: 'StatusContext', repository, status: entry.status })
  const key = (entry: Entry) => ('run' in entry ? `run ${entry.run.id}` : `status ${entry.status.context}`)
  const states = (all: string[]) =>
    [...new Set(all)].map((state) => ({ state, count: all.filter((one) => one === state).length }))
  const extra = {
    checkRunCount: runs.length,
    statusContextCount: statuses.length,
    checkRunCountsByState: states(runs.map((run) => (run.conclusion ?? run.status).toUpperCase())),
    statusContextCountsByState: states(statuses.map(({ state }) => state.toUpperCase())),
  }
  return connection(entries, { args, info, key, wrap, extra })
}

type Counts = Record<
  'checkRunCount' | 'statusContextCount' | 'checkRunCountsByState' | 'statusContextCountsByState',
  unknown
>

export const rollupContextFields: FieldTable<Counts> = {
  checkRunCount: (counts) => counts.checkRunCount,
  statusContextCount: (counts) => counts.statusContextCount,
  checkRunCountsByState: (counts) => counts.checkRunCountsByState,
  statusContextCountsByState: (counts) => counts.statusContextCountsByState,
}

export const stateCountFields: FieldTable<{ state: string; count: number }> = {
  state: ({ state }) => state,
  count: ({ count }) => count,
}

export const rollupFields: FieldTable<RollupSource> = {
  id: ({ repository, sha }) => nodeId('StatusCheckRollup', sha, repository.id),
  state: ({ repository, sha }) => rollupState(repository, sha),
  commit: ({ repository, sha }, _, session) => commitOf(session, repository, sha),
  contexts,
}

/** Worst first; statuses know no neutral. */
function combined(statuses: readonly CommitStatus[]): string {
  const states = new Set(statuses.map(({ state }) => state))
  for (const state of ['failure', 'error', 'pending'] as const)
    if (states.has(state)) return state.toUpperCase()
  return 'SUCCESS'
}

const asContext = (repository: Repository, status: CommitStatus): StatusContextSource => ({
  type: 'StatusContext',
  repository,
  status,
})

export const statusFields: FieldTable<StatusSource> = {
  id: ({ repository, sha }) => nodeId('Status', sha, repository.id),
  commit: ({ repository, sha }, _, session) => commitOf(session, repository, sha),
  state: ({ repository, sha }) => combined(currentChecks(repository, sha).statuses),
  contexts: ({ repository, sha }) =>
    currentChecks(repository, sha).statuses.map((one) => asContext(repository, one)),
  context: ({ repository, sha }, { name }: { name: string }) => {
    const found = currentChecks(repository, sha).statuses.find(({ context }) => context === name)
    return found ? asContext(repository, found) : null
  },
  combinedContexts: ({ repository, sha }, args: PageArgs, session, info) =>
    contexts({ type: 'StatusCheckRollup', repository, sha }, args, session, info),
}

export interface RequiredArgs {
  pullRequestId?: string
  pullRequestNumber?: number
}

/** The pull request that `isRequired` asks about. */
export async function askedPull(
  session: Session,
  repository: Repository,
  args: RequiredArgs,
): Promise<PullRequest> {
  if (args.pullRequestId !== undefined)
    return ((await loadPull(session, args.pullRequestId)) satisfies PullSource).pull
  const pull = args.pullRequestNumber === undefined ? undefined : repository.pulls.get(args.pullRequestNumber)
  if (pull) return pull
  if (args.pullRequestNumber === undefined)
    throw new FieldRefusal('argumentError', 'Either `pullRequestId` or `pullRequestNumber` is required.')
  throw new FieldRefusal(
    'NOT_FOUND',
    `Could not resolve to a PullRequest with the number of ${args.pullRequestNumber}.`,
  )
}

export const statusContextFields: FieldTable<StatusContextSource> = {
  id: ({ repository, status }) => nodeId('StatusContext', status.id, repository.id),
  context: ({ status }) => status.context,
  state: ({ status }) => status.state.toUpperCase(),
  description: ({ status }) => status.description,
  targetUrl: ({ status }) => status.targetUrl,
  createdAt: ({ status }) => status.createdAt,
  creator: ({ status }) => asActorOrNull(status.creator),
  avatarUrl: ({ status }, _, { world }) => `${world.url}/avatars/u/${status.creator?.id ?? 0}?v=4`,
  commit: ({ repository, status }, _, session) => commitOf(session, repository, status.sha),
  isRequired: async ({ repository, status }, args: RequiredArgs, session) => {
    const pull = await askedPull(session, repository, args)
    return rulesFor(repository, pull.base).checks.some((rule) => isRequiredCheck(rule, status.context))
  },
}
