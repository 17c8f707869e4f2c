// Runs the jobs of a workflow one after the other, with GitHub's meaning of if, needs, outcome and conclusion.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Job, Step } from '@actions/workflow-parser/model/workflow-template'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'
import { asText, asTexts, evaluate, resolveToken, truthy, type Contexts, type Status } from './expressions.ts'
import { combinations } from './matrix.ts'
import { jobContexts, type JobReport, type Outside, type Result } from './contexts.ts'
import type { ParsedWorkflow } from './parse.ts'
import {
  checkout,
  isCheckout,
  ownAction,
  runScript,
  useAction,
  type StepDone,
  type StepRequest,
} from './step.ts'

/** One report per job, or per combination of a matrix. */
export async function runJobs(workflow: ParsedWorkflow, outside: Outside): Promise<JobReport[]> {
  const reports: JobReport[] = []
  for (const job of workflow.jobs) {
    const needed = reports.filter(({ id }) => (job.needs ?? []).some((need) => need.value === id))
    const contexts = jobContexts(workflow, outside, needed)
    const status = {
      success: needed.every(({ result }) => result === 'success'),
      failure: needed.some(({ result }) => result === 'failure'),
      cancelled: false,
    }
    if (!truthy(evaluate(job.if.expression, contexts, status))) {
      reports.push({
        id: job.id.value,
        result: 'skipped',
        outputs: {},
        steps: [],
        summary: '',
        workspace: '',
      })
      continue
    }
    for (const matrix of combinations(resolveToken(job.strategy, contexts, status))) {
      reports.push(await runJob(job, { ...contexts, matrix, strategy: {} }, { workflow, outside }))
    }
  }
  return reports
}

interface Surroundings {
  workflow: ParsedWorkflow
  outside: Outside
}

async function runJob(job: Job, contexts: Contexts, { workflow, outside }: Surroundings): Promise<JobReport> {
  const workspace = join(mkdtempSync(join(tmpdir(), 'job-')), 'workspace')
  mkdirSync(workspace)
  const id = job.id.value
  const secret = outside.token(id)
  const status: Status = { success: true, failure: false, cancelled: false }
  const github = { ...(contexts['github'] as object), token: secret, job: id }
  const secrets = { GITHUB_TOKEN: secret, ...(contexts['secrets'] as object) }
  const known = { ...contexts, github, secrets, steps: {} as Record<string, unknown> }
  const jobEnv = { ...asTexts(contexts['env']), ...asTexts(resolveToken(job.env, known, status)) }
  const exported: Record<string, string> = {}
  const report: JobReport = { id, result: 'success', outputs: {}, steps: [], summary: '', workspace }
  for (const [index, step] of job.steps.entries()) {
    const here = {
      ...known,
      env: { ...jobEnv, ...exported },
      job: { status: status.failure ? 'failure' : 'success', check_run_id: '' },
    }
    const request: StepRequest = {
      run: outside.run,
      token: secret,
      workspace,
      env: {},
      onLine: outside.onLine,
    }
    const token = (key: string) => workflow.stepToken(id, index, key)
    const done = await runStep(step, { contexts: here, status, request, token })
    report.steps.push({ name: done.name, outcome: done.outcome, outputs: done.outputs })
    report.summary += done.summary
    Object.assign(exported, done.exportedEnv)
    known.steps[step.id] = { outputs: done.outputs, outcome: done.outcome, conclusion: done.conclusion }
    if (done.conclusion === 'failure') Object.assign(status, { success: false, failure: true })
  }
  report.result = status.failure ? 'failure' : 'success'
  report.outputs = asTexts(resolveToken(job.outputs, known, status))
  return report
}

interface StepSetting {
  contexts: Contexts
  status: Status
  request: StepRequest
  token: (key: string) => TemplateToken | undefined
}

interface StepEnd extends StepDone {
  name: string
  outcome: Result
  conclusion: Result
}

async function runStep(step: Step, { contexts, status, request, token }: StepSetting): Promise<StepEnd> {
  if (!('uses' in step) && !('run' in step))
    throw new Error(`Step ${step.id} is of a kind this runner does not run`)
  const title = 'uses' in step ? step.uses.value : 'run'
  const env = { ...asTexts(contexts['env']), ...asTexts(resolveToken(step.env, contexts, status)) }
  const here = { ...contexts, env }
  const name = asText(resolveToken(step.name, here, status)) || title
  const skipped: StepEnd = {
    ok: true,
    outputs: {},
    exportedEnv: {},
    summary: '',
    name,
    outcome: 'skipped',
    conclusion: 'skipped',
  }
  if (!truthy(evaluate(step.if.expression, here, status))) return skipped
  request.onLine(`▼ ${name}`)
  const inputs = asTexts(resolveToken(token('with'), here, status))
  const done = await perform(step, inputs, { contexts: here, status, request: { ...request, env }, token })
  const outcome = done.ok ? 'success' : 'failure'
  const forgiven = truthy(resolveToken(token('continue-on-error'), here, status))
  return { ...done, name, outcome, conclusion: forgiven ? 'success' : outcome }
}

function perform(
  step: Step,
  inputs: Record<string, string>,
  { contexts, status, request, token }: StepSetting,
): Promise<StepDone> {
  if ('uses' in step) {
    const uses = step.uses.value
    const own = ownAction(uses)
    if (own) return useAction(own, inputs, request)
    if (isCheckout(uses)) return checkout(inputs, request)
    throw new Error(`This runner has only the actions of this repository and actions/checkout, not ${uses}`)
  }
  const script = asText(resolveToken(token('run'), contexts, status))
  const directory = asText(resolveToken(token('working-directory'), contexts, status))
  return runScript(script, directory || undefined, request)
}
