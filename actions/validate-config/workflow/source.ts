import type { Alias, Document, Node, Scalar, YAMLMap } from 'yaml'
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Range } from '../finding.ts'

/** A key with its value in a mapping. `value` has aliases followed; `node` is what stands in the file. */
export interface Field {
  key: Node
  name: string
  value: Node | undefined
  node: Node | undefined
}

/** The text of one YAML file, its tree, and exact positions in it. */
export class Source {
  readonly path: string
  readonly text: string
  readonly document: Document.Parsed
  readonly #lines = new LineCounter()
  readonly #targets = new Map<Alias, Node>()
  readonly #fields = new WeakMap<YAMLMap, Field[]>()
  /** Anchors in order of appearance, and whether an alias uses them. */
  readonly anchors: { node: Node; name: string; used: boolean }[] = []

  constructor(path: string, text: string) {
    this.path = path
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text
    this.document = parseDocument(this.text, {
      lineCounter: this.#lines,
      uniqueKeys: false,
      logLevel: 'silent',
      stringKeys: false,
    })
    this.#link()
  }

  // One walk for all aliases: `Alias.resolve` walks the whole document each time.
  #link(): void {
    const open = new Map<string, { node: Node; name: string; used: boolean }>()
    visit(this.document, {
      Node: (_, node) => {
        if (isAlias(node)) {
          const anchor = open.get(node.source)
          if (anchor) {
            anchor.used = true
            this.#targets.set(node, anchor.node)
          }
        } else if (node.anchor !== undefined) {
          const anchor = { node, name: node.anchor, used: false }
          open.set(node.anchor, anchor)
          this.anchors.push(anchor)
        }
      },
    })
  }

  /** The node an alias stands for, other nodes as they are. */
  follow(node: unknown): Node | undefined {
    if (isAlias(node)) return this.#targets.get(node)
    return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined
  }

  fields(node: unknown): Field[] {
    const map = this.follow(node)
    if (!isMap(map)) return []
    const known = this.#fields.get(map)
    if (known) return known
    const fields = map.items.flatMap((pair) => {
      const key = pair.key as Node | null
      if (!isPair(pair) || !isScalar(key)) return []
      const value = (pair.value ?? undefined) as Node | undefined
      return [{ key, name: scalarText(key), node: value, value: this.follow(value) }]
    })
    this.#fields.set(map, fields)
    return fields
  }

  field(node: unknown, name: string): Field | undefined {
    return this.fields(node).find((field) => field.name === name)
  }

  /** The items of a sequence with aliases followed, or nothing. */
  items(node: unknown): Node[] {
    const list = this.follow(node)
    return isSeq(list)
      ? list.items.flatMap((item) => {
          const followed = this.follow(item)
          return followed ? [followed] : []
        })
      : []
  }

  /** A sequence's items, or a lone scalar as the only item. */
  list(node: unknown): Node[] {
    const followed = this.follow(node)
    return isScalar(followed) ? (followed.value === null ? [] : [followed]) : this.items(followed)
  }

  /** The text of a scalar as YAML decodes it (numbers and booleans as written), or undefined for anything else and for null. */
  string(node: unknown): string | undefined {
    const followed = this.follow(node)
    return isScalar(followed) && followed.value !== null ? scalarText(followed) : undefined
  }

  range(start: number, end: number): Range {
    const from = this.#lines.linePos(Math.min(start, this.text.length))
    const to = this.#lines.linePos(Math.min(Math.max(start, end), this.text.length))
    return {
      line: Math.max(1, from.line),
      column: Math.max(1, from.col),
      endLine: Math.max(1, to.line),
      endColumn: Math.max(1, to.col),
    }
  }

  /** Where a node stands, without the line break that ends a block. */
  at(node: Node): Range {
    const [start, end] = node.range ?? [0, 0]
    let last = end
    while (last > start && /\s/.test(this.text[last - 1] ?? '')) last--
    return this.range(start, last)
  }

  /** The value of a field, or its key when it has none. */
  where(field: Field): Range {
    const empty =
      field.node === undefined || (isScalar(field.node) && field.node.range?.[0] === field.node.range?.[1])
    return this.at(empty ? field.key : (field.node as Node))
  }
}

export function scalarText(scalar: Scalar): string {
  if (typeof scalar.value === 'string') return scalar.value
  return scalar.source ?? ''
}
