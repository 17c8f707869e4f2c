import { readJson } from './document/json.ts'
import {
  ranger,
  type DocumentPath,
  type DocumentProblem,
  type MakeRange,
  type Range,
  type SpanOf,
} from './document/ranges.ts'
import { readYaml } from './document/yaml.ts'
import { reason } from './errors.ts'

/** A JSON or YAML text as a value, with the place of every key and value. */
export interface ConfigDocument {
  /** undefined after a syntax error. */
  value: unknown
  problems: readonly DocumentProblem[]
  /** The place of what stands at a path (`key`: of the key that names it), or of the nearest parent that exists. */
  rangeOf(path: DocumentPath, part?: 'key' | 'value'): Range
}

/** Reads `text` as YAML 1.2 when the file name says so, else as JSON. Never throws. */
export function readDocument(text: string, file: string): ConfigDocument {
  const source = text.replace(/^\uFEFF/, '')
  const range = ranger(source)
  try {
    const { value, problems, spanOf } = /\.ya?ml$/i.test(file)
      ? readYaml(source, range)
      : readJson(source, range)
    return { value, problems, rangeOf: orParent(spanOf, range) }
  } catch (error) {
    // Nesting deeper than the stack and aliases that multiply get here; neither has one place.
    const why = error instanceof RangeError ? 'is nested too deeply' : `cannot be read: ${reason(error)}`
    const start = range(0, 0)
    const problem: DocumentProblem = { kind: 'syntax', message: `The file ${why}.`, range: start }
    return { value: undefined, problems: [problem], rangeOf: () => start }
  }
}

function orParent(spanOf: SpanOf, range: MakeRange): ConfigDocument['rangeOf'] {
  return (path, part = 'value') => {
    for (let length = path.length; length >= 0; length--) {
      const found = spanOf(path.slice(0, length), length === path.length ? part : 'value')
      if (found) return range(...found)
    }
    return range(0, 0)
  }
}
