// Check suites: the checks of one app, workflow and event on a commit.
import type { GraphQLResolveInfo } from 'graphql'
import { fullName } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { branchRef } from '../../domain/revisions.ts'
import { connection, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import { selectPulls, type PullArgs } from '../filters.ts'
import { commitOf } from '../git-objects.ts'
import { readable, type Session } from '../session.ts'
import {
  asPull,
  asRef,
  asRepository,
  asRun,
  asSuite,
  type CheckSuiteSource,
  type CommitSource,
} from '../sources.ts'
import { runBehind } from './workflow.ts'

const runsOf = ({ repository, suite }: CheckSuiteSource) =>
  [...repository.checkRuns.values()].filter((run) => run.suite === suite)

const worst = [
  'startup_failure',
  'action_required',
  'timed_out',
  'cancelled',
  'failure',
  'stale',
  'neutral',
  'skipped',
  'success',
]

function suiteState(source: CheckSuiteSource): { status: string; conclusion: string | null } {
  const runs = runsOf(source)
  const open = runs.find((run) => run.status !== 'completed')
  if (runs.length === 0) return { status: 'QUEUED', conclusion: null }
  if (open)
    return {
      status: runs.every(({ status }) => status === 'queued') ? 'QUEUED' : 'IN_PROGRESS',
      conclusion: null,
    }
  const found = new Set<string | null>(runs.map(({ conclusion }) => conclusion))
  const failed = worst.slice(0, 6).find((conclusion) => found.has(conclusion))
  const passed = ['success', 'neutral', 'skipped'].find((conclusion) => found.has(conclusion))
  return { status: 'COMPLETED', conclusion: (failed ?? passed)?.toUpperCase() ?? null }
}

const suitePath = ({ repository, suite }: CheckSuiteSource) =>
  `/${fullName(repository)}/commit/${suite.headSha}/checks?check_suite_id=${suite.id}`

interface RunFilter {
  appId?: number
  checkName?: string
  conclusions?: string[]
  status?: string
  statuses?: string[]
}

function checkRuns(
  source: CheckSuiteSource,
  args: PageArgs & { filterBy?: RunFilter },
  _: Session,
  info: GraphQLResolveInfo,
) {
  const { appId, checkName, conclusions, status, statuses } = args.filterBy ?? {}
  const found = runsOf(source).filter(
    (run) =>
      (appId === undefined || run.app.id === appId) &&
      (checkName === undefined || run.name === checkName) &&
      (conclusions === undefined || conclusions.includes(run.conclusion?.toUpperCase() ?? '')) &&
      (statuses ?? (status === undefined ? undefined : [status]))?.includes(run.status.toUpperCase()) !==
        false,
  )
  return connection(found, { args, info, key: ({ id }) => id, wrap: (run) => asRun(source.repository, run) })
}

export const checkSuiteFields: FieldTable<CheckSuiteSource> = {
  id: ({ repository, suite }) => nodeId('CheckSuite', suite.id, repository.id),
  databaseId: ({ suite }) => suite.id,
  app: ({ suite }) => ({ type: 'App', app: suite.app }),
  branch: ({ repository, suite }) =>
    suite.headBranch !== null && repository.refs.has(branchRef(suite.headBranch))
      ? asRef(repository, branchRef(suite.headBranch))
      : null,
  checkRuns,
  commit: ({ repository, suite }, _, session) => commitOf(session, repository, suite.headSha),
  status: (source) => suiteState(source).status,
  conclusion: (source) => suiteState(source).conclusion,
  createdAt: ({ suite }) => suite.createdAt,
  updatedAt: ({ suite }) => suite.updatedAt,
  creator: () => null,
  push: () => null,
  repository: ({ repository }) => asRepository(repository),
  resourcePath: suitePath,
  url: (source, _, { world }) => `${world.url}${suitePath(source)}`,
  matchingPullRequests: ({ repository, suite }, args: PullArgs, _, info) => {
    const own = [...repository.pulls.values()].filter((pull) => pull.headSha === suite.headSha)
    return connection(selectPulls(own, args), {
      args,
      info,
      key: ({ id }) => id,
      wrap: (pull) => asPull(repository, pull),
    })
  },
  workflowRun: ({ repository, suite }, _, session) => {
    const run = runBehind(repository, suite)
    if (run) readable(session, repository, 'actions')
    return run
  },
}

interface SuiteFilter {
  appId?: number
  checkName?: string
}

/** The suites of a commit. */
export function checkSuites(
  { repository, commit }: CommitSource,
  args: PageArgs & { filterBy?: SuiteFilter },
  session: Session,
  info: GraphQLResolveInfo,
) {
  readable(session, repository, 'checks')
  const { appId, checkName } = args.filterBy ?? {}
  const found = [...repository.checkSuites.values()].filter(
    (suite) =>
      suite.headSha === commit.oid &&
      (appId === undefined || suite.app.id === appId) &&
      (checkName === undefined || runsOf(asSuite(repository, suite)).some(({ name }) => name === checkName)),
  )
  return connection(found, { args, info, key: ({ id }) => id, wrap: (suite) => asSuite(repository, suite) })
}
