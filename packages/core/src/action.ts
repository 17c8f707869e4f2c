import type { z } from 'zod'
import type { Budget } from './budget.ts'
import { BudgetStop, GitHubError, UserError, reason } from './errors.ts'
import { explainGitHubError } from './explain.ts'
import { readInputs } from './inputs.ts'
import type { Journal } from './journal.ts'
import { clip, escape, plain } from './markdown.ts'
import type { Annotation, AnnotationLevel, Clock, Files, GitHub, RunContext, Runner } from './ports.ts'
import type { Redactor } from './redact.ts'

/** Everything outside, as `adapters/platform.ts` provides it. */
export interface Platform {
  runner: Runner
  context: RunContext
  files: Files
  clock: Clock
  journal: Journal
  redactor: Redactor
  /** One client per token; reads its limits from the answers. */
  github(
    token: string,
    options?: { reserve?: number; deadline?: Date; concurrency?: number; budget?: Budget },
  ): GitHub
}

export interface Report {
  outputs: Readonly<Record<string, string | number | boolean>>
  /** GitHub-flavoured markdown, everything of others escaped. Use `fit` to stay within 900 kB. */
  summary: string
  /** In order of importance; GitHub shows ten of each level per step, the rest is counted in one line of the log. */
  annotations?: readonly Annotation[]
  /** Plain lines for the log. */
  log?: readonly string[]
  /** Why the step is red, in one sentence. Absent: it is green. */
  failure?: string
}

export interface Action<S extends z.ZodObject, P, O> {
  inputs: S
  platform: Platform
  ports: (platform: Platform, inputs: z.output<S>) => P | Promise<P>
  run: (inputs: z.output<S>, ports: P) => Promise<O>
  report: (outcome: O, inputs: z.output<S>) => Report
  /** Outputs of a run that came to no outcome, for the steps after it; without ports when it ended before them. */
  unfinished?: (ending: Unfinished, ports: P | undefined) => Report['outputs']
}

/** Why a run came to no outcome. */
export interface Unfinished {
  kind: 'inputs' | 'configuration' | 'github' | 'limit' | 'bug'
  error: Error
  /** What the log says, raw. */
  message: string
}

const annotationsPerLevel = 10
const summaryLimit = 900_000
const bugReport =
  'This is a bug of the action. Please report it with this log: https://github.com/OWNER/ecosystem-actions/issues/new?template=bug.yml'

/** The edge that every action shares: inputs in, report out, and each kind of error in its own words. Never throws. */
export async function action<S extends z.ZodObject, P, O>(definition: Action<S, P, O>): Promise<void> {
  const { platform, inputs: schema } = definition
  let inputs: z.output<S> | undefined
  let ports: P | undefined
  let told = false
  try {
    inputs = readInputs(schema, platform.runner, (secret) => maskSecret(platform, secret))
    ports = await definition.ports(platform, inputs)
    const outcome = await definition.run(inputs, ports)
    const report = definition.report(outcome, inputs)
    told = true
    await publish(report, platform.runner)
  } catch (error) {
    const ending = endingOf(error, inputs === undefined)
    // What was decided stands, whatever became of its summary.
    const outputs = told ? {} : (definition.unfinished?.(ending, ports) ?? {})
    await fail(ending, outputs, platform.runner)
  }
}

/** Masks a secret and every form a program may have given it, in the log and in all texts of ours. */
export function maskSecret(
  { runner, redactor }: Pick<Platform, 'runner' | 'redactor'>,
  secret: string,
): void {
  for (const form of redactor.add(secret)) runner.mask(form)
}

/** Writes a report: log lines, annotations, outputs, summary, and the failure last. */
export async function publish(report: Report, runner: Runner): Promise<void> {
  for (const line of report.log ?? []) runner.log(plain(line))
  annotate(report.annotations ?? [], runner)
  for (const [name, value] of Object.entries(report.outputs)) runner.setOutput(name, String(value))
  if (Buffer.byteLength(report.summary) <= summaryLimit) await runner.summary(report.summary)
  else
    await runner.summary('The summary of this step was too long for GitHub; the report file has all of it.\n')
  if (report.failure) runner.fail(plain(report.failure))
}

function annotate(annotations: readonly Annotation[], runner: Runner): void {
  const shown: Record<AnnotationLevel, number> = { error: 0, warning: 0, notice: 0 }
  for (const annotation of annotations) {
    if (shown[annotation.level]++ < annotationsPerLevel)
      runner.annotate({ ...annotation, message: clip(plain(annotation.message), 4000) })
  }
  const hidden = Object.values(shown).reduce(
    (sum, count) => sum + Math.max(0, count - annotationsPerLevel),
    0,
  )
  if (hidden > 0)
    runner.log(
      `${hidden} more in the job summary: GitHub shows ${annotationsPerLevel} of each level per step.`,
    )
}

function endingOf(thrown: unknown, atInputs: boolean): Unfinished {
  const known = thrown instanceof GitHubError ? (explainGitHubError(thrown) ?? thrown) : thrown
  const error = known instanceof Error ? known : new Error(reason(known))
  if (error instanceof BudgetStop) {
    const next = error.resumeAt ? ` It can go on at ${error.resumeAt.toISOString()}.` : ''
    return { kind: 'limit', error, message: `${error.message}${next}` }
  }
  if (error instanceof UserError) {
    const message = [error.message, error.remedy].filter(Boolean).join(' ')
    return { kind: atInputs ? 'inputs' : 'configuration', error, message }
  }
  return { kind: error instanceof GitHubError ? 'github' : 'bug', error, message: reason(error) }
}

async function fail(
  { kind, error, message }: Unfinished,
  outputs: Report['outputs'],
  runner: Runner,
): Promise<void> {
  if (kind === 'limit') {
    runner.annotate({ level: 'warning', message })
    await conclude(outputs, `**Stopped before the work was done:** ${escape(message)}\n`, runner)
    return
  }
  if (kind === 'bug' && error.stack) runner.log(error.stack)
  const text = kind === 'bug' ? `${message}\n${bugReport}` : message
  runner.fail(clip(plain(text), 8000))
  const lines = plain(text).split('\n')
  await conclude(outputs, `**Failed:** ${lines.map((line) => escape(line, 1000)).join('<br>')}\n`, runner)
}

// Where the file of the outputs or of the summary is what failed, the failure is told all the same.
async function conclude(outputs: Report['outputs'], summary: string, runner: Runner): Promise<void> {
  try {
    for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, String(value))
    await runner.summary(summary)
  } catch (error) {
    runner.log(`The outputs or the summary could not be written: ${reason(error)}`)
  }
}
