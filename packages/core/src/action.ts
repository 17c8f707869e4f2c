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
}

const annotationsPerLevel = 10
const summaryLimit = 900_000
const bugReport =
  'This is a bug of the action. Please report it with this log: https://github.com/OWNER/ecosystem-actions/issues/new?template=bug.yml'

/** The edge that every action shares: inputs in, report out, and each kind of error in its own words. Never throws. */
export async function action<S extends z.ZodObject, P, O>(definition: Action<S, P, O>): Promise<void> {
  const { platform, inputs: schema } = definition
  try {
    const inputs = readInputs(schema, platform.runner, (secret) => maskSecret(platform, secret))
    const ports = await definition.ports(platform, inputs)
    const outcome = await definition.run(inputs, ports)
    await publish(definition.report(outcome, inputs), platform.runner)
  } catch (error) {
    await fail(error, platform.runner)
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

async function fail(error: unknown, runner: Runner): Promise<void> {
  const known = error instanceof GitHubError ? (explainGitHubError(error) ?? error) : error
  if (known instanceof BudgetStop) {
    const next = known.resumeAt ? ` It can go on at ${known.resumeAt.toISOString()}.` : ''
    runner.annotate({ level: 'warning', message: `${known.message}${next}` })
    await runner.summary(`**Stopped before the work was done:** ${escape(known.message)}${escape(next)}\n`)
    return
  }
  const message =
    known instanceof UserError ? [known.message, known.remedy].filter(Boolean).join(' ') : reason(known)
  const ours = !(known instanceof UserError) && !(known instanceof GitHubError)
  if (ours && known instanceof Error && known.stack) runner.log(known.stack)
  const text = ours ? `${message}\n${bugReport}` : message
  runner.fail(clip(plain(text), 8000))
  await runner.summary(
    `**Failed:** ${plain(text)
      .split('\n')
      .map((line) => escape(line, 1000))
      .join('<br>')}\n`,
  )
}
