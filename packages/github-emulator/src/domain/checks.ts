// Reporting check runs and statuses.
import type { Actor } from './access.ts'
import type {
  Annotation,
  CheckRun,
  CheckStatus,
  CheckSuite,
  CommitStatus,
  Conclusion,
  Repository,
} from './model.ts'
import { branchNames, branchTip } from './revisions.ts'
import { validationFailed } from './refusal.ts'
import { nextId, type World } from './world.ts'

export interface CheckRunPatch {
  name?: string | undefined
  status?: CheckStatus | undefined
  conclusion?: Conclusion | undefined
  startedAt?: number | undefined
  completedAt?: number | undefined
  detailsUrl?: string | undefined
  externalId?: string | undefined
  output?: CheckRun['output'] | undefined
  annotations?: readonly Annotation[]
}

function appSuite(world: World, actor: Actor, repository: Repository, headSha: string): CheckSuite {
  const app = world.apps.get(actor.token.appId ?? 15368)
  if (!app) throw new Error('a token names an app that does not exist')
  for (const suite of repository.checkSuites.values())
    if (suite.headSha === headSha && suite.app === app && suite.runId === null) return suite
  const now = world.clock.now()
  const headBranch = branchNames(repository).find((name) => branchTip(repository, name) === headSha) ?? null
  const suite: CheckSuite = {
    id: nextId(world),
    headSha,
    headBranch,
    app,
    createdAt: now,
    updatedAt: now,
    runId: null,
    workflow: null,
    event: null,
  }
  repository.checkSuites.set(suite.id, suite)
  return suite
}

export function createCheckRun(
  world: World,
  actor: Actor,
  input: { repository: Repository; headSha: string; patch: CheckRunPatch & { name: string } },
): CheckRun {
  const { repository, headSha, patch } = input
  const suite = appSuite(world, actor, repository, headSha)
  const run: CheckRun = {
    id: nextId(world),
    name: patch.name,
    headSha,
    status: 'queued',
    conclusion: null,
    startedAt: world.clock.now(),
    completedAt: null,
    app: suite.app,
    suite,
    detailsUrl: null,
    externalId: '',
    output: { title: null, summary: null, text: null },
    annotations: [],
    runId: null,
  }
  updateCheckRun(world, run, patch)
  repository.checkRuns.set(run.id, run)
  return run
}

/** A conclusion completes the run; a completed run needs a conclusion. */
export function updateCheckRun(world: World, run: CheckRun, patch: CheckRunPatch): void {
  const status = patch.conclusion === undefined ? patch.status : 'completed'
  if (status === 'completed' && patch.conclusion === undefined && run.conclusion === null)
    throw validationFailed([{ resource: 'CheckRun', code: 'missing_field', field: 'conclusion' }])
  run.name = patch.name ?? run.name
  run.status = status ?? run.status
  run.conclusion =
    status === undefined
      ? run.conclusion
      : status === 'completed'
        ? (patch.conclusion ?? run.conclusion)
        : null
  run.startedAt = patch.startedAt ?? run.startedAt
  run.completedAt =
    run.status === 'completed' ? (patch.completedAt ?? run.completedAt ?? world.clock.now()) : null
  run.detailsUrl = patch.detailsUrl ?? run.detailsUrl
  run.externalId = patch.externalId ?? run.externalId
  run.output = patch.output ?? run.output
  run.annotations.push(...(patch.annotations ?? []))
  run.suite.updatedAt = world.clock.now()
}

export function createStatus(
  world: World,
  actor: Actor,
  input: { repository: Repository } & Pick<
    CommitStatus,
    'sha' | 'state' | 'context' | 'description' | 'targetUrl'
  >,
): CommitStatus {
  const { repository, ...fields } = input
  if ((fields.description ?? '').length > 140)
    throw validationFailed([
      {
        resource: 'Status',
        code: 'custom',
        field: 'description',
        message: 'description is too long (maximum is 140 characters)',
      },
    ])
  const now = world.clock.now()
  const status: CommitStatus = {
    id: nextId(world),
    ...fields,
    creator: actor.user,
    createdAt: now,
    updatedAt: now,
  }
  repository.statuses.push(status)
  return status
}
