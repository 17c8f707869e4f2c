import type { Scalar } from 'yaml'
import { isMap, isScalar, isSeq } from 'yaml'
import type { Range } from '../finding.ts'
import { offsetsOf } from './decoded.ts'
import { ExpressionSyntaxError } from './expression-tokens.ts'
import type { Tree } from './expression-tree.ts'
import { parseExpression } from './expression-tree.ts'
import type { Source } from './source.ts'
import { scalarText } from './source.ts'

export type Path = readonly (string | number)[]

/** One `${{ … }}`, or an `if:` that is an expression without the braces. */
export interface Expression {
  scalar: Scalar
  /** Keys and indexes from the root to the scalar. */
  path: Path
  /** The text between the braces. */
  text: string
  /** Where the text starts and ends in the scalar's decoded value. */
  start: number
  end: number
  /** `if: github.ref == …` without braces. */
  bare: boolean
  /** Nothing but this expression stands in the scalar. */
  whole: boolean
  tree: Tree | undefined
  error: { message: string; at: Range } | undefined
  /** The place in the file of a part of the tree, or of the whole with its braces. */
  at(part?: { start: number; end: number }): Range
}

/** Every scalar of the document with its path, aliases not followed, keys left out. */
export function* scalars(source: Source): Generator<{ scalar: Scalar; path: Path }> {
  yield* below(source.document.contents, [])
}

function* below(node: unknown, path: Path): Generator<{ scalar: Scalar; path: Path }> {
  if (isScalar(node)) yield { scalar: node, path }
  else if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* below(item, [...path, index])
  else if (isMap(node)) {
    for (const pair of node.items) {
      if (isScalar(pair.key)) yield* below(pair.value, [...path, scalarText(pair.key)])
    }
  }
}

/** All expressions of a file in order. Only strings hold expressions. */
export function expressionsOf(source: Source): Expression[] {
  const found: Expression[] = []
  for (const { scalar, path } of scalars(source)) {
    if (typeof scalar.value === 'string') found.push(...expressionsIn(source, scalar, path))
  }
  return found
}

function expressionsIn(source: Source, scalar: Scalar, path: Path): Expression[] {
  const text = scalar.value as string
  const spans = [...braces(text)]
  if (spans.length === 0) {
    return isCondition(path) && text.trim() !== ''
      ? [expression(source, { scalar, path }, [0, text.length, true])]
      : []
  }
  return spans.map(([start, end]) => expression(source, { scalar, path }, [start, end, false]))
}

/** Whether a scalar is the `if:` of a job or a step, also of a step inside `parallel:`. */
export function isCondition(path: Path): boolean {
  if (path.at(-1) !== 'if') return false
  const ofStep = typeof path.at(-2) === 'number'
  if (path[0] === 'runs') return path[1] === 'steps' && ofStep
  return path[0] === 'jobs' && (path.length === 3 || (path[2] === 'steps' && ofStep))
}

// `}}` inside a quoted string does not end an expression.
function* braces(text: string): Generator<[start: number, end: number]> {
  for (let open = text.indexOf('${{'); open !== -1;) {
    let quoted = false
    let at = open + 3
    while (at < text.length && (quoted || !text.startsWith('}}', at))) {
      if (text[at] === "'") quoted = !quoted
      at++
    }
    if (at >= text.length) return
    yield [open + 3, at]
    open = text.indexOf('${{', at + 2)
  }
}

function expression(
  source: Source,
  place: { scalar: Scalar; path: Path },
  [start, end, bare]: [number, number, boolean],
): Expression {
  const whole = place.scalar.value as string
  const text = whole.slice(start, end)
  const at = (part?: { start: number; end: number }): Range => {
    const offset = offsetsOf(source, place.scalar)
    if (part)
      return source.range(offset(start + part.start), offset(start + Math.max(part.start, part.end - 1)) + 1)
    if (!bare) return source.range(offset(start - 3), offset(end + 1) + 1)
    const lead = text.length - text.trimStart().length
    return source.range(offset(lead), offset(text.trimEnd().length - 1) + 1)
  }
  const parsed = { tree: undefined as Tree | undefined, error: undefined as Expression['error'] }
  try {
    parsed.tree = parseExpression(text)
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error
    parsed.error = {
      message: error.message,
      at: at(error.end > error.start ? error : { start: error.start, end: error.start + 1 }),
    }
  }
  const alone = bare || (whole.slice(0, start - 3).trim() === '' && whole.slice(end + 2).trim() === '')
  return { ...place, text, start, end, bare, whole: alone, ...parsed, at }
}
