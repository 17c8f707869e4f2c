// Check runs, check suites, annotations and commit statuses.
import { settleAutoMerge } from '../domain/auto-merge.ts'
import { createCheckRun, updateCheckRun, type CheckRunPatch } from '../domain/checks.ts'
import { currentChecks } from '../domain/merge-requirements.ts'
import type { Annotation, CheckRun, CheckSuite } from '../domain/model.ts'
import { notFound } from '../domain/refusal.ts'
import { ok, type Answer } from '../http/answer.ts'
import { repositoryRoute, type RepositoryCall, type Route } from '../http/router.ts'
import { checkOfAttempt } from '../world/build-jobs.ts'
import { actorIn } from './branches.ts'
import { commitNamed } from './compare.ts'
import { nullableText, oneOf, optionalText, text } from './fields.ts'
import { paged, repositoryPath } from './paging.ts'
import { annotationView, checkRunView, suiteView } from './views/checks.ts'

const statuses = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'] as const
const conclusions = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
  'startup_failure',
] as const

function checkRunIn(call: RepositoryCall): CheckRun {
  const id = Number(call.params['check_run_id'])
  const run = call.repository.checkRuns.get(id) ?? checkOfAttempt(call.repository, id)
  if (!run) throw notFound()
  return run
}

function suiteIn(call: RepositoryCall): CheckSuite {
  const suite = call.repository.checkSuites.get(Number(call.params['check_suite_id']))
  if (!suite) throw notFound()
  return suite
}

function listRuns(call: RepositoryCall, among: CheckRun[]): Promise<Answer> {
  const { query, world, repository } = call
  const filter = (name: string) => query.get(name)
  const items = among.filter(
    (run) =>
      (!filter('check_name') || run.name === filter('check_name')) &&
      (!filter('status') || run.status === filter('status')) &&
      (!filter('app_id') || String(run.app.id) === filter('app_id')),
  )
  return paged(call, {
    items,
    path: repositoryPath(call),
    view: (run) => checkRunView(world, repository, run),
    wrap: (check_runs, total) => ({ total_count: total, check_runs }),
  })
}

async function runsOfRef(call: RepositoryCall): Promise<Answer> {
  const { oid } = await commitNamed(call, call.params['ref'] ?? '')
  const all = [...call.repository.checkRuns.values()].filter((run) => run.headSha === oid)
  return listRuns(call, call.query.get('filter') === 'all' ? all : currentChecks(call.repository, oid).runs)
}

function annotationsIn(output: Record<string, unknown> | undefined): Annotation[] {
  const given = (output?.['annotations'] ?? []) as Record<string, unknown>[]
  return given.map((entry) => ({
    path: String(entry['path']),
    startLine: Number(entry['start_line']),
    endLine: Number(entry['end_line'] ?? entry['start_line']),
    level: (entry['annotation_level'] ?? 'notice') as Annotation['level'],
    message: String(entry['message']),
    title: (entry['title'] as string | undefined) ?? null,
    rawDetails: (entry['raw_details'] as string | undefined) ?? null,
  }))
}

function patchIn(call: RepositoryCall): CheckRunPatch {
  const { body } = call
  const output = body['output'] as Record<string, unknown> | undefined
  const time = (name: string) =>
    optionalText(body, name) === undefined ? undefined : Date.parse(text(body, name))
  return {
    name: optionalText(body, 'name'),
    status: oneOf(body, 'status', statuses),
    conclusion: oneOf(body, 'conclusion', conclusions),
    startedAt: time('started_at'),
    completedAt: time('completed_at'),
    detailsUrl: optionalText(body, 'details_url'),
    externalId: optionalText(body, 'external_id'),
    output: output && {
      title: optionalText(output, 'title') ?? null,
      summary: optionalText(output, 'summary') ?? null,
      text: nullableText(output, 'text') ?? null,
    },
    annotations: annotationsIn(output),
  }
}

async function newCheckRun(call: RepositoryCall): Promise<Answer> {
  const { world, repository, body } = call
  const { oid } = await commitNamed(call, text(body, 'head_sha'))
  const run = createCheckRun(world, actorIn(call), {
    repository,
    headSha: oid,
    patch: { ...patchIn(call), name: text(body, 'name') },
  })
  await settleAutoMerge(world, repository)
  return ok(checkRunView(world, repository, run), 201)
}

async function changeCheckRun(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call
  const run = checkRunIn(call)
  updateCheckRun(world, run, patchIn(call))
  await settleAutoMerge(world, repository)
  return ok(checkRunView(world, repository, run))
}

export const checkRoutes: readonly Route[] = [
  repositoryRoute('GET', '/commits/{ref}/check-runs', 'checks:read', runsOfRef),
  repositoryRoute('GET', '/commits/{ref}/check-suites', 'checks:read', async (call) => {
    const { world, repository } = call
    const { oid } = await commitNamed(call, call.params['ref'] ?? '')
    return paged(call, {
      items: [...repository.checkSuites.values()].filter((suite) => suite.headSha === oid),
      path: repositoryPath(call),
      view: (suite) => suiteView(world, repository, suite),
      wrap: (check_suites, total) => ({ total_count: total, check_suites }),
    })
  }),
  repositoryRoute('GET', '/check-suites/{check_suite_id}', 'checks:read', (call) =>
    ok(suiteView(call.world, call.repository, suiteIn(call))),
  ),
  repositoryRoute('GET', '/check-suites/{check_suite_id}/check-runs', 'checks:read', (call) => {
    const suite = suiteIn(call)
    return listRuns(
      call,
      [...call.repository.checkRuns.values()].filter((run) => run.suite === suite),
    )
  }),
  repositoryRoute('GET', '/check-runs/{check_run_id}', 'checks:read', (call) =>
    ok(checkRunView(call.world, call.repository, checkRunIn(call))),
  ),
  repositoryRoute('GET', '/check-runs/{check_run_id}/annotations', 'checks:read', (call) => {
    const run = checkRunIn(call)
    const { world, repository } = call
    return paged(call, {
      items: run.annotations,
      path: repositoryPath(call),
      view: (annotation) => annotationView(world, repository, { run, annotation }),
    })
  }),
  repositoryRoute('POST', '/check-runs', 'checks:write', newCheckRun),
  repositoryRoute('PATCH', '/check-runs/{check_run_id}', 'checks:write', changeCheckRun),
]
