/** 1-based; columns count UTF-16 units; the end is exclusive. */
export interface Range {
  line: number
  column: number
  endLine: number
  endColumn: number
}

export interface DocumentProblem {
  kind: 'syntax' | 'duplicate-key'
  message: string
  range: Range
}

export type DocumentPath = readonly (string | number)[]

/** Offsets of a key or value; undefined when nothing stands at the path. */
export type SpanOf = (
  path: DocumentPath,
  part: 'key' | 'value',
) => readonly [from: number, to: number] | undefined

/** What one format reads from a text. */
export interface Reading {
  value: unknown
  problems: DocumentProblem[]
  spanOf: SpanOf
}

export type MakeRange = (from: number, to: number) => Range

/** Makes ranges of offsets; a range never leaves the text. */
export function ranger(text: string): MakeRange {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const position = (offset: number): [number, number] => {
    const inside = Math.max(0, Math.min(offset, text.length))
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= inside) low = middle
      else high = middle - 1
    }
    return [low + 1, inside - (starts[low] ?? 0) + 1]
  }
  return (from, to) => {
    const [line, column] = position(from)
    const [endLine, endColumn] = position(Math.max(from, to))
    return { line, column, endLine, endColumn }
  }
}

export interface KeyAt {
  key: string
  parent: object
  from: number
  to: number
}

/** A parser keeps one of two equal keys in silence; this says which. */
export function duplicateKeys(keys: Iterable<KeyAt>, range: MakeRange): DocumentProblem[] {
  const seen = new Map<object, Map<string, number>>()
  const problems: DocumentProblem[] = []
  for (const { key, parent, from, to } of keys) {
    const siblings = seen.get(parent) ?? new Map<string, number>()
    seen.set(parent, siblings)
    const first = siblings.get(key)
    if (first === undefined) {
      siblings.set(key, from)
      continue
    }
    const { line } = range(first, first)
    const message = `Key ${JSON.stringify(key)} stands here again (first in line ${line}); only one of the values counts.`
    problems.push({ kind: 'duplicate-key', message, range: range(from, to) })
  }
  return problems
}

/** One mistake often makes several errors in a row; the first of each line is the true one. */
export function firstPerLine(problems: readonly DocumentProblem[], limit = 10): DocumentProblem[] {
  const seen = new Set<number>()
  return problems.filter(({ range: { line } }) => !seen.has(line) && seen.add(line)).slice(0, limit)
}
