import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Document } from 'yaml'
import {
  duplicateKeys,
  firstPerLine,
  type DocumentPath,
  type KeyAt,
  type MakeRange,
  type Reading,
} from './ranges.ts'

/** YAML 1.2 (so `on` and `yes` are words), with places. */
export function readYaml(text: string, range: MakeRange): Reading {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
  const spanOf: Reading['spanOf'] = (path, part) => spanIn(document, path, part)
  const problems = firstPerLine(
    document.errors.map(({ message, pos }) => ({
      kind: 'syntax' as const,
      message: message.replace(/\s+/g, ' ').replace(/[.:]?$/, '.'),
      range: range(...pos),
    })),
  )
  if (problems.length > 0) return { value: undefined, problems, spanOf }
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  problems.push(...duplicateKeys(keysOf(document.contents), range))
  return { value, problems, spanOf }
}

function* keysOf(node: unknown): Generator<KeyAt> {
  if (!isMap(node) && !isSeq(node)) return
  for (const item of node.items) {
    if (!isPair(item)) {
      yield* keysOf(item)
      continue
    }
    const { key, value } = item
    if (isScalar(key) && key.range)
      yield { key: String(key.value), parent: node, from: key.range[0], to: key.range[1] }
    yield* keysOf(value)
  }
}

// What stands behind an alias is shown where the alias is: that is where the reader looks for it.
function spanIn(document: Document, path: DocumentPath, part: 'key' | 'value') {
  let node: unknown = document.contents
  let key: unknown
  for (const step of path) {
    const target = isAlias(node) ? node.resolve(document) : node
    key = undefined
    if (isSeq(target) && typeof step === 'number') node = target.items[step]
    else if (isMap(target)) {
      const pair = target.items.findLast(
        (item) => isScalar(item.key) && String(item.key.value) === String(step),
      )
      ;[key, node] = [pair?.key, pair?.value]
    } else return undefined
    if (node === undefined) return undefined
  }
  const value = extent(node)
  // `key:` without a value has no extent of its own.
  const empty = value === undefined || value[0] === value[1]
  return key !== undefined && (part === 'key' || empty) ? extent(key) : value
}

function extent(node: unknown): readonly [number, number] | undefined {
  const range = (node as { range?: readonly [number, number, number] | null } | null)?.range
  return range ? [range[0], range[1]] : undefined
}
