import { isMap, isScalar, isSeq } from 'yaml'
import type { Expression } from './expressions.ts'
import type { Job, ParsedFile } from './file.ts'
import { expressionsAt } from './file.ts'
import type { Type } from './types.ts'
import { any, count, flag, mergeAll, nothing, record, text, typeOf } from './types.ts'

const strings = record({}, text)
const steps = record({}, record({ outputs: strings, outcome: text, conclusion: text }))
const github = record(
  Object.fromEntries(
    (
      'action action_path action_ref action_repository action_status actor actor_id api_url base_ref env event_name event_path ' +
      'graphql_url head_ref job path ref ref_name ref_type repository repository_id repository_owner repository_owner_id ' +
      'repositoryurl retention_days run_id run_number run_attempt secret_source server_url sha token triggering_actor ' +
      'workflow workflow_ref workflow_sha workspace'
    )
      .split(' ')
      .map((name) => [name, text]),
  ),
  any,
)
if (github.kind === 'object') github.properties.set('event', record({}, any)).set('ref_protected', flag)
const runner = record(
  { name: text, os: text, arch: text, temp: text, tool_cache: text, debug: text, environment: text },
  any,
)
const strategy = record({ 'fail-fast': flag, 'job-index': count, 'job-total': count, 'max-parallel': count })
const fixed: Record<string, Type> = {
  github,
  env: strings,
  vars: strings,
  secrets: strings,
  steps,
  runner,
  strategy,
}

/** The job an expression stands in, by its path. */
export function jobOf(file: ParsedFile, expression: { path: Expression['path'] }): Job | undefined {
  return expression.path[0] === 'jobs' ? file.jobs.find((job) => job.id === expression.path[1]) : undefined
}

/** The types of the contexts where an expression stands. */
export function contextsAt(file: ParsedFile, expression: Expression): (name: string) => Type {
  const job = jobOf(file, expression)
  return (name) => {
    if (name === 'inputs') return once(file, () => inputsType(file))
    if (name === 'matrix') return job ? once(job, () => matrixType(file, job)) : any
    if (name === 'needs') return record({}, record({ outputs: strings, result: text }))
    return fixed[name] ?? any
  }
}

const known = new WeakMap<object, Type>()

// The same file and the same job are asked for by every expression in them.
function once(about: object, type: () => Type): Type {
  const before = known.get(about)
  if (before) return before
  const found = type()
  known.set(about, found)
  return found
}

const inputKinds: Record<string, Type> = {
  string: text,
  choice: text,
  environment: text,
  number: count,
  boolean: flag,
}

/** The inputs of the file's dispatch and call events, or of an action (always text). */
export function inputsType(file: ParsedFile): Type {
  if (file.kind === 'action') return strings
  const declared = file.events
    .filter((event) => event.name === 'workflow_call' || event.name === 'workflow_dispatch')
    .flatMap((event) => file.source.fields(file.source.field(event.config, 'inputs')?.value))
  const found = new Map<string, Type>()
  for (const input of declared) {
    const kind = file.source.string(file.source.field(input.value, 'type')?.value) ?? 'string'
    const before = found.get(input.name.toLowerCase())
    const type = inputKinds[kind] ?? any
    found.set(input.name.toLowerCase(), before ? mergeAll([before, type]) : type)
  }
  return { kind: 'object', properties: found, rest: any }
}

/** What `matrix.*` can be in a job: from its rows and its `include`, `any` where an expression decides. */
export function matrixType(file: ParsedFile, job: Job): Type {
  const { source } = file
  const matrix = source.field(job.fields.get('strategy')?.value, 'matrix')?.value
  if (!isMap(matrix)) return any
  const rows = new Map<string, Type>()
  let open = false
  for (const row of source.fields(matrix)) {
    if (row.name === 'exclude') continue
    if (row.name === 'include') open = addIncluded(file, row.value, rows) || open
    else rows.set(row.name.toLowerCase(), rowType(file, row.value))
  }
  return { kind: 'object', properties: rows, rest: open ? any : undefined }
}

function rowType(file: ParsedFile, node: unknown): Type {
  const { source } = file
  const row = source.follow(node)
  return isSeq(row) ? mergeAll(source.items(row).map((item) => nodeType(file, item))) : any
}

function addIncluded(file: ParsedFile, node: unknown, rows: Map<string, Type>): boolean {
  const { source } = file
  if (!isSeq(source.follow(node))) return true
  for (const item of source.items(node)) {
    if (!isMap(item)) return true
    for (const field of source.fields(item)) {
      const name = field.name.toLowerCase()
      const type = nodeType(file, field.value)
      rows.set(name, mergeAll([...(rows.has(name) ? [rows.get(name) as Type] : []), type]))
    }
  }
  return false
}

/** The type of what stands in the YAML; anything with an expression in it is `any` unless it has other text around. */
export function nodeType(file: ParsedFile, given: unknown, depth = 0): Type {
  const { source } = file
  const node = source.follow(given)
  if (depth > 10) return any
  if (isSeq(node))
    return {
      kind: 'array',
      of: mergeAll(source.items(node).map((item) => nodeType(file, item, depth + 1))),
    }
  if (isMap(node)) {
    const fields = source
      .fields(node)
      .map(({ name, value }) => [name.toLowerCase(), nodeType(file, value, depth + 1)] as const)
    return { kind: 'object', properties: new Map(fields), rest: undefined }
  }
  if (!isScalar(node) || node.value === null) return nothing
  if (typeof node.value === 'boolean') return flag
  if (typeof node.value === 'number') return count
  if (source.string(node)?.includes('${{') !== true) return text
  const [expression] = expressionsAt(file, node)
  if (!expression?.whole) return text
  // The matrix cannot refer to itself; everything else it may read has its usual type.
  return expression.tree ? typeOf(expression.tree, (name) => fixed[name] ?? any) : any
}
