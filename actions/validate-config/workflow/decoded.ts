import type { Scalar } from 'yaml'
import type { Source } from './source.ts'

// A decoded scalar differs from its source only in escapes, folded line breaks and indentation. Walking both side by side
// gives for each decoded character the place where it was written.

const known = new WeakMap<Scalar, (index: number) => number>()

/** For a scalar: from an index in its decoded text to the offset in the file. */
export function offsetsOf(source: Source, scalar: Scalar): (index: number) => number {
  const before = known.get(scalar)
  if (before) return before
  const offsets = align(source, scalar)
  known.set(scalar, offsets)
  return offsets
}

function align(source: Source, scalar: Scalar): (index: number) => number {
  const [start, end] = scalar.range ?? [0, 0]
  const text = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '')
  const raw = source.text.slice(start, end)
  const from = bodyStart(scalar, raw)
  if (raw.startsWith(text, from) && !text.includes('\n'))
    return (index) => start + from + Math.min(index, text.length)
  const table = walk(text, raw, {
    from,
    double: scalar.type === 'QUOTE_DOUBLE',
    single: scalar.type === 'QUOTE_SINGLE',
  })
  return (index) => start + (table[Math.min(index, text.length)] ?? raw.length)
}

function bodyStart(scalar: Scalar, raw: string): number {
  if (scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE') return 1
  if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED') return 0
  const line = raw.indexOf('\n')
  return line === -1 ? raw.length : line + 1
}

function walk(text: string, raw: string, form: { from: number; double: boolean; single: boolean }): number[] {
  const table: number[] = []
  let at = form.from
  for (let index = 0; index < text.length; index++) {
    const wanted = text[index]
    if (!isSpace(wanted)) while (at < raw.length && isSpace(raw[at])) at++
    if (form.double && raw[at] === '\\') {
      at = skipContinuation(raw, at)
      table.push(at)
      at += raw[at] === '\\' ? escapeLength(raw, at) : 1
    } else if (form.single && wanted === "'") {
      table.push(at)
      at += 2
    } else {
      table.push(at)
      if (raw[at] === wanted) at++
      else if (wanted === '\n' || isSpace(raw[at])) at = Math.min(raw.length, at + 1)
    }
  }
  table.push(at)
  return table
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r'
}

// A backslash before a line break joins the lines.
function skipContinuation(raw: string, at: number): number {
  let place = at
  while (raw[place] === '\\' && /^\\[ \t]*\r?\n/.test(raw.slice(place, place + 200))) {
    place = raw.indexOf('\n', place) + 1
    while (isSpace(raw[place])) place++
  }
  return place
}

function escapeLength(raw: string, at: number): number {
  return { x: 4, u: 6, U: 10 }[raw[at + 1] ?? ''] ?? 2
}
