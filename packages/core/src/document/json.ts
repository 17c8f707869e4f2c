import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import {
  duplicateKeys,
  firstPerLine,
  type DocumentPath,
  type DocumentProblem,
  type KeyAt,
  type MakeRange,
  type Reading,
} from './ranges.ts'

const messages: Record<string, string> = {
  CommaExpected: 'A comma is missing before this.',
  ColonExpected: 'A colon is missing after the key.',
  PropertyNameExpected: 'A key in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  CloseBraceExpected: 'A closing brace } is missing.',
  CloseBracketExpected: 'A closing bracket ] is missing.',
  EndOfFileExpected: 'Nothing may follow the value.',
  InvalidCommentToken: 'JSON has no comments.',
  UnexpectedEndOfComment: 'JSON has no comments.',
  UnexpectedEndOfString: 'A string is not closed.',
  InvalidEscapeCharacter: 'An escape sequence is not valid in JSON.',
  InvalidCharacter: 'A control character must be escaped in JSON.',
}

/** Strict JSON, with places. */
export function readJson(text: string, range: MakeRange): Reading {
  if (text.trim() === '') {
    const problem = { kind: 'syntax' as const, message: 'The file is empty.', range: range(0, 0) }
    return { value: undefined, problems: [problem], spanOf: () => undefined }
  }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const problems = firstPerLine(errors.map((error) => problemOf(error, text, range)))
  const usable = tree !== undefined && problems.length === 0
  if (usable) problems.push(...duplicateKeys(keysOf(tree), range))
  return {
    value: usable ? getNodeValue(tree) : undefined,
    problems,
    spanOf: (path, part) => spanOf(tree, path, part),
  }
}

function problemOf({ error, offset, length }: ParseError, text: string, range: MakeRange): DocumentProblem {
  const code = printParseErrorCode(error)
  const before = text.slice(0, offset).trimEnd()
  // The parser stumbles at the bracket; the mistake is the comma before it.
  if (
    /^(?:ValueExpected|PropertyNameExpected)$/.test(code) &&
    before.endsWith(',') &&
    /[}\]]/.test(text[offset] ?? '')
  ) {
    const message = 'JSON allows no comma after the last entry.'
    return { kind: 'syntax', message, range: range(before.length - 1, before.length) }
  }
  const message = messageOf(code, text.slice(offset, offset + length))
  return { kind: 'syntax', message, range: range(offset, offset + length) }
}

function messageOf(code: string, token: string): string {
  if (code === 'InvalidSymbol') return `${JSON.stringify(token.slice(0, 40))} is not a JSON value.`
  return messages[code] ?? `The JSON is not valid (${code}).`
}

function* keysOf(node: Node): Generator<KeyAt> {
  for (const child of node.children ?? []) {
    const [key] = node.type === 'object' ? (child.children ?? []) : []
    if (key) yield { key: String(key.value), parent: node, from: key.offset, to: key.offset + key.length }
    yield* keysOf(child)
  }
}

function spanOf(root: Node | undefined, path: DocumentPath, part: 'key' | 'value') {
  let node = root
  let key: Node | undefined
  for (const step of path) {
    if (typeof step === 'number') [key, node] = [undefined, node?.children?.[step]]
    else {
      // The last of two equal keys is the one whose value counts.
      const property: Node | undefined = node?.children?.findLast(
        ({ children }) => children?.[0]?.value === step,
      )
      ;[key, node] = [property?.children?.[0], property?.children?.[1]]
    }
    if (!node) return undefined
  }
  const found = part === 'key' ? (key ?? node) : node
  return found && ([found.offset, found.offset + found.length] as const)
}
