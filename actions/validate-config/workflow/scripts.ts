import type { Scalar } from 'yaml'
import { isScalar } from 'yaml'
import type { Range } from '../finding.ts'
import { offsetsOf } from './decoded.ts'
import type { ParsedFile, Step } from './file.ts'

export interface Script {
  step: Step
  scalar: Scalar
  text: string
  /** The shell, lower case, or undefined when the runner decides. */
  shell: string | undefined
  /** Its commands, see `commandsOf`. */
  commands: readonly Command[]
  /** The place of a stretch of the text. */
  at(start: number, end: number): Range
}

/** The scripts of all `run:` steps. */
export function scriptsOf(file: ParsedFile): readonly Script[] {
  const before = known.get(file)
  if (before) return before
  const found = readScripts(file)
  known.set(file, found)
  return found
}

const known = new WeakMap<ParsedFile, readonly Script[]>()

function readScripts(file: ParsedFile): Script[] {
  return file.steps.flatMap((step) => {
    const node = step.fields.get('run')?.value
    return isScalar(node) && step.run !== undefined ? [scriptOf(file, step, node)] : []
  })
}

function scriptOf(file: ParsedFile, step: Step, scalar: Scalar): Script {
  const { source } = file
  const at = (start: number, end: number): Range => {
    const offset = offsetsOf(source, scalar)
    return source.range(offset(start), offset(Math.max(start, end - 1)) + 1)
  }
  const text = step.run ?? ''
  return {
    step,
    scalar,
    text,
    shell: shellOf(file, step)?.toLowerCase(),
    commands: [...commandsOf(text)],
    at,
  }
}

/** The shell a step names itself or by the defaults of its job or workflow. */
export function shellOf({ source, fields }: ParsedFile, step: Step): string | undefined {
  const byDefault = (node: unknown): string | undefined =>
    source.string(source.field(source.field(node, 'run')?.value, 'shell')?.value)
  return (
    source.string(step.fields.get('shell')?.value) ??
    byDefault(step.job?.fields.get('defaults')?.value) ??
    (step.job ? byDefault(fields.get('defaults')?.value) : undefined)
  )
}

export interface Command {
  text: string
  /** What stands behind it: `|`, `||`, `&&`, `&`, `;`, or nothing at the end of a line. */
  operator: string
  start: number
  end: number
}

/**
 * The commands of a shell script: cut at line breaks and at `;`, `&&`, `||` and `|` outside of quotes, continued lines joined,
 * comments and here-documents left out. An approximation for searching, not a shell parser.
 */
export function* commandsOf(script: string): Generator<Command> {
  const clean = withoutHeredocs(script).replace(/(?:\\|`)[ \t]*\r?\n/g, (all) => ' '.repeat(all.length))
  let start = 0
  let quote = ''
  for (let at = 0; at <= clean.length; at++) {
    const character = clean[at] ?? '\n'
    if (quote !== '' && at < clean.length) {
      if (character === '\\' && quote === '"') at++
      else if (character === quote) quote = ''
    } else if (character === '\\') at++
    else if (character === '"' || character === "'") quote = character
    else if (character === '#' && /^$|[\s;|&(]/.test(clean[at - 1] ?? '')) {
      yield* piece(clean, start, at)
      at = clean.indexOf('\n', at) === -1 ? clean.length : clean.indexOf('\n', at)
      start = at + 1
    } else if ('\n;|&'.includes(character)) {
      if (character === '&' && /[<>]/.test(clean[at - 1] ?? '')) continue
      yield* piece(clean, start, at)
      start = at + 1
    }
  }
}

function* piece(text: string, from: number, to: number): Generator<Command> {
  const raw = text.slice(from, to)
  const trimmed = raw.trim()
  const start = from + raw.length - raw.trimStart().length
  const operator = /^(?:\|\||&&|[|&;])/.exec(text.slice(to))?.[0] ?? ''
  if (trimmed !== '') yield { text: trimmed, operator, start, end: start + trimmed.length }
}

function withoutHeredocs(script: string): string {
  return script.replace(/<<-?\s*(['"]?)(\w+)\1[^\n]*\n([\s\S]*?\n)?[ \t]*\2(?=\s|$)/g, (all) => {
    const line = all.indexOf('\n')
    return all.slice(0, line) + all.slice(line).replace(/[^\n]/g, ' ')
  })
}
