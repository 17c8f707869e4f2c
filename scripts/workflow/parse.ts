// A workflow file as GitHub's own parser understands it.
import type { Job, WorkflowTemplate } from '@actions/workflow-parser/model/workflow-template'
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token'
import { parse as parseYaml } from 'yaml'
import { CommandError } from '../action/options.ts'

export interface ParsedWorkflow {
  name: string
  template: WorkflowTemplate
  jobs: Job[]
  /** The first event it listens to. */
  events: string[]
  permissions: Readonly<Record<string, Permissions>>
  /** A key of a step that the parser's model leaves out, e.g. `with`. */
  stepToken: (job: string, index: number, key: string) => TemplateToken | undefined
}

export type Permissions = Record<string, string> | 'read-all' | 'write-all' | undefined

interface RawWorkflow {
  name?: string
  on?: unknown
  permissions?: Permissions
  jobs?: Record<string, { permissions?: Permissions }>
}

/** Throws CommandError with every mistake at its line and column. */
export async function parseWorkflowFile(file: string, content: string): Promise<ParsedWorkflow> {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } =
    await import('@actions/workflow-parser')
  const { context, value } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter())
  const errors = () =>
    context.errors.getErrors().map((error) => `${file}${place(error.range)}: ${error.rawMessage}`)
  if (!value || errors().length > 0) throw new CommandError(errors().join('\n') || `${file} is empty`)
  const template = await convertWorkflowTemplate(context, value)
  if (errors().length > 0) throw new CommandError(errors().join('\n'))
  const raw = parseYaml(content) as RawWorkflow
  const jobs = template.jobs.filter((job): job is Job => job.type === 'job')
  if (jobs.length < template.jobs.length)
    throw new CommandError(`${file} calls reusable workflows, which this runner does not run`)
  const own = Object.entries(raw.jobs ?? {}).map(
    ([id, job]) => [id, job.permissions ?? raw.permissions] as const,
  )
  return {
    name: raw.name ?? file,
    template,
    jobs: inOrder(jobs),
    events: eventsOf(raw.on),
    permissions: Object.fromEntries(own),
    stepToken: (job, index, key) => child(item(child(child(child(value, 'jobs'), job), 'steps'), index), key),
  }
}

function child(token: TemplateToken | undefined, key: string): TemplateToken | undefined {
  if (token?.templateTokenType !== 2) return undefined
  const pairs = [...(token as unknown as Iterable<{ key: { value?: unknown }; value: TemplateToken }>)]
  return pairs.find((pair) => pair.key.value === key)?.value
}

function item(token: TemplateToken | undefined, index: number): TemplateToken | undefined {
  return token?.templateTokenType === 1
    ? [...(token as unknown as Iterable<TemplateToken>)][index]
    : undefined
}

function place(range: { start: { line: number; column: number } } | undefined): string {
  return range ? `:${range.start.line}:${range.start.column}` : ''
}

function eventsOf(on: unknown): string[] {
  if (typeof on === 'string') return [on]
  return Array.isArray(on) ? on.map(String) : Object.keys(on ?? {})
}

/** Jobs after the jobs they need; the parser has refused cycles. */
function inOrder(jobs: readonly Job[]): Job[] {
  const done: Job[] = []
  while (done.length < jobs.length) {
    const ready = jobs.filter(
      (job) =>
        !done.includes(job) &&
        (job.needs ?? []).every((need) => done.some(({ id }) => id.value === need.value)),
    )
    if (ready.length === 0) throw new CommandError('The jobs need each other in a circle')
    done.push(...ready)
  }
  return done
}
