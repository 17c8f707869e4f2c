import type { Tree } from '../workflow/expression-tree.ts'
import type { ParsedFile } from '../workflow/file.ts'
import { isConsequence } from './language-service-needs.ts'
import type { Diagnostic } from './diagnostic.ts'

/** What was learnt of called workflows of the same repository. */
export interface Called {
  missing: Set<string>
  broken: Set<string>
  errors: Diagnostic[]
}

/**
 * Diagnostics of the language service that are not true of a file that GitHub runs, or that nobody can know before it runs. Measured on the
 * files of bench/corpus.txt: with these left out none has a false error.
 */
export function isNoise(
  { message, range }: Diagnostic,
  parsed: ParsedFile | undefined,
  called: Called,
): boolean {
  // GitHub expands `env: ${{ … }}` or an empty input before it looks at the type; the service looks too early.
  if (/^Unexpected type '(?:BasicExpressionToken|NullToken)' encountered/.test(message)) return true
  if (message === "Unexpected value ''" && isEmptyDispatchInput(range.start.line + 1, parsed)) return true
  // GitHub documents white and black; its schema for editors has forgotten them.
  if (/^Unexpected value '(?:white|black)'$/.test(message) && isBrandingColor(range.start.line + 1, parsed))
    return true
  if (message === 'Unable to find reusable workflow')
    return !isMissingLocal(range.start.line + 1, parsed, called)
  if (isConsequence(message, range.start.line + 1, parsed)) return true
  const key = /^Context access might be invalid: (.*)$/.exec(message)?.[1]
  if (key === undefined) return false
  if (!parsed) return true
  const chains = expressionsAt(parsed, range).flatMap((tree) => [...chainsOf(tree)])
  const about = chains.filter((chain) => chain.at(-1)?.toLowerCase() === key.toLowerCase())
  return about.every((chain) => !isKnowable(chain, parsed, called))
}

/** Without the errors of called files; each is taken out as often as it came in. */
export function withoutForeign(
  diagnostics: readonly Diagnostic[],
  foreign: readonly Diagnostic[],
): Diagnostic[] {
  const left = foreign.map(keyOf)
  return diagnostics.filter((one) => {
    const at = left.indexOf(keyOf(one))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function keyOf({ message, range: { start } }: Diagnostic): string {
  return `${start.line}:${start.character}:${message}`
}

/** Where the schema already refused a value, the later complaint about its type says nothing new. */
export function withoutEchoes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const place = ({ range: { start } }: Diagnostic) => `${start.line}:${start.character}`
  const echo = ({ message }: Diagnostic) => message.startsWith("Unexpected type '")
  const refused = new Set(diagnostics.filter((one) => !echo(one)).map(place))
  return diagnostics.filter((one) => !echo(one) || !refused.has(place(one)))
}

// `inputs:` without inputs, or an input without any property: GitHub takes both.
function isEmptyDispatchInput(line: number, parsed: ParsedFile | undefined): boolean {
  const dispatch = parsed?.events.find(({ name }) => name === 'workflow_dispatch')
  if (!parsed || !dispatch) return false
  const { source } = parsed
  const inputs = source.field(dispatch.config, 'inputs')
  return [...(inputs ? [inputs] : []), ...source.fields(inputs?.value)].some(
    (field) =>
      source.string(field.value) === undefined &&
      source.fields(field.value).length === 0 &&
      source.at(field.key).line === line,
  )
}

/** What GitHub does not refuse but ignores, in other words; undefined for all the rest. */
export function ignoredByGitHub(
  { message, range }: Diagnostic,
  parsed: ParsedFile | undefined,
): string | undefined {
  if (!parsed) return undefined
  const { source } = parsed
  const here = (node: Parameters<typeof source.at>[0]) => source.at(node).line === range.start.line + 1
  if (message === 'A mapping was not expected') {
    const event = parsed.events.find(({ config }) => config !== undefined && here(config))
    return event && `GitHub ignores what stands below the event "${event.name}": it has no filters.`
  }
  const dispatch = parsed.events.find(({ name }) => name === 'workflow_dispatch')
  const key = /^Unexpected value '(.+)'$/.exec(message)?.[1]
  const known = source.fields(dispatch?.config).find((field) => field.name === key && here(field.key))
  return known && `GitHub ignores the key "${key}" of workflow_dispatch.`
}

function isBrandingColor(line: number, parsed: ParsedFile | undefined): boolean {
  const color =
    parsed?.kind === 'action' ? parsed.source.field(parsed.fields.get('branding')?.value, 'color') : undefined
  return color !== undefined && parsed?.source.where(color).line === line
}

// A called workflow that is there but has errors of its own is told about in its own file.
function isMissingLocal(line: number, parsed: ParsedFile | undefined, called: Called): boolean {
  const job = parsed?.jobs.find(({ fields }) => {
    const uses = fields.get('uses')
    return uses !== undefined && parsed.source.where(uses).line === line
  })
  return job?.uses !== undefined && /^[.$]\//.test(job.uses) && called.missing.has(job.uses.slice(2))
}

function expressionsAt(parsed: ParsedFile, range: Diagnostic['range']): Tree[] {
  return parsed.expressions.flatMap((expression) => {
    const { tree } = expression
    if (!tree) return []
    const place = expression.at()
    const outside = place.line > range.end.line + 1 || place.endLine < range.start.line + 1
    return outside ? [] : [tree]
  })
}

/** Every access with literal steps, as the names from its context on: `needs.build.outputs.x`. */
function* chainsOf(tree: Tree): Generator<string[]> {
  const own = chainOf(tree)
  if (own && own.length > 1) yield own
  switch (tree.kind) {
    case 'access':
      yield* chainsOf(tree.object)
      if (tree.index) yield* chainsOf(tree.index)
      break
    case 'call':
    case 'and':
    case 'or':
      for (const arg of tree.args) yield* chainsOf(arg)
      break
    case 'not':
      yield* chainsOf(tree.operand)
      break
    case 'compare':
      yield* chainsOf(tree.left)
      yield* chainsOf(tree.right)
      break
    default:
  }
}

function chainOf(tree: Tree): string[] | undefined {
  if (tree.kind === 'context') return [tree.name]
  if (tree.kind !== 'access' || tree.index?.kind !== 'literal') return undefined
  const object = chainOf(tree.object)
  return object && [...object, String(tree.index.value)]
}

// Only what the file itself declares can be known to be missing: steps, needs, matrix, inputs. Environment, secrets, variables and events
// come from elsewhere, and outputs of a workflow in another repository cannot be read.
function isKnowable(
  [root = '', name = '', part = '']: string[],
  parsed: ParsedFile,
  called: Called,
): boolean {
  const context = root.toLowerCase()
  if (context === 'needs' && part.toLowerCase() === 'outputs') {
    const job = parsed.jobs.find(({ id }) => id.toLowerCase() === name.toLowerCase())
    return (
      job?.uses === undefined ||
      (/^[.$]\//.test(job.uses) &&
        !called.missing.has(job.uses.slice(2)) &&
        !called.broken.has(job.uses.slice(2)))
    )
  }
  // The service names the last part only: `inputs.issue || github.event.issue` complains of the second.
  if (context === 'inputs' && isDeclaredInput(parsed, name)) return false
  return ['steps', 'needs', 'matrix', 'inputs', 'jobs', 'strategy'].includes(context)
}

function isDeclaredInput({ source, events }: ParsedFile, name: string): boolean {
  const inputs = events.flatMap(({ config }) => source.fields(source.field(config, 'inputs')?.value))
  return inputs.some((input) => input.name.toLowerCase() === name.toLowerCase())
}
