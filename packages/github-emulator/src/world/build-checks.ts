// Check suites, check runs and statuses: one suite per app, commit, workflow and event, as on GitHub.
import { WorldMistake } from './mistake.ts'
import type {
  Annotation,
  App,
  CheckRun,
  CheckSuite,
  PullRequest,
  Repository,
  Workflow,
} from '../domain/model.ts'
import { resolveRevision } from '../domain/revisions.ts'
import { nextId, userByLogin, type World } from '../domain/world.ts'
import { resolveTime } from './primitives.ts'
import type { AnnotationFile, CheckRunFile, StatusFile } from './pull-request-schema.ts'

export const actionsAppId = 15368

export function appById(world: World, id: number): App {
  const known = world.apps.get(id)
  if (known) return known
  const app: App = {
    id,
    slug: `app-${id}`,
    name: `App ${id}`,
    owner: userByLogin(world, `app-${id}-owner`),
    publicKey: null,
    createdAt: world.clock.now() - 30 * 86_400_000,
  }
  world.apps.set(id, app)
  return app
}

export interface SuiteKey {
  app: App
  headSha: string
  headBranch: string | null
  workflow: Workflow | null
  event: string | null
  runId: number | null
}

export function suiteFor(world: World, repository: Repository, key: SuiteKey): CheckSuite {
  for (const suite of repository.checkSuites.values()) {
    if (suite.headSha !== key.headSha || suite.app.id !== key.app.id) continue
    if (
      key.runId !== null
        ? suite.runId === key.runId
        : suite.workflow?.path === key.workflow?.path && suite.event === key.event
    )
      return suite
  }
  const now = world.clock.now()
  const { workflow } = key
  const suite: CheckSuite = {
    id: nextId(world),
    headSha: key.headSha,
    headBranch: key.headBranch,
    app: key.app,
    createdAt: now - 3_600_000,
    updatedAt: now - 3_600_000,
    runId: key.runId,
    workflow: workflow && { id: workflow.id, name: workflow.name, path: workflow.path },
    event: key.event,
  }
  repository.checkSuites.set(suite.id, suite)
  return suite
}

/** The workflow of a name or path; one is made for a name that no file declares. */
export function workflowNamed(world: World, repository: Repository, nameOrPath: string): Workflow {
  const isPath = nameOrPath.includes('/')
  for (const workflow of repository.workflows.values())
    if (workflow.path === nameOrPath || (!isPath && workflow.name === nameOrPath)) return workflow
  const slug = nameOrPath
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const createdAt = world.clock.now() - 30 * 86_400_000
  const workflow: Workflow = {
    id: nextId(world),
    path: isPath ? nameOrPath : `.github/workflows/${slug || 'workflow'}.yml`,
    name: isPath ? (nameOrPath.split('/').pop() ?? nameOrPath).replace(/\.ya?ml$/, '') : nameOrPath,
    state: 'active',
    createdAt,
    updatedAt: createdAt,
  }
  repository.workflows.set(workflow.id, workflow)
  return workflow
}

export function annotationOf(entry: AnnotationFile): Annotation {
  return {
    path: entry.path,
    startLine: entry.line,
    endLine: entry.end_line ?? entry.line,
    level: entry.level,
    message: entry.message,
    title: entry.title,
    rawDetails: entry.raw_details,
  }
}

async function commitFor(
  world: World,
  input: { repository: Repository; pull: PullRequest; commit: string },
): Promise<string> {
  const { repository, pull, commit } = input
  if (commit === 'head') return pull.headSha
  if (commit === 'stale') return world.store.loaded(pull.headSha).parents[0] ?? pull.headSha
  const oid = await resolveRevision(world, repository, commit)
  if (!oid)
    throw new WorldMistake(
      `Pull request ${pull.number}: ${commit} is no revision of ${repository.owner.login}/${repository.name}`,
    )
  return oid
}

export async function addCheckRun(
  world: World,
  input: { repository: Repository; pull: PullRequest; entry: CheckRunFile },
): Promise<void> {
  const { repository, pull, entry } = input
  const now = world.clock.now()
  const app = appById(world, entry.app_id)
  const headSha = await commitFor(world, { repository, pull, commit: entry.commit })
  const fromActions = app.id === actionsAppId
  const workflow = entry.workflow !== undefined ? workflowNamed(world, repository, entry.workflow) : null
  const event = entry.event ?? (fromActions ? 'pull_request' : null)
  const suite = suiteFor(world, repository, {
    app,
    headSha,
    headBranch: pull.head,
    workflow,
    event,
    runId: entry.run_id ?? null,
  })
  const id = entry.id ?? nextId(world)
  const done = entry.status === 'completed'
  const startedAt =
    entry.started_at === undefined
      ? entry.status === 'queued'
        ? null
        : now - 3_600_000
      : resolveTime(entry.started_at, now)
  const run: CheckRun = {
    id,
    name: entry.name,
    headSha,
    status: entry.status,
    conclusion: done ? (entry.conclusion ?? 'success') : null,
    startedAt,
    completedAt: !done
      ? null
      : entry.completed_at === undefined
        ? (startedAt ?? now) + 60_000
        : resolveTime(entry.completed_at, now),
    app,
    suite,
    detailsUrl: entry.details_url ?? null,
    externalId: '',
    output: { title: null, summary: null, text: null },
    annotations: entry.annotations.map(annotationOf),
    runId: entry.run_id ?? null,
  }
  repository.checkRuns.set(id, run)
}

export async function addStatus(
  world: World,
  input: { repository: Repository; pull: PullRequest; entry: StatusFile },
): Promise<void> {
  const { repository, pull, entry } = input
  const now = world.clock.now()
  const createdAt = entry.created_at === undefined ? now - 3_600_000 : resolveTime(entry.created_at, now)
  repository.statuses.push({
    id: nextId(world),
    sha: await commitFor(world, { repository, pull, commit: entry.commit }),
    context: entry.context,
    state: entry.state,
    description: entry.description,
    targetUrl: entry.target_url,
    creator: userByLogin(world, entry.creator ?? world.viewer.login),
    createdAt,
    updatedAt: createdAt,
  })
}
