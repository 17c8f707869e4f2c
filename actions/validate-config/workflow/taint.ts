import { expressionsAt } from './file.ts'
import { isMap } from 'yaml'
import { anyoneControls, untrustedOutputs, writersControl } from '../rules/untrusted.table.ts'
import type { Expression } from './expressions.ts'
import type { Access, Context, Tree } from './expression-tree.ts'
import { childrenOf, dotted } from './expression-walk.ts'
import type { Job, ParsedFile, Step } from './file.ts'
import { matrixNode } from './matrix.ts'
import { parseUse } from './uses.ts'

/**
 * Who chooses the text of a value: `anyone` who can open an issue or pull request, the `caller` of an action or reusable workflow,
 * people with `write` access, an `earlier` step nobody can see through from here, or nobody (`fixed`: it has no dangerous characters).
 */
export type Controller = 'anyone' | 'caller' | 'write' | 'earlier' | 'fixed'
const order: readonly Controller[] = ['fixed', 'earlier', 'write', 'caller', 'anyone']

export interface Place {
  file: ParsedFile
  job: Job | undefined
  step: Step | undefined
}

/** The parts of an expression whose text ends up in its value: conditions and comparisons do not. */
export function* flowing(tree: Tree): Generator<Context | Access> {
  if (tree.kind === 'context' || tree.kind === 'access') {
    if (dotted(tree) !== undefined) yield tree
    else if (tree.kind === 'access') yield* flowing(tree.object)
  } else if (tree.kind === 'and') yield* flowing(tree.args.at(-1) as Tree)
  else if (
    tree.kind === 'call' &&
    !['format', 'join', 'tojson', 'fromjson', 'case'].includes(tree.name.toLowerCase())
  )
    return
  else if (tree.kind === 'or' || tree.kind === 'call')
    for (const child of childrenOf(tree)) yield* flowing(child)
}

export function worst(controllers: Iterable<Controller>): Controller {
  let found: Controller = 'fixed'
  for (const controller of controllers)
    if (order.indexOf(controller) > order.indexOf(found)) found = controller
  return found
}

/** Who chooses the text of a context access at a place. */
export function controllerOf(tree: Context | Access, place: Place, depth = 0): Controller {
  const path = dotted(tree) ?? ''
  const [root = '', name = '', ...rest] = path.split('.')
  if (root === 'github') return ofGithub(path)
  if (root === 'inputs') return ofInput(place, name)
  if (depth > 4) return 'earlier'
  if (root === 'env') return ofEnv(place, name, depth)
  if (root === 'matrix') return ofMatrix(place, name, depth)
  if (root === 'steps' && rest[0] === 'outputs') return ofOutput(place, name, rest[1] ?? '*')
  if (root === 'needs' && rest[0] === 'outputs') return 'earlier'
  return 'fixed'
}

export function controllerOfText(
  expressions: readonly Expression[],
  place: Place,
  depth: number,
): Controller {
  const trees = expressions.flatMap(({ tree }) => (tree ? [...flowing(tree)] : []))
  return worst(trees.map((tree) => controllerOf(tree, place, depth + 1)))
}

function ofGithub(path: string): Controller {
  if (anyoneControls.some((known) => covers(known, path))) return 'anyone'
  if (writersControl.some((known) => covers(known, path))) return 'write'
  return 'fixed'
}

// The path itself, what lies below it, or a whole object that contains it.
function covers(known: string, path: string): boolean {
  const [a, b] = [known.split('.'), path.split('.')]
  const length = Math.min(a.length, b.length)
  return (
    b.length > 1 &&
    a.slice(0, length).every((part, index) => part === b[index] || part === '*' || b[index] === '*')
  )
}

function ofInput({ file }: Place, name: string): Controller {
  if (file.kind === 'action') return 'caller'
  const { source } = file
  const kinds = file.events.flatMap((event) => {
    const input = source
      .fields(source.field(event.config, 'inputs')?.value)
      .find((field) => field.name.toLowerCase() === name)
    return input
      ? [{ event: event.name, type: source.string(source.field(input.value, 'type')?.value) ?? 'string' }]
      : []
  })
  const free = kinds.filter(({ type }) => type === 'string')
  if (kinds.length === 0) return 'write'
  if (free.length === 0) return 'fixed'
  return free.some(({ event }) => event === 'workflow_call') ? 'caller' : 'write'
}

function ofEnv(place: Place, name: string, depth: number): Controller {
  const { file, job, step } = place
  const envs = [step?.fields.get('env')?.value, job?.fields.get('env')?.value, file.fields.get('env')?.value]
  for (const env of envs) {
    const field = file.source.fields(env).find((candidate) => candidate.name.toLowerCase() === name)
    if (!field) continue
    return controllerOfText(expressionsAt(file, field.value), place, depth)
  }
  return /^(?:github|runner)_/.test(name) ? 'fixed' : 'earlier'
}

function ofMatrix(place: Place, name: string, depth: number): Controller {
  const { file, job } = place
  if (!job) return 'fixed'
  const matrix = matrixNode(file.source, job)
  const inside = matrixExpressions(file, job)
  // The whole matrix, a whole row, or a value below a key of that name.
  const named = inside.filter(
    ({ path }) =>
      path.length === 4 ||
      path.slice(4).some((part) => part === 'include' || String(part).toLowerCase() === name),
  )
  if (matrix === undefined || named.length === 0) return 'fixed'
  const known = controllerOfText(named, place, depth)
  return known === 'fixed' && !isMap(matrix) ? 'earlier' : worst([known, 'earlier'])
}

function ofOutput({ file, job }: Place, id: string, output: string): Controller {
  const steps = job ? job.steps : file.steps
  const step = steps.find((candidate) => candidate.id?.toLowerCase() === id)
  const use = step && parseUse(file.source, step.fields.get('uses')?.value)
  const known =
    use?.kind === 'repository' && Object.hasOwn(untrustedOutputs, use.slug)
      ? untrustedOutputs[use.slug]
      : undefined
  return known?.test(output) === true ? 'anyone' : 'earlier'
}

const byJob = new WeakMap<Job, Expression[]>()

function matrixExpressions(file: ParsedFile, job: Job): Expression[] {
  const known = byJob.get(job)
  if (known) return known
  const prefix = ['jobs', job.id, 'strategy', 'matrix']
  const found = file.expressions.filter(({ path }) => prefix.every((part, index) => path[index] === part))
  byJob.set(job, found)
  return found
}
