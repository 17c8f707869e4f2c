// Workflows and their runs.
import { fullName, type CheckSuite, type Repository, type WorkflowRun } from '../../domain/model.ts'
import { nodeId } from '../../domain/node-id.ts'
import { connection, ordered, type Order, type PageArgs } from '../connections.ts'
import type { FieldTable } from '../fields.ts'
import type { Session } from '../session.ts'

/** A run the world declares, or one that is known only by the check suite it made. */
interface RunSource {
  type: 'WorkflowRun'
  repository: Repository
  suite: CheckSuite
  run: WorkflowRun | null
}

export function runBehind(repository: Repository, suite: CheckSuite): RunSource | null {
  const run = suite.runId === null ? null : (repository.runs.get(suite.runId) ?? null)
  return run || suite.workflow ? { type: 'WorkflowRun', repository, suite, run } : null
}

const idOf = ({ suite, run }: RunSource) => run?.id ?? suite.runId ?? suite.id
const pathOf = (source: RunSource) => `/${fullName(source.repository)}/actions/runs/${idOf(source)}`

export const workflowRunFields: FieldTable<RunSource> = {
  id: (source) => nodeId('WorkflowRun', idOf(source), source.repository.id),
  databaseId: idOf,
  event: ({ suite, run }) => run?.event ?? suite.event ?? 'push',
  runNumber: ({ run }) => run?.runNumber ?? 1,
  createdAt: ({ suite, run }) => run?.createdAt ?? suite.createdAt,
  updatedAt: ({ suite, run }) => run?.attempts.at(-1)?.updatedAt ?? suite.updatedAt,
  checkSuite: ({ repository, suite }) => ({ type: 'CheckSuite', repository, suite }),
  workflow: ({ repository, suite, run }) =>
    asWorkflow(repository, run?.workflow.id ?? suite.workflow?.id ?? 0, suite),
  resourcePath: pathOf,
  url: (source, _, { world }) => `${world.url}${pathOf(source)}`,
}

interface WorkflowLike {
  id: number
  name: string
  path: string
  state?: string
  createdAt?: number
  updatedAt?: number
}

interface WorkflowSource {
  type: 'Workflow'
  repository: Repository
  workflow: WorkflowLike
}

function asWorkflow(repository: Repository, id: number, suite: CheckSuite): WorkflowSource {
  const workflow = repository.workflows.get(id) ?? suite.workflow ?? { id, name: '', path: '' }
  return { type: 'Workflow', repository, workflow }
}

const workflowPath = ({ repository, workflow }: WorkflowSource) =>
  `/${fullName(repository)}/actions/workflows/${workflow.path.split('/').pop() ?? ''}`

export const workflowFields: FieldTable<WorkflowSource> = {
  id: ({ repository, workflow }) => nodeId('Workflow', workflow.id, repository.id),
  databaseId: ({ workflow }) => workflow.id,
  name: ({ workflow }) => workflow.name,
  state: ({ workflow }) => (workflow.state ?? 'active').toUpperCase(),
  createdAt: ({ workflow }, _, { world }: Session) => workflow.createdAt ?? world.clock.now(),
  updatedAt: ({ workflow }, _, { world }: Session) => workflow.updatedAt ?? world.clock.now(),
  resourcePath: workflowPath,
  url: (source, _, { world }) => `${world.url}${workflowPath(source)}`,
  runs: ({ repository, workflow }, args: PageArgs & { orderBy?: Order }, _, info) => {
    const runs = [...repository.runs.values()].filter(
      (run) => run.workflow.id === workflow.id && !run.deleted,
    )
    const sorted = ordered(
      runs,
      args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' },
      (run) => run.createdAt,
    )
    return connection(sorted, {
      args,
      info,
      key: ({ id }) => id,
      wrap: (run): RunSource => ({ type: 'WorkflowRun', repository, suite: run.suite, run }),
    })
  },
}
