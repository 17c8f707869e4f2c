// Reads a world file and names every mistake at once, with its path, line and column.
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { checkReferences } from './references.ts'
import { worldSchema, type WorldFile } from './schema.ts'

export interface WorldProblem {
  /** Where in the file, as `repositories[0].name`. */
  path: string
  message: string
  line: number
  column: number
}

/** The world file cannot be used; `problems` holds everything that is wrong with it, in the file's order. */
export class WorldError extends Error {
  readonly filename: string
  readonly problems: readonly WorldProblem[]

  constructor(filename: string, problems: readonly WorldProblem[]) {
    const lines = problems.map(({ path, message, line, column }) => {
      const place = path === '' ? '' : `${path}: `
      return `${filename}:${line}:${column}: ${place}${message}`
    })
    super(lines.join('\n'))
    this.name = 'WorldError'
    this.filename = filename
    this.problems = problems
  }
}

type Path = readonly PropertyKey[]

function pathText(path: Path): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${String(part)}`))
    .join('')
}

/** The place of a value, or of the nearest thing around it that exists. */
function positionOf(
  document: Document,
  lines: LineCounter,
  path: Path,
  key?: string,
): { line: number; column: number } {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (!isNode(node)) continue
    const target = key === undefined ? node : (keyNode(node, key) ?? node)
    const { line, col } = lines.linePos(target.range?.[0] ?? 0)
    return { line, column: col }
  }
  return { line: 1, column: 1 }
}

function keyNode(node: unknown, key: string) {
  const items: unknown = (node as { items?: unknown }).items
  if (!Array.isArray(items)) return undefined
  const pair = items.find((item: { key?: { value?: unknown } }) => item.key?.value === key) as
    { key: unknown } | undefined
  return pair && isNode(pair.key) ? pair.key : undefined
}

interface Finding {
  path: Path
  message: string
  key?: string
}

/** Flattens zod's issues: inside a union only the branch that came nearest is worth telling. */
function findings(issues: readonly z.core.$ZodIssue[], prefix: Path = []): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    const path = [...prefix, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ path, key, message: `unknown key "${key}"` }))
    if (issue.code === 'invalid_union') {
      const deepest = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0]
      if (deepest && depth(deepest) > 0) return findings(deepest, path)
      const expected = issue.errors
        .flat()
        .map((inner) => ('expected' in inner ? String(inner.expected) : inner.message))
      return [{ path, message: `Invalid input: expected ${[...new Set(expected)].join(' or ')}` }]
    }
    return [{ path, message: issue.message }]
  })
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)),
  )
}

function parseText(text: string, filename: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  if (document.errors.length === 0) return { document, lines }
  const problems = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0])
    return { path: '', message: error.message, line, column: col }
  })
  throw new WorldError(filename, problems)
}

/** A `WorldError` with the places of the problems in the text. */
export function placed(text: string, filename: string, problems: readonly Finding[]): WorldError {
  const { document, lines } = parseText(text, filename)
  const found = problems.map(({ path, message, key }) => ({
    path: pathText(key === undefined ? path : [...path, key]),
    message,
    ...positionOf(document, lines, path, key),
  }))
  return new WorldError(
    filename,
    found.sort((a, b) => a.line - b.line || a.column - b.column),
  )
}

/** Parses and checks a world file (YAML or JSON). Throws `WorldError` with all its mistakes. */
export function loadWorld(text: string, filename = 'world.yml'): WorldFile {
  const { document } = parseText(text, filename)
  const value: unknown = document.toJS({ maxAliasCount: 1000 }) ?? {}
  const { world, problems } = checkWorld(value)
  if (world && problems.length === 0) return world
  throw placed(text, filename, problems)
}

/** Checks a world given as a value. Throws `WorldError`; the places are paths, the line is 1. */
export function parseWorld(value: unknown): WorldFile {
  const { world, problems } = checkWorld(value)
  if (world && problems.length === 0) return world
  throw unplaced(problems)
}

/** A `WorldError` for a world that has no text. */
export function unplaced(problems: readonly Finding[]): WorldError {
  const found = problems.map(({ path, message, key }) => ({
    path: pathText(key === undefined ? path : [...path, key]),
    message,
    line: 1,
    column: 1,
  }))
  return new WorldError('world', found)
}

function checkWorld(value: unknown): { world: WorldFile | undefined; problems: Finding[] } {
  const result = worldSchema.safeParse(value)
  if (!result.success) return { world: undefined, problems: findings(result.error.issues) }
  return { world: result.data, problems: checkReferences(result.data) }
}
