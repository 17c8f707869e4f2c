// Workflows, runs, attempts, jobs and artifacts of a world entry. A job's id is its check run's id, as on GitHub.
import { newArtifact } from '../domain/artifacts.ts'
import type { Repository, Workflow, WorkflowRun } from '../domain/model.ts'
import { branchTip, resolveRevision } from '../domain/revisions.ts'
import { nextId, userByLogin, type World } from '../domain/world.ts'
import { zipFiles } from '../results/zip.ts'
import { actionsAppId, appById, suiteFor, workflowNamed } from './build-checks.ts'
import { attemptOf, addJobCheck } from './build-jobs.ts'
import { resolveTime } from './primitives.ts'
import type { WorkflowRunFile } from './run-schema.ts'
import type { RepositoryFile } from './schema.ts'

export async function buildRuns(world: World, repository: Repository, file: RepositoryFile): Promise<void> {
  const now = world.clock.now()
  for (const entry of file.workflows) {
    const workflow = workflowNamed(world, repository, entry.path)
    if (entry.id !== undefined) {
      repository.workflows.delete(workflow.id)
      workflow.id = entry.id
      repository.workflows.set(workflow.id, workflow)
    }
    workflow.name = entry.name ?? workflow.name
    workflow.state = entry.state
    if (entry.created_at !== undefined) workflow.createdAt = resolveTime(entry.created_at, now)
    if (entry.updated_at !== undefined) workflow.updatedAt = resolveTime(entry.updated_at, now)
  }
  for (const entry of file.workflow_runs) await buildRun(world, repository, entry)
  await adoptChecks(world, repository)
}

async function buildRun(world: World, repository: Repository, entry: WorkflowRunFile): Promise<void> {
  const now = world.clock.now()
  const branch = entry.head_branch === undefined ? repository.defaultBranch : entry.head_branch
  const headSha = await headOf(world, repository, entry.head_sha ?? branch ?? repository.defaultBranch)
  const workflow = workflowNamed(world, repository, entry.workflow)
  if (entry.name !== undefined && workflow.name === workflowFallback(workflow)) workflow.name = entry.name
  const id = entry.id ?? nextId(world)
  const siblings = [...repository.runs.values()].filter((run) => run.workflow === workflow)
  const createdAt = entry.created_at === undefined ? now - 3_600_000 : resolveTime(entry.created_at, now)
  const actor = userByLogin(world, entry.actor ?? repository.owner.login)
  const suite = suiteFor(world, repository, {
    app: appById(world, actionsAppId),
    headSha,
    headBranch: branch,
    workflow,
    event: entry.event,
    runId: id,
  })
  suite.createdAt = createdAt
  const run: WorkflowRun = {
    id,
    workflow,
    name: entry.name ?? workflow.name,
    displayTitle:
      entry.display_title ?? (await world.store.commit(headSha))?.message.split('\n')[0] ?? workflow.name,
    runNumber: entry.run_number ?? 1 + Math.max(0, ...siblings.map((run) => run.runNumber)),
    event: entry.event,
    headBranch: branch,
    headSha,
    headRepository: entry.head_repository
      ? (world.repositories.get(entry.head_repository.toLowerCase()) ?? null)
      : repository,
    actor,
    triggeringActor: entry.triggering_actor ? userByLogin(world, entry.triggering_actor) : actor,
    createdAt,
    attempts: [],
    suite,
    deleted: entry.deleted,
  }
  const current = { ...entry, actor: entry.triggering_actor ?? entry.actor }
  for (const attempt of [
    ...entry.previous_attempts.toSorted((a, b) => a.run_attempt - b.run_attempt),
    current,
  ])
    run.attempts.push(attemptOf(world, run, attempt))
  suite.updatedAt = run.attempts.at(-1)?.updatedAt ?? createdAt
  repository.runs.set(id, run)
  for (const job of run.attempts.at(-1)?.jobs ?? []) addJobCheck(repository, run, job)
  for (const artifact of entry.artifacts) {
    const at = artifact.created_at === undefined ? suite.updatedAt : resolveTime(artifact.created_at, now)
    const expiresAt =
      artifact.expires_at === undefined ? at + 90 * 86_400_000 : resolveTime(artifact.expires_at, now)
    const made = newArtifact(world, {
      id: artifact.id,
      name: artifact.name,
      runId: id,
      content: zipFiles(artifact.files),
      createdAt: at,
      mimeType: 'application/zip',
    })
    made.expiresAt = artifact.expired ? Math.min(expiresAt, now - 1000) : expiresAt
    repository.artifacts.set(made.id, made)
  }
}

function workflowFallback(workflow: Workflow): string {
  return (workflow.path.split('/').pop() ?? '').replace(/\.ya?ml$/, '')
}

async function headOf(world: World, repository: Repository, rev: string): Promise<string> {
  const oid =
    (await resolveRevision(world, repository, rev)) ?? branchTip(repository, repository.defaultBranch)
  // A run can outlive its commit; an id that no object has is kept as it was given.
  return /^[0-9a-f]{40}$/.test(rev) ? rev : (oid ?? '0'.repeat(40))
}

/** Check runs of a pull request that name a workflow or a run get that run, unless `workflow_runs` has it already. */
async function adoptChecks(world: World, repository: Repository): Promise<void> {
  for (const suite of repository.checkSuites.values()) {
    if (suite.app.id !== actionsAppId || (suite.runId === null && suite.workflow === null)) continue
    if (suite.runId !== null && repository.runs.has(suite.runId)) continue
    const checks = [...repository.checkRuns.values()].filter((check) => check.suite === suite)
    const workflow = workflowNamed(world, repository, suite.workflow?.path ?? '.github/workflows/ci.yml')
    suite.workflow = { id: workflow.id, name: workflow.name, path: workflow.path }
    suite.runId ??= nextId(world)
    const open = checks.find((check) => check.status !== 'completed')
    const bad = checks.find((check) => !['success', 'neutral', 'skipped'].includes(check.conclusion ?? ''))
    const startedAt = Math.min(...checks.map((check) => check.startedAt ?? world.clock.now()))
    const updatedAt = Math.max(...checks.map((check) => check.completedAt ?? startedAt))
    for (const check of checks) check.runId = suite.runId
    repository.runs.set(suite.runId, {
      id: suite.runId,
      workflow,
      name: workflow.name,
      displayTitle: (await world.store.commit(suite.headSha))?.message.split('\n')[0] ?? workflow.name,
      runNumber: repository.runs.size + 1,
      event: suite.event ?? 'pull_request',
      headBranch: suite.headBranch,
      headSha: suite.headSha,
      headRepository: repository,
      actor: repository.owner,
      triggeringActor: repository.owner,
      createdAt: startedAt,
      attempts: [
        {
          attempt: 1,
          status: open ? open.status : 'completed',
          conclusion: open ? null : (bad?.conclusion ?? 'success'),
          runStartedAt: startedAt,
          updatedAt,
          actor: repository.owner,
          jobs: checks.map((check) => ({
            ...check,
            createdAt: startedAt,
            steps: [],
            labels: ['ubuntu-latest'],
            runnerName: null,
            log: null,
          })),
        },
      ],
      suite,
      deleted: false,
    })
  }
}
