import type { Node } from 'yaml'
import { isMap, isScalar } from 'yaml'
import type { Expression, Path } from './expressions.ts'
import { expressionsOf } from './expressions.ts'
import type { Field } from './source.ts'
import { Source } from './source.ts'

export interface Event {
  name: string
  /** Where the name stands. */
  node: Node
  /** What stands below the name, if anything. */
  config: Node | undefined
}

export interface Step {
  node: Node
  index: number
  /** Undefined for the steps of a composite action. */
  job: Job | undefined
  path: Path
  fields: Map<string, Field>
  id: string | undefined
  uses: string | undefined
  run: string | undefined
  with: Field[]
  env: Field[]
}

export interface Job {
  id: string
  key: Node
  node: Node | undefined
  fields: Map<string, Field>
  needs: Node[]
  uses: string | undefined
  steps: Step[]
}

/** A workflow or an action's metadata file. An action has no events and no jobs; a workflow has no `runs`. */
export interface ParsedFile {
  kind: 'workflow' | 'action'
  path: string
  source: Source
  fields: Map<string, Field>
  events: Event[]
  jobs: Job[]
  /** The steps of all jobs, or of a composite action. */
  steps: Step[]
  expressions: Expression[]
}

/** Reads a file; undefined when it is no YAML mapping, which other engines report. */
export function parseFile(path: string, text: string): ParsedFile | undefined {
  const source = new Source(path, text)
  if (source.document.errors.length > 0 || !isMap(source.document.contents)) return undefined
  const fields = byName(source.fields(source.document.contents))
  const kind = /(^|\/)action\.ya?ml$/.test(path) && !fields.has('jobs') ? 'action' : 'workflow'
  const jobs =
    kind === 'workflow' ? source.fields(fields.get('jobs')?.value).map((field) => jobOf(source, field)) : []
  const composite = stepsOf(source, {
    list: source.field(fields.get('runs')?.value, 'steps')?.value,
    path: ['runs', 'steps'],
  })
  const steps = kind === 'workflow' ? jobs.flatMap((job) => job.steps) : composite
  const events = kind === 'workflow' ? eventsOf(source, fields.get('on')?.value) : []
  return { kind, path, source, fields, events, jobs, steps, expressions: expressionsOf(source) }
}

function byName(fields: Field[]): Map<string, Field> {
  return new Map(fields.map((field) => [field.name, field]))
}

function eventsOf(source: Source, on: Node | undefined): Event[] {
  if (isMap(on)) return source.fields(on).map(({ name, key, value }) => ({ name, node: key, config: value }))
  return source
    .list(on)
    .flatMap((node) => (isScalar(node) ? [{ name: source.string(node) ?? '', node, config: undefined }] : []))
}

function jobOf(source: Source, field: Field): Job {
  const fields = byName(source.fields(field.value))
  const job: Job = {
    id: field.name,
    key: field.key,
    node: field.value,
    fields,
    needs: source.list(fields.get('needs')?.value),
    uses: source.string(fields.get('uses')?.value),
    steps: [],
  }
  job.steps = stepsOf(source, { list: fields.get('steps')?.value, path: ['jobs', job.id, 'steps'], job })
  return job
}

function stepsOf(source: Source, place: { list: Node | undefined; path: Path; job?: Job }): Step[] {
  return source.items(place.list).flatMap((node, index) => {
    if (!isMap(node)) return []
    const fields = byName(source.fields(node))
    const step: Step = {
      node,
      index,
      job: place.job,
      path: [...place.path, index],
      fields,
      id: source.string(fields.get('id')?.value),
      uses: source.string(fields.get('uses')?.value),
      run: source.string(fields.get('run')?.value),
      with: source.fields(fields.get('with')?.value),
      env: source.fields(fields.get('env')?.value),
    }
    return [step]
  })
}

const byScalar = new WeakMap<ParsedFile, Map<unknown, Expression[]>>()

/** The expressions that stand in a scalar. */
export function expressionsAt(file: ParsedFile, node: unknown): readonly Expression[] {
  let known = byScalar.get(file)
  if (!known) {
    known = Map.groupBy(file.expressions, ({ scalar }) => scalar as unknown)
    byScalar.set(file, known)
  }
  return known.get(node) ?? []
}
